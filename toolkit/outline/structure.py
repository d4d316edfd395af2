"""From a text to its tree with roles: the parts around it, its numbers, its entries."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..fold import fold
from ..matching import Matcher
from ..stream import Stream
from ..vocabulary import Vocabulary
from ..wrapping import lines_of, wrapped_lines
from .builder import Builder
from .frame import furniture, page_number
from .labels import Label, LabelGrammar, label_grammar
from .numbering import Marker, Numbering, bracketed, numbering_for
from .page import ENDS_IN_PROBLEM, SENTENCE_END, Page
from .tables import Cell, TextTable, find_tables
from .title import Frame, Part
from .tree import HEADING, Node
from .unnumbered import row_markers

_PREAMBLE = 400
#: With these the end of a heading such as 问题的整改落实情况 goes on in the next line.
_IN_HEADING = re.compile("的?整改|(?:落实|进展|完成|工作)?(?:情况|结果)|况")


class Structure(NamedTuple):
    """The tree of a report with everything it was read from."""

    page: Page
    frame: Frame
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
    joined = _joined(fold(text), spans, numbering, grammar)
    frame = furniture(vocabulary).split(fold(text), spans, grammar.code, joined)
    frame = frame._replace(inside=sorted([*frame.inside, *_furniture_of(tables)]))
    skipped = [(part.start, part.end) for part in frame.inside]
    stream = Stream(text, skipped, joined)
    start, end = stream.place(frame.start), stream.place(frame.end)
    markers, labels = _marks(stream, numbering, grammar, tables, (start, end))
    hits = matcher.scan(stream.solid)
    page = Page(
        stream,
        hits,
        tuple(labels),
        tuple(bracketed(stream.solid, start, end)),
        _cells(stream, tables),
        "整改" in stream.solid[: min(end, start + _PREAMBLE)],
        _is_plan(frame, text, vocabulary.patterns),
        _headings(vocabulary),
        vocabulary.patterns,
        _statuses(vocabulary),
    )
    markers += row_markers(page, [stream.place(table.end) for table in tables])
    headings = (stream.place(start) for table in tables for start, _ in table.headings)
    markers += [Marker(place, place, HEADING, 0, "line") for place in headings]
    tree, page = Builder(page, markers, numbering, start, end).tree()
    return Structure(page, frame, tree)


def _furniture_of(tables: list[TextTable]) -> list[Part]:
    return [
        Part(*span, "chrome", "page furniture inside a table")
        for table in tables
        for span in table.furniture
    ]


def _joined(
    folded: str, tables: list[tuple[int, int]], numbering: Numbering, grammar: LabelGrammar
) -> frozenset[int]:
    """Ends of the lines that go on in the next one; page numbers and tables left out."""
    lines = [
        (start, end)
        for start, end in lines_of(folded, 0, len(folded))
        if not any(low <= start < high for low, high in tables)
        and not (start < end and page_number(folded[start:end]))
    ]

    def parts(line: str, following: str) -> bool:
        heading = ENDS_IN_PROBLEM.search(line) is not None and SENTENCE_END.search(line) is None
        closed = heading and not _IN_HEADING.match(following)
        return closed or numbering.opens(following) or grammar.opens(following)

    return wrapped_lines(folded, lines, bracketed(folded, 0, len(folded)), parts)


@lru_cache(maxsize=4)
def _headings(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    """Patterns of headings, by the part they name."""
    entries = vocabulary.entries("sections")
    return {entry.code: re.compile(entry.pattern) for entry in entries if entry.pattern}


@lru_cache(maxsize=4)
def _statuses(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    """What short fields for a status say, by code."""
    return {entry.code: re.compile(entry.field) for entry in vocabulary.entries("status")}


def _is_plan(frame: Frame, text: str, phrases: dict[str, re.Pattern[str]]) -> bool:
    """True if the title is that of a plan (整改方案), not of a report on one."""
    title = "".join(text[p.start : p.end] for p in frame.front if p.kind == "title")
    report = phrases["report_title"].search(title)
    return phrases["plan_title"].search(title) is not None and report is None


def _marks(
    stream: Stream,
    numbering: Numbering,
    grammar: LabelGrammar,
    tables: list[TextTable],
    body: tuple[int, int],
) -> tuple[list[Marker], list[Label]]:
    """Markers and labels of the body; inside a table only those of its cells count."""
    start, end = body
    spans = [(stream.place(t.start), stream.place(t.end)) for t in tables]
    rows = {stream.place(row.start) for table in tables for row in table.rows}
    markers = [m for m in numbering.find(stream, start, end) if m.start not in rows]
    labels = [
        label
        for label in grammar.find(stream, markers)
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
