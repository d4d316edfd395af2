"""Agreement of two structure codings: spans in common, and statuses beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from .structure import KINDS, Mark, marks_of

#: Kinds that count as measures of an entry.
COUNTED = frozenset({"enumerated", "whole", "explanation"})

_TRIMMED = "。;；,，、:： \n\r\t\u3000\xa0\u2002"
_SCORES = {
    "layer": "string", "reference": "Int64", "found": "Int64", "matched": "Int64",
    "precision": "Float64", "recall": "Float64", "f1": "Float64", "kappa": "Float64",
}  # fmt: skip
_DISAGREEMENTS = {
    "report_id": "string", "layer": "string", "where": "string", "start": "Int64", "end": "Int64",
    "text": "string", "note": "string",
}  # fmt: skip

Span = tuple[str, int, int]


class CodingComparison(NamedTuple):
    """How one structure coding compares with another.

    Attributes
    ----------
    scores : pandas.DataFrame
        One row per layer: layer; reference, found, matched (counts of spans); precision, recall,
        f1 (shares, missing where nothing is to be divided by); kappa (of status alone). For
        ``status``, reference and found both count the issues that begin at the same character in
        both codings, and matched counts those with the same status.
    disagreements : pandas.DataFrame
        One row per span that only one coding has, or to which the two give another kind or
        status: report_id, layer, where (``reference only``, ``found only`` or ``differs``), start,
        end, text, note (kind or status, the reference's first).
    """

    scores: pd.DataFrame
    disagreements: pd.DataFrame


def compare_structure(reference: pd.DataFrame, found: pd.DataFrame) -> CodingComparison:
    """Compare two structure codings of the same reports.

    Two spans are the same if they begin and end with the same characters, white space and the
    marks 。;,、: (also in their other width) at their ends left out.

    Parameters
    ----------
    reference, found
        Codings as `toolkit.read_structure_codings` and `toolkit.structure_of` give them.

    Returns
    -------
    CodingComparison
        Layers are issue, problem, measure (those that count: enumerated, whole, explanation),
        each kind of measure by itself, and status.

    Notes
    -----
    ``kappa`` is Cohen's kappa, unweighted: (p_o - p_e) / (1 - p_e), where p_o is the share of
    issues with the same status and p_e the share to be expected by chance, the sum over statuses
    of the product of the shares that the two codings give to it [1]_. It is missing where p_e
    is 1, that is, where both codings give one and the same status to every issue, and where they
    have no issue in common.

    References
    ----------
    .. [1] Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and
       Psychological Measurement, 20(1), 37-46.
    """
    one, other = marks_of(reference), marks_of(found)
    layers = [
        ("issue", "issue", {None}),
        ("problem", "problem", {None}),
        ("measure", "measure", COUNTED),
        *((f"measure: {kind}", "measure", {kind}) for kind in KINDS),
    ]
    scores: list[tuple[object, ...]] = []
    for name, layer, kinds in layers:
        ours, theirs = (
            {span for span, mark in _spans(marks, layer).items() if mark.kind in kinds}
            for marks in (one, other)
        )
        scores.append((name, *_score(len(ours), len(theirs), len(ours & theirs)), None))
    pairs = _same_issues(one, other)
    same = sum(a.status == b.status for _, a, b in pairs)
    kappa = _kappa([(a.status, b.status) for _, a, b in pairs])
    scores.append(("status", *_score(len(pairs), len(pairs), same), kappa))
    rows = [
        *(row for layer in ("issue", "problem", "measure") for row in _unlike(layer, one, other)),
        *(
            (issue.report_id, "status", "differs", issue.start, issue.end, issue.text,
             f"{_said(a)} / {_said(b)}")
            for issue, a, b in pairs
            if a.status != b.status
        ),
    ]  # fmt: skip
    return CodingComparison(_table(scores, _SCORES), _table(rows, _DISAGREEMENTS))


def _table(rows: Sequence[tuple[object, ...]], dtypes: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=pd.Index(list(dtypes))).astype(dtypes)


def _spans(marks: Iterable[Mark], layer: str) -> dict[Span, Mark]:
    """Marks of one layer by their spans, white space and punctuation at the ends left out."""
    spans = {}
    for mark in marks:
        if mark.layer == layer and mark.text and mark.start is not None:
            begun = len(mark.text) - len(mark.text.lstrip(_TRIMMED))
            start = mark.start + begun
            spans[mark.report_id, start, start + len(mark.text.strip(_TRIMMED))] = mark
    return spans


def _score(reference: int, found: int, both: int) -> tuple[int | float | None, ...]:
    precision = both / found if found else None
    recall = both / reference if reference else None
    f1 = 2 * both / (reference + found) if reference + found else None
    return reference, found, both, precision, recall, f1


def _unlike(layer: str, one: list[Mark], other: list[Mark]) -> list[tuple[object, ...]]:
    """Spans of a layer that only one coding has, and measures to which they give another kind."""
    ours, theirs = _spans(one, layer), _spans(other, layer)
    rows: list[tuple[object, ...]] = []
    for span in sorted(ours.keys() | theirs.keys()):
        a, b = ours.get(span), theirs.get(span)
        if a and b and a.kind != b.kind:
            rows.append((span[0], layer, "differs", *span[1:], a.text, f"{a.kind} / {b.kind}"))
        elif a and not b:
            rows.append((span[0], layer, "reference only", *span[1:], a.text, a.kind))
        elif b and not a:
            rows.append((span[0], layer, "found only", *span[1:], b.text, b.kind))
    return rows


def _same_issues(one: list[Mark], other: list[Mark]) -> list[tuple[Mark, Mark, Mark]]:
    """Issues that begin at the same character in both, each with its two status marks."""
    ours, theirs = _statuses(one), _statuses(other)
    return [(*ours[key], theirs[key][1]) for key in sorted(ours.keys() & theirs.keys())]


def _statuses(marks: list[Mark]) -> dict[tuple[str, int], tuple[Mark, Mark]]:
    """Issue mark and status mark by report and first character of the issue."""
    statuses = {(mark.report_id, mark.issue): mark for mark in marks if mark.layer == "status"}
    return {
        (report_id, start): (issue, statuses[report_id, issue.issue])
        for (report_id, start, _), issue in _spans(marks, "issue").items()
    }


def _said(mark: Mark) -> str:
    return f"{mark.status} ({mark.text or '-'})"


def _kappa(pairs: list[tuple[str | None, str | None]]) -> float | None:
    """Cohen's kappa of pairs of codes; missing where chance alone would bring full agreement."""
    n = len(pairs)
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ours[code] * theirs[code] for code in ours)
    if chance == n * n:
        return None
    observed = sum(a == b for a, b in pairs)
    return (n * observed - chance) / (n * n - chance)
