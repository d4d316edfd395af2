"""The status of a problem entry, as the report claims it."""

from __future__ import annotations

import re
from typing import NamedTuple

from .matching import Hit, Hits
from .outline.entry import Entry

#: 此项问题…: words that make a status speak of the whole entry.
_WHOLE = re.compile(r"(?:此|该|本)(?:项|个)?问题")
_UNITS = "个家项处条件起座户台名"
_PART_OF = (
    re.compile(rf"(\d+)余?([{_UNITS}])[^。;\d]{{0,40}}?(?:完成|整改)[^。;\d]{{0,6}}(\d+)\2"),
    re.compile(
        rf"(\d+)余?([{_UNITS}])[^。;\d]{{0,12}}?中有?(\d+)\2[^。;\d]{{0,4}}(?:完成|完工|整改)"
    ),
)
_PHASED = frozenset({"phased", "standing", "basically_completed"})


class Status(NamedTuple):
    """A claimed status: reduced value, all codes, the printed words and what they speak of."""

    reduced: str
    codes: tuple[str, ...]
    span: tuple[int, int] | None
    scope: str | None
    explicit: bool


def read_status(entry: Entry, folded: str, hits: Hits) -> Status:
    """Read the claimed status of one entry.

    In this order: a printed verdict; a closing sentence on the whole problem (此项问题…), if
    nothing in the entry is left open; a printed part of a whole (x of y); words of work under
    way or of a next step; else unstated. Figures and newly issued rules claim nothing.

    Parameters
    ----------
    entry
        The entry taken apart.
    folded
        The stream.
    hits
        The matcher's result for the stream.

    Returns
    -------
    Status
    """
    if entry.verdict is not None:
        start, end, codes = entry.verdict
        return Status(_reduce(codes), codes, (start, end), "issue", True)
    words = [hit for start, end in entry.content for hit in hits.longest("status", start, end)]
    codes = tuple(dict.fromkeys(hit.code for hit in words))
    open_words = _open_words(entry, words, hits)
    for hit in words:
        if hit.code in {"completed", "written_off"} and not open_words and _of_whole(hit, folded):
            return Status("completed", codes, (hit.start, hit.end), "issue", True)
    for start, end in entry.content:
        for pattern in _PART_OF:
            for match in pattern.finditer(folded, start, end):
                if int(match[3]) < int(match[1]):
                    return Status("phased", codes, match.span(), "part", False)
    if open_words:
        last = open_words[-1]
        return Status("ongoing", codes, (last.start, last.end), "part", False)
    return Status("unstated", codes, None, None, False)


def _open_words(entry: Entry, words: list[Hit], hits: Hits) -> list[Hit]:
    """Words that leave something open: work under way, a next step, a promise."""
    not_done = [
        hit
        for start, end in entry.content
        for hit in hits.longest("aspect", start, end)
        if hit.code in {"promised", "under_way"}
    ]
    found = [hit for hit in words if hit.code in {"ongoing", "not_done"}]
    return sorted(found + not_done)


def _of_whole(hit: Hit, folded: str) -> bool:
    """True if the words right before a status word make it speak of the whole problem."""
    return _WHOLE.search(folded, max(0, hit.start - 8), hit.start) is not None


def _reduce(codes: tuple[str, ...]) -> str:
    if "not_done" in codes:
        return "ongoing"
    if _PHASED.intersection(codes):
        return "phased"
    return "ongoing" if set(codes) == {"ongoing"} else "completed"
