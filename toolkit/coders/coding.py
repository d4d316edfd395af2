"""Put what coders give into a ledger's tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from ..ledger import Ledger
from ..taxonomy import Codebook, as_codebook
from .indicators import IndicatorCoder
from .protocol import Coder
from .units import measure_units, units_of


def code(ledger: Ledger, codebook: Codebook | str | Path | None = None) -> Ledger:
    """Add problem categories to issues, and measure types to measures and clauses, by indicators.

    Parameters
    ----------
    ledger
        A ledger; codes it already has are replaced.
    codebook
        The codebook, or the path of one; the shipped one if none is given.

    Returns
    -------
    Ledger
        As `code_with` fills it with two coders of class `toolkit.IndicatorCoder`, where it is
        said how they decide. Texts without any indicator stay uncoded.
    """
    book = as_codebook(codebook)
    coders = (IndicatorCoder("category", book), IndicatorCoder("types", book))
    return code_with(ledger, coders, book)


def code_with(
    ledger: Ledger, coders: Iterable[Coder], codebook: Codebook | str | Path | None = None
) -> Ledger:
    """Fill the codes of a ledger by any coders.

    Parameters
    ----------
    ledger
        A ledger; codes of the facets that are coded are replaced.
    coders
        One for each facet to be coded.
    codebook
        The codebook the codes are of, or the path of one; the shipped one if none is given.

    Returns
    -------
    Ledger
        With ``category``, ``categories``, ``category_score``, ``category_basis`` and
        ``category_evidence`` of issues, ``types`` and ``types_evidence`` of measures and
        ``types`` of clauses filled, for each facet that a coder is given for, and the names of
        the coders and the codebook's version and hash in the provenance.
    """
    book = as_codebook(codebook)
    stamp = {"codebook": book.version, "codebook_hash": book.hash}
    for coder in coders:
        fill = _fill_categories if coder.facet == "category" else _fill_types
        ledger = fill(ledger, coder)
        stamp[f"coder_{coder.facet}"] = coder.name
    return replace(ledger, provenance={**ledger.provenance, **stamp})


def _fill_categories(ledger: Ledger, coder: Coder) -> Ledger:
    found = coder.code(units_of(ledger, "category"))
    issues = ledger.issues.copy()
    first = found[found["rank"].eq(1)].reindex(issues["issue_id"])
    codes = found["code"].dropna()
    issues["category"] = first["code"].array
    issues["categories"] = _joined(codes, issues["issue_id"])
    issues["category_score"] = first["score"].array
    issues["category_basis"] = first["basis"].array
    issues["category_evidence"] = _joined(_said(found), issues["issue_id"], "; ")
    return ledger.with_tables(issues=issues)


def _fill_types(ledger: Ledger, coder: Coder) -> Ledger:
    found = coder.code(units_of(ledger, "types"))
    measures = ledger.measures.copy()
    measures["types"] = _joined(found["code"].dropna(), measures["measure_id"])
    measures["types_evidence"] = _joined(_said(found), measures["measure_id"], "; ")
    clauses = ledger.clauses.copy()
    kinds = measures.set_index("measure_id")["kind"]
    rows = clauses.set_index("clause_id").assign(kind=clauses["measure_id"].map(kinds).array)
    of_clauses = coder.code(measure_units(ledger, rows))
    clauses["types"] = _joined(of_clauses["code"].dropna(), clauses["clause_id"])
    return ledger.with_tables(measures=measures, clauses=clauses)


def _said(found: pd.DataFrame) -> pd.Series:
    """What each code was read from, as it stands in a cell: ``code: word; code: word``."""
    read = found[found["evidence"].notna()]
    said = [
        "; ".join(dict.fromkeys(f"{code}: {word}" for word in words.split("; ")))
        for code, words in zip(read["code"], read["evidence"], strict=True)
    ]
    return pd.Series(said, index=read.index, dtype="string")


def _joined(parts: pd.Series, ids: pd.Series, mark: str = ";") -> pd.api.extensions.ExtensionArray:
    """Parts of the same unit joined, in the order of the ids; missing where there are none."""
    joined = parts.groupby(level=0).agg(mark.join)
    return joined.reindex(ids).astype("string").array
