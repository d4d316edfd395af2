"""Descriptions come back as they were written, and as people changed them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from toolkit.errors import ExchangeError
from toolkit.exchange.descriptions import description, description_data

NAMES = {"en", "definition", "includes", "rules", "code", "rule", "precedence"}
#: Whatever XML can hold.
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff"))
WORDS = WORDS.filter(lambda text: all(c in "\t\n\r" or c >= " " for c in text))


@given(
    definition=WORDS,
    includes=st.lists(WORDS, min_size=1, max_size=3),
    rules=st.lists(st.fixed_dictionaries({"code": WORDS, "rule": WORDS}), min_size=1, max_size=2),
)
def test_any_words_come_back(
    definition: str, includes: list[str], rules: list[dict[str, str]]
) -> None:
    data = {"definition": definition, "includes": includes, "rules": rules, "en": "x"}
    assert description_data(description(data), NAMES, "here") == data


@pytest.mark.parametrize(
    ("written", "definition"),
    [
        ("definition: issue #3 and others", "issue #3 and others"),
        ("definition: of money: all of it", "of money: all of it"),
        ("definition: [sic] *all* & {more}", "[sic] *all* & {more}"),
        ("definition: 'sic' and more", "'sic' and more"),
        ('definition: "half', '"half'),
        ("definition: - first", "- first"),
        ("definition: 2020", "2020"),
        ("definition: no", "no"),
        ("definition: a \\ b\tc", "a \\ b\tc"),
        (
            "definition: of money\nand more\n\nnote: see there",
            "of money\nand more\n\nnote: see there",
        ),
        ("definition:\n  of money\n  and more", "of money\nand more"),
        ("definition: of money\r", "of money"),
    ],
)
def test_what_people_write_behind_a_name_is_taken_as_it_is(written: str, definition: str) -> None:
    text = f"en: Money\n{written}\nincludes:\n- a: b\n- c # d\nprecedence: 1\n"
    assert description_data(text, NAMES, "here") == {
        "en": "Money",
        "definition": definition,
        "includes": ["a: b", "c # d"],
        "precedence": "1",
    }


def test_crlf_of_another_program_is_no_part_of_the_words() -> None:
    text = description({"definition": "a\nb", "includes": ["c"]}).replace("\n", "\r\n")
    assert description_data(text, NAMES, "here") == {"definition": "a\nb", "includes": ["c"]}


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("words alone", "without a name"),
        ("definition: a\n- b", "has lost its form"),
        ("definition: a\n  en: b", "has lost its form"),
    ],
)
def test_what_belongs_to_no_name_is_refused(written: str, message: str) -> None:
    with pytest.raises(ExchangeError, match=message):
        description_data(written, NAMES, "here")


def test_nothing_refers_to_anything_else() -> None:
    text = "definition: &a x\nen: *a\nincludes:\n- *a"
    assert description_data(text, NAMES, "here") == {
        "definition": "&a x",
        "en": "*a",
        "includes": ["*a"],
    }
    bomb = "includes: !!str\n- !!str &a [x, x]\n- [*a, *a]\n"
    assert description_data(bomb.replace(" !!str\n", "\n"), NAMES, "here")["includes"] == [
        "!!str &a [x, x]",
        "[*a, *a]",
    ]
