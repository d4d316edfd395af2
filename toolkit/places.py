"""Where records lie: find the entry and the measure around a position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Places(Generic[T]):
    """Spans that do not overlap, asked for the one around a position.

    Parameters
    ----------
    spans
        Triples of start, end and what lies there.
    """

    def __init__(self, spans: Iterable[tuple[int, int, T]]) -> None:
        self._spans: Sequence[tuple[int, int, T]] = sorted(spans, key=lambda span: span[0])
        self._starts = [span[0] for span in self._spans]

    def at(self, position: int) -> T | None:
        """What lies at `position`, if anything."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return None
        _, end, value = self._spans[index]
        return value if position < end else None
