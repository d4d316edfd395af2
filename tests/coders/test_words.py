"""Indicators are found where they stand, as words or as turns of phrase within a clause."""

from __future__ import annotations

from hypothesis import given, strategies as st

from toolkit.coders.words import IndicatorWords


def found(
    text: str, names: tuple[tuple[int, int], ...] = (), **kwargs: tuple[str, ...]
) -> list[tuple[str, str, int, int]]:
    words = IndicatorWords(
        [
            ("rule", "制定|修订…办法|规定"),
            ("lead", "召开…会"),
            ("fund", "资金"),
            ("check", "检查"),
            ("check", "专项检查"),
        ],
        **kwargs,
    )
    return [(w.code, w.word, w.start, w.end) for w in words.find(text, names)]


def test_a_word_is_found_with_its_place() -> None:
    assert found("拨付资金。") == [("fund", "资金", 2, 4)]


def test_the_longest_of_overlapping_indicators_counts() -> None:
    assert found("开展专项检查") == [("check", "专项检查", 2, 6)]


def test_parts_of_a_turn_may_stand_apart_in_one_clause_and_in_their_order_only() -> None:
    assert found("修订了资金管理办法") == [("rule", "修订了资金管理办法", 0, 9)]
    assert found("修订完成，管理办法") == []
    assert found("办法已修订") == []


def test_every_alternative_of_a_part_counts() -> None:
    assert [code for code, *_ in found("制定规定；修订办法；制定办法")] == ["rule"] * 3


def test_marks_inside_a_title_end_no_clause() -> None:
    assert found("制定《采购、合同，资产管理办法》") == [
        ("rule", "制定《采购、合同，资产管理办法", 0, 15)
    ]


def test_a_clause_goes_on_where_a_line_ends() -> None:
    assert found("制定了\n资金管理办法。") == [("rule", "制定了\n资金管理办法", 0, 10)]


def test_a_title_that_is_never_closed_ends_with_its_sentence() -> None:
    assert found("制定《方案。修订办法") == [("rule", "修订办法", 6, 10)]


def test_a_word_that_hides_an_indicator_leaves_nothing() -> None:
    assert found("被检查单位", hiding=("被检查",)) == []


def test_clauses_opened_in_passing_do_not_count() -> None:
    text = "一是按照检查要求，拨付资金。"
    assert found(text, passing=("按照",)) == [("fund", "资金", 11, 13)]


def test_indicators_that_begin_in_a_name_do_not_count() -> None:
    assert found("由检查局拨付资金", ((1, 4),)) == [("fund", "资金", 6, 8)]


def test_full_and_half_width_are_the_same() -> None:
    words = IndicatorWords([("air", "ＶＯＣｓ")])
    assert [w.word for w in words.find("治理VOCs")] == ["VOCs"]


@given(st.text(alphabet="制定修订办法规召开会议资金检查专项，。；《》\n1(", max_size=60))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    reached = 0
    for _, word, start, end in found(text, passing=("召",)):
        assert reached <= start < end <= len(text)
        assert text[start:end] == word
        reached = end


def test_many_repeats_take_time_in_proportion() -> None:
    assert len(found("召开" * 20_000 + "会")) == 1
