"""Split a response into measures: enumerated steps, their lead, or the whole response."""

from __future__ import annotations

from typing import NamedTuple

from .page import Page
from .tree import Node

_CLAUSE_STARTS = frozenset(",。;:!?")


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
    below = [child for child in node.walk() if child is not node]
    steps: list[Step] = []
    last = 0
    for start, end in spans:
        markers = _outermost([child for child in below if start <= child.start < end])
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
    return [node for node in level if node.style == level[0].style]


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
