"""Changes to a report that leave its content alone: how it was saved, typed or numbered.

Each is a pure function of a text and a seed. A text to which a change does not apply (no printed
numbers of the kind, or the new kind is in use at another level already) comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from random import Random
from typing import NamedTuple

Mutation = Callable[[str, int], str]

_HAN = "[\u3400-\u9fff]"
_BLANKS = " \t\u3000"
_STOPS = "。；;：:！!？?"
#: What typesetters keep off the start, and off the end, of a line.
_NOT_FIRST = frozenset("，,。；;：:、！!？?）)】]》」』〉〕”’…%％")
_NOT_LAST = frozenset("（(【[《「『〈〔“‘")
_CN = "一二三四五六七八九十"
_CN_NUMBERS = [
    "",
    *_CN,
    *(f"十{ones}" for ones in _CN[:9]),
    "二十",
    *(f"二十{ones}" for ones in _CN[:9]),
]
#: A printed number in any style, or what may be taken for one.
_NUMBER = re.compile(
    rf"第[{_CN}\d]{{1,3}}(?:部分|章|项|条|个|步)?[，,、：:]?"
    rf"|[（(【\[〔][{_CN}\d]{{1,3}}[）)】\]〕]|其[{_CN}]是?|[{_CN}]{{1,3}}(?:是|要|则|、|[.．])"
    rf"|问题[{_CN}\d]{{1,3}}|\d{{1,3}}[.．、)）]|[①-⑳⑴-⒇㈠-㈩]|首先|其次|再次|再者|最后"
)
_SHORTEST_PIECE = 8
#: A label before a colon at the start of a line.
_LABEL = re.compile(rf"[{_BLANKS}]*[^\s。；;，,：:]{{2,12}}[：:]")
#: Words that close a heading.
_HEADING_END = re.compile(
    r"(?:问题(?:的?整改(?:落实|进展|完成)?(?:情况)?)?|方面|情况|成效|计划|打算|措施|安排)$"
)


def _random(name: str, seed: int) -> Random:
    return Random(f"{name} {seed}")


def _insert(text: str, pieces: Iterable[tuple[int, str]]) -> str:
    """Insert pieces at offsets of a text."""
    parts: list[str] = []
    done = 0
    for place, piece in sorted(pieces):
        parts += [text[done:place], piece]
        done = place
    return "".join([*parts, text[done:]])


# Line breaks


def _breakable(before: str, after: str) -> bool:
    """True if typesetting rules allow a line break between two characters."""
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return not (before.isascii() and after.isascii() and not (before + after).isspace())


def _wrap_line(line: str, width: int) -> list[str]:
    pieces: list[str] = []
    while len(line) > width:
        cut = width
        while cut > width // 2 and not _breakable(line[cut - 1], line[cut]):
            cut -= 1
        pieces.append(line[:cut])
        line = line[cut:]
    return [*pieces, line]


def hard_wrap(text: str, seed: int, *, width: int | None = None) -> str:
    """Break every longer line at a fixed width, as a PDF or an e-mail does.

    No line starts with a closing mark or ends with an opening one, and no run of digits or
    letters is torn; shorter lines stay.
    """
    width = width or (30, 42, 57)[seed % 3]
    return "\n".join(piece for line in text.split("\n") for piece in _wrap_line(line, width))


def random_breaks(text: str, seed: int) -> str:
    """Add line breaks at random places inside sentences.

    Only between two Chinese characters, so not beside digits or punctuation; never in or beside
    a printed number, nor in a label that opens a line. No piece is shorter than eight characters:
    nothing that saves a page breaks a line after one or two, and a short heading in two lines
    would be a riddle to a reader, too.
    """
    rng = _random("breaks", seed)
    places: list[int] = []
    offset = 0
    for line in text.split("\n"):
        kept = {at for m in _NUMBER.finditer(line) for at in range(m.start(), m.end() + 1)}
        label = _LABEL.match(line)
        last = label.end() if label else 0
        for match in re.finditer(f"{_HAN}(?={_HAN})", line):
            at = match.end()
            fits = min(at - last, len(line) - at) >= _SHORTEST_PIECE
            if fits and at not in kept and rng.random() < 1 / 25:
                places.append(offset + at)
                last = at
        offset += len(line) + 1
    return _insert(text, ((place, "\n") for place in places))


def _joins(line: str, following: str, width: int) -> bool:
    """True if a line was broken because it was full, in the middle of a sentence."""
    full = len(line) >= width - 4
    closed = line.rstrip()[-1:] in _STOPS or _HEADING_END.search(line.rstrip())
    opens = _NUMBER.match(following.lstrip()) or _LABEL.match(following) or not following.strip()
    return full and not closed and not opens


def unwrapped(text: str, seed: int) -> str:
    """Wrap a text, then join the lines that were broken inside a sentence.

    Breaks that came to stand after a stop or before a printed number remain. Lines that do not
    fill the width are paragraphs of their own and stay so, as do headings.
    """
    return _rejoined(text, seed, 1.0)


def half_unwrapped(text: str, seed: int) -> str:
    """Wrap a text, then join about half of the lines that were broken inside a sentence."""
    return _rejoined(text, seed, 0.5)


def _rejoined(text: str, seed: int, share: float) -> str:
    width = (30, 42, 57)[seed % 3]
    rng = _random("join", seed)
    paragraphs: list[str] = []
    for paragraph in text.split("\n"):
        pieces = _wrap_line(paragraph, width)
        joined = pieces[0]
        for line, following in pairwise(pieces):
            glue = "" if _joins(line, following, width) and rng.random() < share else "\n"
            joined += glue + following
        paragraphs.append(joined)
    return "\n".join(paragraphs)


# White space


def spaces(text: str, seed: int) -> str:
    """Add single blanks, half- or full-width, between Chinese characters at random places."""
    rng = _random("spaces", seed)
    places = [m.start() + 1 for m in re.finditer(f"{_HAN}(?={_HAN})", text)]
    return _insert(text, ((at, rng.choice(" \u3000")) for at in places if rng.random() < 1 / 25))


def indents(text: str, seed: int) -> str:
    """Indent all lines, and leave blanks at the end of some."""
    rng = _random("indents", seed)
    indent = ("\u3000\u3000", "    ", "\u3000")[seed % 3]
    ends = ("", "", " ", "\u3000", "  ")
    return "\n".join(f"{indent}{line}{rng.choice(ends)}" for line in text.split("\n"))


def blank_lines(text: str, seed: int) -> str:
    """Put empty lines between all paragraphs, or between some."""
    rng = _random("blank lines", seed)
    if seed % 3 == 0:
        return text.replace("\n", "\n\n")
    empty = ("\n\n", "\n \u3000\n")[seed % 2]
    return re.sub("\n", lambda _: empty if rng.random() < 0.4 else "\n", text)


# Width of characters

_MARKS = {mark: chr(ord(mark) + 0xFEE0) for mark in ",;:()!?"}
_LETTERS = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code).isalnum()}
#: A comma or colon inside a figure or an address on the web is no punctuation.
_MARK_IN_FIGURE = re.compile(r"(?<=\d)[,，](?=\d)")


def _translated(text: str, table: dict[str, str], rng: Random | None = None) -> str:
    kept = {m.start() for m in _MARK_IN_FIGURE.finditer(text)}
    return "".join(
        table.get(character, character)
        if at not in kept and (rng is None or rng.random() < 0.5)
        else character
        for at, character in enumerate(text)
    )


def _reversed(table: dict[str, str]) -> dict[str, str]:
    return {full: half for half, full in table.items()}


def full_width_marks(text: str, seed: int) -> str:
    """Print all punctuation marks full-width."""
    return _translated(text, _MARKS)


def half_width_marks(text: str, seed: int) -> str:
    """Print all punctuation marks half-width, but for 。 and quotation marks."""
    return _translated(text, _reversed(_MARKS))


def mixed_width_marks(text: str, seed: int) -> str:
    """Change the width of every second punctuation mark or so."""
    return _translated(text, {**_MARKS, **_reversed(_MARKS)}, _random("marks", seed))


def full_width_digits(text: str, seed: int) -> str:
    """Print digits and Latin letters full-width."""
    return _translated(text, _LETTERS)


def full_width_everything(text: str, seed: int) -> str:
    """Print digits, Latin letters, full stops and all punctuation marks full-width."""
    return _translated(text, {**_LETTERS, **_MARKS, ".": "．"})


# Page furniture

_ABOVE = (
    "首页 > 政务公开 > 通知公告\n",
    "您当前的位置：首页 > 信息公开 > 巡察整改\n字体：【大 中 小】 打印本页 关闭窗口\n",
    "网站首页 政务公开 办事服务 互动交流\n首页 > 政务公开 > 公告公示 > 正文\n浏览次数：1024\n",
)
_BELOW = (
    "\n打印本页 关闭窗口\n扫一扫在手机打开当前页\n版权所有 ©某市人民政府办公室\n",
    "\n上一篇：某市水务局关于巡察整改进展情况的通报\n下一篇：关于召开座谈会的通知\n"
    "网站地图 联系我们 版权所有：某市人民政府\n",
    "\n分享到：微信 微博\n上一篇：某局2020年度部门决算公开\n下一篇：没有了\n"
    "主办单位：某市人民政府办公室 备案号：某ICP备00000000号\n扫一扫在手机打开当前页\n",
)


def page_chrome(text: str, seed: int) -> str:
    """Add lines of a web page before the title and after the end."""
    return _ABOVE[seed % 3] + text + _BELOW[seed % 3]


def _page_number(page: int, seed: int) -> str:
    return (f"- {page} -", f"第 {page} 页 共 10 页", f"— {page} —")[seed % 3]


def page_numbers(text: str, seed: int) -> str:
    """Add page numbers, each alone on a line, between paragraphs."""
    rng = _random("pages", seed)
    lines = text.split("\n")
    if len(lines) < 8:
        return text
    after = sorted(rng.sample(range(4, len(lines) - 2), min(9, (len(lines) - 6) // 2)))
    numbers = {at: _page_number(page, seed) for page, at in enumerate(after, start=1)}
    return "\n".join(
        f"{line}\n{numbers[at]}" if at in numbers else line for at, line in enumerate(lines)
    )


def pdf_pages(text: str, seed: int) -> str:
    """Wrap a text and end every 25th line with a page number below, as text taken from a PDF."""
    lines = hard_wrap(text, seed).split("\n")
    return "\n".join(
        f"{line}\n{_page_number(at // 25, seed)}" if at % 25 == 0 and at < len(lines) else line
        for at, line in enumerate(lines, start=1)
    )


# Numbering

_ENTRY = re.compile(rf"^([{_BLANKS}]*)(\d{{1,2}})([.．、])[{_BLANKS}]*(?=\S)", re.MULTILINE)
_PART = re.compile(rf"^([{_BLANKS}]*)([{_CN}]{{1,3}})、[{_BLANKS}]*", re.MULTILINE)
_STEP = re.compile(rf"(^[{_BLANKS}]*|[。；;：:，,！!？?”])([{_CN}]{{1,3}})是", re.MULTILINE)
_IN_USE = {
    "comma": re.compile(rf"(?:^|[{_STOPS}，,])[{_BLANKS}]*\d{{1,2}}、", re.MULTILINE),
    "parens": re.compile(r"[（(]\d{1,2}[）)]"),
    "circled": re.compile("[①-⑳]"),
    "part": re.compile(rf"第[{_CN}]{{1,3}}部分"),
    "ordinal": re.compile(rf"第[{_CN}]{{1,3}}[，,、：:]"),
    "words": re.compile(rf"(?:^|[{_STOPS}，,])(?:首先|其次|再次|最后)", re.MULTILINE),
}


def _regular(values: list[int]) -> bool:
    """True if numbers count from 1 on, in one run or several."""
    counted = all(value in {1, before + 1} for before, value in pairwise(values))
    return len(values) > 1 and values[0] == 1 and counted


def _entries_as(text: str, style: str, form: Callable[[int], str], most: int = 99) -> str:
    """Number the entries that open lines (1. or 1、) in another way, all of them."""
    found = list(_ENTRY.finditer(text))
    marks = {m[3] for m in found}
    values = [int(m[2]) for m in found]
    if len(marks) != 1 or not _regular(values) or max(values) > most:
        return text
    if _IN_USE[style].search(text):
        return text
    return _ENTRY.sub(lambda m: f"{m[1]}{form(int(m[2]))}", text)


def entries_with_comma(text: str, seed: int) -> str:
    """Print 1、 for 1. at the start of lines."""
    return _entries_as(text, "comma", lambda value: f"{value}、")


def entries_in_parens(text: str, seed: int) -> str:
    """Print （1） for 1. at the start of lines."""
    return _entries_as(text, "parens", lambda value: f"（{value}）")


def entries_circled(text: str, seed: int) -> str:
    """Print ① for 1. at the start of lines; there are twenty such signs in general use."""
    return _entries_as(text, "circled", lambda value: chr(ord("①") + value - 1), most=20)


def parts_spelt_out(text: str, seed: int) -> str:
    """Print 第一部分 for 一、 at the start of lines."""
    found = [_CN_NUMBERS.index(m[2]) for m in _PART.finditer(text)]
    # A report whose entries are counted 一、二、 to the tenth has no tenth "part".
    if not _regular(found) or _IN_USE["part"].search(text) or 1 in found[1:]:
        return text
    return _PART.sub(lambda m: f"{m[1]}第{m[2]}部分\u3000", text)


def _runs(text: str) -> list[list[re.Match[str]]]:
    """Enumerations 一是, 二是, … that count from one without a gap."""
    runs: list[list[re.Match[str]]] = []
    for match in _STEP.finditer(text):
        value = _CN_NUMBERS.index(match[2])
        if value == 1:
            runs.append([match])
        elif runs and len(runs[-1]) == value - 1:
            runs[-1].append(match)
    return [run for run in runs if len(run) > 1]


def _steps_as(text: str, style: str, form: Callable[[int, int], str], most: int = 29) -> str:
    """Count the steps 一是, 二是 in another way; a run longer than `most` stays."""
    if _IN_USE[style].search(text):
        return text
    pieces: list[str] = []
    done = 0
    for run in _runs(text):
        if len(run) > most:
            continue
        for value, match in enumerate(run, start=1):
            pieces += [text[done : match.start()], match[1], form(value, len(run))]
            done = match.end()
    return "".join([*pieces, text[done:]])


def steps_as_ordinals(text: str, seed: int) -> str:
    """Print 第一， for 一是."""
    return _steps_as(text, "ordinal", lambda value, _: f"第{_CN_NUMBERS[value]}，")


def steps_in_parens(text: str, seed: int) -> str:
    """Print （1） for 一是."""
    return _steps_as(text, "parens", lambda value, _: f"（{value}）")


def _word(value: int, last: int) -> str:
    return "最后" if value == last > 2 else ("首先", "其次", "再次")[value - 1]


def steps_in_words(text: str, seed: int) -> str:
    """Print 首先，其次，再次，最后， for 一是 to 四是 in enumerations that are no longer."""
    return _steps_as(text, "words", lambda value, last: f"{_word(value, last)}，", most=4)


# Together


def saved_from_pdf(text: str, seed: int) -> str:
    """Wrap, indent, scatter blanks and change the width of punctuation, all at once."""
    return mixed_width_marks(spaces(hard_wrap(indents(text, seed), seed), seed), seed)


def saved_from_web(text: str, seed: int) -> str:
    """Add page lines and page numbers, empty lines, blanks and full-width figures."""
    return page_chrome(blank_lines(full_width_digits(page_numbers(text, seed), seed), seed), seed)


class Change(NamedTuple):
    """A mutation, how many seeds give different texts, and the kind of thing it changes."""

    mutate: Mutation
    seeds: int
    kind: str


MUTATIONS: dict[str, Change] = {
    change.mutate.__name__: change
    for change in (
        Change(hard_wrap, 3, "space"),
        Change(random_breaks, 3, "space"),
        Change(unwrapped, 3, "space"),
        Change(half_unwrapped, 3, "space"),
        Change(spaces, 3, "space"),
        Change(indents, 3, "space"),
        Change(blank_lines, 3, "space"),
        Change(full_width_marks, 1, "width"),
        Change(half_width_marks, 1, "width"),
        Change(mixed_width_marks, 2, "width"),
        Change(full_width_digits, 1, "width"),
        Change(full_width_everything, 1, "width"),
        Change(page_chrome, 3, "page"),
        Change(page_numbers, 3, "page"),
        Change(pdf_pages, 3, "page"),
        Change(entries_with_comma, 1, "number"),
        Change(entries_in_parens, 1, "number"),
        Change(entries_circled, 1, "number"),
        Change(parts_spelt_out, 1, "number"),
        Change(steps_as_ordinals, 1, "number"),
        Change(steps_in_parens, 1, "number"),
        Change(steps_in_words, 1, "number"),
        Change(saved_from_pdf, 3, "both"),
        Change(saved_from_web, 3, "both"),
    )
}
