"""Totals that a report states of itself: problems found, and how many are completed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..outline.numbering import numeral_value
from .record import Metadatum, Parts

_N = r"(?P<n>\d{1,4}|[一二三四五六七八九十百]{1,5})"
_UNIT = "[个项条处类]"
_WHAT = "(?:具体|主要|突出|方面的?|整改|反馈|的|各类|任务|事项)*(?:问题|任务|事项)"
_FOUND = (
    # 5个方面23个, 4类18项具体问题, 3方面8类27项问题
    rf"(?:[\d一二三四五六七八九十]{{1,3}}(?:个?(?:大?方面|大?类别?|板块|领域))(?:的|共|、)?)+{_N}{_UNIT}(?!方面)",
    # 问题共有17项, 整改任务共8项, 查出问题64个, 问题5个
    rf"(?:问题|任务|事项)(?:清单)?(?:共计|共有?|总计|合计|一共|有)?:?{_N}{_UNIT}(?!方面|大?类)",
    # 26个问题, 二十二个问题中, 31项整改任务
    rf"{_N}{_UNIT}{_WHAT}",
    rf"一共{_N}{_UNIT}",
)
_DONE = (
    rf"(?:已(?:经)?|全部|均已|整改|按期)*(?:完成整改(?:任务|销号)?|整改完成|整改到位|完成销号|整治销号|销号|办结|完成|改完|整改完毕)"
    rf"(?:了|的|问题|事项|任务|具体)*(?:有|共)?{_N}{_UNIT}",
    rf"{_N}{_UNIT}(?:问题|任务|事项)?(?:已经?|均已?|都已?|全部)*(?:整改完成|完成整改|整改到位|完成|整改完毕|办结|销号)",
)
_ALL_DONE = re.compile(
    rf"{_N}{_UNIT}(?:具体)?(?:问题|任务|事项)?,?(?:已|均|都|现)*(?:已全部|全部已?|均已|全部)(?:完成整改|整改完成|整改到位|办结|销号|完成)"
)
#: The words that make a number one of a part, or of another matter.
_PART = re.compile(
    "其中|一并|上[一]?轮|上次|此前|立行立改|选人用人|延伸|抽查|基本$|移交|剩余|余下|类$|信访|涉及县"
)
_CLAUSE_START = re.compile("[^,。;:(]*$")


def totals_of(parts: Parts) -> Iterator[Metadatum]:
    """Numbers said of the whole report, outside its entries: the first that is not of a part."""
    found = _first(parts, _FOUND)
    if found:
        yield parts.found("stated_issues", found[0], str(found[1]))
    everything = _whole(parts)
    done = everything or _first(parts, _DONE)
    if done:
        yield parts.found("stated_completed", done[0], str(done[1]))


def _first(parts: Parts, patterns: tuple[str, ...]) -> tuple[tuple[int, int], int] | None:
    best: tuple[int, int, tuple[int, int], int] | None = None
    for rank, pattern in enumerate(patterns):
        for low, high in parts.outside:
            for match in re.compile(pattern).finditer(parts.solid, low, high):
                number = numeral_value(match["n"])
                if number and not _of_a_part(parts.solid, low, match.start()):
                    candidate = (
                        rank if patterns is _FOUND else 0,
                        match.start(),
                        match.span(),
                        number,
                    )
                    if best is None or candidate[:2] < best[:2]:
                        best = candidate
                    break
            if best is not None and best[0] == rank:
                break
    return (best[2], best[3]) if best else None


def _whole(parts: Parts) -> tuple[tuple[int, int], int] | None:
    for low, high in parts.outside:
        for match in _ALL_DONE.finditer(parts.solid, low, high):
            number = numeral_value(match["n"])
            if number and not _of_a_part(parts.solid, low, match.start()):
                return match.span(), number
    return None


def _of_a_part(solid: str, low: int, start: int) -> bool:
    clause = _CLAUSE_START.search(solid, low, start)
    return clause is not None and _PART.search(clause.group()) is not None
