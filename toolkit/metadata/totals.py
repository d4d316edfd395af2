"""Totals that a report states of itself: problems found, and how many are completed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ..outline.numbering import numeral_value
from .days import Day
from .record import Metadatum, Parts, Span

_N = r"(?P<n>\d{1,4}|[一二三四五六七八九十百]{1,5})"
_M = _N.replace("n>", "m>")
_UNIT = "[个项条处类]"
_WHAT = "(?:具体|主要|突出|方面的?|整改|反馈|的|各类|任务|事项)*(?:问题|任务|事项)"
_PARTED = r"[\d一二三四五六七八九十]{1,3}(?:个?(?:大?方面|大?类别?|板块|领域))"
#: Ways to state how many problems were found, the surest first.
_FOUND = tuple(
    re.compile(pattern)
    for pattern in (
        # 共计14个问题, 问题总数为31个
        rf"(?:共计|总计|合计){_N}{_UNIT}{_WHAT}|问题(?:总数|总量|数量)(?:共|为|是|有|:)*{_M}{_UNIT}",
        # 5个方面23个, 4类18项具体问题, 3方面8类27项问题
        rf"(?:{_PARTED}(?:的|共|、)?){{1,4}}{_N}{_UNIT}(?!方面)",
        # 问题共有17项, 整改任务共8项, 查出问题64个
        rf"问题(?:清单|隐患)?(?:共计|共有?|总计|合计|一共|有|计)?:?{_N}{_UNIT}(?!方面|大?类)",
        rf"(?:任务|事项|隐患)(?:清单)?(?:共计|共有?|总计|合计|一共|有)?:?{_N}{_UNIT}(?!方面|大?类)",
        # 26个问题, 31项整改任务, 一共16个
        rf"{_N}{_UNIT}{_WHAT}",
        rf"(?:一共|,共){_N}{_UNIT}",
    )
)
#: So many of them are sure enough to be read inside the first entry too.
_SURE = 3
_FINISHED = (
    "已整改|改到位|完成整改|整改完成|整改到位|完成销号|整治销号|整改完毕|销号|办结|改完|完成"
)
_DONE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"累计(?:已)?(?:{_FINISHED}){_N}{_UNIT}",
        rf"(?:{_FINISHED})(?:任务|销号|了|的|问题|事项|具体)*(?:有|共|:)?{_N}{_UNIT}",
        rf"{_N}{_UNIT}(?:问题|任务|事项)?(?:已经?|均已?|都已?|全部)*(?:{_FINISHED})"
        rf"(?!:?(?:\d|[一二三四五六七八九十百]{{1,4}}{_UNIT}))",
    )
)
_ALL_DONE = re.compile(
    rf"{_N}{_UNIT}(?:具体)?(?:问题|任务|事项)[^。;]{{0,14}}?(?:已|均|都|现)*(?:已全部|全部已?|均已|全部)"
    f"(?:{_FINISHED}|整改)"
)
#: Words in a clause that make its number one of a part, or of another matter.
_PART = re.compile(
    "其中|一并|上一?轮|上次|上一次|此前|立行立改|选人用人|延伸|抽查|基本$|线索|剩余|余下|类$|信访|领办|带头"
)
#: Words right before a number of things done that leave them to come.
_TO_COME = re.compile("(?:前|计划|力争|拟|预计|将|确保),?再?$")
#: What was counted before in the sentence, if it was no problems.
_OTHER_COUNT = re.compile(
    "(?:措施|制度|文件|线索)[^,。;]{0,4}\\d[^。;]*$|(?:措施|制度|文件|线索)[^,。;\\d]{0,4}$|\\d[个条项件](?:措施|制度|文件)[^。;]*$"
    "|(?:选人用人|专项检查|立行立改|限期整改|长期坚持)[^。;]*$"
)
#: A sentence that tells of an earlier inspection.
_EARLIER = re.compile("曾(?:对|于)|前次|首次巡")
_DONE_BEFORE = re.compile(f"(?:{_FINISHED})(?:整改)?$")
_SENTENCE_END = re.compile("[^。;]*")
_CLAUSE_MARKS, _SENTENCE_MARKS = ",。;:(", "。;"
#: Words further away from a number do not bear on it.
_FARTHEST = 300
_YEAR = re.compile("((?:19|20)\\d\\d)年(?!度)")
_OF_TASKS = re.compile("任务")

_Refused = Callable[[str, int, int], bool]


def totals_of(parts: Parts, start: Day | None, plan: bool) -> Iterator[Metadatum]:
    """Numbers said of the whole report, outside its entries: the first that is not of a part.

    Parameters
    ----------
    parts
        The report.
    start
        First day of the inspection: numbers of earlier years are of another one.
    plan
        True for a plan, which has completed nothing yet.
    """
    year = start.year if start is not None and start.year else 0
    zones = [(zone, _FOUND) for zone in parts.outside] + [(parts.opening, _FOUND[:_SURE])]
    found = next(
        (f for zone, ps in zones for p in ps if (f := _first(parts, [p], _not_found, zone, year))),
        None,
    )
    if found and not _others_beside(parts, found):
        yield parts.found("stated_issues", found[0], str(found[1]))
    if plan:
        return
    of_problems = found is not None and "问题" in parts.solid[slice(*found[0])]
    for zone in (*parts.outside, parts.opening):
        for patterns, refused in (
            ((_ALL_DONE,), _of_a_part),
            (_DONE[:1], _not_done),
            (_DONE[1:], _not_done),
        ):
            done = _first(parts, patterns, refused, zone, year)
            if done and not (
                of_problems and _OF_TASKS.search(parts.solid, *_clause(parts, done[0]))
            ):
                yield parts.found("stated_completed", done[0], str(done[1]))
                return


def _clause(parts: Parts, span: Span) -> Span:
    """The clause that a span ends in, up to its end."""
    return span[0] - len(_since(parts.solid, 0, span[0], _CLAUSE_MARKS)), span[1]


def _number(match: re.Match[str]) -> int:
    """The number that a pattern's group holds, 0 if it is none."""
    groups = match.groupdict()
    return numeral_value(groups["n"] or groups.get("m") or "") or 0


