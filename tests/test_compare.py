"""Counts by place, year and other groupings."""

from __future__ import annotations

import pytest

import toolkit as tk
from toolkit.compare import group_of, places
from toolkit.errors import LedgerError


def test_a_place_is_the_city_and_the_county_of_a_county_body(shipped: tk.Ledger) -> None:
    assert places(shipped).to_dict() == {
        "binzhou-boxing-2023": "滨州市博兴县", "dongguan-2023": "东莞市", "maoming-2019": "茂名市",
        "nanjing-2020": "南京市", "wuhan-donghu-2024": "武汉市",
    }  # fmt: skip


def test_what_a_report_does_not_say_is_not_said(shipped: tk.Ledger) -> None:
    years = group_of(shipped, "year")
    assert years.to_dict() == {
        "binzhou-boxing-2023": "2023", "dongguan-2023": "not said", "maoming-2019": "not said",
        "nanjing-2020": "2020", "wuhan-donghu-2024": "2024",
    }  # fmt: skip
    with pytest.raises(LedgerError, match="mood"):
        group_of(shipped, "mood")


def test_counts_add_up_to_the_entries(shipped: tk.Ledger) -> None:
    assert tk.category_counts(shipped)["n"].sum() == 105
    assert tk.category_counts(shipped, level="group")["n"].sum() == 105
    assert tk.status_counts(shipped)["n"].sum() == 105
    assert tk.aspect_counts(shipped)["n"].sum() == len(shipped.clauses)
    assert tk.aspect_counts(shipped).groupby("place")["share"].sum().round(9).eq(1).all()


def test_the_coverage_matrix_shows_that_city_and_year_cannot_be_told_apart(
    shipped: tk.Ledger,
) -> None:
    matrix = tk.coverage_matrix(shipped)
    assert (matrix.sum(axis=1) == 1).all()


def test_coverage_counts_damage_by_report(shipped: tk.Ledger) -> None:
    table = tk.coverage(shipped).set_index("report_id")
    assert table.loc["wuhan-donghu-2024", "damaged"] == 40
    assert table.drop("wuhan-donghu-2024")["damaged"].sum() == 0


def test_dated_acts_leave_out_years_in_titles_of_documents(shipped: tk.Ledger) -> None:
    table = tk.dated_acts(shipped)
    maoming = table[table["report_id"] == "maoming-2019"]
    assert maoming[["year", "role", "n"]].to_numpy().tolist() == [
        [2016, "unknown", 1], [2019, "deadline", 2], [2020, "deadline", 5],
    ]  # fmt: skip


def test_a_measure_with_two_types_counts_under_each(shipped: tk.Ledger) -> None:
    table = tk.category_by_type(shipped)
    row = table[(table["category"] == "F3") & (table["measure_type"] == "M-review")]
    assert row["n"].to_list() == [1]
