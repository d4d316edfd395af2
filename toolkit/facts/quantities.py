"""Numbers with a unit: value, approximation, change and what it is measured against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..matching import Hits
from ..vocabulary import Vocabulary

#: What stands before a number up to the last stop or comma.
_STRETCH = re.compile(r"[^，,。；;、：:\n]*\Z")


class QuantityFound(NamedTuple):
    """A number with its unit, as printed."""

    start: int
    end: int
    value: float
    unit: str
    quantity_of: str | None
    approximation: str | None
    change: str | None
    base: str | None


@lru_cache(maxsize=4)
def quantity_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Compile the pattern of a number beside one of the vocabulary's units, longest first."""
    units = {term for entry in vocabulary.entries("units") for term in entry.terms}
    branches = "|".join(re.escape(unit) for unit in sorted(units, key=lambda u: (-len(u), u)))
    return re.compile(rf"(?<![\d.])(\d{{1,3}}(?:,\d{{3}})+|\d+)(\.\d+)?(余|多)?({branches})")


def find_quantities(
    text: str, folded: str, hits: Hits, pattern: re.Pattern[str], taken: list[tuple[int, int]]
) -> list[QuantityFound]:
    """Find numbers with units outside the spans already taken by dates and documents.

    Parameters
    ----------
    text, folded
        The text and its fold.
    hits
        The matcher's result for the text.
    pattern
        From `quantity_pattern`.
    taken
        Spans in which no quantity is looked for, sorted.

    Returns
    -------
    list of QuantityFound
        In text order.
    """
    found = []
    waiting = iter(taken)
    span = next(waiting, None)
    for match in pattern.finditer(folded):
        start, end = match.span()
        while span is not None and span[1] <= start:
            span = next(waiting, None)
        if span is not None and span[0] < end:
            continue
        found.append(_quantity(match, text, hits))
    return found


def _quantity(match: re.Match[str], text: str, hits: Hits) -> QuantityFound:
    start, end = match.span()
    stretch = _STRETCH.search(text, max(0, start - 24), start)
    before = hits.longest("facts", stretch.start() if stretch else start, start)
    after = [hit for hit in hits.within("facts", end, end + 2) if hit.start == end]
    beside = [hit for hit in before if hit.end == start]
    approximation = match[3] or _word(text, after, "about") or _word(text, beside, "about")
    following = re.match(r"[\u4e00-\u9fff]{1,6}", text[end : end + 6])
    return QuantityFound(
        start,
        end,
        float(match[1].replace(",", "") + (match[2] or "")),
        text[match.start(4) : end],
        following.group() if following else None,
        approximation,
        _word(text, before, "change"),
        _word(text, before, "base"),
    )


def _word(text: str, hits: Sequence[tuple[int, int, str]], code: str) -> str | None:
    """The last printed word among `hits` that speaks for `code`."""
    words = [text[start:end] for start, end, found in hits if found == code]
    return words[-1] if words else None
