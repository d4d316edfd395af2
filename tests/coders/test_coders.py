"""Coders give codes, scores and evidence for texts, and leave what they cannot tell uncoded."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from toolkit.codings.readings import Codings
from toolkit.errors import CodingError

BOOK = """
version: "t"
groups: [{code: E, zh: 环境, en: Environment}, {code: F, zh: 资金, en: Money}, {code: X, zh: 主业, en: Core}]
categories:
  - {code: E1, zh: 水, en: Water, group: E, definition: d, indicators: [水质, 河道]}
  - {code: E8, zh: 执法, en: Enforcement, group: E, definition: d, precedence: 3, yields_to_core: true, indicators: [执法]}
  - {code: F1, zh: 资金, en: Money, group: F, definition: d, precedence: 1, indicators: [资金]}
  - {code: X1, zh: 教育, en: Education, group: X, definition: d, indicators: [招生], bodies: [教育]}
  - {code: X4, zh: 交通, en: Transport, group: X, definition: d, indicators: [公路], bodies: [交通]}
  - {code: X9, zh: 其他, en: Other, group: X, definition: d}
measure_types:
  - {code: M-rule, zh: 制度, en: Rule, definition: d, indicators: [印发]}
  - {code: M-lead, zh: 领导, en: Lead, definition: d, if_first: [召开…会]}
