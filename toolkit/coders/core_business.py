"""Core business (主责主业): which of its categories an inspected body's own field is coded as."""

from __future__ import annotations

from typing import NamedTuple

from ..fold import fold
from ..taxonomy import Codebook
from .words import Word

#: Stand for bodies without a core business, and for those that have the business of all.
_NONE, _ANY = "", "*"
#: Join two fields in the name of a body.
_JOINING = "和与及、"


class Core(NamedTuple):
    """The core business of one body.

    Attributes
    ----------
    code
        Its category; ``None`` if the name tells none.
    taken
        Codes whose words speak of this core business here.
    dropped
        Codes whose words say nothing here.
    own
        Words that speak of this core business though they are indicators of another category.
    """

    code: str | None
    taken: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    own: tuple[str, ...] = ()

    def settle(self, words: list[Word]) -> list[Word]:
        """Take words for any core business for this body's own, or leave them out."""
        taken = self.taken | {
            word.code for word in words for own in self.own if own in fold(word.word)
        }
        return [
            word._replace(code=self.code) if self.code and word.code in taken else word
            for word in words
            if word.code not in self.dropped
        ]


class CoreBusiness:
    """Tells the core business of bodies from their names, by a codebook's words."""

    def __init__(self, book: Codebook) -> None:
        bodies = book.bodies
        other = {bodies.other} if bodies.other else set()
        self._cores = frozenset({c.code for c in book.categories if c.bodies} | other)
        self._yielding = frozenset(c.code for c in book.categories if c.yields_to_core)
        self._other = bodies.other
        self._words = [(fold(word), c.code) for c in book.categories for word in c.bodies]
        self._words += [(fold(word), _NONE) for word in bodies.none]
        self._words += [(fold(word), _ANY) for word in bodies.any]
        self._own = [
            (tuple(map(fold, own.bodies)), tuple(map(fold, own.words))) for own in bodies.own
        ]

    def of(self, body: str | None, traditional: bool | None = None) -> Core:
        """Core business of a body.

        The word that ends last in its name decides. Words for a field that the name joins to
        this one (园林和林业局) keep their own code.
        """
        if not body:
            return Core(None)
        name = fold(body, traditional)
        found = [
            (name.rfind(word) + len(word), len(word), code)
            for word, code in self._words
            if (name.endswith(word) if code == _ANY else word in name)
        ]
        code = max(found)[-1] if found else self._other
        if code == _NONE:
            return Core(None, dropped=self._cores)
        if code == _ANY or code is None:
            return Core(None)
        joined = max(map(name.rfind, _JOINING))
        beside = {field for end, _, field in found if end <= joined}
        taken = self._cores - beside if max(found, default=(0,))[0] > joined else self._cores
        own = tuple(
            word
            for bodies, words in self._own
            if any(part in name for part in bodies)
            for word in words
        )
        return Core(code, taken | self._yielding, own=own)
