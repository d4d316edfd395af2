"""The main block of a web page: the smallest part that holds the report, and what is not of it.

Where the report stands is told by its sentences; around it stand lists of links and short words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from lxml import etree

from .page_lines import BLANKS, PageLine, own_cells, own_rows, page_lines
from .page_words import BLOCKS, SILENT, Element

_SENTENCE = re.compile("[。；！？]")
#: Names of what stands around the main text. What holds most of the page is none of it, whatever
#: its name: some sites call the report "comment".
_FURNITURE = re.compile(
    r"(?<![a-z])(?:nav\w*|menu\w*|bread\w*|crumbs?|foot\w*|copyright|side(?:bar|nav)\w*|aside"
    r"|related\w*|recommend\w*|comments?|toolbar)(?![a-z])"
)
_CAPITAL = re.compile("(?<=[a-z])(?=[A-Z])")
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_FURNITURE_ROLES = frozenset({"navigation", "contentinfo", "complementary", "search"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
#: A link to a file names an annex of the report; others lead away from it.
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|txt)(?:$|[?#])", re.IGNORECASE)
#: A link that only does something on the page itself: print it, change the size of letters.
_NO_LINK = re.compile(r"\s*(?:#|javascript:|$)", re.IGNORECASE)
_FEWEST_LINKS = 3
#: Longest link, in characters; as many pieces of its text are looked at.
_LONGEST_LINK, _PIECES_OF_LINK = 120, 40
#: A cell with as many lines that holds most of the page is no cell of a table.
_LINES_OF_LAYOUT = 12


class MainBlock(NamedTuple):
    """Lines of the main block, and those around it that are no lists of links, no navigation."""

    before: tuple[PageLine, ...]
    lines: tuple[PageLine, ...]
    behind: tuple[PageLine, ...]


@dataclass
class _Words:
    """Characters outside and inside links, marks of sentences outside, links, links to files."""

    plain: int = 0
    linked: int = 0
    marks: int = 0
    links: int = 0
    files: int = 0

    def add(self, other: _Words) -> None:
        self.plain += other.plain
        self.linked += other.linked
        self.marks += other.marks
        self.links += other.links
        self.files += other.files

    @property
    def is_links(self) -> bool:
        """True for a list of links with a few words between them, and no sentence."""
        several = self.links >= _FEWEST_LINKS and 2 * self.files < self.links
        return several and self.linked >= self.plain and not self.marks


@dataclass
class _Lines:
    """Characters of lines, those in sentences, lines, and links."""

    characters: int = 0
    sentences: int = 0
    lines: int = 0
    links: int = 0

    def add(self, other: _Lines) -> None:
        self.characters += other.characters
        self.sentences += other.sentences
        self.lines += other.lines
        self.links += other.links


def solid_length(text: str | None) -> int:
    """Characters of a text, white space left out."""
    return len(BLANKS.sub("", text)) if text else 0


def main_block(body: Element) -> MainBlock | None:
    """Find the main block of a page; ``None`` if it holds nothing but links.

    The search begins at the smallest element that holds more than half of the page's sentences
    and goes up as long as what is gained is more report than page: sentences for the most part,
    or words without a link among them.

    Parameters
    ----------
    body
        The page's body.
    """
    words = _count_words(body)
    if words[body].is_links or not words[body].plain:
        return None
    left_out = _left_out(body, words)
    printed = list(page_lines(body, left_out))
    elements = list(_elements(body, left_out))
    held = _count_lines(printed, elements)
    block = _widened(_smallest(body, held), held)
    tables = _tables(elements, words, held)
    for above in (block, *block.iterancestors()):
        block = above if above in tables else block
    outer = {table for table in tables if not any(a in tables for a in table.iterancestors())}
    printed = list(page_lines(body, left_out, outer))
    inside = set(block.iter())
    own = [at for at, line in enumerate(printed) if line.block in inside]
    first = own[0] - _reach(printed[own[0] - 1 :: -1] if own[0] else ())
    end = own[-1] + 1 + _reach(printed[own[-1] + 1 :])
    return MainBlock(tuple(printed[:first]), tuple(printed[first:end]), tuple(printed[end:]))


def _reach(lines: Sequence[PageLine]) -> int:
    """How many lines next to the block are of the report: as far as sentences are most of them."""
    gained = sentences = reach = 0
    for at, line in enumerate(lines, start=1):
        length = solid_length(line.text)
        gained += length
        sentences += length if _SENTENCE.search(line.text) else 0
        if 2 * sentences > gained:
            reach = at
    return reach


def _elements(root: Element, left_out: frozenset[Element]) -> Iterator[Element]:
    """Elements from the outside in, but for what is left out and all inside it."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element in left_out or element.tag in SILENT:
            walk.skip_subtree()
        else:
            yield element


