"""The outline tree: numbered paragraphs nested by the order in which their styles appear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .numbering import Marker, Paragraph

#: Style name of a problem entry that has no printed number.
UNNUMBERED = "unnumbered"


@dataclass(eq=False, slots=True)
class Node:
    """A numbered node of the outline while it is being built.

    `start` is the first character of the printed number, `body` the first one after it, `end`
    the start of the next node that does not lie inside this one.
    """

    start: int
    body: int
    end: int
    style: str
    value: int
    parent: Node | None = None
    kind: str = "section"
    evidence: str = ""
    children: list[Node] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def level(self) -> int:
        """Depth below the document."""
        return 0 if self.parent is None else self.parent.level + 1

    def walk(self) -> Iterator[Node]:
        """This node and all nodes below it, in text order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def section(self) -> Node:
        """The node right below the document that this node lies in."""
        node = self
        while node.parent is not None and node.parent.parent is not None:
            node = node.parent
        return node


def build_tree(
    body: Sequence[Paragraph], markers: Sequence[Marker | None], start: int, end: int
) -> Node:
    """Nest the numbered paragraphs of a report.

    A style that is open already closes everything below it and opens a sibling; any other
    style opens a level below the current node. So nesting follows the document, not a fixed
    order of styles.

    Parameters
    ----------
    body
        Paragraphs between front and back matter.
    markers
        For each paragraph its marker, or ``None``.
    start, end
        Span of the body.

    Returns
    -------
    Node
        The document; paragraphs before the first number are its own.
    """
    document = Node(start, start, end, "", 0, kind="document")
    current = document
    for paragraph, marker in zip(body, markers, strict=True):
        if marker is not None:
            parent = _parent_for(current, marker.style)
            current = Node(marker.start, marker.end, end, marker.style, marker.value, parent)
            parent.children.append(current)
        current.paragraphs.append(paragraph)
    _close(document)
    return document


def _parent_for(current: Node, style: str) -> Node:
    node: Node | None = current
    while node is not None:
        if node.style == style and node.parent is not None:
            return node.parent
        node = node.parent
    return current


def _close(node: Node) -> None:
    """Set the end of every node below `node` to the start of what follows it."""
    for child, following in zip(node.children, node.children[1:], strict=False):
        child.end = following.start
    if node.children:
        node.children[-1].end = node.end
    for child in node.children:
        _close(child)
