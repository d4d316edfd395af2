"""Read saved web pages (HTML): the main text without navigation, links and footers.

A paragraph, heading, list item or line is a line, a table row a line whose cells are divided by
tabs. White space inside a line becomes a blank, unless the page prints it as it is set. Numbers of
ordered lists are printed and marked as generated; what is marked as deleted is left out. What the
page prints around the main text is left out and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree, html
from lxml.html import defs

from ..errors import ReaderError
from ..report import Origin
from .encoding import Decoded
from .main_block import MainBlock, main_block, solid_length
from .page_lines import BLANKS, PageLine

#: How web pages, saved in whatever way, begin: behind comments, with a tag of HTML.
_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype html|[a-z][a-z\d]*(?=[\s/>]))",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = defs.tags | defs.html5_tags | {"!doctype html", "main", "template", "strike"}
_SAVE = "open it in a browser, and save or copy the report as text"
_CHARSET = re.compile(r"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_HEAD = 4_000
#: Largest page read, in characters, pictures inside it left out; most attributes of a tag.
LIMIT_PAGE, LIMIT_ATTRIBUTES = 8_000_000, 1_000
#: Largest page that trafilatura is asked about, in elements: its time grows with their square.
LIMIT_ASKED = 20_000
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
#: A day that a page gives as that of its publication; above the text the bare word does, too.
_PUBLISHED = re.compile(
    r"(?:发布|发表|公开|公布|刊发)(?:日期|时间|于) ?[:：]? ?"
    r"((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2})"
)
_DATED = re.compile(
    r"(?<![\u4e00-\u9fff])(?:日期|时间) ?[:：] ?((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2})"
)
_LINES = frozenset({"p", "head", "item", "lb", "quote", "row", "code", "fw"})


def is_html(text: str) -> bool:
    """True if a text begins as a web page does."""
    opening = _OPENING.match(text[:_HEAD])
    return opening is not None and opening[1].lower() in _TAGS


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
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)  # type: ignore[no-untyped-call]
    tree = html.document_fromstring(source.encode(), parser=parser)  # type: ignore[no-untyped-call]
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        found = "the web page is nested deeper than any made for readers"
        raise ReaderError(found, where=name, remedy=_SAVE)
    body = tree.find("body")
    block = None if body is None else main_block(body)
    if block is None:
        raise ReaderError("no main text is found in the web page", where=name, remedy=_SAVE)
    many = sum(1 for _ in body.iter()) > LIMIT_ASKED
    extracted = None if many else _extracted(source)
    lines = _completed(block, extracted)
    text, origins = _written(lines)
    said = [decoded.evidence]
    declared = _CHARSET.search(decoded.text[:_HEAD])
    said += [f"the page declares {declared[1]}"] if declared else []
    title = None if extracted is None else extracted.title
    day = _day(tree, block, extracted)
    said += [f"more than {LIMIT_ASKED:,} elements, trafilatura not asked"] if many else []
    said += [f"title: {title}"] if title else []
    said += [f"date: {day}"] if day else []
    kept, all_of_it = solid_length(text), _characters(body)
    said.append(f"{kept:,} of {all_of_it:,} characters of the page kept")
    numbers = sum(origin.kind == "generated number" for origin in origins)
    said += [f"numbers generated: {numbers}"] if numbers else []
    deleted = sum(1 for _ in body.iter("del"))
    said += [f"deletions left out: {deleted}"] if deleted else []
    candidates = {"title": title, "publication_date": day} | _declared(tree)
    told = {field: value.strip() for field, value in candidates.items() if value}
    return text, origins, "; ".join(said), told


def _extracted(source: str) -> Any:
    """What trafilatura takes for the main text, with title and date; ``None`` if it finds none."""
    # Loaded here: it takes a second, and most corpora hold no web pages.
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
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return page if isinstance(page, Document) else None


def _completed(block: MainBlock, extracted: Any) -> list[PageLine]:
    """Lines of the main block, and those around it that trafilatura takes for main text, too.

    The block keeps what trafilatura loses; trafilatura knows titles that stand outside the block.
    Only the title counts where most of what it found lies elsewhere.
    """
    found: Counter[str] = Counter()
    if extracted is not None and extracted.body is not None:
        found.update(BLANKS.sub("", words) for words in _lines_of(extracted.body))
    title = BLANKS.sub("", (None if extracted is None else extracted.title) or "")
    inside = Counter(BLANKS.sub("", line.text) for line in block.lines)
    outside = found - inside
    if sum(map(len, outside.elements())) * 2 > sum(map(len, found.elements())):
        outside = Counter()
    if title not in inside:
        outside[title] = 1
    return [
        *_taken(block.before, outside),
        *block.lines,
        *_taken(block.behind, outside),
    ]


def _taken(lines: Iterable[PageLine], wanted: Counter[str]) -> Iterator[PageLine]:
    """Lines that are wanted, each as often as it is."""
    for line in lines:
        words = BLANKS.sub("", line.text)
        if wanted[words] > 0:
            wanted[words] -= 1
            yield line


def _lines_of(extracted: Any) -> Iterator[str]:
    """Lines of trafilatura's tree."""
    line: list[str] = []
    for event, element in etree.iterwalk(extracted, events=("start", "end")):
        if element.tag in _LINES:
            yield "".join(line)
            line = []
        words = element.text if event == "start" else element.tail
        line.append(words or "")
    yield "".join(line)


