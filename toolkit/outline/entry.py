"""Take a problem entry apart: statement, field labels, response, printed verdict."""

from __future__ import annotations

import re
from typing import NamedTuple

from .page import ENDS_IN_PROBLEM, OPENER, SENTENCE_END, STRONG_OPENER, Page
from .tree import ROW, UNNUMBERED, Node

_TAIL = re.compile(
    r"(?:(?<=[”\"’」])的?(?:方面|事项))?(?:(?:等|等的|的|的突出|的主要|等突出|这一|这个|此类)?问题)?(?:的?整改(?:落实|进展|完成|工作)*(?:的)?(?:情况|结果)?)?[。,:;!?]*$"
)
_SKIP = ",:;。|"
_CLAUSE_END = re.compile("[。,:;!?]")
_VERDICT_END = re.compile(r"[。;:!?]")
_BRACKETED_LAST = re.compile(r"[【\[(〔]([^【】\[\]()〔〕]{2,30})[】\])〕][。;]?$")
_BRACKETED_FIRST = re.compile(r"[【\[(〔]([^【】\[\]()〔〕]{2,30})[】\])〕][。;:]?")
#: Fields whose content is a line, not a text.
_SHORT = frozenset(
    {
        "responsible",
        "person",
        "support",
        "deadline",
        "state",
        "closure",
        "category",
        "number",
        "other",
    }
)
_TEXT = frozenset({"progress", "measures"})
_CLAIMS = frozenset({"state", "closure"})
_SHORTEST_HEADING = 4
_LONGEST_LINE_STATEMENT = 200
_LONGEST_LACK = 6
_LONGEST_SHORT_REST = 40
#: A field for the status that is longer than this tells what was done.
_LONGEST_STATE = 20
#: Up to this length it may still be no more than a verdict with a word on what follows from it.
_LONGEST_VERDICT = 30
_STOPS = frozenset("。!?")

Span = tuple[int, int]


class Verdict(NamedTuple):
    """A printed status of the whole entry: its span and codes."""

    start: int
    end: int
    codes: tuple[str, ...]


class Field(NamedTuple):
    """A labelled part of an entry: its label and its content."""

    code: str
    label_start: int
    start: int
    end: int


class Entry(NamedTuple):
    """A problem entry taken apart; all numbers are places in the stream.

    `content` are the spans that hold measures: the response without field labels, without
    fields of another kind and without a printed verdict; `claims` adds the fields on the status
    and its acceptance. `planned` is true where they only say
    what is to be done: measures with a target or deadline, and nothing on progress.
    """

    problem: Span
    response: Span
    fields: tuple[Field, ...]
    verdict: Verdict | None
    content: tuple[Span, ...]
    claims: tuple[Span, ...]
    planned: bool


class Habits(NamedTuple):
    """How most entries of a report are set.

    `closing_noun` is true if their statements close with 问题 on their first line: a statement
    that a line end seems to cut short goes on to that word. `heading_states` is true if the words
    before their first field state the problem, even where a field for it follows.
    """

    closing_noun: bool
    heading_states: bool


def headings_state(entries: list[Node], page: Page) -> bool:
    """True if the words before the first field state the problem in most entries with fields."""
    fields = {node: _fields(node, page) for node in entries}
    labelled = [node for node in entries if fields[node]]
    stating = sum(_heading_states(node, fields[node], page) for node in labelled)
    return 2 * stating > len(labelled) > 1


def read_entry(node: Node, page: Page, habits: Habits) -> Entry:
    """Take one problem entry apart.

    Parameters
    ----------
    node
        The entry's outline node.
    page
        The report.
    habits
        How most entries of the report are set.

    Returns
    -------
    Entry
    """
    fields = _fields(node, page)
    stated = _stating_field(node, fields, page, habits)
    if stated is not None:
        problem = _core(page, stated.start, _stated_end(stated, page))
        reached = stated.end
    else:
        reached = _statement_end(node, fields, page, habits.closing_noun)
        problem = _core(page, node.body, reached)
    start = _lskip(page.solid, reached, node.end)
    opening = min([start, *(f.start for f in fields if f.code in _TEXT)])
    pieces = _answer(node, fields, start, page)
    verdict = None
    content: list[Span] = []
    for low, high in pieces:
        if verdict is None:
            verdict, low = _verdict_first(page, low, high)
        if verdict is None:
            verdict, high = _verdict_last(page, low, high)
        low = _lskip(page.solid, low, high)
        if low < high:
            content.append((low, high))
    verdict = _state_field(fields, page) or verdict
    codes = {field.code for field in fields}
    planned = "measures" in codes and bool(codes & {"target", "deadline"}) and not codes & {
        "progress", "state", "closure",
    }  # fmt: skip
    claiming = {"state", "closure", *({"progress"} if node.style == ROW else ())}
    said = [(f.start, f.end) for f in fields if f.code in claiming]
    claims = (*content, *(span for span in said if span[0] < span[1] and span not in content))
    return Entry(problem, (opening, node.end), fields, verdict, tuple(content), claims, planned)


