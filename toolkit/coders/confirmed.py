"""The confirmed coder: one coder proposes, another that has learned from readings has its say."""

from __future__ import annotations

import pandas as pd

from ..errors import CodingError
from .protocol import CodedFacet, Coder, Given, coded_table, given_of
from .trained import TrainedCoder


class ConfirmedCoder:
    """Gives what one coder proposes where another, which has learned, holds it likely enough.

    Parameters
    ----------
    proposes
        The coder whose codes are looked at, such as `IndicatorCoder`.
    confirms
        A fitted coder of the same facet, such as `LinearCoder`.
    least
        Score by the second coder that a proposed code must have. A problem whose primary
        category has less is not coded by the first coder; of a measure each type is looked at
        by itself.
    alone
        Score from which the second coder's own code is given where the first has none that
        stands; above 1 it never is.

    Raises
    ------
    CodingError
        If the coders are of different facets.

    Notes
    -----
    Two coders that err for different reasons seldom err alike: what both hold is right more
    often. Basis and evidence are those of the first coder, so a code given by the second alone
    has no evidence; the score is always the second one's.
    """

    def __init__(
        self, proposes: Coder, confirms: TrainedCoder, *, least: float, alone: float
    ) -> None:
        if proposes.facet != confirms.facet:
            raise CodingError(
                f"{proposes.name} gives {proposes.facet}, {confirms.name} gives {confirms.facet}",
                where=type(self).__name__,
                remedy="give two coders of the same facet",
            )
        self.name = f"{proposes.name}, confirmed by {confirms.name}"
        self.facet: CodedFacet = proposes.facet
        self._proposes = proposes
        self._confirms = confirms
        self._least = least
        self._alone = alone

    def code(self, units: pd.DataFrame) -> pd.DataFrame:
        """Code units; see `toolkit.coders.protocol.Coder.code`."""
        proposed = given_of(units, self._proposes.code(units))
        scores = self._confirms.scores(units)
        own = self._confirms.given(units, scores)
        settle = self._category if self.facet == "category" else self._types
        return coded_table(units, map(settle, proposed, own, scores))

    def _category(
        self, proposed: list[Given], own: list[Given], scores: dict[str, float]
    ) -> list[Given]:
        stands = proposed and scores.get(proposed[0].code, 0.0) >= self._least
        return _scored(proposed, scores) if stands else self._sure(own, scores)

    def _types(
        self, proposed: list[Given], own: list[Given], scores: dict[str, float]
    ) -> list[Given]:
        stand = [given for given in proposed if scores.get(given.code, 0.0) >= self._least]
        codes = {given.code for given in stand}
        added = [given for given in self._sure(own, scores) if given.code not in codes]
        return _scored(stand, scores) + added

    def _sure(self, own: list[Given], scores: dict[str, float]) -> list[Given]:
        return [given for given in own if scores[given.code] >= self._alone]


def _scored(given: list[Given], scores: dict[str, float]) -> list[Given]:
    return [one._replace(score=scores.get(one.code, 0.0)) for one in given]
