"""Brackets and quotation marks that have lost their other half."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .mark import Damage

_CLOSING = {
    "(": ")", "[": "]", "{": "}", "《": "》", "“": "”", "‘": "’", "〔": "〕", "【": "】",
    "「": "」", "『": "』", "〖": "〗",
}  # fmt: skip
_OPENING = {right: left for left, right in _CLOSING.items()}
_MARK = re.compile("[" + re.escape("".join([*_CLOSING, *_OPENING])) + '"]')
_QUOTES = "“”‘’「」『』"
#: A bracket that closes an enumerating number, which has no opening one: 1), a), 一).
_COUNTER = re.compile(r"(?:^|[\s,。;:、】])(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})\)$")
#: An apostrophe in a word of Latin letters, or behind a figure.
_APOSTROPHE = re.compile(r"[A-Za-z\d]’")
#: A half may wait so many characters for its other half beyond the end of its line.
_FARTHEST = 400

_Half = tuple[str, int]


def unbalanced(folded: str) -> Iterator[Damage]:
    """Find halves of pairs that stand alone.

    A pair is looked for in one line first; what is left over may meet its other half in a
    following line, as in texts whose lines end at the width of a page.

    Parameters
    ----------
    folded
        The folded text.
    """
    lonely: list[_Half] = []
    offset = 0
    for line in folded.splitlines(keepends=True):
        lonely += [(mark, offset + place) for mark, place in _left_over(line)]
        offset += len(line)
    for mark, place in _across_lines(lonely):
        kind = "unbalanced_quote" if mark in _QUOTES or mark == '"' else "unbalanced_bracket"
        yield Damage(place, place + 1, kind, "doubt", f"{mark} stands without its other half")


def _left_over(line: str) -> list[_Half]:
    waiting: list[_Half] = []
    alone: list[_Half] = []
    open_marks: Counter[str] = Counter()
    straight: list[int] = []
    for match in _MARK.finditer(line):
        mark, place = match.group(), match.start()
        if mark == '"':
            straight.append(place)
        elif mark in _CLOSING:
            waiting.append((mark, place))
            open_marks[mark] += 1
        elif open_marks[_OPENING[mark]]:
            while waiting[-1][0] != _OPENING[mark]:
                alone.append(waiting.pop())
                open_marks[alone[-1][0]] -= 1
            waiting.pop()
            open_marks[_OPENING[mark]] -= 1
        elif not _no_half(line, mark, place):
            alone.append((mark, place))
    if len(straight) % 2:
        alone.append(('"', straight[-1]))
    return sorted([*alone, *waiting], key=lambda half: half[1])


def _no_half(line: str, mark: str, place: int) -> bool:
    """True if a closing mark is none: that of an enumerating number, an apostrophe."""
    before = line[max(0, place - 4) : place + 1]
    if mark == ")":
        return _COUNTER.search(before if place > 3 else line[: place + 1]) is not None
    return mark == "’" and _APOSTROPHE.search(before) is not None


def _across_lines(lonely: list[_Half]) -> list[_Half]:
    """Halves left when each has met the nearest other half in the lines after it."""
    waiting: list[_Half] = []
    alone: list[_Half] = []
    for mark, place in lonely:
        if mark == '"' or mark in _CLOSING:
            waiting.append((mark, place))
            continue
        last = waiting[-1] if waiting else None
        if last and last[0] == _OPENING[mark] and place - last[1] <= _FARTHEST:
            waiting.pop()
        else:
            alone.append((mark, place))
    return sorted([*alone, *waiting], key=lambda half: half[1])
