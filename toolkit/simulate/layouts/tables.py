"""Layouts as a table in plain text."""

from __future__ import annotations

from toolkit.simulate.draft import IssueDraft, ReportDraft
from toolkit.simulate.layouts.parts import write_measures
from toolkit.simulate.layouts.registry import layout
from toolkit.simulate.writer import Writer


@layout("tables")
def tables(writer: Writer, draft: ReportDraft) -> None:
    """Write a header line and one line for each issue, with cells between tabs or bars."""
    form = draft.form
    writer.line(form.divider.join(form.labels[column] for column in form.columns))
    for number, issue in enumerate(draft.issues, start=1):
        writer.line()
        numbered = "number" in form.columns
        writer.begin_issue(issue, str(number) if numbered else "")
        for place, column in enumerate(form.columns):
            if place:
                writer.write(form.divider)
            _cell(writer, draft, issue, column)
        writer.end_issue()


def _cell(writer: Writer, draft: ReportDraft, issue: IssueDraft, column: str) -> None:
    """Write one cell; the number of the issue stands there already."""
    form = draft.form
    if column == "problem":
        writer.problem(("", ""))
    elif column == "measures":
        write_measures(writer, issue, draft.style, marker=form.field_marker)
    elif column == "status":
        if issue.label:
            writer.status("{label}", issue.label)
        else:
            writer.write(form.blank)
    elif column != "number":
        writer.write(getattr(issue.fields, column))
