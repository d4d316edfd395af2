"""Numbers printed as numerals of the kinds that Chinese documents count with."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
#: Stems of heaven and branches of earth.
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def chinese(number: int) -> str:
    """Print a number from 0 to 9,999 in Chinese numerals.

    Examples
    --------
    >>> chinese(12), chinese(110), chinese(1005)
    ('十二', '一百一十', '一千零五')
    """
    if number < 20:
        return _DIGITS[number] if number < 10 else "十" + _DIGITS[number - 10] * (number > 10)
    printed, rest, gap = "", number, False
    for size, name in _PLACES:
        digit, rest = divmod(rest, size)
        if digit:
            printed += "零" * gap + _DIGITS[digit] + name
        gap = bool(printed) and not digit
    return printed + ("零" * gap + _DIGITS[rest] if rest else "")


def chinese_digits(number: int) -> str:
    """Print a number digit by digit in Chinese numerals.

    Examples
    --------
    >>> chinese_digits(20)
    '二〇'
    """
    return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(number))


def roman(number: int) -> str:
    """Print a positive number in capital Roman numerals.

    Examples
    --------
    >>> roman(14)
    'XIV'
    """
    printed = ""
    for size, sign in _ROMAN:
        times, number = divmod(number, size)
        printed += sign * times
    return printed


def letters(number: int) -> str:
    """Print a positive number as a capital letter, doubled behind Z as Word does.

    Examples
    --------
    >>> letters(2), letters(27)
    ('B', 'AA')
    """
    times, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (times + 1)


def circled(number: int) -> str:
    """Print a number as a circled digit; beyond 20 without a circle.

    Examples
    --------
    >>> circled(3), circled(21)
    ('③', '21')
    """
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)
