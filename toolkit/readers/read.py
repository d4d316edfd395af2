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
from .html import is_html, read_html
from .pdf import read_pdf
from .sheets import read_csv, read_xlsx

#: How web archives, and XML that is no web page, begin.
_OTHER_MARKUP = re.compile(
    r"\s*(?:from: <saved by|mime-version:|<\?xml(?![^<]*<(?:!doctype html|html|!--)))",
    re.IGNORECASE,
)


def read_file(path: Path, name: str) -> Document:
    """Read a file to the text of one report.

    Text files are kept to the character, line ends too. Word files (.docx), web pages, PDF files
    with text, Excel workbooks (.xlsx) and CSV are put into one form of text each, described in the
    modules `docx`, `html`, `pdf` and `sheets` of `toolkit.readers`.

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
        decoded = decode(data, name)
        text, encoding, evidence = decoded
        if _OTHER_MARKUP.match(text):
            raise ReaderError(
                "the file is a web archive (.mht) or XML, which is not read",
                where=name,
                remedy="open it in a browser, and save it as web page (HTML only) or as text",
            )
        if is_html(text):
            text, origins, evidence, page = read_html(decoded, name)
            document = Document(text, "html 1", encoding, evidence, digest, origins, page)
        elif (table := read_csv(text)) is not None:
            document = Document(table[0], "csv 1", encoding, evidence, digest, table[1])
        else:
            document = Document(text, "text 1", encoding, evidence, digest)
    if not document.text.strip():
        raise ReaderError("the file holds no text", where=name, remedy="check the export")
    return document
