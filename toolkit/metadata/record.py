"""One piece of metadata, and the parts of a report it may stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..outline import NodeRecord, Outline
from ..stream import Stream

Span = tuple[int, int]
#: How a title ends.
_CLOSES = re.compile(
    "(?:通报|通告|报告|公告|公示|公开|方案|情况|发言|汇报|清单|计划|台账|公开表|结果|总结)(?:\\([^()]*\\))?$"
)
_REMARK = re.compile(r"\([^\d()]{2,12}\)")


class Metadatum(NamedTuple):
    """A value of one field: where it was read, and on what it rests.

    `basis` is ``printed`` (the value stands in the text), ``inferred`` (it follows from what
    stands there, as the note says) ``looked up`` (it comes from the list of divisions) or ``page``
    (a web page says it outside the text). `start` and `end` are places in the text; what stands
    outside it has none. Dates are given as ``2023-04-06``, a month as ``2023-04``.
    """

    field: str
    value: str
    start: int | None
    end: int | None
    basis: str
    note: str | None = None


@dataclass(frozen=True)
class Parts:
    """A report as metadata is read from it.

    Spans are places in the stream, those of `front` and `back` in the text.

    Attributes
    ----------
    stream
        The report's words without white space.
    title
        Lines of the title.
    front, back
        Lines of text before and after the body, as spans of the text: (start, end, kind).
    lead
        What stands between the title and the first part that holds entries.
    outside
        Stretches outside problem entries, in order.
    opening
        All before the second problem entry.
    signature
        Span of the signature in the stream, if there is one.
    entries
        How many problem entries the report has.
    """

    stream: Stream
    title: tuple[Span, ...]
    front: tuple[tuple[int, int, str], ...]
    back: tuple[tuple[int, int, str], ...]
    lead: Span
    outside: tuple[Span, ...]
    opening: Span
    signature: Span | None
    entries: int

    @cached_property
    def breaks(self) -> frozenset[int]:
        """Places in the stream at which a line begins."""
        return frozenset(self.stream.breaks)

    @property
    def solid(self) -> str:
        """The stream's words."""
        return self.stream.solid

    def found(
        self,
        field: str,
        span: Span,
        value: str = "",
        basis: str = "printed",
        note: str | None = None,
    ) -> Metadatum:
        """Make a piece of metadata from a span of the stream; no value: the words printed there."""
        return Metadatum(field, value, *self.stream.span(*span), basis, note)


def parts_of(outline: Outline) -> Parts:
    """Cut a report into the parts that metadata stands in."""
    stream = outline.stream
    place = stream.place
    leaves = [node for node in outline.nodes if node.is_leaf]
    body = [node for node in leaves if node.kind not in {"title", "chrome"}]
    start = body[0].start if body else len(stream.folded)
    tail = [node for node in leaves if node.kind in {"contact", "signature", "annex", "chrome"}]
    issues = [(place(*ends), place(end)) for *ends, end in _issue_spans(outline)]
    starts = sorted(low for low, _ in issues)
    first, second = ([*starts, len(stream.solid), len(stream.solid)])[:2]
    title = _title(leaves, stream)
    lead_start = title[-1][1] if title else place(start)
    lead = (lead_start, max(lead_start, first))
    signature = outline.signature
    return Parts(
        stream,
        title,
        tuple((n.start, n.end, n.kind) for n in leaves if n.start < start),
        tuple((n.start, n.end, n.kind) for n in tail if n.start >= start),
        lead,
        tuple(_between(lead[0], len(stream.solid), issues)),
        (lead_start, max(lead_start, second)),
        (place(signature[0]), place(signature[1])) if signature else None,
        len(issues),
    )


def _title(leaves: list[NodeRecord], stream: Stream) -> tuple[Span, ...]:
    """Lines of the title, down to the one that closes it; none if none does."""
    spans = [(stream.place(n.start), stream.place(n.end)) for n in leaves if n.kind == "title"]
    closing = [
        at for at, span in enumerate(spans) if _CLOSES.search(stream.solid, *span) is not None
    ]
    if not closing:
        return ()
    last = closing[0]
    following = spans[last + 1 : last + 2]
    if following and _REMARK.fullmatch(stream.solid, *following[0]):
        last += 1
    return tuple(spans[: last + 1])


def _issue_spans(outline: Outline) -> list[tuple[int, int]]:
    return [outline.stream.span(issue.start, issue.end) for issue in outline.issues]


def _between(start: int, end: int, taken: list[Span]) -> list[Span]:
    """What is left of a stretch when some spans are taken out."""
    left = []
    for low, high in sorted(taken):
        if start < low:
            left.append((start, low))
        start = max(start, high)
    return [*left, (start, end)] if start < end else left
