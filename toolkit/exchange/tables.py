"""Codebooks and codings as tables: CSV, or an Excel workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from ..codings.readings import Codings, by_place, checked_table
from ..codings.sheets import FIELDS, GIVEN, Unit
from ..corpus import Corpus
from ..errors import ExchangeError
from ..taxonomy import Codebook, as_codebook
from ..taxonomy.codebook import codebook_of
from .cells import read_cells, write_cells

#: Parts of a codebook that are lists of entries, and what a row of each is called.
_PARTS = {
    "groups": "group", "categories": "category", "measure_types": "measure type",
    "failures": "failure", "rules": "rule", "boundaries": "boundary",
}  # fmt: skip
#: Columns that come first; a codebook's other fields follow in the order they are met.
_FIRST = ("part", "code", "zh", "en", "group", "definition", "includes", "excludes")
#: A row that holds what a codebook says of itself.
_SETTING = "setting"
_UNITS: dict[Unit, str] = {"issue": "issues.xlsx", "measure": "measures.xlsx"}


def write_codebook_table(codebook: Codebook | str | Path | None, path: str | Path) -> Path:
    """Write a codebook as a table: one row per code, rule, boundary and setting.

    Parameters
    ----------
    codebook
        The codebook, or the path of one; the shipped one if ``None``.
    path
        The file; ``.xlsx`` makes a workbook, anything else CSV (UTF-8 with byte order mark).

    Returns
    -------
    pathlib.Path
        The file. Columns: part (group, category, measure type, failure, rule, boundary, setting),
        code, and the fields that the codebook has. Several words or sentences of one field stand
        on a line each; what is more than that (examples) is JSON.

    Raises
    ------
    ExchangeError
        If a text cannot stand in such a file; see `toolkit.exchange.cells.write_cells`.
    """
    book = as_codebook(codebook)
    rows = list(_rows(book))
    columns = dict.fromkeys([*_FIRST, *(name for row in rows for name in row)])
    return write_cells(
        list(columns), ([row.get(name, "") for name in columns] for row in rows), path
    )


def read_codebook_table(path: str | Path) -> Codebook:
    """Read a codebook from a table that `write_codebook_table` wrote, changed since or not.

    Parameters
    ----------
    path
        The file, CSV or ``.xlsx``.

    Raises
    ------
    ReaderError
        If the file cannot be read.
    ExchangeError
        If it is no such table.
    ResourceError
        If its rows make no valid codebook.
    """
    where = str(path)
    data: dict[str, Any] = {part: [] for part in _PARTS}
    part_of = {name: part for part, name in _PARTS.items()}
    for number, row in enumerate(read_cells(path), 2):
        part = row.pop("part", "")
        here = f"{where}, row {number}"
        cells = {name: cell for name, cell in row.items() if cell and name}
        if part == _SETTING:
            name = cells.get("code", "")
            data[name] = _value(cells.get("definition", ""), _kind(Codebook, name), here)
        elif part in part_of:
            model = _model(part_of[part])
            data[part_of[part]].append(
                {name: _value(cell, _kind(model, name), here) for name, cell in cells.items()}
            )
        else:
            raise ExchangeError(
                f"part is {part!r}",
                where=here,
                remedy=f"write one of {', '.join([*part_of, _SETTING])}",
            )
    return codebook_of({name: value for name, value in data.items() if value}, where)


def write_codings_workbooks(codings: Codings, folder: str | Path) -> list[Path]:
    """Write a coding as two Excel workbooks, ``issues.xlsx`` and ``measures.xlsx``.

    Parameters
    ----------
    codings
        The coding.
    folder
        Made if it is not there; files of these names are replaced.

    Returns
    -------
    list of pathlib.Path
        The two files, with the columns of the sheets that `toolkit.write_coding_sheets` writes.

    Raises
    ------
    ExchangeError
        If a text cannot stand in an Excel cell.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    files = []
    for unit, name in _UNITS.items():
        columns = [*GIVEN[unit], *FIELDS[unit]]
        rows = (
            ["" if row[column] is None else str(row[column]) for column in columns]
            for row in by_place(codings, unit).values()
        )
        files.append(write_cells(columns, rows, place / name))
    return files