def _fields(node: Node, page: Page) -> tuple[Field, ...]:
    """Labelled parts of the entry, in order."""
    if node.style == ROW:
        return tuple(
            Field(cell.code, cell.start, cell.start, cell.end)
            for cell in page.cells[node.start]
            if cell.code is not None
        )
    steps = {below.body for below in node.walk() if below is not node}
    labels = [label for label in page.labels_in(node.body, node.end) if label.start not in steps]
    ends = [*(label.start for label in labels), node.end][1:]
    found = []
    for label, following in zip(labels, ends, strict=True):
        start = _lskip(page.solid, label.content, following)
        found.append(Field(label.code, label.start, start, _number_off(node, following, start)))
    return tuple(found)


def _number_off(node: Node, following: int, start: int) -> int:
    """End of a field before the number of the label that follows."""
    for below in node.walk():
        if start <= below.start < following == below.body:
            return below.start
    return following


def _stated_end(field: Field, page: Page) -> int:
    """End of a statement in a field: its first sentence, or all of it if that ends in 问题."""
    if ENDS_IN_PROBLEM.search(page.solid, max(field.start, field.end - 16), field.end):
        return field.end
    return _first_sentence(page, field.start, field.end)


def _stating_field(
    node: Node, fields: tuple[Field, ...], page: Page, habits: Habits
) -> Field | None:
    """The field that states the problem, unless the words before the first field do.

    A field for details states it where nothing stands before it.
    """
    for code in ("problem", "detail"):
        stated = next((field for field in fields if field.code == code), None)
        if stated is not None:
            headed = fields[0].label_start - node.body >= _SHORTEST_HEADING
            headed = headed and (code == "detail" or habits.heading_states)
            return None if headed or _heading_states(node, fields, page) else stated
    return None


def _heading_states(node: Node, fields: tuple[Field, ...], page: Page) -> bool:
    """True if the words before the first field state the problem themselves."""
    end = fields[0].label_start
    if end - node.body < _SHORTEST_HEADING:
        return False
    if page.noun_end(node.body, end) is not None:
        return True
    hits = page.hits.within("problems", node.body, end)
    return any(hit.code == "deficiency" for hit in hits)


def _statement_end(node: Node, fields: tuple[Field, ...], page: Page, closing_noun: bool) -> int:
    """Place after the problem statement."""
    solid, body = page.solid, node.body
    labelled = fields[0].label_start if fields and fields[0].label_start > body else None
    limit = min(node.own_end, labelled if labelled is not None else node.end)
    line = min(page.stream.line_end(body), limit)
    printed = page.printed_label(body, line)
    if printed is not None and printed[0] > body:
        limit = line = printed[0]
    if page.quotes(body, line):
        return line
    noun = page.noun_end(body, limit)
    told = page.phrases["told"].match(solid, line) is not None
    if labelled is not None and labelled == limit <= page.stream.line_end(line) and not told:
        if ENDS_IN_PROBLEM.search(solid, max(body, limit - 16), limit):
            return limit
        if noun is not None and noun <= line:
            return noun
        return min(_first_sentence(page, body, limit), _colon(page, node, limit))
    if line < limit and ENDS_IN_PROBLEM.search(solid, max(body, line - 16), line):
        return line
    if noun is not None and noun <= _first_sentence(page, body, line) + 1:
        return noun
    if (
        noun is not None
        and (closing_noun or page.in_brackets(line) or STRONG_OPENER.match(solid, body))
        and (
            noun - body <= _LONGEST_LINE_STATEMENT
            and noun <= _first_sentence(page, body, limit) + 1
        )
    ):
        return noun
    headed = node.style == UNNUMBERED and (
        not _CLAUSE_END.search(solid, body, line)
        or (line in page.stream.blanks and not SENTENCE_END.search(solid, body, line))
    )
    if line == limit or (node.style == UNNUMBERED and not headed):
        return _run_in(node, page, limit)
    return min(_first_sentence(page, body, line), _colon(page, node, line))


