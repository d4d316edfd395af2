"""Named errors and warnings: what was found, where, and what to do next.

Every message has the same three parts, so that a reader knows where to look and what to try:
what was found, in which file or record, and the remedy.
"""

from __future__ import annotations


class ToolkitError(Exception):
    """Base of all errors the toolkit raises on purpose."""

    def __init__(self, found: str, *, where: str, remedy: str) -> None:
        self.found = found
        self.where = where
        self.remedy = remedy
        super().__init__(f"{found}\n  where: {where}\n  what to do: {remedy}")


class ResourceError(ToolkitError):
    """A vocabulary or codebook file does not hold what it must."""


class ManifestError(ToolkitError):
    """A corpus manifest cannot be used."""


class CorpusError(ToolkitError):
    """A corpus folder, or a set of reports, cannot be used."""


class ReaderError(ToolkitError):
    """A file cannot be read as a report."""


class LedgerError(ToolkitError):
    """A ledger, or a question put to it, does not fit."""


class CodingError(ToolkitError):
    """A coding does not fit its corpus or its codebook, or would be overwritten."""


class ExchangeError(ToolkitError):
    """A file for, or from, another program cannot be written or read."""


class FigureError(ToolkitError):
    """A figure cannot be drawn as asked."""


class NetworkError(ToolkitError):
    """A network cannot be built as asked."""


class ToolkitWarning(UserWarning):
    """Base of the toolkit's warnings."""


class ManifestWarning(ToolkitWarning):
    """Something in a manifest is not read."""


class CodingWarning(ToolkitWarning):
    """A coding is not of the very text or codebook it is held against."""


class FrameWarning(ToolkitWarning):
    """Reports under different official frames are compared."""
