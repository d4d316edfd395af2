"""Divisions: names, codes, and what lies in what."""

from __future__ import annotations

from toolkit.divisions import above, agreeing, divisions, find_places


def test_the_list_is_whole() -> None:
    current = [division for division in divisions() if division.current]
    levels = [division.level for division in current]
    assert [levels.count(level) for level in ("province", "prefecture")] == [34, 333]
    assert levels.count("county") > 2800
    assert all(len(division.code) == 6 and division.code.isdigit() for division in divisions())


def test_a_county_lies_in_a_prefecture_and_a_province() -> None:
    (boxing,) = find_places("博兴县")[0].divisions
    upper = [above(boxing, level) for level in ("prefecture", "province")]
    assert [(one.code, one.name) for one in upper if one] == [
        ("371600", "滨州市"), ("370000", "山东省"),
    ]  # fmt: skip
    assert above(upper[1], "province") is None if upper[1] else False


def test_a_name_that_several_have_is_told_apart_by_its_prefecture() -> None:
    prefecture, county = find_places("福州市鼓楼区")
    assert len(county.divisions) > 1
    fitting = agreeing(county.divisions, (prefecture.divisions[0],))
    assert [division.code for division in fitting] == ["350102"]


def test_former_names_are_known_and_give_way_to_those_of_today() -> None:
    former = find_places("莱芜市")[0].divisions
    assert [division.current for division in agreeing(former, ())] == [False]
    assert all(d.current for d in agreeing(find_places("余杭区")[0].divisions, ()))
