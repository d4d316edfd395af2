"""The stream leaves white space out and finds the way back to every character."""

from __future__ import annotations

from hypothesis import given, strategies as st

from toolkit.stream import Stream

TEXTS = st.text(st.sampled_from("甲乙丙,，。（ \u3000\t\n\r\u200b1１"), max_size=40)


def test_lines_blanks_and_empty_lines_are_hints_kept_beside_the_words() -> None:
    stream = Stream(" 甲 乙\n丙\n\n丁 ")
    assert (stream.solid, stream.breaks, stream.gaps) == ("甲乙丙丁", [0, 2, 3], [1])
    assert stream.blanks == {3}
    assert stream.span(0, 2) == (1, 4)
    assert stream.lines(1, 4) == [(1, 2), (2, 3), (3, 4)]


def test_lines_left_out_are_not_in_the_stream() -> None:
    stream = Stream("甲乙\n第3页\n丙", skip=[(3, 6)])
    assert stream.solid == "甲乙丙"
    assert stream.span(0, 3) == (0, 8)


@given(TEXTS)
def test_every_place_goes_back_to_its_character(text: str) -> None:
    stream = Stream(text)
    for place, character in enumerate(stream.solid):
        assert stream.folded[stream.origin(place)] == character
        assert stream.place(stream.origin(place)) == place


def test_an_indent_behind_a_sentence_is_a_lost_line_end() -> None:
    assert Stream("甲。　　乙").breaks == [0, 2]
    assert Stream("甲　　乙。　丙").breaks == [0]
