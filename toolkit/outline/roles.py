"""Roles of outline nodes: which are problem entries, and what each section is for.

Evidence comes from words (resource files) and from structure: siblings alike share a role, and a
section whose children state problems holds the problem entries.
"""

from __future__ import annotations

import re
from collections import defaultdict

from ..matching import Hits
from .tree import Node

_ENDS_IN_PROBLEM = re.compile(r"问题(?:的?整改(?:落实|进展|完成)?(?:情况)?)?[。:,;]?$")
_OPENS_AND_NAMES = re.compile(r"(?:针对|关于)[^\n]{2,}?问题")
_STATEMENT_END = re.compile(r"[。\n]")
#: A node states a problem from this score on.
_STATES_PROBLEM = 2.0


def assign_roles(document: Node, folded: str, hits: Hits) -> bool:
    """Give every node of the tree its role.

    Parameters
    ----------
    document
        The tree; `kind` and `evidence` of its nodes are set.
    folded
        The folded text.
    hits
        The matcher's result for the text.

    Returns
    -------
    bool
        True if problem entries were found.
    """
    issues = _issue_nodes(document, folded, hits)
    for node in issues:
        for ancestor in _ancestors(node):
            ancestor.kind = "group"
            ancestor.evidence = "holds problem entries"
    sections = document.children
    with_issues = [i for i, s in enumerate(sections) if any(n.kind == "issue" for n in s.walk())]
    for position, section in enumerate(sections):
        if section.kind == "issue":
            continue
        if position in with_issues:
            section.kind, section.evidence = "issues", "its children state problems"
            _loose_items(section)
        else:
            before = bool(with_issues) and position < with_issues[0]
            after = bool(with_issues) and position > with_issues[-1]
            _name_section(section, folded, hits, before=before, after=after)
            for node in section.walk():
                if node is not section:
                    node.kind, node.evidence = "item", f"numbered part of: {section.kind}"
    return bool(issues)


def _loose_items(section: Node) -> None:
    """Name nodes of a problem section that are neither group nor entry nor inside one."""
    for node in section.walk():
        if node.kind == "section" and not any(a.kind == "issue" for a in _ancestors(node)):
            node.kind, node.evidence = "item", "in a section of problem entries"


def _ancestors(node: Node) -> list[Node]:
    """Nodes above `node`, the document left out."""
    found = []
    above = node.parent
    while above is not None and above.parent is not None:
        found.append(above)
        above = above.parent
    return found


def _issue_nodes(document: Node, folded: str, hits: Hits) -> list[Node]:
    """Find the problem entries: the deepest numbered siblings most of which state problems."""
    families: dict[tuple[int, str], list[Node]] = defaultdict(list)
    for node in document.walk():
        if node.parent is not None:
            at_top = node.parent is document
            families[(-1 if at_top else node.section().start, node.style)].append(node)
    scores = {node: problem_score(node, folded, hits) for fam in families.values() for node in fam}
    stating: set[Node] = set()
    for family in families.values():
        share = sum(scores[node][0] >= _STATES_PROBLEM for node in family) / len(family)
        if share >= 0.5:
            stating.update(node for node in family if not _is_other_section(node, scores, hits))
    issues = [
        node
        for node in stating
        if not any(below in stating for below in node.walk() if below is not node)
    ]
    for node in issues:
        node.kind = "issue"
        node.evidence = "; ".join(scores[node][1]) or "siblings state problems"
    return issues


def _is_other_section(node: Node, scores: dict[Node, tuple[float, list[str]]], hits: Hits) -> bool:
    """True for a top-level section that organises or closes among top-level entries."""
    if node.parent is None or node.parent.parent is not None or scores[node][0] >= _STATES_PROBLEM:
        return False
    return bool(hits.within("sections", node.body, node.paragraphs[0].end))


def problem_score(node: Node, folded: str, hits: Hits) -> tuple[float, list[str]]:
    """How strongly a node's first words state a problem, and what speaks for it.

    Parameters
    ----------
    node
        A numbered node.
    folded
        The folded text.
    hits
        The matcher's result for the text.

    Returns
    -------
    float
        2 and more: states a problem.
    list of str
        The evidence.
    """
    first = node.paragraphs[0]
    line = folded[node.body : first.end]
    stop = _STATEMENT_END.search(line)
    statement = line[: stop.end()] if stop else line
    statement_end = node.body + len(statement)
    score, evidence = 0.0, []
    if _ENDS_IN_PROBLEM.search(statement) or _ENDS_IN_PROBLEM.search(line):
        score += 2
        evidence.append("ends in 问题")
    if _OPENS_AND_NAMES.match(statement):
        score += 2
        evidence.append("opens with 针对/关于 and names 问题")
    if len(node.paragraphs) > 1 and _opens_with_label(node.paragraphs[1].start, hits):
        score += 1.5
        evidence.append("a field label follows")
    if _section_on_problems(node, folded, hits):
        score += 1
        evidence.append("stands in a section on problems")
    words = hits.longest("problems", node.body, statement_end)
    if any(hit.code == "deficiency" for hit in words):
        score += 1
        evidence.append("words of deficiency")
    if any(hit.code == "action" and hit.start == node.body for hit in words):
        score -= 1
        evidence.append("opens with an action")
    return score, evidence


def _section_on_problems(node: Node, folded: str, hits: Hits) -> bool:
    """True in a section whose heading announces problems (逐项问题整改情况) and states none.

    A heading that ends in 问题整改情况 announces; one that also opens with 关于 or names a
    deficiency states a problem itself.
    """
    section = node.section()
    if section is node:
        return False
    words = hits.within("sections", section.body, section.paragraphs[0].end)
    announces = any(hit.code == "issues" for hit in words)
    return announces and problem_score(section, folded, hits)[0] <= _STATES_PROBLEM


def _opens_with_label(start: int, hits: Hits) -> bool:
    return any(hit.start == start for hit in hits.within("labels", start, start + 12))


def _name_section(section: Node, folded: str, hits: Hits, *, before: bool, after: bool) -> None:
    """Name a section without problem entries by its heading, else by its place."""
    heading_end = section.paragraphs[0].end
    stop = _STATEMENT_END.search(folded, section.body, heading_end)
    weights: dict[str, int] = defaultdict(int)
    words: dict[str, list[str]] = defaultdict(list)
    for hit in hits.longest("sections", section.body, stop.start() if stop else heading_end):
        weights[hit.code] += hit.end - hit.start
        words[hit.code].append(folded[hit.start : hit.end])
    weights.pop("issues", None)
    if weights:
        section.kind = max(weights, key=lambda code: weights[code])
        section.evidence = f"heading words: {'、'.join(words[section.kind])}"
    elif before or after:
        section.kind = "organisation" if before else "closing"
        section.evidence = f"stands {'before' if before else 'after'} the problem entries"
    else:
        section.kind, section.evidence = "section", "no cue"


def unnumbered_entries(folded: str, starts: list[int], ends: list[int]) -> list[bool]:
    """Tell which paragraphs open like a problem entry without a number.

    Parameters
    ----------
    folded
        The folded text.
    starts, ends
        Spans of the paragraphs.

    Returns
    -------
    list of bool
    """
    return [
        _OPENS_AND_NAMES.match(folded, start, end) is not None
        for start, end in zip(starts, ends, strict=True)
    ]
