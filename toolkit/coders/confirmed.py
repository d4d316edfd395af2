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
        The coder whose codes are given, such as `IndicatorCoder`.
    confirms
        A fitted coder of the same facet, such as `LinearCoder`.
    least
        Score by the second coder that a code must have. A problem whose primary category has
        less stays uncoded; of a measure each type is looked at by itself.

    Raises
    ------
    CodingError
        If the coders are of different facets.

    Notes
    -----
    Two coders that err for different reasons seldom err alike: precision rises, coverage falls.
    Rank, basis and evidence are those of the first coder, the score is the second one's.
    """

    def __init__(self, proposes: Coder, confirms: TrainedCoder, *, least: float) -> None:
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

    def code(self, units: pd.DataFrame) -> pd.DataFrame:
        """Code units; see `toolkit.coders.protocol.Coder.code`."""
        proposed = given_of(units, self._proposes.code(units))
        scores = self._confirms.scores(units)
        return coded_table(units, map(self._kept, proposed, scores))

    def _kept(self, proposed: list[Given], scores: dict[str, float]) -> list[Given]:
        scored = [given._replace(score=scores.get(given.code, 0.0)) for given in proposed]
        likely = [given for given in scored if scores.get(given.code, 0.0) >= self._least]
        if self.facet == "types":
            return likely
        return scored if scored[:1] == likely[:1] else []
