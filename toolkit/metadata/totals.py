"""How many problems a report says were found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .counts import NUMBER, UNIT, WHAT, Count, counts_in, is_ordinal, value_of
from .record import Parts, Span

_N = f"(?P<n>{NUMBER})(?P<unit>{UNIT})"
_M = _N.replace("<n>", "<m>").replace("<unit>", "<unit_m>")
_PARTED = r"[\d一二三四五六七八九十]{1,3}(?:个?(?:大?方面|大?类别?|板块|领域))"
#: Ways to state how many problems were found, the surest first.
_FOUND = tuple(
    re.compile(pattern)
    for pattern in (
        # 共计14个问题, 问题总数为31个
        rf"(?:共计|总计|合计){_N}{WHAT}|问题(?:总数|总量|数量)(?:共|为|是|有|:){{0,3}}{_M}",
        # 5个方面23个, 4类18项具体问题, 3方面8类27项问题
        rf"(?:{_PARTED}(?:的|共|、)?){{1,4}}{_N}(?!方面)",
        # 问题共有17项, 整改任务共8项, 查出问题64个
        rf"问题(?:清单|隐患)?(?:共计|共有?|总计|合计|一共|有|计)?:?{_N}(?!方面|大?类)",
        rf"(?:任务|事项|隐患)(?:清单)?(?:共计|共有?|总计|合计|一共|有)?:?{_N}(?!方面|大?类)",
        # 26个问题, 31项整改任务, 一共16个
        rf"{_N}{WHAT}",
        rf"(?:一共|,共){_N}",
    )
)
#: So many of them are sure enough to be read inside the first entry too.
_SURE = 3
#: Problems that concern the report's own place, of more that were found in a wider region.
_OWN = re.compile(rf"涉及(?:到)?[我本][^,。;:\d]{{0,12}}?(?:共|有|:)?{_N}")
_WIDER = re.compile("全(?:国|省|市|区|州|盟|县|旗|系统|集团|行业|流域)")
#: Words of the inspection that found the problems.
_INSPECTED = re.compile(
    "反馈|指出|移交|交办|意见|列示|巡视|巡察|督察|督查|督导|巡查|审计|检查(?:组|共|发现|反馈)"
)
#: Words of a search of one's own, which finds other problems than the inspection's.
_OWN_SEARCH = re.compile("排查|自查|摸排|查摆|检视|走访|对照检查|自我检查")
#: Words in a clause that make its number one of a part, or of another matter.
_PART = re.compile(
    "其中|一并|上一?轮|上次|上一次|此前|立行立改|选人用人|延伸|抽查|基本$|线索|剩余|余下|类$|信访|领办|带头"
)
#: A sentence that tells of an earlier inspection.
_EARLIER = re.compile("曾(?:对|于)|前次|首次巡")
FINISHED = (
    "已整改|改到位|完成整改|整改完成|整改到位|完成销号|整[改治]销号|整改完毕|销号|办结|改完|完成"
)
#: Words before a number that leave it what remains, and behind it that tell how far things are.
_REST = re.compile("其余|除[^,。;]*$")
_STATE = re.compile("[^,。;、]*?(?:已|正|未|尚|需|完成|推进|办结|到位|销号)")
_DONE_BEFORE = re.compile(f"(?:{FINISHED})(?:整改)?$")
_SENTENCE_END = re.compile("[^。;]*")
CLAUSE_MARKS, SENTENCE_MARKS = ",。;:(", "。;"
#: Words further away from a number do not bear on it.
_FARTHEST = 300
_YEAR = re.compile("((?:19|20)\\d\\d)年(?!度)")


def issues_found(parts: Parts, year: int) -> Count | None:
    """The number of problems found, said of the whole report outside its entries.

    Of several numbers that are not of a part, the one is taken whose clause, else whose sentence,
    speaks of an inspection; then the one that is stated in the surest way.

    Parameters
    ----------
    parts
        The report.
    year
        Year of the inspection: numbers of earlier years are of another one. 0 if it is not known.
    """
    zones = [(zone, _FOUND) for zone in parts.outside] + [(parts.opening, _FOUND[:_SURE])]
    found = next((f for zone, ps in zones if (f := _surest(parts, ps, zone, year))), None)
    if found is None:
        return None
    return _own_share(parts, found) or _of_several(parts, found)


def _surest(
    parts: Parts, patterns: Sequence[re.Pattern[str]], zone: Span, year: int
) -> Count | None:
    told = [
        (_distance(parts.solid, zone[0], count), rank, count)
        for rank, pattern in enumerate(patterns)
        for count in _matches(pattern, parts.solid, *zone)
        if count.value > 1
        and not _not_found(parts.solid, zone[0], count.start)
        and not earlier(parts.solid, zone[0], count.start, year)
    ]
    return min(told)[2] if told else None


def _matches(pattern: re.Pattern[str], solid: str, low: int, high: int) -> Iterator[Count]:
    """What a pattern finds, as counts; their spans are those of the whole pattern."""
    for match in pattern.finditer(solid, low, high):
        group = "n" if match["n"] else "m"
        value = value_of(match[group])
        unit = match["unit"] if match["n"] else match["unit_m"]
        if value and not is_ordinal(solid, low, match.start(group)):
            yield Count(*match.span(), value, unit)


def _distance(solid: str, low: int, count: Count) -> int:
    """How far from a count the inspection is spoken of: in its clause, its sentence, not at all."""
    for away, marks in enumerate((CLAUSE_MARKS, SENTENCE_MARKS)):
        before = since(solid, low, count.start, marks)
        if _INSPECTED.search(before + solid[count.start : count.end]):
            return away
    return 2


def earlier(solid: str, low: int, start: int, year: int) -> bool:
    """True if a number stands in brackets, or behind a year before that of the inspection."""
    before = since(solid, low, start, "。;:")
    years = _YEAR.findall(before)
    return before.count("(") > before.count(")") or bool(years and int(years[-1]) < year)


def since(solid: str, low: int, start: int, marks: str) -> str:
    """Words before a place, from the last of some marks on."""
    low = max(low, start - _FARTHEST)
    return solid[max([low, *(solid.rfind(mark, low, start) + 1 for mark in marks)]) : start]


def of_a_part(solid: str, low: int, start: int) -> bool:
    """True if the words before a number make it one of a part, or of an earlier inspection."""
    if _EARLIER.search(since(solid, low, start, SENTENCE_MARKS)):
        return True
    return _PART.search(since(solid, low, start, CLAUSE_MARKS)) is not None


def _not_found(solid: str, low: int, start: int) -> bool:
    """True if a number is one of a part, of one's own search, or of what was done."""
    clause = since(solid, low, start, CLAUSE_MARKS)
    own = _OWN_SEARCH.search(clause) and not _INSPECTED.search(clause)
    done = _DONE_BEFORE.search(clause)
    return bool(own or done or _REST.search(clause)) or of_a_part(solid, low, start)


