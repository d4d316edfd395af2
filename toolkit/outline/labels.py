"""Find field labels: 整改措施:, 【责任单位】, a label alone on a line, a label in a cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..fold import fold
from ..stream import Stream
from ..vocabulary import LabelEntry, Vocabulary
from .numbering import Marker

#: Fields that answer a problem.
ANSWERS = frozenset({"progress", "measures", "target", "state"})
_LONGEST = 18
_COLON = re.compile(r"[:|]")
_OPENING = re.compile(r"[【\[〔]?([^。;,:|】\]〕]{2,18})[】\]〕:|]")
_BRACKETED = re.compile(r"[【\[〔]([^】\]〕【\[〔]{2,14})[】\]〕]:?")
_HABITUAL = re.compile(r"([^。;,:!?“”《》、()【】\d]{3,12}):")
#: A text after habitual words is at least this long to its first stop.
_SHORTEST_TEXT = 25
_SHORTEST_SENTENCE = 12
#: A line set out like a label whose words are not known.
UNKNOWN_LABEL = re.compile(r"([^。;,:!?“”《》\d]{2,14}):")
_NOTE = re.compile(r"\([^()]{1,12}\)$")
_BEFORE = frozenset("。;!?:|】]〕)")
#: After these a label is the object of a sentence: 采取以下整改措施:.
_OBJECT = frozenset("【[(〔“下的将关项以列该等了有行各")
#: A label glued to the words before it counts if it is used that often in the report.
_HABIT = 3
#: Words set off as a label are no longer than this.
_LONGEST_SET_OFF = 10
_SHORTEST_GLUED = 4
#: A label no longer than this may be the end of a sentence that a line end has cut.
_SHORTEST_SURE = 3


class Label(NamedTuple):
    """A field label: where it starts, where its content starts, its code, its words."""

    start: int
    content: int
    code: str
    words: str


class LabelGrammar:
    """The patterns of ``labels.yaml``, compiled.

    Parameters
    ----------
    vocabulary
        Source of the patterns.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries: tuple[LabelEntry, ...] = vocabulary.entries("labels")
        self._whole = [(entry.code, re.compile(entry.pattern)) for entry in entries]
        self._endings = [
            (entry.code, re.compile(entry.ending)) for entry in entries if entry.ending
        ]
        verdicts = [t for e in vocabulary.entries("status") for t in (*e.terms, *e.labels)]
        words = "|".join(re.escape(fold(t)) for t in sorted(verdicts, key=len, reverse=True))
        self._verdict = re.compile(f"(?:{words}|[,已并且目前])+")

    def code(self, words: str) -> str | None:
        """Code of a label, or ``None`` if the words are none."""
        words = _NOTE.sub("", words)
        if len(words) < 2:
            return None
        return next((code for code, pattern in self._whole if pattern.fullmatch(words)), None)

    def opens(self, words: str) -> bool:
        """True if words, without white space, begin with a label, or are one."""
        label = _OPENING.match(words)
        return (self.code(label[1]) if label else self.code(words)) is not None

    def set_off(self, words: str) -> str | None:
        """Code of a label that is set off as one, by its last word if its words are not known."""
        words = _NOTE.sub("", words)
        known = self.code(words)
        if known is not None or not 2 <= len(words) <= _LONGEST_SET_OFF:
            return known
        return next((code for code, ending in self._endings if ending.search(words)), None)

    def is_verdict(self, words: str) -> bool:
        """True for words that state a status and nothing else."""
        return self._verdict.fullmatch(words) is not None

    def at_end(self, words: str) -> tuple[int, str] | None:
        """Longest label that `words` end in: where it begins, and its code."""
        for start in range(len(words) - _SHORTEST_GLUED + 1):
            code = self.code(words[start:])
            if code is not None:
                return start, code
        return None

    def find(self, stream: Stream, markers: Sequence[Marker]) -> list[Label]:
        """Find the labels of a stream.

        Parameters
        ----------
        stream
            The stream.
        markers
            Its markers, in order: a label may follow a number.

        Returns
        -------
        list of Label
            In order; content starts after colon, bracket or line end.
        """
        numbers = [marker.end for marker in markers]
        found: dict[int, Label] = {}
        glued = []
        for label in self._before_colon(stream, numbers):
            short = len(label.words) <= _SHORTEST_SURE and stream.opens_line(label.start)
            if short and not _complete(stream, label.start):
                continue
            if _opens(stream, label.start, numbers):
                found[label.start] = label
            else:
                glued.append(label)
        opening = {marker.start for marker in markers if marker.placed == "line"}
        for label in self._own_lines(stream, numbers):
            if label.code != "problem" or label.content not in opening:
                found.setdefault(label.start, label)
        for label in self._bracketed(stream, numbers):
            found.setdefault(label.start, label)
        for label in _habits(stream, found, numbers):
            if not self.is_verdict(label.words):
                found.setdefault(label.start, label)
        habits = Counter(label.words for label in [*glued, *found.values()])
        for label in glued:
            if habits[label.words] >= _HABIT and stream.solid[label.start - 1] not in _OBJECT:
                found.setdefault(label.start, label)
        return self._with_unknown(stream, [found[start] for start in sorted(found)])

    def _with_unknown(self, stream: Stream, known: list[Label]) -> list[Label]:
        """Labels known, and lines set out like them that stand between two of them.

        In a block of labelled lines every label ends the field before it, known or not.
        """
        lines = {label.start for label in known if stream.opens_line(label.start)}
        found = list(known)
        for at, line in enumerate(stream.breaks[1:-1], start=1):
            neighbours = stream.breaks[at - 1], stream.breaks[at + 1]
            match = UNKNOWN_LABEL.match(stream.solid, line, stream.line_end(line))
            if match and line not in lines and all(place in lines for place in neighbours):
                found.append(Label(line, match.end(), "other", match[1]))
        return sorted(found)

    def _before_colon(self, stream: Stream, numbers: list[int]) -> Iterator[Label]:
        solid = stream.solid
        for match in _COLON.finditer(solid):
            end = match.start()
            floor = max(0, end - _LONGEST)
            start = max(
                (i + 1 for i in range(floor, end) if solid[i] in "。;,!?:|“”《》、("), default=floor
            )
            starts = [at for at in range(start, end - 1) if _opens(stream, at, numbers)]
            for at in starts:
                code = self.code(solid[at:end])
                if code is not None:
                    inside = at > 0 and solid[at - 1] == "("
                    yield Label(at - inside, match.end(), code, solid[at:end])
                    break
            else:
                tail = self.at_end(solid[start:end]) if match.group() == ":" else None
                if tail is not None:
                    at = start + tail[0]
                    yield Label(at, match.end(), tail[1], solid[at:end])

    def _own_lines(self, stream: Stream, numbers: list[int]) -> Iterator[Label]:
        """Labels that make up a line, or open one and are followed by a blank."""
        solid = stream.solid
        for line in stream.breaks:
            end = stream.line_end(line)
            whole = _complete(stream, line)
            at = bisect_left(numbers, line)
            start = numbers[at] if at < len(numbers) and numbers[at] < min(end, line + 12) else line
            for begin in dict.fromkeys((line, start)):
                gap = bisect_left(stream.gaps, begin + 2)
                stops = [stream.gaps[gap]] if gap < len(stream.gaps) else []
                for stop in [end, *stops]:
                    if not 2 <= stop - begin <= _LONGEST or stop > end:
                        continue
                    words = solid[begin:stop].rstrip("。")
                    sure = whole or (len(words) > _SHORTEST_SURE and words == solid[begin:stop])
                    code = self.code(words) if sure else None
                    if code is not None and (stop == end or begin == line):
                        yield Label(begin, stop, code, words)
                        break

    def _bracketed(self, stream: Stream, numbers: list[int]) -> Iterator[Label]:
        for match in _BRACKETED.finditer(stream.solid):
            code = self.code(match[1])
            if (
                code is None
                and match[1].endswith("问题")
                and _opens(stream, match.start(), numbers)
            ):
                code = "problem"
            if code is not None:
                yield Label(match.start(), match.end(), code, match[1])


