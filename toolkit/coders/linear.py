"""The linear coder: logistic regression on n-grams of characters and of words."""

from __future__ import annotations

from typing import Any

import numpy as np

from .features import ngram_features
from .protocol import CodedFacet
from .trained import TrainedCoder


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

    Notes
    -----
    Features are tf-idf weights of one to four characters and of one or two words (rjieba), each
    with its own inverse document frequency; the model is scikit-learn's ``LogisticRegression``
    with an L2 penalty, codes weighted by their rarity. The fit has no random part.
    """

    name = "linear (n-grams)"

    def __init__(self, facet: CodedFacet, *, least: float = 0.5, strength: float = 10.0) -> None:
        super().__init__(facet, least=least)
        self._strength = strength

    def _learn(self, texts: list[str], codes: list[frozenset[str]]) -> None:
        self._features = ngram_features().fit(texts)
        matrix = self._features.transform(texts)
        if self.facet == "category":
            rows = [row for row, given in enumerate(codes) if given]
            self._models = {"": self._model(matrix[rows], [sorted(codes[row])[0] for row in rows])}
            return
        self._models = {
            code: self._model(matrix, [code if code in given else "" for given in codes])
            for code in sorted(self.seen)
        }

    def _model(self, matrix: Any, labels: list[str]) -> Any:
        from sklearn.dummy import DummyClassifier
        from sklearn.linear_model import LogisticRegression

        if len(set(labels)) == 1:
            return DummyClassifier().fit(matrix, labels)
        model = LogisticRegression(C=self._strength, class_weight="balanced", max_iter=1000)
        return model.fit(matrix, labels)

    def _scores(self, texts: list[str]) -> list[dict[str, float]]:
        matrix = self._features.transform(texts)
        scores: list[dict[str, float]] = [{} for _ in texts]
        for model in self._models.values():
            shares: np.ndarray = model.predict_proba(matrix)
            for column, code in enumerate(model.classes_):
                if code:
                    for row, share in enumerate(shares[:, column]):
                        scores[row][str(code)] = float(share)
        return scores
