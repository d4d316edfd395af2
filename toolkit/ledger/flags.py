"""All flags of one report: damage of its text, and what its outline found odd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..damage import Damage
from ..outline import NO_SENTENCE, Outline
from ..vocabulary import Vocabulary

#: More line ends inside sentences than this are the width of a page, not slips.
_MOST_BROKEN = 8
#: What a text shows at the end of a line may be the doing of a line end inside a sentence.
_AT_LINE_ENDS = frozenset({"missing_end", "broken_line"})


def flags_of(outline: Outline, damage: Sequence[Damage], vocabulary: Vocabulary) -> list[Damage]:
    """Put together the flags of one report, in text order.

    Parameters
    ----------
    outline
        The report's outline: page furniture, odd numbers, line ends inside sentences.
    damage
        What the text shows by itself, from `find_damage`.
    vocabulary
        The vocabulary in use.

    Returns
    -------
    list of Damage
        Line ends inside sentences that a page's width made are one flag.
    """
    joined = outline.stream.joined
    paged = len(joined) > _MOST_BROKEN
    told = [
        one
        for one in damage
        if one.kind not in _AT_LINE_ENDS or not (paged or one.start + 1 in joined)
    ]
    odd = (Damage(*anomaly) for anomaly in outline.anomalies)
    return sorted([*told, *odd, *_chrome(outline, vocabulary), *_broken_lines(outline, paged)])


def _chrome(outline: Outline, vocabulary: Vocabulary) -> Iterator[Damage]:
    """Words of the page; a line that only gives its date or source is metadata."""
    labels = next(e.terms for e in vocabulary.entries("furniture") if e.code == "page_metadata")
    for node in outline.nodes:
        words = (node.evidence or "").removeprefix("page words: ").split("、")
        plain = node.evidence == NO_SENTENCE or set(words) <= set(labels)
        if node.is_leaf and node.kind == "chrome" and not plain:
            note = "words of the page, not of the report"
            yield Damage(node.start, node.end, "chrome", "note", note)


def _broken_lines(outline: Outline, paged: bool) -> Iterator[Damage]:
    """Line ends inside sentences; those of a text set to a width are one flag."""
    ends = sorted(outline.stream.joined)
    if paged:
        note = f"{len(ends)} line ends inside sentences, as a page's width made them; joined"
        yield Damage(ends[0] - 1, ends[-1], "broken_line", "note", note)
        return
    for end in ends:
        following = outline.stream.origin(outline.stream.place(end)) + 1
        note = "a line end inside a sentence; joined"
        yield Damage(end - 1, following, "broken_line", "doubt", note)
