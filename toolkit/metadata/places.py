"""Where a report comes from: province, prefecture and county, printed or looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..divisions import Division, Level, PlaceFound, above, agreeing, find_places
from .record import Metadatum, Parts, Span

LEVELS: tuple[Level, ...] = ("county", "prefecture", "province")
_SOURCE = "list of divisions of the National Bureau of Statistics, 2023"

_ADDRESS = re.compile("(?:地址|寄至|寄往|寄到|请寄|邮寄|联系我们):?[^。;,:]{4,40}")

#: Names of two characters are words too (城区, 新区). They count behind another name; that of a
#: county (沛县) also where a name begins, if no 县委 or 县级 follows.
_SHORT = 2
_SHORT_NAME = re.compile("(?<![\u4e00-\u9fff])(?:中共)?[\u4e00-\u9fff]县(?!委(?!员会)|级|域)")
_OPENING = 200
_SEAT = "from an address of the body, which need not be a body of this division"
_Printed = dict[Level, tuple[PlaceFound, tuple[Division, ...]]]


def places_of(parts: Parts, body: Metadatum | None) -> Iterator[Metadatum]:
    """Province, prefecture and county (省, 市, 县), and the code of the lowest.

    They are read where a report names its own place: in the body's name, the signature, the title,
    in this order. An address says where a body sits, not what it is a body of: what only addresses
    print, below what the body is known to be of, is inferred, says so, and has no code, unless the
    name of the body or the title has it in short (博兴分局). What is not printed is looked up where
    only one division fits, and says so.

    Parameters
    ----------
    parts
        The report.
    body
        The body, if the report names it.
    """
    own = _printed(parts, _zones(parts, body), {})
    printed = _narrowed(_printed(parts, _addresses(parts), own))
    own |= _named_short(parts, printed, body)
    if not printed:
        own = printed = _narrowed(_printed(parts, _lead(parts), {}))
    known = {
        level: (name, fitting[0]) for level, (name, fitting) in printed.items() if len(fitting) == 1
    }
    lowest_own = min(own, key=LEVELS.index, default=None)
    of_own = () if lowest_own is None else LEVELS[LEVELS.index(lowest_own) :]
    for level in LEVELS:
        if level in printed:
            name, fitting = printed[level]
            notes = [_SEAT] if level not in of_own else []
            notes += [f"{len(fitting)} divisions have this name"] if len(fitting) > 1 else []
            basis = "printed" if level in of_own else "inferred"
            yield Metadatum(level, "", name.start, name.end, basis, "; ".join(notes) or None)
            continue
        # by what the body is of, where that is known, else by where it sits
        for low in (*of_own, *LEVELS):
            if low in known and (higher := above(known[low][1], level)) is not None:
                at, lowest = known[low]
                note = f"{lowest.name} ({lowest.code}) lies in it; {_SOURCE}"
                note += "" if low in of_own else f"; {_SEAT}"
                yield Metadatum(level, higher.name, at.start, at.end, "looked up", note)
                break
    if lowest_own in known:
        at, lowest = known[lowest_own]
        yield Metadatum("division_code", lowest.code, at.start, at.end, "looked up", _SOURCE)


def _printed(parts: Parts, zones: Iterable[Span], before: _Printed) -> _Printed:
    """The first name of each level that agrees with those found before it."""
    found: _Printed = dict(before)
    for start, end in zones:
        low, high = parts.stream.place(start), parts.stream.place(end)
        words, last = parts.solid[low:high], -1
        opening = {match.end() for match in _SHORT_NAME.finditer(words)}
        for place in find_places(words):
            alone, last = place.start != last, place.end
            if alone and place.end - place.start == _SHORT and place.end not in opening:
                continue
            known = tuple(fitting[0] for _, fitting in found.values() if len(fitting) == 1)
            fitting = agreeing(place.divisions, known)
            if not fitting:
                continue
            level = fitting[0].level
            span = parts.stream.span(low + place.start, low + place.end)
            if level not in found:
                found[level] = place._replace(start=span[0], end=span[1]), fitting
    return found


def _named_short(parts: Parts, printed: _Printed, body: Metadatum | None) -> _Printed:
    """Places whose names without the word of their level stand in the body's name or the title."""
    names = [parts.solid[slice(*span)] for span in parts.title]
    if body is not None and body.start is not None and body.end is not None:
        names.append(parts.stream.folded[body.start : body.end])
    stems = {level: fitting[0].name[:-1] for level, (_, fitting) in printed.items()}
    return {
        level: printed[level]
        for level, stem in stems.items()
        if len(stem) >= _SHORT and any(stem in name for name in names)
    }


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
    yield from ((start, end) for start, end, kind in parts.back if kind == "signature")
    yield from (parts.stream.span(*span) for span in parts.title)


def _addresses(parts: Parts) -> Iterator[Span]:
    yield from ((start, end) for start, end, kind in parts.back if kind == "contact")
    for stretch in parts.outside:
        yield from (parts.stream.span(*m.span()) for m in _ADDRESS.finditer(parts.solid, *stretch))


def _lead(parts: Parts) -> Iterator[Span]:
    """The opening of a report that names its own place nowhere else."""
    yield parts.stream.span(parts.lead[0], min(parts.lead[1], parts.lead[0] + _OPENING))
