"""One matching pass over a text for all vocabularies at once (Aho–Corasick).

Every layer (labels, status words, devices, parts of names …) puts its words into one automaton;
a text is scanned once, and each layer takes its own hits from the result.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from .fold import fold
from .vocabulary import TERM_LAYERS, Vocabulary, default_vocabulary


class Hit(NamedTuple):
    """A word found: its span in the text and the code it speaks for."""

    start: int
    end: int
    code: str


class Hits:
    """The hits of one text, by layer, each sorted by start and longest first.

    Parameters
    ----------
    layers
        Layer name to its hits.
    """

    def __init__(self, layers: Mapping[str, list[Hit]]) -> None:
        self._layers = dict(layers)
        self._starts: dict[str, list[int]] = {}

    def moved(self, span: Callable[[int, int], tuple[int, int]]) -> MovedHits:
        """The same hits in other coordinates, given by `span`."""
        return MovedHits(self._layers, span)

    def within(self, layer: str, start: int, end: int) -> list[Hit]:
        """Hits of `layer` that lie inside ``[start, end)``."""
        hits = self.layer(layer)
        starts = self._starts.get(layer)
        if starts is None:
            starts = self._starts[layer] = [hit.start for hit in hits]
        found = hits[bisect_left(starts, start) : bisect_left(starts, end)]
        return [hit for hit in found if hit.end <= end]

    def layer(self, layer: str) -> list[Hit]:
        """All hits of `layer`."""
        return self._layers[layer]

    def longest(self, layer: str, start: int, end: int) -> list[Hit]:
        """Leftmost-longest hits of `layer` inside ``[start, end)``, none overlapping."""
        return leftmost_longest(self.within(layer, start, end))


class MovedHits(Hits):
    """Hits of a stream, carried over to the text it was made of, layer by layer when asked for.

    Parameters
    ----------
    layers
        Layer name to its hits in the stream.
    span
        Gives for a span of the stream the span of the text.
    """

    def __init__(
        self, layers: Mapping[str, list[Hit]], span: Callable[[int, int], tuple[int, int]]
    ) -> None:
        super().__init__({})
        self._source, self._span = layers, span

    def layer(self, layer: str) -> list[Hit]:
        """All hits of `layer`."""
        found = self._layers.get(layer)
        if found is None:
            found = [Hit(*self._span(h.start, h.end), h.code) for h in self._source[layer]]
            self._layers[layer] = found
        return found


def leftmost_longest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep, from hits sorted by start and longest first, those that overlap none before."""
    kept: list[Hit] = []
    reached = -1
    for hit in hits:
        if hit.start >= reached:
            kept.append(hit)
            reached = hit.end
    return kept


class Matcher:
    """One automaton over the words of several layers.

    Parameters
    ----------
    layers
        Layer name to pairs of (word, code). Words are folded as texts are.
    """

    def __init__(self, layers: Mapping[str, Iterable[tuple[str, str]]]) -> None:
        self._names = tuple(layers)
        owners: dict[str, list[tuple[str, str]]] = {}
        for layer, pairs in layers.items():
            for word, code in pairs:
                owners.setdefault(fold(word), []).append((layer, code))
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(list(owners)) if owners else None

    def scan(self, folded: str) -> Hits:
        """Find all words of all layers in a folded text, in one pass."""
        layers: dict[str, list[Hit]] = {name: [] for name in self._names}
        if self._automaton is not None:
            owners = self._owners
            found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
            for word, start, end in found:
                for layer, code in owners[word]:
                    layers[layer].append(Hit(start, end, code))
        for hits in layers.values():
            hits.sort(key=_start_then_longest)
        return Hits(layers)


def _start_then_longest(hit: Hit) -> tuple[int, int]:
    return (hit.start, -hit.end)


def vocabulary_matcher(vocabulary: Vocabulary) -> Matcher:
    """Build the matcher over all layers of a vocabulary."""
    layers = {
        name: [(term, entry.code) for entry in vocabulary.entries(name) for term in entry.terms]
        for name in TERM_LAYERS
    }
    layers["sections"] = [
        (cue, entry.code) for entry in vocabulary.entries("sections") for cue in entry.cues
    ]
    layers["verdicts"] = [
        (term, entry.code)
        for entry in vocabulary.entries("status")
        for term in (*entry.terms, *entry.labels)
    ]
    return Matcher(layers)


@cache
def default_matcher() -> Matcher:
    """Build the matcher over the shipped vocabulary once."""
    return vocabulary_matcher(default_vocabulary())
