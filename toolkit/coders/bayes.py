"""The naive Bayes coder, on SnowNLP's segmenter and classifier."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .protocol import CodedFacet
from .trained import TrainedCoder, texts_of


class BayesCoder(TrainedCoder):
    """Naive Bayes over words, both as SnowNLP has them.

    Parameters
    ----------
    facet
        ``category`` (one classifier over all codes) or ``types`` (for each type one classifier of
        having it or not).
    least
        Score below which a code is not given.

    Notes
    -----
    Words are what ``snownlp.seg.seg`` gives, without marks; the classifier is
    ``snownlp.classification.bayes.Bayes``: word counts with one added, words taken as independent.
    Its scores are posterior shares and crowd at 0 and 1. Segmentation is slow, about 20,000
    bytes in a second.
    """

    name = "naive Bayes (SnowNLP)"

    def __init__(self, facet: CodedFacet, *, least: float = 0.5) -> None:
        super().__init__(facet, least=least)

    def _learn(self, units: pd.DataFrame, codes: list[frozenset[str]]) -> None:
        words = [_words(text) for text in texts_of(units)]
        if self.facet == "category":
            labels = [next(iter(sorted(given)), "") for given in codes]
            self._models = [_trained([pair for pair in zip(words, labels, strict=True) if pair[1]])]
            return
        self._models = [
            _trained(
                [(w, code if code in given else "") for w, given in zip(words, codes, strict=True)]
            )
            for code in sorted(self.seen)
        ]

    def _scores(self, units: pd.DataFrame) -> list[dict[str, float]]:
        return [self._score(_words(text)) for text in texts_of(units)]

    def _score(self, words: list[str]) -> dict[str, float]:
        told = (model.classify(words) for model in self._models)
        return {code: score for code, score in told if code}


def _trained(labelled: list[tuple[list[str], str]]) -> Any:
    from snownlp.classification.bayes import Bayes  # takes two seconds: only where it is used

    make: Any = Bayes
    model = make()
    model.train(labelled)
    return model


def _words(text: str) -> list[str]:
    from snownlp import seg

    cut: Any = seg.seg
    return [word for word in cut(text) if any(character.isalnum() for character in word)]
