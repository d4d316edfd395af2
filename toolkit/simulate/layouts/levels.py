"""Layouts with groups of issues, or with issues as sections of the report."""

from __future__ import annotations

from toolkit.numerals import chinese
from toolkit.simulate.draft import ReportDraft
from toolkit.simulate.layouts.parts import (
    grouped,
    number_of,
    status_first,
    status_in_words,
    status_last,
    write_measures,
)
from toolkit.simulate.layouts.registry import layout
from toolkit.simulate.writer import Writer


@layout("paren_leaf", notice=True)
def paren_leaf(writer: Writer, draft: ReportDraft) -> None:
    """Write groups （一）, numbered issues below them, and responses behind a label."""
    style = draft.style
    number = 0
    for group, (heading, issues) in enumerate(grouped(draft), start=1):
        writer.paragraph(f"（{chinese(group)}）{heading}")
        if style.restart:
            number = 0
        for issue in issues:
            number += 1
            writer.paragraph()
            writer.begin_issue(issue, *number_of(number, style))
            writer.problem(style.statement)
            writer.paragraph(style.response_label)
            status_first(writer, issue, style)
            write_measures(writer, issue, style, status=status_in_words(issue, style))
            status_last(writer, issue, style, own_line=True)
            writer.end_issue()


@layout("top_level_issue", sections="own", notice=True)
def top_level_issue(writer: Writer, draft: ReportDraft) -> None:
    """Write issues as 一、 二、 三、 and their measures as paragraphs （一）, （二）, …."""
    style = draft.style
    for issue in draft.issues:
        writer.paragraph()
        writer.begin_issue(issue, writer.next_section())
        writer.problem(style.heading)
        if issue.label and style.status == "heading":
            writer.paragraph(style.response_label)
            writer.status("{label}。", issue.label)
        if len(issue.clauses) == 1:
            writer.paragraph()
        status = status_in_words(issue, style)
        write_measures(writer, issue, style, marker="（一）", own_lines=True, status=status)
        status_last(writer, issue, style, own_line=True)
        writer.end_issue()


@layout("three_levels", notice=True)
def three_levels(writer: Writer, draft: ReportDraft) -> None:
    """Write groups （一）, sub-groups 1. below them, and issues (1) below these."""
    style = draft.style
    for group, (heading, issues) in enumerate(grouped(draft), start=1):
        writer.paragraph(f"（{chinese(group)}）{heading}")
        categories = dict.fromkeys(issue.category for issue in issues)
        for subgroup, category in enumerate(categories, start=1):
            writer.paragraph("".join(number_of(subgroup, style)) + draft.subgroups[category])
            leaves = [issue for issue in issues if issue.category == category]
            for leaf, issue in enumerate(leaves, start=1):
                writer.paragraph()
                writer.begin_issue(issue, draft.form.leaf.format(leaf))
                writer.problem(style.statement)
                writer.paragraph()
                status_first(writer, issue, style)
                write_measures(writer, issue, style, status=status_in_words(issue, style))
                status_last(writer, issue, style, own_line=True)
                writer.end_issue()


@layout("one_line", line_break="")
def one_line(writer: Writer, draft: ReportDraft) -> None:
    """Write groups and issues as `paren_leaf` does; the report has no line breaks at all."""
    paren_leaf(writer, draft)
