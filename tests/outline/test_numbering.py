import pytest

from toolkit.outline.numbering import Marker, numbering_for, numeral_value, paragraphs, runs
from toolkit.vocabulary import default_vocabulary

NUMBERING = numbering_for(default_vocabulary())


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("一百二十三", 123),
     ("7", 7), ("104", 104), ("①", 1), ("⑳", 20)],
)  # fmt: skip
def test_numerals_have_their_value(numeral: str, value: int) -> None:
    assert numeral_value(numeral) == value


@pytest.mark.parametrize("numeral", ["百", "一一", "十百", "a", ""])
def test_what_is_no_numeral_has_no_value(numeral: str) -> None:
    assert numeral_value(numeral) is None


@pytest.mark.parametrize(
    ("line", "style", "value"),
    [("一、总体情况", "cn_comma", 1), ("(十二)做好", "cn_paren", 12), ("3.针对", "ar_dot", 3),
     ("3、针对", "ar_dot", 3), ("(4)一般", "ar_paren", 4), ("5)一般", "ar_rparen", 5)],
)  # fmt: skip
def test_a_line_that_opens_with_a_number_has_its_style(line: str, style: str, value: int) -> None:
    marker = NUMBERING.at_line_start(line, 0, len(line))
    assert marker is not None
    assert (marker.style, marker.value) == (style, value)


@pytest.mark.parametrize(
    "line", ["1.8万吨新增能力", "2023年完成", "一是加强", "十项制度", "(试行)"]
)
def test_a_line_that_opens_with_something_else_has_no_number(line: str) -> None:
    assert NUMBERING.at_line_start(line, 0, len(line)) is None


def test_inline_numbers_count_only_at_the_start_of_a_clause() -> None:
    text = "一是甲,之一是乙。二是丙;三是丁"
    found = [(m.start, m.value) for m in NUMBERING.inline(text, 0, len(text))]
    assert found == [(0, 1), (9, 2), (13, 3)]


def test_runs_count_up_from_one_and_leave_strays_out() -> None:
    markers = [Marker(i, i + 2, "shi", v) for i, v in enumerate([1, 2, 5, 3, 1, 2])]
    assert [[m.value for m in run] for run in runs(markers)] == [[1, 2, 3], [1, 2]]


def test_paragraphs_are_lines_without_the_space_around_them() -> None:
    assert paragraphs("  甲 \r\n\n乙\u2028丙") == [(2, 3), (7, 8), (9, 10)]