def _count_words(body: Element) -> dict[Element, _Words]:
    counts: defaultdict[Element, _Words] = defaultdict(_Words)
    elements = []
    depth = 0
    walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        holder = element
        text = None
        link = _is_link(element)
        if event == "start":
            if element.tag in SILENT:
                walk.skip_subtree()
                continue
            elements.append(element)
            text = element.text
            if link:
                depth += 1
                counts[element].links += 1
                counts[element].files += _FILE.search(element.get("href")) is not None
        else:
            depth -= link and event == "end"
            if element is not body:
                holder, text = element.getparent(), element.tail
        length = solid_length(text)
        if depth:
            counts[holder].linked += length
        else:
            counts[holder].plain += length
            counts[holder].marks += text is not None and _SENTENCE.search(text) is not None
    for element in reversed(elements):
        if element is not body:
            counts[element.getparent()].add(counts[element])
    return counts


def _left_out(body: Element, words: dict[Element, _Words]) -> frozenset[Element]:
    """What stands around and inside the report and is none of it: navigation, lists of links."""
    marks, plain = words[body].marks, words[body].plain
    found = set()
    walk = etree.iterwalk(body, events=("start",))
    for _, element in walk:
        if element is body or element.tag in SILENT or not isinstance(element.tag, str):
            continue
        own = words[element]
        small = 2 * own.marks <= marks if marks else 2 * own.plain <= plain
        if small and (
            _is_furniture(element) or (element.tag in BLOCKS and words[element].is_links)
        ):
            found.add(element)
            walk.skip_subtree()
    return frozenset(found)


def _is_link(element: Element) -> bool:
    """True for a link to another page; one that holds sentences was only never closed."""
    target = element.get("href") if element.tag == "a" else None
    if target is None or _NO_LINK.match(target):
        return False
    words = "".join(islice(element.itertext(), _PIECES_OF_LINK))
    return len(words) <= _LONGEST_LINK and _SENTENCE.search(words) is None


def _is_furniture(element: Element) -> bool:
    if element.tag in _FURNITURE_TAGS or element.get("role") in _FURNITURE_ROLES:
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _FURNITURE.search(_CAPITAL.sub("-", names).lower()) is not None


def _count_lines(printed: Sequence[PageLine], elements: Sequence[Element]) -> dict[Element, _Lines]:
    counts: defaultdict[Element, _Lines] = defaultdict(_Lines)
    for line in printed:
        length = solid_length(line.text)
        sentences = length if _SENTENCE.search(line.text) else 0
        counts[line.block].add(_Lines(length, sentences, 1, 0))
    for element in reversed(elements):
        counts[element].links += _is_link(element)
        if element is not elements[0]:
            counts[element.getparent()].add(counts[element])
    body = counts[elements[0]]
    if not body.sentences:
        for count in counts.values():
            count.sentences = count.characters
    return counts


def _smallest(body: Element, held: dict[Element, _Lines]) -> Element:
    """The smallest element with more than half of the sentences."""
    block, most = body, held[body].sentences
    while True:
        inner = next((e for e in block if e in held and 2 * held[e].sentences > most), None)
        if inner is None:
            return block
        block = inner


def _widened(block: Element, held: dict[Element, _Lines]) -> Element:
    """The block, or one around it if what that adds is of the report."""
    for above in block.iterancestors():
        if above not in held:
            break
        gained, sentences, links = (
            held[above].characters - held[block].characters,
            held[above].sentences - held[block].sentences,
            held[above].links - held[block].links,
        )
        if gained and (2 * sentences > gained or not links):
            block = above
    return block


def _tables(
    elements: Sequence[Element], words: dict[Element, _Words], held: dict[Element, _Lines]
) -> set[Element]:
    """Tables of cells: two rows or more have as many filled cells, two or more.

    Tables also place things on a page: one cell holds most of it, or a table of cells.
    """
    most = held[elements[0]].sentences
    found: set[Element] = set()
    laid: set[Element] = set()
    for element in reversed(elements):
        if element.tag != "table":
            continue
        cells = [[c for c in own_cells(row) if words[c].plain] for row in own_rows(element)]
        alike = Counter(len(row) for row in cells if len(row) > 1)
        page = any(
            held[cell].lines >= _LINES_OF_LAYOUT and 2 * held[cell].sentences > most
            for row in cells
            for cell in row
        )
        if max(alike.values(), default=0) > 1 and not page and element not in laid:
            found.add(element)
            # a table around one that holds most of its words only places it
            for above in element.iterancestors("table"):
                if 2 * held[element].characters > held[above].characters:
                    laid.add(above)
    return found
