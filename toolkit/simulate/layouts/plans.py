"""Layouts of plans that answer no single problem."""

from __future__ import annotations

from toolkit.numerals import chinese
from toolkit.simulate.draft import ReportDraft
from toolkit.simulate.layouts.registry import layout
from toolkit.simulate.writer import Writer


@layout("general_plan", kind="general_plan")
def general_plan(writer: Writer, draft: ReportDraft) -> None:
    """Write the points of a plan as （一）, （二）, …; they answer no problem."""
    for ordinal, point in enumerate(draft.issues, start=1):
        writer.paragraph()
        marker = f"（{chinese(ordinal)}）{point.action}。"
        writer.organisational(point.clauses, ordinal, marker)
