"""Where a report comes from: province, prefecture and county, printed or looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..divisions import Division, Level, PlaceFound, above, agreeing, find_places
from .record import Metadatum, Parts, Span

LEVELS: tuple[Level, ...] = ("county", "prefecture", "province")
_SOURCE = "list of divisions of the National Bureau of Statistics, 2023"

_ADDRESS = re.compile("(?:地址|寄至|寄往|寄到|请寄|邮寄|联系我们):?[^。;,:]{4,40}")

_SHORT = 2
_OPENING = 200
_Printed = dict[Level, tuple[PlaceFound, tuple[Division, ...]]]


def places_of(parts: Parts, body: Metadatum | None) -> Iterator[Metadatum]:
    """Province, prefecture and county (省, 市, 县), and the code of the lowest.

    They are read where a report names its own place: in the body's name, the signature, the
    address, the title, in this order. What is not printed is looked up where only one division
    fits, and says so.

    Parameters
    ----------
    parts
        The report.
    body
        The body, if the report names it.
    """
    printed = _printed(parts, _zones(parts, body)) or _printed(parts, _lead(parts))
    known = {
        level: (name, fitting[0]) for level, (name, fitting) in printed.items() if len(fitting) == 1
    }
    lowest = next((known[level][1] for level in LEVELS if level in known), None)
    for level in LEVELS:
        if level in printed:
            name, fitting = printed[level]
            note = None if len(fitting) == 1 else f"{len(fitting)} divisions have this name"
            yield Metadatum(level, "", name.start, name.end, "printed", note)
        elif lowest is not None and (higher := above(lowest, level)) is not None:
            at = next(known[low][0] for low in LEVELS if low in known)
            note = f"{lowest.name} ({lowest.code}) lies in it; {_SOURCE}"
            yield Metadatum(level, higher.name, at.start, at.end, "looked up", note)
    if lowest is not None and (not printed or lowest.level == min(printed, key=LEVELS.index)):
        at = known[lowest.level][0]
        yield Metadatum("division_code", lowest.code, at.start, at.end, "looked up", _SOURCE)


def _printed(parts: Parts, zones: Iterable[Span]) -> _Printed:
    """The first name of each level that agrees with those found before it."""
    found: _Printed = {}
    for start, end in zones:
        low, high = parts.stream.place(start), parts.stream.place(end)
        before = -1
        for place in find_places(parts.solid[low:high]):
            alone, before = place.start != before, place.end
            if (
                alone and place.end - place.start == _SHORT
            ):  # 城区, 新区: a name only behind another
                continue
            known = tuple(fitting[0] for _, fitting in found.values() if len(fitting) == 1)
            fitting = agreeing(place.divisions, known)
            if not fitting:
                continue
            level = fitting[0].level
            span = parts.stream.span(low + place.start, low + place.end)
            if level not in found:
                found[level] = place._replace(start=span[0], end=span[1]), fitting
    return _narrowed(found)


def _narrowed(found: _Printed) -> _Printed:
    """Names that several divisions have, told apart by the other names."""
    narrowed: _Printed = {}
    for level, (place, fitting) in found.items():
        others = tuple(f[0] for other, (_, f) in found.items() if other != level and len(f) == 1)
        narrowed[level] = place, agreeing(fitting, others) or fitting
    return narrowed


def _zones(parts: Parts, body: Metadatum | None) -> Iterator[Span]:
    if body is not None and body.start is not None and body.end is not None:
        yield body.start, body.end
    kinds = ("signature", "contact")
    for wanted in kinds:
        yield from ((start, end) for start, end, kind in parts.back if kind == wanted)
    for stretch in parts.outside:
        yield from (parts.stream.span(*m.span()) for m in _ADDRESS.finditer(parts.solid, *stretch))
    yield from (parts.stream.span(*span) for span in parts.title)


def _lead(parts: Parts) -> Iterator[Span]:
    """The opening of a report that names its own place nowhere else."""
    yield parts.stream.span(parts.lead[0], min(parts.lead[1], parts.lead[0] + _OPENING))
