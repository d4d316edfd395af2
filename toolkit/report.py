"""A report: its text, to the character, and what is known about it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

MetaValue = str | date | None

#: Metadata a report may carry, in the order of the ``reports`` table.
META_FIELDS: tuple[str, ...] = (
    "title",
    "genre",
    "province",
    "prefecture",
    "county",
    "place_en",
    "body",
    "body_level",
    "inspector",
    "inspection_kind",
    "inspection_start",
    "inspection_end",
    "feedback_date",
    "publication_date",
    "not_before",
    "not_after",
    "source",
)

#: The metadata fields that hold dates.
DATE_FIELDS: frozenset[str] = frozenset(
    {
        "inspection_start",
        "inspection_end",
        "feedback_date",
        "publication_date",
        "not_before",
        "not_after",
    }
)


class Origin(NamedTuple):
    """Where a span of a report's text comes from, if it does not stand in the file as it is.

    `kind` is ``generated number`` (printed by Word, nowhere in the file), ``cell`` (of a table) or
    ``page``; `place` says where in the file, as in ``table 1, row 2, column 3`` or ``台账!B2``.
    """

    start: int
    end: int
    kind: str
    place: str | None = None


@dataclass(frozen=True)
class Report:
    """One rectification report (整改报告).

    Parameters
    ----------
    report_id
        Short stable name, the same in every table.
    text
        The decoded text, to the character. All spans (Python ``str`` offsets, half-open)
        refer to it and to nothing else.
    meta
        What is known about the report; keys are `META_FIELDS`, a missing key or ``None``
        means the text does not say it.
    basis
        For each metadata field, where its value comes from: ``printed: …``,
        ``inferred: …`` or ``not said``.
    file
        Path of the file inside its corpus folder, ``None`` for a text made in memory.
    reader
        Format of the file and version of its reader, as in ``docx 1``.
    origins
        Spans of the text that do not stand in the file as they are.
    page
        What a web page says of itself outside the text; keys are metadata fields. It counts only
        where neither `meta` nor the text says anything.

    Raises
    ------
    KeyError
        If `meta` or `basis` has a key that is not in `META_FIELDS`.
    """

    report_id: str
    text: str
    meta: Mapping[str, MetaValue] = field(default_factory=dict)
    basis: Mapping[str, str] = field(default_factory=dict)
    file: str | None = None
    reader: str | None = None
    origins: tuple[Origin, ...] = ()
    page: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("meta", "basis"):
            given: Mapping[str, object] = getattr(self, name)
            unknown = sorted(set(given) - set(META_FIELDS))
            if unknown:
                raise KeyError(f"Report {self.report_id}: {name} has unknown fields {unknown}")
            object.__setattr__(self, name, MappingProxyType(dict(given)))

    def __reduce__(self) -> tuple[type[Report], tuple[object, ...]]:
        """Make the report picklable, so that it can be sent to a worker process."""
        meta, basis = dict(self.meta), dict(self.basis)
        return Report, (
            *(self.report_id, self.text, meta, basis),
            *(self.file, self.reader, self.origins, dict(self.page)),
        )

    @property
    def sha256(self) -> str:
        """Hash of the text (UTF-8), the report's identity in provenance files."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(name)}</th>"
            f"<td style='text-align:left'>{escape(str(self.meta[name]))}</td></tr>"
            for name in META_FIELDS
            if self.meta.get(name) is not None
        )
        return (
            f"<b>{escape(self.report_id)}</b> · {len(self.text):,} characters<table>{rows}</table>"
        )
