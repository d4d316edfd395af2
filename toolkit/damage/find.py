"""All damage that a text shows by itself."""

from __future__ import annotations

from ..fold import fold
from ..vocabulary import Vocabulary
from .characters import broken_characters
from .figures import lost_figures
from .mark import Damage
from .pairs import unbalanced
from .sentences import open_ends, run_together, torn_words


def find_damage(text: str, vocabulary: Vocabulary) -> list[Damage]:
    """Find the places where a text lost characters, or gained some that are not its own.

    Parameters
    ----------
    text
        The text.
    vocabulary
        The vocabulary in use.

    Returns
    -------
    list of Damage
        In text order. Page furniture, line ends inside sentences and odd numbering are known
        only once the outline has been read; they stand in the ``flags`` table of a ledger.
    """
    folded = fold(text)
    return sorted(
        [
            *lost_figures(folded, vocabulary),
            *unbalanced(folded),
            *run_together(folded, vocabulary),
            *open_ends(folded),
            *broken_characters(text, folded),
            *torn_words(text, folded),
        ]
    )
