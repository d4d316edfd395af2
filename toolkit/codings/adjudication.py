"""Adjudication: what readers differ on, decided with a reason; raw readings stay untouched."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ..errors import CodingError
from ..taxonomy import Codebook, as_codebook
from .readings import Codings, Place, allowed_codes, by_place
from .sheets import GIVEN, Unit

#: Fields that are decided, by unit.
DECIDED: dict[Unit, tuple[str, ...]] = {
    "issue": ("category", "further", "failure"),
    "measure": ("types",),
}
_Row = dict[str, str | None]
#: Code and reason by unit, place and field.
_Decided = dict[tuple[str, str, int, int, str], tuple[str | None, str]]

_KEY = ["report_id", "start", "end"]
_DECISION = ["decided", "reason"]


def adjudication_sheet(readings: Mapping[str, Codings]) -> pd.DataFrame:
    """List every field on which readers differ, for somebody to decide.

    Parameters
    ----------
    readings
        Name of each reader, and what that reader coded.

    Returns
    -------
    pandas.DataFrame
        One row per unit and field that differs: unit, report_id, start, end, quote, field, a
        column with each reader's value, and the empty columns decided and reason. Several codes
        are compared as sets.
    """
    rows: list[tuple[object, ...]] = []
    for unit, fields in DECIDED.items():
        read = {name: by_place(reading, unit) for name, reading in readings.items()}
        for place, row in _units(read).items():
            for field in fields:
                values = _values(read, place, field)
                if _differ(values):
                    rows.append((unit, *place, row["quote"], field, *values, pd.NA, pd.NA))
    columns = ["unit", *_KEY, "quote", "field", *readings, *_DECISION]
    return pd.DataFrame(rows, columns=pd.Index(columns)).astype(
        dict.fromkeys(columns, "string") | {"start": "Int64", "end": "Int64"}
    )


def adjudicate(
    readings: Mapping[str, Codings],
    decisions: pd.DataFrame,
    codebook: Codebook | str | Path | None = None,
) -> Codings:
    """Join readings into one coding: what is shared, and what was decided.

    Parameters
    ----------
    readings
        Name of each reader, and what that reader coded.
    decisions
        `adjudication_sheet`, filled in: the code in ``decided`` (empty for no further category),
        why in ``reason``. An empty ``decided`` of any other field stays uncoded.
    codebook
        The codebook the codes are of, or its path; the shipped one if none is given.

    Returns
    -------
    Codings
        ``certainty`` is missing; ``note`` holds the reasons of what was decided.

    Raises
    ------
    CodingError
        If readers differ where nothing is decided, if a decision has no reason or a code that
        the codebook does not have.
    """
    book = as_codebook(codebook)
    decided = _decisions(decisions, book)
    return Codings(*(_joined(readings, unit, decided) for unit in DECIDED))


def _joined(readings: Mapping[str, Codings], unit: Unit, decided: _Decided) -> pd.DataFrame:
    read = {name: by_place(reading, unit) for name, reading in readings.items()}
    rows: list[dict[str, object]] = []
    for place, given in _units(read).items():
        row: dict[str, object] = {name: given[name] for name in GIVEN[unit]}
        reasons: list[str] = []
        for field in DECIDED[unit]:
            values = _values(read, place, field)
            row[field] = values[0]
            if not _differ(values):
                continue
            if (unit, *place, field) not in decided:
                raise CodingError(
                    f"readers differ on {field}, and nothing is decided",
                    where=f"{place[0]} {place[1]}–{place[2]}",
                    remedy="add the row to the decisions; adjudication_sheet lists all of them",
                )
            row[field], reason = decided[(unit, *place, field)]
            reasons.append(f"{field}: {reason}")
        if row.get("category") in str(row.get("further") or "").split(";"):
            raise CodingError(
                f"{row['category']} is the primary category and a further one",
                where=f"{place[0]} {place[1]}–{place[2]}",
                remedy="decide the field further of this unit without it",
            )
        rows.append(row | {"note": "; ".join(reasons) or None})
    columns = [*GIVEN[unit], *DECIDED[unit], "certainty", "note"]
    table = pd.DataFrame(rows).reindex(columns=columns)
    return table.astype(dict.fromkeys(columns, "string") | _NUMBERS)


_NUMBERS = {"start": "Int64", "end": "Int64", "certainty": "Int64"}


def _decisions(decisions: pd.DataFrame, book: Codebook) -> _Decided:
    found: _Decided = {}
    for row in decisions.astype(object).where(decisions.notna(), None).to_dict("records"):
        where = f"{row['report_id']} {row['start']}–{row['end']}, {row['field']}"
        code, reason = str(row["decided"] or "").strip(), str(row["reason"] or "").strip()
        if not reason:
            raise CodingError(
                "the decision has no reason", where=where, remedy="say in a few words why"
            )
        allowed = allowed_codes(row["unit"], row["field"], book)
        unknown = [part for part in code.split(";") if part and part not in allowed]
        if unknown:
            raise CodingError(
                f"{', '.join(unknown)} is no code of the codebook",
                where=where,
                remedy=f"use {', '.join(allowed)}",
            )
        key = (row["unit"], row["report_id"], int(row["start"]), int(row["end"]), row["field"])
        found[key] = (code or None, reason)
    return found


def _units(read: Mapping[str, dict[Place, _Row]]) -> dict[Place, _Row]:
    """Units that any reader has, in the order of the first that has them."""
    units: dict[Place, _Row] = {}
    for rows in read.values():
        units |= {place: row for place, row in rows.items() if place not in units}
    return units


def _values(read: Mapping[str, dict[Place, _Row]], place: Place, field: str) -> list[str | None]:
    return [rows[place][field] if place in rows else None for rows in read.values()]


def _differ(values: list[str | None]) -> bool:
    return len({None if value is None else frozenset(value.split(";")) for value in values}) > 1
