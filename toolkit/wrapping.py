"""Line breaks that only a page width made: text from a PDF, an e-mail, a printed page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

#: What a line that was broken in mid-sentence does not end in; behind a closing mark, a sentence
#: may go on.
_FINISHED = frozenset("。;!?:…")
_CLOSED = frozenset("”’)】》」〕]}")
#: No sentence pauses behind these, and none goes on before these: the break tears it.
_OPEN_ENDS = frozenset("的和与及、,(《“‘")
_CLOSING_STARTS = frozenset("的,。;、:)》”’%")
#: Lines of a set text differ by so many characters from its width: no line begins with a closing
#: mark or tears a figure.
_SLACK = 4
_SHORTEST_WIDTH = 16
_WIDEST_INDENT = 4
#: Indents open paragraphs where at least this share of lines has one, and has none.
_FEWEST_INDENTED = 0.15
#: So many lines that end at the width, and this share of all that end in mid-sentence, show a
#: width.
_FEWEST, _SHARE = 4, 0.6

_LINE = re.compile(
    "[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029])?"
)

Span = tuple[int, int]


def lines_of(text: str, start: int, end: int) -> list[Span]:
    """Lines of ``text[start:end]`` without the white space around them; empty ones are kept."""
    found = []
    for match in _LINE.finditer(text, start, end):
        words = match.group().strip()
        first = match.start() + match.group().index(words)
        found.append((first, first + len(words)))
    return found


def wrapped_lines(
    folded: str,
    lines: Sequence[Span],
    brackets: Sequence[Span],
    parts: Callable[[str, str], bool],
) -> frozenset[int]:
    """Find the lines that go on in the next line, because the page was no wider.

    A text set to a width shows it: most of its lines that end in mid-sentence are about equally
    long. In a text without such a width only those breaks count that tear a sentence where none
    can pause, or stand inside quotation marks.

    Parameters
    ----------
    folded
        The folded text.
    lines
        Its lines, in order: spans without the white space around them, page furniture left out,
        an empty span for an empty line.
    brackets
        Spans inside brackets and quotation marks, in order.
    parts
        Tells whether the words of two lines, without white space, are two things: the second
        begins with a printed number or a field label, or the first closes as a heading does.

    Returns
    -------
    frozenset of int
        Ends of the lines that go on.
    """
    words = ["".join(folded[start:end].split()) for start, end in lines]
    indents = [_indent(folded, start) for start, _ in lines]
    opening = _indented(words, indents)
    cut = [
        at
        for at in range(len(lines) - 1)
        if words[at]
        and words[at][-1] not in _FINISHED
        and words[at + 1]
        and not opening[at + 1]
        and (words[at][-1] == "的" or not parts(words[at], words[at + 1]))
    ]
    unclosed = [at for at in cut if words[at][-1] not in _CLOSED]
    opened = [start for start, _ in brackets]

    def inside(place: int) -> bool:
        at = bisect_left(opened, place) - 1
        return at >= 0 and place <= brackets[at][1]

    torn = {at for at in unclosed if _tears(words[at], words[at + 1]) or inside(lines[at][1])}
    ends = max(
        (
            _full_lines(
                [measure(line) + blank for line, blank in zip(words, indents, strict=True)],
                cut,
                unclosed,
            )
            for measure in MEASURES
        ),
        key=len,
    )
    torn.update(ends)
    return frozenset(lines[at][1] for at in torn)


def _tears(line: str, following: str) -> bool:
    return line[-1] in _OPEN_ENDS or following[0] in _CLOSING_STARTS


def _indented(words: Sequence[str], indents: Sequence[int]) -> list[bool]:
    """Lines whose indent opens a paragraph: some are indented and some are not."""
    filled = [indent > 0 for word, indent in zip(words, indents, strict=True) if word]
    some = _FEWEST_INDENTED * len(filled) <= sum(filled) <= (1 - _FEWEST_INDENTED) * len(filled)
    return [some and indent > 0 for indent in indents]


def _indent(folded: str, start: int) -> int:
    """Number of blanks before the first character of a line."""
    before = folded[max(0, start - _WIDEST_INDENT) : start]
    return len(before) - len(before.rstrip(" \t\u3000"))


def _columns(words: str) -> int:
    """Width of a line in Chinese characters, Latin letters and digits half as wide."""
    narrow = sum(character.isascii() for character in words)
    return len(words) - narrow // 2


MEASURES: tuple[Callable[[str], int], ...] = (len, _columns)


def _full_lines(lengths: Sequence[int], cut: Sequence[int], unclosed: Sequence[int]) -> set[int]:
    """Cut lines that reach the width of the page, if the text has one.

    It is the length at which most lines end that are cut in mid-sentence (`unclosed`: not even
    behind a closing mark), and few lines exceed it.
    """
    counts = Counter(lengths[at] for at in unclosed if lengths[at] >= _SHORTEST_WIDTH)
    best, most = 0, 0
    for width in sorted(counts):
        ending = sum(counts[width - less] for less in range(_SLACK + 1))
        if ending >= most:
            best, most = width, ending
    as_long = sum(length >= best - _SLACK for length in lengths)
    if most < max(_FEWEST, _SHARE * counts.total(), _SHARE * as_long):
        return set()
    return {at for at in cut if lengths[at] >= best - _SLACK}
