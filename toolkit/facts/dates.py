"""Dates and periods, with precision and role; damaged ones are found, never repaired."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..matching import Hits

_YEAR = r"(?P<y>(?:19|20)\d\d) ?年"
_MONTH = r"(?P<m>\d{1,2})(?: ?月?份? ?[-~至到] ?(?P<m2>\d{1,2}))? ?月"
_DAY = r"(?P<d>\d{1,2}) ?日"
_UNTIL = (
    r"(?: ?[-~至到] ?(?:(?P<y2>(?:19|20)\d\d) ?年)?(?:(?P<m3>\d{1,2}) ?月)?(?P<d2>\d{1,2}) ?日)?"
)
_PART = r"(?P<part>份|底|末|初|上旬|中旬|下旬)?"
_DATE = re.compile(
    rf"(?<!\d){_YEAR}(?:度|年?(?P<ypart>底|末|初|上半年|下半年)|{_MONTH}(?:{_DAY}{_UNTIL}|{_PART}))?"
    r"|(?<![\d.])(?P<iso>20\d\d-\d{1,2}-\d{1,2})(?![\d])"
    r"|(?<![\d\-年.])(?P<bm>\d{1,2}) ?月"
    r"(?:(?P<bd>\d{1,2}) ?日|(?P<bpart>份|底|末|初|上旬|中旬|下旬))"
)
_THIRDS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20)}


class DateFound(NamedTuple):
    """A date as printed: span, first and last day, precision, role."""

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    role: str


def find_dates(folded: str, hits: Hits, damaged: Sequence[tuple[int, int]] = ()) -> list[DateFound]:
    """Find dates and periods in a folded text.

    A date whose year is not printed keeps its precision and stays without days. Dates that do
    not exist are left out.

    Parameters
    ----------
    folded
        The folded text.
    hits
        The matcher's result for the text.
    damaged
        Spans in which no date is read, sorted: figures that have lost a sign.

    Returns
    -------
    list of DateFound
        In text order.
    """
    found = []
    broken = iter(damaged)
    lost = next(broken, None)
    for match in _DATE.finditer(folded):
        while lost is not None and lost[1] <= match.start():
            lost = next(broken, None)
        if lost is not None and lost[0] < match.end():
            continue
        try:
            first, last, precision = _period(match)
        except ValueError:
            continue
        role = _role(match.start(), match.end(), hits)
        found.append(DateFound(match.start(), match.end(), first, last, precision, role))
    return found


def _period(match: re.Match[str]) -> tuple[date | None, date | None, str]:
    part = match.groupdict()
    if part["iso"]:
        year, month, day = (int(piece) for piece in part["iso"].split("-"))
        return date(year, month, day), date(year, month, day), "day"
    if part["bm"]:
        if not 1 <= int(part["bm"]) <= 12:
            raise ValueError("no such month")
        return None, None, "day" if part["bd"] else _month_precision(part["bpart"])
    year = int(part["y"])
    if not part["m"]:
        first = date(year, 7 if part["ypart"] == "下半年" else 1, 1)
        last = date(year, 6, 30) if part["ypart"] == "上半年" else date(year, 12, 31)
        return first, last, "part_of_year" if part["ypart"] else "year"
    month = int(part["m"])
    if part["d"]:
        first = date(year, month, int(part["d"]))
        if not part["d2"]:
            return first, first, "day"
        return (
            first,
            date(int(part["y2"] or year), int(part["m3"] or month), int(part["d2"])),
            "day",
        )
    last_month = int(part["m2"] or month)
    last_day = calendar.monthrange(year, last_month)[1] if 1 <= last_month <= 12 else 0
    if part["m2"] is None and part["part"] in _THIRDS:
        low, high = _THIRDS[part["part"]]
        return date(year, month, low), date(year, month, high), "part_of_month"
    low = 21 if part["part"] in {"下旬", "底", "末"} and part["m2"] is None else 1
    return date(year, month, low), date(year, last_month, last_day), _month_precision(part["part"])


def _month_precision(part: str | None) -> str:
    return "part_of_month" if part not in {None, "份"} else "month"


def _role(start: int, end: int, hits: Hits) -> str:
    """Role from the word right before or right after the date."""
    after = {hit.code for hit in hits.longest("facts", end, end + 3) if hit.start == end}
    if "deadline_after" in after:
        return "deadline"
    before = {
        hit.code for hit in hits.within("facts", max(0, start - 4), start) if hit.end == start
    }
    if "as_of" in before:
        return "as_of"
    if "deadline_before" in before:
        return "deadline"
    return "done" if hits.within("aspect", end, end + 12) else "unknown"
