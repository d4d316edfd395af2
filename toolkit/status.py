"""The status of a problem entry, as the report claims it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .matching import Hit, Hits
from .outline.entry import Entry
from .outline.fields import Span

_FURTHEST = 24
_NUMBER = re.compile(
    r"(?<!\d)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)余?(万|亿)?(公里|平方米|立方米|公顷|(?![年月日号时分点期第类级])[一-鿿])"
)
#: Between a whole and its part: 64家, 已完成62家; 23户中已退出19户.
_PART = re.compile(r"(?<!其)中(?![心央小午级医学标])|已|完成")
_FROM = re.compile("从[^,]*?中")
_CHANGE = re.compile(r"增|减|降|升|由|较|比|提高|压|缩|合并")
_LONGEST_PART = 40
#: The same with words such as 从…中 between them.
_FARTHEST_PART = 160
_LONGEST_CLAUSE = 24
#: Between a whole and its part in one clause, without any word for it: 13处房产盘活9处。
_NEAR = 10
_LISTED = re.compile("[、,:和及与或每各含(]")
_CLAUSE_ENDS = frozenset("。;,")
_SENTENCE = re.compile(r"[^。;!?]+")
_SIZES = {"": 1.0, "万": 1e4, "亿": 1e8}
_PHASED = frozenset({"phased", "standing", "basically_completed"})
_DONE = frozenset({"completed", "written_off"})
#: Characters before a claim in which a comma opens no clause of its own.
_NEAREST = 12
#: Characters that a claim of completion must share, two by two, with the problem it speaks of.
_SHARED = 3


class Status(NamedTuple):
    """A claimed status: reduced value, all codes, the printed words and what they speak of."""

    reduced: str
    codes: tuple[str, ...]
    span: Span | None
    scope: str | None
    explicit: bool


def read_status(
    entry: Entry, solid: str, hits: Hits, phrases: Mapping[str, re.Pattern[str]]
) -> Status:
    """Read the claimed status of one entry.

    In this order: a printed verdict; a sentence on the whole entry (此项问题…), a claim of
    completion only if nothing in the entry is left open; a printed part of a whole (x of y);
    words of work under way or of a next step; a claim that what the problem names is finished;
    else unstated. Figures and newly issued rules claim nothing, nor do the measures of a plan.

    Parameters
    ----------
    entry
        The entry taken apart.
    solid
        The stream.
    hits
        The matcher's result for the stream.
    phrases
        The vocabulary's turns of phrase.

    Returns
    -------
    Status
    """
    if entry.verdict is not None:
        start, end, codes = entry.verdict
        return Status(reduce(codes), codes, (start, end), "issue", True)
    if entry.planned:
        return Status("unstated", (), None, None, False)
    words = [hit for span in entry.claims for hit in hits.longest("status", *span)]
    codes = tuple(dict.fromkeys(hit.code for hit in words))
    still_open = _still_open(entry, words, solid, hits)
    for hit in words:
        whole = phrases["whole"].search(solid, max(0, hit.start - _FURTHEST), hit.start)
        if whole and not (hit.code in _DONE and still_open):
            said = _said_with(hit, words, _sentence_around(hit, entry, solid)[1])
            return Status(reduce(said), codes, (whole.start(), hit.end), "issue", True)
    for start, end in entry.content:
        part = next(_parts_of_wholes(solid, start, end), None)
        part = part or _part_of_problem(entry.problem, start, end, solid, phrases)
        if part is not None:
            return Status("phased", codes, part, "part", False)
    if still_open:
        last = still_open[-1]
        return Status("ongoing", codes, (last.start, last.end), "part", False)
    for hit in words:
        if hit.code in _DONE and _speaks_of_problem(hit, entry, solid, phrases):
            return Status("completed", codes, (hit.start, hit.end), "part", False)
    return Status("unstated", codes, None, None, False)


def reduce(codes: tuple[str, ...]) -> str:
    """Reduce a set of status codes to one value.

    Examples
    --------
    >>> reduce(("completed", "standing")), reduce(("written_off",)), reduce(("not_done",))
    ('phased', 'completed', 'ongoing')
    """
    if "not_done" in codes:
        return "ongoing"
    if _PHASED.intersection(codes):
        return "phased"
    return "completed" if _DONE.intersection(codes) else "ongoing"


def _still_open(entry: Entry, words: list[Hit], solid: str, hits: Hits) -> list[Hit]:
    """Words that leave something open: work under way, a next step, a promise.

    Words that only say that work goes on (持续, 加快) count where their sentence tells of
    nothing done.
    """
    found = [hit for hit in words if hit.code in {"ongoing", "not_done"}]
    sentence, done = (0, 0), False
    for hit in words:
        if hit.code == "continuing":
            if not sentence[0] <= hit.start < sentence[1]:
                sentence = _sentence_around(hit, entry, solid)
                done = any(o.code == "done" for o in hits.longest("aspect", *sentence))
            if not done:
                found.append(hit)
    for span in entry.content:
        found.extend(
            hit for hit in hits.longest("aspect", *span) if hit.code in {"promised", "under_way"}
        )
    return sorted(found)


def _sentence_around(hit: Hit, entry: Entry, solid: str) -> Span:
    low, high = next(span for span in entry.claims if span[0] <= hit.start < span[1])
    start = max(solid.rfind(mark, low, hit.start) for mark in "。;!?") + 1
    ends = [at for at in (solid.find(mark, hit.end, high) for mark in "。;!?") if at >= 0]
    return max(start, low), min(ends, default=high)


def _said_with(hit: Hit, words: list[Hit], stop: int) -> tuple[str, ...]:
    """Codes of a claim on the whole entry: its word, and 长期坚持 in the same sentence."""
    more = (w.code for w in words if hit.end <= w.start < stop and w.code in _PHASED)
    return (hit.code, *more)


def _part_of_problem(
    problem: Span, start: int, end: int, solid: str, phrases: Mapping[str, re.Pattern[str]]
) -> Span | None:
    """Span of a number said to be dealt with, a part of one that the statement names."""
    wholes = {unit: size for size, unit, _ in _numbers(solid, *problem)}
    for size, unit, match in _numbers(solid, start, end):
        if size < wholes.get(unit, 0.0):
            low = max(start, match.start() - _LONGEST_CLAUSE)
            done = phrases["part_done"].search(solid, low, match.start())
            if done is not None:
                return done.start(), match.end()
    return None


def _numbers(solid: str, start: int, end: int) -> Iterator[tuple[float, str, re.Match[str]]]:
    """Numbers with a unit in a span: size, unit, match."""
    for match in _NUMBER.finditer(solid, start, end):
        yield float(match[1].replace(",", "")) * _SIZES[match[2] or ""], match[3], match


def _parts_of_wholes(solid: str, start: int, end: int) -> Iterator[Span]:
    """Spans that print a part of a whole in the same unit: 64家, 已完成整改62家."""
    for sentence in _SENTENCE.finditer(solid, start, end):
        wholes: dict[str, tuple[float, re.Match[str]]] = {}
        for size, unit, match in _numbers(solid, *sentence.span()):
            whole = wholes.get(unit)
            close = whole is not None and match.start() - whole[1].end() <= _FARTHEST_PART
            if whole is not None and close and size < whole[0]:
                between = _FROM.sub("", solid[whole[1].end() : match.start()])
                near = len(between) <= _NEAR and not _LISTED.search(between)
                near = near and solid[match.end() : match.end() + 1] in _CLAUSE_ENDS
                if (
                    len(between) <= _LONGEST_PART
                    and (near or _PART.search(between))
                    and not _CHANGE.search(between)
                ):
                    yield whole[1].start(), match.end()
            wholes[unit] = (size, match)


def _speaks_of_problem(
    hit: Hit, entry: Entry, solid: str, phrases: Mapping[str, re.Pattern[str]]
) -> bool:
    """True if the sentence with a claim of completion names what the problem names."""
    if not phrases["total"].search(solid, hit.start - 2, hit.end + 6):
        return False
    start, _ = _sentence_around(hit, entry, solid)
    start = max(start, solid.rfind(",", start, hit.start - _NEAREST) + 1)
    problem = _pairs(solid[slice(*entry.problem)], phrases["generic"])
    return len(problem & _pairs(solid[start : hit.end], phrases["generic"])) >= _SHARED


def _pairs(words: str, generic: re.Pattern[str]) -> set[str]:
    """Pairs of neighbouring characters that are not general words of the genre."""
    return {piece[at : at + 2] for piece in generic.split(words) for at in range(len(piece) - 1)}
