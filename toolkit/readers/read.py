"""Read a file of any format, told by its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from ..errors import ReaderError
from .document import Document, Reading
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

_HALF = re.compile("[\ud800-\udfff]")
_READERS: dict[str, Callable[[bytes, str], Reading]] = {
    "docx": read_docx,
    "pdf": read_pdf,
    "xlsx": read_xlsx,
}
#: Versions of the readers' forms of text.
_VERSIONS = {"docx": 2, "pdf": 1, "xlsx": 1, "html": 2, "csv": 1, "text": 1}


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
    if kind in _READERS:
        text, origins, evidence, lacks = _READERS[kind](data, name)
        document = Document(
            *(text, f"{kind} {_VERSIONS[kind]}", None, evidence, digest, origins), lacks=lacks
        )
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
            document = Document(
                text, f"html {_VERSIONS['html']}", encoding, evidence, digest, origins, page
            )
        elif (table := read_csv(text)) is not None:
            document = Document(
                table[0], f"csv {_VERSIONS['csv']}", encoding, evidence, digest, table[1]
            )
        else:
            document = Document(text, f"text {_VERSIONS['text']}", encoding, evidence, digest)
    if not document.text.strip():
        raise ReaderError("the file holds no text", where=name, remedy="check the export")
    return _writable(document)


def _writable(document: Document) -> Document:
    """Replace halves of characters, which no file can be written with; places stay."""
    text, halves = _HALF.subn("\ufffd", document.text)
    if not halves:
        return document
    evidence = f"{document.evidence}; halves of characters replaced by \ufffd: {halves}"
    return document._replace(text=text, evidence=evidence)
