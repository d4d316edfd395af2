"""Take a problem entry apart: statement, field labels, response, printed verdict."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..matching import Hits
from .tree import Node

_OPENER = re.compile(r"(?:针对|关于)(?=\S)")
_PROBLEM_NOUN = re.compile(r"问题(?:的?整改(?:落实|进展|完成)?(?:情况)?)?(?=\s*(?:[,:。;]|$))")
_TAIL = re.compile(r"(?:的?问题)?(?:的?整改(?:落实|进展|完成)?(?:情况)?)?[\s。,:;.]*$")
_SKIP = " \n\r\t\u2028\u2029\x0b\x0c\x85,:;。"
_SENTENCE_END = re.compile(r"[。;!?\n]")
_PAIRS = {"“": "”", "‘": "’", '"': '"', "《": "》", "(": ")", "「": "」"}
_CLOSERS = frozenset(_PAIRS.values())
_WRAPS = (("“", "”"), ("‘", "’"), ('"', '"'), ("「", "」"))


class Field(NamedTuple):
    """A labelled part of an entry: its label and its content."""

    code: str
    label_start: int
    start: int
    end: int


class Entry(NamedTuple):
    """A problem entry taken apart; all numbers are offsets in the text.

    `content` are the spans that hold measures: the response without field labels, without
    fields of another kind and without a printed verdict.
    """

    problem_start: int
    problem_end: int
    response_start: int
    response_end: int
    fields: tuple[Field, ...]
    verdict: tuple[int, int, tuple[str, ...]] | None
    content: tuple[tuple[int, int], ...]


def read_entry(node: Node, folded: str, hits: Hits) -> Entry:
    """Take one problem entry apart.

    Parameters
    ----------
    node
        The entry's outline node.
    folded
        The folded text.
    hits
        The matcher's result for the text.

    Returns
    -------
    Entry
    """
    end = _rstrip(folded, node.body, node.end)
    labels = _labels(node.body, end, folded, hits)
    statement_end = _statement_end(node, folded, labels)
    start, stop = _core(folded, node.body, statement_end)
    response_start = _lskip(folded, statement_end, end)
    next_starts = [*(label[0] for label in labels), end][1:]
    fields = tuple(
        Field(code, label_start, content, _rstrip(folded, content, following))
        for (label_start, content, code), following in zip(labels, next_starts, strict=True)
    )
    verdict = None
    content = []
    for piece_start, piece_end in _answer(fields, response_start, end):
        if verdict is None:
            verdict = _verdict(folded, piece_start, piece_end, hits)
            if verdict is not None:
                piece_start = _lskip(folded, verdict[1], piece_end)
        piece_start = _lskip(folded, piece_start, piece_end, " \n\r\t")
        if piece_start < piece_end:
            content.append((piece_start, piece_end))
    return Entry(start, stop, response_start, end, fields, verdict, tuple(content))


def _answer(fields: tuple[Field, ...], response_start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the response outside labels and outside fields that hold no measures."""
    first = fields[0].label_start if fields else end
    spans = [(response_start, first)] if response_start < first else []
    spans += [(f.start, f.end) for f in fields if f.code in {"progress", "measures"}]
    return [(start, stop) for start, stop in spans if start < stop]


def _labels(start: int, end: int, folded: str, hits: Hits) -> list[tuple[int, int, str]]:
    """Field labels in ``[start, end)``: (start of label, start of content, code).

    A label stands at the start of a line or sentence and is followed by a colon or stands
    alone on its line.
    """
    found = []
    for hit in hits.longest("labels", start, end):
        before = folded[start : hit.start].rstrip(" ")
        if before and before[-1] not in "\n\r。;)":
            continue
        after = hit.end
        while after < end and folded[after] == " ":
            after += 1
        alone = (after == end or folded[after] in "\n\r") and (not before or before[-1] in "\n\r")
        if (after < end and folded[after] == ":") or alone:
            content = _lskip(folded, after, end, " \n\r\t:")
            found.append((hit.start, content, hit.code))
    return found


def _statement_end(node: Node, folded: str, labels: list[tuple[int, int, str]]) -> int:
    """Offset after the problem statement."""
    first = node.paragraphs[0]
    limit = first.end
    if labels and labels[0][0] <= node.paragraphs[min(1, len(node.paragraphs) - 1)].end:
        limit = min(limit, labels[0][0]) if labels[0][0] > node.body else limit
        return _rstrip(folded, node.body, limit)
    noun = _first_at_depth_zero(folded, node.body, limit)
    line = folded[node.body : limit]
    if len(node.paragraphs) > 1 and _PROBLEM_NOUN.search(line, max(0, len(line) - 14)):
        return limit
    if noun is not None:
        return noun
    if len(node.paragraphs) > 1:
        return limit
    stop = _SENTENCE_END.search(folded, node.body, limit)
    return stop.end() if stop else limit


def _first_at_depth_zero(folded: str, start: int, end: int) -> int | None:
    """End of the first 问题 that closes a clause outside quotes and brackets."""
    for match in _PROBLEM_NOUN.finditer(folded, start, end):
        if _depth(folded, start, match.start()) == 0:
            return match.end()
    return None


def _depth(folded: str, start: int, end: int) -> int:
    depth = 0
    for character in folded[start:end]:
        if character in _PAIRS and character not in _CLOSERS:
            depth += 1
        elif character in _CLOSERS and depth:
            depth -= 1
    return depth


def _core(folded: str, start: int, end: int) -> tuple[int, int]:
    """The statement without opener, wrapping quotes, 的问题(的整改) and final stop."""
    start = _lskip(folded, start, end, " ")
    opener = _OPENER.match(folded, start, end)
    if opener:
        start = opener.end()
    tail = _TAIL.search(folded, start, end)
    if tail and tail.start() > start:
        end = tail.start()
    for left, right in _WRAPS:
        inner = folded[start + 1 : end - 1]
        if (
            end - start > 2
            and folded[start] == left
            and folded[end - 1] == right
            and left not in inner
            and right not in inner
        ):
            return start + 1, end - 1
    return start, end


def _verdict(
    folded: str, start: int, end: int, hits: Hits
) -> tuple[int, int, tuple[str, ...]] | None:
    """A printed verdict: a first sentence that consists of status words only."""
    stop = _SENTENCE_END.search(folded, start, end)
    sentence_end = stop.start() if stop else end
    covered = start
    codes: list[str] = []
    for hit in hits.longest("status", start, sentence_end):
        if folded[covered : hit.start].strip(" ,、并且(（"):
            return None
        codes.append(hit.code)
        covered = hit.end
    if not codes or folded[covered:sentence_end].strip(" )）整改"):
        return None
    return start, sentence_end, tuple(dict.fromkeys(codes))


def _rstrip(folded: str, start: int, end: int) -> int:
    return start + len(folded[start:end].rstrip())


def _lskip(folded: str, start: int, end: int, characters: str = _SKIP) -> int:
    while start < end and folded[start] in characters:
        start += 1
    return start
