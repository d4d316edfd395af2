"""Read a report's outline: nodes whose leaves tile the text, entries, measures, anomalies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..matching import Hits, Matcher
from ..stream import Stream
from ..vocabulary import Vocabulary
from .entry import Entry, read_entry
from .families import families
from .measures import (
    Step,
    lists_problems,
    notes,
    one_paragraph_each,
    outside_end,
    read_steps,
)
from .page import ENDS_IN_PROBLEM
from .statement import Habits, details_on_lines, headings_state
from .structure import Structure, read_structure
from .tree import VIRTUAL, Node

#: Parts whose steps are measures of a plan, not organisational steps.
_PLAN_PARTS = frozenset({"plan"})
#: Kinds of nodes that are or hold problem entries, whatever their style.
_HOLD_ENTRIES = frozenset({"issue", "issues", "group"})
_UNCOUNTED = frozenset({"bullet", "words"})


class NodeRecord(NamedTuple):
    """One row of the ``nodes`` table, without ids; `parent` is an index into the list."""

    start: int
    end: int
    parent: int | None
    kind: str
    level: int
    style: str | None
    number: str | None
    heading: str | None
    is_leaf: bool
    evidence: str | None
    score: float | None


class IssueRecord(NamedTuple):
    """A problem entry: its node, its group's heading, its parts and its measures.

    Spans are places in the stream.
    """

    node: int
    start: int
    end: int
    number: str | None
    group: tuple[int, int] | None
    entry: Entry
    steps: tuple[Step, ...]


class SectionStep(NamedTuple):
    """A measure outside the problem entries: where it stands and what it is."""

    node: int
    section: str
    step: Step


class Anomaly(NamedTuple):
    """Something odd in the outline: span of the text, kind of flag, severity, words."""

    start: int
    end: int
    kind: str
    severity: str
    note: str


class Outline(NamedTuple):
    """Everything read from a report's structure; `hits` are those of the stream."""

    stream: Stream
    hits: Hits
    nodes: list[NodeRecord]
    issues: list[IssueRecord]
    section_steps: list[SectionStep]
    anomalies: list[Anomaly]
    signature: tuple[int, int] | None
    sections: list[tuple[int, int, str]]


def read_outline(text: str, vocabulary: Vocabulary, matcher: Matcher) -> Outline:
    """Read the outline of a report.

    Parameters
    ----------
    text
        The report's text.
    vocabulary
        The vocabulary in use.
    matcher
        Its matcher.

    Returns
    -------
    Outline
        The leaves among `nodes`, in order, concatenate to `text`.
    """
    return _Assembly(text, read_structure(text, vocabulary, matcher)).outline()


class _Leaf(NamedTuple):
    start: int
    kind: str
    parent: int
    evidence: str | None


