"""Codebooks survive REFI-QDA codebook files exactly, and edits made there come back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

import toolkit as tk
from tests.conftest import ROOT
from toolkit.errors import ExchangeError, ResourceError
from toolkit.taxonomy.codebook import (
    Bodies,
    Boundary,
    Category,
    Codebook,
    Example,
    Failure,
    Group,
    MeasureType,
    OwnField,
    Rule,
)

FIXTURES = ROOT / "tests" / "exchange" / "fixtures"
#: Texts that XML and a codebook can hold.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=20,
)


#: The same with line ends and tabs.
ANY = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"),
        include_characters="\n\r\t",
        exclude_characters="\ufffe\uffff",
    ),
    min_size=1,
    max_size=12,
)

#: Indicators; ``…`` and ``|`` divide their parts.
INDICATORS = ANY.filter(lambda text: bool(text.strip()) and not set(text) & set("…|"))


def small(zh: str = "水环境", definition: str = "水的状况: “好”与 <坏> & 'x'") -> Codebook:
    return Codebook(
        version="1: b",
        groups=(Group(code="E", zh="环境", en="Environment"), Group(code="F", zh="资金", en="Money")),
        categories=(
            Category(code="E1", zh=zh, en="Water", group="E", definition=definition, includes=("a", "b: c"), indicators=("水质", "召开…会")),
            Category(code="F1", zh="资金", en="Money", group="F", definition="d", precedence=1),
            Category(code="E2", zh="污水", en="Sewage", group="E", definition="d", bodies=("水务",)),
        ),
        measure_types=(MeasureType(code="M-rule", zh="制度", en="Rule", definition="d", if_first=("会",)),),
        failures=(Failure(code="will", zh="意愿", en="Will", definition="d"),),
        rules=(Rule(code="unit", rule="一条: 一个"),),
        blockers=("- x", "'y"),
    )  # fmt: skip


def test_the_shipped_codebook_comes_back_equal(tmp_path: Path) -> None:
    tk.write_qdc(None, tmp_path / "book.qdc")
    assert tk.read_qdc(tmp_path / "book.qdc") == tk.read_codebook()


def test_the_order_of_categories_comes_back_where_groups_mix(tmp_path: Path) -> None:
    back = tk.read_qdc(tk.write_qdc(small(), tmp_path / "book.qdc"))
    assert back == small()
    assert [category.code for category in back.categories] == ["E1", "F1", "E2"]


@settings(deadline=None)
@given(TEXTS.filter(str.strip), TEXTS)
def test_any_name_and_definition_come_back(
    tmp_path_factory: pytest.TempPathFactory, zh: str, definition: str
) -> None:
    path = tmp_path_factory.mktemp("qdc") / "book.qdc"
    assert tk.read_qdc(tk.write_qdc(small(zh, definition), path)) == small(zh, definition)


@settings(deadline=None)
@given(
    st.lists(INDICATORS, min_size=1, max_size=3),
    st.lists(ANY, max_size=2),
    st.tuples(ANY, ANY, ANY),
    st.permutations(["A1", "B1", "A2"]),
)
def test_any_codebook_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    words: list[str],
    rules: list[str],
    names: tuple[str, str, str],
    codes: list[str],
) -> None:
    zh, en, definition = names
    listed = tuple(words)
    quote = Example(report_id=en, start=0, end=3, quote=definition)
    book = Codebook(
        version=definition,
        groups=(Group(code="A", zh=zh, en=en), Group(code="B", zh=zh, en=en)),
        categories=tuple(
            Category(code=code, zh=zh, en=en, group=code[0], definition=definition, includes=listed, excludes=listed, indicators=listed, examples=(quote,), precedence=4, yields_to_core=True)
            for code in codes
        ),
        measure_types=(MeasureType(code="M-a", zh=zh, en=en, definition=definition, indicators=listed),),
        rules=tuple(Rule(code=en, rule=rule) for rule in rules),
        boundaries=(Boundary(between=("A1", "B1"), tell=definition), Boundary(between=("A2", "A1"), tell=zh)),
        blockers=listed,
        bodies=Bodies(other="A1", any=listed, own=(OwnField(bodies=listed, words=listed),)),
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("any")
    assert tk.read_qdc(tk.write_qdc(book, folder / "book.qdc")) == book
    assert tk.read_codebook_table(tk.write_codebook_table(book, folder / "book.csv")) == book


def test_a_definition_changed_in_another_program_is_read(tmp_path: Path) -> None:
    path = tk.write_qdc(small(), tmp_path / "book.qdc")
    text = path.read_text(encoding="utf-8")
    assert "E2 污水" in text
    path.write_text(text.replace("E2 污水", "E2 污水与污泥"), encoding="utf-8")
    assert tk.read_qdc(path).labels("zh")["E2"] == "污水与污泥"


def test_the_same_codebook_gives_the_bytes_that_another_program_has_read(tmp_path: Path) -> None:
    written = tk.write_qdc(small(), tmp_path / "book.qdc").read_bytes()
    assert written == (FIXTURES / "small.qdc").read_bytes()


def test_what_another_program_read_of_the_codebook_is_what_was_written() -> None:
    """Recorded from pyrefiqda 0.3.1; see fixtures/README.md."""
    read = pd.read_csv(FIXTURES / "small.qdc.pyrefiqda.csv", keep_default_na=False)
    own = tk.read_qdc_codes(FIXTURES / "small.qdc")
    assert list(read["name"]) == list(own["name"]) == [
        "category 问题类别", "E 环境", "E1 水环境", "E2 污水", "F 资金", "F1 资金",
        "types 措施类型", "M-rule 制度", "failure 失责类型", "will 意愿", "codebook 编码手册",
    ]  # fmt: skip
    assert list(read["depth"]) == [path.count(" / ") for path in own["path"]]
    assert list(read["codable"]) == list(own["codable"])
    assert list(read["description"]) == list(own["description"].fillna(""))


def test_codes_of_any_program_are_read_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "foreign.qdc"
    path.write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="other"><Codes>'
        '<Code guid="{d7aa29da-519b-4946-9b90-253b6db8fd0a}" name="经济" isCodable="false" color="#ff0">'
        '<Code guid="0dcef2f5-e55c-49da-8c33-9b0803c7aeb4" name="就业" isCodable="true"><Description>工作</Description></Code>'
        "</Code></Codes></CodeBook>",
        encoding="utf-8",
    )
    codes = tk.read_qdc_codes(path)
    assert codes.astype(object).where(codes.notna(), None).values.tolist() == [
        ["{d7aa29da-519b-4946-9b90-253b6db8fd0a}", "经济", "经济", False, "#ff0", None],
        ["0dcef2f5-e55c-49da-8c33-9b0803c7aeb4", "就业", "经济 / 就业", True, None, "工作"],
    ]
    with pytest.raises(ExchangeError, match="read_qdc_codes"):
        tk.read_qdc(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not xml", "not XML"),
        (
            '<!DOCTYPE x [<!ENTITY a "b">]><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>',
            "document type",
        ),
        (
            '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code name="a" isCodable="true"/></Codes></CodeBook>',
            "line 1 does not fit the schema",
        ),
    ],
)
def test_what_is_no_codebook_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.qdc"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ExchangeError, match=message):
        tk.read_qdc(path)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("definition: d\nbodies", "definition: d\n- d\nbodies", "has lost its form"),
        ("en: Sewage\ndefinition: d\nbodies:\n- 水务\n", "污水", "words without a name"),
    ],
)
def test_a_description_that_lost_its_form_is_named(
    tmp_path: Path, old: str, new: str, error: str
) -> None:
    path = tk.write_qdc(small(), tmp_path / "book.qdc")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ExchangeError, match=error):
        tk.read_qdc(path)


def test_a_codebook_made_invalid_is_named(tmp_path: Path) -> None:
    path = tk.write_qdc(small(), tmp_path / "book.qdc")
    path.write_text(
        path.read_text(encoding="utf-8").replace("E2 污水", "E1 污水"), encoding="utf-8"
    )
    with pytest.raises(ResourceError, match="declared 2 times"):
        tk.read_qdc(path)


def test_control_characters_are_refused_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="XML cannot hold"):
        tk.write_qdc(small(zh="水\x01"), tmp_path / "book.qdc")
