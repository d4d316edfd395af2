"""Intervals that resample whole reports, switched on by the number of reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

#: Fewer reports than this carry no interval.
FEWEST_REPORTS = 12


class Interval(NamedTuple):
    """An interval, or the reason why there is none."""

    low: float | None
    high: float | None
    reason: str | None


def rate_interval(
    counts: Sequence[float],
    sizes: Sequence[float],
    *,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 20261122,
) -> Interval:
    """Percentile bootstrap over reports for a rate ``sum(counts) / sum(sizes)``.

    Whole reports are drawn with replacement, since what stands in one report is not
    independent of the rest of it.

    Parameters
    ----------
    counts
        Count in each report.
    sizes
        Size of each report in the unit of the rate (for example thousands of characters).
    level
        Coverage of the interval.
    resamples
        Number of bootstrap samples.
    seed
        Seed of the random numbers.

    Returns
    -------
    Interval
        ``low`` and ``high`` in the unit of the rate; with fewer than `FEWEST_REPORTS` reports
        none, and the reason in words.

    Notes
    -----
    Cluster bootstrap with reports as clusters, percentile method: the interval is the middle
    `level` of the rates recomputed on `resamples` draws of as many reports as there are.
    """
    n = len(counts)
    if n < FEWEST_REPORTS:
        reason = f"{n} report{'s' if n != 1 else ''}: fewer than {FEWEST_REPORTS}, no interval"
        return Interval(None, None, reason)
    draws = np.random.default_rng(seed).integers(0, n, size=(resamples, n))
    numerators = np.asarray(counts, dtype=float)[draws].sum(axis=1)
    denominators = np.asarray(sizes, dtype=float)[draws].sum(axis=1)
    rates = numerators / denominators
    low, high = np.quantile(rates, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), None)
