"""Read the metadata of one report from its text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..outline import Outline
from ..report import DATE_FIELDS
from ..vocabulary import Vocabulary
from .completed import issues_completed
from .days import FIRST_DAY, Day
from .heading import body_of, front_day, genre_of, publication_of, source_of, title_of
from .inspection import feedback_of, form_and_kind, period_of
from .inspectors import inspector_of, inspectors_of, sender_levels
from .places import places_of
from .record import Metadatum, Parts, parts_of
from .totals import issues_found


def read_metadata(
    text: str,
    outline: Outline,
    vocabulary: Vocabulary,
    page: Mapping[str, str] = MappingProxyType({}),
) -> list[Metadatum]:
    """Read what a report says about itself: title, body, inspection, days, places, totals.

    A field that the text does not say has no entry. Nothing is taken from the file's name.

    Parameters
    ----------
    text
        The report's text.
    outline
        Its outline.
    vocabulary
        The vocabulary in use.
    page
        What a web page says of itself; taken for fields that the text does not say. A date that
        no calendar has is not taken.

    Returns
    -------
    list of Metadatum
        At most one of each field, in the order they are looked for.
    """
    parts = parts_of(outline)
    published = list(publication_of(parts))
    day = (Day.of(published[0].value) if published else None) or front_day(parts)
    teams = inspectors_of(parts)
    first, last = period_of(parts, teams, day)
    body, genre = list(body_of(parts)), list(genre_of(parts))
    plan = any(one.value == "plan" for one in genre)
    own = body[0] if body else None
    places = [_filled(text, one) for one in places_of(parts, own)]
    found = [
        *title_of(parts),
        *genre,
        *body,
        *places,
        *inspector_of(parts, teams),
        *sender_levels(parts, teams, places, own),
        *form_and_kind(parts, teams, vocabulary),
        *_bound(parts, "inspection_start", first),
        *_bound(parts, "inspection_end", last),
        *feedback_of(parts, last, day),
        *published,
        *source_of(parts),
        *_totals(parts, first, plan),
    ]
    read = [_filled(text, one) for one in found]
    fields = {one.field for one in read}
    return read + [
        Metadatum(field, value, None, None, "page", "said by the web page outside the text")
        for field, value in page.items()
        if field not in fields and (field not in DATE_FIELDS or Day.of(value))
    ]


def _totals(parts: Parts, start: Day | None, plan: bool) -> list[Metadatum]:
    """Numbers said of the whole report: problems found, and, but for a plan, those completed."""
    year = start.year if start is not None and start.year else 0
    found = issues_found(parts, year)
    done = None if plan else issues_completed(parts, year, found)
    told = {"stated_issues": found, "stated_completed": done}
    return [
        parts.found(field, (count.start, count.end), str(count.value))
        for field, count in told.items()
        if count is not None
    ]


def _bound(parts: Parts, field: str, day: Day | None) -> list[Metadatum]:
    printed = day.printed() if day is not None else None
    if day is None or printed is None:
        return []
    basis = "printed" if day.year_from in {None, FIRST_DAY} else "inferred"
    return [parts.found(field, (day.start, day.end), printed, basis, day.year_from)]


def _filled(text: str, one: Metadatum) -> Metadatum:
    return one if one.value else one._replace(value=_as_printed(text, one))


def _as_printed(text: str, one: Metadatum) -> str:
    """The words at a place, lines joined; other fields than the title without any blank."""
    words = text[one.start : one.end]
    if one.field == "title":
        return "".join(line.strip() for line in words.splitlines())
    return "".join(words.split())
