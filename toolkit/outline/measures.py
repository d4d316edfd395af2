"""Split a response into measures: enumerated steps, their lead, or the whole response."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from ..matching import Hits
from .numbering import Marker, Numbering, runs, solid_end
from .tree import Node


class Step(NamedTuple):
    """One measure: span, place in its enumeration, printed marker, kind."""

    start: int
    end: int
    ordinal: int
    number: str | None
    kind: str


def read_steps(
    spans: tuple[tuple[int, int], ...],
    children: list[Node],
    folded: str,
    numbering: Numbering,
    hits: Hits,
) -> list[Step]:
    """Split the content of a response, or of a section, into steps.

    Numbered child nodes are the steps where there are two or more; else the enumeration that
    begins first; else each whole span is one step. What stands before the first step is its lead.

    Parameters
    ----------
    spans
        Content of the response, labels and verdict left out.
    children
        Numbered nodes below the entry.
    folded
        The folded text.
    numbering
        The compiled numbering styles.
    hits
        The matcher's result for the text.

    Returns
    -------
    list of Step
        In text order; ordinal 0 is a lead.
    """
    steps: list[Step] = []
    last = 0
    for start, end in spans:
        markers = _markers(start, end, children, folded, numbering)
        if not markers:
            last += 1
            steps.append(Step(start, end, last, None, _kind("whole", start, end, folded, hits)))
            continue
        lead_end = solid_end(folded, start, markers[0].start)
        if lead_end > start:
            steps.append(Step(start, lead_end, 0, None, "lead"))
        ends = [marker.start for marker in markers[1:]] + [end]
        for marker, following in zip(markers, ends, strict=True):
            last += 1
            stop = solid_end(folded, marker.start, following)
            number = folded[marker.start : marker.end].strip()
            kind = _kind("enumerated", marker.end, stop, folded, hits)
            steps.append(Step(marker.start, stop, last, number, kind))
    return steps


def _markers(
    start: int, end: int, children: list[Node], folded: str, numbering: Numbering
) -> list[Marker]:
    """Markers of the steps in a span, in text order."""
    inside = [child for child in children if start <= child.start < end]
    for _, family in groupby(inside, key=lambda child: child.style):
        nodes = list(family)
        if len(nodes) > 1:
            return [Marker(node.start, node.body, node.style, node.value) for node in nodes]
    found = runs(numbering.inline(folded, start, end))
    if not found:
        return []
    style = found[0][0].style
    return sorted(marker for run in found if run[0].style == style for marker in run)


def _kind(kind: str, start: int, end: int, folded: str, hits: Hits) -> str:
    """`kind`, or explanation for a step of one sentence that opens with an excuse."""
    if "。" in folded[start : end - 1]:
        return kind
    for hit in hits.within("problems", start, min(start + 8, end)):
        if hit.code == "excuse" and hit.start == start:
            return "explanation"
    return kind
