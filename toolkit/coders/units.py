"""The units of a ledger as texts to be coded: problems, and measures of answers."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

import pandas as pd

from ..codings import Codings
from ..codings.readings import by_place
from ..fold import is_traditional
from ..ledger.ledger import Ledger
from .protocol import CodedFacet

_PLACE = ["report_id", "start", "end"]


def units_of(ledger: Ledger, facet: CodedFacet) -> pd.DataFrame:
    """Take the units of a ledger that a facet is coded on.

    Parameters
    ----------
    ledger
        The ledger.
    facet
        ``category`` for the problems, ``types`` for the measures.

    Returns
    -------
    pandas.DataFrame
        One row per issue, indexed by ``issue_id``: report_id, start, end, text (the statement of
        the problem), group (the heading above it), body (name of the inspected body).
        Or one row per measure, indexed by ``measure_id``: report_id, start, end, text, kind,
        names (spans, in the text, of names of institutions and titles of documents). Both:
        traditional (whether the report is written in traditional characters).
    """
    if facet == "category":
        return _issues(ledger)
    return measure_units(ledger, ledger.measures.set_index("measure_id"))


def _issues(ledger: Ledger) -> pd.DataFrame:
    issues = ledger.issues.set_index("issue_id")
    bodies = ledger.reports.set_index("report_id")["body"]
    named = {"problem_start": "start", "problem_end": "end", "problem": "text"}
    units = issues[["report_id", *named, "group"]].rename(columns=named)
    units = units.assign(body=units["report_id"].map(bodies).astype("string"))
    return _with_script(units, ledger)


def _with_script(units: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    script = {name: is_traditional(text) for name, text in ledger.texts.items()}
    return units.assign(traditional=units["report_id"].map(script).astype("boolean"))


def read_codes(units: pd.DataFrame, codings: Codings, facet: CodedFacet) -> pd.Series:
    """Take from a coding what was read of units, as coders learn from it and are held against it.

    Parameters
    ----------
    units
        Units as `units_of` gives them.
    codings
        The coding; units are the same if report, start and end are.
    facet
        ``category`` or ``types``.

    Returns
    -------
    pandas.Series
        By the index of the units: the primary category, or the types joined by ``;``, ``none``
        for a measure without any; missing for a unit that was not read.
    """
    read = [row.get(facet) for row in rows_of(units, codings, facet)]
    return pd.Series(read, index=units.index, dtype="string", name=facet)


def rows_of(
    units: pd.DataFrame, codings: Codings, facet: CodedFacet
) -> list[dict[str, str | None]]:
    """Rows of a coding that speak of units, by their places; empty where none does."""
    rows = by_place(codings, "issue" if facet == "category" else "measure")
    places = units[_PLACE].astype(object).itertuples(index=False, name=None)
    return [rows.get((report_id, start, end), {}) for report_id, start, end in places]


def measure_units(ledger: Ledger, rows: pd.DataFrame) -> pd.DataFrame:
    """Lay out measures, or clauses of measures, as units to be typed."""
    named = _named_spans(ledger)
    names = []
    for report_id, start, end in rows[_PLACE].itertuples(index=False, name=None):
        inside = named[report_id]
        first = bisect_left(inside, (start, start))
        last = bisect_left(inside, (end, end))
        names.append(tuple((a - start, b - start) for a, b in inside[first:last]))
    columns = [*_PLACE, "text", *(["kind"] if "kind" in rows else [])]
    units = rows[columns].assign(names=pd.Series(names, index=rows.index, dtype=object))
    return _with_script(units, ledger)


def _named_spans(ledger: Ledger) -> dict[str, list[tuple[int, int]]]:
    """Names of institutions and titles of documents, by report and in their order."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    named = ledger.institutions[ledger.institutions["form"] == "name"]
    for table in (named, ledger.documents):
        for report_id, start, end in table[_PLACE].itertuples(index=False, name=None):
            spans[report_id].append((start, end))
    return defaultdict(list, {report_id: sorted(found) for report_id, found in spans.items()})
