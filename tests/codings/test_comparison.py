"""Agreement of readers, adjudication, and codings put into a ledger."""

from __future__ import annotations

import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import CodingError


def test_scores_by_field(readings: dict[str, tk.Codings]) -> None:
    scores = tk.compare_codings(readings, resamples=50).scores.set_index(["field", "unit"])
    columns = ["readers", "units", "single", "values", "percent", "metric"]
    assert scores[columns].to_numpy().tolist() == [
        [2, 2, 0, 35, 0.5, "nominal"],
        [2, 2, 0, 7, 1.0, "nominal"],
        [2, 2, 0, 4, 0.0, "set"],
        [2, 2, 0, 6, 1.0, "nominal"],
        [2, 2, 0, 3, 0.0, "ordinal"],
        [2, 3, 0, 5, pytest.approx(1 / 3), "set"],
        [2, 3, 0, 3, pytest.approx(1 / 3), "ordinal"],
    ]
    # by hand: categories F3 F3 / E1 E2; D_o = 2/4, n_c n_k over 4·3 = 10/12
    assert scores.loc[("category", "issue"), "alpha"] == pytest.approx(1 - (2 / 4) / (10 / 12))
    assert scores.loc[("types", "measure"), "ac1"] is pd.NA


def test_a_unit_that_one_reader_coded_is_counted_apart(readings: dict[str, tk.Codings]) -> None:
    readings["b"].measures.loc[0, "types"] = pd.NA
    readings["b"] = readings["b"]._replace(issues=readings["b"].issues.iloc[:1])
    scores = tk.compare_codings(readings, resamples=10).scores.set_index(["field", "unit"])
    assert scores[["units", "single"]].to_numpy().tolist() == [
        [1, 1], [1, 1], [1, 1], [1, 1], [1, 1], [2, 1], [3, 0],
    ]  # fmt: skip


def test_agreement_by_code(readings: dict[str, tk.Codings]) -> None:
    codes = tk.compare_codings(readings, resamples=10).codes.set_index(["field", "code"])
    assert codes.loc[("category", "F3"), ["units", "any_reader", "all_readers"]].to_list() == [
        2,
        1,
        1,
    ]
    assert codes.loc[("category", "F3"), "agreement"] == 1.0
    assert codes.loc[("category", "E1"), "agreement"] == 0.0
    assert codes.loc[("types", "M-account"), "agreement"] == 1.0


def test_confusion_and_disagreements(readings: dict[str, tk.Codings]) -> None:
    comparison = tk.compare_codings(readings, resamples=10)
    category = comparison.confusion[comparison.confusion["field"] == "category"]
    assert category[["code_1", "code_2", "units"]].to_numpy().tolist() == [
        ["E1", "E2", 1],
        ["F3", "F3", 1],
    ]
    columns = ["unit", "start", "quote", "field", "a", "b", "note_b"]
    assert comparison.disagreements[columns].astype(object).fillna("").to_numpy().tolist() == [
        ["issue", 87, "河道水质不达标", "category", "E1", "E2", "or E1"],
        ["issue", 48, "合同管理不规范", "categories", "F3", "D1;F3", "heading"],
        ["issue", 87, "河道水质不达标", "categories", "E1", "E2", "or E1"],
        [
            "measure",
            71,
            "二是约谈了科室负责人。",
            "types",
            "M-account",
            "M-account;M-supervise",
            "",
        ],
        ["measure", 98, "已完成清淤，水质达标。", "types", "M-build", "none", "figure"],
    ]


def test_one_reader_or_nothing_shared_is_refused(readings: dict[str, tk.Codings]) -> None:
    with pytest.raises(CodingError, match="there is 1 reading"):
        tk.compare_codings({"a": readings["a"]})
    other = tk.Codings(*(table.assign(start=table["start"] + 1) for table in readings["b"]))
    with pytest.raises(CodingError, match="no unit was coded by two readers"):
        tk.compare_codings({"a": readings["a"], "b": other})


def test_a_coding_fills_a_ledger(ledger: tk.Ledger, readings: dict[str, tk.Codings]) -> None:
    coded = tk.apply_codings(tk.code(ledger), readings["b"], name="reader b")
    columns = ["category", "categories", "failure", "category_basis"]
    assert coded.issues[columns].to_numpy().tolist() == [
        ["F3", "F3;D1", "procedure", "reading"],
        ["E2", "E2", "result", "reading"],
    ]
    assert coded.measures["types"].astype(object).fillna("").to_list() == [
        "M-rule", "M-account;M-supervise", "",
    ]  # fmt: skip
    assert coded.clauses["types"].isna().all()
    assert coded.provenance["coding"] == "reader b"


def test_a_coding_of_other_units_is_refused(readings: dict[str, tk.Codings]) -> None:
    other = tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", "甲县通报\n没有问题。\n")]))
    with pytest.raises(CodingError, match="5 units of the coding are not in the ledger"):
        tk.apply_codings(other, readings["a"])
