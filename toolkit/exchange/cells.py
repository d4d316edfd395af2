"""Tables of text as CSV and Excel files in which nothing runs as a formula and nothing is lost."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..errors import ExchangeError
from ..readers.files import format_of, read_bytes
from ..readers.guard import refusing
from ..readers.sheets import LIMIT_COLUMNS, LIMIT_ROWS
from ..shielding import bare, is_formula, shielded

#: Longest text an Excel cell holds.
_LONGEST = 32_767
#: Longest text of a CSV cell that Python's reader takes.
_LONGEST_CSV = 131_072
#: What an Excel file cannot hold.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What UTF-8 cannot hold, and Python's reader of CSV does not take.
_UNFIT_CSV = re.compile("[\x00\ud800-\udfff]")
#: Words that Excel would take for a character by its number, and a character by its number.
_LIKE_NUMBER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Format of a cell in which Excel leaves as it is whatever is typed.
_TEXT = "@"

Rows = Iterable[Sequence[str]]


def write_cells(header: Sequence[str], rows: Rows, path: str | Path) -> Path:
    """Write a table of texts.

    Parameters
    ----------
    header
        Names of the columns.
    rows
        Cells as text.
    path
        The file; ``.xlsx`` makes a workbook, anything else CSV in UTF-8 with byte order mark, so
        that Excel opens it right.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ExchangeError
        If a cell holds what the file cannot: in a workbook a control character, or more than
        32,767 characters.

    Notes
    -----
    In a workbook every cell is text and stays so when it is changed. In CSV, a text that a
    spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a
    carriage return) gets an apostrophe before it, which `read_cells` takes away; that Excel makes
    a date of ``1-2`` there cannot be helped.
    """
    target = Path(path)
    table = [list(header), *(list(row) for row in rows)]
    if target.suffix.lower() == ".xlsx":
        _write_workbook(table, target)
        return target
    _refuse_unfit(table, target, _UNFIT_CSV, _LONGEST_CSV)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([shielded(cell) for cell in row] for row in table)
    target.write_bytes(text.getvalue().encode("utf-8-sig"))
    return target


def read_cells(path: str | Path) -> list[dict[str, str]]:
    """Read a table of texts as `write_cells` writes it, edited since or not.

    Returns
    -------
    list of dict of str to str
        One per row, by the names in the first row; empty where nothing stands.

    Raises
    ------
    ReaderError
        If the file cannot be read.
    ExchangeError
        If it is no table of this kind.
    """
    source = Path(path)
    data = read_bytes(source, str(path))
    table = _workbook(data, str(path)) if data.startswith(b"PK") else _csv(data, str(path))
    if not table:
        raise ExchangeError("the table is empty", where=str(path), remedy="write it again")
    header = table[0][: max((n for n, name in enumerate(table[0], 1) if name), default=0)]
    return [
        dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=False))
        for row in table[1:]
        if any(row)
    ]


def _refuse_unfit(
    table: list[list[str]], target: Path, unfit: re.Pattern[str], longest: int
) -> None:
    for number, row in enumerate(table, 1):
        for name, text in zip(table[0], row, strict=True):
            where = f"{target}, row {number}, column {name}"
            if len(text) > longest:
                raise ExchangeError(
                    f"the text has {len(text):,} characters; a cell holds {longest:,}",
                    where=where,
                    remedy="shorten it, or write the codebook as YAML or the coding as .qdpx",
                )
            found = unfit.search(text)
            if found:
                raise ExchangeError(
                    f"{text[:40]!r} holds the control character U+{ord(found[0]):04X}, which such "
                    "a file cannot hold",
                    where=where,
                    remedy="take it out of the text",
                )


def _write_workbook(table: list[list[str]], target: Path) -> None:
    from openpyxl.workbook.workbook import Workbook

    _refuse_unfit(table, target, _UNFIT, _LONGEST)
    make: Any = Workbook
    book: Any = make()
    sheet = book.active
    sheet.freeze_panes = "A2"
    for n, row in enumerate(table, 1):
        for m, text in enumerate(row, 1):
            cell = sheet.cell(n, m)
            cell.number_format = _TEXT
            if text:
                cell.value = _numbered(text)
                cell.data_type = "s"
                cell.quotePrefix = is_formula(text)
    book.save(target)


def _workbook(data: bytes, where: str) -> list[list[str]]:
    from openpyxl.reader.excel import load_workbook

    remedy = "open it in Excel, WPS or LibreOffice and save it as .xlsx anew"
    if format_of(data, where) != "xlsx":
        raise ExchangeError(
            "this is no Excel workbook that can be read", where=where, remedy=remedy
        )
    load: Any = load_workbook
    table: list[list[str]] = []
    with refusing("this is no Excel workbook that can be read", where=where, remedy=remedy):
        book = load(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=LIMIT_COLUMNS)
        for number, row in enumerate(rows, 1):
            if number > LIMIT_ROWS:
                raise ExchangeError(
                    f"the sheet has more than {LIMIT_ROWS:,} rows",
                    where=where,
                    remedy="delete the empty rows below the table",
                )
            table.append(["" if value is None else _read(str(value)) for value in row])
    return table


def _numbered(text: str) -> str:
    """A text as a workbook has it: carriage returns by their number, as Excel writes them."""
    return _LIKE_NUMBER.sub("_x005F_", text).replace("\r", "_x000D_")


def _read(text: str) -> str:
    return _NUMBER.sub(lambda match: chr(int(match[1], 16)), text)


def _csv(data: bytes, where: str) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            f"byte {error.start} is not valid UTF-8",
            where=where,
            remedy="save it as CSV in UTF-8 (in Excel: CSV UTF-8)",
        ) from error
    rows = csv.reader(io.StringIO(text, newline=""))
    with refusing("this is no CSV that can be read", where=where, remedy="write it again"):
        return [[bare(cell) for cell in row] for row in rows]
