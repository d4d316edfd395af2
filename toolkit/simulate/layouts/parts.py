"""What several layouts print alike: groups, statuses and measures."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.simulate.draft import IssueDraft, ReportDraft, Style
from toolkit.simulate.markers import MARKERS
from toolkit.simulate.writer import Writer


def number_of(number: int, style: Style) -> tuple[str, str]:
    """Print the number of an issue with its point, and the space behind it."""
    point = style.separator.rstrip()
    return f"{number}{point}", style.separator[len(point) :]


def grouped(draft: ReportDraft) -> Iterator[tuple[str, list[IssueDraft]]]:
    """Yield the heading of each group that has issues, with these issues."""
    for heading in dict.fromkeys(draft.groups.values()):
        issues = [issue for issue in draft.issues if draft.groups[issue.category] == heading]
        if issues:
            yield heading, issues


def status_first(writer: Writer, issue: IssueDraft, style: Style) -> None:
    """Write the status label ahead of the response, where the office does so."""
    if issue.label and style.status == "heading":
        writer.status(style.status_heading, issue.label)


def status_last(writer: Writer, issue: IssueDraft, style: Style, *, own_line: bool) -> None:
    """Write the status label behind the response, where the office does so."""
    if issue.label and style.status == "tail":
        if own_line:
            writer.paragraph()
        writer.status(style.status_tail, issue.label)


def status_in_words(issue: IssueDraft, style: Style) -> str:
    """Give the status sentence that ends the response; empty where the office prints none."""
    return issue.running if style.status == "running" else ""


def write_whole(
    writer: Writer, issue: IssueDraft, *, first: int = 0, last: int | None = None, status: str = ""
) -> None:
    """Write the measures, or those from `first` to `last`, as one whole."""
    writer.measure(issue.clauses[first:last], kind="whole", ordinal=1, first=first, status=status)


def write_measures(
    writer: Writer,
    issue: IssueDraft,
    style: Style,
    *,
    marker: str = "一是",
    own_lines: bool = False,
    last: int | None = None,
    status: str = "",
) -> None:
    """Write the measures, or those up to `last`: enumerated if several, else as one whole."""
    clauses = issue.clauses[:last]
    if len(clauses) == 1:
        write_whole(writer, issue, last=last, status=status)
        return
    if issue.lead is not None:
        if own_lines:
            writer.paragraph()
        writer.measure([issue.lead], kind="lead", ordinal=0)
    for ordinal, clause in enumerate(clauses, start=1):
        if own_lines:
            writer.paragraph()
        writer.measure(
            [clause],
            kind="enumerated",
            ordinal=ordinal,
            first=ordinal - 1,
            marker=MARKERS[marker](ordinal, len(clauses)),
            stop=style.stop if ordinal < len(clauses) and not own_lines else "。",
            status=status if ordinal == len(clauses) else "",
        )
