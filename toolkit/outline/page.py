"""What every step of reading an outline looks at: the stream, its words, its labels."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from ..matching import Hits
from ..stream import Stream
from .labels import Label
from .tables import Cell
from .tree import Node

OPENER = re.compile(r"(?:针对|关于|对于|就|对)(?=\S)")
STRONG_OPENER = re.compile(r"(?:针对|关于)(?=\S)")
_CLOSING = r"(?:的?整改(?:落实|进展|完成|工作)*(?:的)?(?:情况|结果)?)?"
#: The noun that closes a problem statement, at the end of a clause.
PROBLEM_NOUN = re.compile(rf"问题{_CLOSING}")
_AFTER_NOUN = frozenset(",:。;!?(【[一首①")
ENDS_IN_PROBLEM = re.compile(rf"问题{_CLOSING}[。:,;!?]*$")
#: What may stand between the status words of a verdict.
_FILLERS = ",、已并且整改目前:状态为均"
_BRACKETS = re.compile(r"[【\[(〔]([^【】\[\]()〔〕]{2,30})[】\])〕]")
_QUOTES = {"“": "”", "‘": "’", '"': '"', "「": "」"}
#: A line longer than this is no heading.
_LONG_LINE = 25
#: 针对 and 问题 stand no further apart.
_LONGEST_NAMED = 160
SENTENCE_END = re.compile("[。!?]")
CLAUSE_END = re.compile("[。,:;!?]")
#: A line or passage that ends in one of these is complete.
STOPS = frozenset("。;!?:”’)】》")


class Page(NamedTuple):
    """A report's stream with everything found in it once.

    `brackets` are the spans inside brackets and quotation marks, `cells` the cells of table rows
    by the start of the row; all are places in the stream. `headings` matches, by the code of a
    part, headings that name it, beside the cues for it; `phrases` are turns of phrase by code,
    `statuses` what short fields for a status say.
    `announced` is true if the title or the first words speak of rectification, `planned` if the
    title is that of a plan.
    """

    stream: Stream
    hits: Hits
    labels: tuple[Label, ...]
    brackets: tuple[tuple[int, int], ...]
    cells: dict[int, tuple[Cell, ...]]
    announced: bool
    planned: bool
    headings: dict[str, re.Pattern[str]]
    phrases: dict[str, re.Pattern[str]]
    statuses: dict[str, re.Pattern[str]]

    @property
    def solid(self) -> str:
        """The stream's characters."""
        return self.stream.solid

    def labels_in(self, start: int, end: int) -> tuple[Label, ...]:
        """Field labels that start in ``[start, end)``."""
        low = bisect_left(self.labels, (start,))
        return self.labels[low : bisect_left(self.labels, (end,))]

    def in_brackets(self, place: int) -> bool:
        """True for a place inside brackets or quotation marks."""
        at = bisect_left(self.brackets, (place,)) - 1
        return at >= 0 and place <= self.brackets[at][1]

    def only_status(self, start: int, end: int) -> tuple[str, ...]:
        """Codes of the status words in a span that holds nothing else; empty if it does.

        What is right behind a word for work under way is not done yet (尚待完成).
        """
        covered = start
        codes: list[str] = []
        for hit in self.hits.longest("verdicts", start, end):
            if self.solid[covered : hit.start].strip(_FILLERS):
                return ()
            if not (codes[-1:] == ["ongoing"] and hit.start == covered):
                codes.append(hit.code)
            covered = hit.end
        if self.solid[covered:end].strip(_FILLERS + "。;!"):
            return ()
        return tuple(dict.fromkeys(codes))

    def field_status(self, start: int, end: int) -> tuple[str, ...]:
        """Codes of a short field for the status, in the order in which it says them.

        What is under way and then to be completed is not completed.
        """
        field = self.solid[start:end]
        found = [
            (match.start(), code)
            for code, pattern in self.statuses.items()
            if (match := pattern.search(field)) is not None
        ]
        codes = tuple(code for _, code in sorted(found))
        return codes[:1] if codes[:1] == ("ongoing",) else codes

    def bracketed_status(self, start: int, end: int) -> tuple[str, ...]:
        """Codes of the status that words set apart state, in known words or a few others.

        They may say that they speak of the entry (本条基本完成).
        """
        whole = self.phrases["whole_item"].match(self.solid, start, end)
        start = start if whole is None else whole.end()
        comma = self.solid.find(",", start, end)
        states = self.phrases["status_noun"].fullmatch(self.solid, start, end)
        return (
            self.only_status(start, end)
            or (self.field_status(start, end) if states else ())
            or (self.only_status(start, comma) if comma > start else ())
        )

    def printed_label(self, start: int, end: int) -> tuple[int, int] | None:
        """Span of the first brackets in a span that hold a status or a mode and nothing else."""
        for match in _BRACKETS.finditer(self.solid, start, end):
            modes = self.hits.longest("modes", match.start(1), match.end(1))
            mode = modes[:1] and modes[0][:2] == match.span(1)
            if mode or self.bracketed_status(match.start(1), match.end(1)):
                return match.span()
        return None

    def quotes(self, start: int, end: int) -> bool:
        """True if quotation marks wrap all of a span (but for a stop at its end)."""
        solid = self.solid
        while end > start and solid[end - 1] in "。;,:":
            end -= 1
        if end - start < 3 or _QUOTES.get(solid[start]) != solid[end - 1]:
            return False
        left, right, depth = solid[start], solid[end - 1], 0
        if left == right:
            return left not in solid[start + 1 : end - 1]
        for place in range(start, end - 1):
            depth += (solid[place] == left) - (solid[place] == right)
            if depth == 0 and not solid.startswith((left, "、" + left), place + 1):
                return False
        return True

    def wrapped(self, start: int, end: int) -> bool:
        """True if most longer lines of a span end within a sentence: line ends tell nothing."""
        lines = [line for line in self.stream.lines(start, end) if line[1] - line[0] > _LONG_LINE]
        cut = sum(self.solid[stop - 1] not in "。;!?:”)】" for _, stop in lines)
        return 2 * cut > len(lines)

    def names_answers(self, start: int, end: int) -> bool:
        """True if a heading says that answers to problems follow (逐项整改落实情况)."""
        return "issues" in self.parts_named(start, end)

    def parts_named(self, start: int, end: int) -> dict[str, list[str]]:
        """Parts of a report that a heading names, and the words that name them."""
        found: dict[str, list[str]] = {}
        for hit in self.hits.longest("sections", start, end):
            found.setdefault(hit.code, []).append(self.solid[hit.start : hit.end])
        heading = self.solid[start:end]
        for code, pattern in self.headings.items():
            match = pattern.search(heading)
            if match is not None:
                found.setdefault(code, []).append(match.group())
        return found

    def first_line_end(self, node: Node) -> int:
        """End of the line a node's words begin in, or of these words if that comes first."""
        if node.body >= node.own_end:
            return node.body
        return min(self.stream.line_end(node.body), node.own_end)

    def head(self, node: Node) -> tuple[int, int]:
        """The node's first sentence: to a field label, a line end or a stop.

        What opens with 针对 or 关于 and is cut before 问题 goes on in the next line.
        """
        end = self.first_line_end(node)
        if STRONG_OPENER.match(self.solid, node.body) and self.solid[end - 1].isalnum():
            limit = min(node.own_end, node.body + _LONGEST_NAMED)
            noun = None if "问题" in self.solid[node.body : end] else self.noun_end(end, limit)
            end = noun if noun is not None and not self._stops(end, noun - 1) else end
        labels = self.labels_in(node.body + 1, end)
        if labels:
            end = labels[0].start
        return node.body, self.sentence_end(node.body, end)

    def sentence_end(self, start: int, end: int) -> int:
        """Place of the first stop outside brackets and quotation marks, or `end`."""
        place = start
        while (stop := SENTENCE_END.search(self.solid, place, end)) is not None:
            if not self.in_brackets(stop.start()):
                return stop.start()
            place = stop.end()
        return end

    def _stops(self, start: int, end: int) -> bool:
        return SENTENCE_END.search(self.solid, start, end) is not None

    def noun_end(self, start: int, end: int) -> int | None:
        """End of the first 问题 that closes a clause outside brackets and quotation marks."""
        for match in PROBLEM_NOUN.finditer(self.solid, start, end):
            if self.in_brackets(match.start()):
                continue
            for stop in (match.end(), match.start() + 2):
                closes = stop == end or self.solid[stop] in _AFTER_NOUN
                if closes or self.stream.opens_line(stop):
                    return stop
        return None
