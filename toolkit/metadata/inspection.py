"""The inspection a report answers: of what form and kind, when, and its feedback."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..vocabulary import InspectionEntry, Vocabulary
from .days import FIRST_DAY, Day, days_in, ranges_in
from .record import Metadatum, Parts, Span

_INSPECTED = re.compile("巡视|巡察|督察|督查|督导|巡查|检查|审计|进驻")
_ENDS = re.compile("结束|撤离|完成")
_EARLIER = re.compile("继$|上[一]?轮|首次|曾|此前")
_BEFORE = re.compile("曾(?:对|于)|前次")
_FED_BACK = re.compile(
    "(?:反馈|督察|巡察|巡视|审计)?(?:意见|报告)[^。;,]{0,24}?(?:通报|反馈|下发|送达|转至|转来|转交|移交)|(?:反馈|送达|印发|转来|移交|交办|通报|下发|转交|出具|召开)[^。;,]{0,24}?"
    "(?:意见|报告|问题|情况|反馈|通知书|清单|反馈单)|反馈|收到[^。;]{0,16}?(?:意见|报告|通知)|接到[^。;]{0,10}反馈"
)
_NO_FEEDBACK = re.compile(
    "传达|学习|部署|贯彻|党组会|党委会|常委会议?研究|民主生活会|整改推进|领导小组|第二天"
)
#: A period of what was looked into stands between 对 and what was done, or before 的 and a noun;
#: that of the inspection itself is led to by 于, 自, 从, 在, or by words for its time.
_LED_TO = re.compile("(?:于|自|从|在|时间[为是:]?)$")
_LOOKED_INTO = re.compile(
    "对(?:(?!开展|进行|实施)[^,。;:])*$|(?:检查|审查|核查|抽查|审计|了解|延伸|追溯)[了至到]?$"
)
_QUALIFIES = re.compile(f"期?间?的(?![^,。;进开]{{0,6}}(?:{_INSPECTED.pattern}))")
#: Words further away from a period do not bear on it.
_FARTHEST = 100
_BRACKET = re.compile("《[^》]{0,200}》|\\([^)]{0,200}\\)")
_SENTENCE = re.compile("[^。;\\n]+")
_YEAR = re.compile("(?:19|20)\\d\\d(?=年)")


def form_and_kind(parts: Parts, spans: list[Span], vocabulary: Vocabulary) -> Iterator[Metadatum]:
    """Form (巡视, 巡察, 督察, 审计) and kind (专项, 机动, 提级, 交叉, 回头看) of the inspection.

    The team's printed name decides before the title, the title before the lead.
    """
    sentences = _about_inspection(parts)
    zones = [*spans, *parts.title, *sentences]
    entries = vocabulary.entries("inspections")
    form = _first(parts, [e for e in entries if e.facet == "form"], zones)
    if form is None:
        return
    code, span = form
    yield parts.found("inspection_form", span, code)
    plain = {"ducha": "environmental", "audit": "audit", "other_form": "other"}
    if code in plain:
        yield parts.found("inspection_kind", span, plain[code])
        return
    kinds = [entry for entry in entries if entry.facet == "kind"]
    for group in (spans, [*parts.title, *sentences]):
        for entry in kinds:
            found = _first(parts, [entry], group)
            if found:
                yield parts.found("inspection_kind", found[1], found[0])
                return
    note = "no word of a kind is printed"
    yield parts.found("inspection_kind", span, kinds[-1].code, "inferred", note)


def _first(
    parts: Parts, entries: Sequence[InspectionEntry], zones: Sequence[Span]
) -> tuple[str, Span] | None:
    """The first zone in which a pattern is found: the code of the first pattern there, its span."""
    for low, high in zones:
        for entry in entries:
            match = re.compile(entry.pattern).search(parts.solid, low, high)
            if match:
                return entry.code, match.span()
    return None


def _about_inspection(parts: Parts) -> list[Span]:
    """Sentences of the lead's opening that tell of the inspection."""
    spans = [m.span() for m in _SENTENCE.finditer(parts.solid, *parts.lead)]
    spans = [span for span in spans if not _BEFORE.search(parts.solid, *span)]
    return [span for span in spans[:4] if _INSPECTED.search(parts.solid, *span)]


