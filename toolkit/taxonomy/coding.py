"""Code problems and measures by the codebook's indicator words, with the evidence kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from ..fold import fold
from ..ledger import Ledger
from ..matching import Hit, Matcher
from .codebook import Codebook, read_codebook


class Coding(NamedTuple):
    """What one text was coded as, and why."""

    codes: tuple[str, ...]
    score: float | None
    basis: str | None
    evidence: str | None


_UNCODED = Coding((), None, None, None)


def code(ledger: Ledger, codebook: Codebook | None = None) -> Ledger:
    """Add problem categories to issues and measure types to measures and clauses.

    A problem's categories are read from its statement; where that names none, from the heading
    of its group; where that names none either, from the response. Among several, the codebook's
    precedence decides the primary one, then the place in the text. Texts without any indicator
    stay uncoded.

    Parameters
    ----------
    ledger
        A ledger; codes it already has are replaced.
    codebook
        The codebook; the shipped one if none is given.

    Returns
    -------
    Ledger
        With ``category``, ``categories``, ``category_score`` (share of the matched characters
        that speak for the primary category), ``category_basis``, ``category_evidence`` and
        ``types`` filled, and the codebook's version and hash in the provenance.
    """
    book = codebook if codebook is not None else read_codebook()
    matcher = _matcher(book)
    precedence = {category.code: category.precedence for category in book.categories}
    issues = ledger.issues.copy()
    coded = [
        _code_issue(
            (("problem", row.problem), ("group", row.group), ("response", row.response)),
            matcher,
            precedence,
        )
        for row in issues[["problem", "group", "response"]].itertuples(index=False)
    ]
    issues["category"] = _column([c.codes[0] if c.codes else None for c in coded])
    issues["categories"] = _column([";".join(c.codes) or None for c in coded])
    issues["category_score"] = pd.Series([c.score for c in coded], dtype="Float64")
    issues["category_basis"] = _column([c.basis for c in coded])
    issues["category_evidence"] = _column([c.evidence for c in coded])
    measures = ledger.measures.copy()
    typed = [
        _UNCODED if kind == "explanation" else _code_measure(text, matcher)
        for text, kind in zip(measures["text"], measures["kind"], strict=True)
    ]
    measures["types"] = _column([";".join(t.codes) or None for t in typed])
    measures["types_evidence"] = _column([t.evidence for t in typed])
    clauses = ledger.clauses.copy()
    clauses["types"] = _column(
        [";".join(_code_measure(text, matcher).codes) or None for text in clauses["text"]]
    )
    tables = ledger.with_tables(issues=issues, measures=measures, clauses=clauses)
    stamp = {"codebook": book.version, "codebook_hash": book.hash}
    return replace(tables, provenance={**ledger.provenance, **stamp})


def _column(values: list[str | None]) -> pd.Series:
    return pd.Series(values, dtype="string")


@lru_cache(maxsize=4)
def _matcher(book: Codebook) -> Matcher:
    return Matcher(
        {
            "category": [(word, c.code) for c in book.categories for word in c.indicators],
            "type": [(word, t.code) for t in book.measure_types for word in t.indicators],
        }
    )


def _code_issue(
    texts: Iterable[tuple[str, object]], matcher: Matcher, precedence: Mapping[str, int]
) -> Coding:
    """Code a problem by the first of its texts that holds an indicator."""
    for basis, text in texts:
        if not isinstance(text, str):
            continue
        hits = matcher.scan(fold(text)).longest("category", 0, len(text))
        if not hits:
            continue
        weights = _weights(hits)
        first = {hit.code: hit.start for hit in reversed(hits)}
        codes = sorted(weights, key=lambda c: (precedence[c], first[c], -weights[c]))
        score = weights[codes[0]] / sum(weights.values())
        return Coding(tuple(codes), score, basis, _evidence(hits, text))
    return _UNCODED


def _code_measure(text: str, matcher: Matcher) -> Coding:
    hits = matcher.scan(fold(text)).longest("type", 0, len(text))
    codes = tuple(dict.fromkeys(hit.code for hit in hits))
    return Coding(codes, None, None, _evidence(hits, text)) if codes else _UNCODED


def _weights(hits: list[Hit]) -> dict[str, int]:
    weights: dict[str, int] = defaultdict(int)
    for hit in hits:
        weights[hit.code] += hit.end - hit.start
    return weights


def _evidence(hits: list[Hit], text: str) -> str:
    """The indicator words found, each with its code, once."""
    return "; ".join(dict.fromkeys(f"{hit.code}: {text[hit.start : hit.end]}" for hit in hits))
