"""Kinds of documents that answer an inspection, and what each of them can carry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """A kind of document.

    Parameters
    ----------
    genre
        Its code in the ``reports`` table.
    promises
        Whether it is a plan: its measures are still to come, and it prints no status.
    single
        Whether it closes one single task, which is completed.
    entries
        Whether it answers problems; otherwise it has measures alone.
    categories
        First letters of the categories it speaks of, beside those of the body's sector; any
        if empty.
    inspections
        Prefix of its inspections in the vocabulary.
    """

    genre: str = "notice"
    promises: bool = False
    single: bool = False
    entries: bool = True
    categories: str = ""
    inspections: str = ""


#: All kinds by their name among the frames of the vocabulary.
DOCUMENTS: dict[str, Document] = {
    "notice": Document(),
    "close_out": Document(single=True),
    "audit": Document(genre="other", categories="FR", inspections="audit_"),
    "plan": Document(genre="plan", promises=True),
    "general_plan": Document(genre="plan", promises=True, entries=False),
}
