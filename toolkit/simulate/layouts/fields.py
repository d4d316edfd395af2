"""Layouts of labelled lines, one block for each issue."""

from __future__ import annotations

from toolkit.numerals import chinese
from toolkit.simulate.draft import IssueDraft, ReportDraft
from toolkit.simulate.layouts.parts import (
    number_of,
    status_in_words,
    write_measures,
    write_whole,
)
from toolkit.simulate.layouts.registry import layout
from toolkit.simulate.writer import Writer


def _label(writer: Writer, draft: ReportDraft, name: str, text: str = "") -> None:
    """Write the label of a field on a line of its own, and what the field says."""
    form = draft.form
    writer.paragraph(form.label_frame.format(label=form.labels[name]) + text)


def _measures(
    writer: Writer,
    draft: ReportDraft,
    issue: IssueDraft,
    *,
    last: int | None = None,
    status: str = "",
) -> None:
    """Write the measures of an issue, or those up to `last`, into a field."""
    form = draft.form
    write_measures(
        writer,
        issue,
        draft.style,
        marker=form.field_marker,
        own_lines=form.field_lines,
        last=last,
        status=status,
    )


def _measures_then_status(writer: Writer, draft: ReportDraft, issue: IssueDraft) -> None:
    """Write all measures into their field, and the status label into the next one."""
    _label(writer, draft, "measures")
    _measures(writer, draft, issue)
    if issue.label:
        _label(writer, draft, "status")
        writer.status("{label}。", issue.label)


def _progress(writer: Writer, draft: ReportDraft, issue: IssueDraft) -> None:
    """Write all measures and the status into the field that tells the progress."""
    _label(writer, draft, "progress")
    in_words = status_in_words(issue, draft.style)
    if issue.label and not in_words:
        writer.status("{label}。", issue.label)
    _measures(writer, draft, issue, status=in_words)


def _measures_then_progress(writer: Writer, draft: ReportDraft, issue: IssueDraft) -> None:
    """Write the last measure of several, and the status, into a field that tells the progress."""
    last = max(1, len(issue.clauses) - 1)
    _label(writer, draft, "measures")
    _measures(writer, draft, issue, last=last)
    told = len(issue.clauses) > last
    if not told and not issue.label:
        return
    _label(writer, draft, "progress")
    in_words = status_in_words(issue, draft.style) if told else ""
    if issue.label and not in_words:
        writer.status("{label}。", issue.label)
    if told:
        write_whole(writer, issue, first=last, status=in_words)


#: Ways to share the response out to fields, by name.
_ANSWERS = {
    "measures": _measures_then_status,
    "progress": _progress,
    "both": _measures_then_progress,
}


@layout("field_blocks", sections="plain")
def field_blocks(writer: Writer, draft: ReportDraft) -> None:
    """Write a block of labelled lines for each issue: problem, target, measures, units, …."""
    form = draft.form
    problem = form.label_frame.format(label=form.labels["problem"])
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, form.block.format(one=number, numeral=chinese(number)))
        if form.block_line:
            writer.paragraph()
        # 问题一： is number and label in one.
        writer.problem(("" if form.block.endswith("：") else problem, "。"))
        _label(writer, draft, "goal", issue.fields.goal + "。")
        if form.answer != "progress":
            _units(writer, draft, issue)
        _ANSWERS[form.answer](writer, draft, issue)
        if form.answer == "progress":
            _units(writer, draft, issue)
        if issue.fields.closure:
            _label(writer, draft, "closure", issue.fields.closure)
        writer.end_issue()


def _units(writer: Writer, draft: ReportDraft, issue: IssueDraft) -> None:
    _label(writer, draft, "unit", issue.fields.unit)
    _label(writer, draft, "leader", issue.fields.leader)
    _label(writer, draft, "deadline", issue.fields.deadline)


@layout("close_out", sections="own", kind="close_out")
def close_out(writer: Writer, draft: ReportDraft) -> None:
    """Write the labelled lines of a close-out page (销号公示) for its one task."""
    for issue in draft.issues:
        writer.paragraph()
        writer.begin_issue(issue, "")
        writer.problem((draft.form.label_frame.format(label=draft.form.labels["task"]), "。"))
        _label(writer, draft, "goal", issue.fields.goal + "。")
        _measures_then_progress(writer, draft, issue)
        _label(writer, draft, "unit", issue.fields.unit)
        _label(writer, draft, "period", draft.frame.period)
        writer.end_issue()


@layout("plan", kind="plan")
def plan(writer: Writer, draft: ReportDraft) -> None:
    """Write numbered problems of a plan with targets, promised measures, units and deadlines."""
    style = draft.style
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, *number_of(number, style))
        writer.problem(style.statement)
        _label(writer, draft, "goal", issue.fields.goal + "。")
        _label(writer, draft, "measures")
        _measures(writer, draft, issue)
        _units(writer, draft, issue)
        writer.end_issue()
