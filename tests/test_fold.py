from hypothesis import given, strategies as st

from toolkit.fold import fold


def test_full_width_letters_digits_and_marks_become_half_width() -> None:
    assert fold("（一）２０２３年，ＡＢ：；") == "(一)2023年,AB:;"


def test_all_kinds_of_spaces_become_a_space_and_line_breaks_stay() -> None:
    assert fold("a\u3000b\u00a0c\td\ne") == "a b c d\ne"


def test_quotes_stay_and_inner_title_marks_become_outer_ones() -> None:
    assert fold("“回头看”〈方案〉") == "“回头看”《方案》"


@given(st.text())
def test_the_fold_never_changes_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_characters_without_width_are_blanks() -> None:
    assert fold("整\u200b改\u00ad。\ufeff") == "整 改 。 "


def test_radicals_become_the_ideographs_they_look_like() -> None:
    # U+2EC4, U+2ED3 (supplement), U+2F00, U+2FA5 (Kangxi): NFKC leaves the first two as they are.
    assert fold("\u2ec4安\u2ed3安\u2f00是\u2fa5") == "西安长安一是里"
