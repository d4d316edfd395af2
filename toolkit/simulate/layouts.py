"""How a report is set out: one small function for each layout.

A layout writes the issues and nothing else. To add one, write a function and register it with
`layout`; it is then part of ``layouts="mixed"``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toolkit.simulate.draft import IssueDraft, ReportDraft, Style
from toolkit.simulate.templates import numeral
from toolkit.simulate.writer import Writer

#: Order in which groups of issues are printed, by first letter of the category.
GROUP_ORDER = "PXEDFOR"

WriteIssues = Callable[[Writer, ReportDraft], None]


@dataclass(frozen=True)
class Layout:
    """A registered layout.

    Parameters
    ----------
    name
        Its name in the tables.
    write
        Writes the issues.
    sections
        Whether the report is cut into numbered sections (一、, 二、, 三、) around the issues;
        otherwise the issues themselves may have these numbers.
    """

    name: str
    write: WriteIssues
    sections: bool = True


#: All layouts by name, in the order of their registration.
LAYOUTS: dict[str, Layout] = {}


def layout(name: str, *, sections: bool = True) -> Callable[[WriteIssues], WriteIssues]:
    """Register a layout.

    Parameters
    ----------
    name
        Its name.
    sections
        Whether it stands within numbered sections.

    Returns
    -------
    Callable
        The decorator.
    """

    def register(write: WriteIssues) -> WriteIssues:
        LAYOUTS[name] = Layout(name, write, sections)
        return write

    return register


def _markers_in_words(ordinal: int) -> str:
    return f"{numeral(ordinal)}是"


def _markers_in_brackets(ordinal: int) -> str:
    return f"（{numeral(ordinal)}）"


def _status_first(writer: Writer, issue: IssueDraft, style: Style) -> None:
    if issue.label and style.status == "heading":
        writer.status(style.status_heading, issue.label)


def _status_last(writer: Writer, issue: IssueDraft, style: Style, *, own_line: bool) -> None:
    if issue.label and style.status == "tail":
        if own_line:
            writer.paragraph()
        writer.status(style.status_tail, issue.label)


def _measures(
    writer: Writer,
    issue: IssueDraft,
    style: Style,
    *,
    marker: Callable[[int], str] = _markers_in_words,
    own_lines: bool = False,
) -> None:
    """Write the measures: enumerated if there are several, else as one whole."""
    running = issue.running if style.status == "running" else ""
    count = len(issue.clauses)
    if count == 1:
        writer.measure(issue.clauses, kind="whole", ordinal=1, status=running)
        return
    if issue.lead is not None:
        writer.measure([issue.lead], kind="lead", ordinal=0)
    for ordinal, clause in enumerate(issue.clauses, start=1):
        if own_lines and (ordinal > 1 or issue.lead is not None):
            writer.paragraph()
        writer.measure(
            [clause],
            kind="enumerated",
            ordinal=ordinal,
            marker=marker(ordinal),
            stop=style.stop if ordinal < count and not own_lines else "。",
            status=running if ordinal == count else "",
        )


@layout("run_in")
def run_in(writer: Writer, draft: ReportDraft) -> None:
    """Write ``1.针对“…”的问题，一是…二是…``, each issue in one paragraph."""
    style = draft.style
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, f"{number}{style.separator.rstrip()}", _space(style))
        writer.problem(style.quotation)
        _status_first(writer, issue, style)
        _measures(writer, issue, style)
        _status_last(writer, issue, style, own_line=False)
        writer.end_issue()


@layout("paren_leaf")
def paren_leaf(writer: Writer, draft: ReportDraft) -> None:
    """Write groups （一）, numbered issues below them, and responses behind a label."""
    style = draft.style
    number = 0
    group = 0
    for letter in GROUP_ORDER:
        issues = [issue for issue in draft.issues if issue.category[0] == letter]
        if not issues:
            continue
        group += 1
        writer.paragraph(f"（{numeral(group)}）{draft.groups[letter]}")
        if style.restart:
            number = 0
        for issue in issues:
            number += 1
            writer.paragraph()
            writer.begin_issue(issue, f"{number}{style.separator.rstrip()}", _space(style))
            writer.problem(style.statement)
            writer.paragraph(style.response_label)
            _status_first(writer, issue, style)
            _measures(writer, issue, style)
            _status_last(writer, issue, style, own_line=True)
            writer.end_issue()


@layout("statement_then_enumeration")
def statement_then_enumeration(writer: Writer, draft: ReportDraft) -> None:
    """Write ``1.关于…问题的整改`` and, in the next paragraph, ``一是…二是…``."""
    style = draft.style
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, f"{number}{style.separator.rstrip()}", _space(style))
        writer.problem(style.statement)
        writer.paragraph()
        _status_first(writer, issue, style)
        _measures(writer, issue, style)
        _status_last(writer, issue, style, own_line=True)
        writer.end_issue()


@layout("top_level_issue", sections=False)
def top_level_issue(writer: Writer, draft: ReportDraft) -> None:
    """Write issues as 一、 二、 三、 and their measures as paragraphs （一）, （二）, …."""
    style = draft.style
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, f"{numeral(number)}、")
        writer.problem(style.heading)
        if issue.label and style.status == "heading":
            writer.paragraph(style.response_label)
            writer.status("{label}。", issue.label)
        writer.paragraph()
        _measures(writer, issue, style, marker=_markers_in_brackets, own_lines=True)
        _status_last(writer, issue, style, own_line=True)
        writer.end_issue()


@layout("unnumbered")
def unnumbered(writer: Writer, draft: ReportDraft) -> None:
    """Write paragraphs ``针对…问题，…`` without numbers."""
    style = draft.style
    for issue in draft.issues:
        writer.paragraph()
        writer.begin_issue(issue, "")
        writer.problem(style.quotation)
        _status_first(writer, issue, style)
        _measures(writer, issue, style)
        _status_last(writer, issue, style, own_line=False)
        writer.end_issue()


@layout("block")
def block(writer: Writer, draft: ReportDraft) -> None:
    """Write numbered issues, each with one response that is not enumerated."""
    style = draft.style
    for number, issue in enumerate(draft.issues, start=1):
        writer.paragraph()
        writer.begin_issue(issue, f"{number}{style.separator.rstrip()}", _space(style))
        writer.problem(style.statement)
        writer.paragraph()
        _status_first(writer, issue, style)
        running = issue.running if style.status == "running" else ""
        writer.measure(issue.clauses, kind="whole", ordinal=1, status=running)
        _status_last(writer, issue, style, own_line=True)
        writer.end_issue()


def _space(style: Style) -> str:
    return style.separator[len(style.separator.rstrip()) :]
