"""Carry codings along when the codebook changes: rename, merge, split, with counts and a log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..errors import CodingError
from ..taxonomy import Change, Codebook, as_codebook
from .readings import NO_TYPE, Codings
from .sheets import Unit

#: Fields that hold codes of a facet, by unit.
_HOLDS: dict[tuple[Unit, str], str] = {
    ("issue", "category"): "category",
    ("issue", "further"): "category",
    ("issue", "failure"): "failure",
    ("measure", "types"): "types",
}
_KEY = ["report_id", "start", "end"]
_COUNTS = {"field": "string", "code": "string", "before": "Int64", "after": "Int64"}
_LOG = {
    "unit": "string", "report_id": "string", "start": "Int64", "end": "Int64", "field": "string",
    "before": "string", "after": "string", "change": "string", "undecided": "boolean",
}  # fmt: skip


class Migration(NamedTuple):
    """Codings carried over to another version of the codebook.

    Attributes
    ----------
    codings : Codings
        The codings in the new codes.
    counts : pandas.DataFrame
        One row per field and code: field, code, before, after (times given).
    log : pandas.DataFrame
        One row per unit and field that changed: unit, report_id, start, end, field, before, after,
        change (as ``merge F1, F2 → F1``), undecided (a split code that nobody has decided: it is
        left out, to be coded again).
    """

    codings: Codings
    counts: pd.DataFrame
    log: pd.DataFrame


def migrate_codings(
    codings: Codings,
    changes: Sequence[Change],
    new: Codebook | str | Path | None,
    decisions: pd.DataFrame | None = None,
) -> Migration:
    """Carry codings over to a new version of the codebook.

    Parameters
    ----------
    codings
        Codings in the codes of the old version. They stay as they are.
    changes
        What became of codes (``toolkit.read_change_log().versions[-1].changes``).
    new
        The new codebook, or its path; None is the shipped one.
    decisions
        For a split code, what each unit is to have: report_id, start, end, code. A unit not
        decided loses the split code and is listed in the log as undecided.

    Returns
    -------
    Migration
        Codings, counts before and after, and the log.

    Raises
    ------
    CodingError
        If a code that was given is neither in the new codebook nor changed into one that is, or
        if a decision names a code that the split does not lead to.
    """
    book = as_codebook(new)
    decided = {} if decisions is None else _by_place(decisions)
    tables: dict[Unit, pd.DataFrame] = {"issue": codings.issues, "measure": codings.measures}
    log: list[tuple[object, ...]] = []
    moved: dict[Unit, pd.DataFrame] = {}
    for unit, table in tables.items():
        moved[unit] = table.copy()
        for holder, facet in _HOLDS.items():
            if holder[0] != unit:
                continue
            steps = [change for change in changes if change.facet == facet]
            allowed = {code.code for code in book.codes_of(facet)} | {NO_TYPE}  # type: ignore[arg-type]
            moved[unit][holder[1]], lines = _moved(table, holder[1], steps, allowed, decided)
            log += [(unit, *line) for line in lines]
    moved["issue"]["further"] = _without_primary(moved["issue"])
    after = Codings(moved["issue"], moved["measure"])
    return Migration(after, _counts(codings, after), _frame(log, _LOG))


def _by_place(decisions: pd.DataFrame) -> dict[tuple[object, ...], str]:
    rows = decisions[[*_KEY, "code"]].astype(object).itertuples(index=False, name=None)
    return {row[:3]: row[3] for row in rows}


def _moved(
    table: pd.DataFrame,
    field: str,
    changes: Sequence[Change],
    allowed: set[str],
    decided: dict[tuple[object, ...], str],
) -> tuple[pd.Series, list[tuple[object, ...]]]:
    """New values of a field, and a line for each that changed."""
    values: list[str | None] = []
    lines: list[tuple[object, ...]] = []
    cells = table[[*_KEY, field]].astype(object).itertuples(index=False, name=None)
    for *place, cell in cells:
        if pd.isna(cell):
            values.append(None)
            continue
        codes: list[str] = []
        done: list[str] = []
        undecided = False
        for code in cell.split(";"):
            change = next((change for change in changes if code in change.old), None)
            target = code if change is None else _target(change, decided.get(tuple(place)), place)
            if change is not None:
                done.append(f"{change.kind} {', '.join(change.old)} → {', '.join(change.new)}")
            if target is None:
                undecided = True
            elif target not in allowed:
                raise CodingError(
                    f"the new codebook has no code {target}, and no change says what became of it",
                    where=f"{place[0]} {place[1]}–{place[2]}, {field}",
                    remedy="add a rename, merge or split to the codebook's changes",
                )
            else:
                codes.append(target)
        value = ";".join(dict.fromkeys(codes)) or None
        values.append(value)
        if done:
            lines.append((*place, field, cell, value, "; ".join(dict.fromkeys(done)), undecided))
    return pd.Series(values, index=table.index, dtype="string"), lines


def _target(change: Change, decision: str | None, place: list[object]) -> str | None:
    if change.kind != "split":
        return change.new[0]
    if decision is not None and decision not in change.new:
        raise CodingError(
            f"{decision} is not what {change.old[0]} was split into",
            where=f"{place[0]} {place[1]}–{place[2]}",
            remedy=f"decide for {' or '.join(change.new)}",
        )
    return decision


def _without_primary(issues: pd.DataFrame) -> pd.Series:
    """Further categories without the primary one, which a merge may have made of one of them."""
    cells = issues[["category", "further"]].astype(object)
    pairs = cells.where(cells.notna(), None).itertuples(index=False, name=None)
    kept = [
        None
        if pd.isna(further)
        else ";".join(c for c in further.split(";") if c != primary) or None
        for primary, further in pairs
    ]
    return pd.Series(kept, index=issues.index, dtype="string")


def _counts(before: Codings, after: Codings) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for unit, field in _HOLDS:
        old, new = (
            _count(c.issues[field] if unit == "issue" else c.measures[field])
            for c in (before, after)
        )
        rows += [(field, code, old[code], new[code]) for code in sorted(old.keys() | new.keys())]
    return _frame(rows, _COUNTS)


def _count(cells: Iterable[object]) -> Counter[str]:
    return Counter(code for cell in cells if isinstance(cell, str) for code in cell.split(";"))


def _frame(rows: list[tuple[object, ...]], dtypes: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=pd.Index(list(dtypes))).astype(dtypes)