def _first_sentence(page: Page, start: int, end: int) -> int:
    """Place after the first sentence outside brackets, or `end`."""
    place = start
    while (stop := SENTENCE_END.search(page.solid, place, end)) is not None:
        if not page.in_brackets(stop.start()):
            return stop.end()
        place = stop.end()
    return end


def _colon(page: Page, node: Node, end: int) -> int:
    """Place after a colon that parts a short statement from its answer, or `end`."""
    place = page.solid.find(":", node.body, min(end, node.body + 60))
    while place >= 0 and (page.in_brackets(place) or page.solid[place + 1 : place + 2].isdigit()):
        place = page.solid.find(":", place + 1, min(end, node.body + 60))
    return place + 1 if place >= 0 else end


def _run_in(node: Node, page: Page, limit: int) -> int:
    """End of a statement without 问题 that shares its line with the answer."""
    end = min(_first_sentence(page, node.body, limit), _colon(page, node, limit))
    if end < limit or node.children:
        return end
    if STRONG_OPENER.match(page.solid, node.body) or node.style == UNNUMBERED:
        comma = node.body
        while (comma := page.solid.find(",", comma, end)) >= 0:
            if not page.in_brackets(comma):
                return comma + 1
            comma += 1
    return end


def _core(page: Page, start: int, end: int) -> Span:
    """The statement without opener, wrapping quotes, 的问题(的整改) and final stop."""
    solid = page.solid
    start = _lskip(solid, start, end)
    told = page.phrases["told"].match(solid, start, end)
    start = told.end() if told else start
    opening = OPENER.match(solid, start, end)
    strong = STRONG_OPENER.match(solid, start, end)
    if opening and (strong or solid[opening.end()] in '“"‘「' or "问题" in solid[start:end]):
        start = opening.end()
    tail = _TAIL.search(solid, start, end)
    if tail and tail.start() > start:
        bare = tail.group().startswith("问题") and not opening
        end = tail.start()
        if bare and not _tells_lack(page, end):
            end += len("问题")
    if page.quotes(start, end):
        start, end = start + 1, end - 1
        while end > start and solid[end - 1] in "。;,":
            end -= 1
    return start, end


def _tells_lack(page: Page, end: int) -> bool:
    """True if a word of deficiency, or a closing mark, stands right before a place."""
    near = page.hits.within("problems", max(0, end - _LONGEST_LACK), end)
    lacking = any(hit.code == "deficiency" and hit.end >= end - 1 for hit in near)
    return lacking or not page.solid[end - 1].isalnum()


def _answer(node: Node, fields: tuple[Field, ...], start: int, page: Page) -> list[Span]:
    """Spans of the response outside labels and outside fields that hold no measures."""
    later = [f for f in fields if f.label_start >= start]
    before = [(f.start, f.end) for f in fields if f.code in _TEXT and f.end < start]
    first = min((f.label_start for f in later), default=node.end)
    told = any(
        field.code in {*_TEXT, "state"} and field.end - field.start > _LONGEST_STATE
        for field in later
    )
    printed = page.printed_label(start, min(first, page.stream.line_end(start)))
    text = printed[1] if printed is not None and printed[0] == start else start
    apart = page.solid[text - 1 : text] in _STOPS or page.stream.opens_line(text)
    more = told and apart and page.stream.opens_line(first)
    spans = [(start, text if more else first)] if node.style != ROW else []
    for field in later:
        long = field.code == "state" and field.end - field.start > _LONGEST_STATE
        brief = field.end - field.start <= _LONGEST_VERDICT
        long = long and not (brief and _status_of(_first_clause(field, page), page))
        if _is_note(field, fields, page):
            continue
        if field.code in _TEXT or long:
            spans.append((field.start, field.end))
        elif field.code in _SHORT and node.style != ROW:
            line = page.stream.line_end(max(field.start, field.label_start))
            if line < field.end and _goes_on(node, line, field.end):
                spans.append((line, field.end))
    return [(low, high) for low, high in (*before, *spans) if low < high]


