"""Who inspected: the teams or offices that a report names, and the level that sent them."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
#: A team that came before the one that is told of.
_BEFORE_THIS = re.compile("[^,。;]{0,8}(?:之后|以后)")


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
