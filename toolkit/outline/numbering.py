"""Find printed numbers: whatever may open a part, an entry or a step of a report."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from ..stream import Stream
from ..vocabulary import NumberingEntry, Vocabulary

Placing = Literal["line", "stop", "comma", "weak", "tight"]

_CN_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_CN = "[一二三四五六七八九十百零]{1,6}"
_CN_NUMERAL = re.compile("(?:([{0}])百)?零?(?:([{0}])?(十))?([{0}])?".format("".join(_CN_DIGITS)))
#: Words that count; 0 is a word that closes any enumeration.
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "然后": 3, "最后": 0}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_BULLETS = "●■◆★•▲○◇□➢※✓►▪◎☆"
_NUMERALS = {
    "stem": f"[{_STEMS}]",
    "formal": "[壹贰叁肆伍陆柒捌玖拾]{1,3}",
    "cn": _CN,
    "ar": r"(?<![\d.])\d{1,3}",
    "any": rf"(?:{_CN}|\d{{1,3}})",
    "decimal": r"(?<![\d.-])\d{1,2}[.-]\d{1,2}",
    "decimal3": r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{1,2}",
    "circled": "[①-⑳❶-❿➀-➉]",
    "enclosed_paren": "[⑴-⒇]",
    "enclosed_dot": "[⒈-⒛]",
    "enclosed_cn": "[㈠-㈩]",
    "roman": "[Ⅰ-Ⅻ]",
    "letter": "(?<![A-Za-z])[A-Ha-h]",
    "words": "|".join(_WORDS),
    "bullet": f"(?:[{_BULLETS}](?![{_BULLETS}])|(?:·|-)(?=[^-\\d])|--(?=[^-]))",
}
#: Styles that blanks or punctuation must part from the words behind them.
_APART = frozenset(
    {"named", "ar_plain", "decimal", "decimal3", "stem", "formal", "cn_plain", "own"}
)
_PARTING = frozenset("、:,.)】]〕")
#: Styles that count only where their words count on.
_OWN = frozenset({"own"})
_LETTERS = re.compile("[A-Za-z]+")
_BEFORE_FIGURE = re.compile(r"(?<!\d)([1-9]\d?)([.、])(?=\d)")
_ONE_OR_TWO = re.compile("[12][.、]")
_LONGEST_MARKER = 8
#: Behind a numeral and a blank these belong to the printed number.
_GOES_ON = frozenset(".、),是要则")
_STOPS = frozenset("。;!?:”’)]】》」…")
_COMMAS = frozenset(",、")
_PAIRS = {"”": "“", "’": "‘", ")": "(", "》": "《", "」": "「", "】": "【", "〕": "〔"}
_PAIR = re.compile("[“”‘’()《》「」【】〔〕]")
#: A bracket that closes later than this is taken for one that lost its partner.
_LONGEST_BRACKET = 400


class Marker(NamedTuple):
    """A printed number: its span in the stream, style, value and where it stands.

    `value` is 0 for what continues any enumeration (a bullet, 最后). `placed` is ``line`` at the
    start of a line, ``stop`` after the end of a sentence or a blank, ``comma`` after a comma,
    ``weak`` glued to the words before it, ``tight`` between a sentence and a figure glued to it
    (2.35蒸吨: the second point, or a decimal). `mark` is the printed number without its numeral,
    or the bullet.
    """

    start: int
    end: int
    style: str
    value: int
    placed: Placing
    mark: str = ""


def numeral_value(numeral: str) -> int | None:
    """Value of a Chinese (up to 百), Arabic, enclosed, Roman or Latin numeral.

    Returns
    -------
    int or None
        ``None`` if it is none.

    Examples
    --------
    >>> numeral_value("二十一"), numeral_value("10"), numeral_value("③"), numeral_value("十百")
    (21, 10, 3, None)
    """
    if numeral in _WORDS:
        return _WORDS[numeral]
    if not numeral:
        return None
    if numeral.isascii():
        return _ascii_value(numeral)
    if numeral in _STEMS:
        return _STEMS.index(numeral) + 1
    match = _CN_NUMERAL.fullmatch(numeral.translate(_FORMAL))
    if match is not None:
        hundreds, tens, ten, ones = match.groups()
        value = 100 * _CN_DIGITS.get(hundreds or "", 0) + _CN_DIGITS.get(ones or "", 0)
        return value + (10 * _CN_DIGITS.get(tens or "", 1) if ten else 0) or None
    if len(numeral) > 1 or unicodedata.category(numeral) == "Lo":
        return None
    return int(unicodedata.numeric(numeral, 0))


def _ascii_value(numeral: str) -> int | None:
    if numeral.replace(".", "").replace("-", "").isdigit():
        return int(re.split("[.-]", numeral)[-1])
    if len(numeral) == 1 and numeral.isalpha():
        return ord(numeral.upper()) - ord("A") + 1
    return 0 if not numeral.isalnum() else None


class Numbering:
    """The numbering styles of a vocabulary, compiled.

    Parameters
    ----------
    vocabulary
        Source of the styles (``numbering.yaml``).
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries: tuple[NumberingEntry, ...] = vocabulary.entries("numbering")
        self.styles = {entry.code: entry for entry in entries}
        self.rank = {entry.code: rank for rank, entry in enumerate(entries)}
        at_line = [entry for entry in entries if entry.place == "line"]
        self._at_line = _compile(at_line)
        self._each = [_compile([entry]) for entry in at_line]
        self._anywhere = _compile(entry for entry in entries if entry.place != "line")

    def opens(self, words: str) -> bool:
        """True if words, without white space, begin with a printed number of any style."""
        patterns = (*self._each, self._anywhere)
        return any(
            match is not None
            and (match.lastgroup not in _APART or words[match.end() - 1] in _PARTING)
            for match in (pattern.match(words) for pattern in patterns)
        )

    def find(self, stream: Stream, start: int, end: int) -> list[Marker]:
        """Find all markers in ``[start, end)`` of a stream that stand outside quotations.

        Parameters
        ----------
        stream
            The stream.
        start, end
            Where to look.

        Returns
        -------
        list of Marker
            In order, none overlapping.
        """
        solid = stream.solid
        inside = bracketed(solid, start, end)
        starts = [pair[0] for pair in inside]
        lines = [line for line in stream.breaks if start <= line < end]
        at_line = (self._opening(stream, line, end) for line in lines)
        opening = [self._marker(match, "line") for match in at_line if match is not None]
        markers = _counting(opening)
        taken = {at for marker in markers for at in range(marker.start, marker.end)}
        for match in self._anywhere.finditer(solid, start, end):
            placed = _placing(stream, match.start(), start)
            if match.start() not in taken and _allowed(self.styles[match.lastgroup or ""], placed):
                marker = self._marker(match, placed)
                markers += [marker] if marker is not None else []
        taken.update(marker.start for marker in markers)
        markers += _glued_to_figures(stream, markers, taken, start, end)
        return sorted(m for m in markers if not _inside(m.start, inside, starts))

    def _opening(self, stream: Stream, line: int, end: int) -> re.Match[str] | None:
        """Marker of any style at the start of a line that a blank ends, or of a line style.

        Without the blank, ``3. 15家`` would read as 3.15.
        """
        solid = stream.solid
        at = bisect_left(stream.gaps, line + 1)
        gap = stream.gaps[at] if at < len(stream.gaps) else end
        if gap - line <= _LONGEST_MARKER and solid[gap : gap + 1] not in _GOES_ON:
            for pattern in (self._anywhere, self._at_line):
                match = pattern.match(solid, line, gap)
                if match is not None and match.end() == gap:
                    return match
        if self._at_line.match(solid, line, end) is None:
            return None
        for match in (pattern.match(solid, line, end) for pattern in self._each):
            if match is not None and (
                match.lastgroup not in _APART or _stands_apart(stream, match.end())
            ):
                torn = match.lastgroup in _OWN and match.end() > stream.line_end(line)
                return None if torn else match
        return None

    def _marker(self, match: re.Match[str], placed: Placing) -> Marker | None:
        style = match.lastgroup or ""
        value = numeral_value(match[f"n_{style}"])
        if value is None:
            return None
        start, end = match.span(f"n_{style}")
        before, behind = match.string[match.start() : start], match.string[end : match.end()]
        mark = match.string[start:end] if style == "bullet" else before + behind
        return Marker(*match.span(), style, value, placed, mark)


