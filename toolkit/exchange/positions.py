"""Positions in texts, as programs count them, and the ends of lines that programs change."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

#: What counts as one: a character, or half a character beyond U+FFFF as well.
Units = Literal["code points", "UTF-16 units"]
#: How a line end counts: as it stands, or always as one or as two.
Breaks = Literal["as it stands", "one", "two"]


class Counting(NamedTuple):
    """A way to count positions.

    Attributes
    ----------
    units
        What counts as one.
    last
        True if the second position is that of the last character, false if it is behind it.
    breaks
        How a line end counts.
    """

    units: Units = "code points"
    last: bool = True
    breaks: Breaks = "as it stands"

    def __str__(self) -> str:
        ends = "" if self.breaks == "as it stands" else f", a line end as {self.breaks}"
        return f"{self.units}, to {'the last character' if self.last else 'the end'}{ends}"


#: The standard's way.
STANDARD = Counting()
#: All ways, the standard's first, the likely before the unlikely.
COUNTINGS = tuple(
    Counting(units, last, breaks)
    for breaks in ("as it stands", "one", "two")
    for units in ("code points", "UTF-16 units")
    for last in (True, False)
)


def positions(text: str, start: int, end: int, counting: Counting) -> tuple[int, int]:
    """Count the positions of a passage, which are given in Python's way."""
    counted = _offsets(text, counting.units, counting.breaks)
    return counted[start], counted[end] - counting.last


def span(text: str, first: int, last: int, counting: Counting) -> tuple[int, int] | None:
    """Turn counted positions into those of Python; nothing if they do not lie in the text."""
    counted = _offsets(text, counting.units, counting.breaks)
    behind = last + counting.last
    if not 0 <= first < behind <= counted[-1]:
        return None
    return bisect_left(counted, first), bisect_left(counted, behind)


def even(text: str) -> str:
    """A text with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def carried(index: int, source: str, target: str) -> int:
    """Carry a position of a text to one that is the same but for its line ends."""
    return bisect_left(
        _offsets(target, "code points", "one"), _offsets(source, "code points", "one")[index]
    )


@lru_cache(maxsize=64)
def _offsets(text: str, units: Units, breaks: Breaks) -> tuple[int, ...]:
    """Where each character begins, as it is counted, and where the text ends."""
    return tuple(accumulate(_widths(text, units, breaks), initial=0))


def _widths(text: str, units: Units, breaks: Breaks) -> list[int]:
    wide = 2 if units == "UTF-16 units" else 1
    widths = [wide if character > "\uffff" else 1 for character in text]
    if breaks == "as it stands":
        return widths
    for index, character in enumerate(text):
        pair = character == "\r" and text[index + 1 : index + 2] == "\n"
        if breaks == "one" and pair:
            widths[index] = 0
        elif breaks == "two" and character in "\r\n" and not pair:
            widths[index] = 1 if text[index - 1 : index + 1] == "\r\n" else 2
    return widths
