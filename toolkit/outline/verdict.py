"""The printed verdict of a problem entry: in brackets, in a sentence of its own, in a field."""

from __future__ import annotations

import re
from typing import NamedTuple

from .fields import FULL_STOPS, TEXT, Field
from .page import CLAUSE_END, Page

_VERDICT_END = re.compile(r"[。;:!?]")
_BRACKETED_LAST = re.compile(r"[【\[(〔]([^【】\[\]()〔〕]{2,30})[】\])〕][。;]?$")
_BRACKETED_FIRST = re.compile(r"[【\[(〔]([^【】\[\]()〔〕]{2,30})[】\])〕][。;:]?")
_CLAIMS = frozenset({"state", "closure"})
#: A field for the status that is longer than this tells what was done.
LONGEST_STATE = 20
#: Up to this length it may still be no more than a verdict with a word on what follows from it.
LONGEST_VERDICT = 30


class Verdict(NamedTuple):
    """A printed status of the whole entry: its span and codes."""

    start: int
    end: int
    codes: tuple[str, ...]


def verdict_first(page: Page, start: int, end: int) -> tuple[Verdict | None, int]:
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


def verdict_last(page: Page, start: int, end: int) -> tuple[Verdict | None, int]:
    """A printed verdict in brackets, or in a sentence of its own, that ends the response."""
    match = _BRACKETED_LAST.search(page.solid, max(start, end - 40), end)
    if match is not None:
        codes = page.bracketed_status(match.start(1), match.end(1))
        if codes:
            return Verdict(match.start(1), match.end(1), codes), match.start()
    low = max(start, end - 40)
    stop = end - 1 if end > start and page.solid[end - 1] in "。;!" else end
    before = max(page.solid.rfind(mark, low, stop) for mark in "。;!")
    lines = (a for a, _ in page.stream.lines(low, end) if page.solid[a - 1] in FULL_STOPS)
    line = max(lines, default=low)
    opening = max(before + 1, line if line > low else 0)
    if opening <= start:
        return None, end
    label = stop == end and page.stream.opens_line(opening)
    alone = page.bracketed_status if label else page.only_status
    codes = alone(opening, stop)
    return (Verdict(opening, stop, codes), opening) if codes else (None, end)


def state_field(fields: tuple[Field, ...], page: Page) -> Verdict | None:
    """Verdict printed in a field for it."""
    for whole in fields:
        field = first_clause(whole, page)
        verdict = _behind_short_field(whole, page)
        if verdict is not None:
            return verdict
        if not 0 < field.end - field.start <= LONGEST_STATE:
            continue
        end = min(page.stream.line_end(field.start), field.end)
        hits = page.hits.longest("verdicts", field.start, end)
        codes = status_of(field, page)
        alone = codes == page.only_status(field.start, end)
        if codes and (
            field.code == "state"
            or is_note(field, fields, page)
            or (field.code in {"closure", "progress"} and alone)
        ):
            words = (hits[0].start, hits[-1].end) if hits else (field.start, end)
            return Verdict(*words, codes)
    return None


def _behind_short_field(field: Field, page: Page) -> Verdict | None:
    """Verdict behind a field in the same brackets: (责任部门:安全环保部。已完成整改)."""
    end = min(page.stream.line_end(field.start), field.end)
    if page.solid[field.label_start] != "(" or page.solid[end - 1] != ")":
        return None
    stop = page.solid.rfind("。", field.start, end)
    codes = page.only_status(stop + 1, end - 1) if stop >= 0 else ()
    return Verdict(stop + 1, end - 1, codes) if codes else None


def is_note(field: Field, fields: tuple[Field, ...], page: Page) -> bool:
    """True for a few words on the status of what another field tells; any words in a cell."""
    end = field.end - (page.solid[field.end - 1] in FULL_STOPS)
    short = end - field.start < LONGEST_STATE and "。" not in page.solid[field.start : end]
    says = field.label_start == field.start or bool(status_of(field, page))
    if field.code != "progress" or not short or not says:
        return False
    return any(o.code in TEXT and o is not field and o.end > o.start for o in fields)


def status_of(field: Field, page: Page) -> tuple[str, ...]:
    """Codes of the status that a short field states."""
    end = min(page.stream.line_end(field.start), field.end)
    return page.only_status(field.start, end) or page.field_status(field.start, end)


def first_clause(field: Field, page: Page) -> Field:
    """A long field for status or acceptance up to its first stop; others as they are."""
    stop = CLAUSE_END.search(page.solid, field.start, field.end)
    if stop is None or field.code not in _CLAIMS or field.end - field.start <= LONGEST_STATE:
        return field
    return field._replace(end=stop.start())
