"""Markers of enumerated measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from toolkit.numerals import chinese
from toolkit.simulate.draft import Form, IssueDraft

#: Prints the marker of a measure from its ordinal and the number of measures.
Marker = Callable[[int, int], str]

_WORDS = ("首先，", "其次，", "再次，", "最后，")


def _in_order(ordinal: int, count: int) -> str:
    if ordinal == count > 2:
        return _WORDS[-1]
    return _WORDS[ordinal - 1]


#: Markers by the name of their style.
MARKERS: dict[str, Marker] = {
    "一是": lambda ordinal, _: f"{chinese(ordinal)}是",
    "（一）": lambda ordinal, _: f"（{chinese(ordinal)}）",
    "1.": lambda ordinal, _: f"{ordinal}.",
    "1、": lambda ordinal, _: f"{ordinal}、",
    "1）": lambda ordinal, _: f"{ordinal}）",
    "1)": lambda ordinal, _: f"{ordinal})",
    "(1)": lambda ordinal, _: f"({ordinal})",
    "（1）": lambda ordinal, _: f"（{ordinal}）",
    "①": lambda ordinal, _: chr(ord("①") + ordinal - 1),
    "首先": _in_order,
}

#: Styles for measures on lines of their own, and for those in a field or a cell.
LINE_STYLES = ("1)", "1）", "(1)", "（1）", "①", "首先")
FIELD_STYLES = ("1.", "1、", "（1）", "①", "一是")


def fit_markers(form: Form, issues: Sequence[IssueDraft]) -> Form:
    """Choose styles of markers that can be read in a report.

    Parameters
    ----------
    form
        The habits of the office.
    issues
        What the report says.

    Returns
    -------
    Form
        With another style where 首先 has too few words for the measures, or where a point would
        run into the digit that a measure begins with.
    """
    most = max(len(issue.clauses) for issue in issues)
    if form.line_marker == "首先" and most > len(_WORDS):
        form = replace(form, line_marker="①")
    digits = any(clause.text[0].isdigit() for issue in issues for clause in issue.clauses)
    if form.field_marker == "1." and digits:
        form = replace(form, field_marker="1、")
    return form
