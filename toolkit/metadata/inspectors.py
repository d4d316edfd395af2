"""Who inspected: the teams or offices that a report names, and the level that sent them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..divisions import agreeing, find_places, is_place
from .record import Metadatum, Parts, Span

_ORDINAL = "第?[一二三四五六七八九十\\d]{1,4}(?![一二三四五六七八九十\\d])"
#: A place before the sender; words that join or tell are no part of its name.
_PLACE = (
    "[^\\W\\d第轮届委巡察督组对在向由和与及被受将按落实彻根据]{1,12}(?:省|市|自治区|州|县|区|盟|旗)"
)
#: Who sends: the centre, a committee, a level, a place.
_SENDER = (
    "(?:中央|国务院|党中央|教育部|国资委"
    "|(?:省|师市|市|区|县|州|盟|旗|地|自治区|兵团|师|镇|乡|校|院|集团|集团公司|公司|企业|总行|分行)?(?:党委|委|党工委|工委|党组)"
    f"|(?:{_PLACE})(?:委|党委)?|省|市|县|区|州|盟|自治区)"
)
_CHECK = "(?:巡视|巡察|督察|督查|督导|巡查|检查|审计)"
#: What stands between the sender and 组: numbers, rounds, kinds, fields.
_BETWEEN = (
    f"(?:{_ORDINAL}[轮批次届]?|[、和]|常规|专项|机动式?|提级|交叉|联合|联动|政治|大|生态环境保护|环境保护"
    f"|生态环境|环保|安全生产|河湖|河长制|粮食|教育|乡村振兴|工作|综合|{_CHECK}(?=第)){{0,8}}"
)
#: No name goes on behind a second committee, or behind the words with which one sends a team.
_ANOTHER = "[省市县区州盟旗]委|部署|安排|批准|同意|决定|派出|委派|计划|要求"
_TEAM = re.compile(
    f"{_SENDER}{_BETWEEN}{_CHECK}(?:{_ORDINAL})?(?:工作)?组"
    f"|{_SENDER}(?:(?!{_ANOTHER})[^,。;:、对在由向与落实彻]){{2,12}}?第[一二三四五六七八九十\\d]+[\u4e00-\u9fff]{{0,4}}?{_CHECK}组"
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
    **dict.fromkeys(("市", "师市", "州", "盟", "地", "地区", "师"), "prefecture"),
    **dict.fromkeys(("县", "区", "旗"), "county"),
}
_LEVEL_WORDS = sorted(_LEVELS, key=len, reverse=True)
_LEVEL_WORD = re.compile("|".join(_LEVEL_WORDS))
#: Words further away from a name do not bear on it.
_FARTHEST = 200
_CENTRAL = re.compile("中央|国务院|党中央|审计署|教育部|国资委")
_COMPANY = re.compile("公司|集团|联社|银行|总行|分行|企业")
_UNIT = re.compile("党组|党委|工委|集团|公司|[镇乡校院]")
_SENDER_END = re.compile("委|第|巡|督|审|检|联合|机动|提级|交叉")
#: A body before a place in a name: 国家税务总局楚雄彝族自治州税务局.
_OF_A_BODY = re.compile("[\u4e00-\u9fff]{2,}(?:局|厅|部|署|院|公司|集团|行)")
_PLACED = re.compile(_PLACE)
_YEAR = re.compile("(?:19|20)\\d\\d(?=年)")
_NUMBERED = re.compile("第?[一二三四五六七八九十\\d]+")
#: A team that came before the one that is told of.
_BEFORE_THIS = re.compile("[^,。;]{0,8}(?:之后|以后)")


def inspectors_of(parts: Parts) -> list[Span]:
    """Spans of the inspecting bodies: in the lead, else the title; numbered teams before others."""
    for pattern in (_TEAM, _OFFICE, _TEAM_ALONE):
        for low, high in (parts.lead, *parts.title):
            named = [
                (_name_start(parts, _line_start(parts, match, pattern), match.end()), match.end())
                for match in pattern.finditer(parts.solid, low, high)
                if not _BEFORE_THIS.match(parts.solid, match.end())
            ]
            if named:
                return _latest(parts.solid, low, _distinct(parts.solid, named))
    return []


def _name_start(parts: Parts, start: int, end: int) -> int:
    """Where a name begins that opens with a place: words before a known place are none of it.

    Known is a place of the list of divisions, its level said twice or not (自治州州委), or one that
    the title names. If none is known, the name begins with the word of its level:
    ``县委第二巡察组`` in 3月1日起县委第二巡察组.
    """
    placed = _PLACED.match(parts.solid, start, end)
    if placed is None:
        return start
    place = placed.group()
    title = "".join(parts.solid[slice(*span)] for span in parts.title).removeprefix("中共")
    for at in range(len(place) - 1):
        name = place[at:]
        if is_place(name) or is_place(name[:-1]) or title.startswith(name):
            return start if _OF_A_BODY.fullmatch(place, 0, at) else start + at
    level = next(word for word in _LEVEL_WORDS if place.endswith(word))
    return placed.end() - len(level)


def _latest(solid: str, low: int, named: list[Span]) -> list[Span]:
    """Names without those whose sentence tells an earlier year than that of another name.

    They are teams of an earlier inspection.
    """
    years = [_year_before(solid, max(low, start - _FARTHEST), start) for start, _ in named]
    last = max((year for year in years if year), default=0)
    return [span for span, year in zip(named, years, strict=True) if not year or year == last]


def _year_before(solid: str, low: int, start: int) -> int | None:
    """The last year printed in a sentence before a place."""
    begin = max(low, solid.rfind("。", low, start) + 1, solid.rfind(";", low, start) + 1)
    years = _YEAR.findall(solid, begin, start)
    return int(years[-1]) if years else None


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


def sender_levels(
    parts: Parts, spans: list[Span], places: Sequence[Metadatum], body: Metadatum | None
) -> Iterator[Metadatum]:
    """Levels of the bodies that sent the teams (中央, 省, 市, 县, or a unit), joined by ``;``.

    Told by the last word of a level in the sender's printed name; a team without one has none, and
    that of a company is a unit's. 市 is a word of three levels: whose it is tells the list of
    divisions, where a county-level city is a county, those right under a province among them.

    Parameters
    ----------
    parts
        The report.
    spans
        Spans of the teams.
    places
        The report's own places.
    body
        The body whose report it is.
    """
    levels = []
    for low, high in spans:
        end = _SENDER_END.search(parts.solid, low, high)
        sender = parts.solid[low : end.start() if end else high]
        words = _LEVEL_WORD.findall(sender)
        level: str | None = None
        if _CENTRAL.match(parts.solid, low, high):
            level = "central"
        elif _COMPANY.search(sender):
            level = "unit"
        elif words and words[-1] == "市":
            named = _named_city(sender, places)
            level = named or _own_city(places, body, parts.solid[low:high])
        elif words:
            level = _LEVELS[words[-1]]
        elif _UNIT.search(parts.solid, low, high):
            level = "unit"
        levels += [level] if level else []
    if levels:
        note = "from the sender's name"
        span = spans[0][0], spans[-1][1]
        value = ";".join(dict.fromkeys(levels))
        yield parts.found("inspector_level", span, value, "inferred", note)


def _named_city(sender: str, places: Sequence[Metadatum]) -> str | None:
    """Level of the last city that a sender's name names, if the list of divisions has it."""
    cities = [place for place in find_places(sender) if sender[place.end - 1] == "市"]
    if not cities:
        return None
    code = next((one.value for one in places if one.field == "division_code"), "")
    near = tuple(d for d in cities[-1].divisions if d.code[:4] == code[:4])
    levels = {division.level for division in near or agreeing(cities[-1].divisions, ())}
    return levels.pop() if len(levels) == 1 else None


def _own_city(places: Sequence[Metadatum], body: Metadatum | None, team: str) -> str | None:
    """Level of the city that a report calls 市 without its name; ``None`` if it may be of two.

    It is the one in the body's name, else the one the report prints elsewhere. The city that sends
    a promoted team (提级) to a county-level city is the one above it.
    """
    cities = [one for one in places if one.value.endswith("市")]
    if any(one.field == "province" for one in cities):
        return "province"
    printed = [one for one in cities if one.basis == "printed"]
    inside = [one for one in printed if body is not None and _lies_in(one, body)]
    levels = {one.field for one in inside or printed or cities}
    if not printed and "county" in levels:  # by its address alone
        return None
    if levels == {"county"} and "提级" not in team:
        return None if "交叉" in team else "county"
    return None if levels == {"county", "prefecture"} else "prefecture"


def _lies_in(one: Metadatum, other: Metadatum) -> bool:
    if one.start is None or other.start is None or other.end is None:
        return False
    return other.start <= one.start < other.end
