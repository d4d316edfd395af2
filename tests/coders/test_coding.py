"""Codes come from the codebook's words, by stated precedence, with the evidence kept."""

from __future__ import annotations

from pathlib import Path

import pytest

import toolkit as tk
from tests.conftest import ledger_of
from toolkit.errors import ResourceError

BOOK = """
version: "t"
groups: [{code: E, zh: 环境, en: Environment}, {code: F, zh: 资金, en: Money}]
categories:
  - {code: E1, zh: 水, en: Water, group: E, definition: d, indicators: [水质, 河道]}
  - {code: E3, zh: 气, en: Air, group: E, definition: d, indicators: [扬尘]}
  - {code: F1, zh: 资金, en: Money, group: F, definition: d, precedence: 1, indicators: [资金]}
measure_types:
  - {code: M-rule, zh: 制度, en: Rule, definition: d, indicators: [印发]}
  - {code: M-train, zh: 培训, en: Training, definition: d, indicators: [培训]}
"""


@pytest.fixture
def book(tmp_path: Path) -> tk.Codebook:
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    return tk.read_codebook(tmp_path / "book.yaml")


def coded(statement: str, response: str, book: tk.Codebook) -> tk.Ledger:
    text = (
        "现公布如下。\n一、整改情况\n"
        f"(一)其他方面\n1.关于{statement}的问题\n{response}\n2.关于乙不严的问题\n改。\n"
    )
    return tk.code(ledger_of(text), book)


@pytest.mark.parametrize(
    ("statement", "category", "categories", "score"),
    [
        ("扬尘和水质不达标", "E3", "E3;E1", 0.5),
        ("水质监测资金使用不规范", "F1", "F1;E1", 0.5),
        ("河道水质差", "E1", "E1", 1.0),
    ],
)
def test_precedence_then_place_decides_the_primary_category(
    book: tk.Codebook, statement: str, category: str, categories: str, score: float
) -> None:
    row = coded(statement, "改。", book).issues.iloc[0]
    assert (row["category"], row["categories"], row["category_score"], row["category_basis"]) == (
        category, categories, score, "problem",
    )  # fmt: skip


def test_what_no_indicator_names_stays_uncoded(book: tk.Codebook) -> None:
    row = coded("推进不力", "改。", book).issues.iloc[0]
    assert row[["category", "category_score", "category_basis"]].isna().all()


def test_measures_bear_all_their_types_in_the_order_of_the_text(book: tk.Codebook) -> None:
    measures = coded("推进不力", "一是开展培训,印发通知。二是由于缺人。", book).measures
    assert measures["types"].to_list()[0] == "M-train;M-rule"
    assert list(measures["kind"])[:2] == ["enumerated", "explanation"]
    assert measures["types"].isna().to_list()[1]


def test_names_of_institutions_and_documents_bear_no_type() -> None:
    measures = coded(
        "推进不力", "依据《培训办法》,由市综合执法大队负责。", tk.read_codebook()
    ).measures
    assert measures["types"].isna().to_list()[0]


def test_a_codebook_may_be_given_by_its_path(book: tk.Codebook, tmp_path: Path) -> None:
    ledger = coded("推进不力", "改。", book)
    again = tk.code(ledger, tmp_path / "book.yaml")
    assert again.provenance["codebook_hash"] == book.hash


def test_the_codebook_is_stamped_into_the_ledger(book: tk.Codebook) -> None:
    provenance = coded("推进不力", "改。", book).provenance
    assert (provenance["codebook"], provenance["codebook_hash"]) == ("t", book.hash)


def test_a_blocker_hides_an_indicator_of_a_measure_type(tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(BOOK + "blockers: [未印发]\n", encoding="utf-8")
    measures = coded("推进不力", "未印发通知。", tk.read_codebook(path)).measures
    assert measures["types"].isna().to_list()[0]


def test_an_edited_codebook_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(BOOK, encoding="utf-8")
    before = tk.read_codebook(path)
    path.write_text(BOOK.replace("水质", "水体"), encoding="utf-8")
    assert tk.read_codebook(path).hash != before.hash


def test_a_codebook_entry_that_does_not_fit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(BOOK.replace("group: F, definition", "group: Q, definition"), encoding="utf-8")
    with pytest.raises(ResourceError, match=r"entry F1"):
        tk.read_codebook(path)
    path2 = tmp_path / "bad2.yaml"
    path2.write_text(BOOK.replace("code: E3, zh: 气, ", "code: E3, "), encoding="utf-8")
    with pytest.raises(ResourceError, match=r"categories entry E3"):
        tk.read_codebook(path2)


@pytest.mark.parametrize("indicator", ["…办法", "制定…", "制定||修订", "|"])
def test_an_indicator_with_an_empty_part_is_refused(tmp_path: Path, indicator: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(BOOK.replace("[印发]", f'["{indicator}"]'), encoding="utf-8")
    with pytest.raises(
        ResourceError, match=r"lacks a word beside(?s:.)*measure_types entry M-rule"
    ):
        tk.read_codebook(path)


def test_the_shipped_codebook_keeps_the_common_codes() -> None:
    book = tk.read_codebook()
    assert len(book.categories) == 35
    assert len(book.measure_types) == 16
    assert {book.group_of(code) for code in book.labels()} == set("PEDFORX")
