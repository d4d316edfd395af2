"""Totals that a report states of itself: problems found, and how many are completed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ..outline.numbering import numeral_value
from .record import Metadatum, Parts, Span

_N = r"(?P<n>\d{1,4}|[一二三四五六七八九十百]{1,5})"
_UNIT = "[个项条处类]"
_WHAT = "(?:具体|主要|突出|方面的?|整改|反馈|的|各类|任务|事项)*(?:问题|任务|事项)"
_PARTED = r"[\d一二三四五六七八九十]{1,3}(?:个?(?:大?方面|大?类别?|板块|领域))"
#: Ways to state how many problems were found, the surest first.
_FOUND = tuple(
    re.compile(pattern)
    for pattern in (
        # 5个方面23个, 4类18项具体问题, 3方面8类27项问题
        rf"(?:{_PARTED}(?:的|共|、)?)+{_N}{_UNIT}(?!方面)",
        # 问题共有17项, 整改任务共8项, 查出问题64个
        rf"(?:问题|任务|事项)(?:清单)?(?:共计|共有?|总计|合计|一共|有)?:?{_N}{_UNIT}(?!方面|大?类)",
        # 26个问题, 31项整改任务, 一共16个
        rf"{_N}{_UNIT}{_WHAT}",
        rf"一共{_N}{_UNIT}",
    )
)
_FINISHED = "完成整改|整改完成|整改到位|完成销号|整治销号|整改完毕|销号|办结|改完|完成"
_DONE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_FINISHED})(?:任务|销号|了|的|问题|事项|具体)*(?:有|共)?{_N}{_UNIT}",
        rf"{_N}{_UNIT}(?:问题|任务|事项)?(?:已经?|均已?|都已?|全部)*(?:{_FINISHED})",
    )
)
_ALL_DONE = re.compile(
    rf"{_N}{_UNIT}(?:具体)?(?:问题|任务|事项)?,?(?:已|均|都|现)*(?:已全部|全部已?|均已|全部)"
    f"(?:{_FINISHED})"
)
#: Words in a clause that make its number one of a part, or of another matter.
_PART = re.compile(
    "其中|一并|上一?轮|上次|上一次|此前|立行立改|选人用人|延伸|抽查|基本$|移交|剩余|余下|类$|信访"
)
#: Words right before a number of things done that leave them to come.
_TO_COME = re.compile("(?:前|计划|力争|拟|预计|将|确保),?再?$")
#: What was counted before in the sentence, if it was no problems.
_OTHER_COUNT = re.compile("(?:措施|制度|文件|选人用人|专项检查)[^。;]*$")
_DONE_BEFORE = re.compile(f"(?:{_FINISHED})(?:整改)?$")
_SENTENCE_END = re.compile("[^。;]*")
_CLAUSE_START = re.compile("[^,。;:(]*$")
_SENTENCE_START = re.compile("[^。;]*$")

_Refused = Callable[[str, int, int], bool]


def totals_of(parts: Parts) -> Iterator[Metadatum]:
    """Numbers said of the whole report, outside its entries: the first that is not of a part."""
    found = next((one for one in (_first(parts, [p], _not_found) for p in _FOUND) if one), None)
    if found and not _others_beside(parts, found):
        yield parts.found("stated_issues", found[0], str(found[1]))
    done = _first(parts, [_ALL_DONE], _of_a_part) or _first(parts, _DONE, _not_done)
    if done:
        yield parts.found("stated_completed", done[0], str(done[1]))


def _first(
    parts: Parts, patterns: Sequence[re.Pattern[str]], refused: _Refused
) -> tuple[Span, int] | None:
    """The first number above one that any of some patterns finds, with its span."""
    found = [
        (match.span(), numeral_value(match["n"]) or 0)
        for pattern in patterns
        for low, high in parts.outside
        for match in pattern.finditer(parts.solid, low, high)
        if not refused(parts.solid, low, match.start())
    ]
    return min((one for one in found if one[1] > 1), default=None)


def _of_a_part(solid: str, low: int, start: int) -> bool:
    clause = _CLAUSE_START.search(solid, low, start)
    return clause is not None and _PART.search(clause.group()) is not None


def _others_beside(parts: Parts, found: tuple[Span, int]) -> bool:
    """True if one sentence states several numbers alike: of several inspections, none of the whole."""
    (start, end), number = found
    after = _SENTENCE_END.match(parts.solid, end)
    stretch = end, after.end() if after else end
    pattern = next(p for p in _FOUND if p.fullmatch(parts.solid, start, end))
    others = (
        numeral_value(match["n"])
        for match in pattern.finditer(parts.solid, *stretch)
        if not _not_found(parts.solid, start, match.start())
    )
    return any(other != number for other in others if other)


def _not_found(solid: str, low: int, start: int) -> bool:
    """True if a number is one of a part, or of what was done about the problems."""
    return _of_a_part(solid, low, start) or _DONE_BEFORE.search(solid, low, start) is not None


def _not_done(solid: str, low: int, start: int) -> bool:
    """True if a number of things done is one of a part, one to come, or one of measures."""
    sentence = _SENTENCE_START.search(solid, low, start)
    before = sentence.group() if sentence else ""
    last = before if "选人用人" in before else before.rpartition("问题")[2]
    other = _TO_COME.search(before) or _OTHER_COUNT.search(last)
    return other is not None or _of_a_part(solid, low, start)
