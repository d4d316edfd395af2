"""The linear coder: logistic regression on n-grams, and on whose core business it may be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..taxonomy import Codebook, as_codebook
from .core_business import CoreBusiness
from .features import ngram_features
from .protocol import CodedFacet
from .trained import TrainedCoder, texts_of


class LinearCoder(TrainedCoder):
    """Logistic regression on n-grams of characters and of words.

    Parameters
    ----------
    facet
        ``category`` (one model over all codes) or ``types`` (for each type one model of having it
        or not).
    least
        Score below which a code is not given.
    strength
        Inverse of the penalty on the weights (``C`` of scikit-learn).
    codebook
        The codebook, or the path of one; the shipped one if none is given. From it the core
        business of a body is told, which is a feature of its problems.

    Notes
    -----
    Features are tf-idf weights of one to four characters and of one or two words (rjieba), each
    with its own inverse document frequency, and the core business that the name of the unit's
    ``body`` tells, if units have one; the model is scikit-learn's ``LogisticRegression``
    with an L2 penalty, codes weighted by their rarity. The fit has no random part.
    """

    name = "linear (n-grams)"

    def __init__(
        self,
        facet: CodedFacet,
        *,
        least: float = 0.5,
        strength: float = 10.0,
        codebook: Codebook | str | Path | None = None,
    ) -> None:
        super().__init__(facet, least=least)
        self._strength = strength
        self._core = CoreBusiness(as_codebook(codebook))

    def _learn(self, units: pd.DataFrame, codes: list[frozenset[str]]) -> None:
        from sklearn.preprocessing import OneHotEncoder

        self._ngrams = ngram_features().fit(texts_of(units))
        self._fields = OneHotEncoder(handle_unknown="ignore").fit(self._field_of(units))
        matrix = self._matrix(units)
        if self.facet == "category":
            rows = [row for row, given in enumerate(codes) if given]
            self._models = {"": self._model(matrix[rows], [sorted(codes[row])[0] for row in rows])}
            return
        self._models = {
            code: self._model(matrix, [code if code in given else "" for given in codes])
            for code in sorted(self.seen)
        }

    def _matrix(self, units: pd.DataFrame) -> Any:
        from scipy.sparse import hstack

        parts = [
            self._ngrams.transform(texts_of(units)),
            self._fields.transform(self._field_of(units)),
        ]
        return hstack(parts, format="csr")  # type: ignore[no-untyped-call]

    def _field_of(self, units: pd.DataFrame) -> list[list[str]]:
        """Core business of the body of each unit; an empty name where none is told."""
        bodies = units["body"] if "body" in units else pd.Series(None, units.index, dtype="string")
        return [["" if pd.isna(body) else self._core.of(str(body)).code or ""] for body in bodies]

    def _model(self, matrix: Any, labels: list[str]) -> Any:
        from sklearn.dummy import DummyClassifier
        from sklearn.linear_model import LogisticRegression

        if len(set(labels)) == 1:
            return DummyClassifier().fit(matrix, labels)
        model = LogisticRegression(C=self._strength, class_weight="balanced", max_iter=1000)
        return model.fit(matrix, labels)

    def _scores(self, units: pd.DataFrame) -> list[dict[str, float]]:
        matrix = self._matrix(units)
        scores: list[dict[str, float]] = [{} for _ in range(len(units))]
        for model in self._models.values():
            shares: np.ndarray = model.predict_proba(matrix)
            for column, code in enumerate(model.classes_):
                if code:
                    for row, share in enumerate(shares[:, column]):
                        scores[row][str(code)] = float(share)
        return scores
