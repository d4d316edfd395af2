"""Where the last entry ends: the closing passage behind it, where no heading announces one.

An entry of a report is set like its fellows. What the last one has and none of the others has (an
empty line inside, text behind the last field, a second enumeration) is no part of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .labels import ANSWERS
from .numbering import Marker
from .page import STOPS, Page
from .tree import ROW, SECTION, Node

_FIRST_WORDS = 12
_SHORTEST_ANSWER = 4
_FEWEST_FELLOWS = 2


def closing_marker(page: Page, entries: list[Node], end: int) -> Marker | None:
    """The closing passage behind the last entry, or ``None`` if there is none.

    Parameters
    ----------
    page
        The report.
    entries
        Its problem entries, in order.
    end
        End of its body.

    Returns
    -------
    Marker or None
        A section without a number.
    """
    if not entries or entries[-1].style == ROW:
        return None
    last, fellows = entries[-1], entries[:-1]
    end = min(last.end, end)
    places = (
        _by_label(page, last, fellows, end),
        _behind_last_field(page, last, fellows, end),
        _behind_empty_line(page, last, fellows, end),
        _second_enumeration(page, last, fellows),
        _by_words(page, last, fellows, end),
    )
    place = min((place for place in places if place is not None), default=None)
    return None if place is None else Marker(place, place, SECTION, 0, "line")


def _by_label(page: Page, last: Node, fellows: list[Node], end: int) -> int | None:
    """A label behind an empty line that no other entry has, or that names no field of entries."""
    own = {label.words for node in fellows for label in page.labels_in(node.start, node.end)}
    for label in page.labels_in(last.body + 1, end):
        if label.start not in page.stream.blanks or label.code in ANSWERS:
            continue
        if (own and label.words not in own) or (not fellows and label.code == "other"):
            return label.start
    return None


def _behind_last_field(page: Page, last: Node, fellows: list[Node], end: int) -> int | None:
    """The line below the field that closes all other entries, each time on one line."""
    if len(fellows) < _FEWEST_FELLOWS:
        return None
    words = set()
    for node in fellows:
        labels = page.labels_in(node.start, node.end)
        closes = labels and page.stream.line_end(labels[-1].content) >= node.end
        if not closes or labels[-1].code in {"progress", "measures"}:
            return None
        words.add(labels[-1].words)
    known = [label for label in page.labels_in(last.start, end) if label.words in words]
    line = page.stream.line_end(known[-1].content) if known else end
    return line if line < end else None


def _behind_empty_line(page: Page, last: Node, fellows: list[Node], end: int) -> int | None:
    """The first empty line inside, where entries have none inside and stand between such."""
    blanks = page.stream.blanks
    if len(fellows) < _FEWEST_FELLOWS or any(node.start not in blanks for node in fellows[1:]):
        return None
    if any(_blank_inside(page, node, node.end) is not None for node in fellows):
        return None
    place = _blank_inside(page, last, end)
    return place if place in {*_plain_lines(page, last, end)} else None


def _blank_inside(page: Page, node: Node, end: int) -> int | None:
    breaks = page.stream.breaks
    lines = breaks[bisect_right(breaks, node.body) : bisect_left(breaks, end)]
    return next((line for line in lines if line in page.stream.blanks), None)


def _second_enumeration(page: Page, last: Node, fellows: list[Node]) -> int | None:
    """The sentence with an enumeration that begins anew, where no other entry has two."""
    if len(fellows) < _FEWEST_FELLOWS or any(_restart(node) for node in fellows):
        return None
    restart = _restart(last)
    if restart is None or any(label.content == restart.start for label in page.labels):
        return None
    before = page.solid.rfind("。", last.body, restart.start)
    return before + 1 if before >= 0 else None


def _restart(node: Node) -> Node | None:
    """The step inside an entry at which an enumeration of steps begins for the second time."""
    first = next((child for child in node.children if child.step), None)
    if first is None:
        return None
    again = (child for child in node.children if child.style == first.style and child.value == 1)
    return next((child for child in again if child is not first), None)


def _by_words(page: Page, last: Node, fellows: list[Node], end: int) -> int | None:
    """A line that closes by its words, or that the other entries have nothing like.

    It opens with a formula of closing; or it speaks of the round as a whole and of what comes
    next; or it is one more plain line than any other entry has.
    """
    usual = max((len(list(_plain_lines(page, node, node.end))) for node in fellows), default=99)
    ahead = any(
        _looks_ahead(page, line) for node in fellows for line in _plain_lines(page, node, node.end)
    )
    for at, line in enumerate(_plain_lines(page, last, end)):
        paragraph = page.solid[line : page.stream.line_end(line)]
        hits = page.hits.within("problems", line, line + _FIRST_WORDS)
        if any(hit.code == "closing_formula" and hit.start == line for hit in hits):
            return line
        general = page.phrases["round"].search(paragraph) is not None or paragraph[-1:] == ":"
        more = at >= usual and (line in page.stream.blanks or general)
        if more or (not ahead and general and _looks_ahead(page, line)):
            return line
    return None


def _looks_ahead(page: Page, line: int) -> bool:
    hits = page.hits.within("problems", line, line + _FIRST_WORDS)
    return any(hit.code == "closing_words" for hit in hits)


def _heading_alone(page: Page, node: Node) -> bool:
    """True if the first line of an entry holds its statement and no answer."""
    start, end = page.head(node)
    noun = page.noun_end(start, end)
    line = page.stream.line_end(node.body)
    printed = page.printed_label(start, line)
    line = line if printed is None or printed[1] < line else printed[0]
    return line - (end if noun is None else noun) < _SHORTEST_ANSWER


def _plain_lines(page: Page, node: Node, end: int) -> Iterator[int]:
    """Lines of an entry, behind its first, that open with neither number nor label."""
    numbered = {below.start for below in node.walk()}
    breaks = page.stream.breaks
    for line in breaks[bisect_right(breaks, node.body) : bisect_left(breaks, end)]:
        complete = page.solid[line - 1] in STOPS or line in page.stream.blanks
        if line == page.stream.line_end(node.body) and _heading_alone(page, node):
            continue
        if not complete or line in numbered or page.labels_in(line, line + 1):
            continue
        printed = page.printed_label(line, page.stream.line_end(line))
        if printed is None or printed[0] > line:
            yield line
