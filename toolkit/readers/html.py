"""Read saved web pages (HTML): the main text without navigation, links and footers.

A paragraph, heading, list item or line is a line, a table row a line whose cells are divided by
tabs. White space inside a line becomes a blank. What the page prints around the main text is left
out and counted.
"""

from __future__ import annotations

import re
from typing import Any

from ..errors import ReaderError
from ..report import Origin
from .encoding import Decoded

_BLANKS = re.compile(r"\s+")
#: How web pages, saved in whatever way, begin.
_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype html|(?:html|head|body|meta|title|link|style|script|div|p|table)\b)",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(r"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_HEAD = 4_000
#: Largest page read, in characters, pictures inside it left out; most attributes of a tag.
LIMIT_PAGE, LIMIT_ATTRIBUTES = 8_000_000, 1_000
#: Pictures and fonts written into a page.
_DATA = re.compile("data:[\\w/+.-]*;base64,[A-Za-z0-9+/=\\s%]*")
_LONG_TAG = re.compile("<[a-zA-Z][^<>]{2000,}")
#: Names of meta elements that sites of public bodies give to what a page says of itself.
_META = {
    "articletitle": "title",
    "pubdate": "publication_date",
    "publishdate": "publication_date",
    "contentsource": "source",
    "source": "source",
}
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_LINES = frozenset({"p", "head", "item", "lb", "quote", "row", "code", "fw"})


def is_html(text: str) -> bool:
    """True if a text begins as a web page does."""
    return _OPENING.match(text[:_HEAD]) is not None


def read_html(decoded: Decoded, name: str) -> tuple[str, tuple[Origin, ...], str, dict[str, str]]:
    """Read a web page.

    Parameters
    ----------
    decoded
        The page's source, with its encoding; what the page declares is told, not believed.
    name
        How to call it in messages.

    Returns
    -------
    text : str
        The main text in the form described above.
    origins : tuple of Origin
        A span for each table cell.
    evidence : str
        Encoding, title and date that the page gives, and how much of it was kept.
    said : dict of str to str
        What the page says of itself outside the main text: ``title``, ``publication_date`` and
        ``source``, where it says them.

    Raises
    ------
    ReaderError
        If no main text is found, or the page is larger or more tangled than any made for readers.
    """
    source = _DATA.sub("", decoded.text)
    _refuse_tangled(source, name)
    # Loaded here: they take a second, and most corpora hold no web pages.
    from lxml import html
    from trafilatura import bare_extraction
    from trafilatura.settings import Document, use_config

    config = use_config()
    # A short main text is one, too; the way out for short ones would lose lines and cells.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    page = bare_extraction(
        source,
        config=config,
        favor_recall=True,
        include_tables=True,
        include_comments=False,
        with_metadata=True,
    )
    if not isinstance(page, Document) or page.body is None:
        raise ReaderError(
            "no main text is found in the web page",
            where=name,
            remedy="open it in a browser, and save or copy the report as text",
        )
    writer = _Writer()
    writer.write(page.body)
    writer.end_line()
    text = "".join(writer.pieces)
    said = [decoded.evidence]
    declared = _CHARSET.search(decoded.text[:_HEAD])
    said += [f"the page declares {declared[1]}"] if declared else []
    said += [f"title: {page.title}"] if page.title else []
    said += [f"date: {page.date}"] if page.date else []
    parser = html.HTMLParser(encoding="utf-8")  # type: ignore[no-untyped-call]
    tree = html.document_fromstring(source.encode(), parser=parser)  # type: ignore[no-untyped-call]
    kept = len(_BLANKS.sub("", text))
    said.append(f"{kept:,} of {_characters(tree):,} characters of the page kept")
    candidates = {"title": page.title, "publication_date": page.date} | _declared(tree)
    told = {field: value.strip() for field, value in candidates.items() if value}
    return text, tuple(writer.origins), "; ".join(said), told


def _refuse_tangled(source: str, name: str) -> None:
    """Refuse what no page for readers has, before a parser works at it for minutes."""
    found = None
    if len(source) > LIMIT_PAGE:
        found = f"the web page has {len(source):,} characters, more than {LIMIT_PAGE:,}"
    elif any(len(tag.group().split()) > LIMIT_ATTRIBUTES for tag in _LONG_TAG.finditer(source)):
        found = f"a tag of the web page has more than {LIMIT_ATTRIBUTES:,} attributes"
    if found:
        remedy = "open it in a browser, and save or copy the report as text"
        raise ReaderError(found, where=name, remedy=remedy)


def _declared(tree: Any) -> dict[str, str]:
    """Title, day and source as the page's meta elements give them; the most special name wins."""
    found: dict[str, str] = {}
    for element in tree.iterfind(".//meta[@name][@content]"):
        field = _META.get(element.get("name").strip().lower())
        if field is not None:
            found.setdefault(field, element.get("content"))
    day = _DAY.search(found.get("publication_date", ""))
    if day is None:
        found.pop("publication_date", None)
    else:
        found["publication_date"] = "{}-{:0>2}-{:0>2}".format(*day.groups())
    return found


def _characters(page: Any) -> int:
    """Characters a page prints, scripts and styles left out, white space too."""
    pieces = page.xpath("//body//text()[not(ancestor::script or ancestor::style)]")
    return sum(len(_BLANKS.sub("", piece)) for piece in pieces)


class _Writer:
    """Writes the elements of a main text as lines."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.origins: list[Origin] = []
        self.line = ""
        self.in_cell = False
        self.tables = self.rows = 0

    def write(self, element: Any) -> None:
        """Write an element and all in it, in order."""
        block = element.tag in _LINES and not self.in_cell
        if block:
            self.end_line()
        elif element.tag in _LINES:
            self.words(" ")
        if element.tag == "table":
            self.tables, self.rows = self.tables + 1, 0
        if element.tag == "row" and not self.in_cell:
            self.row(element)
        else:
            self.words(element.text)
            for child in element:
                self.write(child)
                self.words(child.tail)
        if block:
            self.end_line()

    def row(self, row: Any) -> None:
        """Write a table row: cells divided by tabs."""
        cells = []
        for cell in row:
            before, self.line, self.in_cell = self.line, "", True
            self.words(cell.text)
            for child in cell:
                self.write(child)
                self.words(child.tail)
            cells.append(_BLANKS.sub(" ", self.line).strip())
            self.line, self.in_cell = before, False
        place = self.length
        self.rows += 1
        for at, cell in enumerate(cells, start=1):
            if cell and len(cells) > 1:
                where = f"table {self.tables}, row {self.rows}, column {at}"
                self.origins.append(Origin(place, place + len(cell), "cell", where))
            place += len(cell) + 1
        if any(cells):
            self.add("\t".join(cells) + "\n")

    def words(self, text: str | None) -> None:
        """Add words to the line being written."""
        self.line += text or ""

    def end_line(self) -> None:
        """End the line being written, if it has words."""
        line = _BLANKS.sub(" ", self.line).strip()
        if line:
            self.add(line + "\n")
        self.line = ""

    def add(self, line: str) -> None:
        """Add a finished line to the text."""
        self.pieces.append(line)
        self.length += len(line)