def _is_note(field: Field, fields: tuple[Field, ...], page: Page) -> bool:
    """True for a few words on the status of what another field tells; any words in a cell."""
    end = field.end - (page.solid[field.end - 1] in _STOPS)
    short = end - field.start < _LONGEST_STATE and "。" not in page.solid[field.start : end]
    told = any(o.code in _TEXT and o is not field and o.end > o.start for o in fields)
    says = field.label_start == field.start or bool(_status_of(field, page))
    return field.code == "progress" and short and told and says


def _status_of(field: Field, page: Page) -> tuple[str, ...]:
    """Codes of the status that a short field states."""
    end = min(page.stream.line_end(field.start), field.end)
    return page.only_status(field.start, end) or page.field_status(field.start, end)


def _goes_on(node: Node, line: int, end: int) -> bool:
    """True if an answer without a label follows the line of a short field."""
    steps = any(child.start == line for child in node.walk())
    return steps or end - line > _LONGEST_SHORT_REST


def _verdict_first(page: Page, start: int, end: int) -> tuple[Verdict | None, int]:
    """A printed verdict that opens the response: a first sentence of status words only."""
    bracketed = _BRACKETED_FIRST.match(page.solid, start, end)
    if bracketed:
        codes = page.bracketed_status(bracketed.start(1), bracketed.end(1))
        if codes:
            return Verdict(bracketed.start(1), bracketed.end(1), codes), bracketed.end()
        if page.printed_label(*bracketed.span()):
            start = bracketed.end()
    stop = _VERDICT_END.search(page.solid, start, end)
    line = min(page.stream.line_end(start), end)
    sentence = min(stop.start() if stop else end, line)
    codes = page.only_status(start, sentence)
    return (Verdict(start, sentence, codes), sentence) if codes else (None, start)


def _verdict_last(page: Page, start: int, end: int) -> tuple[Verdict | None, int]:
    """A printed verdict in brackets, or in a sentence of its own, that ends the response."""
    match = _BRACKETED_LAST.search(page.solid, max(start, end - 40), end)
    if match is not None:
        codes = page.bracketed_status(match.start(1), match.end(1))
        if codes:
            return Verdict(match.start(1), match.end(1), codes), match.start()
    low = max(start, end - 40)
    stop = end - 1 if end > start and page.solid[end - 1] in "。;!" else end
    before = max(page.solid.rfind(mark, low, stop) for mark in "。;!")
    lines = (a for a, _ in page.stream.lines(low, end) if page.solid[a - 1] in _STOPS)
    line = max(lines, default=low)
    opening = max(before + 1, line if line > low else 0)
    if opening <= start:
        return None, end
    codes = page.only_status(opening, stop)
    return (Verdict(opening, stop, codes), opening) if codes else (None, end)


def _state_field(fields: tuple[Field, ...], page: Page) -> Verdict | None:
    """Verdict printed in a field for it."""
    for whole in fields:
        field = _first_clause(whole, page)
        if not 0 < field.end - field.start <= _LONGEST_STATE:
            continue
        end = min(page.stream.line_end(field.start), field.end)
        hits = page.hits.longest("verdicts", field.start, end)
        codes = _status_of(field, page)
        alone = codes == page.only_status(field.start, end)
        if codes and (
            field.code == "state"
            or _is_note(field, fields, page)
            or (field.code in {"closure", "progress"} and alone)
        ):
            words = (hits[0].start, hits[-1].end) if hits else (field.start, end)
            return Verdict(*words, codes)
    return None


def _first_clause(field: Field, page: Page) -> Field:
    """A long field for status or acceptance up to its first stop; others as they are."""
    stop = _CLAUSE_END.search(page.solid, field.start, field.end)
    if stop is None or field.code not in _CLAIMS or field.end - field.start <= _LONGEST_STATE:
        return field
    return field._replace(end=stop.start())


def _lskip(solid: str, start: int, end: int) -> int:
    while start < end and solid[start] in _SKIP:
        start += 1
    return start
