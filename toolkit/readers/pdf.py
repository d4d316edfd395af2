"""Read PDF files that have a layer of text.

The text of a page is what the file prints, line by line; pages follow each other, a line end
between them. Which line ends are those of typesetting, and what is page furniture (page numbers),
is decided when the outline is read. A picture of a page has no text: such files are refused.
"""

from __future__ import annotations

import re

import pypdfium2 as pdfium

from ..errors import ReaderError
from ..report import Origin
from .document import Lack, Reading

#: Largest file read, in pages.
LIMIT_PAGES = 3_000
#: A page with fewer characters has no text to speak of; most have hundreds.
_FEWEST = 20
_LINE_END = re.compile("\r\n?")
#: PDFium prints this where a word is divided at the end of a line.
_DIVIDED = "\ufffe"
_SCAN = "recognise the text first (OCR, for example with ocrmypdf), or find the report as text"


def read_pdf(data: bytes, name: str) -> Reading:
    """Read a PDF file.

    Parameters
    ----------
    data
        Its bytes.
    name
        How to call it in messages.

    Returns
    -------
    Reading
        The text in the form described above, with a span for each page with text.

    Raises
    ------
    ReaderError
        If it cannot be opened, has too many pages, or most pages have no text.
    """
    try:
        document = pdfium.PdfDocument(data)  # type: ignore[no-untyped-call]
    except pdfium.PdfiumError as error:
        raise ReaderError(
            f"the PDF is damaged or locked ({error})",
            where=name,
            remedy="fetch it again, or save it without a password",
        ) from error
    with document:
        if len(document) > LIMIT_PAGES:
            raise ReaderError(
                f"the PDF has {len(document):,} pages, more than {LIMIT_PAGES:,}",
                where=name,
                remedy="cut out the pages of the report",
            )
        pages = [_page(document, at, name) for at in range(len(document))]
    bare = [at for at, text in enumerate(pages, start=1) if len(text.strip()) < _FEWEST]
    if 2 * len(bare) > len(pages):
        raise ReaderError(
            f"{len(bare)} of {len(pages)} pages have no text: the PDF is a scan",
            where=name,
            remedy=_SCAN,
        )
    origins: list[Origin] = []
    place = 0
    for at, text in enumerate(pages, start=1):
        if text:
            origins.append(Origin(place, place + len(text), "page", f"page {at}"))
        place += len(text)
    said = f"pages read: {len(pages)}"
    said += f"; without text: {', '.join(map(str, bare))}" if bare else ""
    lack = Lack(f"{len(bare)} of {len(pages)} pages have no text", _SCAN)
    return Reading("".join(pages), tuple(origins), said, (lack,) if bare else ())


def _page(document: pdfium.PdfDocument, at: int, name: str) -> str:
    """Text of a page with a line end behind it; empty without text."""
    try:
        page = document[at]
        words = page.get_textpage()
        text = words.get_text_range(errors="replace")
        words.close()
        page.close()
    except pdfium.PdfiumError as error:
        raise ReaderError(
            f"page {at + 1} of the PDF cannot be read ({error})",
            where=name,
            remedy="open it in a browser and print it to a new PDF",
        ) from error
    text = _LINE_END.sub("\n", text).replace(_DIVIDED, "-").replace("\0", "\ufffd")
    return text if not text or text.endswith("\n") else text + "\n"
