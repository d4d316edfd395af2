"""Entries that state no problem in words known, where answers to problems are announced."""

from __future__ import annotations

from collections import defaultdict

from .families import answered, counted_on, families, in_open_section
from .lines import LONGEST_HEADING
from .page import Page
from .scores import announces
from .tree import HEADING, SECTION, Node

_SHORTEST_PARAGRAPH = 12
_FEWEST_COUNTED = 3
#: Styles that head the parts of a report.
_PARTS = frozenset({"part", "stem", "formal", "cn_comma", "cn_plain", "roman"})


def announced(document: Node, page: Page) -> list[Node]:
    """Entries that state no problem in words known, where answers to problems are announced.

    They are headed by an action or by words not known. They are the numbered nodes right below a
    section that announces them, or below its groups: a group says no more than its field (…方面)
    or holds nothing but nodes that say several things each. Where the title announces them and
    no section does, they are the nodes alike, outside parts with another role, of which the
    largest share, at least half, has words of deficiency.
    """
    found: list[Node] = []
    for section in document.children:
        if announces(section, page):
            found.extend(_below_announcement(section.children, page))
    if found or not page.announced:
        return found
    likely: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for (_, styles), family in families(document).items():
        if not family[0].step and styles[-1] not in {SECTION, HEADING}:
            likely[styles].extend(in_open_section(family, page))
    for styles in sorted(likely, key=len):
        counted = counted_on(likely[styles])
        if len(counted) >= _FEWEST_COUNTED and answered(counted, page):
            for node in counted:
                node.evidence.append("counted as one list over several groups")
            return counted
    shares = {styles: _lacking(family) for styles, family in likely.items()}
    for styles in sorted(likely, key=lambda styles: (-shares[styles], len(styles))):
        family = likely[styles]
        if len(family) > 1 and shares[styles] >= 0.5 and answered(family, page):
            for node in family:
                node.evidence.append("answered, in a report whose title announces answers")
            return family
    if page.planned or page.wrapped(document.start, document.end):
        return []
    return _headed(likely, page)


def _headed(likely: dict[tuple[str, ...], list[Node]], page: Page) -> list[Node]:
    """The innermost nodes alike, if they are headings with an answer below them.

    Nodes at the top of the report are entries only in a style that does not head parts.
    """
    for styles in sorted(likely, key=len, reverse=True):
        family = likely[styles]
        parts = len(styles) == 1 and styles[0] in _PARTS
        if len(family) > 2 and not parts and _are_headings(family, page):
            for node in family:
                node.evidence.append("a heading with an answer below it")
            return family
    return []


def _are_headings(family: list[Node], page: Page) -> bool:
    """True if most nodes are short lines with an answer below them."""
    headed = sum(
        page.first_line_end(node) - node.body <= LONGEST_HEADING
        and page.head(node)[1] == page.first_line_end(node)
        and node.end - page.first_line_end(node) > _SHORTEST_PARAGRAPH
        for node in family
    )
    return 5 * headed >= 4 * len(family)


def _lacking(family: list[Node]) -> float:
    """Share of nodes whose first words tell of deficiency."""
    lacking = sum("words of deficiency" in node.evidence for node in family)
    return lacking / max(1, len(family))


def _below_announcement(family: list[Node], page: Page) -> list[Node]:
    while family and all(node.children for node in family):
        below = [child for node in family for child in node.children]
        if any(child.step for child in below) and not _are_headings(below, page):
            break
        if not (_name_fields(family, page) or _say_more(below, page)):
            break
        family = below
    steps = bool(family) and family[0].step and not _are_headings(family, page)
    if len(family) < 2 or steps or not answered(family, page):
        return []
    for node in family:
        node.evidence.append("an action heading in a section that answers problems")
    return family


def _name_fields(family: list[Node], page: Page) -> bool:
    heads = [page.solid[slice(*page.head(node))] for node in family]
    return sum(head.endswith("方面") for head in heads) * 2 > len(heads)


def _say_more(family: list[Node], page: Page) -> bool:
    """True if most nodes have a heading of their own and more behind it."""
    more = 0
    for node in family:
        _, end = page.head(node)
        more += end - node.body <= 30 and node.end - end > 20
    return 2 * more > len(family)
