"""The outline tree: which printed numbers count, and how they nest.

Nothing is known in advance about the order of styles. A number counts if it goes on where an open
enumeration left off, or begins one; where it stands (at the start of a line, after a sentence,
glued to a word) decides how much continuity it must show.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..stream import Stream
from .labels import Label
from .numbering import Marker, Numbering

#: Styles of nodes that have no printed number.
UNNUMBERED, HEADING, ROW, SECTION = "unnumbered", "heading", "row", "bare_section"
VIRTUAL = frozenset({UNNUMBERED, HEADING, ROW, SECTION})
_SENTENCE_ENDS = frozenset("。;!?:”’》】")
#: Down to this style a number opens a part; it never stands inside a step.
_LOWEST_PART = "cn_paren"
#: A number at the start of a line that jumps further than this belongs to the sentence before it.
_WIDEST_GAP = 5


@dataclass(eq=False, slots=True)
class Node:
    """A node of the outline while it is being built; places are places in the stream.

    `start` is the first character of the printed number, `body` the first one after it, `end`
    the start of the next node that does not lie inside this one. `step` is true for styles that
    enumerate steps rather than parts.
    """

    start: int
    body: int
    end: int
    style: str
    value: int
    placed: str = "line"
    mark: str = ""
    step: bool = False
    parent: Node | None = None
    kind: str = "section"
    evidence: list[str] = field(default_factory=list)
    score: float = 0.0
    children: list[Node] = field(default_factory=list)

    @property
    def level(self) -> int:
        """Depth below the document."""
        return 0 if self.parent is None else self.parent.level + 1

    @property
    def own_end(self) -> int:
        """End of the node's own words: the start of its first child, or its end."""
        return self.children[0].start if self.children else self.end

    def walk(self) -> Iterator[Node]:
        """This node and all nodes below it, in text order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def above(self) -> Iterator[Node]:
        """The nodes this one lies in, from the inside out, the document left out."""
        node = self.parent
        while node is not None and node.parent is not None:
            yield node
            node = node.parent

    def section(self) -> Node:
        """The node right below the document that this node lies in."""
        return next(iter([*self.above()][::-1]), self)


class TreeBuilder:
    """Builds the tree of one report.

    Parameters
    ----------
    stream
        The stream.
    markers
        Its markers, in order.
    labels
        Its field labels: an enumeration begins anew behind a label.
    numbering
        The styles: their usual order, and which of them count alone.
    """

    def __init__(
        self,
        stream: Stream,
        markers: Sequence[Marker],
        labels: Sequence[Label],
        numbering: Numbering,
    ) -> None:
        self.stream, self.markers, self.numbering = stream, markers, numbering
        self.after_label = {label.content for label in labels}
        self.label_starts = [label.start for label in labels]
        self._values: dict[str, list[int]] = defaultdict(list)
        self._places: dict[str, list[int]] = defaultdict(list)
        for marker in markers:
            self._values[marker.style].append(marker.value)
            self._places[marker.style].append(marker.start)
        self._last: dict[str, int] = {}
        #: Nodes (by start) and the styles of enumerations below them that began behind a label.
        self._labelled: set[tuple[int, str]] = set()
        self._habits: dict[str, set[str]] = defaultdict(set)

    def build(self, start: int, end: int) -> Node:
        """Nest the markers in ``[start, end)``; the root is the document."""
        document = Node(start, start, end, "", 0, kind="document")
        current = document
        for at, marker in enumerate(self.markers):
            if not start <= marker.start < end:
                continue
            path = [current, *current.above()] if current.parent is not None else []
            if marker.style in VIRTUAL:
                parent: Node | None = self._virtual_parent(at, path, current)
            else:
                parent = self._parent(marker, path, current)
            if parent is None:
                continue
            value = marker.value or _next_in(parent, marker.style)
            self._last[marker.style] = value
            self._habits[marker.style].add(parent.style)
            placed = "line" if marker.placed == "tight" else marker.placed
            current = Node(
                marker.start,
                marker.end,
                end,
                marker.style,
                value,
                placed,
                marker.mark,
                marker.style not in VIRTUAL and self.numbering.styles[marker.style].use == "step",
                parent,
            )
            parent.children.append(current)
            if marker.start in self.after_label:
                self._labelled.add((parent.start, marker.style))
        _close(document)
        return document

    def _parent(self, marker: Marker, path: list[Node], current: Node) -> Node | None:
        """Node to put a printed number under, or ``None`` if it does not count."""
        same = [node for node in path if _same_style(node, marker)]
        follows = [node for node in same if marker.value in (0, node.value + 1)]
        if marker.placed == "tight":
            return self._tight_parent(marker, follows, same, current)
        if follows:
            return max(follows, key=lambda node: self._likeness(node, marker)).parent
        if marker.value == 1 or (marker.value == 0 and marker.style == "bullet"):
            return self._opening(marker, same, path, current)
        if self._resumes(marker, same, current):
            return current.parent if current.style == SECTION else current
        if marker.value == 0 or marker.placed == "weak":
            return None
        return self._irregular(marker, same, path, current)

    def _tight_parent(
        self, marker: Marker, follows: list[Node], same: list[Node], current: Node
    ) -> Node | None:
        """Parent of a number glued to a figure: a decimal unless it goes on with an enumeration."""
        at = bisect_left(self._places[marker.style], marker.start) + 1
        if self._values[marker.style][at : at + 1] == [marker.value]:
            return None
        if follows and self._behind_sentence(marker):
            return follows[0].parent
        if marker.value == 1:
            return self._opening(marker._replace(placed="line"), same, [current], current)
        opens = self.stream.opens_line(marker.start)
        return current if opens and self._resumes(marker, same, current) else None

    def _likeness(self, node: Node, marker: Marker) -> int:
        """How alike a node and a marker are set: place, punctuation, first words, and fields.

        An enumeration that began behind a field label ends where the next label stands.
        """
        solid = self.stream.solid
        points = 4 * _kindred(node, marker) + (node.mark == marker.mark)
        opening = solid[node.body : node.body + 2], solid[marker.end : marker.end + 2]
        points += 2 * (opening[0] == opening[1])
        if self._began_behind_label(node):
            at = bisect_left(self.label_starts, node.body)
            fields = at < len(self.label_starts) and self.label_starts[at] < marker.start
            points -= 8 * (fields and marker.start not in self.after_label)
        return points

    def _virtual_parent(self, at: int, path: list[Node], current: Node) -> Node:
        """Parent of an entry or heading without a number, or of a row.

        A heading of a whole part stands at the top; anything else beside its like. The first
        heading stands beside the enumeration that the number behind it goes on with, any other
        first one below the current node.
        """
        marker = self.markers[at]
        if marker.style == SECTION:
            return path[-1].parent or current if path else current
        if marker.style == UNNUMBERED and current.step:
            current = _outside_steps(path, current)
        for node in path:
            if node.style == marker.style and node.parent is not None:
                return node.parent
        if marker.style == HEADING and at + 1 < len(self.markers):
            following = self.markers[at + 1].style
            for node in path:
                if node.style == following and node.parent is not None:
                    return node.parent
        return current

    def _opening(
        self, marker: Marker, same: list[Node], path: list[Node], current: Node
    ) -> Node | None:
        """Parent of a marker that may begin an enumeration, or ``None`` if it does not."""
        style = self.numbering.styles[marker.style]
        by_itself = style.alone and (marker.placed == "line" or style.use == "step")
        sure = style.alone or marker.placed == "line"
        if not same and sure and self._expected_in(marker, current):
            return current
        if not by_itself and not self._followed(marker):
            return None
        if not same:
            return self._below(marker, path, current)
        return current if self._nested(marker, same[0]) else same[0].parent

    def _resumes(self, marker: Marker, same: list[Node], current: Node) -> bool:
        """True if a number goes on, in a new group, where the group before left off."""
        follows = not same and marker.value == self._last.get(marker.style, -1) + 1
        return follows and (
            marker.placed in {"line", "tight"} or self._expected_in(marker, current)
        )

    def _expected_in(self, marker: Marker, current: Node) -> bool:
        """True right inside a node whose like has held enumerations of this style before."""
        return current.style in self._habits[marker.style] and current.parent is not None

    def _followed(self, marker: Marker) -> bool:
        """True if one of the next markers of the style goes on with 2."""
        at = bisect_left(self._places[marker.style], marker.start) + 1
        following = self._values[marker.style][at : at + 3]
        return 2 in following or (marker.style in {"bullet", "words"} and 0 in following)

    def _nested(self, marker: Marker, outer: Node) -> bool:
        """True if the enumeration that begins here lies inside the open one of the same style."""
        if marker.start in self.after_label:
            return not self._began_behind_label(outer)
        if not _kindred(outer, marker):
            return outer.placed == "line"
        values = self._values[marker.style]
        at = bisect_left(self._places[marker.style], marker.start) + 1
        reached = 1
        while at < len(values) and values[at] == reached + 1:
            reached += 1
            at += 1
        return at < len(values) and values[at] == outer.value + 1 and reached > 1

    def _began_behind_label(self, node: Node) -> bool:
        """True if an enumeration that `node` belongs to began behind a label."""
        return node.parent is not None and (node.parent.start, node.style) in self._labelled

    def _below(self, marker: Marker, path: list[Node], current: Node) -> Node:
        """Parent of an enumeration in a style that is not open.

        It opens below the current node, unless the enumerations there have come to their end
        and the style is of a higher level by custom and by the habit of this report.
        """
        if current.step and self.numbering.rank[marker.style] <= self.numbering.rank[_LOWEST_PART]:
            return _outside_steps(path, current)
        if marker.placed != "line" or marker.start in self.after_label or not path:
            return current
        if self._lower(marker.style, current) or self._goes_on(current, marker.start):
            return current
        for node in path:
            if node.style in self._habits[marker.style]:
                return node
        for node in path:
            if self._lower(marker.style, node) or self._goes_on(node, marker.start):
                return node
        return path[-1].parent or current

    def _lower(self, style: str, node: Node) -> bool:
        """True if a style usually stands below a node's."""
        rank = self.numbering.rank
        return (
            node.style in VIRTUAL
            or self.numbering.styles[style].use == "step"
            or rank[node.style] < rank[style]
        )

    def _goes_on(self, node: Node, place: int) -> bool:
        """True if the enumeration of `node` goes on behind `place`."""
        at = bisect_left(self._places[node.style], place)
        return self._values[node.style][at : at + 1] == [node.value + 1]

    def _irregular(
        self, marker: Marker, same: list[Node], path: list[Node], current: Node
    ) -> Node | None:
        """Parent of a number that follows no open number: a gap, a repeat, or none of ours."""
        if same:
            jump = marker.value - same[0].value
            if marker.placed == "line":
                sure = self.numbering.styles[marker.style].place == "line" and jump > 0
                near = sure or jump <= _WIDEST_GAP or self._behind_sentence(marker)
            else:
                near = jump == 2 or (jump == 0 and same[0].placed != "line")
            return same[0].parent if near else None
        if marker.placed != "line":
            return None
        if marker.value > _WIDEST_GAP and not self._behind_sentence(marker):
            return None
        return self._below(marker, path, current)

    def _behind_sentence(self, marker: Marker) -> bool:
        before = self.stream.solid[marker.start - 1 : marker.start]
        return not before or before in _SENTENCE_ENDS


def _outside_steps(path: list[Node], current: Node) -> Node:
    """The innermost open node that is no step."""
    return next((node for node in path if not node.step), path[-1].parent or current)


def _next_in(parent: Node, style: str) -> int:
    before = parent.children[-1] if parent.children else None
    return before.value + 1 if before is not None and before.style == style else 1


def _same_style(node: Node, marker: Marker) -> bool:
    """True for one style; bullets are of one style if they look alike."""
    return node.style == marker.style and (node.style != "bullet" or node.mark == marker.mark)


def _kindred(node: Node, marker: Marker) -> bool:
    """True if a node and a marker stand alike: both at the start of a line, or neither."""
    return (node.placed == "line") == (marker.placed == "line")


def _close(document: Node) -> None:
    """Set the end of every node to the start of what follows it."""
    waiting = [document]
    while waiting:
        node = waiting.pop()
        for child, following in zip(node.children, node.children[1:], strict=False):
            child.end = following.start
        if node.children:
            node.children[-1].end = node.end
        waiting.extend(node.children)
