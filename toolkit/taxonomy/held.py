"""Codes held against a codebook: none that it does not have, none of another version unsaid."""

from __future__ import annotations

import warnings
from collections.abc import Iterable

from ..errors import CodingError, CodingWarning
from ..ledger import Ledger
from .codebook import Codebook, Facet


def refuse_unknown_codes(
    cells: Iterable[object], facet: Facet, book: Codebook, *, where: str
) -> None:
    """Refuse codes that a codebook does not have.

    Parameters
    ----------
    cells
        Codes; several are joined by ``;``, and what is no text is not coded.
    facet
        What the codes say something about.
    book
        The codebook.
    where
        Who asks, for the message.

    Raises
    ------
    CodingError
        Naming every such code.
    """
    given = {code for cell in cells if isinstance(cell, str) for code in cell.split(";")}
    unknown = sorted(given - {code.code for code in book.codes_of(facet)})
    if unknown:
        raise CodingError(
            f"codebook {book.version} has no {', '.join(unknown)} ({facet})",
            where=where,
            remedy="pass the codebook that the codes are of: codebook=… (an object or a path)",
        )


def warn_of_another_codebook(ledger: Ledger, book: Codebook, *, where: str) -> None:
    """Warn if a ledger was coded by another codebook than the one it is read by."""
    used = ledger.provenance.get("codebook_hash")
    if used is not None and used != book.hash:
        warnings.warn(
            f"{where}: the ledger is coded by codebook {ledger.provenance.get('codebook')} "
            f"({used}) and read by codebook {book.version} ({book.hash}); pass the codebook it "
            "is coded by: codebook=… (an object or a path)",
            CodingWarning,
            stacklevel=3,
        )
