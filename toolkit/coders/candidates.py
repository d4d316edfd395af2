"""Candidate categories: groups of like problems, for people to look at and decide on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import rjieba

from ..errors import CodingError
from ..taxonomy import Codebook, as_codebook
from .features import ngram_features

_CLUSTERS = {
    "cluster": "Int64", "units": "Int64", "reports": "Int64", "keywords": "string",
    "typical": "string", "nearest": "string", "similarity": "Float64", "read_as": "string",
    "read_share": "Float64", "uncoded": "Int64", "stability": "Float64",
}  # fmt: skip
_MEMBERS = {
    "cluster": "Int64", "typicality": "Float64", "nearest": "string", "similarity": "Float64",
    "fits_none": "boolean", "code": "string", "text": "string",
}  # fmt: skip
#: How many keywords and nearest codes a cluster is described by.
_SHOWN = 6
_NEAREST = 3


class Candidates(NamedTuple):
    """Clusters of problems beside the codes of a codebook.

    Attributes
    ----------
    clusters : pandas.DataFrame
        One row per cluster, the largest first: cluster; units; reports (in how many it occurs);
        keywords (words more frequent in it than elsewhere); typical (the text nearest to its
        middle); nearest (the three codes whose words are most like it); similarity (cosine to
        the first of them); read_as (the code most of its coded units have), read_share (the share
        of its coded units that have it), uncoded (units without a code); stability (see Notes of
        `candidate_categories`).
    members : pandas.DataFrame
        One row per unit, by its index: cluster; typicality (cosine to the middle of the cluster);
        nearest (the code whose words are most like it) and similarity; fits_none (true if it
        shares nothing worth the name with any code); code (as given); text.
    """

    clusters: pd.DataFrame
    members: pd.DataFrame


def candidate_categories(
    units: pd.DataFrame,
    codes: pd.Series | None = None,
    codebook: Codebook | str | Path | None = None,
    *,
    clusters: int | None = None,
    least: float = 0.05,
    resamples: int = 50,
    seed: int = 20261125,
) -> Candidates:
    """Group problems by their words and set the groups beside the codebook.

    It suggests where a category may be missing or mixed, and decides nothing.

    Parameters
    ----------
    units
        Problems as `toolkit.units_of` gives them: report_id and text are read.
    codes
        Their primary categories, by the same index, where known.
    codebook
        The codebook, or the path of one; the shipped one if none is given.
    clusters
        How many groups; one for five units if not given.
    least
        Similarity to the nearest code below which a unit fits none.
    resamples, seed
        Of the check of stability.

    Returns
    -------
    Candidates
        Clusters and their members.

    Raises
    ------
    CodingError
        If there are fewer than two units to a cluster, or fewer than two clusters.

    Notes
    -----
    Texts are tf-idf weights of n-grams of characters and words. Clusters are agglomerative with
    average linkage over cosine distance. A code is represented by its Chinese name, its
    indicators and its examples together, weighted in the same way. Stability follows the
    clusterwise assessment of the R package fpc (function ``clusterboot``, documentation read at
    rdrr.io/cran/fpc/man/clusterboot.html): units are drawn with replacement and clustered anew;
    for each cluster the Jaccard similarity to the most similar new one, over the units drawn, is
    averaged. That page takes .75 and more for a stable cluster and says that below .6 a cluster
    should not be trusted. What is resampled are units, not reports.
    """
    number = clusters if clusters is not None else max(2, len(units) // 5)
    if number < 2 or len(units) < 2 * number:
        raise CodingError(
            f"{len(units)} units are to make {number} clusters",
            where="candidate_categories",
            remedy="give at least two clusters and twice as many units",
        )
    book = as_codebook(codebook)
    texts = [str(text) for text in units["text"]]
    features = ngram_features().fit(texts)
    matrix = _unit_length(features.transform(texts).toarray())
    labels = _clustered(matrix, number)
    known = [category.code for category in book.categories]
    profiles = _unit_length(features.transform(_profiles(book)).toarray())
    likeness = matrix @ profiles.T
    middles = _unit_length(np.stack([matrix[labels == n].mean(axis=0) for n in range(number)]))
    given = (codes if codes is not None else pd.Series(dtype="string")).reindex(units.index)
    best = likeness.argmax(axis=1)
    members = pd.DataFrame(
        {
            "cluster": labels,
            "typicality": (matrix * middles[labels]).sum(axis=1),
            "nearest": [known[n] for n in best],
            "similarity": likeness.max(axis=1),
            "fits_none": likeness.max(axis=1) < least,
            "code": given.array,
            "text": texts,
        },
        index=units.index,
    ).astype(_MEMBERS)
    stable = _stability(matrix, labels, number, resamples, seed)
    rows = [
        _described(members[labels == n], units, texts, labels, n, middles[n] @ profiles.T, known)
        for n in range(number)
    ]
    table = pd.DataFrame(rows, columns=pd.Index(list(_CLUSTERS)))
    table["stability"] = stable
    table = table.sort_values(["units", "cluster"], ascending=[False, True], ignore_index=True)
    return Candidates(table.astype(_CLUSTERS), members)


def _unit_length(matrix: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    scaled: np.ndarray = matrix / lengths
    return scaled


def _clustered(matrix: np.ndarray, number: int) -> np.ndarray:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distances = np.clip(1 - matrix @ matrix.T, 0, None)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), method="average")
    numbered: np.ndarray = fcluster(tree, number, criterion="maxclust")
    return numbered - 1


def _profiles(book: Codebook) -> list[str]:
    """What stands for each category: its Chinese name, indicators and examples."""
    return [
        "。".join([c.zh, *c.indicators, *(example.quote for example in c.examples)])
        for c in book.categories
    ]


def _stability(
    matrix: np.ndarray, labels: np.ndarray, number: int, resamples: int, seed: int
) -> list[float]:
    random = np.random.default_rng(seed)
    similar: list[list[float]] = [[] for _ in range(number)]
    for _ in range(resamples):
        drawn = np.unique(random.integers(0, len(labels), len(labels)))
        again = _clustered(matrix[drawn], number)
        for n in range(number):
            inside = labels[drawn] == n
            if inside.any():
                similar[n].append(max(_jaccard(inside, again == m) for m in set(again)))
    return [float(np.mean(found)) for found in similar]


def _jaccard(one: np.ndarray, other: np.ndarray) -> float:
    return float((one & other).sum() / (one | other).sum())


def _described(
    members: pd.DataFrame,
    units: pd.DataFrame,
    texts: Sequence[str],
    labels: np.ndarray,
    n: int,
    likeness: np.ndarray,
    known: list[str],
) -> tuple[Any, ...]:
    nearest = np.argsort(-likeness, kind="stable")[:_NEAREST]
    read = Counter(members["code"].dropna()).most_common(1)
    coded = int(members["code"].notna().sum())
    inside = [text for text, label in zip(texts, labels, strict=True) if label == n]
    outside = [text for text, label in zip(texts, labels, strict=True) if label != n]
    return (
        *(n, len(members), units.loc[members.index, "report_id"].nunique()),
        " ".join(_keywords(inside, outside)),
        members["text"].iloc[int(members["typicality"].argmax())],
        " ".join(known[code] for code in nearest),
        float(likeness[nearest[0]]),
        *(read[0][0] if read else None, read[0][1] / coded if coded else None),
        *(len(members) - coded, None),
    )


def _keywords(inside: Sequence[str], outside: Sequence[str]) -> list[str]:
    """Words of two characters and more in the most texts inside, against the share outside."""
    here = Counter(word for text in inside for word in set(rjieba.cut(text)))
    there = Counter(word for text in outside for word in set(rjieba.cut(text)))
    scores = {
        word: n / len(inside) - there[word] / max(1, len(outside))
        for word, n in here.items()
        if len(word) > 1
    }
    return sorted(scores, key=lambda word: (-scores[word], word))[:_SHOWN]