def _counting(found: list[Marker | None]) -> list[Marker]:
    """Markers without those in a report's own words that do not count on from one."""
    markers = [marker for marker in found if marker is not None]
    groups: dict[str, list[Marker]] = defaultdict(list)
    for marker in markers:
        if marker.style in _OWN:
            groups[_LETTERS.sub("A", marker.mark)].append(marker)
    kept = {
        marker.start
        for group in groups.values()
        if len(group) > 1
        and all(
            after.value in {1, before.value + 1}
            for before, after in zip([group[0]._replace(value=0), *group], group, strict=False)
        )
        and any(marker.value == 2 for marker in group)
        for marker in group
    }
    return [m for m in markers if m.style not in _OWN or m.start in kept]


def _glued_to_figures(
    stream: Stream, markers: list[Marker], taken: Container[int], start: int, end: int
) -> list[Marker]:
    """Numbers of the style 1. behind a sentence or a line end, with a figure right behind them."""
    found = [
        Marker(*match.span(), "ar_dot", int(match[1]), "tight", match[2])
        for match in _BEFORE_FIGURE.finditer(stream.solid, start, end)
        if match.start() not in taken
        and (stream.solid[match.start() - 1] in _STOPS or stream.opens_line(match.start()))
    ]
    counted = {marker.value for marker in markers if marker.style == "ar_dot"}
    kept = []
    for marker in found:
        apart = marker.mark == "." or stream.opens_line(marker.start)
        if apart and (marker.value - 1 in counted or _counts_on(stream, marker, end)):
            counted.add(marker.value)
            kept.append(marker)
    return kept


