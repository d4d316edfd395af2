"""Crosswalks to classes that others use."""

from __future__ import annotations

from pathlib import Path

import pytest

import toolkit as tk
from toolkit.errors import ResourceError

SHIPPED = ("mcdonnell_elmore", "rothwell_zegveld", "cao_2019")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_code_has_its_row_and_its_reason(name: str) -> None:
    walk = tk.read_crosswalk(name)
    codes = [code.code for code in tk.read_codebook().codes_of(walk.facet)]
    assert [row.code for row in walk.rows] == codes


def test_counts_by_class(shipped: tk.Ledger) -> None:
    counts = tk.crosswalk_counts(shipped, "cao_2019")
    assert counts["n"].sum() == shipped.issues["category"].notna().sum()
    finance = counts[counts["class"] == "finance"]
    primary = shipped.issues["category"].value_counts()
    assert finance.set_index("code")["n"].to_dict() == primary[["F1", "F2", "F3", "F5"]].to_dict()


def test_a_code_without_a_class_is_counted_as_none(shipped: tk.Ledger) -> None:
    counts = tk.crosswalk_counts(shipped, "mcdonnell_elmore").set_index(["code", "class"])["n"]
    assert counts["M-public", "none"] == shipped.measures["types"].str.contains("M-public").sum()


def test_unknown_names_and_classes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no crosswalk 'hood'"):
        tk.read_crosswalk("hood")
    file = tmp_path / "mine.yaml"
    file.write_text(
        "crosswalks:\n"
        "  - {code: mine, zh: 我, en: mine, facet: types, verified: true, source: s,\n"
        "     classes: [{code: a, zh: 甲, en: A, definition: d}],\n"
        "     rows: [{code: M-rule, classes: [b], why: w}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(ResourceError, match=r"b is no class .*\n.*mine, row M-rule"):
        tk.read_crosswalk("mine", file)


def test_a_ledger_with_a_code_not_mapped_is_refused(tmp_path: Path, shipped: tk.Ledger) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "crosswalks:\n"
        "  - {code: mine, zh: 我, en: mine, facet: category, verified: true, source: s,\n"
        "     classes: [{code: a, zh: 甲, en: A, definition: d}],\n"
        "     rows: [{code: P1, classes: [a], why: w}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(ResourceError, match="does not map D1, D2"):
        tk.crosswalk_counts(shipped, tk.read_crosswalk("mine", file))
