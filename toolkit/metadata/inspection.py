"""The inspection a report answers: by whom, of what form and kind, when, and its feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..vocabulary import InspectionEntry, Vocabulary
from .days import FIRST_DAY, Day, days_in, ranges_in
from .record import Metadatum, Parts, Span

_ORDINAL = "第?[一二三四五六七八九十\\d]{1,4}(?![一二三四五六七八九十\\d])"
#: A place before the sender; words that join or tell are no part of its name.
_PLACE = (
    "[^\\W\\d第轮届委巡察督组对在向由和与及被受将按落实彻根据]{2,12}(?:省|市|自治区|州|县|区|盟|旗)"
)
#: Who sends: the centre, a committee, a level, a place.
_SENDER = (
    "(?:中央|国务院|党中央|教育部|国资委"
    "|(?:省|市|区|县|州|盟|旗|地|自治区|兵团|师|镇|乡|校|院|集团|集团公司|公司|企业|总行|分行)?(?:党委|委|党工委|工委|党组)"
    f"|(?:{_PLACE})(?:委|党委)?|省|市|县|区|州|盟|自治区)"
)
_CHECK = "(?:巡视|巡察|督察|督查|督导|巡查|检查|审计)"
#: What stands between the sender and 组: numbers, rounds, kinds, fields.
_BETWEEN = (
    f"(?:{_ORDINAL}[轮批次届]?|[、和]|常规|专项|机动式?|提级|交叉|联合|联动|政治|大|生态环境保护|环境保护"
    f"|生态环境|环保|安全生产|河湖|河长制|粮食|教育|乡村振兴|工作|综合|{_CHECK}(?=第)){{0,8}}"
)
_TEAM = re.compile(
    f"{_SENDER}{_BETWEEN}{_CHECK}(?:{_ORDINAL})?(?:工作)?组"
    f"|{_SENDER}[^,。;:、对在由向与落实彻]{{2,12}}?第[一二三四五六七八九十\\d]+[\u4e00-\u9fff]{{0,4}}?{_CHECK}组"
)
#: A team whose sender is not named beside it.
_TEAM_ALONE = re.compile(
    f"(?:[^\\W\\d第对由向在与和局省市县区]{{2,6}}(?=专项))?(?:{_BETWEEN}){_CHECK}(?:{_ORDINAL})?组"
)
_OFFICE = re.compile(
    "审计署(?:驻[\u4e00-\u9fff]{2,8}特派员办事处)?"
    "|(?:(?:[\u4e00-\u9fff]{2,8}(?:省|市|自治区|州|县|区|盟|旗))|省|市|县|区|州|自治区)审计[局厅]"
)
#: Words of a level in a sender's name; the last one before the kind of team tells the level.
_LEVELS = {
    **dict.fromkeys(("自治区", "省", "兵团"), "province"),
    **dict.fromkeys(("市", "州", "盟", "地", "师"), "prefecture"),
    **dict.fromkeys(("县", "区", "旗"), "county"),
}
_LEVEL_WORD = re.compile("|".join(sorted(_LEVELS, key=len, reverse=True)))
_CENTRAL = re.compile("中央|国务院|党中央|审计署|教育部|国资委")
_UNIT = re.compile("党组|党委|工委|集团|公司|[镇乡校院]")
_SENDER_END = re.compile("委|第|巡|督|审|检|联合|机动|提级|交叉")
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_NUMBERED = re.compile("第?[一二三四五六七八九十\\d]+")
_ACTS = re.compile("对|进驻|开展|进行|派出|反馈|指出|入驻")
_AUDITED = re.compile("审计(?:查出|发现|指出|整改|反馈|移送)|对[^。]{2,40}进行了?审计")
_INSPECTED = re.compile("巡视|巡察|督察|督查|督导|巡查|检查|审计|进驻")
_ENDS = re.compile("结束|撤离|完成")
_EARLIER = re.compile("继$|上[一]?轮|首次|曾|此前")
#: A team that came before the one that is told of.
_BEFORE_THIS = re.compile("[^,。;]{0,8}(?:之后|以后)")
_BEFORE = re.compile("曾(?:对|于)|前次")
_FED_BACK = re.compile(
    "(?:反馈|督察|巡察|巡视|审计)?(?:意见|报告)[^。;,]{0,24}?(?:通报|反馈|下发|送达|转至|转来|转交|移交)|(?:反馈|送达|印发|转来|移交|交办|通报|下发|转交|出具|召开)[^。;,]{0,24}?"
    "(?:意见|报告|问题|情况|反馈|通知书|清单|反馈单)|反馈|收到[^。;]{0,16}?(?:意见|报告|通知)|接到[^。;]{0,10}反馈"
)
_NO_FEEDBACK = re.compile(
    "传达|学习|部署|贯彻|党组会|党委会|常委会议?研究|民主生活会|整改推进|领导小组|第二天"
)
_BRACKET = re.compile("《[^》]*》|\\([^)]*\\)")
_SENTENCE = re.compile("[^。;\\n]+")
_YEAR = re.compile("(?:19|20)\\d\\d(?=年)")


def inspectors_of(parts: Parts) -> list[Span]:
    """Spans of the inspecting bodies: in the lead, else the title; numbered teams before others."""
    for pattern in (_TEAM, _OFFICE, _TEAM_ALONE):
        for low, high in (parts.lead, *parts.title):
            named = [
                (_line_start(parts, match, pattern), match.end())
                for match in pattern.finditer(parts.solid, low, high)
                if not _BEFORE_THIS.match(parts.solid, match.end())
            ]
            if named:
                return _distinct(parts.solid, named)
    return []


def _line_start(parts: Parts, match: re.Match[str], pattern: re.Pattern[str]) -> int:
    """Where a name begins: at a line inside it, if what stands there is a whole name too."""
    for start, _ in reversed(parts.stream.lines(match.start(), match.end())):
        if pattern.fullmatch(parts.solid, start, match.end()):
            return start
    return match.start()


def _distinct(solid: str, named: list[Span]) -> list[Span]:
    """The numbered teams, each once; where none has a number, the first named."""
    numbered = [span for span in named if _NUMBERED.search(solid, *span)]
    kept: dict[str, Span] = {}
    for span in numbered or named[:1]:
        kept.setdefault(solid[slice(*span)], span)
    names = list(kept)
    return [kept[name] for name in names if not any(name != o and o.endswith(name) for o in names)]


def inspector_of(parts: Parts, spans: list[Span]) -> Iterator[Metadatum]:
    """Inspecting bodies as printed, joined by ``; ``."""
    if spans:
        value = "; ".join(parts.solid[slice(*span)] for span in spans)
        yield parts.found("inspector", (spans[0][0], spans[-1][1]), value if len(spans) > 1 else "")


def sender_levels(parts: Parts, spans: list[Span], province: str | None) -> Iterator[Metadatum]:
    """Levels of the bodies that sent the teams (中央, 省, 市, 县, or a unit), joined by ``;``.

    Told by the last word of a level in the sender's printed name; a team without one has none. The
    市委 of a municipality is one of a province.
    """
    levels = []
    for low, high in spans:
        end = _SENDER_END.search(parts.solid, low, high)
        words = _LEVEL_WORD.findall(parts.solid, low, end.start() if end else high)
        if _CENTRAL.match(parts.solid, low, high):
            levels.append("central")
        elif words:
            level = _LEVELS[words[-1]]
            municipal = level == "prefecture" and province in _MUNICIPALITIES
            levels.append("province" if municipal else level)
        elif _UNIT.search(parts.solid, low, high):
            levels.append("unit")
    if levels:
        note = "from the sender's name"
        span = spans[0][0], spans[-1][1]
        value = ";".join(dict.fromkeys(levels))
        yield parts.found("inspector_level", span, value, "inferred", note)


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
            if any(a <= first.start < b for a, b in outside):
                continue
            if _EARLIER.search(solid, max(low, first.start - 4), first.start):
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


def _from_to(parts: Parts, low: int, high: int) -> Iterator[tuple[Day, Day]]:
    """A day of arrival and a day of the end told in two clauses of one sentence."""
    for first, last in pairwise(days_in(parts.solid, low, high, parts.breaks)):
        clause = re.compile("[^,。;]*").match(parts.solid, last.end, high)
        if clause and _ENDS.match(clause.group()) and last.start - first.end > 1:
            yield first, last


def _year_for(parts: Parts, day: Day, published: Day | None) -> int | None:
    """Year of a day printed without one: the last one in the lead before it, else the text's."""
    if day.year_word is None:
        years = list(_YEAR.finditer(parts.solid, parts.lead[0], day.start))
        outside = [m.span() for m in _BRACKET.finditer(parts.solid, *parts.lead)]
        years = [y for y in years if not any(a <= y.start() < b for a, b in outside)]
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
        days = [
            day
            for day in days_in(solid, low, high, parts.breaks)
            if last is None or day.start > last.start
        ]
        days = [
            day for day in days if not (last and last.year and day.year) or day.year >= last.year
        ]
        taken = [m.span() for m in _BRACKET.finditer(solid, low, high) if m.group()[0] == "("]
        for match in _FED_BACK.finditer(solid, low, high):
            near = [d for d in days if d.end <= match.end() and not _inside(d.start, taken)]
            if not near:
                continue
            day = near[-1]
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
    return any(low <= place < high for low, high in spans)


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
