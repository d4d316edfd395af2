"""Families of outline nodes: nodes set alike, in one section or over several."""

from __future__ import annotations

from collections import defaultdict

from .page import Page
from .tree import HEADING, ROW, Node

_SHORTEST_ANSWER = 2
Family = tuple[int, tuple[str, ...]]


def families(document: Node) -> dict[Family, list[Node]]:
    """Nodes alike: same styles from the section down; sections are one family by style.

    A heading without a number between a section and its nodes makes no difference.
    """
    families: dict[Family, list[Node]] = defaultdict(list)
    waiting: list[tuple[Node, int, tuple[str, ...]]] = [(document, -1, ())]
    while waiting:
        node, section, styles = waiting.pop()
        for child in reversed(node.children):
            below = (*styles, child.style)
            families[section, below].append(child)
            path = styles if child.style == HEADING else below
            waiting.append((child, child.start if section < 0 else section, path))
    return families


def counted_on(nodes: list[Node]) -> list[Node]:
    """The longest run of nodes, in text order, whose numbers go on from one part to the next.

    Groups restart their numbers, entries of several groups are often counted as one list.
    """
    best: list[Node] = []
    run: list[Node] = []
    for node in sorted(nodes, key=lambda node: node.start):
        run = [*run, node] if run and node.value == run[-1].value + 1 else [node]
        if len(run) > len(best) and run[0].value == 1:
            best = run
    return best if len({node.parent for node in best}) > 1 else []


def in_open_section(family: list[Node], page: Page) -> list[Node]:
    """Nodes of a family outside sections whose heading names another part of the report."""
    if family[0].level > 1:
        return [] if has_other_role(family[0].section(), page) else family
    return [node for node in family if not has_other_role(node, page)]


def has_other_role(section: Node, page: Page) -> bool:
    """True for a section whose heading names another part of the report."""
    named = page.parts_named(*page.head(section))
    return bool(named) and "issues" not in named


def answered(family: list[Node], page: Page) -> bool:
    """True if most nodes hold more than their first sentence: an entry has an answer."""
    answered = 0
    for node in family:
        _, end = page.head(node)
        noun = page.noun_end(node.body, end)
        rest = node.end - (end if noun is None else noun)
        answered += bool(node.children) or rest >= _SHORTEST_ANSWER or node.style == ROW
    return 2 * answered >= len(family)
