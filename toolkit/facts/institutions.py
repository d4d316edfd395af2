"""Mentions of institutions: chains of adjoining name parts that end in a type.

A name such as 东莞市生态环境局党组 is read as place + field + type + tail. The parts are data; the
chain is the only rule. A mention is kept as printed; 我局 and its like stand for the report's body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..matching import Hit, Hits, leftmost_longest
from ..vocabulary import NamePartEntry, Vocabulary

_PLACE = NamePartEntry(
    code="place",
    zh="地名",
    en="place",
    definition="A place named in the report's metadata.",
    source="the report's metadata",
    part="level",
    terms=("地名",),
)
_LEVELS = {
    "国家": "national",
    "中央": "national",
    "全国": "national",
    "国务院": "national",
    "省": "provincial",
    "自治区": "provincial",
    "市": "prefectural",
    "州": "prefectural",
    "区": "county",
    "县": "county",
    "高新区": "county",
    "开发区": "county",
    "经开区": "county",
    "新区": "county",
    "镇": "township",
    "乡": "township",
    "街道": "township",
    "乡镇": "township",
}
_JOINERS = frozenset("和与及")
#: Names of seats of power (市委, 市政府): a place or another seat after one begins a new name.
_SEATS = frozenset({"seat", "place_government"})
_OPENING = _SEATS | {"place_word", "place"}


class InstitutionFound(NamedTuple):
    """A mention: span, form, kind, level word and role."""

    start: int
    end: int
    form: str
    kind: str | None
    level: str | None
    role: str | None


@lru_cache(maxsize=4)
def name_parts(vocabulary: Vocabulary) -> dict[str, NamePartEntry]:
    """Entries of ``institutions.yaml`` by code, the report's own places included."""
    parts = {entry.code: entry for entry in vocabulary.entries("institutions")}
    return {**parts, _PLACE.code: _PLACE}


def find_institutions(
    folded: str,
    hits: Hits,
    parts: dict[str, NamePartEntry],
    places: Iterable[str],
    excluded: Sequence[tuple[int, int]],
) -> list[InstitutionFound]:
    """Find mentions of institutions.

    Parameters
    ----------
    folded
        The folded text.
    hits
        The matcher's result for the text.
    parts
        From `name_parts`.
    places
        Names of places that may open a name, such as those in the report's metadata.
    excluded
        Spans without mentions (titles of documents), sorted.

    Returns
    -------
    list of InstitutionFound
        In text order, none overlapping.
    """
    tokens = _tokens(folded, hits, places)
    found = []
    blocked = iter(excluded)
    span = next(blocked, None)
    for chain in _chains(tokens, folded, parts):
        while span is not None and span[1] <= chain[0].start:
            span = next(blocked, None)
        if span is not None and span[0] < chain[-1].end:
            continue
        mention = _mention(chain, folded, hits, parts)
        if mention is not None:
            found.append(mention)
    return found


def _tokens(folded: str, hits: Hits, places: Iterable[str]) -> list[Hit]:
    """Parts of names in the text, longest first at each place, none overlapping."""
    found = list(hits.within("institutions", 0, len(folded)))
    named = [
        Hit(start, start + len(place), _PLACE.code)
        for place in sorted(set(places))
        for start in _occurrences(folded, place)
    ]
    if named:
        found = sorted(found + named, key=lambda hit: (hit.start, -hit.end))
    return leftmost_longest(found)


def _occurrences(folded: str, word: str) -> Iterator[int]:
    start = folded.find(word) if word else -1
    while start >= 0:
        yield start
        start = folded.find(word, start + len(word))


def _chains(tokens: list[Hit], folded: str, parts: dict[str, NamePartEntry]) -> Iterator[list[Hit]]:
    """Runs of adjoining tokens; two fields may be joined by 和."""
    chain: list[Hit] = []
    for token in tokens:
        if chain and not _adjoin(chain[-1], token, folded, parts):
            yield chain
            chain = []
        chain.append(token)
    if chain:
        yield chain


def _adjoin(left: Hit, right: Hit, folded: str, parts: dict[str, NamePartEntry]) -> bool:
    if left.end == right.start:
        new_name = left.code in _SEATS and right.code in _OPENING
        return not new_name and not (left.code == "place_word" and right.code in _SEATS)
    return (
        right.start - left.end == 1
        and folded[left.end] in _JOINERS
        and parts[left.code].part == "field"
        and parts[right.code].part == "field"
    )


def _mention(
    chain: list[Hit], folded: str, hits: Hits, parts: dict[str, NamePartEntry]
) -> InstitutionFound | None:
    """The institution named by a chain, if it names one."""
    kinds = [parts[token.code].part for token in chain]
    if "block" in kinds:
        cut = kinds.index("block")
        return _mention(chain[:cut], folded, hits, parts) if cut else None
    if kinds[-1] == "suffix":
        return None
    terminal = {"type", "tail", "whole", "anaphor", "class"}
    length = len(kinds)
    while length and kinds[length - 1] not in terminal:
        length -= 1
    chain, kinds = chain[:length], kinds[:length]
    if not chain:
        return None
    first = len(chain) - 1 if kinds[-1] == "class" else _first_part(chain, parts)
    chain, kinds = chain[first:], kinds[first:]
    head = parts[chain[-1].code]
    if len(chain) == 1 and not head.alone:
        return None
    form = head.part if len(chain) == 1 and head.part in {"anaphor", "class"} else "name"
    start, end = chain[0].start, chain[-1].end
    role = [hit for hit in hits.within("roles", max(0, start - 4), start) if hit.end == start]
    return InstitutionFound(
        start,
        end,
        form,
        next((parts[t.code].kind for t in reversed(chain) if parts[t.code].kind), None),
        _level(chain, folded, parts),
        role[0].code if role else None,
    )


def _first_part(chain: list[Hit], parts: dict[str, NamePartEntry]) -> int:
    """Where the name begins: at its first place, level or seat, if only fields stand before."""
    for index, token in enumerate(chain):
        if parts[token.code].part == "level" or token.code in _SEATS:
            return index
        if parts[token.code].part != "field":
            return 0
    return 0


def _level(chain: list[Hit], folded: str, parts: dict[str, NamePartEntry]) -> str | None:
    """Lowest level printed in the places and level words of a name."""
    level = None
    for token in chain:
        word = folded[token.start : token.end]
        if parts[token.code].part in {"level", "whole"} or token.code in _SEATS:
            level = _LEVELS.get(word) or _LEVELS.get(word[-1]) or _LEVELS.get(word[0]) or level
    return level
