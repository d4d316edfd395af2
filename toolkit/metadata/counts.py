"""Counts: free-standing numbers with a measure word, and whether it is problems they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..numerals import chinese

#: A number that stands free and is whole: no digit or numeral stands before it, no 第 (an ordinal),
#: and no word that makes it another number than the one printed (数十, 近20).
NUMBER = (
    r"(?<![\d.第数几近约超逾两〇零○一二三四五六七八九十百千万])(?<!\d,)"
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6}|[两〇零○一二三四五六七八九十百千]{1,9})"
)
UNIT = "[个项条处类]"
#: What a report of rectification counts: problems, or the tasks that were made of them.
NOUN = "(?:问题|任务|事项)"
WHAT = f"(?:具体|主要|突出|方面|整改|反馈|的|各类|任务|事项){{0,6}}{NOUN}"
#: Counts that only divide another one: 5个方面, 三大类.
_DIVISION = re.compile("大?(?:方面|类别?|板块|领域)")
_COUNT = re.compile(rf"(?P<n>{NUMBER})(?P<unit>{UNIT})")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_PLACES = {"千": 1000, "百": 100, "十": 10}
_ONE_FORM = str.maketrans("〇○", "零零")
_JOINED = "[、,和及与至到~-]"
_ORDINALS = re.compile(
    rf"第[\d一二三四五六七八九十百]+{UNIT}?(?:{_JOINED}[\d一二三四五六七八九十百]+)*{_JOINED}\Z"
)
_RANGE = re.compile(r"[\d一二三四五六七八九十百][至到~-]\Z")
_LONGEST_LIST = 40
_PROBLEMS_BEHIND = re.compile(f"(?:[^,。;:、()\\d]{{0,8}}?的?)?{NOUN}")
#: What may stand behind a count whose noun is not repeated: a mark, or a word that tells on.
_TELLS_ON = re.compile("(?:[^\u4e00-\u9fff]|[中里均已全都共逐分纳列整])|$")
_SUMS = re.compile("(?:[一总合]?共|[总合]?计|合|有|为|是|其中)*")
_MARK = re.compile("[,。;:()]")
_FARTHEST = 300


class Count(NamedTuple):
    """A count: the span of number and measure word, the value, and the measure word."""

    start: int
    end: int
    value: int
    unit: str


def value_of(numeral: str) -> int | None:
    """Value of an Arabic number, with or without thousands signs, or of a Chinese one.

    Returns
    -------
    int or None
        ``None`` for what is no whole number: ``二三`` (two or three), ``十百``.

    Examples
    --------
    >>> value_of("1,234"), value_of("一百零三"), value_of("二百〇六"), value_of("二〇六")
    (1234, 103, 206, 206)
    >>> value_of("二三"), value_of("十百"), value_of("")
    (None, None, None)
    """
    if numeral.isascii():
        bare = numeral.replace(",", "")
        return int(bare) if bare.isdigit() else None
    plain = numeral.translate(_ONE_FORM).replace("两", "二")
    if not set(plain) & _PLACES.keys():
        # digit by digit, as years are printed: only a nought tells it from 二三, two or three
        by_digit = "".join(str(_DIGITS[character]) for character in plain)
        return int(by_digit) if len(plain) == 1 or "零" in plain[1:] else None
    total = digit = 0
    for character in plain:
        if character in _PLACES:
            total += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    total += digit
    whole = total < 10_000 and chinese(total) == plain.removeprefix("一" * plain.startswith("一十"))
    return total if whole else None


def is_ordinal(solid: str, low: int, start: int) -> bool:
    """True if a number is one of a list of ordinals (第5项、第12项; 第5、12项) or ends a range."""
    begin = max(low, start - _LONGEST_LIST)
    return bool(_ORDINALS.search(solid, begin, start) or _RANGE.search(solid, begin, start))


def counts_in(solid: str, low: int, high: int) -> Iterator[Count]:
    """Counts in a stretch, in order, without those that only divide another (5个方面)."""
    for match in _COUNT.finditer(solid, low, high):
        value = value_of(match["n"])
        divides = _DIVISION.match(solid, match.end()) or match["unit"] == "类"
        if value is not None and not divides and not is_ordinal(solid, low, match.start()):
            yield Count(*match.span(), value, match["unit"])


def of_problems(solid: str, low: int, count: Count) -> bool:
    """True if what is counted is problems or tasks, by the noun behind a count or before it."""
    if _PROBLEMS_BEHIND.match(solid, count.end):
        return True
    if not _TELLS_ON.match(solid, count.end):
        return False
    before = words_before(solid, low, count.start)
    return re.search(NOUN, before) is not None or _SUMS.fullmatch(before) is not None


def words_before(solid: str, low: int, start: int) -> str:
    """Words before a count that belong to it: from the last mark, or the last count's noun, on."""
    low = max(low, start - _FARTHEST)
    begin = max([low, *(match.end() for match in _MARK.finditer(solid, low, start))])
    for other in counts_in(solid, begin, start):
        noun = _PROBLEMS_BEHIND.match(solid, other.end)
        begin = noun.end() if noun and noun.end() <= start else other.end
    return solid[begin:start]
