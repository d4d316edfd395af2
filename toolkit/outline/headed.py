"""Headings without a number each of which has an answer below it: entries of their own."""

from __future__ import annotations

import itertools
from bisect import bisect_right

from .families import has_other_role
from .labels import ANSWERS
from .lines import begins_afresh, is_heading, is_statement, names_problem, stands_alone
from .page import STOPS, Page
from .tree import Node

_SHORTEST_PARAGRAPH = 16


def headed_paragraphs(page: Page, document: Node, start: int, end: int) -> list[int]:
    """Headings without a number, where answers are announced: three or more.

    They stand in parts that have no other role, or anywhere where no part is numbered; what is
    numbered among them begins anew below each.
    """
    if not page.announced or page.wrapped(start, end):
        return []
    parts = [node for node in document.children if _counts(node)]
    if len({(node.style, node.value) for node in parts}) < len(parts):
        parts = []
    scopes = [
        (page.first_line_end(part), part.end) for part in parts if not has_other_role(part, page)
    ]
    starts = {node.start for node in document.walk()}
    found = []
    for low, high in scopes if parts else [(start, end)]:
        headings = [p for p in _headings_above_paragraphs(page, low, high) if p not in starts]
        numbered = [node for node in document.walk() if low < node.start < high and _counts(node)]
        if all(
            _first_number(numbered, *span) in {None, 1} for span in itertools.pairwise(headings)
        ):
            found += headings
    return found if len(found) > 2 else []


def _counts(node: Node) -> bool:
    """True for a number of parts at the start of a line; bullets and steps count nothing."""
    return node.placed == "line" and not node.step and node.style != "bullet"


def _first_number(counting: list[Node], start: int, end: int) -> int | None:
    """Value of the first of the nodes, in text order, that starts inside a span."""
    at = bisect_right(counting, start, key=lambda node: node.start)
    return counting[at].value if at < len(counting) and counting[at].start < end else None


def _headings_above_paragraphs(page: Page, start: int, end: int) -> list[int]:
    """Lines with a paragraph below them; none where other lines are cut in mid-sentence, too."""
    found = []
    cut: list[int] = []
    for (line, stop), (below, after) in itertools.pairwise(page.stream.lines(start, end)):
        heading = (
            names_problem(page, line, stop)
            or is_heading(page, line, stop)
            or is_statement(page, line, stop)
            or stands_alone(page, line, stop)
        )
        fresh = line > 0 and (
            begins_afresh(page, line) or line == start or line in page.stream.blanks
        )
        parts = set(page.parts_named(line, stop))
        named = parts and not (parts == {"issues"} and names_problem(page, line, stop))
        bare = not page.labels_in(line, stop) and not named
        paragraph = after - below > _SHORTEST_PARAGRAPH and page.solid[after - 1] in STOPS
        answer = any(label.code in ANSWERS for label in page.labels_in(below, below + 1))
        if heading and fresh and bare and (paragraph or answer):
            found.append(line)
        else:
            cut += [line] if bare and page.solid[stop - 1] not in STOPS else []
    naming = [line for line in found if names_problem(page, line, page.stream.line_end(line))]
    if 5 * len(naming) >= 4 * len(found):
        found = naming
    among = [line for line in cut if found and found[0] < line < found[-1]]
    return found if 4 * len(among) <= len(found) else []
