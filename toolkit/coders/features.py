"""Texts as weights of their n-grams, for the linear coder and for clusters."""

from __future__ import annotations

from typing import Any

import rjieba


def ngram_features() -> Any:
    """Make tf-idf weights of one to four characters and of one or two words (rjieba).

    Returns
    -------
    sklearn.pipeline.FeatureUnion
        Not fitted; each kind of n-gram has its own inverse document frequency.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True)
    words = TfidfVectorizer(
        tokenizer=rjieba.cut,
        token_pattern=None,
        lowercase=False,
        ngram_range=(1, 2),
        sublinear_tf=True,
    )
    return FeatureUnion([("characters", characters), ("words", words)])
