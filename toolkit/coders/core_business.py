"""Core business (主责主业): which of its categories an inspected body's own field is coded as."""

from __future__ import annotations

from typing import NamedTuple

from ..fold import fold
from ..taxonomy import Codebook
from .words import Word


class Core(NamedTuple):
    """The core business of one body.

    Attributes
    ----------
    code
        Its category; ``None`` if the name tells none.
    word
        What in the name tells it.
    allowed
        Codes of core business that a problem of this body may have.
    cores
        All codes of core business.
    yielding
        Codes that are core business where a body has one of its own.
    """

    code: str | None
    word: str
    allowed: frozenset[str]
    cores: frozenset[str]
    yielding: frozenset[str]

    def settle(self, words: list[Word]) -> list[Word]:
        """Take words for any core business for this body's own, or leave them out."""
        if self.code:
            own = self.cores | self.yielding
            return [w._replace(code=self.code) if w.code in own else w for w in words]
        return [w for w in words if w.code not in self.cores or w.code in self.allowed]


class CoreBusiness:
    """Tells the core business of bodies from their names, by a codebook's words.

    Parties and their groups (党委, 党组) at the end of a name are left out.
    """

    def __init__(self, book: Codebook) -> None:
        bodies = book.bodies
        self._cores = frozenset(c.code for c in book.categories if c.bodies) | (
            {bodies.other} if bodies.other else set()
        )
        self._yielding = frozenset(c.code for c in book.categories if c.yields_to_core)
        self._other = bodies.other
        self._words = [(fold(word), c.code) for c in book.categories for word in c.bodies]
        self._words += [(fold(word), _NONE) for word in bodies.none]
        self._words += [(fold(word), _ANY) for word in bodies.any]

    def of(self, body: str | None, traditional: bool | None = None) -> Core:
        """Core business of a body; the word that ends last in its name decides."""
        if not body:
            return self._made(None, "")
        name = fold(body, traditional)
        found = [
            (name.rfind(word) + len(word), len(word), word, code)
            for word, code in self._words
            if (name.endswith(word) if code == _ANY else word in name)
        ]
        if not found:
            return self._made(self._other, body)
        _, _, word, code = max(found)
        if code == _NONE:
            return self._made(None, word, frozenset())
        return self._made(None if code == _ANY else code, word)

    def _made(self, code: str | None, word: str, allowed: frozenset[str] | None = None) -> Core:
        return Core(
            code, word, self._cores if allowed is None else allowed, self._cores, self._yielding
        )


_NONE, _ANY = "", "*"
