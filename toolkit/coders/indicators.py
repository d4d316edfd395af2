"""The coder that reads the codebook's indicators, with the words as evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from ..taxonomy import Codebook, as_codebook
from .core_business import CoreBusiness
from .protocol import CodedFacet, Given, coded_table
from .words import IndicatorWords, Word

#: Before the code of a word that speaks for it only where no other type is spoken for before.
_TIMID = "?"


class IndicatorCoder:
    """Codes texts by the codebook's indicators.

    Parameters
    ----------
    facet
        ``category`` or ``types``.
    codebook
        The codebook, or the path of one; the shipped one if none is given.
    least
        Share of the matched characters that the primary category of a problem must have;
        a problem in which no category has it stays uncoded.

    Notes
    -----
    A problem's categories are read from its statement alone: the heading of its group speaks of
    all problems of the group, and what the response says decides only for a reader, with a note.
    Words for the core business of any body are taken for that of the inspected one, which its
    name tells. Among several categories the codebook's precedence decides the primary one, then
    the place in the text. The score of a category is the share of the matched characters that
    speak for it.

    A measure has every type that an indicator speaks for, in the order of the text. Words of
    ``if_first`` speak only where no other type is spoken for before them; words in names of
    institutions, in titles of documents and in clauses that a word of ``passing`` opens speak for
    none; an explanation has no type.
    """

    name = "indicators"

    def __init__(
        self,
        facet: CodedFacet,
        codebook: Codebook | str | Path | None = None,
        *,
        least: float = 0.5,
    ) -> None:
        self.facet = facet
        self._book = as_codebook(codebook)
        self._least = least

    def code(self, units: pd.DataFrame) -> pd.DataFrame:
        """Code units; see `toolkit.coders.protocol.Coder.code`."""
        rows = units.astype(object).where(units.notna(), None).to_dict("records")
        if self.facet == "types":
            words = _type_words(self._book)
            return coded_table(units, (_types(row, words) for row in rows))
        reading = _CategoryReading(self._book, self._least)
        return coded_table(units, (reading.of(row) for row in rows))


@lru_cache(maxsize=4)
def _type_words(book: Codebook) -> IndicatorWords:
    pairs = [(t.code, word) for t in book.measure_types for word in t.indicators]
    pairs += [(_TIMID + t.code, word) for t in book.measure_types for word in t.if_first]
    return IndicatorWords(pairs, hiding=book.blockers, passing=book.passing)


@lru_cache(maxsize=4)
def _category_words(book: Codebook) -> IndicatorWords:
    pairs = ((c.code, word) for c in book.categories for word in c.indicators)
    return IndicatorWords(pairs, hiding=book.category_blockers)


def _types(row: Mapping[Any, Any], words: IndicatorWords) -> list[Given]:
    if row.get("kind") == "explanation":
        return []
    found: list[Word] = []
    for word in words.find(row["text"], row.get("names") or (), row.get("traditional")):
        if word.code.startswith(_TIMID):
            word = word._replace(code=word.code.removeprefix(_TIMID))
            if any(before.code != word.code for before in found):
                continue
        found.append(word)
    return [_given(code, said, None, "text") for code, said in _by_code(found).items()]


def _by_code(words: list[Word]) -> dict[str, list[Word]]:
    """Words of each code, in the order of the text."""
    by_code: dict[str, list[Word]] = defaultdict(list)
    for word in words:
        by_code[word.code].append(word)
    return by_code


def _given(code: str, words: list[Word], score: float | None, basis: str) -> Given:
    return Given(
        code, score, basis, tuple(w.word for w in words), tuple((w.start, w.end) for w in words)
    )


class _CategoryReading:
    """Reads the categories of problems by a codebook's indicators."""

    def __init__(self, book: Codebook, least: float) -> None:
        self._least = least
        self._words = _category_words(book)
        self._precedence = {category.code: category.precedence for category in book.categories}
        self._core = CoreBusiness(book)

    def of(self, row: Mapping[Any, Any]) -> list[Given]:
        """Categories of one problem."""
        traditional = row.get("traditional")
        core = self._core.of(row.get("body"), traditional)
        return self._ranked(core.settle(self._words.find(row["text"], (), traditional)))

    def _ranked(self, words: list[Word]) -> list[Given]:
        found = _by_code(words)
        weights = {code: sum(len(w.word) for w in given) for code, given in found.items()}
        codes = sorted(found, key=lambda c: (self._precedence[c], found[c][0].start))
        total = sum(weights.values())
        if not codes or weights[codes[0]] < self._least * total:
            return []
        return [_given(code, found[code], weights[code] / total, "problem") for code in codes]
