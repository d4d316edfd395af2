"""Days and months as the head of a report prints them, ranges included."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date
from typing import NamedTuple

from ..outline.numbering import numeral_value

_CN_YEAR = "(?:二[〇零○Oo]|一九)[〇零○Oo一二三四五六七八九]{2}"
_YEAR = rf"(?:(?:19|20)\d\d|{_CN_YEAR})年|今年|去年|当年|同年|本年|次年"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = re.compile(
    rf"(?P<y>{_YEAR})?(?P<m>{_NUMBER})月(?:(?P<d>{_NUMBER})日)?"
    r"|(?P<iso>(?:19|20)\d\d(?P<s>[-./])\d{1,2}(?P=s)\d{1,2})(?!\d)"
)
_SECOND = re.compile(rf"(?P<y>)(?P<m>)(?P<iso>)(?P<d>{_NUMBER})日")
_SEPARATOR = re.compile(r"(?:上旬|中旬|下旬|上午|下午|初|底)?(?:起,?)?(?:至|到|[-~—–－]{1,2})")
#: A year printed with the first day of a period holds for the last one.
FIRST_DAY = "the year is that of the period's first day"
_PRINTED = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_DIGITS = str.maketrans("〇零○Oo一二三四五六七八九", "00000123456789")


class Day(NamedTuple):
    """A day, or a month, as printed; a year that is not printed is missing."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    #: A word that stands for a year: 今年, 当年.
    year_word: str | None = None
    #: Where a year comes from that is not printed with the day.
    year_from: str | None = None

    def in_year(self, year: int, year_from: str) -> Day:
        """The same day in a year that is told elsewhere."""
        return self._replace(year=year, year_from=year_from)

    @classmethod
    def of(cls, printed: str) -> Day | None:
        """The day or month that `printed` gives as ``2023-04-06`` or ``2023-04``."""
        match = _PRINTED.fullmatch(printed)
        if match is None:
            return None
        year, month, day = match.groups()
        found = cls(0, 0, int(year), int(month), int(day) if day else None)
        return found if found.printed() == printed else None

    def printed(self) -> str | None:
        """As ``2023-04-06`` or ``2023-04``; ``None`` if the year is missing or no such day is."""
        if self.year is None:
            return None
        try:
            whole = date(self.year, self.month, 1 if self.day is None else self.day)
        except ValueError:
            return None
        return whole.isoformat()[:7] if self.day is None else whole.isoformat()


def days_in(
    solid: str, start: int, end: int, breaks: Container[int] = frozenset()
) -> Iterator[Day]:
    """Days and months in a stretch, in order; the second one of ``4月6日至28日`` too.

    Digits before a day make it none, unless it begins a line (`breaks`): words are read without
    line ends. What no calendar can have (11月0日, 十一月二一日) is no day, and no month either.
    """
    place = start
    while match := _DAY.search(solid, place, end):
        if match.start() and solid[match.start() - 1].isdigit() and match.start() not in breaks:
            place = match.start() + 1
            continue
        day = _day(match)
        place = match.end()
        if day is None:
            continue
        yield day
        separator = _SEPARATOR.match(solid, place, end)
        second = separator and _SECOND.match(solid, separator.end(), end)
        last = _day(second) if second else None
        if second and last is not None:
            following = last._replace(year=day.year, month=day.month)
            yield following if day.year is None else following._replace(year_from=FIRST_DAY)
            place = second.end()


def ranges_in(
    solid: str, start: int, end: int, breaks: Container[int] = frozenset()
) -> Iterator[tuple[Day, Day]]:
    """Periods in a stretch: two days joined by 至, 到 or a dash."""
    before: Day | None = None
    for day in days_in(solid, start, end, breaks):
        if before is not None and _SEPARATOR.fullmatch(solid, before.end, day.start):
            yield before, day
            before = None
        else:
            before = day


def _day(match: re.Match[str]) -> Day | None:
    """The day of a match; `None` if month or day is a number that no calendar has."""
    if match["iso"]:
        on = [int(part) for part in re.split("[-./]", match["iso"])]
        iso = Day(*match.span(), on[0], on[1], on[2])
        return iso if iso.printed() else None
    printed = match["y"] or ""
    digits = printed.removesuffix("年").translate(_DIGITS)
    told = int(digits) if digits.isdigit() else None
    word = printed if printed and told is None else None
    month, number = numeral_value(match["m"] or ""), numeral_value(match["d"] or "")
    if (match["m"] and month not in range(1, 13)) or (match["d"] and number not in range(1, 32)):
        return None
    found = Day(*match.span(), told, month or 0, number, word)
    return None if told and match["m"] and not found.printed() else found
