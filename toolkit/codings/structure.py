"""Structure codings: which issues, problems, measures and statuses are marked in a report."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..corpus import Corpus
from ..errors import CodingError
from ..ledger.ledger import Ledger
from ..schema import STATUSES

COLUMNS = ("layer", "issue", "kind", "start", "end", "text", "status", "scope")
LAYERS = ("issue", "problem", "measure", "status")
KINDS = ("enumerated", "whole", "lead", "explanation", "organisational")
SCOPES = ("issue", "part", "none")

_DTYPES = {"issue": "Int64", "start": "Int64", "end": "Int64"}
_EMPTY = ("",)


class Mark(NamedTuple):
    """One row of a structure coding; what is not given is ``None``."""

    report_id: str
    layer: str
    issue: int | None
    kind: str | None
    start: int | None
    end: int | None
    text: str | None
    status: str | None
    scope: str | None


def read_structure_codings(folder: str | Path, corpus: Corpus) -> pd.DataFrame:
    """Read a folder of structure codings, one CSV per report.

    Parameters
    ----------
    folder
        Holds ``<report_id>.csv`` (UTF-8) with the columns layer, issue, kind, start, end, text,
        status and scope; the codebook page beside the shipped codings explains them.
    corpus
        Holds the reports; every span is held against their text.

    Returns
    -------
    pandas.DataFrame
        All rows of all files, with report_id as first column.

    Raises
    ------
    CodingError
        If a file, a column or a row does not fit.

    Examples
    --------
    >>> folder = "corpus/codings/structure/reader_a"
    >>> tk.read_structure_codings(folder, tk.read_corpus("corpus"))  # doctest: +SKIP
    """
    files = sorted(Path(folder).glob("*.csv"))
    if not files:
        raise CodingError(
            "no coding (CSV) is here", where=str(folder), remedy="give the folder that holds them"
        )
    texts = {report.report_id: report.text for report in corpus}
    return frame_of([mark for file in files for mark in _read_file(file, texts)])


def frame_of(marks: Sequence[Mark]) -> pd.DataFrame:
    """Put marks into a table."""
    table = pd.DataFrame(marks, columns=pd.Index(Mark._fields))
    return table.astype(dict.fromkeys(Mark._fields, "string") | _DTYPES)


def marks_of(table: pd.DataFrame) -> list[Mark]:
    """Read the marks of a table."""
    cells = table[list(Mark._fields)].astype(object)
    present = cells.where(cells.notna(), None)
    return [Mark(*row) for row in present.itertuples(index=False, name=None)]


def structure_of(ledger: Ledger) -> pd.DataFrame:
    """Give the structure of a ledger's reports as a coding, to hold against those of readers.

    Parameters
    ----------
    ledger
        The ledger.

    Returns
    -------
    pandas.DataFrame
        Columns as `read_structure_codings` gives them. Every measure outside the problem entries
        is organisational, those of a plan included.
    """
    marks: list[Mark] = []
    ordinals: dict[str, int] = {}
    issues = ledger.issues[
        ["report_id", "issue_id", "ordinal", "start", "end", "text",
         "problem_start", "problem_end", "problem",
         "status_start", "status_end", "status_text", "status", "status_scope"]
    ]  # fmt: skip
    for row in issues.astype(object).itertuples(index=False, name=None):
        report_id, issue_id, n, a, b, text, c, d, problem, e, f, words, status, scope = row
        ordinals[issue_id] = n
        said = "none" if pd.isna(scope) else scope
        marks.append(Mark(report_id, "issue", n, None, a, b, text, None, None))
        marks.append(Mark(report_id, "problem", n, None, c, d, problem, None, None))
        marks.append(Mark(report_id, "status", n, None, e, f, words, status, said))
    measures = ledger.measures[["report_id", "issue_id", "kind", "start", "end", "text"]]
    for row in measures.astype(object).itertuples(index=False, name=None):
        report_id, issue_id, kind, start, end, text = row
        inside = ordinals.get(issue_id)
        role = "organisational" if inside is None else kind
        marks.append(Mark(report_id, "measure", inside, role, start, end, text, None, None))
    return frame_of(marks)


def _read_file(file: Path, texts: dict[str, str]) -> list[Mark]:
    if file.stem not in texts:
        raise CodingError(
            f"the corpus has no report {file.stem!r}",
            where=str(file),
            remedy="name the file after its report",
        )
    marks = [
        _read_row(file.stem, texts[file.stem], cells, f"{file}, line {line}")
        for line, cells in _lines_of(file)
    ]
    _refuse_issues_marked_otherwise_than_once(marks, file)
    return marks


def _lines_of(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Cells of each row, and the line at which it begins: a text may run over several lines."""
    try:
        content = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodingError(
            f"byte {error.start} is not valid UTF-8",
            where=str(file),
            remedy="save it as CSV in UTF-8 (in Excel: CSV UTF-8)",
        ) from error
    rows = csv.reader(io.StringIO(content, newline=""))
    header = next(rows, [])
    if tuple(header) != COLUMNS:
        raise CodingError(
            f"the columns are {', '.join(header) or 'missing'}",
            where=f"{file}, line 1",
            remedy=f"use {', '.join(COLUMNS)}",
        )
    above = rows.line_num
    for cells in rows:
        if cells:
            yield above + 1, cells
        above = rows.line_num


def _read_row(report_id: str, text: str, cells: list[str], where: str) -> Mark:
    if len(cells) != len(COLUMNS):
        raise CodingError(
            f"the row has {len(cells)} cells",
            where=where,
            remedy=f"give {len(COLUMNS)}, and wrap a text that holds commas in double quotes",
        )
    layer, issue, kind, start, end, words, status, scope = cells
    is_status = layer == "status"
    for name, value, allowed in (
        ("layer", layer, LAYERS),
        ("kind", kind, KINDS if layer == "measure" else _EMPTY),
        ("status", status, STATUSES if is_status else _EMPTY),
        ("scope", scope, SCOPES if is_status else _EMPTY),
    ):
        if value not in allowed:
            raise CodingError(
                f"{name} is {value!r} in a row of the layer {layer!r}",
                where=where,
                remedy=f"use {', '.join(allowed)}" if allowed != _EMPTY else "leave it empty",
            )
    for name, value in (("issue", issue), ("start", start), ("end", end)):
        may_be_empty = is_status if name != "issue" else kind == "organisational"
        if not value.isdecimal() and not (may_be_empty and not value):
            raise CodingError(
                f"{name} is {value!r}, which is no number",
                where=where,
                remedy="count issues from 1 and characters from 0",
            )
    marked = text[_number(start) : _number(end)]
    if (start or end or words) and (marked != words or not words):
        raise CodingError(
            f"the text from {start} to {end} is not {words[:20]!r}",
            where=where,
            remedy="offsets count characters of the text as it is stored, line ends included",
        )
    return Mark(
        report_id, layer, _number(issue), kind or None, _number(start), _number(end),
        words or None, status or None, scope or None,
    )  # fmt: skip


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _refuse_issues_marked_otherwise_than_once(marks: Sequence[Mark], file: Path) -> None:
    counts = Counter((mark.issue, mark.layer) for mark in marks if mark.issue is not None)
    for issue in sorted({issue for issue, _ in counts}):
        for layer in ("issue", "problem", "status"):
            if counts[issue, layer] != 1:
                raise CodingError(
                    f"issue {issue} has {counts[issue, layer]} rows of the layer {layer!r}",
                    where=str(file),
                    remedy="give every issue one row of each of issue, problem and status",
                )
