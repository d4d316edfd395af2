"""Seeded draws that come out the same on every platform and Python version.

Only :meth:`random.Random.random` is used: it is the one method whose sequence Python promises
to keep. Seeds are hashed with SHA-256, never with :func:`hash`.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A source of draws, fixed by its key alone.

    Parameters
    ----------
    *key
        Anything that names the stream, e.g. seed, report number and purpose.
    """

    __slots__ = ("_next",)

    def __init__(self, *key: object) -> None:
        digest = hashlib.sha256("\x1f".join(map(str, key)).encode("utf-8")).digest()
        self._next = random.Random(int.from_bytes(digest[:16], "big")).random

    def uniform(self) -> float:
        """Draw from [0, 1)."""
        return self._next()

    def chance(self, probability: float) -> bool:
        """Draw ``True`` with the given probability."""
        return self._next() < probability

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from `low` to `high`, both included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Draw one item."""
        return items[int(self._next() * len(items))]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """Draw up to `count` different items, in random order."""
        rest = list(items)
        chosen: list[T] = []
        while rest and len(chosen) < count:
            chosen.append(rest.pop(int(self._next() * len(rest))))
        return chosen

    def weighted(self, shares: Sequence[tuple[T, float]]) -> T:
        """Draw one item with probability proportional to its share."""
        point = self._next() * sum(share for _, share in shares)
        for item, share in shares:
            point -= share
            if point < 0:
                return item
        return [item for item, share in shares if share > 0][-1]
