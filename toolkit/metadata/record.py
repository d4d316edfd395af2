"""One piece of metadata, and the parts of a report it may stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..outline import Outline
from ..stream import Stream

Span = tuple[int, int]


class Metadatum(NamedTuple):
    """A value of one field: where it was read, and on what it rests.

    `basis` is ``printed`` (the value stands in the text), ``inferred`` (it follows from what stands
    there, as the note says) or ``looked up`` (it comes from the list of divisions). `start` and `end`
    are places in the text. Dates are given as ``2023-04-06``; a month alone as ``2023-04``.
    """

    field: str
    value: str
    start: int
    end: int
    basis: str
    note: str | None = None


@dataclass(frozen=True)
class Parts:
    """A report as metadata is read from it; spans are places in the stream, but for `front` and `back`.

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
    signature
        Span of the signature in the stream, if there is one.
    """

    stream: Stream
    title: tuple[Span, ...]
    front: tuple[tuple[int, int, str], ...]
    back: tuple[tuple[int, int, str], ...]
    lead: Span
    outside: tuple[Span, ...]
    signature: Span | None

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
    first = min((low for low, _ in issues), default=len(stream.solid))
    lead = (place(start), max(place(start), first))
    signature = outline.signature
    return Parts(
        stream,
        tuple((place(n.start), place(n.end)) for n in leaves if n.kind == "title"),
        tuple((n.start, n.end, n.kind) for n in leaves if n.start < start),
        tuple((n.start, n.end, n.kind) for n in tail if n.start >= start),
        lead,
        tuple(_between(lead[0], len(stream.solid), issues)),
        (place(signature[0]), place(signature[1])) if signature else None,
    )


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
