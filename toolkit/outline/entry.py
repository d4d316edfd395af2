"""Take a problem entry apart: statement, field labels, response, printed verdict."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..matching import Hits
from .numbering import solid_end
from .tree import Node

_OPENER = re.compile(r"(?:针对|关于)(?=\S)")
_PROBLEM_NOUN = re.compile(r"问题(?:的?整改(?:落实|进展|完成)?(?:情况)?)?(?=\s*(?:[,:。;]|$))")
_ENDS_IN_PROBLEM = re.compile(r"问题(?:的?整改(?:落实|进展|完成)?(?:情况)?)?[\s。:,;]*$")
_TAIL = re.compile(r"(?:的?问题)?(?:的?整改(?:落实|进展|完成)?(?:情况)?)?[\s。,:;.]*$")
_SKIP = " \n\r\t\u2028\u2029\x0b\x0c\x85,:;。"
_SENTENCE_END = re.compile(r"[。;!?\n]")
_VERDICT_END = re.compile(r"[。;:!?\n]")
_BRACKETED_LAST = re.compile(r"[【\[(]([^【】\[\]()\n]{2,24})[】\])]\s*$")
#: What may stand between the status words of a verdict.
_FILLERS = " ,、已并且且整改"
_PAIRS = {"“": "”", "‘": "’", '"': '"', "《": "》", "(": ")", "「": "」"}
_CLOSERS = frozenset(_PAIRS.values())
_WRAPS = (("“", "”"), ("‘", "’"), ('"', '"'), ("「", "」"))


Verdict = tuple[int, int, tuple[str, ...]]


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
    verdict: Verdict | None
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
    end = solid_end(folded, node.body, node.end)
    labels = _labels(node.body, end, folded, hits)
    stated = _stated_in_field(labels, end)
    statement_end = stated[1] if stated else _statement_end(node, folded, labels)
    start, stop = _core(folded, stated[0] if stated else node.body, statement_end)
    response_start = _lskip(folded, statement_end, end)
    next_starts = [*(label[0] for label in labels), end][1:]
    fields = tuple(
        Field(code, label_start, content, solid_end(folded, content, following))
        for (label_start, content, code), following in zip(labels, next_starts, strict=True)
    )
    verdict = None
    content = []
    for piece_start, piece_end in _answer(fields, response_start, end):
        if verdict is None:
            verdict = _verdict_first(folded, piece_start, piece_end, hits)
            if verdict is not None:
                piece_start = _lskip(folded, verdict[1], piece_end)
        if verdict is None:
            verdict = _verdict_last(folded, piece_start, piece_end, hits)
            if verdict is not None:
                piece_end = solid_end(folded, piece_start, verdict[0] - 1)
        piece_start = _lskip(folded, piece_start, piece_end, " \n\r\t")
        if piece_start < piece_end:
            content.append((piece_start, piece_end))
    return Entry(start, stop, response_start, end, fields, verdict, tuple(content))


def _stated_in_field(labels: list[tuple[int, int, str]], end: int) -> tuple[int, int] | None:
    """Content of a field that holds the problem statement (问题表现: …), if there is one."""
    starts = [*(label[0] for label in labels), end][1:]
    for (_, content, code), following in zip(labels, starts, strict=True):
        if code == "problem":
            return content, following
    return None


def _answer(fields: tuple[Field, ...], response_start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the response outside labels and outside fields that hold no measures."""
    later = [f.label_start for f in fields if f.label_start >= response_start]
    first = min(later, default=end)
    spans = [(response_start, first)] if response_start < first else []
    spans += [
        (f.start, f.end) for f in fields if f.code in {"progress", "measures", "state", "closure"}
    ]
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
    if labels and labels[0][0] > node.body:
        limit = min(limit, labels[0][0])
    noun = _first_at_depth_zero(folded, node.body, limit)
    if labels and _opens_response(node, labels[0][0]):
        whole = solid_end(folded, node.body, limit)
        return whole if noun is None or _ends_in_problem(folded, node.body, whole) else noun
    if len(node.paragraphs) > 1 and _ends_in_problem(folded, node.body, limit):
        return limit
    if noun is not None:
        return noun
    if len(node.paragraphs) > 1:
        return limit
    stop = _SENTENCE_END.search(folded, node.body, limit)
    return stop.end() if stop else limit


def _opens_response(node: Node, label: int) -> bool:
    """True for a label in the entry's first paragraph or at the start of its second."""
    return label <= node.paragraphs[min(1, len(node.paragraphs) - 1)].end


def _ends_in_problem(folded: str, start: int, end: int) -> bool:
    return _ENDS_IN_PROBLEM.search(folded, max(start, end - 16), end) is not None


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


def _verdict_first(folded: str, start: int, end: int, hits: Hits) -> Verdict | None:
    """A printed verdict that opens the response: a first sentence of status words only."""
    stop = _VERDICT_END.search(folded, start, end)
    sentence_end = stop.start() if stop else end
    codes = _only_status(folded, start, sentence_end, hits)
    return (start, sentence_end, codes) if codes else None


def _verdict_last(folded: str, start: int, end: int, hits: Hits) -> Verdict | None:
    """A printed verdict in brackets at the end of the response."""
    match = _BRACKETED_LAST.search(folded, start, end)
    if match is None:
        return None
    codes = _only_status(folded, match.start(1), match.end(1), hits)
    return (match.start(1), match.end(1), codes) if codes else None


def _only_status(folded: str, start: int, end: int, hits: Hits) -> tuple[str, ...]:
    """Codes of the status words in a span that holds nothing else; empty if it does."""
    covered = start
    codes: list[str] = []
    for hit in hits.longest("status", start, end):
        if folded[covered : hit.start].strip(_FILLERS):
            return ()
        codes.append(hit.code)
        covered = hit.end
    if folded[covered:end].strip(_FILLERS):
        return ()
    return tuple(dict.fromkeys(codes))


def _lskip(folded: str, start: int, end: int, characters: str = _SKIP) -> int:
    while start < end and folded[start] in characters:
        start += 1
    return start
