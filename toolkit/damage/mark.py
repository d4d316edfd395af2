"""One place of damage."""

from __future__ import annotations

from typing import NamedTuple


class Damage(NamedTuple):
    """Where a text is damaged: its span, kind, severity, and what was seen.

    `kind` and `severity` are values of the ``flags`` table. Nothing is repaired.
    """

    start: int
    end: int
    kind: str
    severity: str
    note: str
