"""The parts around a report: title and page furniture before it, contact and annex after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from functools import lru_cache

from ..fold import fold
from ..vocabulary import Vocabulary
from ..wrapping import lines_of
from .title import NO_SENTENCE, Frame, Line, Part, whole_title

_DATE_LINE = re.compile(
    r"\(?(?:20\d\d|[二〇零○一二三四五六七八九]{4}) ?年? ?\S{1,3} ?月 ?\S{1,3} ?日\)?"
    r"|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d\d(?::\d\d)?)?"
)
_DATE = (
    r"(?:20\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|[二〇零○一二三四五六七八九]{4}年\S{1,3}月\S{1,3}日)"
)
#: Who signs and when, on one line or at the end of a text without lines.
_SIGNED = re.compile(
    r"(?:(?:公开|发布|公布|成文|印发)(?:日期|时间) ?: ?)?"
    rf"[^。;,:!?]{{0,40}}{_DATE}(?: ?(?:印发|印))?\)?"
)
_SIGNED_TAIL = re.compile(rf"(?<=[。;!?]) *([^。;,:!?]{{2,60}}{_DATE})$")
_ANNEX_LINE = "opens with 附件"
_ANNEX = re.compile(r"附(?:件|表)? ?[0-9一二三四五六七八九十]{0,2} ?[:.、]?")
_PAGE_NUMBER = re.compile(
    r"[-—–=_*·─━\s]{3,}|[-—–·\s]*\d{1,3}[-—–·\s]*|第 ?\d{1,3} ?页(?:[,/ ]*共 ?\d{1,3} ?页)?"
)
_FILE = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ofd", ".wps", ".zip", ".rar")
_SALUTATION = re.compile(r"[^。;,]{2,30}:")
_OPENS_BODY = re.compile("[。;,!?]")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]"
    r"|第[一二三四五六七八九十\d]{1,3}(?:部分|[项条个章])|[壹贰叁肆伍陆柒捌玖拾]{1,3}[、. ])"
)
_PATH_LINE = "a path of the page"
_PATH = re.compile(
    r"[\u4e00-\u9fff] *(?:-?>|>>|›|»|→|≫) ?|[^|/]{2,8} [|/_-] [^|/]{2,8}"
    r"|^[^-]{2,14}-[^-]{2,10}-[^-]{2,10}$"
)
_LONGEST_SHORT = 60
_LONGEST_CHROME = 24
_LONGEST_TAIL = 900
#: In a passage that invites comments every so many characters hold a word of contact.
_CONTACT_EVERY = 25


class Furniture:
    """The words of ``furniture.yaml``, compiled.

    Parameters
    ----------
    vocabulary
        Source of the words.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases = vocabulary.patterns
        self._patterns = {
            entry.code: re.compile(
                "|".join(re.escape(fold(t)) for t in sorted(entry.terms, key=len, reverse=True))
            )
            for entry in vocabulary.entries("furniture")
        }

    def words(self, code: str, folded: str, start: int, end: int) -> list[str]:
        """Words of one kind in a span, without repeats."""
        found = self._patterns[code].findall(folded, start, end)
        return list(dict.fromkeys(found))

    def first(self, code: str, folded: str, start: int, end: int) -> int | None:
        """Place of the first word of one kind in a span."""
        match = self._patterns[code].search(folded, start, end)
        return match.start() if match else None

    def split(
        self,
        folded: str,
        tables: Sequence[tuple[int, int]],
        label: Callable[[str], str | None],
        joined: Container[int] = frozenset(),
    ) -> Frame:
        """Tell the body of a report from what stands before, inside and after it.

        The body begins with the first line that holds a sentence or a number. After it come,
        in any order, contact, signature, date, list of annexes and page furniture.

        Parameters
        ----------
        folded
            The folded text.
        tables
            Spans of text tables: they are body.
        label
            Tells whether words are a field label: a number alone above one is no page number.
        joined
            Ends of lines that go on in the next one.

        Returns
        -------
        Frame
        """
        printed = [Line(*line) for line in lines_of(folded, 0, len(folded)) if line[0] < line[1]]
        lines = _logical(folded, printed, joined)
        first = 0
        table_start = tables[0][0] if tables else len(folded)
        while first < len(lines) and lines[first].start < table_start:
            if self._opens_body(folded, lines[first]):
                break
            first += 1
        if first == len(lines):
            first = 0
        front = whole_title(folded, [self._front(folded, line) for line in lines[:first]])
        last = len(lines)
        back: list[Part] = []
        annex = self._annex(folded, lines[first:])
        foot = self._foot(folded, lines[first:])
        floor = tables[-1][1] if tables else 0
        while last > first + 1 and lines[last - 1].start >= floor:
            part = self._back(folded, lines[last - 1], back[-1].kind if back else None)
            if part is None and annex is not None and lines[last - 1].start >= annex:
                part = Part(*lines[last - 1], "annex", "in the list of annexes")
            if part is None and foot is not None and lines[last - 1].start >= foot:
                part = Part(*lines[last - 1], "chrome", "below the report")
            if part is None:
                break
            back.append(part)
            last -= 1
        back = _below_annex(back[::-1])
        body = lines[first:last]
        start = body[0].start if body else len(folded)
        end = back[0].start if back else len(folded)
        if body and not front:
            glued = self._phrases["glued_title"].match(folded, start, body[0].end)
            if glued:
                front.append(
                    Part(start, glued.end(), "title", "words of a title, glued to the text")
                )
                start = glued.end()
        for find_tail in (self._signed, self._contact) if body else ():
            tail = find_tail(folded, Line(body[-1].start, min(body[-1].end, end)))
            if tail is not None:
                back.insert(0, tail)
                end = tail.start
        body = [line for line in printed if start <= line.start < end]
        following = [folded[line.start : line.end] for line in body[1:]] + [""]
        inside = [
            Part(*line, "chrome", "page furniture inside the report")
            for line, below in zip(body, following, strict=False)
            if self._is_chrome(folded, line)
            and not (folded[line.start : line.end].isdigit() and label("".join(below.split())))
            and not any(low <= line.start < high for low, high in tables)
        ]
        return Frame(front, inside, back, start, end)

    def _opens_body(self, folded: str, line: Line) -> bool:
        text = folded[line.start : line.end]
        if _NUMBERED.match(text):
            return True
        if self._is_chrome_outside(folded, line) or _DATE_LINE.fullmatch(text):
            return False
        if _SALUTATION.fullmatch(text):
            return False
        return _OPENS_BODY.search(text) is not None and not self._is_title(folded, line)

    def _is_title(self, folded: str, line: Line) -> bool:
        """True for a line that closes like a title, commas or not."""
        text = folded[line.start : line.end]
        return (
            "。" not in text
            and len(text) <= 2 * _LONGEST_SHORT
            and text.endswith(("通报", "报告", "公告", "公示", "方案", "情况"))
            and bool(self.words("title", folded, *line))
        )

    def _is_chrome(self, folded: str, line: Line) -> bool:
        """True for page numbers, and short lines without a sentence made of page words."""
        text = folded[line.start : line.end]
        if page_number(text):
            return True
        if len(text) > 2 * _LONGEST_SHORT or re.search("[。;]", text) or _NUMBERED.match(text):
            return False
        words = self.words("chrome", folded, *line)
        covered = sum(len(word) for word in words)
        return covered * 3 >= len(text) or len(words) > 2

    def _is_chrome_outside(self, folded: str, line: Line) -> bool:
        """The same for a line before or after the report, where fewer page words are enough."""
        text = folded[line.start : line.end]
        words = self.words("chrome", folded, *line)
        few = bool(words) and (len(words) > 1 or ":" in text or len(text) <= _LONGEST_CHROME)
        return self._is_chrome(folded, line) or (few and re.search("[。;]", text) is None)

    def _front(self, folded: str, line: Line) -> Part:
        words = self.words("title", folded, *line)
        path = _PATH.search(folded, *line) is not None
        if words and not path and not self._is_chrome_outside(folded, line):
            return Part(*line, "title", f"title words: {'、'.join(words)}")
        chrome = self.words("chrome", folded, *line)
        return Part(*line, "chrome", "、".join(chrome) or (_PATH_LINE if path else NO_SENTENCE))

    def _back(self, folded: str, line: Line, below: str | None) -> Part | None:
        """Role of the last line not yet placed, or ``None`` if it belongs to the body.

        `below` is the role of the line below it.
        """
        text = folded[line.start : line.end]
        if _ANNEX.fullmatch(text) or self.words("annex", folded, line.start, line.start + 4):
            return Part(*line, "annex", _ANNEX_LINE)
        contact = self.words("contact", folded, *line)
        contact += self._phrases["reached"].findall(text)
        opening = self.first("invitation", folded, line.start, line.start + 12)
        if (
            self._phrases["address"].match("".join(text.split()))
            and len(text) <= 2 * _LONGEST_SHORT
        ):
            return Part(*line, "contact", "a line of an address")
        if (
            contact
            and (len(contact) > 1 or len(text) <= _LONGEST_SHORT)
            and (
                opening is not None
                or len(contact) * _CONTACT_EVERY > len(text)
                or (
                    text.startswith(contact[0])
                    and self.first("invitation", folded, *line) is not None
                )
            )
        ):
            return Part(*line, "contact", f"contact words: {'、'.join(contact)}")
        if self._is_chrome_outside(folded, line):
            words = self.words("chrome", folded, *line)
            return Part(*line, "chrome", f"page words: {'、'.join(words)}")
        if "。" in text or _NUMBERED.match(text) or len(text) > _LONGEST_SHORT:
            return None
        plain = re.search(r"[;:,\d【]", text) is None
        if below == "contact" and len(text) <= _LONGEST_CHROME and plain:
            return Part(*line, "contact", "a heading above the contact line")
        if _SIGNED.fullmatch(text) or _DATE_LINE.fullmatch(text):
            return Part(*line, "signature", "a short line that ends in a date")
        if (
            below is None
            and self._phrases["office"].search(text)
            and len(text) <= _LONGEST_SHORT // 2
        ):
            return Part(*line, "signature", "the name of an office ends the text")
        if below == "signature" and not re.search("[;:,]", text):
            return Part(*line, "signature", "a short line above the date")
        return Part(*line, "annex", "a file name") if text.lower().endswith(_FILE) else None

    def _foot(self, folded: str, lines: list[Line]) -> int | None:
        """Start of the page's foot: the first line of page words with no sentence below it."""
        found = None
        for line in reversed(lines):
            text = folded[line.start : line.end]
            if "。" in text or _NUMBERED.match(text):
                return found
            if self._is_chrome_outside(folded, line):
                found = line.start
        return None

    def _annex(self, folded: str, lines: list[Line]) -> int | None:
        """Start of the list of annexes: a line with 附件, and no sentence below it."""
        for line in reversed(lines):
            text = folded[line.start : line.end]
            if _ANNEX.match(text) and text.startswith("附"):
                return line.start
            if "。" in text or len(text) > _LONGEST_SHORT:
                return None
        return None

    def _signed(self, folded: str, line: Line) -> Part | None:
        """Signature and date at the end of a text without lines."""
        match = _SIGNED_TAIL.search(folded, max(line.start, line.end - 80), line.end)
        return Part(match.start(1), line.end, "signature", "ends in a date") if match else None

    def _contact(self, folded: str, line: Line) -> Part | None:
        """The passage at the end of the last line that invites comments, if there is one."""
        low = max(line.start, line.end - _LONGEST_TAIL)
        opening = low
        while True:
            place = self.first("invitation", folded, opening, line.end)
            if place is None:
                return None
            before = folded[place - 1] if place > line.start else "。"
            contact = self.words("contact", folded, place, line.end)
            if before in "。;!? " and (len(contact) > 1 or "欢迎" in folded[place : place + 2]):
                return Part(place, line.end, "contact", f"contact words: {'、'.join(contact)}")
            opening = place + 1


def _below_annex(parts: list[Part]) -> list[Part]:
    """Parts behind a report: what stands below 附件, but for page furniture, belongs to it."""
    first = next((at for at, part in enumerate(parts) if part.evidence == _ANNEX_LINE), len(parts))
    return parts[: first + 1] + [
        part
        if part.kind in {"annex", "chrome", "contact"}
        else part._replace(kind="annex", evidence="below 附件")
        for part in parts[first + 1 :]
    ]


def page_number(words: str) -> bool:
    """True for a line that holds the number of a page, or a rule, and nothing else."""
    return _PAGE_NUMBER.fullmatch(words) is not None


def _logical(folded: str, printed: Sequence[Line], joined: Container[int]) -> list[Line]:
    """Printed lines, those that go on in the next one joined with it."""
    lines: list[Line] = []
    goes_on = False
    for line in printed:
        if goes_on:
            lines[-1] = lines[-1]._replace(end=line.end)
            goes_on = page_number(folded[line.start : line.end]) or line.end in joined
        else:
            lines.append(line)
            goes_on = line.end in joined
    return lines


@lru_cache(maxsize=4)
def furniture(vocabulary: Vocabulary) -> Furniture:
    """Compile the words around a report once."""
    return Furniture(vocabulary)
