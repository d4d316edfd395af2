"""What a coder is worth is counted over units that were read, uncoded ones included."""

from __future__ import annotations

import pandas as pd
import pytest

import toolkit as tk
from toolkit.coders.protocol import CodedFacet, Given, coded_table
from toolkit.errors import CodingError

UNITS = pd.DataFrame(
    {"report_id": ["r", "r", "s", "s", "s"], "text": ["甲", "乙", "丙", "丁", "戊"]},
    index=pd.Index(list("abcde")),
)


class Fixed:
    """Gives what it was made with."""

    name = "fixed"

    def __init__(self, facet: CodedFacet, given: dict[str, list[Given]]) -> None:
        self.facet, self._given = facet, given

    def code(self, units: pd.DataFrame) -> pd.DataFrame:
        return coded_table(units, (self._given.get(unit, []) for unit in units.index))


def series(*codes: str | None) -> pd.Series:
    return pd.Series(list(codes), UNITS.index, dtype="string")


def test_scores_of_categories_worked_by_hand() -> None:
    given = {
        "a": [Given("E1", 0.95), Given("F1", 0.05)],  # further codes do not count
        "b": [Given("E1", 0.9, "problem", ("水质",))],  # wrong: F1
        "d": [Given("F1", 0.65)],
        "e": [Given("E1", 0.1)],  # not read
    }
    found = tk.evaluate_coder(
        Fixed("category", given), UNITS, series("E1", "F1", "E2", "F1", None), seen=["E1", "F1"]
    )
    row = found.scores.iloc[0].to_dict()
    assert row == {
        "coder": "fixed", "facet": "category", "units": 4, "coded": 3, "coverage": 0.75,
        "precision": pytest.approx(2 / 3), "accuracy": 0.5,
        "macro_f1": pytest.approx((2 / 3 + 2 / 3 + 0) / 3), "codes": 3,
        "macro_f1_seen": pytest.approx(2 / 3), "codes_seen": 2,
        # bins .6 (one, right, .65) and .9 (two, half right, .925)
        "calibration_error": pytest.approx((0.35 * 1 + 0.425 * 2) / 3),
    }  # fmt: skip
    assert found.codes.astype(object).where(found.codes.notna(), None).values.tolist() == [
        ["E1", 1, 2, 1, 0.5, 1.0, 2 / 3], ["E2", 1, 0, 0, None, 0.0, 0.0], ["F1", 2, 1, 1, 1.0, 0.5, 2 / 3],
    ]  # fmt: skip
    assert found.calibration[["low", "high", "given", "right"]].values.tolist() == [
        [0.6, 0.7, 1, 1.0],
        [0.9, 1.0, 2, 0.5],
    ]
    errors = found.errors.astype(object).where(found.errors.notna(), None)
    assert [(unit, *row) for unit, row in zip(errors.index, errors.values.tolist(), strict=True)] == [
        ("b", "F1", "E1", 0.9, "problem", "E1: 水质", "乙"), ("c", "E2", None, None, None, None, "丙"),
    ]  # fmt: skip


def test_scores_of_types_count_each_code_and_none_is_right_where_none_was_read() -> None:
    given = {"a": [Given("M-rule"), Given("M-plan")], "c": [Given("M-rule")]}
    found = tk.evaluate_coder(
        Fixed("types", given), UNITS, series("M-plan;M-rule", "none", "M-plan", "M-rule", None)
    )
    row = found.scores.iloc[0]
    assert (row["units"], row["coded"], row["coverage"], row["precision"], row["accuracy"]) == (
        4,
        2,
        pytest.approx(2 / 3),
        pytest.approx(2 / 3),
        0.5,
    )
    assert pd.isna(row["calibration_error"])
    assert found.calibration.empty


def test_each_report_is_coded_by_a_coder_that_has_not_seen_it() -> None:
    read = series("E1", "E1", "F1", "F1", "E1")
    found = tk.leave_one_report_out(lambda: tk.MajorityCoder("category"), UNITS, read)
    assert list(found.found["code"]) == ["F1", "F1", "E1", "E1", "E1"]
    assert found.scores.loc[0, ["accuracy", "codes", "codes_seen"]].to_list() == [0.2, 2, 1]


def test_a_code_that_only_one_report_has_is_not_seen() -> None:
    read = series("E1", "E1", "E1", "E1", "F1")
    scores = tk.leave_one_report_out(lambda: tk.MajorityCoder("category"), UNITS, read).scores.iloc[
        0
    ]
    assert (scores["codes"], scores["codes_seen"]) == (2, 1)


def test_nothing_read_and_one_report_are_refused() -> None:
    with pytest.raises(CodingError, match="no unit was read"):
        tk.evaluate_coder(Fixed("category", {}), UNITS, series(None, None, None, None, None))
    with pytest.raises(CodingError, match="readings of 1 reports"):
        tk.leave_one_report_out(
            lambda: tk.MajorityCoder("category"), UNITS, series("E1", "E1", None, None, None)
        )