def period_of(
    parts: Parts, spans: list[Span], published: Day | None
) -> tuple[Day | None, Day | None]:
    """First and last day of the inspection: the period told nearest to the team that came."""
    solid = parts.solid
    told: list[tuple[int, Day, Day]] = []
    for low, high in _about_inspection(parts):
        outside = [m.span() for m in _BRACKET.finditer(solid, low, high)]
        for first, last in [
            *ranges_in(solid, low, high, parts.breaks),
            *_from_to(parts, low, high),
        ]:
            if _inside(first.start, outside):
                continue
            if _EARLIER.search(solid, max(low, first.start - 4), first.start):
                continue
            if _looked_into(solid, low, first, last):
                continue
            away = min((abs(first.start - span[0]) for span in spans), default=0)
            told.append((away, first, last))
    if not told:
        return None, None
    _, first, last = min(told, key=lambda one: one[0])
    year = _year_for(parts, first, published)
    if first.year is None and year is not None:
        first = first.in_year(year, "the year is carried over from elsewhere in the text")
    if last.year is None and first.year is not None:
        year_from = first.year_from or FIRST_DAY
        last = last.in_year(first.year + (last.month < first.month), year_from)
    return first, last


def _looked_into(solid: str, low: int, first: Day, last: Day) -> bool:
    """True if a period is one of the work that was inspected, not of the inspection."""
    low = max(low, first.start - _FARTHEST)
    clause = max([low, *(solid.rfind(mark, low, first.start) + 1 for mark in ",。;:")])
    if _LED_TO.search(solid, clause, first.start):
        return False
    return bool(
        _LOOKED_INTO.search(solid, clause, first.start) or _QUALIFIES.match(solid, last.end)
    )


def _from_to(parts: Parts, low: int, high: int) -> Iterator[tuple[Day, Day]]:
    """A day of arrival and a day of the end told in two clauses of one sentence."""
    for first, last in pairwise(days_in(parts.solid, low, high, parts.breaks)):
        if _ENDS.match(parts.solid, last.end, high) and last.start - first.end > 1:
            yield first, last


def _year_for(parts: Parts, day: Day, published: Day | None) -> int | None:
    """Year of a day printed without one: the last one in the lead before it, else the text's."""
    if day.year_word is None:
        years = list(_YEAR.finditer(parts.solid, parts.lead[0], day.start))
        outside = [m.span() for m in _BRACKET.finditer(parts.solid, *parts.lead)]
        years = [year for year in years if not _inside(year.start(), outside)]
        if years:
            return int(years[-1].group())
    if published is None or published.year is None:
        return None
    return published.year - (day.year_word == "去年")


def feedback_of(parts: Parts, last: Day | None, published: Day | None) -> Iterator[Metadatum]:
    """Day of the feedback: in a sentence that tells of it, the day nearest before the verb."""
    solid = parts.solid
    for low, high in (m.span() for m in _SENTENCE.finditer(solid, *parts.opening)):
        if _BEFORE.search(solid, low, high):
            continue
        taken = [m.span() for m in _BRACKET.finditer(solid, low, high) if m.group()[0] == "("]
        days = [
            day
            for day in days_in(solid, low, high, parts.breaks)
            if (last is None or day.start > last.start)
            and (not (last and last.year and day.year) or day.year >= last.year)
            and not _inside(day.start, taken)
        ]
        ends = [day.end for day in days]
        for match in _FED_BACK.finditer(solid, low, high):
            before = bisect_right(ends, match.end())
            if not before:
                continue
            day = days[before - 1]
            between = solid[day.end : match.start()]
            if (
                "。" in between
                or len(between) > 40
                or _NO_FEEDBACK.search(solid, day.end, match.end())
            ):
                continue
            yield from _dated(parts, day, last, published)
            return


def _inside(place: int, spans: list[Span]) -> bool:
    """True if a place lies in one of some spans, which are in order."""
    at = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return at >= 0 and place < spans[at][1]


def _dated(parts: Parts, day: Day, last: Day | None, published: Day | None) -> Iterator[Metadatum]:
    span = day.start, day.end
    if day.year is not None:
        if printed := day.printed():
            yield parts.found("feedback_date", span, printed)
        return
    year = last.year if last is not None else None
    if year is not None and last is not None:
        year += day.month < last.month
        note = "the year is carried on from the period"
    else:
        year, note = _year_for(parts, day, published), "the year is that of the text"
    printed = day.in_year(year, note).printed() if year else None
    if printed:
        yield parts.found("feedback_date", span, printed, "inferred", note)
