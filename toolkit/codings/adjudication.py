"""Adjudication: what readers differ on, decided with a reason; raw readings stay untouched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CodingError
from ..shielding import bare
from ..taxonomy import Codebook, as_codebook
from .readings import Codings, Place, by_place, code_faults, trimmed
from .sheets import GIVEN, Unit, refuse_existing, write_sheet

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
_FIELDS = [(unit, field) for unit, fields in DECIDED.items() for field in fields]


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
        column with each reader's value and one with each reader's note, and the empty columns
        decided and reason. Several codes are compared as sets.
    """
    rows: list[tuple[object, ...]] = []
    for unit, fields in DECIDED.items():
        read = {name: by_place(reading, unit) for name, reading in readings.items()}
        for place, row in _units(read).items():
            for field in fields:
                values = _values(read, place, field)
                if _differ(values):
                    notes = _values(read, place, "note")
                    rows.append((unit, *place, row["quote"], field, *values, *notes, None, None))
    noted = [f"note_{name}" for name in readings]
    columns = ["unit", *_KEY, "quote", "field", *readings, *noted, *_DECISION]
    return pd.DataFrame(rows, columns=pd.Index(columns)).astype(
        dict.fromkeys(columns, "string") | {"start": "Int64", "end": "Int64"}
    )


def write_adjudication_sheet(readings: Mapping[str, Codings], file: str | Path) -> Path:
    """Write what readers differ on as a CSV file, for somebody to decide.

    Parameters
    ----------
    readings
        Name of each reader, and what that reader coded.
    file
        Where to write `adjudication_sheet` (UTF-8 with BOM, so that Excel reads it); its folder
        is made if it is not there.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    CodingError
        If the file is there already: decisions are never overwritten.
    """
    path = Path(file)
    refuse_existing([path], "give another file, or move this one away if nothing is decided in it")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_sheet(adjudication_sheet(readings), path)
    return path


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
        `adjudication_sheet`, filled in: the code in ``decided``, why in ``reason``. An empty
        ``decided`` of ``further`` means no further category; in any other field a code is to
        stand (for ``types``, ``none`` is one). Where the category of an issue is decided,
        ``further`` may be, too, though the readers share it.
    codebook
        The codebook the codes are of, or its path; the shipped one if none is given.

    Returns
    -------
    Codings
        ``certainty`` is missing; ``note`` holds the reasons of what was decided.

    Raises
    ------
    CodingError
        If readers differ where nothing is decided; if a decision has no reason, no code, or one
        that the codebook does not have; if a field is decided twice, or the readers do not differ
        on it: such a decision would change nothing and look as if it did.
    """
    book = as_codebook(codebook)
    decided = _decisions(decisions, book)
    joined = Codings(*(_joined(readings, unit, decided) for unit in DECIDED))
    if decided:
        _, report_id, start, end, field = next(iter(decided))
        raise CodingError(
            f"{len(decided)} decisions are on fields on which the readers do not differ",
            where=f"first of them: {report_id} {start}–{end}, {field}",
            remedy="take these rows out, or mend unit, span and field; what readers share stands",
        )
    return joined


def _joined(readings: Mapping[str, Codings], unit: Unit, decided: _Decided) -> pd.DataFrame:
    """Join the readings of a unit; the decisions used are taken out."""
    read = {name: by_place(reading, unit) for name, reading in readings.items()}
    rows: list[dict[str, object]] = []
    for place, given in _units(read).items():
        row: dict[str, object] = {name: given[name] for name in GIVEN[unit]}
        reasons: list[str] = []
        for field in DECIDED[unit]:
            values, key = _values(read, place, field), (unit, *place, field)
            row[field] = values[0]
            follows = field == "further" and bool(reasons) and key in decided
            if not (_differ(values) or follows):
                continue
            if key not in decided:
                raise CodingError(
                    f"readers differ on {field}, and nothing is decided",
                    where=f"{place[0]} {place[1]}–{place[2]}",
                    remedy="add the row to the decisions; adjudication_sheet lists all of them",
                )
            row[field], reason = decided.pop(key)
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
    lacking = [name for name in ("unit", *_KEY, "field", *_DECISION) if name not in decisions]
    if lacking:
        raise CodingError(
            f"there is no column {', '.join(lacking)}",
            where="decisions",
            remedy="keep the columns of adjudication_sheet, and save as CSV with commas",
        )
    found: _Decided = {}
    for row in decisions.astype(object).where(decisions.notna(), None).to_dict("records"):
        where = f"{row['report_id']} {row['start']}–{row['end']}, {row['field']}"
        code, reason = trimmed(str(row["decided"] or "")), str(row["reason"] or "").strip()
        for fault, remedy in _faults(row, code, reason, book):
            raise CodingError(fault, where=where, remedy=remedy)
        place = (bare(str(row["report_id"])), int(row["start"]), int(row["end"]))
        key = (row["unit"], *place, row["field"])
        if key in found:
            raise CodingError(
                f"the field is decided twice: {found[key][0]} and {code or None}",
                where=where,
                remedy="keep one of the rows",
            )
        found[key] = (code or None, reason)
    return found


def _faults(
    row: Mapping[Any, Any], code: str, reason: str, book: Codebook
) -> Iterator[tuple[str, str]]:
    """What is wrong with a decision, and what to do."""
    if (row["unit"], row["field"]) not in _FIELDS:
        yield f"no field {row['field']} of a unit {row['unit']}", "keep the rows as they were"
    elif not (str(row["start"]).isdecimal() and str(row["end"]).isdecimal()):
        yield "the span is no pair of numbers", "keep the rows as they were"
    elif not reason:
        yield "the decision has no reason", "say in a few words why"
    elif not code and row["field"] != "further":
        yield "nothing is decided", "give a code; only further may be empty (no further category)"
    for fault in code_faults(row["unit"], row["field"], code, book):
        yield fault, "give codes of the codebook; those of your own need codebook=…"


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
