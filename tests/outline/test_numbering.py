import pytest

from toolkit.outline.numbering import bracketed, numbering_for, numeral_value
from toolkit.stream import Stream
from toolkit.vocabulary import default_vocabulary

NUMBERING = numbering_for(default_vocabulary())


def found(text: str) -> list[tuple[str, str, int, str]]:
    stream = Stream(text)
    return [
        (stream.solid[m.start : m.end], m.style, m.value, m.placed)
        for m in NUMBERING.find(stream, 0, len(stream.solid))
    ]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("一百二十三", 123),
     ("一百零三", 103), ("7", 7), ("104", 104), ("①", 1), ("⑳", 20), ("⑶", 3), ("⒒", 11),
     ("㈡", 2), ("Ⅳ", 4), ("C", 3), ("b", 2), ("丙", 3), ("拾贰", 12), ("2.3", 3), ("首先", 1), ("最后", 0), ("●", 0)],
)  # fmt: skip
def test_numerals_have_their_value(numeral: str, value: int) -> None:
    assert numeral_value(numeral) == value


@pytest.mark.parametrize("numeral", ["百", "一一", "十百", ""])
def test_what_is_no_numeral_has_no_value(numeral: str) -> None:
    assert numeral_value(numeral) is None


@pytest.mark.parametrize(
    ("line", "style", "value"),
    [("一、总体情况", "cn_comma", 1), ("（十二）做好", "cn_paren", 12), ("3．针对", "ar_dot", 3),
     ("3 、 针对", "ar_dot", 3), ("(4)一般", "ar_paren", 4), ("5）一般", "ar_rparen", 5),
     ("1.2022年以来", "ar_dot", 1), ("① 学习", "circled", 1), ("第一,学习", "ordinal", 1),
     ("其二,学习", "qi", 2), ("首先,学习", "words", 1), ("一要学习", "yao", 1), ("A.学习", "letter", 1),
     ("问题一:学习不深入", "named", 1), ("序号十", "named", 10), ("第7项 学习", "item", 7),
     ("第三个问题:学习", "item", 3), ("2.1 学习", "decimal", 1), ("⑵学习", "enclosed_paren", 2),
     ("㈠学习", "enclosed_cn", 1), ("● 学习", "bullet", 0), ("【3】学习", "square", 3)],
)  # fmt: skip
def test_a_line_that_opens_with_a_number_has_its_style(line: str, style: str, value: int) -> None:
    assert [row[1:] for row in found(line)] == [(style, value, "line")]


@pytest.mark.parametrize(
    "line", ["1.8万吨新增能力", "2023年完成", "十项制度", "(试行)", "一、二类水体", "4、5#烧结机"]
)
def test_a_line_that_opens_with_something_else_has_no_number(line: str) -> None:
    assert found(line) == []


def test_where_a_number_stands_is_kept() -> None:
    text = "一是甲,二是乙。三是丙\n四是丁 五是戊之一是己"
    assert [(words, placed) for words, _, _, placed in found(text)] == [
        ("一是", "line"), ("二是", "comma"), ("三是", "stop"), ("四是", "line"), ("五是", "stop"),
    ]  # fmt: skip


def test_numbers_inside_quotations_and_titles_are_not_ours() -> None:
    assert found("针对“1.学习不够;2.检查不严”的问题,落实《一、总则》") == []
    assert [words for words, *_ in found("(一)加强(二)督查")] == ["(一)", "(二)"]


def test_a_bracket_that_lost_its_partner_hides_nothing() -> None:
    assert bracketed("“甲(乙)丙”丁”戊(", 0, 12) == [(0, 6)]
    assert [words for words, *_ in found("“甲。一是乙。二是丙。")] == ["一是", "二是"]


def test_a_figure_behind_a_number_is_tentative_and_only_where_it_may_go_on() -> None:
    assert found("1.学习。\n2.35蒸吨锅炉。") == [
        ("1.", "ar_dot", 1, "line"),
        ("2.", "ar_dot", 2, "tight"),
    ]
    assert found("2.35蒸吨锅炉。") == []


def test_words_of_the_report_count_only_where_they_count_on() -> None:
    assert found("体检单01\n学习\n体检单02\n检查") == [
        ("体检单01", "own", 1, "line"),
        ("体检单02", "own", 2, "line"),
    ]
    assert found("体检单01\n学习\n附表07\n检查") == []


def test_bullets_keep_their_sign_and_decoration_is_no_bullet() -> None:
    stream = Stream("●学习\n◇◇◇食品安全◇◇◇\n—2023年\n——4月检查")
    markers = NUMBERING.find(stream, 0, len(stream.solid))
    assert [(m.style, m.mark, m.start) for m in markers] == [
        ("bullet", "●", 0),
        ("bullet", "--", 19),
    ]
