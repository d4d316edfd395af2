"""Read a file of any format, told by its content."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ..errors import ReaderError
from .document import Document
from .docx import read_docx
from .encoding import decode
from .files import format_of, read_bytes
from .pdf import read_pdf
from .sheets import read_csv, read_xlsx

#: How web pages, saved in whatever way, and other markup begin.
_MARKUP = re.compile(
    r"\s*(?:<\?xml|<!doctype|<!--|<(?:html|head|body|meta|title|style|script|div|p|table)\b"
    r"|(?:from: <saved by|mime-version:))",
    re.IGNORECASE,
)


def read_file(path: Path, name: str) -> Document:
    """Read a file to the text of one report.

    Text files are kept to the character, line ends too. Word files (.docx), PDF files with text,
    Excel workbooks (.xlsx) and CSV are put into one form of text each, see `toolkit.readers.docx`,
    `toolkit.readers.pdf` and `toolkit.readers.sheets`.

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
    elif kind == "pdf":
        text, origins, evidence = read_pdf(data, name)
        document = Document(text, "pdf 1", None, evidence, digest, origins)
    elif kind == "xlsx":
        text, origins, evidence = read_xlsx(data, name)
        document = Document(text, "xlsx 1", None, evidence, digest, origins)
    else:
        text, encoding, evidence = decode(data, name)
        if _MARKUP.match(text):
            raise ReaderError(
                "the file is a web page (HTML) or other markup, which is not read yet",
                where=name,
                remedy="open it in a browser, and save or copy the report as text",
            )
        document = Document(text, "text 1", encoding, evidence, digest)
        table = read_csv(text)
        if table is not None:
            document = document._replace(text=table[0], reader="csv 1", origins=table[1])
    if not document.text.strip():
        raise ReaderError("the file holds no text", where=name, remedy="check the export")
    return document
