"""Read plain text files: UTF-8 with or without a byte order mark, UTF-16 with one."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from ..errors import ReaderError

#: Largest file read, in bytes.
LIMIT = 64_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_ENDINGS = frozenset({".txt", ".text"})


def read_text(path: Path, name: str) -> tuple[str, str, str]:
    """Read a text file to the character.

    Parameters
    ----------
    path
        The file.
    name
        How to call it in messages.

    Returns
    -------
    text : str
        The decoded text; line ends are kept as they are.
    encoding : str
        The encoding used.
    sha256 : str
        Hash of the file's bytes.

    Raises
    ------
    ReaderError
        If the file is missing, empty, too large, no text file, or in another encoding.
    """
    if path.suffix.lower() not in _TEXT_ENDINGS and path.name != "manifest.csv":
        raise ReaderError(
            f"files of type {path.suffix or '(none)'} are not read yet",
            where=name,
            remedy="save the report as a text file (UTF-8)",
        )
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LIMIT else b""
    except OSError as error:
        raise ReaderError(
            f"the file cannot be read: {error.strerror or error}",
            where=name,
            remedy="check that it exists and may be read",
        ) from error
    if size > LIMIT:
        raise ReaderError(
            f"the file has {size:,} bytes, more than {LIMIT:,}",
            where=name,
            remedy="split it into one file per report",
        )
    encoding = next((label for mark, label in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReaderError(
            f"byte {error.start} is not valid {encoding}",
            where=name,
            remedy="save the file as UTF-8 (older Chinese files are often GB18030)",
        ) from error
    if not text.strip():
        raise ReaderError("the file holds no text", where=name, remedy="check the export")
    return text, encoding, hashlib.sha256(data).hexdigest()