bodies: {other: X9, none: [生态环境], any: [人民政府, 市], own: [{bodies: [财政], words: [资金]}]}
"""
COLUMNS = ["rank", "code", "score", "basis", "evidence", "spans"]


@pytest.fixture
def book(tmp_path: Path) -> tk.Codebook:
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    return tk.read_codebook(tmp_path / "book.yaml")


def units(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), index=pd.Index([f"u{n}" for n in range(len(rows))]))


def records(found: pd.DataFrame) -> list[tuple[object, ...]]:
    cells = found[COLUMNS].astype(object).where(found.notna(), None)
    return [
        (index, *row)
        for index, row in zip(cells.index, cells.itertuples(index=False, name=None), strict=True)
    ]


def categories(book: tk.Codebook, **row: object) -> list[tuple[object, ...]]:
    return records(tk.IndicatorCoder("category", book).code(units(row)))


def test_codes_come_with_rank_score_words_and_their_places(book: tk.Codebook) -> None:
    assert categories(book, text="资金和河道问题，资金缺口") == [
        ("u0", 1, "F1", 4 / 6, "problem", "资金; 资金", "0:2;8:10"),
        ("u0", 2, "E1", 2 / 6, "problem", "河道", "3:5"),
    ]


def test_a_problem_that_speaks_more_of_other_categories_is_uncoded(book: tk.Codebook) -> None:
    text = {"text": "河道治理资金和水质不达标"}
    assert categories(book, **text) == [("u0", None, None, None, None, None, None)]
    ready = tk.IndicatorCoder("category", book, least=1 / 3).code(units(text))
    assert [row[2:4] for row in records(ready)] == [("F1", 2 / 6), ("E1", 4 / 6)]


def test_a_text_without_indicators_is_uncoded(book: tk.Codebook) -> None:
    assert categories(book, text="推进不力") == [("u0", None, None, None, None, None, None)]


@pytest.mark.parametrize(
    ("body", "text", "given"),
    [
        ("某县教育局", "推进不力", [(None, None, None)]),
        ("某市交通运输局", "招生不公", [("X4", "problem", "招生")]),
        ("某县教育局", "执法不严", [("X1", "problem", "执法")]),
        ("某县教育局", "水质超标", [("E1", "problem", "水质")]),
        ("某县生态环境局", "招生不公", [(None, None, None)]),
        ("某县生态环境局", "执法不严", [("E8", "problem", "执法")]),
        ("某县教育交通局", "招生不公", [("X4", "problem", "招生")]),
        ("某县教育和交通局", "招生不公", [("X1", "problem", "招生")]),
        ("某县教育和交通局", "执法不严", [("X4", "problem", "执法")]),
        ("某县财政局", "资金沉淀", [("X9", "problem", "资金")]),
        ("某县人民政府", "公路失养", [("X4", "problem", "公路")]),
        ("某市", "公路失养", [("X4", "problem", "公路")]),
        ("某市统计局", "公路失养", [("X9", "problem", "公路")]),
    ],
)
def test_the_body_decides_what_its_core_business_is(
    book: tk.Codebook, body: str, text: str, given: list[tuple[str | None, str | None, str | None]]
) -> None:
    found = categories(book, text=text, body=body)
    assert [(row[2], row[4], row[5]) for row in found] == given


def test_neither_the_heading_nor_the_response_is_read(book: tk.Codebook) -> None:
    found = categories(book, text="推进不力", group="水质方面", response="治理河道，改善水质。")
    assert found[0][2] is None


def test_words_that_only_hold_an_indicator_hide_it(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(BOOK + "category_blockers: [资金雄厚]\n", encoding="utf-8")
    book = tk.read_codebook(tmp_path / "b.yaml")
    assert categories(book, text="资金雄厚的企业")[0][2] is None


def test_a_report_in_traditional_characters_is_read_in_its_short_texts_too(
    book: tk.Codebook,
) -> None:
    found = categories(book, text="資金不足", body="某縣教育局", traditional=True)
    assert [(row[2], row[5]) for row in found] == [("F1", "資金")]


def test_a_meeting_is_a_type_only_where_nothing_is_done_before_it(book: tk.Codebook) -> None:
    coder = tk.IndicatorCoder("types", book)
    found = coder.code(
        units({"text": "召开推进会，印发通知。"}, {"text": "印发通知，召开推进会。"})
    )
    assert list(zip(found.index, found["code"], found["evidence"], strict=True)) == [
        ("u0", "M-lead", "召开推进会"), ("u0", "M-rule", "印发"), ("u1", "M-rule", "印发"),
    ]  # fmt: skip


def test_an_explanation_has_no_type(book: tk.Codebook) -> None:
    found = tk.IndicatorCoder("types", book).code(
        units({"text": "印发通知。", "kind": "explanation"})
    )
    assert records(found) == [("u0", None, None, None, None, None, None)]


TRAINING = units(
    {"text": "河道水质差"}, {"text": "河道水质不达标"}, {"text": "水质差"},
    {"text": "资金使用不规范"}, {"text": "资金拨付慢"}, {"text": "没有读过"},
)  # fmt: skip
READ = pd.Series(["E1", "E1", "E1", "F1", "F1", None], TRAINING.index, dtype="string")


@pytest.mark.parametrize("make", [tk.LinearCoder, tk.BayesCoder])
def test_coders_learn_from_coded_units(make: type[tk.TrainedCoder]) -> None:
    coder = make("category").fit(TRAINING, READ)
    assert coder.seen == {"E1", "F1"}
    found = coder.code(units({"text": "水质不好"}, {"text": "资金不到位"}))
    assert list(found["code"]) == ["E1", "F1"]
    assert found["score"].between(0.5, 1).all()
    assert set(found["basis"]) == {"problem"}


def test_the_linear_coder_learns_whose_core_business_it_is(book: tk.Codebook) -> None:
    school, road = {"body": "某县教育局"}, {"body": "某县交通局"}
    taught = units(*({"text": "工作不力", **body} for body in (school, school, road, road)))
    read = pd.Series(["X1", "X1", "X4", "X4"], taught.index, dtype="string")
    coder = tk.LinearCoder("category", codebook=book).fit(taught, read)
    found = coder.code(units({"text": "工作不力", **road}, {"text": "工作不力", **school}))
    assert list(found["code"]) == ["X4", "X1"]


@pytest.mark.parametrize("make", [tk.LinearCoder, tk.BayesCoder])
def test_types_are_learned_one_by_one_and_none_is_an_answer(make: type[tk.TrainedCoder]) -> None:
    texts = units(
        {"text": "印发办法"},
        {"text": "开展培训"},
        {"text": "印发办法，开展培训"},
        {"text": "情况属实"},
    )
    read = pd.Series(["M-rule", "M-train", "M-rule;M-train", "none"], texts.index, dtype="string")
    coder = make("types", least=0.5).fit(texts, read)
    assert coder.seen == {"M-rule", "M-train"}
    found = coder.code(texts)
    assert set(found.loc["u2", "code"]) == {"M-rule", "M-train"}


def test_a_coder_that_has_learned_gives_an_explanation_no_type() -> None:
    texts = units({"text": "印发办法"}, {"text": "开展培训"})
    read = pd.Series(["M-rule", "M-train"], texts.index, dtype="string")
    coder = tk.LinearCoder("types", least=0.0).fit(texts, read)
    found = coder.code(units({"text": "印发办法", "kind": "explanation"}))
    assert found["code"].isna().all()


def test_units_to_learn_from_are_those_that_were_read(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "r.txt").write_text(
        "某县教育局关于巡察整改情况的通报\n一、整改情况\n(一)其他方面\n"
        "1.关于甲不严的问题\n一是印发办法。\n2.关于乙不严的问题\n改。\n",
        encoding="utf-8",
    )
    read = tk.read_corpus(corpus)
    tk.write_coding_sheets(tk.build_ledger(read), tmp_path / "sheets")
    sheet = pd.read_csv(tmp_path / "sheets" / "issues.csv", dtype="string", encoding="utf-8-sig")
    sheet.loc[0, ["category", "certainty"]] = ["F1", "1"]
    sheet.to_csv(tmp_path / "sheets" / "issues.csv", index=False, encoding="utf-8-sig")
    taught, codes = tk.read_training([(corpus, tmp_path / "sheets")], "category")
    assert list(taught["text"]) == ["甲不严"]
    assert codes.to_dict() == {"r/i001": "F1"}


def test_what_is_not_likely_enough_is_left_uncoded() -> None:
    coder = tk.LinearCoder("category", least=1.0).fit(TRAINING, READ)
    assert coder.code(units({"text": "完全不同"}))["code"].isna().all()


def test_the_majority_coder_gives_the_most_frequent_code_and_its_share() -> None:
    found = tk.MajorityCoder("category").fit(TRAINING, READ).code(units({"text": "任何"}))
    assert records(found) == [("u0", 1, "E1", 0.6, "problem", None, None)]


def test_a_model_of_one_code_only_gives_that_code() -> None:
    coder = tk.LinearCoder("category").fit(TRAINING, READ.where(READ.eq("E1")))
    assert list(coder.code(units({"text": "任何"}))["code"]) == ["E1"]


def test_a_coder_that_has_not_learned_says_so() -> None:
    with pytest.raises(CodingError, match="has not learned"):
        tk.LinearCoder("category").code(TRAINING)
    with pytest.raises(CodingError, match="no unit to learn from has a code"):
        tk.LinearCoder("category").fit(TRAINING, READ.where(READ.isna()))
    with pytest.raises(CodingError, match="least is 2"):
        tk.LinearCoder("category", least=2)


def codings() -> Codings:
    issues = pd.DataFrame(
        {
            "report_id": ["r"],
            "start": [0],
            "end": [4],
            "category": ["F1"],
            "further": ["E1"],
            "note": ["两可"],
        }
    )
    measures = pd.DataFrame(
        {
            "report_id": ["r", "r"],
            "start": [5, 9],
            "end": [8, 12],
            "types": ["M-rule;M-lead", "none"],
            "note": [None, None],
        }
    )
    return Codings(issues, measures)


def test_imported_codings_are_a_coder_like_the_others() -> None:
    places = units(
        {"report_id": "r", "start": 0, "end": 4, "text": "资金水质"},
        {"report_id": "r", "start": 1, "end": 4, "text": "金水质"},
    )
    found = tk.ImportedCoder("category", codings(), name="A").code(places)
    assert records(found) == [
        ("u0", 1, "F1", None, "reading", "两可", None),
        ("u0", 2, "E1", None, "reading", None, None),
        ("u1", None, None, None, None, None, None),
    ]


def test_what_was_read_tells_no_type_from_not_read() -> None:
    places = units(
        {"report_id": "r", "start": 5, "end": 8}, {"report_id": "r", "start": 9, "end": 12}, {"report_id": "r", "start": 0, "end": 1},
    )  # fmt: skip
    read = tk.read_codes(places, codings(), "types")
    assert read.astype(object).where(read.notna(), None).to_list() == [
        "M-rule;M-lead",
        "none",
        None,
    ]
    found = tk.ImportedCoder("types", codings()).code(places)
    assert list(found["code"].astype(object).where(found["code"].notna(), None)) == [
        "M-rule",
        "M-lead",
        None,
        None,
    ]
