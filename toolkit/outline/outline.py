"""Read a report's outline: nodes whose leaves tile the text, entries, measures, anomalies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..matching import Hits
from .entry import Entry, read_entry
from .frame import Frame, split_frame
from .measures import Step, read_steps
from .numbering import Marker, Numbering, paragraphs
from .roles import assign_roles, unnumbered_entries
from .tree import UNNUMBERED, Node, build_tree

#: Parts whose steps are measures of a plan, not organisational steps.
_PLAN_PARTS = frozenset({"plan"})


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


class IssueRecord(NamedTuple):
    """A problem entry: its node, its group's heading, its parts and its measures."""

    node: int
    start: int
    end: int
    number: str | None
    group: str | None
    group_span: tuple[int, int] | None
    entry: Entry
    steps: tuple[Step, ...]


class SectionStep(NamedTuple):
    """A measure outside the problem entries: where it stands and what it is."""

    node: int
    section: str
    step: Step


class Anomaly(NamedTuple):
    """Something odd in the outline: span, kind of flag, severity, words."""

    start: int
    end: int
    kind: str
    severity: str
    note: str


class Outline(NamedTuple):
    """Everything read from a report's structure."""

    nodes: list[NodeRecord]
    issues: list[IssueRecord]
    section_steps: list[SectionStep]
    anomalies: list[Anomaly]
    signature: tuple[int, int] | None
    sections: list[tuple[int, int, str]]


def read_outline(text: str, folded: str, hits: Hits, numbering: Numbering) -> Outline:
    """Read the outline of a report.

    Parameters
    ----------
    text, folded
        The report's text and its fold.
    hits
        The matcher's result for the text.
    numbering
        The compiled numbering styles.

    Returns
    -------
    Outline
        The leaves among `nodes`, in order, concatenate to `text`.
    """
    found = paragraphs(folded)
    markers = [numbering.at_line_start(folded, p.start, p.end) for p in found]
    frame = split_frame(folded, found, markers, hits)
    body_end = frame.back[0].paragraph.start if frame.back else len(text)
    tree = _tree(frame, folded, hits, body_end)
    return _Assembly(text, folded, hits, numbering, frame, tree).outline()


def _tree(frame: Frame, folded: str, hits: Hits, body_end: int) -> Node:
    """Build the tree; without numbered entries, look for entries that carry no number."""
    start = frame.body[0].start if frame.body else body_end
    tree = build_tree(frame.body, frame.markers, start, body_end)
    if assign_roles(tree, folded, hits):
        return tree
    opens = unnumbered_entries(folded, [p.start for p in frame.body], [p.end for p in frame.body])
    if sum(opens) > 1:
        markers = [
            marker or (Marker(p.start, p.start, UNNUMBERED, 0) if opening else None)
            for p, marker, opening in zip(frame.body, frame.markers, opens, strict=True)
        ]
        tree = build_tree(frame.body, markers, start, body_end)
        assign_roles(tree, folded, hits)
    return tree


class _Leaf(NamedTuple):
    start: int
    kind: str
    parent: int
    evidence: str | None