class _Assembly:
    """Turns the tree of one report into records."""

    def __init__(self, text: str, structure: Structure) -> None:
        self.text = text
        self.page, self.frame, self.tree = structure
        self.stream = self.page.stream
        self.containers: list[NodeRecord] = []
        self.leaves: dict[int, _Leaf] = {}
        self.issues: list[IssueRecord] = []
        self.section_steps: list[SectionStep] = []
        self.listed: frozenset[Node] = frozenset()
        self.single: frozenset[Node] = frozenset()

    def outline(self) -> Outline:
        """Assemble nodes, issues and steps."""
        whole = NodeRecord(
            0, len(self.text), None, "document", 0, None, None, None, False, None, None
        )
        self.containers.append(whole)
        self.listed = self._not_steps()
        self.single = one_paragraph_each(self.tree, self.page)
        self._opening_paragraphs()
        entries = [node for node in self.tree.walk() if node.kind == "issue"]
        habits = Habits(
            self._closing_nouns(entries),
            headings_state(entries, self.page),
            details_on_lines(entries, self.page),
        )
        for section in self.tree.children:
            self._node(section, 0, section.kind, habits)
        for part in (*self.frame.front, *self.frame.back):
            self.leaves[part.start] = _Leaf(part.start, part.kind, 0, part.evidence)
        self._furniture_inside()
        nodes, places = self._in_text_order()
        return Outline(
            self.stream,
            self.page.hits,
            nodes,
            [issue._replace(node=places[issue.node]) for issue in self.issues],
            [step._replace(node=places[step.node]) for step in self.section_steps],
            list(self._numbering_anomalies()) + self._not_understood(nodes),
            self._signature(),
            [
                (*self.stream.span(section.start, section.end), section.kind)
                for section in self.tree.children
            ],
        )

    def _leaf(self, place: int, kind: str, parent: int, evidence: str | None = None) -> None:
        """Begin a leaf at a place; a later, more specific leaf replaces an earlier one."""
        start = self.stream.origin(place)
        self.leaves[start] = _Leaf(start, kind, parent, evidence)

    def _opening_paragraphs(self) -> None:
        """Lines before the first numbered node: the preamble, or text not understood."""
        kind = "preamble" if self.tree.children else "unparsed"
        if self.tree.start < self.tree.own_end:
            for start, _ in self.stream.lines(self.tree.start, self.tree.own_end):
                self._leaf(start, kind, 0, "before the first number")

    def _closing_nouns(self, entries: list[Node]) -> bool:
        """True if the statements of most entries close with 问题."""
        closing = 0
        for node in entries:
            start, end = self.page.head(node)
            ends = ENDS_IN_PROBLEM.search(self.page.solid, start, end)
            noun = self.page.noun_end(start, end) or self._noun_at_line_end(node)
            closing += noun is not None or ends is not None
        return 2 * closing > len(entries)

    def _noun_at_line_end(self, node: Node) -> int | None:
        """End of a 问题 that closes a line within the first sentence of an entry."""
        sentence = self.page.sentence_end(node.body, node.own_end)
        noun = self.page.noun_end(node.body, sentence)
        return noun if noun is not None and self.stream.opens_line(noun) else None

    def _node(self, node: Node, parent: int, section: str, habits: Habits) -> None:
        if node.step and node.kind not in _HOLD_ENTRIES:
            if node in self.listed:
                self._leaf(node.start, "paragraph", parent, "tells of a problem")
                return
            self._section_step(node, parent, "preamble" if parent == 0 else section, "enumerated")
            return
        index = self._container(node, parent)
        if node.kind == "issue":
            self._issue(node, index, habits)
            return
        self._leaf(node.start, "heading", index)
        first = self.page.first_line_end(node)
        for start, _ in self.stream.lines(first, node.own_end) if first < node.own_end else ():
            self._leaf(start, "unparsed" if section == "section" else "paragraph", index)
        told = section == "aims" or node in self.listed
        if node.kind == "item" and not node.children and not told:
            self._section_step(node, index, section, "whole")
        for child in node.children:
            self._node(child, index, section, habits)

    def _not_steps(self) -> frozenset[Node]:
        """Numbered nodes outside the entries that list problems, or explain a table."""
        found: set[Node] = set()
        for family in families(self.tree).values():
            outside = [node for node in family if node.kind not in {"issue", "step"}]
            if outside and lists_problems(outside, self.page):
                found.update(outside)
        for section in self.tree.children:
            if notes(section, self.page):
                found.update(section.walk())
        return frozenset(found)

    def _container(self, node: Node, parent: int) -> int:
        start, _end = self.stream.span(node.start, node.end)
        self.containers.append(
            NodeRecord(
                start,
                self._next_start(node.end),
                parent,
                node.kind,
                self.containers[parent].level + 1,
                node.style,
                self._words(node.start, node.body),
                self._words(*self.page.head(node)),
                False,
                "; ".join(node.evidence) or None,
                node.score,
            )
        )
        return len(self.containers) - 1

    def _next_start(self, place: int) -> int:
        """Place in the text where what follows a node begins."""
        return self.frame.end if place >= self.tree.end else self.stream.origin(place)

    def _words(self, start: int, end: int) -> str | None:
        return self.text[slice(*self.stream.span(start, end))] or None

    def _issue(self, node: Node, index: int, habits: Habits) -> None:
        entry = read_entry(node, self.page, habits)
        steps = read_steps(entry.content, node, self.page)
        self._leaf(node.start, "problem", index)
        if entry.response[0] < entry.response[1]:
            self._leaf(entry.response[0], "response", index)
        for field in entry.fields:
            if field.start < field.end:
                kind = "problem" if field.code == "problem" else "response"
                self._leaf(field.start, kind, index, field.code)
            if node.start < field.label_start < field.start:
                self._leaf(field.label_start, "field", index, field.code)
        for step in steps:
            self._leaf(step.start, "lead" if step.kind == "lead" else "measure", index, step.kind)
        self._after_steps(entry, index)
        above = next((a for a in node.above() if a.kind == "group"), None)
        in_cell = (self._words(f.start, f.end) for f in entry.fields if f.code == "number")
        self.issues.append(
            IssueRecord(
                index,
                node.start,
                node.end,
                self._words(node.start, node.body) or next(in_cell, None),
                self.page.head(above) if above is not None else None,
                entry,
                tuple(steps),
            )
        )

    def _after_steps(self, entry: Entry, index: int) -> None:
        """What stands between measures and the next label (a verdict) is response again."""
        starts = {field.label_start for field in entry.fields}
        for _, end in entry.content:
            place = self.stream.origin(end)
            if end < entry.response[1] and end not in starts and place not in self.leaves:
                self._leaf(end, "response", index)

    def _section_step(self, node: Node, index: int, section: str, kind: str) -> None:
        if kind == "enumerated":
            self._leaf(node.start, "measure", index, "enumerated")
        if section not in _PLAN_PARTS:
            kind = "organisational"
        number = (node.start, node.body) if node.start < node.body else None
        end = outside_end(node, self.page, node in self.single)
        if end < node.end:
            self._leaf(end, "paragraph", index, "behind the last step")
        step = Step(node.start, end, node.value, number, kind)
        self.section_steps.append(SectionStep(index, section, step))

    def _furniture_inside(self) -> None:
        """Leaves for page furniture inside the report; what was cut in two goes on behind it."""
        starts = sorted(self.leaves)
        ends = list(self.containers)
        for part in self.frame.inside:
            at = bisect_right(starts, part.start) - 1
            before = self.leaves[starts[at]] if at >= 0 else None
            parent = before.parent if before is not None else 0
            if ends[parent].end <= part.start:
                parent = 0
            self.leaves[part.start] = _Leaf(part.start, "chrome", parent, part.evidence)
            following = self.stream.origin(self.stream.place(part.end))
            if before is not None and following < len(self.text):
                self.leaves.setdefault(following, before._replace(start=following))

    def _in_text_order(self) -> tuple[list[NodeRecord], list[int]]:
        """Containers and leaves in text order, and where each container has gone."""
        leaves = sorted(self.leaves.values())
        if leaves:
            # White space before the first word belongs to the first leaf and what opens with it.
            first = leaves[0].start
            leaves[0] = leaves[0]._replace(start=0)
            self.containers = [
                node._replace(start=0) if node.start == first else node for node in self.containers
            ]
        elif self.text:
            leaves = [_Leaf(0, "unparsed", 0, "no words")]
        ends = [*(leaf.start for leaf in leaves), len(self.text)][1:]
        places = [0] * len(self.containers)
        merged: list[NodeRecord] = []
        waiting = iter([*enumerate(self.containers), (-1, None)])
        place, container = next(waiting)
        for leaf, end in zip(leaves, ends, strict=True):
            while container is not None and container.start <= leaf.start:
                places[place] = len(merged)
                merged.append(container)
                place, container = next(waiting)
            level = self.containers[leaf.parent].level + 1
            merged.append(
                NodeRecord(
                    leaf.start, end, leaf.parent, leaf.kind, level, None, None, None, True,
                    leaf.evidence, None,
                )
            )  # fmt: skip
        if not leaves:
            merged.append(self.containers[0])
        return [
            record if record.parent is None else record._replace(parent=places[record.parent])
            for record in merged
        ], places

    def _signature(self) -> tuple[int, int] | None:
        parts = [part for part in self.frame.back if part.kind == "signature"]
        return (parts[0].start, parts[-1].end) if parts else None

    def _not_understood(self, nodes: Sequence[NodeRecord]) -> list[Anomaly]:
        return [
            Anomaly(node.start, node.end, "not_understood", "doubt", "no role found for this text")
            for node in nodes
            if node.kind == "unparsed"
        ]

    def _numbering_anomalies(self) -> Iterator[Anomaly]:
        """Gaps, repeats and restarts in the printed numbers, part by part."""
        behind_label = {label.content for label in self.page.labels}
        previous: dict[tuple[int, str], Node] = {}
        for node in self.tree.walk():
            if node.parent is None or node.style in VIRTUAL or node.style in _UNCOUNTED:
                continue
            key = (_part_of(node), node.style)
            before = previous.get(key)
            previous[key] = node
            if before is None or node.value == before.value + 1 or node.start in behind_label:
                continue
            if node.value == 1 and (before.value > 1 or node.parent is not before.parent):
                continue  # a new series
            kind = "numbering_restart"
            if node.value == before.value:
                kind = "numbering_repeat"
            elif node.value > before.value:
                kind = "numbering_gap"
            note = f"{node.value} follows {before.value}; kept as printed"
            yield Anomaly(*self.stream.span(node.start, node.body), kind, "note", note)


def _part_of(node: Node) -> int:
    """The entry or section whose numbers a node's number goes on with."""
    entry = next((above for above in node.above() if above.kind == "issue"), None)
    if entry is not None:
        return entry.start
    return node.section().start if node.level > 1 else -1