def read_codings_workbooks(
    folder: str | Path, corpus: Corpus, codebook: Codebook | str | Path | None = None
) -> Codings:
    """Read a coding from the workbooks that `write_codings_workbooks` wrote, filled in or not.

    Parameters
    ----------
    folder
        Holds ``issues.xlsx`` and ``measures.xlsx``; either may be missing.
    corpus
        Holds the reports.
    codebook
        The codebook the codes are of, or the path of one; the shipped one if none is given.

    Returns
    -------
    Codings
        As `toolkit.read_codings` gives it.

    Raises
    ------
    ExchangeError
        If neither file is there, or one is no such table.
    CodingError
        If rows do not fit the reports or the codebook.
    """
    book = as_codebook(codebook)
    place = Path(folder)
    if not any((place / name).exists() for name in _UNITS.values()):
        raise ExchangeError(
            f"neither {' nor '.join(_UNITS.values())} is here",
            where=str(folder),
            remedy="give the folder that holds the workbooks",
        )
    texts = {report.report_id: report.text for report in corpus}
    tables = {}
    for unit, name in _UNITS.items():
        file = place / name
        columns = [*GIVEN[unit], *FIELDS[unit]]
        rows = [_of_sheet(row, columns, file) for row in read_cells(file)] if file.exists() else []
        numbered = ((f"row {number}", row) for number, row in enumerate(rows, 2))
        tables[unit] = checked_table(numbered, unit, texts, book, str(file))
    return Codings(tables["issue"], tables["measure"])


def _of_sheet(row: Mapping[str, str], columns: list[str], file: Path) -> dict[str, str]:
    missing = [name for name in columns if name not in row]
    if missing:
        raise ExchangeError(
            f"there is no column {', '.join(missing)}",
            where=f"{file}, row 1",
            remedy=f"keep the columns of the sheet: {', '.join(columns)}",
        )
    return {name: row[name] for name in columns}


def _rows(book: Codebook) -> Iterator[dict[str, str]]:
    data = book.model_dump(mode="json", exclude_defaults=True)
    for name, value in data.items():
        if name not in _PARTS:
            cell = _cell(value, _kind(Codebook, name))
            yield {"part": _SETTING, "code": name, "definition": cell}
    for part, name in _PARTS.items():
        model = _model(part)
        for entry in data.get(part, ()):
            cells = {field: _cell(value, _kind(model, field)) for field, value in entry.items()}
            yield {"part": name, **cells}


def _model(part: str) -> type[BaseModel]:
    """What the entries of a part are: the part is a tuple of them."""
    entry: type[BaseModel] = get_args(Codebook.model_fields[part].annotation)[0]
    return entry


def _kind(model: type[BaseModel], field: str) -> object:
    info = model.model_fields.get(field)
    return None if info is None else info.annotation


def _cell(value: Any, kind: object) -> str:
    """A field's value as it stands in a cell: words, a line for each of several, or JSON."""
    if kind is str:
        return str(value)
    listed = kind == tuple[str, ...] and value and not value[0].startswith("[")
    if listed and all(item and item.splitlines() == [item] for item in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False)


def _value(cell: str, kind: object, where: str) -> Any:
    """What a cell holds, for a field of some kind."""
    if kind is str or kind is None:
        return cell
    if kind == tuple[str, ...] and not cell.startswith("["):
        return [line for line in cell.splitlines() if line]
    try:
        return json.loads(cell)
    except json.JSONDecodeError as error:
        raise ExchangeError(
            f"{cell[:40]!r} is not JSON as it was written: {error}",
            where=where,
            remedy="keep its form, or clear the cell",
        ) from error
