"""What a reader gives: a text, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..report import Origin


class Lack(NamedTuple):
    """Something that a file holds or shows and its text does not: what, and what would help."""

    found: str
    remedy: str


class Reading(NamedTuple):
    """What the reader of one format gives.

    `text` and `origins` as in `Document`; `evidence` says what was generated, kept and left out;
    `lacks` what a reader of the text must know before trusting it.
    """

    text: str
    origins: tuple[Origin, ...]
    evidence: str
    lacks: tuple[Lack, ...] = ()


class Document(NamedTuple):
    """A file's text in the reader's one form, and what is known about the reading.

    `reader` is the format with the version of its reader, as in ``docx 1``; `encoding` is of text
    alone; `evidence` says why the format's details were decided as they were; `sha256` is that of
    the file's bytes; `origins` tells of spans of the text that are not printed as they stand;
    `page` holds what a web page says of itself outside the text; `lacks` what is missing from the
    text and shows in the load report as a reason with a remedy.
    """

    text: str
    reader: str
    encoding: str | None
    evidence: str
    sha256: str
    origins: tuple[Origin, ...] = ()
    page: Mapping[str, str] = MappingProxyType({})
    lacks: tuple[Lack, ...] = ()
