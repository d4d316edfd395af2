"""Indicators in a text: words and turns of phrase that speak for a code, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..fold import fold
from ..matching import Hit, Matcher, leftmost_longest

#: Stands in an indicator for any words of the same clause (``召开…会议``).
GAP = "…"
#: Divides alternatives within a part of an indicator (``制定|修订…办法|规定``).
OR = "|"
#: Code of words that only hide others.
_HIDING = ""
#: Where a clause ends, and what encloses marks that do not end one.
_MARKS = re.compile(r"[,.;:!?。《》]")
#: The marker before an enumerated measure.
_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]+(?:是|要)|\(?[\d一二三四五六七八九十]+[.、)])?\s*"
)

Span = tuple[int, int]


class Word(NamedTuple):
    """An indicator found: its place in the text, the code it speaks for, the words."""

    start: int
    end: int
    code: str
    word: str


class IndicatorWords:
    """Finds the indicators of several codes in texts.

    Parameters
    ----------
    indicators
        Pairs of code and indicator: a word, or parts of one turn of phrase divided by ``…``,
        which may stand apart within a clause, in this order. ``|`` divides alternatives of a part.
    hiding
        Words that hold an indicator but do not speak for it.
    passing
        Words that open a clause in which indicators stand in passing (按照, 针对): there they do
        not count.
    """

    def __init__(
        self,
        indicators: Iterable[tuple[str, str]],
        *,
        hiding: Iterable[str] = (),
        passing: Iterable[str] = (),
    ) -> None:
        words = [(word, _HIDING) for word in hiding]
        parts: dict[tuple[str, str], None] = {}
        self._turns: list[tuple[str, int]] = []
        for code, indicator in indicators:
            pieces = [piece.split(OR) for piece in indicator.split(GAP)]
            if len(pieces) == 1:
                words += [(word, code) for word in pieces[0]]
                continue
            turn = len(self._turns)
            parts |= {(word, f"{turn} {n}"): None for n, p in enumerate(pieces) for word in p}
            self._turns.append((code, len(pieces)))
        self._matcher = Matcher({"words": words, "parts": parts})
        self._passing = tuple(fold(word) for word in passing)

    def find(
        self, text: str, names: Sequence[Span] = (), traditional: bool | None = None
    ) -> list[Word]:
        """Find the indicators of a text, none overlapping, the longest first.

        Parameters
        ----------
        text
            The text.
        names
            Spans of names and titles; an indicator that begins in one does not count.
        traditional
            Whether the text is in traditional characters; told from it if not given.
        """
        folded = fold(text, traditional)
        hits = self._matcher.scan(folded)
        clauses = _clauses(folded)
        found = [*hits.layer("words"), *self._turned(hits.layer("parts"), clauses)]
        found.sort(key=lambda hit: (hit.start, -hit.end))
        blind = bytearray(len(text))
        for start, end in (*names, *self._in_passing(folded, clauses)):
            blind[start:end] = bytes([1]) * (min(end, len(text)) - start)
        return [
            Word(hit.start, hit.end, hit.code, text[hit.start : hit.end])
            for hit in leftmost_longest(found)
            if hit.code != _HIDING and not blind[hit.start]
        ]

    def _turned(self, parts: list[Hit], clauses: list[Span]) -> Iterable[Hit]:
        """Turns of phrase all of whose parts stand in one clause, in their order."""
        places: dict[str, list[Hit]] = defaultdict(list)
        for part in parts:
            places[part.code].append(part)
        ends = [end for _, end in clauses]
        for turn, (code, length) in enumerate(self._turns):
            for first in places.get(f"{turn} 0", ()):
                limit = ends[bisect_right(ends, first.start)]
                last: Hit | None = first
                for n in range(1, length):
                    last = last and _next(places.get(f"{turn} {n}", []), last.end)
                if last and last.end <= limit:
                    yield Hit(first.start, last.end, code)

    def _in_passing(self, folded: str, clauses: list[Span]) -> Iterable[Span]:
        """Clauses whose indicators do not count."""
        for start, end in clauses:
            opening = _MARKER.match(folded, start, end)
            if folded.startswith(self._passing, opening.end() if opening else start, end):
                yield start, end


def _next(hits: list[Hit], position: int) -> Hit | None:
    """The first of some hits, sorted by start, that begins at a position or after it."""
    index = bisect_left(hits, position, key=lambda hit: hit.start)
    return hits[index] if index < len(hits) else None


def _clauses(folded: str) -> list[Span]:
    """Spans of the clauses of a text; marks inside 《》 divide none, nor do ends of lines."""
    spans, start, depth = [], 0, 0
    for mark in _MARKS.finditer(folded):
        if mark[0] in "《》":
            depth = max(0, depth + (1 if mark[0] == "《" else -1))
        elif not depth or mark[0] == "。":
            spans.append((start, mark.end()))
            start, depth = mark.end(), 0
    return [*spans, (start, len(folded) + 1)]
