"""Headings without a number, above entries and of whole parts."""

from __future__ import annotations

from collections import defaultdict

from .lines import begins_afresh, is_heading, names_part
from .numbering import Marker
from .page import Page
from .tree import HEADING, SECTION, Node


def heading_markers(
    page: Page, document: Node, entries: list[Node], start: int, end: int
) -> list[Marker]:
    """Headings without a number that stand right above an entry, and headings of whole parts.

    A heading is a short line without punctuation behind a finished sentence.
    """
    opening = {node.start for node in entries}
    heading = _bullets_above_entries(page, document, opening)
    numbered = {node.start for node in document.walk() if (node.style, node.mark) not in heading}
    found = []
    for line in page.stream.breaks:
        if not start < line < end or line in numbered:
            continue
        stop = page.stream.line_end(line)
        field = stop in opening and page.solid.endswith("方面", line, stop)
        if not (field or is_heading(page, line, stop)) or not begins_afresh(page, line):
            continue
        labels = page.labels_in(line, stop)
        if labels and (stop not in opening or labels[0].content < stop):
            continue
        if names_part(page, line, stop):
            found.append(Marker(line, line, SECTION, 0, "line"))
        elif stop in opening:
            found.append(Marker(line, line, HEADING, 0, "line"))
    return found


def _bullets_above_entries(page: Page, document: Node, opening: set[int]) -> set[tuple[str, str]]:
    """Bullets (style and mark) all of which stand on a line of their own right above an entry."""
    above: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for node in document.walk():
        if node.style == "bullet":
            line = page.stream.line_end(node.body)
            above[node.style, node.mark].append(not node.children and line in opening)
    return {bullet for bullet, places in above.items() if all(places)}
