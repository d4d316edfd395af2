"""Figures that have lost digits, units, or the signs between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..vocabulary import Vocabulary
from .mark import Damage

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*)"
#: Numbers that belong together: a range or a list with one unit at its end.
_RUN = re.compile(rf"{_NUMBER}(?: ?[-~至到、和及与] ?{_NUMBER})*")
_DIGITS = re.compile(r"\d+")
_SIGNED = re.compile(r"[-~]")
#: Day counts (120日内), not days of a month.
_COUNT_OF_DAYS = re.compile(r"日(?:内|以内|之内|起|均|历|行动|攻坚|会战|龄)")
_ENDS_FIGURE = frozenset(",。;、)")
#: A bare figure before a mark has an owner if one of these stands before it.
_OWNED = re.compile(
    r"\)[\u4e00-\u9fff]\Z|[A-Za-z\d:∶=+×/\-.·•・,、。;(\[〔【】“《#*&@￥$~至和及与\s]\Z"
)
#: A bare figure may be a telephone number or a postcode if it is longer.
_LONGEST_COUNT = 5
#: What may follow an index, which has decimals and no unit: 0.5以内, 1.0调至1.2.
_AROUND = frozenset("以调上下升降提增减的")
#: Words that lead to the value reached; decimals of a small sum.
_REACHED = "达到?|为|[增升提降减压][^\\d,。;]{0,3}[至到]|[至到]"
#: No unit, and no thousands either.
_NO_UNIT = r"(?=[,。;、)])(?!,\d{3})"
_NUMBER_PART = r"\d{1,2}\.\d{1,4}"
#: Digits of a year that run into others. They count only in a text with losses elsewhere.
_RUN_IN = re.compile(
    r"(?<![\d.])(?:19|20)\d{5,6} ?[-~] ?\d{1,2}(?!\d)"
    r"|(?<![\d.])20[0-3]\d{2,3}(?=[^\d年月日.,%\-~号])"
    r"|(?<![\d月.\-~])(?:[1-9]|1[0-2])(?:[1-9]|[12]\d|3[01])(?: ?[-~] ?\d{1,4})? ?日"
)
#: What 余 stands before only if a number stands before it.
_AFTER_YU = "元名人家项件次个户条亩本吨处份台只头株辆座"
#: Words that make 万元 a figure of its own: 上万元, 近亿元.
_NEARLY = "上近超逾过破达"
_NO_FIGURE = r"\d〇零一二三四五六七八九十百千万亿几数多余两半某本"

#: 万 or 亿 without what is counted.
_SCALED = re.compile(r"\d[万亿](?=[,。;、)])")
#: A bare figure from which something changes to another: a score, or a unit is left out or lost.
_CHANGES = re.compile(rf"(?<=[由从]){_NUMBER}[提降增减压调缩扩][^\d,。;、]{{0,8}}?[至到为达]\d")
_CLAUSE_MARKS = ",。;:、("
#: A word of money is looked for so far before a figure.
_FARTHEST = 40


class _Found(NamedTuple):
    """A place at which a figure has lost something: its span, what was seen, and how sure it is."""

    start: int
    end: int
    note: str
    severity: str = "damage"


class FigureRules(NamedTuple):
    """The patterns made from the vocabulary."""

    counted: re.Pattern[str]
    numbered: re.Pattern[str]
    glued: re.Pattern[str]
    bare: re.Pattern[str]
    money: re.Pattern[str]


@lru_cache(maxsize=4)
def figure_rules(vocabulary: Vocabulary) -> FigureRules:
    """Build the patterns of the `damage` and `units` vocabularies."""
    terms = {entry.code: entry.terms for entry in vocabulary.entries("damage")}
    units = {term for entry in vocabulary.entries("units") for term in entry.terms}
    signs = _any(unit for unit in units if unit[-1].isascii())
    latin = _any(unit for unit in units if unit[-1].isascii() and unit not in "%％")
    return FigureRules(
        re.compile(_any(terms["counted"])),
        re.compile(rf"{_any(terms['numbered'])}\Z"),
        re.compile(
            # two measures, two dates, two times of day side by side
            rf"(?<![\d.]){_NUMBER}(?:{signs}{_NUMBER})+(?:{signs})?"
            r"|\d{1,2}月\d{1,2}日(?:\d{1,2}月)?\d{1,2}日|(?<!\d)\d{1,2}:\d{3,4}:\d\d"
            rf"|(?<![\d.])\d+(?:\.\d+)?({_any(units)})\d+(?:\.\d+)?\1"
            r"|(?<![\d.])\d+(?:\.\d+)?[万亿]\d+(?:\.\d+)?[万亿]"
            r"|(?<![\d.])\d+\.\d+\.\d+[%‰万亿元吨]"
            # a day without 日, a month without 月
            r"|(?<!\d)\d{1,2}月\d{1,2}(?![\d日号月至到、,.~\-])(?=[\u4e00-\u9fff,。;、)])"
            r"|(?<=\d{4}年)\d{1,4}日|(?<=\d{4}年)\d{1,2}(?=[\s,。;)])(?!\s*月)"
            # an hour without 时; a share without its sign
            rf"|{_any(terms['hour'])}\d{{1,2}}(?![\d时点:.\-~至到、,])"
            rf"|{_any(terms['share'])}(?:已?(?:{_REACHED}))?{_NUMBER}"
            r"(?:(?=[,。;、)])(?!,\d{3})|(?=以[上下内]))"
            # a change whose first figure has a unit and whose second, other than 0, has none
            rf"|[由从]{_NUMBER}(?![上下提降增减压调缩回至到])[^\d,。;、]{{1,8}}?"
            rf"(?:{_REACHED})(?!0[,。;、)]){_NUMBER}{_NO_UNIT}"
            # a sum of money so small that 万 or 亿 must have stood behind it
            rf"|{_any(terms['sum'])}{_NUMBER_PART}元(?!/)"
        ),
        re.compile(
            # a sign of percent or degree, a sum of money, a year before a month: no figure
            rf"(?<=[\u4e00-\u9fff,、])(?<![{_NO_FIGURE}])[%‰℃]"
            rf"|(?<=[\u4e00-\u9fff])(?<![{_NO_FIGURE}{_NEARLY}])(?:万|亿)元(?!以[上下内])"
            rf"|(?<=[\u4e00-\u9fff,、])(?<![{_NO_FIGURE}{''.join(terms['year_word'])}])年"
            r"(?=\d{1,2}月)|(?<=\d)年月(?!\d)|(?<=\d)月日|(?<![\d\u4e00-\u9fff])年月日"
            # a document number without year or number
            r"|〔〕|〔\d{1,3}〕(?=\d+号)|〔\d{4}〕号|第(?=[条款章届轮批季][\u4e00-\u9fff,。;、)])|(?<=第)号(?=[,。;、)(《])"
            # half of a decimal, of a ratio, of a telephone number; a bound without its value
            rf"|(?<=\d)\.(?=[%‰万亿]|{_any(u for u in units if not u.isascii() and len(u) > 1)})"
            r"|(?<=[在于达])以[上下内](?=[,。;、)])|等(?=家(?:单位|企业|公司|机构|部门))"
            r"|(?<=[由至到约达])(?:个(?![别人体性案])|吨|亩|家(?=[,。;]))"
            rf"|(?<=[\u4e00-\u9fff])(?<![{_NO_FIGURE}])人次(?=[,。;、)])"
            rf"|(?<=[\u4e00-\u9fff])(?<![{_NO_FIGURE}本此上下首每历再屡当该届这那初])次(?=会议)"
            r"|(?<=[及共达])人(?=[,。;])"
            # 余, 元 and 名 behind a word, not behind a number
            rf"|(?<=[\u4e00-\u9fff])(?<![{_NO_FIGURE}其剩业盈富结节残空冗宽])余(?:万|亿)?(?:{'|'.join(_AFTER_YU)})"
            rf"|(?<=[\u4e00-\u9fff])(?<![{_NO_FIGURE}美欧日港韩澳单公状纪开])元(?=[,。;、)])"
            rf"|(?<=[师员生人长干工])名(?=[,。;、)])"
            r"|(?<![\d.A-Za-z])\.(?=\d)|(?<=\d)[:∶](?=[,。;、])|(?<=\d{3})-(?=[\s,。;)])"
            # 为 and nothing behind it, a class without its figure
            r"|(?:分别|均|保持|稳定|维持|约|共|总计|达到|提升|下降)为(?=[,。;、)])"
            rf"|(?<=[为、和及,到达准于])[类级](?=[、和及,。;)]|标准|水)|(?:{latin})[类级](?=[、和及,。;)])"
        ),
        re.compile(_any(terms["money"])),
    )


def _any(words: object) -> str:
    found = sorted(set(words), key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "(?:" + "|".join(re.escape(word) for word in found) + ")"


def lost_figures(folded: str, vocabulary: Vocabulary) -> Iterator[Damage]:
    """Find figures that are not whole, and signs and units that have lost their figure.

    A month above 12, a day above 31, five digits before 年, two measures side by side: something
    between them has gone. A figure before a mark or a word that is no measure word has lost its
    own. Digits of a year run into others only count where the text has such losses elsewhere.

    Parameters
    ----------
    folded
        The folded text.
    vocabulary
        The vocabulary in use.
    """
    rules = figure_rules(vocabulary)
    found: list[_Found] = [_widened(folded, *span) for span in _impossible_dates(folded)]
    certain = len(found)
    for match in rules.glued.finditer(folded):
        found.append(_Found(*match.span(), "a unit, or the sign between two figures, has gone"))
    found += _without_counted(folded, rules.money)
    found += _without_unit(folded, rules)
    if certain > 1:
        note = "digits of a date seem to run together, as elsewhere in this text"
        found += [_Found(*match.span(), note) for match in _RUN_IN.finditer(folded)]
    lost: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if lost and one.start < lost[-1].end:
            sure = one if one.severity == "damage" != lost[-1].severity else lost[-1]
            end = max(one.end, lost[-1].end)
            lost[-1] = sure._replace(start=lost[-1].start, end=end)
        else:
            lost.append(one)
    for one in lost:
        yield Damage(one.start, one.end, "lost_unit", one.severity, f"{one.note}; not repaired")
    ends = [one.end for one in lost]
    for match in rules.bare.finditer(folded):
        start, end = max(0, match.start() - 1), min(len(folded), match.end() + 1)
        after = bisect_right(ends, match.start())  # the first loss that ends behind its start
        if after == len(lost) or lost[after].start >= match.end():
            note = "a figure must have stood here; not repaired"
            yield Damage(start, end, "lost_digits", "damage", note)


def _widened(folded: str, start: int, end: int, note: str) -> _Found:
    return _Found(start, end + folded.startswith(("年", "月", "日"), end), note)


def _without_counted(folded: str, money: re.Pattern[str]) -> Iterator[_Found]:
    """万 and 亿 with nothing behind them; of money, where many leave 元 out, only a doubt."""
    for match in _SCALED.finditer(folded):
        low = max(0, match.start() - _FARTHEST)
        clause = max(folded.rfind(mark, low, match.start()) for mark in _CLAUSE_MARKS) + 1
        if money.search(folded, max(low, clause), match.start()):
            yield _Found(*match.span(), "万 or 亿 without 元, left out or lost", "doubt")
        else:
            yield _Found(*match.span(), "what 万 or 亿 counts has gone")


def _impossible_dates(folded: str) -> Iterator[tuple[int, int, str]]:
    """Figures before 年, 月 and 日 that no calendar has; a year with a number run into it."""
    for match in _RUN.finditer(folded):
        start, end = match.span()
        if start and folded[start - 1].isascii() and folded[start - 1].isalpha():
            continue
        unit = folded[end : end + 1]
        if unit == " ":
            unit = folded[end + 1 : end + 2]
        numbers = [number.group() for number in _DIGITS.finditer(match.group())]
        if unit == "月" and _no_month(numbers):
            yield start, end, "no such month: a sign between the digits has gone"
        elif unit == "日" and _no_day(numbers, folded, end):
            yield start, end, "no such day: a sign between the digits has gone"
        elif unit == "年" and any(len(n) > 4 and n[:2] in {"19", "20"} for n in numbers):
            yield start, end, "no such year: a sign between the digits has gone"
        elif folded[start - 1 : start] == "〔" and len(numbers[0]) > 4:
            yield start, end, "year and number of a document run together"


def _no_month(numbers: list[str]) -> bool:
    first, *_ = numbers
    ahead = numbers[1:] if len(numbers) > 1 and _is_year(first) else numbers
    return any(not 1 <= int(number) <= 12 for number in ahead)


def _no_day(numbers: list[str], folded: str, end: int) -> bool:
    if _COUNT_OF_DAYS.match(folded, end) and len(numbers[-1]) < 4 and numbers[-1][-1] in "05":
        return False
    ahead = numbers[1:] if len(numbers) > 1 and _is_year(numbers[0]) else numbers
    return any(not 1 <= int(number) <= 31 for number in ahead) and not (
        len(numbers) == 1 and numbers[0][-1] == "0" and len(numbers[0]) < 4
    )


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}


def _without_unit(folded: str, rules: FigureRules) -> Iterator[_Found]:
    """Counts with neither a unit behind them nor a word before them that needs none.

    What changes from a bare figure to another may be a score, which has no unit, or share the unit
    of the second: only a doubt. 0 needs no unit.
    """
    for match in _RUN.finditer(folded):
        start, end = match.span()
        last = match.group().rpartition("、")[2]
        if not start:
            continue
        after, before = folded[end : end + 1], folded[max(0, start - 6) : start]
        if _OWNED.search(before) or rules.numbered.search(before):
            continue
        digits = _DIGITS.findall(match.group())
        if match.group() == "0":
            continue
        if after in _ENDS_FIGURE and after:
            whole = "." not in last and "," not in last
            if whole and len(digits[-1]) < _LONGEST_COUNT and not _is_year(digits[-1]):
                yield _Found(start, end + 1, "a count without a unit")
        elif len(digits[-1]) < 3 and _uncounted(folded, end, "." in last, rules.counted):
            severity = "doubt" if _CHANGES.match(folded, start) else "damage"
            yield _Found(start, end + 1, "a count without a measure word", severity)


def _uncounted(folded: str, end: int, decimal: bool, counted: re.Pattern[str]) -> bool:
    """True if a word stands behind a figure that no figure counts."""
    after = folded[end : end + 1]
    index = decimal and after in _AROUND
    return "\u4e00" <= after <= "\u9fff" and not index and not counted.match(folded, end)
