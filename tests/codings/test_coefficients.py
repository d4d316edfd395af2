"""Agreement coefficients against values of named programs and places."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, strategies as st

from toolkit.codings.coefficients import Coded, ac1, alpha, counted, over_units, percent

#: Four observers, twelve units; the worked example C of Krippendorff (2011). krippendorff 0.9.0,
#: alpha(reliability_data=…): nominal 0.743421052631579, ordinal 0.8153875037548814. irrCAC 0.4.4,
#: CAC(raw_4raters()).gwet(): 0.77544, with pa 0.81818 and pe 0.19032.
FOUR = list(
    zip(
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
        strict=True,
    )
)
#: Seven units, two readers. nltk 3.10.4, AnnotationTask(data, distance=masi_distance).alpha():
#: 0.3169877408056042; the same sets as nominal values, AnnotationTask(data).alpha():
#: 0.33333333333333337.
SETS = [
    ({"a"}, {"a"}),
    ({"a", "b"}, {"a"}),
    ({"a", "b"}, {"b", "c"}),
    ({"c"}, {"a"}),
    ({"b"}, {"b"}),
    ({"a", "c"}, {"a", "c"}),
    ({"a", "b", "c"}, {"a"}),
]
FROZEN = [tuple(frozenset(value) for value in row) for row in SETS]


def test_four_observers_with_missing_values() -> None:
    coded = counted(FOUR)
    assert alpha(coded) == pytest.approx(0.743421052631579, abs=1e-12)
    assert alpha(coded, "ordinal") == pytest.approx(0.8153875037548814, abs=1e-12)
    assert ac1(coded) == pytest.approx(0.77544, abs=5e-6)
    assert percent(coded) == pytest.approx(0.81818, abs=5e-6)


def test_table_of_three_categories() -> None:
    """Values printed at cran.r-project.org/web/packages/irrCAC/vignettes/overview.html."""
    table = {("e", "e"): 13, ("a", "a"): 20, ("a", "n"): 7, ("n", "a"): 4, ("n", "n"): 56}
    coded = counted([pair for pair, times in table.items() for _ in range(times)])
    assert percent(coded) == 0.89
    assert ac1(coded) == pytest.approx(0.8493305, abs=5e-8)
    assert alpha(coded) == pytest.approx(0.7972585, abs=5e-8)


def test_sets() -> None:
    assert alpha(counted(FROZEN), "set") == pytest.approx(0.3169877408056042, abs=1e-12)
    assert alpha(counted(FROZEN)) == pytest.approx(0.33333333333333337, abs=1e-12)


def test_empty_sets_agree_with_each_other_and_with_nothing_else() -> None:
    none, some = frozenset[str](), frozenset({"a"})
    assert alpha(counted([(none, none), (some, some)]), "set") == 1.0
    assert alpha(counted([(none, some), (some, none)]), "set") == pytest.approx(-0.5)  # by hand


def test_by_hand() -> None:
    """Two readers, a a / a b / b b / b b: D_o = 2/8, D_e = 2·3·5/56, p_e = 2·(3/8)(5/8)."""
    coded = counted([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    assert percent(coded) == 0.75
    assert alpha(coded) == pytest.approx(1 - (2 / 8) / (30 / 56))
    chance = 2 * 3 / 8 * 5 / 8
    assert ac1(coded) == pytest.approx((0.75 - chance) / (1 - chance))


@pytest.mark.parametrize("ratings", [[], [("a", None)], [("a", "a"), ("a", "a")]])
def test_nothing_to_compare_has_no_alpha(ratings: list[tuple[str | None, ...]]) -> None:
    assert alpha(counted(ratings)) is None


def test_a_code_that_could_be_given_counts_for_ac1() -> None:
    rows = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]
    assert ac1(counted(rows, ("a", "b", "c"))) > ac1(counted(rows))  # type: ignore[operator]


def test_interval_is_of_all_resamples_on_three_units() -> None:
    """With three units the bootstrap runs through the 27 draws; percentiles of those by hand."""
    coded = counted([("a", "a"), ("a", "b"), ("b", "b")])
    draws = [Coded(coded.counts[list(d)], coded.values) for d in product(range(3), repeat=3)]
    shares = [percent(draw) for draw in draws]
    exact = np.quantile(shares, [0.025, 0.975], method="inverted_cdf")  # type: ignore[arg-type]
    assert over_units(coded, percent, resamples=4000) == pytest.approx(tuple(exact))


def test_the_same_seed_gives_the_same_interval() -> None:
    coded = counted(FOUR)
    one, other, third = (over_units(coded, alpha, resamples=200, seed=s) for s in (1, 1, 2))
    assert one == other
    assert one != third


VALUES = st.sampled_from(["a", "b", "c", None])


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=20))
def test_alpha_does_not_depend_on_the_order_of_readers(rows: list[tuple[str | None, ...]]) -> None:
    one, other = alpha(counted(rows)), alpha(counted([row[::-1] for row in rows]))
    assert one == pytest.approx(other) if one is not None else other is None
    assert one is None or one <= 1.0
