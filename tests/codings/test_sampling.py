"""Sample size for agreement, and the draw of units."""

from __future__ import annotations

import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import CodingError


@pytest.mark.parametrize(("least", "n"), [(0.8, 139), (0.667, 81)])
def test_sizes_printed_in_the_manual(least: float, n: int) -> None:
    """Four codes, level .05, two readers: printed in the ATLAS.ti 22 manual named in the code."""
    assert tk.reliability_sample_size(least, codes=4) == n


def test_size_out_of_range_is_refused() -> None:
    with pytest.raises(CodingError, match=r"least_alpha 1\.0"):
        tk.reliability_sample_size(1.0)


def test_a_draw_takes_each_report_by_its_share() -> None:
    units = pd.DataFrame({"report_id": list("aaaaaabbbccc"), "n": range(12)})
    drawn = tk.draw_units(units, 5, seed=3)  # shares 2.5, 1.25, 1.25
    assert drawn["report_id"].value_counts().to_dict() == {"a": 3, "b": 1, "c": 1}
    assert drawn["n"].is_monotonic_increasing
    pd.testing.assert_frame_equal(drawn, tk.draw_units(units, 5, seed=3))
    assert not drawn.equals(tk.draw_units(units, 5, seed=5))


def test_more_than_there_are_cannot_be_drawn() -> None:
    with pytest.raises(CodingError, match="3 of 2 units"):
        tk.draw_units(pd.DataFrame({"report_id": ["a", "a"]}), 3, seed=1)
