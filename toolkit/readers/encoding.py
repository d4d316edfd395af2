"""From bytes to characters: which encoding, and why."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from charset_normalizer import __version__ as _DETECTOR, from_bytes

from ..errors import ReaderError

#: Byte order marks, what they say, and how it is called.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
#: What is not UTF-8 is one of these. GB18030 holds GBK and GB2312, Big5-HKSCS holds Big5.
_CANDIDATES = ("gb18030", "big5hkscs", "utf_16_le", "utf_16_be")


class Decoded(NamedTuple):
    """Text, the encoding it was decoded from, and what speaks for that encoding."""

    text: str
    encoding: str
    evidence: str


def decode(data: bytes, name: str) -> Decoded:
    """Decode bytes strictly: every byte counts, none is replaced.

    A byte order mark decides; then UTF-8, which other encodings hardly ever pass for; then what
    charset-normalizer finds among GB18030, Big5 and UTF-16 without a mark.

    Parameters
    ----------
    data
        The bytes.
    name
        How to call the file in messages.

    Raises
    ------
    ReaderError
        If the bytes are text in none of these encodings.
    """
    for mark, encoding, label in _MARKS:
        if data.startswith(mark):
            text = _behind_mark(data, len(mark), encoding, name)
            return Decoded(text, label, "byte order mark")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _detect(data, name, error.start)
    if "\0" in text:
        return _detect(data, name, text.index("\0"))
    return Decoded(text, "utf-8", "all bytes are valid UTF-8")


def _behind_mark(data: bytes, start: int, encoding: str, name: str) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        place = start + error.start
        raise ReaderError(
            f"the byte order mark says {encoding}, but byte {place} is not valid in it",
            where=name,
            remedy="fetch the file again, or save it as UTF-8",
        ) from error


def _detect(data: bytes, name: str, first_bad: int) -> Decoded:
    best = from_bytes(data, cp_isolation=list(_CANDIDATES)).best()
    if best is None or "\0" in str(best):
        raise ReaderError(
            f"byte {first_bad} is not valid UTF-8, and no other Chinese encoding fits the whole",
            where=name,
            remedy="check that it is a text file; if it is, fetch it again or save it as UTF-8",
        )
    evidence = (
        f"byte {first_bad} is not valid UTF-8; charset-normalizer {_DETECTOR} finds "
        f"{best.encoding} (disorder {best.chaos:.2f})"
    )
    return Decoded(str(best), best.encoding, evidence)
