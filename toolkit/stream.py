"""The words of a text as one unbroken stream, and the way back to the text.

Where lines end, and where blanks stand, is a matter of how a page was saved: a sentence may be
broken anywhere. So the outline is read from the stream, in which line ends are hints and no word
is torn; every span is then carried back to the text, to the character.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from .fold import fold

_WHITE = re.compile(r"\s+")
_EMPTY_LINE = re.compile("(?:\r\n|[\n\r\u2028\u2029])[^\\S\n\r]*(?:\r\n|[\n\r\u2028\u2029])")
#: An indent behind a finished sentence: a paragraph of a page whose line ends were lost.
_LOST_BREAK = re.compile("(?<=[。；;！!？?”])\u3000{2,}")
_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


class Stream:
    """A text without white space and without some of its lines, in folded form.

    Parameters
    ----------
    text
        The text.
    skip
        Spans of the text to leave out (page furniture inside a report), in order.
    joined
        Ends of lines that go on in the next line: the break behind them is none.

    Attributes
    ----------
    folded : str
        The folded text, as long as the text.
    solid : str
        The stream.
    breaks : list of int
        Places in the stream at which a line begins; 0 is one of them.
    gaps : list of int
        Places in the stream with white space before them, line breaks left out.
    blanks : frozenset of int
        Places in the stream with an empty line before them.
    joined : frozenset of int
        As given: ends of lines in the text that go on in the next line.
    """

    def __init__(
        self,
        text: str,
        skip: Iterable[tuple[int, int]] = (),
        joined: frozenset[int] = frozenset(),
    ) -> None:
        self.joined = joined
        self.folded = fold(text)
        self.breaks: list[int] = [0]
        self.gaps: list[int] = []
        blanks: list[int] = []
        self._solid_starts: list[int] = []
        self._text_starts: list[int] = []
        pieces: list[str] = []
        length = kept = 0
        broken = empty = continued = False
        for start, end in [*_left_out(self.folded, skip), (len(text), len(text))]:
            if kept < start:
                if length and not continued:
                    (self.breaks if broken else self.gaps).append(length)
                    if empty:
                        blanks.append(length)
                broken = empty = False
                self._solid_starts.append(length)
                self._text_starts.append(kept)
                pieces.append(self.folded[kept:start])
                length += start - kept
            broken = broken or _LINE_BREAK.search(self.folded, start, end) is not None
            broken = broken or _LOST_BREAK.match(text, start, end) is not None
            empty = empty or _EMPTY_LINE.search(self.folded, start, end) is not None
            continued = start in joined
            kept = end
        self.blanks = frozenset(blanks)
        self.solid = "".join(pieces)

    def origin(self, place: int) -> int:
        """Place in the text of the character at `place` in the stream."""
        piece = bisect_right(self._solid_starts, place) - 1
        if piece < 0:
            return len(self.folded)
        return self._text_starts[piece] + place - self._solid_starts[piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Span of the text from the first to the last character of a span of the stream."""
        first = self.origin(start)
        return (first, self.origin(end - 1) + 1) if end > start else (first, first)

    def place(self, offset: int) -> int:
        """Place in the stream of the first character at or after `offset` in the text."""
        piece = bisect_right(self._text_starts, offset) - 1
        if piece < 0:
            return 0
        place = self._solid_starts[piece] + offset - self._text_starts[piece]
        following = self._solid_starts[piece + 1 : piece + 2]
        return min(place, following[0] if following else len(self.solid))

    def opens_line(self, place: int) -> bool:
        """True if a line begins at `place`."""
        at = bisect_left(self.breaks, place)
        return at < len(self.breaks) and self.breaks[at] == place

    def follows_gap(self, place: int) -> bool:
        """True if white space inside a line stands before `place`."""
        at = bisect_left(self.gaps, place)
        return at < len(self.gaps) and self.gaps[at] == place

    def line_end(self, place: int) -> int:
        """Place after the last character of the line that `place` lies in."""
        at = bisect_right(self.breaks, place)
        return self.breaks[at] if at < len(self.breaks) else len(self.solid)

    def lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """Lines and parts of lines in ``[start, end)``."""
        inner = self.breaks[bisect_right(self.breaks, start) : bisect_left(self.breaks, end)]
        cuts = [start, *inner, end]
        return [(a, b) for a, b in itertools.pairwise(cuts) if a < b]


def _left_out(folded: str, skip: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """White space and skipped spans, merged where they touch."""
    spans = sorted([*(match.span() for match in _WHITE.finditer(folded)), *skip])
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
