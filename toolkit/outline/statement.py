"""The statement of a problem entry: where it stands, where it ends, and its core."""

from __future__ import annotations

import re
from typing import NamedTuple

from .fields import Field, Span, lskip, read_fields
from .page import CLAUSE_END, ENDS_IN_PROBLEM, OPENER, SENTENCE_END, STRONG_OPENER, Page
from .tree import UNNUMBERED, Node

_TAIL = re.compile(
    r"(?:(?<=[”\"’」])的?(?:方面|事项))?(?:(?:等|等的|的|的突出|的主要|等突出|这一|这个|此类)?问题)?(?:的?整改(?:落实|进展|完成|工作)*(?:的)?(?:情况|结果)?)?[。,:;!?]*$"
)
_SHORTEST_HEADING = 4
_LONGEST_LINE_STATEMENT = 200


class Habits(NamedTuple):
    """How most entries of a report are set.

    `closing_noun` is true if their statements close with 问题 on their first line: a statement
    that a line end seems to cut short goes on to that word. `heading_states` is true if the words
    before their first field state the problem, even where a field for it follows. `line_details`
    is true if a status printed at the end of their first line closes details of the problem.
    """

    closing_noun: bool
    heading_states: bool
    line_details: bool = False


def headings_state(entries: list[Node], page: Page) -> bool:
    """True if the words before the first field state the problem in most entries with fields."""
    fields = {node: read_fields(node, page) for node in entries}
    labelled = [node for node in entries if fields[node]]
    stating = sum(_heading_states(node, fields[node], page) for node in labelled)
    return 2 * stating > len(labelled) > 1


def details_on_lines(entries: list[Node], page: Page) -> bool:
    """True if most entries print a status at the end of a first line of several sentences."""
    closed = 0
    for node in entries:
        line = page.stream.line_end(node.body)
        if line >= node.end:
            continue
        printed = page.printed_label(node.body, line)
        ends = printed is not None and printed[1] >= line - 1
        closed += ends and SENTENCE_END.search(page.solid, node.body, line - 1) is not None
    return 2 * closed > len(entries) > 1


def stated_end(field: Field, page: Page) -> int:
    """End of a statement in a field: its first sentence, or all of it if that ends in 问题."""
    if ENDS_IN_PROBLEM.search(page.solid, max(field.start, field.end - 16), field.end):
        return field.end
    return _first_sentence(page, field.start, field.end)


def stating_field(
    node: Node, fields: tuple[Field, ...], page: Page, habits: Habits
) -> Field | None:
    """The field that states the problem, unless the words before the first field do.

    A field for details states it where nothing stands before it.
    """
    for code in ("problem", "detail"):
        stated = next((f for f in fields if f.code == code and f.start < f.end), None)
        if stated is not None:
            headed = fields[0].label_start - node.body >= _SHORTEST_HEADING
            headed = headed and (code == "detail" or habits.heading_states)
            return None if headed or _heading_states(node, fields, page) else stated
    return None


def _heading_states(node: Node, fields: tuple[Field, ...], page: Page) -> bool:
    """True if the words before the first field state the problem themselves."""
    end = fields[0].label_start
    if end - node.body < _SHORTEST_HEADING:
        return False
    if page.noun_end(node.body, end) is not None:
        return True
    hits = page.hits.within("problems", node.body, end)
    return any(hit.code == "deficiency" for hit in hits)


def statement_end(node: Node, fields: tuple[Field, ...], page: Page, closing_noun: bool) -> int:
    """Place after the problem statement."""
    solid, body = page.solid, node.body
    labelled = fields[0].label_start if fields and fields[0].label_start > body else None
    limit = min(node.own_end, labelled if labelled is not None else node.end)
    line = min(page.stream.line_end(body), limit)
    printed = page.printed_label(body, line)
    if printed is not None and printed[0] > body:
        limit = line = printed[0]
    if page.quotes(body, line):
        return line
    noun = page.noun_end(body, limit)
    whole = SENTENCE_END.search(solid, body, line) is None and not page.in_brackets(line)
    if line < limit and line in page.stream.blanks and whole and noun is None:
        return line
    told = page.phrases["told"].match(solid, line) is not None
    if labelled is not None and labelled == limit <= page.stream.line_end(line) and not told:
        if ENDS_IN_PROBLEM.search(solid, max(body, limit - 16), limit):
            return limit
        if noun is not None and noun <= line:
            return noun
        return min(_first_sentence(page, body, limit), _colon(page, node, limit))
    if line < limit and ENDS_IN_PROBLEM.search(solid, max(body, line - 16), line):
        return line
    if noun is not None and noun <= _first_sentence(page, body, line) + 1:
        return noun
    if (
        noun is not None
        and (closing_noun or page.in_brackets(line) or STRONG_OPENER.match(solid, body))
        and (
            noun - body <= _LONGEST_LINE_STATEMENT
            and noun <= _first_sentence(page, body, limit) + 1
        )
    ):
        return noun
    headed = node.style == UNNUMBERED and (
        not CLAUSE_END.search(solid, body, line)
        or (line in page.stream.blanks and not SENTENCE_END.search(solid, body, line))
    )
    if line == limit or (node.style == UNNUMBERED and not headed):
        return _run_in(node, page, limit)
    return min(_first_sentence(page, body, line), _colon(page, node, line))


def _first_sentence(page: Page, start: int, end: int) -> int:
    """Place after the first sentence outside brackets, or `end`."""
    return min(page.sentence_end(start, end) + 1, end)


def _colon(page: Page, node: Node, end: int) -> int:
    """Place after a colon that parts a short statement from its answer, or `end`."""
    place = page.solid.find(":", node.body, min(end, node.body + 60))
    while place >= 0 and (page.in_brackets(place) or page.solid[place + 1 : place + 2].isdigit()):
        place = page.solid.find(":", place + 1, min(end, node.body + 60))
    return place + 1 if place >= 0 else end


def _run_in(node: Node, page: Page, limit: int) -> int:
    """End of a statement without 问题 that shares its line with the answer."""
    end = min(_first_sentence(page, node.body, limit), _colon(page, node, limit))
    if end < limit or node.children:
        return end
    if STRONG_OPENER.match(page.solid, node.body) or node.style == UNNUMBERED:
        comma = node.body
        while (comma := page.solid.find(",", comma, end)) >= 0:
            if not page.in_brackets(comma):
                return comma + 1
            comma += 1
    return end


def core(page: Page, start: int, end: int) -> Span:
    """The statement without opener, wrapping quotes, 的问题(的整改) and final stop."""
    solid = page.solid
    start = lskip(solid, start, end)
    told = page.phrases["told"].match(solid, start, end)
    start = told.end() if told else start
    opening = OPENER.match(solid, start, end)
    strong = STRONG_OPENER.match(solid, start, end)
    if opening and (strong or solid[opening.end()] in '“"‘「' or "问题" in solid[start:end]):
        start = opening.end()
    tail = _TAIL.search(solid, start, end)
    if tail and tail.start() > start:
        acts = page.phrases["takes_problem"].match(solid, start, tail.start()) is not None
        kept = acts and tail.group().startswith("问题") and not opening
        end = tail.start() + (len("问题") if kept else 0)
    if page.quotes(start, end):
        start, end = start + 1, end - 1
        while end > start and solid[end - 1] in "。;,":
            end -= 1
    return start, end
