"""Line breaks that only a page width made are told from those that part paragraphs."""

from __future__ import annotations

from toolkit.stream import Stream
from toolkit.wrapping import lines_of, wrapped_lines


def continued(text: str) -> list[int]:
    """Numbers of the lines, from 0, that go on in the next one; 一、 opens something else."""
    lines = lines_of(text, 0, len(text))
    ends = wrapped_lines(text, lines, [], lambda line, following: following.startswith("一、"))
    return [at for at, (_, end) in enumerate(lines) if end in ends]


def test_lines_that_reach_the_width_of_the_page_go_on() -> None:
    lines = ["甲" * 30, "乙" * 29, "丙" * 30, "丁" * 28, "戊" * 12 + "。", "一、" + "己" * 27]
    assert continued("\n".join(lines)) == [0, 1, 2, 3]


def test_lines_of_many_lengths_show_no_width() -> None:
    lines = ["甲" * 18, "乙" * 45, "丙" * 31, "丁" * 60, "戊" * 24, "己" * 38]
    assert continued("\n".join(lines)) == []


def test_an_empty_line_or_a_number_ends_a_full_line() -> None:
    full = ["甲" * 30, "乙" * 29, "丙" * 30, "丁" * 29]
    assert continued("\n".join([*full, "戊" * 30, "", "己" * 9, "一、" + "庚" * 7])) == [0, 1, 2, 3]
    assert continued("\n".join([*full, "戊" * 30, "一、" + "庚" * 7])) == [0, 1, 2, 3]


def test_an_indent_opens_a_paragraph_where_some_lines_have_one() -> None:
    lines = [
        "  " + "甲" * 28,
        "乙" * 30,
        "丙" * 30,
        "  " + "丁" * 28,
        "戊" * 29,
        "己" * 30,
        "庚" * 9,
    ]
    assert continued("\n".join(lines)) == [0, 1, 3, 4, 5]


def test_a_break_where_no_sentence_can_pause_is_none_in_any_text() -> None:
    assert continued("关于学习不到位的\n问题\n一、整改") == [0]
    assert continued("学习不深入,\n部署不具体\n开展学习") == [0]


def test_a_break_inside_a_quotation_is_none() -> None:
    text = "针对“学习不\n深入”问题\n开展学习。"
    ends = wrapped_lines(text, lines_of(text, 0, len(text)), [(2, 9)], lambda *_: False)
    assert ends == {6}


def test_joined_lines_leave_no_break_in_the_stream() -> None:
    assert Stream("甲乙\n丙丁", joined={2}).breaks == [0]
    assert Stream("甲乙\n丙丁").breaks == [0, 2]
