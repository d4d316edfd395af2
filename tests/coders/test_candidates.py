"""Clusters of problems stand beside the codes; a cluster that holds together is found again."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from tests.coders.test_coders import BOOK
from toolkit.errors import CodingError

TEXTS = ["河道水质超标", "河道水质较差", "河道水质反弹", "专项资金滞留账户", "专项资金滞留县级", "专项资金滞留乡镇"]  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> tk.Codebook:
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    return tk.read_codebook(tmp_path / "book.yaml")


def units(texts: list[str]) -> pd.DataFrame:
    index = pd.Index([f"u{n}" for n in range(len(texts))])
    return pd.DataFrame(
        {"report_id": [f"r{n % 2}" for n in range(len(texts))], "text": texts}, index
    )


def test_like_problems_are_grouped_and_described(book: tk.Codebook) -> None:
    codes = pd.Series(["E1", "E1", None, "F1", "F1", "E1"], units(TEXTS).index, dtype="string")
    found = tk.candidate_categories(units(TEXTS), codes, book, clusters=2, resamples=20)
    table = found.clusters
    assert sorted(table["units"]) == [3, 3]
    water = found.members.loc["u0", "cluster"]
    assert found.members["cluster"].eq(water).to_list() == [True] * 3 + [False] * 3
    row = table[table["cluster"].eq(water)].iloc[0]
    assert row["keywords"].split()[:2] == ["水质", "河道"]
    assert (
        row["reports"],
        row["nearest"].split()[0],
        row["read_as"],
        row["read_share"],
        row["uncoded"],
    ) == (2, "E1", "E1", 1.0, 1)
    assert table["stability"].ge(0.75).all()
    assert found.members["nearest"].to_list() == ["E1"] * 3 + ["F1"] * 3


def test_what_shares_nothing_with_any_code_fits_none(book: tk.Codebook) -> None:
    found = tk.candidate_categories(
        units([*TEXTS, "食堂留样不足", "食堂留样缺失"]), None, book, clusters=3, resamples=5
    )
    assert found.members["fits_none"].to_list() == [False] * 6 + [True] * 2


def test_the_same_seed_gives_the_same_table(book: tk.Codebook) -> None:
    one, other = (
        tk.candidate_categories(units(TEXTS), None, book, clusters=2, resamples=10, seed=3)
        for _ in range(2)
    )
    pd.testing.assert_frame_equal(one.clusters, other.clusters)


def test_too_few_units_are_refused(book: tk.Codebook) -> None:
    with pytest.raises(CodingError, match="6 units are to make 4 clusters"):
        tk.candidate_categories(units(TEXTS), None, book, clusters=4)


def test_the_coverage_report_counts_what_decides_and_lists_what_stays_uncoded(
    book: tk.Codebook,
) -> None:
    given = units(["河道水质超标", "水质资金", "推进不力"])
    found = tk.IndicatorCoder("category", book).code(given)
    read = pd.Series(["E1", "E1", None], given.index, dtype="string")
    report = tk.coverage_report(given, found, read)
    assert report.indicators.values.tolist() == [
        ["E1", "problem", "水质", 2, 1, 1, 1, 1],
        ["E1", "problem", "河道", 1, 1, 0, 1, 1],
        ["F1", "problem", "资金", 1, 1, 1, 1, 0],
    ]
    assert report.reports.values.tolist() == [["r0", 2, 1, 0.5], ["r1", 1, 1, 1.0]]
    assert list(report.uncoded.index) == ["u2"]
