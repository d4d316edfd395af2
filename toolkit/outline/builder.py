"""Build the tree of a report step by step: numbers first, then what opens without one."""

from __future__ import annotations

from collections import defaultdict

from .closing import closing_marker
from .headings import heading_markers
from .labels import UNKNOWN_LABEL, Label
from .numbering import Marker, Numbering
from .page import Page
from .roles import assign_roles
from .tree import HEADING, SECTION, Node, TreeBuilder
from .unnumbered import entry_markers


class Builder:
    """Builds the tree again and again, as entries and headings without numbers are found.

    Parameters
    ----------
    page
        The report.
    markers
        Its markers, those of table rows included.
    numbering
        The styles.
    start, end
        The body of the report.
    """

    def __init__(
        self, page: Page, markers: list[Marker], numbering: Numbering, start: int, end: int
    ) -> None:
        self.page, self.numbering, self.start, self.end = page, numbering, start, end
        self.markers = sorted(markers)

    def tree(self) -> tuple[Node, Page]:
        """The tree with its roles, and the page with its labels as the tree sees them."""
        document = self._build([])
        if self._take_numbered_labels(document):
            document = self._build([])
        found = assign_roles(document, self.page, strict=True)
        extra = entry_markers(self.page, document, self.start, self.end)
        if extra:
            document = self._build(extra)
        if extra or not found:
            found = assign_roles(document, self.page, strict=False)
        entries = _issues(document)
        parts = heading_markers(self.page, document, entries, self.start, self.end)
        document = self._again(document, extra, parts)
        if found:
            closing = closing_marker(self.page, _issues(document), self.end)
            if closing is not None:
                document = self._again(document, [*extra, *parts], [closing])
        return document, self.page

    def _build(self, extra: list[Marker]) -> Node:
        places = {marker.start for marker in extra if marker.style == HEADING}
        kept = (m for m in self.markers if m.style != "bullet" or m.start not in places)
        markers = sorted([*kept, *extra])
        return TreeBuilder(self.page.stream, markers, self.page.labels, self.numbering).build(
            self.start, self.end
        )

    def _again(self, document: Node, before: list[Marker], more: list[Marker]) -> Node:
        """The tree with more markers, or the same one if there are none."""
        if not more:
            return document
        document = self._build([*before, *more])
        assign_roles(document, self.page, strict=False)
        return document

    def _take_numbered_labels(self, document: Node) -> bool:
        """Take numbers of field labels (一、整改任务) for parts of the labels.

        Siblings are labels if two or more of them are, with different codes; at the top of the
        report one of them must hold the problem, since 二、整改情况 alone heads a section. What
        else stands among them is a label too, if it is set out like one; at the top of the
        report it is a part of its own.
        """
        labels = {label.start: label for label in self.page.labels}
        numbered: list[Label] = []
        parts: set[int] = set()
        for node in document.walk():
            for family in _by_style(node.children):
                named = [labels[c.body] for c in family if c.body in labels]
                codes = {label.code for label in named}
                if len(codes) < 2 or 2 * len(named) < len(family):
                    continue
                if node.parent is None and "problem" not in codes:
                    continue
                for child in family:
                    label = labels.get(child.body) or self._unknown(child)
                    if label is not None:
                        numbered.append(label._replace(start=child.start))
                    elif node.parent is None:
                        parts.add(child.start)
        taken = {label.start for label in numbered}
        contents = {label.content for label in numbered}
        others = [label for label in self.page.labels if label.content not in contents]
        self.page = self.page._replace(labels=tuple(sorted([*others, *numbered])))
        self.markers = [
            marker._replace(style=SECTION, end=marker.start) if marker.start in parts else marker
            for marker in self.markers
            if marker.start not in taken
        ]
        return bool(numbered)

    def _unknown(self, node: Node) -> Label | None:
        """A label whose words are not known, at the start of a node."""
        match = UNKNOWN_LABEL.match(self.page.solid, node.body, node.own_end)
        return Label(node.body, match.end(), "other", match[1]) if match else None


def _by_style(nodes: list[Node]) -> list[list[Node]]:
    families: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        families[node.style, node.mark if node.style == "bullet" else ""].append(node)
    return list(families.values())


def _issues(document: Node) -> list[Node]:
    return [node for node in document.walk() if node.kind == "issue"]
