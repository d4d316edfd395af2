"""The words of a web page as a browser prints them: one stream of words, line ends and numbers.

Scripts and what is marked as deleted are not printed; numbers of ordered lists are, and stand
nowhere in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from lxml import etree
from lxml.html import defs

from ..numerals import chinese, letters, roman

#: An element of a page's tree.
Element = Any

#: Elements that begin and end a line. (del and ins may stand inside one, hr and br hold no words.)
BLOCKS = (defs.block_tags | {"body", "article", "aside", "details", "dialog", "figcaption"}
          | {"figure", "footer", "header", "hgroup", "main", "nav", "section", "summary"}
          ) - {"del", "ins", "option", "optgroup"}  # fmt: skip
#: Elements whose words are no words of the page.
SILENT = frozenset(
    {"head", "script", "style", "template", "noscript", "textarea", "select", "button", "svg"}
    | {"iframe", "frame", "object", "audio", "video", "canvas", "map", "rt", "rp"}
)
_ENDS_LINE = frozenset({"br", "hr"})
_PRE = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z-]+)", re.IGNORECASE)
_ARABIC = "{}. ".format
#: What list styles print; a style without numbers prints nothing.
_STYLES: dict[str, Callable[[int], str]] = {
    "a": lambda number: f"{letters(number).lower()}. ",
    "A": lambda number: f"{letters(number)}. ",
    "i": lambda number: f"{roman(number).lower()}. ",
    "I": lambda number: f"{roman(number)}. ",
    "chinese": lambda number: f"{chinese(number)}、",
}
_CSS = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "cjk-ideographic": "chinese",
    "simp-chinese-informal": "chinese", "trad-chinese-informal": "chinese",
}  # fmt: skip
_NO_NUMBERS = frozenset({"none", "disc", "circle", "square"})
#: Letters and Roman numerals grow with the number.
_HIGHEST = 9_999
_OWN_NUMBER = re.compile(
    r"\s*(?:[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）、.．:：]|第[一二三四五六七八九十\d]"
    r"|[一二三四五六七八九十]是|[①-⑳])"
)


class Piece(NamedTuple):
    """A piece of the stream, and the element it stands in.

    `kind` is ``words``, ``as set`` (words whose white space counts), ``number`` (printed before the
    next words), ``end`` (of a line) or ``table``.
    """

    kind: str
    text: str
    element: Element


def pieces(
    root: Element,
    left_out: Collection[Element] = frozenset(),
    tables: Collection[Element] = frozenset(),
) -> Iterator[Piece]:
    """Walk through an element as a browser prints it.

    Parameters
    ----------
    root
        The element.
    left_out
        Elements inside it that are passed over.
    tables
        Tables inside it that are named and not walked through.
    """
    numbers: dict[Element, str] = {}
    # A number waits for the first words of its item; an item without words prints none here.
    waiting: dict[Element, str] = {}
    as_set = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        holder, words = element, element.text
        if event == "start":
            if element in tables:
                yield Piece("table", "", element)
            if _passed(element, left_out, tables):
                walk.skip_subtree()
                continue
            if element.tag in BLOCKS or element.tag in _ENDS_LINE:
                yield Piece("end", "", element)
            if element.tag == "ol":
                numbers |= _numbers(element)
            if element in numbers:
                waiting[element] = numbers[element]
            as_set += _is_set(element)
        else:
            if event == "end" and not _passed(element, left_out, tables):
                if element.tag in BLOCKS:
                    yield Piece("end", "", element)
                as_set -= _is_set(element)
                waiting.pop(element, None)
            if element is root:
                continue
            holder, words = element.getparent(), element.tail
        if words:
            if waiting and words.strip():
                for item, number in waiting.items():
                    yield Piece("number", number, item)
                waiting = {}
            yield Piece("as set" if as_set else "words", words, holder)


def _passed(element: Element, left_out: Collection[Element], tables: Collection[Element]) -> bool:
    silent = element.tag in SILENT or element.tag == "del"
    return silent or element in left_out or element in tables


def _is_set(element: Element) -> bool:
    """True for an element in which line ends and blanks are printed as they stand."""
    style = element.get("style")
    return element.tag == "pre" or (style is not None and _PRE.search(style) is not None)


def _numbers(ordered: Element) -> dict[Element, str]:
    """Numbers of a list's items; none if the style has none or all items print their own."""
    items = [child for child in ordered if child.tag == "li"]
    style = _LIST_STYLE.search(ordered.get("style") or "")
    named = style[1].lower() if style else ""
    if named in _NO_NUMBERS or all(_OWN_NUMBER.match("".join(li.itertext())) for li in items):
        return {}
    printed = _STYLES.get(_CSS.get(named, ordered.get("type") or ""), _ARABIC)
    step = -1 if ordered.get("reversed") is not None else 1
    number = _integer(ordered.get("start"), len(items) if step < 0 else 1)
    found = {}
    for item in items:
        number = _integer(item.get("value"), number)
        found[item] = printed(number) if 0 < number <= _HIGHEST else _ARABIC(number)
        number += step
    return found


def _integer(printed: str | None, otherwise: int) -> int:
    match = re.fullmatch(r"\s*([+-]?\d{1,9})\s*", printed or "")
    return int(match[1]) if match else otherwise
