"""Labelled parts of a problem entry, from labels or from the cells of a row."""

from __future__ import annotations

from typing import NamedTuple

from .page import Page
from .tree import ROW, Node

#: Fields that hold a text of measures or of what came of them.
TEXT = frozenset({"progress", "measures"})
FULL_STOPS = frozenset("。!?")
_SKIP = ",:;。|"

Span = tuple[int, int]


class Field(NamedTuple):
    """A labelled part of an entry: its label and its content."""

    code: str
    label_start: int
    start: int
    end: int


def read_fields(node: Node, page: Page) -> tuple[Field, ...]:
    """Labelled parts of the entry, in order."""
    if node.style == ROW:
        return tuple(
            Field(cell.code, cell.start, cell.start, cell.end)
            for cell in page.cells[node.start]
            if cell.code is not None
        )
    steps = {below.body: below.start for below in node.walk() if below is not node}
    labels = [label for label in page.labels_in(node.body, node.end) if label.start not in steps]
    ends = [*(label.start for label in labels), node.end][1:]
    found = []
    for label, following in zip(labels, ends, strict=True):
        start = lskip(page.solid, label.content, following)
        number = steps.get(following, following)
        end = number if start <= number else following
        found.append(Field(label.code, label.start, start, end))
    return tuple(found)


def lskip(solid: str, start: int, end: int) -> int:
    """First place in a span that is no separator."""
    while start < end and solid[start] in _SKIP:
        start += 1
    return start
