"""Code problems and measures by the codebook's indicator words, with the evidence kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..fold import fold
from ..ledger import Ledger
from ..matching import Hit, Hits, Matcher
from ..places import Places
from .codebook import Codebook, read_codebook

#: An indicator found: its place, its code, the word.
Word = tuple[int, str, str]

#: Code of words that only hide others.
_BLOCKED = ""

_SPAN = ("report_id", "start", "end")
_ISSUE_COLUMNS = (
    "report_id",
    "problem_start",
    "problem_end",
    "response_start",
    "response_end",
    "group",
)


class Coding(NamedTuple):
    """What one text was coded as, and why."""

    codes: tuple[str, ...]
    score: float | None
    basis: str | None
    evidence: str | None


_UNCODED = Coding((), None, None, None)


def code(ledger: Ledger, codebook: Codebook | str | Path | None = None) -> Ledger:
    """Add problem categories to issues and measure types to measures and clauses.

    A problem's categories are read from its statement; where that names none, from the heading
    of its group; where that names none either, from the response. Among several, the codebook's
    precedence decides the primary one, then the place in the text; in a response, the number of
    characters. Texts without any indicator stay uncoded.

    Parameters
    ----------
    ledger
        A ledger; codes it already has are replaced.
    codebook
        The codebook, or the path of one; the shipped one if none is given.

    Returns
    -------
    Ledger
        With ``category``, ``categories``, ``category_score`` (share of the matched characters
        that speak for the primary category), ``category_basis``, ``category_evidence`` and
        ``types`` filled, and the codebook's version and hash in the provenance.
    """
    book = codebook if isinstance(codebook, Codebook) else read_codebook(codebook)
    indicators = _Indicators(ledger, _matcher(book))
    precedence = {category.code: category.precedence for category in book.categories}
    issues = ledger.issues.copy()
    coded = [
        _code_issue(indicators.of_issue(*row), precedence)
        for row in issues[list(_ISSUE_COLUMNS)].itertuples(index=False, name=None)
    ]
    issues["category"] = _column([c.codes[0] if c.codes else None for c in coded])
    issues["categories"] = _column([";".join(c.codes) or None for c in coded])
    issues["category_score"] = pd.Series([c.score for c in coded], dtype="Float64")
    issues["category_basis"] = _column([c.basis for c in coded])
    issues["category_evidence"] = _column([c.evidence for c in coded])
    measures = ledger.measures.copy()
    typed = [
        _UNCODED if kind == "explanation" else _code_measure(indicators.of_types(*span))
        for *span, kind in measures[[*_SPAN, "kind"]].itertuples(index=False, name=None)
    ]
    measures["types"] = _column([";".join(t.codes) or None for t in typed])
    measures["types_evidence"] = _column([t.evidence for t in typed])
    clauses = ledger.clauses.copy()
    explains = set(measures.loc[measures["kind"] == "explanation", "measure_id"])
    clauses["types"] = _column(
        [
            None
            if measure_id in explains
            else ";".join(_code_measure(indicators.of_types(*span)).codes) or None
            for *span, measure_id in clauses[[*_SPAN, "measure_id"]].itertuples(
                index=False, name=None
            )
        ]
    )
    tables = ledger.with_tables(issues=issues, measures=measures, clauses=clauses)
    stamp = {"codebook": book.version, "codebook_hash": book.hash}
    return replace(tables, provenance={**ledger.provenance, **stamp})


def _column(values: list[str | None]) -> pd.Series:
    return pd.Series(values, dtype="string")


@lru_cache(maxsize=4)
def _matcher(book: Codebook) -> Matcher:
    blocked = [(word, _BLOCKED) for word in book.blockers]
    categories = [(word, c.code) for c in book.categories for word in c.indicators]
    types = [(word, t.code) for t in book.measure_types for word in t.indicators]
    return Matcher({"category": categories, "type": types + blocked})


class _Indicators:
    """Indicator words by place; the text of a report is scanned when its rows come up.

    The rows of each table go through the reports in order, so the last scan is all that is kept.
    """

    def __init__(self, ledger: Ledger, matcher: Matcher) -> None:
        self._texts, self._matcher = ledger.texts, matcher
        self._names = _named_spans(ledger)
        self._scan = lru_cache(maxsize=1)(self._scan_report)

    def of_types(self, report_id: str, start: int, end: int) -> list[Word]:
        """Words for measure types in a span, outside names of institutions and documents."""
        words = self._words("type", report_id, start, end)
        names = self._names.get(report_id)
        return words if names is None else [word for word in words if not names.at(word[0])]

    def of_issue(
        self, report_id: str, p_start: int, p_end: int, r_start: int, r_end: int, group: object
    ) -> Iterator[tuple[str, list[Word]]]:
        """Words for categories in the statement, then the group's heading, then the response."""
        yield "problem", self._words("category", report_id, p_start, p_end)
        if isinstance(group, str):
            hits = self._matcher.scan(fold(group)).longest("category", 0, len(group))
            yield "group", _spoken(hits, group)
        yield "response", self._words("category", report_id, r_start, r_end)

    def _words(self, layer: str, report_id: str, start: int, end: int) -> list[Word]:
        return _spoken(self._scan(report_id).longest(layer, start, end), self._texts[report_id])

    def _scan_report(self, report_id: str) -> Hits:
        return self._matcher.scan(fold(self._texts[report_id]))


def _named_spans(ledger: Ledger) -> dict[str, Places[bool]]:
    """Names of institutions and titles of documents, by report and place."""
    columns = list(_SPAN)
    named = ledger.institutions[ledger.institutions["form"] == "name"]
    spans: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    for table in (named, ledger.documents):
        for report_id, start, end in table[columns].itertuples(index=False, name=None):
            spans[report_id].append((start, end, True))
    return {report_id: Places(found) for report_id, found in spans.items()}


def _spoken(hits: list[Hit], text: str) -> list[Word]:
    """The words found, those left out that only hide others."""
    return [
        (hit.start, hit.code, text[hit.start : hit.end]) for hit in hits if hit.code != _BLOCKED
    ]


def _code_issue(sources: Iterator[tuple[str, list[Word]]], precedence: Mapping[str, int]) -> Coding:
    """Code a problem by the first of its sources that holds an indicator."""
    for basis, words in sources:
        if not words:
            continue
        weights = _weights(words)
        first = {code: start for start, code, _ in reversed(words)}
        if basis == "response":  # passing words: the most of them decide, not precedence
            codes = sorted(weights, key=lambda c: (-weights[c], first[c]))
        else:
            codes = sorted(weights, key=lambda c: (precedence[c], first[c], -weights[c]))
        score = weights[codes[0]] / sum(weights.values())
        return Coding(tuple(codes), score, basis, _evidence(words))
    return _UNCODED


def _code_measure(words: list[Word]) -> Coding:
    codes = tuple(dict.fromkeys(code for _, code, _ in words))
    return Coding(codes, None, None, _evidence(words)) if codes else _UNCODED


def _weights(words: list[Word]) -> dict[str, int]:
    weights: dict[str, int] = defaultdict(int)
    for _, code, word in words:
        weights[code] += len(word)
    return weights


def _evidence(words: list[Word]) -> str:
    """The indicator words found, each with its code, once."""
    return "; ".join(dict.fromkeys(f"{code}: {word}" for _, code, word in words))
