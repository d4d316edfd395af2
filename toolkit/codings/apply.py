"""Put a coding into a ledger's tables, in place of what the automatic coder found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from ..errors import CodingError
from ..ledger.ledger import Ledger
from ..taxonomy import Codebook, as_codebook
from .readings import NO_TYPE, Codings, Place, by_place, refuse_foreign_codes


def apply_codings(
    ledger: Ledger,
    codings: Codings,
    codebook: Codebook | str | Path | None = None,
    *,
    name: str = "reading",
) -> Ledger:
    """Fill a ledger's codes from a coding.

    Parameters
    ----------
    ledger
        The ledger; codes it has are replaced, and what the coding does not cover is uncoded.
    codings
        A reader's coding, or an adjudicated one.
    codebook
        The codebook the codes are of, or its path; the shipped one if none is given.
    name
        Who coded, for the provenance.

    Returns
    -------
    Ledger
        With ``category``, ``categories`` and ``failure`` of issues and ``types`` of measures
        filled; ``category_basis`` is ``reading``. Clauses, which readers do not code, have no
        types.

    Raises
    ------
    CodingError
        If a unit of the coding is not in the ledger: the ledger splits the text in another way
        than the one that was coded; or if a code is none of the codebook's.
    """
    book = as_codebook(codebook)
    refuse_foreign_codes(codings, book, where="apply_codings")
    issues, measures = ledger.issues.copy(), ledger.measures.copy()
    read = by_place(codings, "issue")
    places = _places(issues, "problem_start", "problem_end")
    typed = by_place(codings, "measure")
    spans = _places(measures, "start", "end")
    _refuse_strangers(set(read) - set(places), set(typed) - set(spans))
    rows = [read.get(place, {}) for place in places]
    issues["category"] = _column([row.get("category") for row in rows])
    issues["categories"] = _column(
        [";".join(filter(None, (row.get("category"), row.get("further")))) or None for row in rows]
    )
    issues["failure"] = _column([row.get("failure") for row in rows])
    issues["category_score"] = pd.Series(pd.NA, index=issues.index, dtype="Float64")
    basis = ["reading" if row.get("category") else None for row in rows]
    issues["category_basis"] = _column(basis)
    issues["category_evidence"] = _column([row.get("note") for row in rows])
    types = [typed.get(place, {}).get("types") for place in spans]
    measures["types"] = _column([None if given == NO_TYPE else given for given in types])
    measures["types_evidence"] = _column([typed.get(place, {}).get("note") for place in spans])
    clauses = ledger.clauses.assign(types=_column([None] * len(ledger.clauses)))
    tables = ledger.with_tables(issues=issues, measures=measures, clauses=clauses)
    stamp = {"codebook": book.version, "codebook_hash": book.hash, "coding": name}
    return replace(tables, provenance={**ledger.provenance, **stamp})


def _places(table: pd.DataFrame, start: str, end: str) -> list[Place]:
    spans = table[["report_id", start, end]].astype(object).itertuples(index=False, name=None)
    return [(report_id, first, last) for report_id, first, last in spans]


def _refuse_strangers(issues: set[Place], measures: set[Place]) -> None:
    strangers = sorted(issues | measures)
    if strangers:
        report_id, start, end = strangers[0]
        raise CodingError(
            f"{len(strangers)} units of the coding are not in the ledger",
            where=f"first of them: {report_id} {start}–{end}",
            remedy="apply a coding to a ledger of the same reports, split in the same way",
        )


def _column(values: list[str | None]) -> pd.Series:
    return pd.Series(values, dtype="string")
