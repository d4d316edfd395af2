"""Read tables of rectification ledgers (整改台账): Excel workbooks (.xlsx) and CSV.

A row is a line whose cells are divided by tabs; white space inside a cell becomes a blank, rows
without words are left out, and an empty line stands between two sheets. A number or date is
printed as Excel stores it, a formula as the value last computed. Hidden sheets are left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from openpyxl.reader.excel import load_workbook
from openpyxl.utils.cell import get_column_letter

from ..errors import ReaderError
from ..report import Origin
from .document import Reading
from .guard import refusing

_BLANKS = re.compile(r"\s+")
#: Largest workbook read, in rows of all its sheets and in columns of one.
LIMIT_ROWS, LIMIT_COLUMNS = 200_000, 200
#: Text is taken for CSV if all its rows have as many cells, and at least these.
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2

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
    with refusing(
        "the workbook is not built as Excel files are",
        where=name,
        remedy="open it in Excel, WPS or LibreOffice and save it as .xlsx anew",
    ):
        book = load_workbook(io.BytesIO(data), data_only=True)  # type: ignore[no-untyped-call]
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    rows, columns = sum(s.max_row for s in sheets), max((s.max_column for s in sheets), default=0)
    if rows > LIMIT_ROWS or columns > LIMIT_COLUMNS:
        raise ReaderError(
            f"the workbook has {rows:,} rows and up to {columns:,} columns, more than "
            f"{LIMIT_ROWS:,} or {LIMIT_COLUMNS:,}",
            where=name,
            remedy="keep the sheet of the rectification ledger alone",
        )
    parts: list[str] = []
    origins: list[Origin] = []
    for sheet in sheets:
        cells = (
            (f"{sheet.title}!{{}}{at}", [_printed(value) for value in row])
            for at, row in enumerate(sheet.iter_rows(values_only=True), start=1)
        )
        text, found = _write(cells, sum(map(len, parts)) + len(parts))
        if text:
            parts.append(text)
            origins.extend(found)
    said = f"sheets read: {', '.join(sheet.title for sheet in sheets)}"
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    said += f"; hidden sheets left out: {', '.join(hidden)}" if hidden else ""
    return Reading("\n".join(parts), tuple(origins), said)


def read_csv(text: str) -> tuple[str, tuple[Origin, ...]] | None:
    """Read text that is CSV: all rows have as many cells, three or more; ``None`` for other text.

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
    return _write((("{}" + str(at), row) for at, row in enumerate(rows, start=1)), 0)


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
