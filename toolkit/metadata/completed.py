"""How many problems a report says are completed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from .counts import NOUN, NUMBER, UNIT, WHAT, Count, counts_in, is_ordinal, of_problems, value_of
from .record import Parts, Span
from .totals import CLAUSE_MARKS, FINISHED, SENTENCE_MARKS, earlier, of_a_part, since

_N = f"(?P<n>{NUMBER})(?P<unit>{UNIT})"
_MEASURE_WORD = "[个项条处类件份起户家人次笔]"
#: What may stand between problems and their being completed: no other count, nothing else that a
#: report of this kind completes.
_ON = f"(?:(?!{NUMBER}{_MEASURE_WORD}|措施|任务|建议|意见)[^。;])"
#: No number of things done follows, which would be the number that is completed; and no rate.
_NO_COUNT = f"(?!率|[^,。;、]{{0,8}}?{NUMBER}{UNIT})"
_ALL = f"(?:已全部|全部已?|均已|全部)(?:{FINISHED}|整改){_NO_COUNT}"
#: Ways to state how many are completed, the surest first.
_DONE = (
    # 11项问题已全部完成整改; 问题11项,已全部完成整改
    re.compile(
        rf"{_N}(?:(?:具体)?{NOUN}{_ON}{{0,14}}?(?:已|均|都|现){{0,3}}|,?(?:目前|现)?,?(?:已|均|都){{0,3}}){_ALL}"
    ),
    # 累计完成整改28个
    re.compile(rf"累计(?:已)?(?:{FINISHED}){_N}"),
    # 已完成整改21个; 22个问题已整改到位
    re.compile(rf"(?:{FINISHED})[”\"]?(?:任务|销号|了|的|问题|事项|具体){{0,4}}(?:有|共|:)?{_N}"),
    re.compile(rf"{_N}{NOUN}?(?:已经|已|均|都|全部){{0,3}}(?:{FINISHED}){_NO_COUNT}"),
)
#: Words that leave what is told to come, between the start of the clause and its end.
_TO_COME = re.compile("计划|力争|争取|拟(?!定)|预计|将|确保")
_DEADLINE = "(?:底|末|日|月|年|季度|初|旬|天|期)之?前"
_BY_DEADLINE = re.compile(_DEADLINE)
_BEHIND_DEADLINE = re.compile(f"(?:{_DEADLINE}|计划|力争|拟|预计|将|确保),?再?$")
#: So many counts before a number of things done are looked at.
_MOST_BEFORE = 50
#: Kinds of problems that are told apart by when they must be done, or by what they are about.
_KIND = re.compile("立行立改|限期|分阶段|长期|选人用人|专项检查")
#: What is left out of a number is not what it is taken from: 除2个需长期坚持外.
_EXCEPTION = re.compile("除[^。;]*?外")
_KIND_BEHIND = re.compile(f"[^,。;:、()\\d]{{0,8}}?{NOUN}")
_FIELD = re.compile("(?<![个大])(?:方面|领域|板块|类别)")
_THINGS_DONE = re.compile(f"(?:{FINISHED})(?:整改)?[了的有共:]?$")


class _Told(NamedTuple):
    """A number of things done: the words that tell it, and its count."""

    start: int
    end: int
    number: Count


def issues_completed(parts: Parts, year: int, found: Count | None) -> Count | None:
    """The number of problems completed, said of the whole report outside its entries.

    A number of things done is one of the problems found only if what it is taken from is: the
    nearest count before it with the same measure word that is not smaller.

    Parameters
    ----------
    parts
        The report.
    year
        Year of the inspection, 0 if it is not known.
    found
        The number of problems found, if the report states it.
    """
    for zone in (*parts.outside, parts.opening):
        counts = [
            count
            for count in counts_in(parts.solid, *zone)
            if not _THINGS_DONE.search(since(parts.solid, zone[0], count.start, CLAUSE_MARKS))
        ]
        for patterns in (_DONE[:1], _DONE[1:2], _DONE[2:]):
            told = [
                one
                for pattern in patterns
                for one in _matches(pattern, parts.solid, *zone)
                if not _to_come(parts.solid, zone[0], one)
                and not of_a_part(parts.solid, zone[0], one.start)
                and not earlier(parts.solid, zone[0], one.start, year)
                and not _of_tasks(parts.solid, zone[0], one, found)
                and _from_found(parts, zone, counts, one, found)
            ]
            if told:
                first = min(told)
                return first.number._replace(start=first.start, end=first.end)
    return None


def _matches(pattern: re.Pattern[str], solid: str, low: int, high: int) -> Iterator[_Told]:
    for match in pattern.finditer(solid, low, high):
        value = value_of(match["n"])
        if value is not None and value > 1 and not is_ordinal(solid, low, match.start("n")):
            count = Count(match.start("n"), match.end("unit"), value, match["unit"])
            yield _Told(*match.span(), count)


def _to_come(solid: str, low: int, told: _Told) -> bool:
    """True if things are told as still to be done, or as due by a day."""
    before = since(solid, low, told.start, CLAUSE_MARKS)
    words = before + solid[told.start : told.end]
    sentence = since(solid, low, told.start, SENTENCE_MARKS)
    leads = (_TO_COME.search(words), _BY_DEADLINE.search(words))
    return _BEHIND_DEADLINE.search(sentence) is not None or any(
        lead is not None and "已" not in words[: lead.start()] for lead in leads
    )


def _of_tasks(solid: str, low: int, told: _Told, found: Count | None) -> bool:
    """True if tasks are told where problems were found: one problem may make several tasks."""
    if found is None or "问题" not in solid[found.start : found.end]:
        return False
    return "任务" in since(solid, low, told.start, CLAUSE_MARKS) + solid[told.start : told.end]


def _from_found(
    parts: Parts, zone: Span, counts: list[Count], told: _Told, found: Count | None
) -> bool:
    """True if a number of things done is one of the problems found.

    A report may count what it was told and what it did in two ways (10个问题, 整改事项19个): a
    number that names its noun and is taken from no other may be as large as its entries are many.
    """
    solid = parts.solid
    number = told.number
    if found is not None and _overlap(number, found):
        return True
    own_noun = re.search(NOUN, solid[told.start : told.end]) is not None
    source = _source(solid, zone, counts, number, found)
    if found is None:
        return own_noun and source is None
    if own_noun and number.value == found.value:
        return True
    if _one_kind(solid, zone, number, source):
        return False
    if source is None:
        return own_noun and number.value <= max(found.value, parts.entries)
    same = source.value == found.value
    return same and (_overlap(source, found) or of_problems(solid, zone[0], source))


def _one_kind(solid: str, zone: Span, number: Count, source: Count | None) -> bool:
    """True if the words around a number make it one of the problems of one kind or field."""
    kind = _KIND_BEHIND.match(solid, number.end)
    if kind and not re.compile(WHAT).match(solid, number.end):
        return True
    since_source = max(zone[0], source.end if source is not None else 0)
    between = _EXCEPTION.sub("", since(solid, since_source, number.start, SENTENCE_MARKS))
    clause = since(solid, since_source, number.start, CLAUSE_MARKS)
    return bool(_KIND.search(between) or _FIELD.search(clause))


def _source(
    solid: str, zone: Span, counts: list[Count], number: Count, found: Count | None
) -> Count | None:
    """What a number of things done is taken from: the nearest count before it that can hold it.

    One with the same measure word is looked for first; a number of things done is none.
    """
    at = bisect_left(counts, number.start, key=lambda count: count.start)
    before = [
        count for count in counts[max(0, at - _MOST_BEFORE) : at] if count.value >= number.value
    ]
    if found is not None and found.end <= zone[0]:
        before.insert(0, found)
    alike = [count for count in before if count.unit == number.unit]
    return next(reversed(alike or before), None)


def _overlap(one: Count, other: Count) -> bool:
    return one.start < other.end and other.start < one.end
