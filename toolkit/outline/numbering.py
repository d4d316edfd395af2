"""Find printed numbers: the markers that open outline nodes and enumerate steps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..vocabulary import NumberingEntry, Vocabulary

_CN_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_CN = "[一二三四五六七八九十百]{1,5}"
_CN_NUMERAL = re.compile("(?:([{0}])百)?(?:([{0}])?(十))?([{0}])?".format("".join(_CN_DIGITS)))
_NUMERALS = {"cn": _CN, "ar": r"\d{1,3}", "circled": "[①-⑳]"}
_LINE_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_PARAGRAPH = re.compile(f"[^\\s{_LINE_BREAKS}][^{_LINE_BREAKS}]*")
#: Inline markers stand at the start of a clause: after a stop, a comma, a colon or a space.
_CLAUSE_START = r"(?<![^。;；,，:：、!！?？\s”’)）])"


class Paragraph(NamedTuple):
    """A line of text without the white space around it."""

    start: int
    end: int


class Marker(NamedTuple):
    """A printed number: its span, its style and its value."""

    start: int
    end: int
    style: str
    value: int


def paragraphs(folded: str) -> list[Paragraph]:
    """Split a folded text into its non-empty lines, without surrounding white space."""
    found = []
    for match in _PARAGRAPH.finditer(folded):
        start = match.start()
        found.append(Paragraph(start, start + len(match.group().rstrip())))
    return found


def solid_end(folded: str, start: int, end: int) -> int:
    """Where ``[start, end)`` ends without the white space at its end."""
    return start + len(folded[start:end].rstrip())


def numeral_value(numeral: str) -> int | None:
    """Value of a Chinese (up to 百), Arabic or circled numeral; ``None`` if it is none.

    Examples
    --------
    >>> numeral_value("二十一"), numeral_value("10"), numeral_value("③"), numeral_value("十百")
    (21, 10, 3, None)
    """
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if len(numeral) == 1 and "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    match = _CN_NUMERAL.fullmatch(numeral)
    if match is None:
        return None
    hundreds, tens, ten, ones = match.groups()
    value = 100 * _CN_DIGITS.get(hundreds or "", 0)
    if ten:
        value += 10 * _CN_DIGITS.get(tens or "", 1)
    return value + _CN_DIGITS.get(ones or "", 0) or None


class Numbering:
    """The numbering styles of a vocabulary, compiled.

    Parameters
    ----------
    vocabulary
        Source of the styles (``numbering.yaml``).
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries: tuple[NumberingEntry, ...] = vocabulary.entries("numbering")
        self._line = _compile(entry for entry in entries if entry.place == "line")
        self._inline = _compile(
            (entry for entry in entries if entry.place == "inline"), _CLAUSE_START
        )

    def at_line_start(self, folded: str, start: int, end: int) -> Marker | None:
        """Marker of a line style at `start`, if one stands there."""
        match = self._line.match(folded, start, end)
        return _marker(match) if match else None

    def inline(self, folded: str, start: int, end: int) -> list[Marker]:
        """Markers of inline styles in ``[start, end)`` that stand at the start of a clause."""
        found = (_marker(match) for match in self._inline.finditer(folded, start, end))
        return [marker for marker in found if marker is not None]


def _compile(entries: Iterable[NumberingEntry], prefix: str = "") -> re.Pattern[str]:
    branches = [
        f"(?P<{entry.code}>{entry.before}(?P<n_{entry.code}>{_NUMERALS[entry.numeral]}){entry.after})"
        for entry in entries
    ]
    return re.compile(f"{prefix}(?:{'|'.join(branches)}) *")


def _marker(match: re.Match[str]) -> Marker | None:
    style = next(name for name, text in match.groupdict().items() if text is not None)
    value = numeral_value(match[f"n_{style}"])
    return None if value is None else Marker(match.start(), match.end(), style, value)


def runs(markers: Iterable[Marker]) -> list[list[Marker]]:
    """Group markers into enumerations: same style, counting up from 1 without a gap.

    Parameters
    ----------
    markers
        In text order.

    Returns
    -------
    list of list of Marker
        Each enumeration in order; markers that continue nothing are left out.
    """
    open_runs: dict[str, list[Marker]] = {}
    found: list[list[Marker]] = []
    for marker in markers:
        run = open_runs.get(marker.style)
        if run is not None and marker.value == run[-1].value + 1:
            run.append(marker)
        elif marker.value == 1:
            open_runs[marker.style] = [marker]
            found.append(open_runs[marker.style])
    return found


@lru_cache(maxsize=4)
def numbering_for(vocabulary: Vocabulary) -> Numbering:
    """Compile the styles of a vocabulary once."""
    return Numbering(vocabulary)
