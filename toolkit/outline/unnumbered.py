"""Find entries that open without a printed number."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from .headed import headed_paragraphs
from .labels import ANSWERS
from .lines import LONGEST_HEADING, LONGEST_STATEMENT
from .numbering import Marker
from .page import STOPS, Page
from .tree import HEADING, ROW, SECTION, UNNUMBERED, Node

#: A heading with long numerals has no more characters.
_LONGEST_ABOVE = 4 * LONGEST_HEADING
_NUMERALS = re.compile("[0-9一二三四五六七八九十百①-⑳]+")
_OPENING = re.compile(r"(?:针对|关于|对于|对|就)")
_QUOTES = frozenset("“‘\"'「")
#: A sentence that names a problem names it within as many characters.
_LONGEST_NAMED = 400
#: A second opening in one sentence: the first one names no problem up to it.
_ANOTHER = re.compile(r";(?:针对|关于|对于|对)")


def row_markers(page: Page, table_ends: Iterable[int]) -> list[Marker]:
    """One marker for each row of a text table, and one for what follows a table."""
    rows = [Marker(start, start, ROW, 0, "line") for start in sorted(page.cells)]
    return rows + [Marker(end, end, SECTION, 0, "line") for end in table_ends]


def entry_markers(page: Page, document: Node, start: int, end: int) -> list[Marker]:
    """Entries without a number in ``[start, end)``, outside the spans already taken.

    Six ways of opening are known: a field that holds the problem; a bare line with the label of
    an answer below it; words that name the problem being answered (针对…问题); a line that is a
    quotation; in a part that announces answers, a paragraph whose first sentence tells of
    deficiency; and headings of which each has a paragraph below it.

    Parameters
    ----------
    page
        The report.
    document
        The tree with the entries already found.
    start, end
        The body of the report.

    Returns
    -------
    list of Marker
        In order.
    """
    nodes = list(document.walk())
    numbered = frozenset(node.start for node in nodes if node.parent is not None)
    closed = sorted((node.start, node.end) for node in nodes if node.kind == "issue")
    fields = [p for p in _problem_fields(page, start, end) if not _inside(p, closed)]
    if fields:
        return _entries(fields)
    bare = [p for p in _bare_lines(page, numbered, start, end) if not _inside(p, closed)]
    named = _named_problems(page, start, end)
    if closed:
        empty = _empty_groups(document)
        return _entries(bare or [place for place in named if _inside(place, empty)])
    told = [place for part in document.children for place in _told_problems(page, part)]
    headed = headed_paragraphs(page, document, start, end)
    several = named if len(named) > 1 else []
    told = told if len(told) > 1 else []
    found = several or _quotations(page, start, end) or told or headed
    if len(bare) >= max(1, len(several), len(headed)):
        found = bare
    leads = sorted(set(_leading_lines(page, named)) - numbered) if found is named else []
    return _entries(found) + [Marker(p, p, HEADING, 0, "line") for p in leads]


def _entries(places: list[int]) -> list[Marker]:
    return [Marker(place, place, UNNUMBERED, 0, "line") for place in places]


def _empty_groups(document: Node) -> list[tuple[int, int]]:
    """Spans of nodes without entries beside nodes that hold some."""
    return sorted(
        (node.start, node.end)
        for parent in document.walk()
        if any(child.kind == "group" for child in parent.children)
        for node in parent.children
        if node.kind == "item"
    )


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (place, len(spans) + 10**12)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _problem_fields(page: Page, start: int, end: int) -> list[int]:
    """Starts of blocks of labelled lines, each with a field for the problem."""
    labels = page.labels_in(start, end)
    stated = [i for i, label in enumerate(labels) if label.code == "problem"]
    found = []
    for i in stated:
        first = i
        while first > 0 and labels[first - 1].code in {"number", "category"}:
            if first - 1 in stated or labels[first].start - labels[first - 1].content > 30:
                break
            first -= 1
        found.append(_with_number(page, labels[first].start))
    answered = any(label.code in ANSWERS for label in labels)
    return _with_headings(page, found) if answered else []


def _with_headings(page: Page, blocks: list[int]) -> list[int]:
    """Starts of the lines above the blocks, if these count or name each in the same words."""
    breaks = page.stream.breaks
    above = [breaks[max(0, bisect_left(breaks, place) - 1)] for place in blocks]
    # Blocks may stand in one long line: what lies between its start and each is not looked at.
    if any(place - line > _LONGEST_ABOVE for line, place in zip(above, blocks, strict=True)):
        return blocks
    words = [
        _NUMERALS.sub("0", page.solid[line:place])
        for line, place in zip(above, blocks, strict=True)
    ]
    short = all(0 < len(word) <= LONGEST_HEADING and word[-1] not in "。;" for word in words)
    alike = len(blocks) > 1 and len(set(words)) == 1
    labelled = any(page.labels_in(line, place) for line, place in zip(above, blocks, strict=True))
    return above if short and alike and not labelled else blocks


def _told_problems(page: Page, part: Node) -> list[int]:
    """Paragraphs of a part that announces answers, if most open with a sentence of deficiency.

    Such a paragraph says first what was wrong, then what was done.
    """
    numbered = any(child.placed == "line" for child in part.children)
    if numbered or not page.names_answers(*page.head(part)):
        return []
    lines = page.stream.lines(page.first_line_end(part), part.end)
    told = []
    for line, stop in lines:
        sentence = page.solid.find("。", line, stop)
        hits = page.hits.longest("problems", line, max(line, sentence))
        if line < sentence < stop - 2 and any(hit.code == "deficiency" for hit in hits):
            told.append(line)
    return [line for line, _ in lines] if told and 2 * len(told) >= len(lines) else []


def _with_number(page: Page, place: int) -> int:
    """Start of a line above that holds a number alone, or the place itself."""
    at = bisect_left(page.stream.breaks, place) - 1
    above = page.stream.breaks[at] if at >= 0 and page.stream.opens_line(place) else place
    return above if page.solid[above:place].isdigit() else place


def _quotations(page: Page, start: int, end: int) -> list[int]:
    """Lines that are quotations, two or more, each with something else below it."""
    lines = page.stream.lines(start, end)
    quoted = [page.quotes(*line) for line in lines]
    found = [
        line
        for (line, _), this, below in zip(lines, quoted, [*quoted[1:], True], strict=False)
        if this and not below
    ]
    return found if len(found) > 1 and len(found) == sum(quoted) else []


def _bare_lines(page: Page, numbered: frozenset[int], start: int, end: int) -> list[int]:
    """Starts of lines that stand alone above the label of an answer."""
    stream, found = page.stream, []
    for label in page.labels_in(start + 1, end):
        if label.code not in ANSWERS - {"state"} or not stream.opens_line(label.start):
            continue
        at = bisect_left(stream.breaks, label.start) - 1
        line = stream.breaks[at] if at >= 0 else 0
        if line < start or label.start - line > LONGEST_STATEMENT:
            continue
        if page.labels_in(line, label.start) or line in numbered:
            continue
        while not _stands_free(page, numbered, line) and label.start - line < LONGEST_STATEMENT:
            at -= 1
            if at < 0 or stream.breaks[at] < start or stream.breaks[at] in numbered:
                break
            line = stream.breaks[at]
        one = page.sentence_end(line, label.start) >= label.start - 1
        if one and _stands_free(page, numbered, line) and line not in numbered:
            found.append(line)
    return found


def _stands_free(page: Page, numbered: frozenset[int], line: int) -> bool:
    """True for a line behind a finished sentence, an empty line, or a numbered heading."""
    breaks = page.stream.breaks
    above = breaks[bisect_left(breaks, line) - 1] if line else 0
    finished = line == 0 or page.solid[line - 1] in STOPS or not page.solid[line - 1].isalnum()
    return finished or above in numbered or line in page.stream.blanks


def _named_problems(page: Page, start: int, end: int) -> list[int]:
    """Starts of sentences that open with 针对, 关于 or 对 and name a problem of their own."""
    found = []
    for match in _OPENING.finditer(page.solid, start, end):
        place = match.start()
        opens = place == start or page.stream.opens_line(place)
        if not (opens or page.solid[place - 1] in "。;!?:】)") or page.in_brackets(place):
            continue
        limit = page.sentence_end(match.end(), min(end, match.end() + _LONGEST_NAMED))
        another = _ANOTHER.search(page.solid, match.end(), limit)
        if another and page.solid[match.end()] not in _QUOTES:
            limit = another.start()
        noun = page.noun_end(match.end(), limit)
        if noun is None:
            continue
        statement = page.solid[match.end() : page.solid.rfind("问题", match.end(), noun)]
        if len(statement) >= 4 and not page.phrases["pointed_at"].fullmatch(statement):
            found.append(place)
    return found


def _leading_lines(page: Page, named: list[int]) -> Iterator[int]:
    """Paragraphs behind an empty line that open with words of their own before an entry."""
    for before, place in itertools.pairwise(named):
        line = page.stream.breaks[bisect_right(page.stream.breaks, place) - 1]
        if before < line < place and line in page.stream.blanks:
            yield line