class _Assembly:
    """Turns the tree of one report into records."""

    def __init__(
        self,
        text: str,
        folded: str,
        hits: Hits,
        numbering: Numbering,
        frame: Frame,
        tree: Node,
    ) -> None:
        self.text, self.folded, self.hits, self.numbering = text, folded, hits, numbering
        self.frame, self.tree = frame, tree
        self.containers: list[NodeRecord] = []
        self.leaves: dict[int, _Leaf] = {}
        self.issues: list[IssueRecord] = []
        self.section_steps: list[SectionStep] = []

    def outline(self) -> Outline:
        """Assemble nodes, issues and steps."""
        document = NodeRecord(0, len(self.text), None, "document", 0, None, None, None, False, None)
        self.containers.append(document)
        for part in (*self.frame.front, *self.frame.back):
            self._leaf(part.paragraph.start, part.kind, 0, part.evidence)
        self._opening_paragraphs()
        for section in self.tree.children:
            self._node(section, 0, section.kind)
        nodes, places = self._in_text_order()
        return Outline(
            nodes,
            [issue._replace(node=places[issue.node]) for issue in self.issues],
            [step._replace(node=places[step.node]) for step in self.section_steps],
            list(_numbering_anomalies(self.tree)) + self._not_understood(nodes),
            self._signature(),
            [(section.start, section.end, section.kind) for section in self.tree.children],
        )

    def _leaf(self, start: int, kind: str, parent: int, evidence: str | None = None) -> None:
        """Begin a leaf at `start`; a later, more specific leaf replaces an earlier one."""
        self.leaves[start] = _Leaf(start, kind, parent, evidence)

    def _opening_paragraphs(self) -> None:
        """Paragraphs before the first numbered node: the preamble, or text not understood."""
        kind = "preamble" if self.tree.children else "unparsed"
        for paragraph in self.tree.paragraphs:
            self._leaf(paragraph.start, kind, 0, "before the first number")
        if self.tree.paragraphs and self.tree.children:
            span = (self.tree.paragraphs[0].start, self.tree.paragraphs[-1].end)
            self._steps_of_part(span, 0, "preamble")

    def _node(self, node: Node, parent: int, section: str) -> None:
        index = len(self.containers)
        heading_start, heading_end = self._heading(node)
        self.containers.append(
            NodeRecord(
                node.start,
                node.end,
                parent,
                node.kind,
                node.level,
                node.style,
                self.text[node.start : node.body].strip() or None,
                self.text[heading_start:heading_end] or None,
                False,
                node.evidence or None,
            )
        )
        if node.kind == "issue":
            self._issue(node, index)
            return
        self._leaf(node.start, "heading", index)
        for paragraph in node.paragraphs[1:]:
            self._leaf(paragraph.start, "unparsed" if section == "section" else "paragraph", index)
        if node.kind not in {"issues", "group"}:
            self._steps_of_node(node, index, section)
        for child in node.children:
            self._node(child, index, section)

    def _heading(self, node: Node) -> tuple[int, int]:
        """Span of the first sentence of a node, without its number."""
        end = node.paragraphs[0].end
        stop = self.folded.find("。", node.body, end)
        return node.body, end if stop < 0 else stop

    def _issue(self, node: Node, index: int) -> None:
        entry = read_entry(node, self.folded, self.hits)
        steps = read_steps(entry.content, node.children, self.folded, self.numbering, self.hits)
        self._leaf(node.start, "problem", index)
        if entry.response_start < entry.response_end:
            self._leaf(entry.response_start, "response", index)
        for field in entry.fields:
            if field.label_start > node.start:
                self._leaf(field.label_start, "field", index, field.code)
            if node.start < field.start < field.end:
                self._leaf(field.start, "response", index)
        for step in steps:
            self._leaf(step.start, "lead" if step.kind == "lead" else "measure", index, step.kind)
        group = node.parent if node.parent is not None and node.parent.kind == "group" else None
        span = self._heading(group) if group is not None else None
        self.issues.append(
            IssueRecord(
                index,
                node.start,
                node.end,
                self.text[node.start : node.body].strip() or None,
                self.text[span[0] : span[1]] if span else None,
                span,
                entry,
                tuple(steps),
            )
        )

    def _steps_of_node(self, node: Node, index: int, section: str) -> None:
        """Steps in a node's own text; a numbered part without an enumeration is one step."""
        own_end = node.children[0].start if node.children else node.end
        found = self._steps_of_part((node.body, own_end), index, section)
        if not found and node.kind == "item" and not node.children and section != "aims":
            kind = "whole" if section in _PLAN_PARTS else "organisational"
            end = node.body + len(self.folded[node.body : own_end].rstrip())
            number = self.text[node.start : node.body].strip() or None
            step = Step(node.start, end, node.value, number, kind)
            self.section_steps.append(SectionStep(index, section, step))

    def _steps_of_part(self, span: tuple[int, int], index: int, section: str) -> bool:
        """Enumerated steps in a part of the report outside the entries."""
        steps = read_steps((span,), [], self.folded, self.numbering, self.hits)
        enumerated = [step for step in steps if step.number is not None]
        for step in enumerated:
            self._leaf(step.start, "measure", index, "enumerated")
            if section not in _PLAN_PARTS:
                step = step._replace(kind="organisational")
            self.section_steps.append(SectionStep(index, section, step))
        return bool(enumerated)

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
        waiting = list(enumerate(self.containers))
        for leaf, end in zip(leaves, ends, strict=True):
            while waiting and waiting[0][1].start <= leaf.start:
                place, container = waiting.pop(0)
                places[place] = len(merged)
                merged.append(container)
            level = self.containers[leaf.parent].level + 1
            merged.append(
                NodeRecord(
                    leaf.start,
                    end,
                    leaf.parent,
                    leaf.kind,
                    level,
                    None,
                    None,
                    None,
                    True,
                    leaf.evidence,
                )
            )
        if not leaves:
            merged.append(self.containers[0])
        return [
            record if record.parent is None else record._replace(parent=places[record.parent])
            for record in merged
        ], places

    def _signature(self) -> tuple[int, int] | None:
        parts = [part.paragraph for part in self.frame.back if part.kind == "signature"]
        return (parts[0].start, parts[-1].end) if parts else None

    def _not_understood(self, nodes: Sequence[NodeRecord]) -> list[Anomaly]:
        return [
            Anomaly(node.start, node.end, "not_understood", "doubt", "no role found for this text")
            for node in nodes
            if node.kind == "unparsed"
        ]


def _numbering_anomalies(tree: Node) -> Iterator[Anomaly]:
    """Gaps, repeats and restarts in the printed numbers, section by section."""
    previous: dict[tuple[int, str], Node] = {}
    for node in tree.walk():
        if node.parent is None or node.style == UNNUMBERED:
            continue
        key = (node.section().start if node.level > 1 else -1, node.style)
        before = previous.get(key)
        previous[key] = node
        if before is None or node.value == before.value + 1:
            continue
        if node.value == 1 and node.parent is not before.parent:
            continue
        kind = "numbering_restart"
        if node.value == before.value:
            kind = "numbering_repeat"
        elif node.value > before.value:
            kind = "numbering_gap"
        note = f"{node.value} follows {before.value}; kept as printed"
        yield Anomaly(node.start, node.body, kind, "note", note)
