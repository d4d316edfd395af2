"""The manifest of a corpus: what is known about its files beside their texts."""

from __future__ import annotations

import csv
import io
import posixpath
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import ManifestError, ManifestWarning, ReaderError
from ..readers import decode, read_bytes
from ..report import META_FIELDS

MANIFEST = "manifest.csv"
_NOT_REPORTS = frozenset({"readme", "license"})
_SAVE = "save it as CSV in UTF-8 (in Excel: CSV UTF-8)"


def is_aside(path: Path) -> bool:
    """True for files that are no reports: hidden ones, the manifest, a README, codings.

    Parameters
    ----------
    path
        Path below the corpus folder.
    """
    return _is_hidden(path) or path.stem.lower() in _NOT_REPORTS or _is_called(path)


def _is_called(path: Path) -> bool:
    """True for a file called manifest, whatever endings it has: Windows hides the last one."""
    return path.name.lower().partition(".")[0] == "manifest"


def _is_hidden(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or path.parts[0] == "codings"


def find_manifest(root: Path) -> Path | None:
    """Find the manifest of a folder, and warn of files that look like one and are not read.

    Parameters
    ----------
    root
        The folder.

    Returns
    -------
    Path or None
        ``manifest.csv`` in the folder itself, its name in small letters or capitals.
    """
    called = sorted(
        path
        for path in root.rglob("*")
        if _is_called(path)
        and not _is_hidden(path.relative_to(root))
        and (path.is_file() or path.is_symlink())
    )
    own = [path for path in called if path.parent == root and path.name.lower() == MANIFEST]
    chosen = max(own, key=lambda path: path.name == MANIFEST, default=None)
    for path in called:
        if path != chosen:
            _warn(
                f"{path} is not read: a manifest is a file {MANIFEST} in the corpus folder itself"
            )
    return chosen


def read_manifest(path: Path) -> list[dict[str, str]]:
    """Read a manifest, a row for a file.

    Parameters
    ----------
    path
        The manifest.

    Returns
    -------
    list of dict of str to str
        Cells by column; ``report_id`` and ``file`` are filled.

    Raises
    ------
    ManifestError
        If it cannot be used as a whole.
    """
    try:
        text = decode(read_bytes(path, path.name), path.name).text
    except ReaderError as error:
        raise ManifestError(error.found, where=str(path), remedy=_SAVE) from error
    lines = _lines(text, path)
    _, header = next(lines, (1, []))
    header = [name.strip() for name in header]
    missing = {"report_id", "file"} - set(header)
    if missing:
        other = [mark for mark in ";\t" if mark in text.partition("\n")[0]]
        hint = f"; the columns seem to be divided by {other[0]!r}, not by commas" if other else ""
        raise ManifestError(
            f"columns are missing: {', '.join(sorted(missing))}{hint}",
            where=str(path),
            remedy="give every row a report_id and a file (path below the folder), as CSV",
        )
    _warn_of_unknown_columns(header, path)
    rows = []
    seen: dict[str, int] = {}
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        _warn_of_odd_cells(header, cells, f"{path}, row {number}")
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        row["file"] = posixpath.normpath(row.get("file", "").replace("\\", "/"))
        if not row.get("report_id") or row["file"] == ".":
            raise ManifestError(
                "a row has no report_id or no file",
                where=f"{path}, row {number}",
                remedy="fill both cells or take the row out",
            )
        if row["file"] in seen:
            raise ManifestError(
                f"{row['file']} is listed twice, in rows {seen[row['file']]} and {number}",
                where=str(path),
                remedy="list every file once",
            )
        seen[row["file"]] = number
        rows.append(row)
    return rows


def _lines(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of CSV with the line each begins in; a quote that is not closed is an error."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        begin = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ManifestError(
                f"the row that begins in line {begin} cannot be read: {error}",
                where=f"{path}, lines {begin} to {reader.line_num}",
                remedy='close every quote (") in this row, and write one inside a cell twice ("")',
            ) from error
        yield begin, cells


def _warn_of_odd_cells(header: Sequence[str], cells: Sequence[str], where: str) -> None:
    """Warn of cells without a column, and of a cell that seems to hold whole rows."""
    beyond = [cell for cell in cells[len(header) :] if cell.strip()]
    if beyond:
        _warn(
            f"{where}: {beyond[0]!r} stands behind the last column and is not read; put a cell "
            'that holds a comma into quotes (")'
        )
    inner = [line for cell in cells for line in cell.splitlines()[1:]]
    if any(line.count(",") >= len(header) - 1 for line in inner):
        _warn(
            f'{where}: a cell holds a whole row, which is not read as one; if a quote (") was '
            "left open, close it"
        )


def _warn(words: str) -> None:
    warnings.warn(words, ManifestWarning, stacklevel=5)


def _warn_of_unknown_columns(header: list[str], path: Path) -> None:
    known = {"report_id", "file", "sha256", "label_year", "notes", *META_FIELDS}
    unknown = [name for name in header if name and name.removesuffix("_basis") not in known]
    if unknown:
        _warn(
            f"{path}: columns {', '.join(unknown)} are not known and not read; known are "
            f"{', '.join(META_FIELDS)} (a city goes into prefecture)"
        )