def _written(lines: Iterable[PageLine]) -> tuple[str, tuple[Origin, ...]]:
    """The lines as one text, with the spans that do not stand in the page as they are."""
    pieces: list[str] = []
    origins: list[Origin] = []
    place = 0
    for line in lines:
        origins += [o._replace(start=o.start + place, end=o.end + place) for o in line.origins]
        pieces.append(line.text + "\n")
        place += len(pieces[-1])
    return "".join(pieces), tuple(origins)


def _day(tree: Any, block: MainBlock, extracted: Any) -> str | None:
    """Day of publication: printed as such above the text or in it, else one that is declared.

    htmldate, which trafilatura asks, guesses a day from whatever looks like one; it is believed
    only where an element of the page that is made for days says the same.
    """
    above = [match for line in block.before if (match := _DATED.search(line.text))]
    lines = (*block.before, *block.lines, *block.behind)
    printed = [match for line in lines if (match := _PUBLISHED.search(line.text))] + above
    if printed:
        return _written_day(printed[0][1])
    day = None if extracted is None else extracted.date
    said = [*tree.xpath("//meta/@content"), *tree.xpath("//time/@datetime")]
    return day if day is not None and day in {_written_day(one) for one in said} else None


def _written_day(words: str) -> str | None:
    """The first day in some words, as 2023-01-31."""
    day = _DAY.search(words)
    return None if day is None else "{}-{:0>2}-{:0>2}".format(*day.groups())


def _refuse_tangled(source: str, name: str) -> None:
    """Refuse what no page for readers has, before a parser works at it for minutes."""
    found = None
    if len(source) > LIMIT_PAGE:
        found = f"the web page has {len(source):,} characters, more than {LIMIT_PAGE:,}"
    elif any(len(tag.group().split()) > LIMIT_ATTRIBUTES for tag in _LONG_TAG.finditer(source)):
        found = f"a tag of the web page has more than {LIMIT_ATTRIBUTES:,} attributes"
    if found:
        raise ReaderError(found, where=name, remedy=_SAVE)


def _declared(tree: Any) -> dict[str, str]:
    """Title, day and source as the page's meta elements give them; the most special name wins."""
    found: dict[str, str] = {}
    for element in tree.iterfind(".//meta[@name][@content]"):
        field = _META.get(element.get("name").strip().lower())
        if field is not None:
            found.setdefault(field, element.get("content"))
    day = _written_day(found.pop("publication_date", ""))
    return found if day is None else found | {"publication_date": day}


def _characters(body: Any) -> int:
    """Characters a page prints, scripts and styles left out, white space too."""
    silent = {"script", "style"}
    inside = (one.text for one in body.iter(etree.Element) if one.tag not in silent)
    behind = (one.tail for one in body.iterdescendants())
    return sum(map(solid_length, (*inside, *behind)))
