"""Numbers printed as numerals."""

from __future__ import annotations

import pytest

from toolkit.numerals import chinese, chinese_digits, circled, letters, roman


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0, "零"), (1, "一"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"),
        (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"),
        (1000, "一千"), (1005, "一千零五"), (1050, "一千零五十"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_chinese(number: int, printed: str) -> None:
    assert chinese(number) == printed


def test_other_kinds() -> None:
    assert [chinese_digits(n) for n in (1, 10, 20)] == ["一", "一〇", "二〇"]
    assert [roman(n) for n in (1, 4, 9, 14, 40, 1999)] == ["I", "IV", "IX", "XIV", "XL", "MCMXCIX"]
    assert [letters(n) for n in (1, 26, 27, 53)] == ["A", "Z", "AA", "AAA"]
    assert [circled(n) for n in (0, 1, 20, 21)] == ["0", "①", "⑳", "21"]
