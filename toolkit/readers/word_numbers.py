"""The numbers that Word prints before paragraphs, which stand nowhere in a file's text.

Source of the method: ECMA-376 Part 1, section 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from ..numerals import BRANCHES, STEMS, chinese, chinese_digits, circled, letters, roman

#: An element of a Word file's XML.
Element = Any


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _positive(printed: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: printed(number) if number > 0 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda number: str(number).translate(
        {48 + i: 0xFF10 + i for i in range(10)}
    ),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": chinese_digits,
    "japaneseDigitalTenThousand": chinese_digits,
    "taiwaneseDigital": chinese_digits,
    "ideographTraditional": _of(STEMS),
    "ideographZodiac": _of(BRANCHES),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "upperLetter": _positive(letters),
    "lowerLetter": _positive(lambda number: letters(number).lower()),
    "upperRoman": _positive(roman),
    "lowerRoman": _positive(lambda number: roman(number).lower()),
    "none": lambda number: "",
}
_PLACE = re.compile(r"%([1-9])")
_SUFFIX = {"space": " ", "nothing": ""}
#: Bullets are printed in symbol fonts, whose signs have no meaning as characters.
_SYMBOL = re.compile("[\ue000-\uf8ff]")
_DEEPEST = 9
#: Higher numbers, which only a damaged file has, are printed as figures: letters and Roman
#: numerals grow with the number.
_HIGHEST = 9_999


class _Level(NamedTuple):
    start: int
    kind: str
    pattern: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None


def value(element: Element | None, name: str, attribute: str = "w:val") -> str | None:
    """Value of an element's child, ``None`` if there is none."""
    child = None if element is None else element.find(qn(name))
    found: str | None = None if child is None else child.get(qn(attribute))
    return found


def _level(element: Element) -> _Level:
    number = value(element, "w:numFmt") or "decimal"
    restart = value(element, "w:lvlRestart")
    legal = element.find(qn("w:isLgl"))
    return _Level(
        int(value(element, "w:start") or 0),
        number,
        value(element, "w:lvlText") or "",
        _SUFFIX.get(value(element, "w:suff") or "tab", "\t"),
        None if restart is None else int(restart),
        legal is not None and legal.get(qn("w:val")) not in ("0", "false"),
        value(element, "w:pStyle"),
    )


class WordNumbers:
    """Counts a document's numbered paragraphs, in their order, and prints their numbers.

    Parameters
    ----------
    numbering
        Root of the numbering part, ``None`` if the file has none.
    styles
        Root of the styles part.
    """

    def __init__(self, numbering: Element | None, styles: Element) -> None:
        self._styles: dict[str, Element] = {
            style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))
        }
        default = (s for s in self._styles.values() if s.get(qn("w:default")) in ("1", "true"))
        self._default = next(
            (s.get(qn("w:styleId")) for s in default if s.get(qn("w:type")) == "paragraph"), None
        )
        nums = [] if numbering is None else list(numbering.iter(qn("w:num")))
        self._nums = {num.get(qn("w:numId")): num for num in nums}
        lists = [] if numbering is None else list(numbering.iter(qn("w:abstractNum")))
        self._lists = {one.get(qn("w:abstractNumId")): one for one in lists}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._levels: dict[str, dict[int, _Level]] = {}

    def of(self, paragraph: Element) -> str:
        """Number printed before a paragraph, with what Word puts behind it; empty if none."""
        found = self._place(paragraph)
        if found is None:
            return ""
        num, at = found
        levels = self._levels_of(num)
        if at not in levels:
            return ""
        counts = self._begin(num)
        level = levels[at]
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [d for d in counts if d > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or at < restart:
                del counts[deeper]
        if level.kind == "bullet":
            return _SYMBOL.sub("•", level.pattern) + level.suffix
        printed = _PLACE.sub(
            lambda match: self._print(int(match[1]) - 1, level, levels, counts), level.pattern
        )
        return printed + level.suffix if printed else ""

    def _print(
        self, at: int, level: _Level, levels: dict[int, _Level], counts: dict[int, int]
    ) -> str:
        """One of the numbers a level prints: its own, or that of a level above it."""
        if at not in levels:
            return ""
        number = counts.setdefault(at, levels[at].start)
        if not 0 <= number <= _HIGHEST:
            return str(number)
        kind = levels[at].kind
        if level.legal and kind != "none":
            kind = "decimal"
        return _FORMATS.get(kind, str)(number)

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """List and level of a paragraph: its own, or its style's."""
        properties = paragraph.find(qn("w:pPr"))
        own = None if properties is None else properties.find(qn("w:numPr"))
        num, at = value(own, "w:numId"), value(own, "w:ilvl")
        style = value(properties, "w:pStyle") or self._default
        if num is None:
            num, styled = self._of_style(style)
            at = at if at is not None else styled
        if num is None or num not in self._nums:
            return None
        return num, int(at or 0)

    def _of_style(self, name: str | None) -> tuple[str | None, str | None]:
        """List and level that a paragraph style, or one it is based on, gives."""
        seen: set[str] = set()
        while name is not None and name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            properties = style.find(qn("w:pPr"))
            numbers = None if properties is None else properties.find(qn("w:numPr"))
            num = value(numbers, "w:numId")
            if num is not None:
                return num, value(numbers, "w:ilvl") or self._linked(num, name)
            name = value(style, "w:basedOn")
        return None, None

    def _linked(self, num: str, style: str) -> str | None:
        if num not in self._nums:
            return None
        levels = self._levels_of(num)
        return next((str(at) for at, level in levels.items() if level.style == style), None)

    def _list(self, num: str) -> tuple[str, Element | None]:
        """The list a number belongs to; one that only points to a list style is followed."""
        name = value(self._nums[num], "w:abstractNumId") or ""
        for _ in range(_DEEPEST):
            link = value(self._lists.get(name), "w:numStyleLink")
            target = self._of_style(link)[0] if link is not None else None
            if target is None or target not in self._nums:
                break
            name = value(self._nums[target], "w:abstractNumId") or ""
        return name, self._lists.get(name)

    def _levels_of(self, num: str) -> dict[int, _Level]:
        if num not in self._levels:
            _, found = self._list(num)
            levels = {} if found is None else _levels(found)
            for override in self._nums[num].iter(qn("w:lvlOverride")):
                levels |= _levels(override)
            self._levels[num] = levels
        return self._levels[num]

    def _begin(self, num: str) -> dict[int, int]:
        """Counts of a number's list; where the number is met first, with its own beginnings."""
        counts = self._counts.setdefault(self._list(num)[0], {})
        if num not in self._begun:
            self._begun.add(num)
            for override in self._nums[num].iter(qn("w:lvlOverride")):
                start = value(override, "w:startOverride")
                if start is not None:
                    counts[int(override.get(qn("w:ilvl")))] = int(start) - 1
        return counts


def _levels(element: Element) -> dict[int, _Level]:
    return {int(one.get(qn("w:ilvl"))): _level(one) for one in element.findall(qn("w:lvl"))}
