"""Layouts in running text, with one level of entries at most."""

from __future__ import annotations

from toolkit.simulate.draft import ReportDraft
from toolkit.simulate.layouts.parts import (
    grouped,
    number_of,
    status_first,
    status_in_words,
    status_last,
    write_measures,
    write_whole,
)
from toolkit.simulate.layouts.registry import layout
from toolkit.simulate.writer import Writer


@layout("run_in", notice=True)
def run_in(writer: Writer, draft: ReportDraft) -> None:
    """Write ``1.针对“…”的问题，一是…二是…``, each issue in one paragraph."""
    style = draft.style
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, *number_of(number, style))
        writer.problem(style.quotation)
        status_first(writer, issue, style)
        write_measures(writer, issue, style, status=status_in_words(issue, style))
        status_last(writer, issue, style, own_line=False)
        writer.end_issue()


@layout("statement_then_enumeration", notice=True)
def statement_then_enumeration(writer: Writer, draft: ReportDraft) -> None:
    """Write ``1.关于…问题的整改`` and, in the next paragraph, ``一是…二是…``."""
    style = draft.style
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, *number_of(number, style))
        writer.problem(style.statement)
        writer.paragraph()
        status_first(writer, issue, style)
        write_measures(writer, issue, style, status=status_in_words(issue, style))
        status_last(writer, issue, style, own_line=True)
        writer.end_issue()


@layout("unnumbered", notice=True)
def unnumbered(writer: Writer, draft: ReportDraft) -> None:
    """Write paragraphs ``针对…问题，…`` without numbers."""
    style = draft.style
    for issue in draft.issues:
        writer.paragraph()
        writer.begin_issue(issue, "")
        writer.problem(style.quotation)
        status_first(writer, issue, style)
        write_measures(writer, issue, style, status=status_in_words(issue, style))
        status_last(writer, issue, style, own_line=False)
        writer.end_issue()


@layout("block", notice=True)
def block(writer: Writer, draft: ReportDraft) -> None:
    """Write numbered issues, each with one response that is not enumerated."""
    style = draft.style
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, *number_of(number, style))
        writer.problem(style.statement)
        writer.paragraph()
        status_first(writer, issue, style)
        write_whole(writer, issue, status=status_in_words(issue, style))
        status_last(writer, issue, style, own_line=True)
        writer.end_issue()


@layout("bare_label", notice=True)
def bare_label(writer: Writer, draft: ReportDraft) -> None:
    """Write the statement alone on a line and the response behind a label on the next one."""
    style = draft.style
    for issue in draft.issues:
        writer.paragraph()
        writer.begin_issue(issue, "")
        writer.problem(("", ""))
        writer.paragraph(style.response_label)
        status_first(writer, issue, style)
        write_measures(writer, issue, style, status=status_in_words(issue, style))
        status_last(writer, issue, style, own_line=True)
        writer.end_issue()


@layout("action_headings", notice=True)
def action_headings(writer: Writer, draft: ReportDraft) -> None:
    """Write ``1.加强理论武装。一是…``, where the heading names an action and no problem."""
    style = draft.style
    stop = draft.form.action_stop
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, *number_of(number, style))
        writer.problem(("", stop), issue.action)
        if not stop:
            writer.paragraph()
        status_first(writer, issue, style)
        write_measures(writer, issue, style, status=status_in_words(issue, style))
        status_last(writer, issue, style, own_line=not stop)
        writer.end_issue()


@layout("measure_per_line", notice=True)
def measure_per_line(writer: Writer, draft: ReportDraft) -> None:
    """Write each measure on a line of its own: ``1）…``, ``①…``, ``首先，…``."""
    style = draft.style
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, *number_of(number, style))
        writer.problem(style.statement)
        writer.paragraph(style.response_label)
        status_first(writer, issue, style)
        write_measures(
            writer,
            issue,
            style,
            marker=draft.form.line_marker,
            own_lines=True,
            status=status_in_words(issue, style),
        )
        status_last(writer, issue, style, own_line=True)
        writer.end_issue()


@layout("audit_letter", sections="own", kind="audit")
def audit_letter(writer: Writer, draft: ReportDraft) -> None:
    """Write a section for each field, with all its ``对…问题，…`` in one paragraph."""
    style = draft.style
    for heading, issues in grouped(draft):
        writer.paragraph(writer.next_section() + heading)
        writer.paragraph()
        for issue in issues:
            writer.begin_issue(issue, "")
            writer.problem(draft.form.finding)
            status_first(writer, issue, style)
            write_whole(writer, issue, status=status_in_words(issue, style))
            status_last(writer, issue, style, own_line=False)
            writer.end_issue()