def _first(
    parts: Parts, patterns: Sequence[re.Pattern[str]], refused: _Refused, zone: Span, year: int
) -> tuple[Span, int] | None:
    """The first number above one that any of some patterns finds in a stretch, with its span."""
    found = [
        (match.span(), _number(match))
        for pattern in patterns
        for match in pattern.finditer(parts.solid, *zone)
        if not refused(parts.solid, zone[0], match.start())
        and not _earlier(parts.solid, zone[0], match.start(), year)
    ]
    return min((one for one in found if one[1] > 1), default=None)


def _earlier(solid: str, low: int, start: int, year: int) -> bool:
    """True if a number stands in brackets, or behind a year before that of the inspection."""
    before = _since(solid, low, start, "。;:")
    years = _YEAR.findall(before)
    return before.count("(") > before.count(")") or bool(years and int(years[-1]) < year)


def _since(solid: str, low: int, start: int, marks: str) -> str:
    """Words before a place, from the last of some marks on."""
    low = max(low, start - _FARTHEST)
    return solid[max([low, *(solid.rfind(mark, low, start) + 1 for mark in marks)]) : start]


def _of_a_part(solid: str, low: int, start: int) -> bool:
    if _EARLIER.search(_since(solid, low, start, _SENTENCE_MARKS)):
        return True
    return _PART.search(_since(solid, low, start, _CLAUSE_MARKS)) is not None


def _others_beside(parts: Parts, found: tuple[Span, int]) -> bool:
    """True if one sentence states several numbers alike: of several inspections, not of all."""
    (start, end), number = found
    after = _SENTENCE_END.match(parts.solid, end, end + _FARTHEST)
    stretch = end, after.end() if after else end
    pattern = next(p for p in _FOUND if p.fullmatch(parts.solid, start, end))
    others = (
        _number(match)
        for match in pattern.finditer(parts.solid, *stretch)
        if not _not_found(parts.solid, start, match.start())
    )
    different = [other for other in others if other not in {0, number}]
    return bool(different) and sum(different) != number


def _not_found(solid: str, low: int, start: int) -> bool:
    """True if a number is one of a part, or of what was done about the problems."""
    return _of_a_part(solid, low, start) or _DONE_BEFORE.search(solid, low, start) is not None


def _not_done(solid: str, low: int, start: int) -> bool:
    """True if a number of things done is one of a part, one to come, or one of measures."""
    before = _since(solid, low, start, _SENTENCE_MARKS)
    last = before if "选人用人" in before else before.rpartition("问题")[2]
    other = _TO_COME.search(before) or _OTHER_COUNT.search(last)
    return other is not None or _of_a_part(solid, low, start)
