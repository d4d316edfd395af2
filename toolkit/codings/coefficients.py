"""Agreement of readers beyond chance: Krippendorff's alpha, Gwet's AC1, percent agreement.

Values are given as one row per unit and one column per reader; a missing value is ``None``. A
value of a field that takes several codes is a frozenset.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Value = Hashable
#: One row per unit, one value per reader.
Ratings = Sequence[Sequence[Value | None]]
Metric = Literal["nominal", "ordinal", "set"]
Floats = npt.NDArray[np.float64]


class Coded(NamedTuple):
    """Ratings as counts: how many readers gave each value to each unit."""

    counts: Floats
    values: tuple[Value, ...]


def counted(ratings: Ratings, values: Sequence[Value] | None = None) -> Coded:
    """Count the readers who gave each value to each unit.

    Parameters
    ----------
    ratings
        One row per unit.
    values
        The values there are, in order; if not given, those that occur, sorted as text.

    Returns
    -------
    Coded
        ``counts`` has one row per unit and one column per value.
    """
    given = {value for row in ratings for value in row if value is not None}
    order = tuple(values) if values is not None else tuple(sorted(given, key=_as_text))
    place = {value: n for n, value in enumerate(order)}
    counts = np.zeros((len(ratings), len(order)))
    for unit, row in enumerate(ratings):
        for value in row:
            if value is not None:
                counts[unit, place[value]] += 1
    return Coded(counts, order)


def alpha(coded: Coded, metric: Metric = "nominal") -> float | None:
    """Krippendorff's alpha.

    Parameters
    ----------
    coded
        The ratings as counts. Units that fewer than two readers coded do not count.
    metric
        ``nominal``; ``ordinal`` (values in their order); ``set`` (values are sets of codes).

    Returns
    -------
    float or None
        1 - D_o / D_e; ``None`` where nothing varies or nothing was coded twice, so that there is
        no disagreement to be expected.

    Notes
    -----
    With the coincidence matrix o_ck = Σ_u n_uc (n_uk - [c = k]) / (m_u - 1) and its margins n_c,
    D_o = Σ o_ck δ_ck / n and D_e = Σ n_c n_k δ_ck / (n (n - 1)), the terms c = k left out, where
    δ is the squared distance: 0 or 1 (nominal), the squared number of values ranked between two
    values, half of each end counted (ordinal) [1]_, or MASI (set): 1 - J M with J the share of
    common codes in all codes of both and M = 1, 2/3, 1/3 or 0 for equal sets, one inside the
    other, overlapping, without a common code [2]_. Two empty sets are equal. MASI is a distance
    in itself; it is not squared.

    References
    ----------
    .. [1] Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of
       Pennsylvania.
    .. [2] Passonneau, R. (2006). Measuring Agreement on Set-valued Items (MASI) for Semantic and
       Pragmatic Annotation. LREC 2006.
    """
    paired = coded.counts[coded.counts.sum(axis=1) > 1]
    margins = paired.sum(axis=0)
    n = margins.sum()
    if not n:
        return None
    distance = _distances(coded.values, margins, metric)
    return _alpha(paired, distance)


def _alpha(paired: Floats, distance: Floats) -> float | None:
    margins = paired.sum(axis=0)
    n = margins.sum()
    expected = (margins @ distance @ margins) / (n * (n - 1)) if n > 1 else 0.0
    if not expected:
        return None
    within = np.einsum("uc,ck,uk->u", paired, distance, paired)
    observed = (within / (paired.sum(axis=1) - 1)).sum() / n
    return float(1 - observed / expected)


def ac1(coded: Coded) -> float | None:
    """Gwet's AC1, for nominal values.

    Parameters
    ----------
    coded
        The ratings as counts, with a column for every value that readers could have given: the
        coefficient depends on how many there are.

    Returns
    -------
    float or None
        (p_a - p_e) / (1 - p_e); ``None`` with fewer than two values or no unit coded twice.

    Notes
    -----
    p_a is the mean over units coded at least twice of the share of pairs of readers who agree;
    p_e = Σ_k π_k (1 - π_k) / (q - 1), with π_k the mean over all coded units of the share of
    readers who gave value k, and q the number of values [1]_.

    References
    ----------
    .. [1] Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence
       of high agreement. British Journal of Mathematical and Statistical Psychology, 61, 29-48.
    """
    q = len(coded.values)
    observed = percent(coded)
    if observed is None or q < 2:
        return None
    read = coded.counts[coded.counts.sum(axis=1) > 0]
    shares = (read / read.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = float((shares * (1 - shares)).sum() / (q - 1))
    return (observed - chance) / (1 - chance)


def percent(coded: Coded) -> float | None:
    """Mean share of pairs of readers who gave a unit the same value; missing if none did.

    Parameters
    ----------
    coded
        The ratings as counts.
    """
    paired = coded.counts[coded.counts.sum(axis=1) > 1]
    if not len(paired):
        return None
    readers = paired.sum(axis=1)
    agreeing = (paired * (paired - 1)).sum(axis=1)
    return float((agreeing / (readers * (readers - 1))).mean())


def over_units(
    coded: Coded,
    coefficient: Callable[[Coded], float | None],
    *,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 20261125,
) -> tuple[float, float] | None:
    """Percentile bootstrap over units: the interval of a coefficient.

    Parameters
    ----------
    coded
        The ratings as counts.
    coefficient
        What to compute of each resample, as `alpha` or `ac1`.
    level
        Coverage of the interval.
    resamples
        Number of resamples.
    seed
        Seed of the random numbers.

    Returns
    -------
    tuple of float, or None
        Low and high end; ``None`` with fewer than two units, or where fewer than half of the
        resamples have a value.

    Notes
    -----
    Units are drawn with replacement. They are treated as independent, which units of one report
    are not: the interval speaks of other units like these, not of other reports.
    """
    n = len(coded.counts)
    if n < 2:
        return None
    rng = np.random.default_rng(seed)
    drawn = (
        coefficient(Coded(coded.counts[rng.integers(n, size=n)], coded.values))
        for _ in range(resamples)
    )
    found = [value for value in drawn if value is not None]
    if len(found) < resamples / 2:
        return None
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _as_text(value: Value) -> str:
    return ";".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)


def _distances(values: tuple[Value, ...], margins: Floats, metric: Metric) -> Floats:
    """Squared distances of all pairs of values; those of the set metric are distances as such."""
    size = len(values)
    if metric == "nominal":
        return 1 - np.eye(size)
    if metric == "set":
        return _set_distances(values)
    ranked = np.cumsum(margins) - margins / 2
    return (ranked[:, None] - ranked[None, :]) ** 2


@lru_cache(maxsize=8)
def _set_distances(values: tuple[Value, ...]) -> Floats:
    sets = [value for value in values if isinstance(value, frozenset)]
    return np.array([[_masi(a, b) for b in sets] for a in sets], dtype=float)


def _masi(one: frozenset[object], other: frozenset[object]) -> float:
    if one == other:
        return 0.0
    common, both = len(one & other), len(one | other)
    if not common:
        return 1.0
    nested = one <= other or other <= one
    return 1 - common / both * (2 / 3 if nested else 1 / 3)
