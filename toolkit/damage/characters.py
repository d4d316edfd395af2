"""Characters that a wrong decoding has left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .mark import Damage

#: Replacement character, private use, control characters, letters that UTF-8 read as Latin-1 or
#: Windows-1252 gives, and the words that two replacement characters read as GBK or empty memory
#: give.
_BROKEN = re.compile(
    "[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+"
    "|(?:[\u00c2-\u00d6\u00d8-\u00f4\u0152\u0153\u0160\u0161\u017d\u017e\u0192]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026"
    "\u2030\u2039\u203a\u20ac\u2122]{1,3})+"
    # marks of Chinese sentences in UTF-8, read as GBK
    "|[鈥锛銆][\u4e00-\u9fff\u20ac?]?"
    "|(?:锟斤拷|锟|斤拷|烫烫|屯屯)+"
)
_HAN_RUN = re.compile("[\u3400-\u9fff]{6,}")
#: Ideographs looked at together, and how many of them may be rare.
_WINDOW, _MOST_RARE = 8, 4


def broken_characters(text: str, folded: str) -> Iterator[Damage]:
    """Find what a wrong decoding leaves: no characters at all, or a run of rare ideographs.

    Ordinary Chinese text is written with the 3,755 ideographs of the first level of GB 2312;
    names hold a rare one or two. Where more than half of eight in a row are none of them, the
    bytes were read in a wrong encoding.

    Parameters
    ----------
    text, folded
        The text and its fold, in which traditional characters are simplified.
    """
    for match in _BROKEN.finditer(text):
        yield Damage(*match.span(), "mojibake", "damage", "characters of a wrong decoding")
    usual = common_ideographs()
    for run in _HAN_RUN.finditer(folded):
        rare = [character not in usual for character in run.group()]
        if sum(rare) < _MOST_RARE:
            continue
        spans: list[tuple[int, int]] = []
        for at in range(max(1, len(rare) - _WINDOW + 1)):
            if sum(rare[at : at + _WINDOW]) > _MOST_RARE - 1 + (len(rare) >= _WINDOW):
                start, end = run.start() + at, run.start() + min(len(rare), at + _WINDOW)
                if spans and start <= spans[-1][1]:
                    spans[-1] = (spans[-1][0], end)
                else:
                    spans.append((start, end))
        for start, end in spans:
            yield Damage(start, end, "mojibake", "damage", "a run of rare characters")


@cache
def common_ideographs() -> frozenset[str]:
    """The ideographs of the first level of GB 2312: rows 16 to 55 of its table."""
    cells = (bytes((row + 0xA0, cell + 0xA0)) for row in range(16, 56) for cell in range(1, 95))
    return frozenset("".join(cell.decode("gb2312", errors="ignore") for cell in cells))
