"""Read a file of any format, told by its content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..errors import ReaderError
from .document import Document
from .docx import read_docx
from .encoding import decode
from .files import format_of, read_bytes


def read_file(path: Path, name: str) -> Document:
    """Read a file to the text of one report.

    Text files are kept to the character, line ends too. Word files (.docx) are put into one form
    of text, see `toolkit.readers.docx`.

    Parameters
    ----------
    path
        The file.
    name
        How to call it in messages.

    Raises
    ------
    ReaderError
        If the file cannot be read, with what would help.
    """
    data = read_bytes(path, name)
    kind = format_of(data, name)
    digest = hashlib.sha256(data).hexdigest()
    if kind == "docx":
        text, origins, evidence = read_docx(data, name)
        document = Document(text, "docx 1", None, evidence, digest, origins)
    elif kind == "xlsx":
        raise ReaderError(
            "the file is of the format Excel (.xlsx), which is not read yet",
            where=name,
            remedy="save the sheet as text (tab delimited) or paste it into a Word file",
        )
    else:
        text, encoding, evidence = decode(data, name)
        document = Document(text, "text 1", encoding, evidence, digest)
    if not document.text.strip():
        raise ReaderError("the file holds no text", where=name, remedy="check the export")
    return document
