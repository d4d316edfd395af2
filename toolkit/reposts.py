"""Find texts that are nearly the same: one report, posted on two pages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rensa import RMinHash

from .fold import fold

#: Two texts are nearly the same if they share this much of their runs of characters (Jaccard).
NEAR = 0.8
_RUN = 5
_PERMUTATIONS, _SEED = 128, 1
#: Four times the standard error of an estimate, sqrt(0.8 * 0.2 / 128) = 0.035.
_MARGIN = 0.14


def near_twins(texts: Sequence[str]) -> dict[int, tuple[int, float]]:
    """Find for each text the most similar earlier one, if they are nearly the same.

    Likeness is the Jaccard index of the runs of five characters, white space and width of
    characters aside. Pairs are found by MinHash signatures (rensa) and then compared exactly.

    Parameters
    ----------
    texts
        The texts.

    Returns
    -------
    dict
        By the index of a text: index of the earlier one, and their likeness from `NEAR` to 1.
    """
    signatures = np.array([_signature(text) for text in texts], dtype=np.uint64)
    found: dict[int, tuple[int, float]] = {}
    for at in range(1, len(texts)):
        like = (signatures[:at] == signatures[at]).mean(axis=1)
        near: list[int] = np.flatnonzero(like >= NEAR - _MARGIN).tolist()
        exact = [(_likeness(texts[other], texts[at]), -other) for other in near]
        best, other = max(exact, default=(0.0, 0))
        if best >= NEAR:
            found[at] = (-other, best)
    return found


def _runs(text: str) -> set[str]:
    solid = "".join(fold(text).split())
    return {solid[at : at + _RUN] for at in range(max(1, len(solid) - _RUN + 1))}


def _signature(text: str) -> list[int]:
    hashed = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    hashed.update(sorted(_runs(text)))
    return list(hashed.digest())


def _likeness(one: str, other: str) -> float:
    a, b = _runs(one), _runs(other)
    return len(a & b) / len(a | b)
