"""Read tables of rectification ledgers (整改台账): Excel workbooks (.xlsx) and CSV.

A row is a line whose cells are divided by tabs; white space inside a cell becomes a blank, rows
without words are left out, and an empty line stands between two sheets. A number or date is
printed as Excel stores it, a formula as the value last computed. Hidden sheets are left out.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl.reader.excel import load_workbook
from openpyxl.utils.cell import get_column_letter

from ..errors import ReaderError
from ..fold import fold
from ..report import Origin
from ..vocabulary import LabelEntry, default_vocabulary
from .document import Lack, Reading
from .guard import refusing

_BLANKS = re.compile(r"\s+")
#: Largest workbook read, in rows of all its sheets and in columns of one.
LIMIT_ROWS, LIMIT_COLUMNS = 200_000, 200
#: The last row that a sheet of Excel can have.
LAST_ROW = 1_048_576
#: As many places are named in the load report.
_MOST_NAMED = 5
#: Text is taken for CSV if all its rows have as many cells, and at least these.
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2
#: As many rows may be the header; a label, and one in words not known, is no longer.
_MOST_TRIED, _LONGEST_LABEL, _LONGEST_OTHER = 5, 18, 10

_Rows = Iterable[tuple[str, Sequence[str]]]


def read_xlsx(data: bytes, name: str) -> Reading:
    """Read an Excel workbook.

    Parameters
    ----------
    data
        Its bytes.
    name
        How to call it in messages.

    Returns
    -------
    Reading
        The text in the form described above, with a span for each cell with words that gives its
        sheet and address.

    Raises
    ------
    ReaderError
        If it is no workbook that can be opened, or is too large.
    """
    damaged = refusing(
        "the workbook is not built as Excel files are",
        where=name,
        remedy="open it in Excel, WPS or LibreOffice and save it as .xlsx anew",
    )
    # openpyxl warns of what it does not keep when it writes; nothing is written here.
    with damaged, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values, formulas = (
            load_workbook(io.BytesIO(data), read_only=True, data_only=only)  # type: ignore[no-untyped-call]
            for only in (True, False)
        )
        sheets = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
        parts: list[str] = []
        origins: list[Origin] = []
        rows = 0
        for sheet in sheets:
            filled = _filled(sheet, name)
            rows += len(filled)
            _refuse_large(rows, max((len(row) for _, row in filled), default=0), name)
            cells = ((f"{sheet.title}!{{}}{at}", row) for at, row in filled)
            text, found = _write(cells, sum(map(len, parts)) + len(parts))
            if text:
                parts.append(text)
                origins.extend(found)
        empty = [place for sheet in sheets for place in _not_computed(sheet, formulas[sheet.title])]
    said = f"sheets read: {', '.join(sheet.title for sheet in sheets)}"
    hidden = [sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"]
    said += f"; hidden sheets left out: {', '.join(hidden)}" if hidden else ""
    if not empty:
        return Reading("\n".join(parts), tuple(origins), said)
    places = ", ".join(empty[:_MOST_NAMED]) + (", …" if len(empty) > _MOST_NAMED else "")
    lost = f"formulas without a value: {len(empty)} ({places})"
    lack = Lack(lost, "open it in Excel, WPS or LibreOffice, which compute them, and save it anew")
    return Reading("\n".join(parts), tuple(origins), f"{said}; {lost}", (lack,))


def _filled(sheet: Any, name: str) -> list[tuple[int, list[str]]]:
    """Rows of a sheet that hold words, with their numbers, each to its last cell with words.

    Cells that are only formatted do not count, however far away they lie.
    """
    sheet.reset_dimensions()
    filled: list[tuple[int, list[str]]] = []
    for at, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if at > LAST_ROW:
            _refuse_large(at, len(row), name)
        cells = [_printed(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            filled.append((at, cells))
    return filled


def _refuse_large(rows: int, columns: int, name: str) -> None:
    if rows > LIMIT_ROWS or columns > LIMIT_COLUMNS:
        raise ReaderError(
            f"the workbook has {rows:,} rows and up to {columns:,} columns, more than "
            f"{LIMIT_ROWS:,} or {LIMIT_COLUMNS:,}",
            where=name,
            remedy="keep the sheet of the rectification ledger alone",
        )


def _not_computed(values: Any, formulas: Any) -> Iterator[str]:
    """Places of formulas whose value was not stored when the workbook was saved."""
    formulas.reset_dimensions()
    for printed, written in zip(
        values.iter_rows(values_only=True), formulas.iter_rows(), strict=True
    ):
        for value, cell in zip(printed, written, strict=True):
            if value is None and cell.data_type == "f":
                yield f"{values.title}!{cell.coordinate}"


def read_csv(text: str) -> tuple[str, tuple[Origin, ...]] | None:
    """Read text that is a table in CSV; ``None`` for other text.

    All rows have as many cells, three or more, and one of the first rows is the header of a
    ledger: most of its cells are field labels of the vocabulary. Sentences may hold as many commas
    each as they like.

    Parameters
    ----------
    text
        The decoded file.

    Returns
    -------
    tuple or None
        The text in the form described above, and a span for each cell with words.
    """
    first = text.lstrip().partition("\n")[0]
    if first.count(",") < _FEWEST_CELLS - 1:
        return None
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except csv.Error:
        return None
    if len(rows) < _FEWEST_ROWS or len({len(row) for row in rows}) > 1:
        return None
    if not any(map(_is_header, rows[:_MOST_TRIED])):
        return None
    return _write((("{}" + str(at), row) for at, row in enumerate(rows, start=1)), 0)


def _is_header(row: Sequence[str]) -> bool:
    """True for a row most of whose filled cells are field labels, two of them known as such.

    Labels in other words are told by their ends, which clauses may have too: they do not suffice.
    """
    labels: tuple[LabelEntry, ...] = default_vocabulary().entries("labels")
    cells = [words for words in ("".join(fold(cell).split()) for cell in row) if words]
    short = [words for words in cells if len(words) <= _LONGEST_LABEL]
    codes = {e.code for words in short for e in labels if re.fullmatch(e.pattern, words)}
    labelled = sum(
        any(
            re.fullmatch(e.pattern, words)
            or (e.ending and len(words) <= _LONGEST_OTHER and re.search(e.ending, words))
            for e in labels
        )
        for words in short
    )
    return len(codes) > 1 and 3 * labelled >= 2 * len(cells)


def _write(rows: _Rows, start: int) -> tuple[str, tuple[Origin, ...]]:
    """Write rows as lines; `start` is the place of the first in the whole text."""
    pieces: list[str] = []
    origins: list[Origin] = []
    place = start
    for address, row in rows:
        cells = [_BLANKS.sub(" ", cell).strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        for at, cell in enumerate(cells):
            if cell:
                where = address.format(get_column_letter(at + 1))
                origins.append(Origin(place, place + len(cell), "cell", where))
            end = "\n" if at == len(cells) - 1 else "\t"
            pieces += [cell, end]
            place += len(cell) + 1
    return "".join(pieces), tuple(origins)


def _printed(value: object) -> str:
    """A cell's value as text; dates without a time of day as 2023-01-31."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
