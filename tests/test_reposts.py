"""Texts that are nearly the same."""

from __future__ import annotations

import pytest

from toolkit.damage.characters import common_ideographs
from toolkit.reposts import near_twins

TEXT = "".join(sorted(common_ideographs())[:1000])


def test_white_space_and_width_do_not_count() -> None:
    spread = "\n".join(TEXT[at : at + 7] for at in range(0, 1000, 7)) + "　"
    assert near_twins([TEXT + "（1）", spread + "(1)"]) == {1: (0, 1.0)}


@pytest.mark.parametrize(("cut", "linked"), [(50, True), (180, True), (220, False), (500, False)])
def test_texts_are_linked_from_four_fifths_of_their_runs_on(cut: int, linked: bool) -> None:
    # 996 runs of five characters in all, of which the shorter text has 996 - cut.
    expected = {1: (0, (996 - cut) / 996)} if linked else {}
    assert near_twins([TEXT, TEXT[cut:]]) == expected


def test_the_most_similar_earlier_text_is_named_and_the_first_of_equals() -> None:
    assert near_twins([TEXT[50:], TEXT, TEXT, "别的"]) == {
        1: (0, 946 / 996), 2: (1, 1.0),
    }  # fmt: skip


def test_no_text_and_one_text_and_very_short_texts() -> None:
    assert near_twins([]) == {}
    assert near_twins(["一"]) == {}
    assert near_twins(["一", "一", "二", ""]) == {1: (0, 1.0)}
