"""Structure codings: which issues, problems, measures and statuses a reader marked in a report."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..errors import CodingError
from ..ledger.ledger import Ledger

COLUMNS = ("layer", "issue", "kind", "start", "end", "text", "status", "scope")
LAYERS = ("issue", "problem", "measure", "status")
KINDS = ("enumerated", "whole", "lead", "explanation", "organisational")
#: Kinds that count as measures of an entry.
COUNTED = frozenset({"enumerated", "whole", "explanation"})
_TRIMMED = "。;；,，、:： \n\r\t\u3000\xa0"

Key = tuple[str, int, int]


class CodingComparison(NamedTuple):
    """How one structure coding compares with another.

    Attributes
    ----------
    scores : pandas.DataFrame
        One row per layer: layer, reference, found, matched (counts), precision, recall, f1
        (shares). For ``status`` matched counts issues found by both with the same status, and the
        shares are of issues found by both.
    disagreements : pandas.DataFrame
        One row per span or status that the two do not share: report_id, layer, where
        (``reference only``, ``found only`` or ``differs``), start, end, text, note.
    """

    scores: pd.DataFrame
    disagreements: pd.DataFrame


def read_structure_codings(folder: str | Path, texts: dict[str, str]) -> pd.DataFrame:
    """Read a folder of structure codings, one CSV per report.

    Parameters
    ----------
    folder
        Holds ``<report_id>.csv`` with the columns layer, issue, kind, start, end, text, status
        and scope (see the codebook page beside the shipped codings).
    texts
        Text of each report by its id; every span is held against it.

    Returns
    -------
    pandas.DataFrame
        All rows, with report_id.

    Raises
    ------
    CodingError
        If a file, a column or a row does not fit.
    """
    path = Path(folder)
    files = sorted(path.glob("*.csv"))
    if not files:
        raise CodingError(
            "no coding (CSV) is here", where=str(path), remedy="give the folder that holds them"
        )
    rows = [row for file in files for row in _rows_of(file, texts)]
    return _frame(rows)


def _rows_of(file: Path, texts: dict[str, str]) -> Iterator[tuple[object, ...]]:
    report_id = file.stem
    if report_id not in texts:
        raise CodingError(
            f"the corpus has no report {report_id!r}",
            where=str(file),
            remedy="name the file after its report",
        )
    text = texts[report_id]
    with file.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise CodingError(
                f"the columns are {', '.join(reader.fieldnames or ())}",
                where=str(file),
                remedy=f"use {', '.join(COLUMNS)}",
            )
        for number, row in enumerate(reader, start=2):
            where = f"{file}, line {number}"
            if row["layer"] not in LAYERS or (
                row["layer"] == "measure" and row["kind"] not in KINDS
            ):
                raise CodingError(
                    f"layer {row['layer']!r} with kind {row['kind']!r}",
                    where=where,
                    remedy=f"use the layers {', '.join(LAYERS)} and the kinds {', '.join(KINDS)}",
                )
            start, end = (int(row[c]) if row[c] else None for c in ("start", "end"))
            if start is not None and text[start:end] != row["text"]:
                raise CodingError(
                    f"the text from {start} to {end} is not {row['text'][:20]!r}",
                    where=where,
                    remedy="offsets count characters of the text as it is stored",
                )
            issue = int(row["issue"]) if row["issue"] else None
            yield (
                report_id, row["layer"], issue, row["kind"] or None, start, end, row["text"] or None,
                row["status"] or None, row["scope"] or None,
            )  # fmt: skip


def structure_of(ledger: Ledger) -> pd.DataFrame:
    """The structure of a ledger's reports as a coding, to hold against readers' codings.

    Parameters
    ----------
    ledger
        The ledger.

    Returns
    -------
    pandas.DataFrame
        Columns as `read_structure_codings` gives them.
    """
    rows: list[tuple[object, ...]] = []
    ordinals: dict[str, int] = {}
    for issue in ledger.issues.astype(object).itertuples(index=False):
        ordinals[issue.issue_id] = issue.ordinal
        head = (issue.report_id,)
        rows.append(
            (*head, "issue", issue.ordinal, None, issue.start, issue.end, issue.text, None, None)
        )
        rows.append(
            (*head, "problem", issue.ordinal, None, issue.problem_start, issue.problem_end,
             issue.problem, None, None)
        )  # fmt: skip
        stated = pd.notna(issue.status_start)
        span = (issue.status_start, issue.status_end, issue.status_text) if stated else (None,) * 3
        scope = issue.status_scope if stated else "none"
        rows.append((*head, "status", issue.ordinal, None, *span, issue.status, scope))
    for row in ledger.measures.astype(object).itertuples(index=False):
        inside = pd.notna(row.issue_id)
        kind = row.kind if inside else "organisational"
        ordinal = ordinals[row.issue_id] if inside else None
        rows.append(
            (row.report_id, "measure", ordinal, kind, row.start, row.end, row.text, None, None)
        )
    return _frame(rows)


def _frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=pd.Index(["report_id", *COLUMNS]))
    return frame.astype({"issue": "Int64", "start": "Int64", "end": "Int64"})


def compare_structure(reference: pd.DataFrame, found: pd.DataFrame) -> CodingComparison:
    """Compare two structure codings of the same reports.

    Two spans are the same if they begin and end with the same characters, white space and
    punctuation at their ends left out.

    Parameters
    ----------
    reference, found
        Codings as `read_structure_codings` and `structure_of` give them.

    Returns
    -------
    CodingComparison
        Layers are issue, problem, measure (those that count, without leads), each kind of
        measure, and status.
    """
    layers: list[tuple[str, Callable[[pd.DataFrame], pd.Series]]] = [
        ("issue", lambda t: t["layer"] == "issue"),
        ("problem", lambda t: t["layer"] == "problem"),
        ("measure", lambda t: (t["layer"] == "measure") & t["kind"].isin(COUNTED)),
        *((f"measure: {kind}", _of_kind(kind)) for kind in KINDS),
    ]
    scores, disagreements = [], []
    for name, chosen in layers:
        one, other = (_spans(table[chosen(table)]) for table in (reference, found))
        both = one.keys() & other.keys()
        scores.append(
            (name, len(one), len(other), len(both), *_shares(len(one), len(other), len(both)))
        )
        if ":" in name and name != "measure: organisational":
            continue
        for where, side, rest in (("reference only", one, other), ("found only", other, one)):
            for key in sorted(side.keys() - rest.keys()):
                disagreements.append((key[0], name, where, key[1], key[2], side[key], None))
    status, differing = _compare_status(reference, found)
    scores.append(status)
    disagreements.extend(differing)
    return CodingComparison(
        pd.DataFrame(
            scores,
            columns=pd.Index(
                ["layer", "reference", "found", "matched", "precision", "recall", "f1"]
            ),
        ),
        pd.DataFrame(
            disagreements,
            columns=pd.Index(["report_id", "layer", "where", "start", "end", "text", "note"]),
        ),
    )


def _of_kind(kind: str) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda table: (table["layer"] == "measure") & (table["kind"] == kind)


def _spans(table: pd.DataFrame) -> dict[Key, str]:
    """Spans without white space and punctuation at their ends, and their text."""
    spans = {}
    for report_id, start, end, text in table[["report_id", "start", "end", "text"]].itertuples(
        index=False
    ):
        first = int(start) + len(text) - len(text.lstrip(_TRIMMED))
        spans[report_id, first, int(end) - len(text) + len(text.rstrip(_TRIMMED))] = text
    return spans


def _shares(reference: int, found: int, both: int) -> tuple[float | None, ...]:
    precision = both / found if found else None
    recall = both / reference if reference else None
    f1 = 2 * both / (reference + found) if reference + found else None
    return precision, recall, f1


def _compare_status(
    reference: pd.DataFrame, found: pd.DataFrame
) -> tuple[tuple[object, ...], list[tuple[object, ...]]]:
    """Status of the issues that both have (same first character)."""
    one, other = (_status_by_start(table) for table in (reference, found))
    both = sorted(one.keys() & other.keys())
    differing = []
    for key in both:
        if one[key][0] != other[key][0]:
            note = (
                f"{one[key][0]} ({one[key][1] or '-'}) / {other[key][0]} ({other[key][1] or '-'})"
            )
            differing.append((key[0], "status", "differs", key[1], one[key][2], one[key][3], note))
    same = len(both) - len(differing)
    share = same / len(both) if both else None
    return ("status", len(one), len(other), same, share, share, share), differing


def _status_by_start(
    table: pd.DataFrame,
) -> dict[tuple[str, int], tuple[str, str | None, int, str]]:
    issues = table[table["layer"] == "issue"].set_index(["report_id", "issue"])
    found = {}
    for row in table[table["layer"] == "status"].itertuples(index=False):
        issue = issues.loc[(row.report_id, row.issue)]
        text = row.text if isinstance(row.text, str) else None
        found[row.report_id, int(issue["start"])] = (
            row.status,
            text,
            int(issue["end"]),
            issue["text"],
        )
    return found