def _complete(stream: Stream, line: int) -> bool:
    """True for a line behind a finished sentence, an empty line or a labelled line."""
    if line == 0 or line in stream.blanks or stream.solid[line - 1] in _BEFORE:
        return True
    above = stream.breaks[bisect_left(stream.breaks, line) - 1]
    return UNKNOWN_LABEL.match(stream.solid, above, line) is not None


def _habits(stream: Stream, known: dict[int, Label], numbers: list[int]) -> list[Label]:
    """Words that this report keeps printing where a label may stand: before a colon, in brackets.

    What follows them tells what they are: a text answers, a few words do not. Where no label is
    known for the problem, the bracket that opens every round of brackets holds it.
    """
    known_colons = {label.content - 1 for label in known.values()}
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    bracketed: set[str] = set()
    for pattern in (_HABITUAL, _BRACKETED):
        for match in pattern.finditer(stream.solid):
            start = match.start()
            taken = start in known or match.end() - 1 in known_colons
            if not taken and ":" not in match[1] and _opens(stream, start, numbers):
                groups[match[1]].append((start, match.end()))
                if pattern is _BRACKETED:
                    bracketed.add(match[1])
    groups = {
        words: places
        for words, places in groups.items()
        if len(places) >= _HABIT and not words[-1].isdigit()
    }
    stated = any(label.code == "problem" for label in known.values())
    first = min((groups[words][0] for words in bracketed & groups.keys()), default=None)
    found: list[Label] = []
    for words, places in groups.items():
        texts = sum(_holds_text(stream, end) for _, end in places)
        code = "progress" if 2 * texts > len(places) else "other"
        below = [known.get(stream.line_end(end)) for _, end in places]
        if 2 * sum(label is not None and label.code == "progress" for label in below) > len(below):
            code = "detail"
        if words in bracketed and places[0] == first and not stated and len(bracketed) > 1:
            code = "problem"
        found.extend(Label(start, end, code, words) for start, end in places)
    return found


def _holds_text(stream: Stream, start: int) -> bool:
    """True if a field holds more than a few words, or a whole sentence."""
    end = stream.line_end(start)
    bracket = _BRACKETED.search(stream.solid, start, end)
    content = stream.solid[start : bracket.start() if bracket else end]
    first = content.find("。") + 1 or len(content)
    return first >= _SHORTEST_TEXT or (content.endswith("。") and first >= _SHORTEST_SENTENCE)


def _opens(stream: Stream, place: int, numbers: list[int]) -> bool:
    """True where a label may begin: a line, a sentence, a cell, or the words after a number."""
    if place == 0 or stream.opens_line(place) or stream.solid[place - 1] in _BEFORE:
        return True
    if stream.solid[place - 1] == "(" and stream.opens_line(place - 1):
        return True
    at = bisect_left(numbers, place)
    return at < len(numbers) and numbers[at] == place


@lru_cache(maxsize=4)
def label_grammar(vocabulary: Vocabulary) -> LabelGrammar:
    """Compile the labels of a vocabulary once."""
    return LabelGrammar(vocabulary)
