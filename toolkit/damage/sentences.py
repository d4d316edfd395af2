"""Sentences that run together, and paragraphs that end without a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from ..vocabulary import Vocabulary
from .mark import Damage

#: A date with its year behind a word: a new sentence, unless the word leads to the date.
_DATED = re.compile(
    r"(?<=[\u4e00-\u9fff”])(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末|初|以来)?,"
)
_LEADS_TO_DATE = re.compile(
    "(?:[于在自从至到截为是约与和及、的对将以由比较按据第即或共]|年度|截止|成立|制定|修订|发布|印发|追溯|提前|延期|延长)\\Z"
)
_NUMERALS = "一二三四五六七八九十"
#: An enumerating 二是, 三是 … behind a word.
_COUNTER = re.compile(f"(?<=[\u4e00-\u9fff\\d%)”》])([{_NUMERALS[1:]}])是")
#: A paragraph of running text: so long, with a mark inside.
_SHORTEST = 24
_INSIDE = re.compile("[。;]")
_ENDS = re.compile("[。;:!?,…、．.][”’)》】]?\\Z|[)】]\\Z")
#: Headings, and fields that name or list something.
_NO_SENTENCE = re.compile(
    "(?:问题|方面|情况|整改|措施|不够|不到位|不足|不强|不严|不实)[”’]?\\Z"
    "|^\\s*(?:\\(?[一二三四五六七八九十]{1,3}\\)?|\\(?\\d{1,3}\\)?)[、.．]?[^\\d。;:][^。;:]{2,50}\\Z"
    "|^\\s*[\u4e00-\u9fff]{2,8}:"
)
#: Share of the rarer character's places at which two that make a word stand together.
_ONE_WORD = 0.2
#: Where this share of lines is set apart, one that is not goes on with the line above.
_SET_APART = 0.5
_NEW_LINE = re.compile(
    r"\s*(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[)）、.．]|第[一二三四五六七八九十\d]+|[①-⑳■●▲—\-【]"
    r"|[一二三四五六七八九十]是|[^\s,，。;；]{2,12}[:：])"
)
_BLANK = re.compile("([\u4e00-\u9fff]) ([\u4e00-\u9fff“])")
_LAST = re.compile("[\u4e00-\u9fff]\\Z")
#: A text that leaves out the mark in more than this share of its paragraphs does so by habit.
_HABIT = 0.5


@lru_cache(maxsize=4)
def _openers(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    terms = {entry.code: entry.terms for entry in vocabulary.entries("damage")}
    opener = "|".join(sorted(map(re.escape, terms["opener"]), key=len, reverse=True))
    before = "|".join(map(re.escape, terms["before_opener"]))
    return re.compile(f"(?<=[\u4e00-\u9fff%”])(?:{opener})"), re.compile(f"(?:{before})\\Z")


def run_together(folded: str, vocabulary: Vocabulary) -> Iterator[Damage]:
    """Find places where a sentence begins behind another without a mark.

    Only what can be told from its first words: a word that opens sentences, a date with its year.
    Most places where a mark is missing show no such words and are not found.

    Parameters
    ----------
    folded
        The folded text.
    vocabulary
        The vocabulary in use.
    """
    opener, before = _openers(vocabulary)
    for pattern, led in ((opener, before), (_DATED, _LEADS_TO_DATE)):
        for match in pattern.finditer(folded):
            at = match.start()
            if not led.search(folded, max(0, at - 4), at):
                note = "a sentence seems to begin without a mark before it"
                yield Damage(at - 1, at + 1, "run_together", "doubt", note)
    yield from _counted_on(folded)


def _counted_on(folded: str) -> Iterator[Damage]:
    """Find 二是, 三是 … in mid-sentence behind the counter before them in the same line."""
    for match in _COUNTER.finditer(folded):
        line = folded.rfind("\n", 0, match.start()) + 1
        before = _NUMERALS[_NUMERALS.index(match[1]) - 1] + "是"
        if folded.find(before, line, match.start()) >= 0:
            note = f"{match[0]} stands without a mark before it"
            yield Damage(match.start() - 1, match.start() + 1, "run_together", "doubt", note)


def _one_word(folded: str, last: str, first: str) -> bool:
    """True if two characters make a word: often enough one follows the other in the text."""
    together = folded.count(last + first)
    return together > _ONE_WORD * min(folded.count(last), folded.count(first))


def torn_words(text: str, folded: str) -> Iterator[Damage]:
    """Find blanks inside words, and before an opening quotation mark; not between cells."""
    known: dict[str, bool] = {}
    for match in _BLANK.finditer(folded):
        last, first = match[1], match[2]
        if first != "“" and last + first not in known:
            known[last + first] = _one_word(folded, last, first)
        if text[match.start() + 1] != "\t" and (first == "“" or known[last + first]):
            yield Damage(*match.span(), "broken_line", "doubt", "a blank inside a sentence")


def _parted(lines: Sequence[str]) -> re.Pattern[str] | None:
    """What stands between paragraphs where most are set apart: an indent, or an empty line."""
    filled = [line for line in lines if line.strip()]
    indented = sum(line[0].isspace() for line in filled)
    empty = len(lines) - len(filled)
    if indented >= _SET_APART * len(filled):
        return re.compile(r"\s*\n\s*[\u0020\u3000]")
    return re.compile(r"[^\S\n]*\n\s*\n") if empty >= _SET_APART * len(filled) else None


def _opens(folded: str, end: int, parted: re.Pattern[str]) -> bool:
    """True if a new paragraph, number or label stands behind the end of a line."""
    return bool(parted.match(folded, end) or _NEW_LINE.match(folded, end))


def open_ends(folded: str) -> Iterator[Damage]:
    """Find paragraphs of running text without a mark at their end, and lines broken in a word.

    Only in texts that set a mark at the end of most paragraphs. A line that ends in mid-word is
    told by the two characters around its end: they stand together elsewhere in the text.
    """
    paragraphs: list[tuple[int, str, str]] = []
    lines = folded.splitlines(keepends=True)
    offset = 0
    for line, following in pairwise([*lines, ""]):
        words = line.rstrip()
        if len(words.strip()) >= _SHORTEST and _INSIDE.search(words) and "\t" not in line:
            paragraphs.append((offset + len(words), words, following.strip()))
        offset += len(line)
    open_ended = [one for one in paragraphs if not _ENDS.search(one[1])]
    if len(open_ended) > _HABIT * len(paragraphs):
        return
    parted = _parted(lines)
    for end, words, following in open_ended:
        if following and parted and not _opens(folded, end, parted):
            begin = folded.index(following[0], end)
            yield Damage(end - 1, begin + 1, "broken_line", "doubt", "a line ends in mid-sentence")
        elif following and _LAST.search(words) and _one_word(folded, words[-1], following[0]):
            begin = folded.index(following[0], end)
            yield Damage(end - 1, begin + 1, "broken_line", "doubt", "a line ends inside a word")
        elif not _NO_SENTENCE.search(words):
            yield Damage(end - 1, end, "missing_end", "note", "a paragraph ends without a mark")
