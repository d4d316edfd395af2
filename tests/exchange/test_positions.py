"""Positions in all ways of counting, by hand, and back."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from toolkit.exchange.positions import (
    COUNTINGS,
    STANDARD,
    Breaks,
    Counting,
    Units,
    carried,
    even,
    positions,
    span,
)

#: 𠮷 and 😀 are two UTF-16 units each; the line ends are two characters and one.
TEXT = "a𠮷\r\nb😀\nc"


@pytest.mark.parametrize(
    ("units", "breaks", "standing", "b", "smile", "c"),
    [
        ("code points", "as it stands", (4, 5), (4, 4), (5, 5), (7, 7)),
        ("UTF-16 units", "as it stands", (5, 6), (5, 5), (6, 7), (9, 9)),
        ("code points", "one", (3, 4), (3, 3), (4, 4), (6, 6)),
        ("UTF-16 units", "one", (4, 5), (4, 4), (5, 6), (8, 8)),
        ("code points", "two", (4, 5), (4, 4), (5, 5), (8, 8)),
        ("UTF-16 units", "two", (5, 6), (5, 5), (6, 7), (10, 10)),
    ],
)
def test_positions_by_hand(
    units: Units,
    breaks: Breaks,
    standing: tuple[int, int],
    b: tuple[int, int],
    smile: tuple[int, int],
    c: tuple[int, int],
) -> None:
    last = Counting(units, True, breaks)
    places = {"b": (4, 5), "😀": (5, 6), "c": (7, 8)}
    assert {w: TEXT[slice(*place)] for w, place in places.items()} == {w: w for w in places}
    found = {word: positions(TEXT, *place, last) for word, place in places.items()}
    assert found == {"b": b, "😀": smile, "c": c}
    assert positions(TEXT, 4, 5, Counting(units, False, breaks)) == standing


def test_the_standard_is_code_points_from_zero_to_the_last_character() -> None:
    assert (STANDARD, COUNTINGS[0]) == (Counting("code points", True, "as it stands"),) * 2
    assert positions(TEXT, 0, 2, STANDARD) == (0, 1)
    assert str(STANDARD) == "code points, to the last character"


@pytest.mark.parametrize("place", [(-1, 2), (3, 2), (3, 8), (8, 9)])
def test_what_lies_in_no_text_is_nothing(place: tuple[int, int]) -> None:
    assert span(TEXT, *place, STANDARD) is None


@given(text=st.text(st.sampled_from("a𠮷😀\r\n"), min_size=1, max_size=12), data=st.data())
def test_every_way_comes_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    counting = data.draw(st.sampled_from(COUNTINGS))
    if even(text[start:end]).strip("\n") == "":
        return
    found = span(text, *positions(text, start, end, counting), counting)
    assert found is not None
    assert even(text[slice(*found)]).strip("\n") == even(text[start:end]).strip("\n")


@given(text=st.text(st.sampled_from("a😀\r\n"), max_size=12), data=st.data())
def test_positions_are_carried_over_changed_line_ends(text: str, data: st.DataObject) -> None:
    changed = data.draw(st.sampled_from((even(text), even(text).replace("\n", "\r\n"))))
    at = data.draw(st.integers(0, len(text)))
    assert even(text[:at]).rstrip("\n") == even(changed[: carried(at, text, changed)]).rstrip("\n")