def _counts_on(stream: Stream, marker: Marker, end: int) -> bool:
    """True if a number one at the start of a line is followed by a line that opens with two."""
    if marker.value > 1 or not stream.opens_line(marker.start):
        return False
    lines = stream.breaks[bisect_left(stream.breaks, marker.end) :]
    second = (line for line in lines if line < end and _ONE_OR_TWO.match(stream.solid, line))
    return stream.solid.startswith("2", next(second, end))


def _compile(entries: Iterable[NumberingEntry]) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            f"(?P<{entry.code}>{entry.before}(?P<n_{entry.code}>{_NUMERALS[entry.numeral]})"
            f"{entry.after})"
            for entry in entries
        )
    )


def _inside(place: int, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    at = bisect_left(starts, place) - 1
    return at >= 0 and spans[at][1] > place


def _stands_apart(stream: Stream, end: int) -> bool:
    """True if punctuation, a blank or a line end parts a number from what follows."""
    apart = stream.opens_line(end) or stream.follows_gap(end) or end == len(stream.solid)
    return apart or stream.solid[end - 1] in _PARTING or stream.solid[end] in "([【〔“"


def _placing(stream: Stream, place: int, floor: int) -> Placing:
    if place == floor or stream.opens_line(place):
        return "line"
    before = stream.solid[place - 1]
    if before in _STOPS or stream.follows_gap(place):
        return "stop"
    return "comma" if before in _COMMAS else "weak"


def _allowed(style: NumberingEntry, placed: Placing) -> bool:
    if placed == "line":
        return True
    if placed == "weak":
        return style.place == "any"
    if placed == "comma":
        return style.use == "step" or style.place == "any"
    return style.place != "line"


def bracketed(solid: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost spans between a bracket or quotation mark and its partner, in order.

    The opening character lies outside the span's inside: a marker such as (一) is not inside
    its own brackets. A bracket without a partner near it opens nothing.
    """
    waiting: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for match in _PAIR.finditer(solid, start, end):
        character, place = match.group(), match.start()
        left = _PAIRS.get(character)
        if left is None:
            waiting.append((character, place))
            continue
        for back in range(len(waiting) - 1, max(-1, len(waiting) - 6), -1):
            opening, opened = waiting[back]
            if opening == left and place - opened <= _LONGEST_BRACKET:
                del waiting[back:]
                while spans and spans[-1][0] > opened:
                    spans.pop()
                spans.append((opened, place))
                break
    return spans


@lru_cache(maxsize=4)
def numbering_for(vocabulary: Vocabulary) -> Numbering:
    """Compile the styles of a vocabulary once."""
    return Numbering(vocabulary)
