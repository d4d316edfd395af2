"""Take a problem entry apart: statement, field labels, response, printed verdict."""

from __future__ import annotations

from typing import NamedTuple

from .fields import FULL_STOPS, TEXT, Field, Span, lskip, read_fields
from .page import Page
from .statement import Habits, core, stated_end, statement_end, stating_field
from .tree import ROW, Node
from .verdict import (
    LONGEST_STATE,
    LONGEST_VERDICT,
    Verdict,
    first_clause,
    is_note,
    state_field,
    status_of,
    verdict_first,
    verdict_last,
)

#: Fields whose content is a line, not a text.
_SHORT = frozenset(
    {
        "responsible",
        "person",
        "support",
        "deadline",
        "state",
        "closure",
        "category",
        "number",
        "other",
    }
)
_FEWEST_WORDS = 4
_LONGEST_SHORT_REST = 40


class Entry(NamedTuple):
    """A problem entry taken apart; all numbers are places in the stream.

    `content` are the spans that hold measures: the response without field labels, without
    fields of another kind and without a printed verdict; `claims` adds the fields on the status
    and its acceptance. `planned` is true where they only say
    what is to be done: measures with a target or deadline, and nothing on progress.
    """

    problem: Span
    response: Span
    fields: tuple[Field, ...]
    verdict: Verdict | None
    content: tuple[Span, ...]
    claims: tuple[Span, ...]
    planned: bool


def read_entry(node: Node, page: Page, habits: Habits) -> Entry:
    """Take one problem entry apart.

    Parameters
    ----------
    node
        The entry's outline node.
    page
        The report.
    habits
        How most entries of the report are set.

    Returns
    -------
    Entry
    """
    fields = read_fields(node, page)
    stated = stating_field(node, fields, page, habits)
    if stated is not None:
        problem = core(page, stated.start, stated_end(stated, page))
        reached = stated.end
    else:
        reached = statement_end(node, fields, page, habits.closing_noun)
        problem = core(page, node.body, reached)
    verdict = None
    line = page.stream.line_end(node.body)
    if habits.line_details and reached < line < node.end:
        verdict, _ = verdict_last(page, node.body, line)
        reached = line
    start = lskip(page.solid, reached, node.end)
    opening = min([start, *(f.start for f in fields if f.code in TEXT)])
    pieces = _answer(node, fields, start, page)
    content: list[Span] = []
    for low, high in pieces:
        if verdict is None:
            verdict, low = verdict_first(page, low, high)
        if verdict is None:
            verdict, high = verdict_last(page, low, high)
        low = lskip(page.solid, low, high)
        if low < high:
            content.append((low, high))
    verdict = state_field(fields, page) or verdict
    codes = {field.code for field in fields}
    planned = "measures" in codes and bool(codes & {"target", "deadline"}) and not codes & {
        "progress", "state", "closure",
    }  # fmt: skip
    claiming = {"state", "closure", *({"progress"} if node.style == ROW else ())}
    said = [(f.start, f.end) for f in fields if f.code in claiming]
    claims = (*content, *(span for span in said if span[0] < span[1] and span not in content))
    return Entry(problem, (opening, node.end), fields, verdict, tuple(content), claims, planned)


def _answer(node: Node, fields: tuple[Field, ...], start: int, page: Page) -> list[Span]:
    """Spans of the response outside labels and outside fields that hold no measures."""
    later = [f for f in fields if f.label_start >= start]
    before = [(f.start, f.end) for f in fields if f.code in TEXT and f.end < start]
    first = min((f.label_start for f in later), default=node.end)
    told = any(
        field.code in {*TEXT, "state"} and field.end - field.start > LONGEST_STATE
        for field in later
    )
    printed = page.printed_label(start, min(first, page.stream.line_end(start)))
    text = printed[1] if printed is not None and printed[0] == start else start
    apart = page.solid[text - 1 : text] in FULL_STOPS or page.stream.opens_line(text)
    found = page.phrases["told"].match(page.solid, text, first) is not None
    more = (told or found) and apart and bool(later) and page.stream.opens_line(first)
    spans = [(start, text if more else first)] if node.style != ROW else []
    starts = {below.start for below in node.walk()}
    for field in later:
        if is_note(field, fields, page):
            continue
        short = node.style == ROW and field.end - field.start <= LONGEST_STATE
        told = field.code == "state" and not short and _tells_more(field, page)
        if field.code in TEXT or told:
            spans.append((field.start, field.end))
        elif field.code in _SHORT and node.style != ROW:
            line = page.stream.line_end(max(field.start, field.label_start))
            if line < field.end and (line in starts or field.end - line > _LONGEST_SHORT_REST):
                spans.append((line, field.end))
    return [(low, high) for low, high in (*before, *spans) if low < high]


def _tells_more(field: Field, page: Page) -> bool:
    """True for a field for the status that says what was done, not how far it is."""
    if field.end - field.start <= LONGEST_VERDICT:
        few = field.end - field.start < _FEWEST_WORDS
        return not few and not status_of(first_clause(field, page), page)
    return True