def _rest_of_sentence(solid: str, end: int) -> Span:
    rest = _SENTENCE_END.match(solid, end, end + _FARTHEST)
    return end, rest.end() if rest else end


def _own_share(parts: Parts, found: Count) -> Count | None:
    """The problems of a wider region that concern the report's own place, told behind them."""
    clause = since(parts.solid, 0, found.start, CLAUSE_MARKS)
    if not _WIDER.search(clause + parts.solid[found.start : found.end]):
        return None
    match = _OWN.search(parts.solid, *_rest_of_sentence(parts.solid, found.end))
    value = value_of(match["n"]) if match else None
    return Count(*match.span(), value, match["unit"]) if match and value else None


def _of_several(parts: Parts, found: Count) -> Count | None:
    """The number found; if its sentence states several alike, their sum if it is printed.

    Several numbers alike without a sum are those of several inspections, not of all.
    """
    stretch = _rest_of_sentence(parts.solid, found.end)
    pattern = next(p for p in _FOUND if p.fullmatch(parts.solid, found.start, found.end))
    others = [
        other.value
        for other in _matches(pattern, parts.solid, *stretch)
        if not _not_found(parts.solid, found.start, other.start)
        and not _STATE.match(parts.solid, other.end, stretch[1])
    ]
    different = [other for other in others if other != found.value]
    if not different or sum(different) == found.value:
        return found
    total = found.value + sum(others)
    return next((one for one in counts_in(parts.solid, *stretch) if one.value == total), None)
