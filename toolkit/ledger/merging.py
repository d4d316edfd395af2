"""Metadata of a report from two sources: the manifest, which wins, and the text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..metadata import Metadatum
from ..report import DATE_FIELDS, MetaValue

Meta = dict[str, MetaValue]


def merged(given: Mapping[str, MetaValue], read: Mapping[str, Metadatum]) -> Meta:
    """The manifest's values, and for fields it leaves empty those read from the text.

    A day of which the text prints only the month stays missing among the dates; the table of
    metadata holds it.
    """
    found: Meta = {}
    for field, one in read.items():
        if field not in DATE_FIELDS:
            found[field] = one.value
        elif _is_day(one.value):
            found[field] = date.fromisoformat(one.value)
    return found | {field: value for field, value in given.items() if value is not None}


def in_conflict(given: MetaValue, read: str) -> bool:
    """True if the manifest gives another value than the text; blanks do not count."""
    if given is None:
        return False
    said = str(given)
    if isinstance(given, date) and not _is_day(read):
        return not said.startswith(read)
    return "".join(said.split()) != "".join(read.split())


def year_of(meta: Mapping[str, MetaValue], read: Mapping[str, Metadatum], field: str) -> int | None:
    """Year of a date, or of the month that the text prints in its place."""
    value = meta.get(field)
    if isinstance(value, date):
        return value.year
    one = read.get(field)
    return int(one.value[:4]) if one is not None else None


def _is_day(value: str) -> bool:
    return value.count("-") == 2
