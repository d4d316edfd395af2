"""Split a response into measures: enumerated steps, their lead, or the whole response."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from operator import attrgetter
from typing import NamedTuple

from .page import STOPS, Page
from .tree import Node

_LONGEST_STOP = 2
_LONGEST_LISTED = 40
_CLAUSE_STARTS = frozenset(",。;:!?")
_START = attrgetter("start")


class Step(NamedTuple):
    """One measure: span in the stream, place in its enumeration, printed marker, kind."""

    start: int
    end: int
    ordinal: int
    number: tuple[int, int] | None
    kind: str


def read_steps(spans: tuple[tuple[int, int], ...], node: Node, page: Page) -> list[Step]:
    """Split the content of a response, or of a section, into steps.

    The outermost enumeration in a span gives the steps; without one the whole span is a step.
    What stands before the first step is its lead.

    Parameters
    ----------
    spans
        Content of the response, labels and verdict left out.
    node
        The entry or section.
    page
        The report.

    Returns
    -------
    list of Step
        In text order; ordinal 0 is a lead.
    """
    below = sorted((child for child in node.walk() if child is not node), key=_START)
    steps: list[Step] = []
    last = 0
    for start, end in spans:
        low, high = (bisect_left(below, place, key=_START) for place in (start, end))
        markers = _outermost(below[low:high])
        if not markers:
            last += 1
            steps.append(Step(start, end, last, None, _kind("whole", start, end, page)))
            continue
        if start < markers[0].start:
            steps.append(Step(start, markers[0].start, 0, None, "lead"))
        ends = [marker.start for marker in markers[1:]] + [end]
        for marker, following in zip(markers, ends, strict=True):
            last += 1
            kind = _kind("enumerated", marker.body, following, page)
            number = (marker.start, marker.body)
            steps.append(Step(marker.start, following, last, number, kind))
    return steps


def _outermost(nodes: list[Node]) -> list[Node]:
    """Nodes of the outermost enumeration among `nodes`, in order."""
    if not nodes:
        return []
    top = min(node.level for node in nodes)
    level = [node for node in nodes if node.level == top]
    bullet = level[0].mark if level[0].style == "bullet" else None
    return [n for n in level if n.style == level[0].style and bullet in {None, n.mark}]


def lists_problems(family: list[Node], page: Page) -> bool:
    """True for numbered words of deficiency outside the entries: what was found, not what is done.

    Most nodes tell of deficiency in a few words and say nothing else.
    """
    lacking = 0
    for node in family:
        start, end = page.head(node)
        hits = page.hits.longest("problems", start, end)
        short = node.end - node.start <= _LONGEST_LISTED and node.end - end <= _LONGEST_STOP
        acts = any(hit.code == "action" and hit.start == start for hit in hits)
        lacking += short and not acts and any(hit.code == "deficiency" for hit in hits)
    return 2 * lacking > len(family)


def notes(section: Node, page: Page) -> bool:
    """True for a part that only explains a table (注: 1. …)."""
    labels = page.labels_in(section.start, section.start + 1)
    words = page.solid[section.start : section.start + 3]
    return words.startswith(("注:", "说明:", "备注:")) or any(x.code == "other" for x in labels)


def one_paragraph_each(tree: Node, page: Page) -> frozenset[Node]:
    """Nodes whose fellows, all but the last, are one paragraph each."""
    found: set[Node] = set()
    for parent in tree.walk():
        groups: dict[str, list[Node]] = defaultdict(list)
        for child in parent.children:
            groups[child.style].append(child)
        for family in groups.values():
            fellows = family[:-1]
            if fellows and all(page.first_line_end(node) >= node.own_end for node in fellows):
                found.update(family)
    return frozenset(found)


def outside_end(node: Node, page: Page, single: bool) -> int:
    """End of a step outside the entries: before what leads on, and before a new paragraph.

    The last step of a part is followed by what closes the part: a formula of closing, a sentence
    that leads on to the entries (现将…如下), or, where steps are one paragraph each (`single`), a
    paragraph.
    """
    first = page.first_line_end(node)
    leading = page.phrases["leads_on"].search(page.solid, node.body, node.own_end)
    end = node.own_end if leading is None else leading.start()
    if single and not node.children and page.solid[first - 1] in STOPS:
        end = min(end, first)
    for line, _ in page.stream.lines(first, end) if first < end else ():
        hits = page.hits.within("problems", line, line + _LONGEST_STOP * 4)
        if any(hit.code == "closing_formula" and hit.start == line for hit in hits):
            return line
    return node.end if end == node.own_end else end


def _kind(kind: str, start: int, end: int, page: Page) -> str:
    """`kind`, or explanation for a step that gives a cause early on and reports no act.

    An act is a word of something done, or a clause that opens with the word of an action.
    """
    cause = page.phrases["cause"].match(page.solid, start, end)
    if kind != "enumerated" or cause is None:
        return kind
    acts = any(hit.code == "done" for hit in page.hits.longest("aspect", cause.end(), end))
    opening = (
        hit.code == "action" and page.solid[hit.start - 1] in _CLAUSE_STARTS
        for hit in page.hits.longest("problems", start, end)
    )
    return kind if acts or any(opening) else "explanation"
