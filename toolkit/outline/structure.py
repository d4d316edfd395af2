"""From a text to its tree with roles: the parts around it, its numbers, its entries."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from ..fold import fold
from ..matching import Matcher
from ..stream import Stream
from ..vocabulary import Vocabulary
from .frame import Frame, furniture
from .labels import UNKNOWN_LABEL, Label, label_grammar
from .numbering import Marker, Numbering, bracketed, numbering_for
from .page import Page
from .roles import assign_roles
from .tables import Cell, TextTable, find_tables
from .tree import HEADING, SECTION, Node, TreeBuilder
from .unnumbered import closing_marker, entry_markers, heading_markers, row_markers

_PREAMBLE = 400
_PLAN = re.compile("方案|计划|意见")
_REPORT = re.compile("情况|报告|通报|结果|公告")


class Structure(NamedTuple):
    """The tree of a report with everything it was read from."""

    page: Page
    frame: Frame
    tables: list[TextTable]
    tree: Node


def read_structure(text: str, vocabulary: Vocabulary, matcher: Matcher) -> Structure:
    """Read the structure of a report.

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
    Structure
    """
    grammar, numbering = label_grammar(vocabulary), numbering_for(vocabulary)
    tables = find_tables(text, grammar)
    spans = [(table.start, table.end) for table in tables]
    frame = furniture(vocabulary).split(fold(text), spans, grammar.code)
    stream = Stream(text, [(part.start, part.end) for part in frame.inside])
    start, end = stream.place(frame.start), stream.place(frame.end)
    markers, labels = _marks(stream, numbering, grammar.find, tables, start, end)
    hits = matcher.scan(stream.solid)
    page = Page(
        stream,
        hits,
        tuple(labels),
        tuple(bracketed(stream.solid, start, end)),
        _cells(stream, tables),
        "整改" in stream.solid[: min(end, start + _PREAMBLE)],
        _is_plan(frame, text),
        _headings(vocabulary),
    )
    markers += row_markers(page, [stream.place(table.end) for table in tables])
    headings = (stream.place(start) for table in tables for start, _ in table.headings)
    markers += [Marker(place, place, HEADING, 0, "line") for place in headings]
    tree = _Builder(page, markers, numbering, start, end).tree()
    return Structure(tree[1], frame, tables, tree[0])


@lru_cache(maxsize=4)
def _headings(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    """Patterns of headings, by the part they name."""
    entries = vocabulary.entries("sections")
    return {entry.code: re.compile(entry.pattern) for entry in entries if entry.pattern}


def _is_plan(frame: Frame, text: str) -> bool:
    """True if the title is that of a plan (整改方案), not of a report on one."""
    title = "".join(text[p.start : p.end] for p in frame.front if p.kind == "title")
    return _PLAN.search(title) is not None and _REPORT.search(title) is None


def _marks(stream, numbering, find_labels, tables, start, end):  # type: ignore[no-untyped-def]
    spans = [(stream.place(t.start), stream.place(t.end)) for t in tables]
    rows = {stream.place(row.start) for table in tables for row in table.rows}
    markers = [m for m in numbering.find(stream, start, end) if m.start not in rows]
    labels = [
        label
        for label in find_labels(stream, markers)
        if start <= label.start < end and not any(a <= label.start < b for a, b in spans)
    ]
    return markers, labels


def _cells(stream: Stream, tables: list[TextTable]) -> dict[int, tuple[Cell, ...]]:
    return {
        stream.place(row.start): tuple(
            Cell(cell.code, stream.place(cell.start), stream.place(cell.end)) for cell in row.cells
        )
        for table in tables
        for row in table.rows
    }


class _Builder:
    """Builds the tree again and again, as entries and headings without numbers are found."""

    def __init__(
        self, page: Page, markers: list[Marker], numbering: Numbering, start: int, end: int
    ) -> None:
        self.page, self.numbering, self.start, self.end = page, numbering, start, end
        self.markers = sorted(markers)

    def tree(self) -> tuple[Node, Page]:
        """The tree with its roles, and the page with its labels as the tree sees them."""
        document = self._build([])
        if self._demote(document):
            document = self._build([])
        assign_roles(document, self.page, strict=True)
        extra = entry_markers(self.page, document, self.start, self.end)
        if extra:
            document = self._build(extra)
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
        markers = sorted([*self.markers, *extra])
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

    def _demote(self, document: Node) -> bool:
        """Take numbers of field labels (一、整改任务) for parts of the labels.

        Siblings are labels if two or more of them are, with different codes; at the top of the
        report one of them must hold the problem, since 二、整改情况 alone heads a section.
        """
        labels = {label.start: label for label in self.page.labels}
        demoted: dict[int, int] = {}
        bare: set[int] = set()
        unknown: list[Label] = []
        for node in document.walk():
            families: dict[str, list[Node]] = defaultdict(list)
            for child in node.children:
                families[child.style].append(child)
            for family in families.values():
                named = [c for c in family if c.body in labels and self._alone(labels[c.body])]
                codes = {labels[c.body].code for c in named}
                needed = "problem" in codes if node.parent is None else True
                if len(codes) < 2 or 2 * len(named) < len(family) or not needed:
                    continue
                demoted.update({c.body: c.start for c in named})
                others = [child for child in family if child not in named]
                if node.parent is None:
                    bare.update(child.start for child in others)
                unknown.extend(filter(None, (self._unknown(child) for child in others)))
        if not demoted:
            return False
        self.markers = [
            marker._replace(style=SECTION, end=marker.start) if marker.start in bare else marker
            for marker in self.markers
            if marker.end not in demoted and marker.start not in {u.start for u in unknown}
        ]
        self.page = self.page._replace(
            labels=tuple(
                sorted(
                    [
                        *(label._replace(start=demoted.get(label.start, label.start))
                          for label in self.page.labels),
                        *unknown,
                    ]
                )
            )
        )
        return True

    def _unknown(self, node: Node) -> Label | None:
        """A numbered label whose words are not known, among labels that are."""
        match = UNKNOWN_LABEL.match(self.page.solid, node.body, node.own_end)
        return Label(node.start, match.end(), "other", match[1]) if match else None

    def _alone(self, label: Label) -> bool:
        """True for a label with a colon behind it, or alone on its line."""
        return label.content > label.start


def _issues(document: Node) -> list[Node]:
    return [node for node in document.walk() if node.kind == "issue"]
