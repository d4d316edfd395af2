"""What coders that learn from coded units have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self

import pandas as pd

from ..errors import CodingError
from .protocol import CodedFacet, Given, coded_table


class TrainedCoder(ABC):
    """A coder that learns from units with their codes.

    Parameters
    ----------
    facet
        ``category``: one code for a unit, the likeliest; ``types``: every code that is likely
        enough by itself.
    least
        Score below which a code is not given.
    """

    name: str

    def __init__(self, facet: CodedFacet, *, least: float = 0.5) -> None:
        if not 0 <= least <= 1:
            raise CodingError(
                f"least is {least}", where=type(self).__name__, remedy="give a share from 0 to 1"
            )
        self.facet = facet
        self._least = least
        #: Codes seen in training.
        self.seen: frozenset[str] = frozenset()

    def fit(self, units: pd.DataFrame, codes: pd.Series) -> Self:
        """Learn from coded units; what was learned before is forgotten.

        Parameters
        ----------
        units
            One row per unit, with a column ``text``; `LinearCoder` reads ``body`` beside it.
        codes
            Codes of the units, by the same index: one code each, or types joined by ``;``.
            A unit of type ``none`` is one without any type. Units whose codes are missing are
            left out.

        Returns
        -------
        TrainedCoder
            Itself.

        Raises
        ------
        CodingError
            If no unit is coded.
        """
        coded = codes.reindex(units.index).dropna()
        sets = [frozenset(str(given).split(";")) - {"none"} for given in coded]
        self.seen = frozenset().union(*sets)
        if not self.seen:
            raise CodingError(
                "no unit to learn from has a code",
                where=type(self).__name__,
                remedy="give codes by the same index as the units",
            )
        self._learn(units.loc[coded.index], sets)
        return self

    def code(self, units: pd.DataFrame) -> pd.DataFrame:
        """Code units; see `toolkit.coders.protocol.Coder.code`.

        An explanation has no type.

        Raises
        ------
        CodingError
            If the coder has not learned from anything yet.
        """
        return coded_table(units, self.given(units, self.scores(units)))

    def given(self, units: pd.DataFrame, scores: list[dict[str, float]]) -> list[list[Given]]:
        """Take from the scores of units the codes that are given to each."""
        kinds = units["kind"] if "kind" in units else [None] * len(units)
        return [
            [] if kind == "explanation" else self._given(scored)
            for kind, scored in zip(kinds, scores, strict=True)
        ]

    def scores(self, units: pd.DataFrame) -> list[dict[str, float]]:
        """Score every code seen in training, for every unit.

        Parameters
        ----------
        units
            One row per unit, with the columns that it learned from.

        Returns
        -------
        list of dict
            For each unit the codes with their scores, 0 to 1.

        Raises
        ------
        CodingError
            If the coder has not learned from anything yet.
        """
        if not self.seen:
            raise CodingError(
                "the coder has not learned from anything yet",
                where=type(self).__name__,
                remedy="call its fit with coded units first",
            )
        return self._scores(units)

    def _given(self, scores: dict[str, float]) -> list[Given]:
        likely = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        if self.facet == "category":
            likely = likely[:1]
        basis = "problem" if self.facet == "category" else "text"
        return [Given(code, score, basis) for code, score in likely if score >= self._least]

    @abstractmethod
    def _learn(self, units: pd.DataFrame, codes: list[frozenset[str]]) -> None:
        """Learn from units and the codes of each."""

    @abstractmethod
    def _scores(self, units: pd.DataFrame) -> list[dict[str, float]]:
        """For each unit the codes with their scores."""


class MajorityCoder(TrainedCoder):
    """Gives every unit the code most frequent in training, its share as the score: a baseline."""

    name = "majority"

    def __init__(self, facet: CodedFacet) -> None:
        super().__init__(facet, least=0.0)

    def _learn(self, units: pd.DataFrame, codes: list[frozenset[str]]) -> None:
        counts = pd.Series([code for given in codes for code in sorted(given)]).value_counts()
        best = sorted(counts[counts == counts.max()].index)[0]
        self._best = {str(best): float(counts.max()) / len(units)}

    def _scores(self, units: pd.DataFrame) -> list[dict[str, float]]:
        return [self._best] * len(units)


def texts_of(units: pd.DataFrame) -> list[str]:
    """Texts of units."""
    return [str(text) for text in units["text"]]
