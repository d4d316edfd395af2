"""Tables of text as CSV and Excel files in which nothing runs as a formula and nothing is lost."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..errors import ExchangeError
from ..readers.files import read_bytes
from ..shielding import bare, is_formula, shielded

#: Longest text an Excel cell holds.
_LONGEST = 32_767

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
        If a cell holds what an Excel file cannot: a control character, or more than 32,767
        characters.

    Notes
    -----
    In a workbook every cell is text. In CSV, a text that a spreadsheet would take for a formula
    (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return) gets an apostrophe
    before it, which `read_cells` takes away.
    """
    target = Path(path)
    table = [list(header), *(list(row) for row in rows)]
    if target.suffix.lower() == ".xlsx":
        _write_workbook(table, target)
        return target
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
    header = table[0]
    return [
        dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=False))
        for row in table[1:]
        if any(row)
    ]


def _write_workbook(table: list[list[str]], target: Path) -> None:
    from openpyxl.utils.exceptions import IllegalCharacterError
    from openpyxl.workbook.workbook import Workbook

    make: Any = Workbook
    book: Any = make()
    sheet = book.active
    sheet.freeze_panes = "A2"
    for n, row in enumerate(table, 1):
        for m, text in enumerate(row, 1):
            where = f"{target}, row {n}, column {table[0][m - 1]}"
            if len(text) > _LONGEST:
                raise ExchangeError(
                    f"the text has {len(text):,} characters; an Excel cell holds {_LONGEST:,}",
                    where=where,
                    remedy="write CSV instead",
                )
            cell = sheet.cell(n, m)
            try:
                cell.value = text
            except IllegalCharacterError as error:
                raise ExchangeError(
                    f"{text[:40]!r} holds a control character, which an Excel file cannot hold",
                    where=where,
                    remedy="take it out, or write CSV instead",
                ) from error
            if text:
                cell.data_type = "s"
                cell.quotePrefix = is_formula(text)
    book.save(target)


def _workbook(data: bytes, where: str) -> list[list[str]]:
    from openpyxl.reader.excel import load_workbook

    load: Any = load_workbook
    try:
        book = load(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ExchangeError(
            f"this is no Excel workbook that can be read: {error}",
            where=where,
            remedy="save it again as .xlsx",
        ) from error
    return [
        ["" if value is None else str(value) for value in row]
        for row in book.worksheets[0].iter_rows(values_only=True)
    ]


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
    return [[bare(cell) for cell in row] for row in rows]
