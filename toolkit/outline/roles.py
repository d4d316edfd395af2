"""Roles of outline nodes: which are problem entries, and what each section is for.

Evidence comes from words (resource files) and from structure: siblings alike share a role, an
entry has an answer, and a section whose children state problems holds the entries. Every point
given is kept with its reason.
"""

from __future__ import annotations

from collections import defaultdict

from .announced import announced
from .families import Family, answered, counted_on, families, has_other_role, in_open_section
from .page import ENDS_IN_PROBLEM, STRONG_OPENER, Page
from .scores import STATES_PROBLEM, announces, hold_one_problem, problem_score
from .tree import HEADING, ROW, UNNUMBERED, Node

_LABELLED = frozenset({"a field label follows", "a label says that a problem follows"})


def assign_roles(document: Node, page: Page, *, strict: bool) -> bool:
    """Give every node of the tree its role.

    Parameters
    ----------
    document
        The tree; `kind`, `score` and `evidence` of its nodes are set.
    page
        The report.
    strict
        Whether only nodes that state a problem count as entries, not headings of actions.

    Returns
    -------
    bool
        True if problem entries were found.
    """
    for node in document.walk():
        node.kind = "document" if node.parent is None else "section"
        node.evidence, node.score = [], 0.0
    issues = _stating(document, page) or ([] if strict else announced(document, page))
    for node in issues:
        node.kind = "issue"
        for above in node.above():
            above.kind = "group"
            above.evidence = ["holds problem entries"]
    _name_sections(document, page)
    return bool(issues)


def _stating(document: Node, page: Page) -> list[Node]:
    """Problem entries: the deepest families most of whose nodes state and answer problems."""
    all_families = families(document)
    counts: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    candidates: list[list[Node]] = []
    for (_, styles), family in all_families.items():
        if family[0].step and not _opens_as_entry(family, page):
            continue
        one_each = hold_one_problem(family, page)
        for node in family:
            node.score, node.evidence = problem_score(node, page, one_each=one_each)
        clear = sum(node.score >= STATES_PROBLEM for node in family)
        counts[styles][0] += clear
        counts[styles][1] += len(family)
        least = 0.8 if family[0].step else 0.5
        if clear >= least * len(family) and answered(family, page):
            candidates.append(family)
    stating: dict[Node, float] = {}
    for family in candidates:
        clear, total = counts[_styles_of(family[0])]
        if 2 * clear < total and _stated_above(family[0]):
            continue
        members = [node for node in family if not _is_other_section(node, page)]
        labelled = sum(not _LABELLED.isdisjoint(node.evidence) for node in members)
        stating.update(dict.fromkeys(members, labelled / max(1, len(members))))
    _pool(all_families, stating, page)
    entries = [node for node in stating if not _part_of_labelled(node, stating)]
    innermost = {*entries} - {above for node in entries for above in node.above()}
    return [node for node in document.walk() if node in innermost]


def _styles_of(node: Node) -> tuple[str, ...]:
    above = [a.style for a in node.above() if a.style != HEADING]
    return (*above[::-1], node.style)


def _stated_above(node: Node) -> bool:
    """True inside a node that states a problem: steps of few answers may look like problems."""
    return node.parent is not None and node.parent.score >= STATES_PROBLEM


def _pool(all_families: dict[Family, list[Node]], stating: dict[Node, float], page: Page) -> None:
    """Take in families set like those that state problems, in other sections, if these prevail."""
    alike: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for (section, styles), family in all_families.items():
        acts = sum(node.score for node in family) < 0
        if section >= 0 and not family[0].step and styles[-1] != HEADING and not acts:
            alike[styles].extend(in_open_section(family, page))
    for nodes in alike.values():
        found = [node for node in nodes if node in stating]
        if 2 * len(found) > len(nodes) > len(found) and answered(nodes, page):
            counted = {*counted_on(nodes)}
            for node in nodes:
                if node not in stating and (not counted or node in counted):
                    node.evidence.append("like the entries of other sections")
                    stating[node] = 0.0


def _part_of_labelled(node: Node, stating: dict[Node, float]) -> bool:
    """True inside an entry with field labels, more of whose fellows have them than this node's."""
    return any(stating.get(above, 0.0) >= max(0.5, stating[node]) for above in node.above())


def _opens_as_entry(family: list[Node], page: Page) -> bool:
    """True if steps open with 针对/关于 … 问题 as entries do.

    Their first sentences, at the start of lines, name a problem and nothing else; or they do not
    stand below a stated problem.
    """
    opening = [node for node in family if STRONG_OPENER.match(page.solid, node.body)]
    if len(family) < 2 or len(opening) * 5 < len(family) * 4:
        return False
    naming = sum(node.placed == "line" and _only_names_problem(node, page) for node in opening)
    if 5 * naming >= 4 * len(opening):
        return True
    above = {node.parent for node in family if node.parent is not None and node.level > 1}
    return all(
        announces(node, page) or problem_score(node, page)[0] < STATES_PROBLEM for node in above
    )


def _only_names_problem(node: Node, page: Page) -> bool:
    return ENDS_IN_PROBLEM.search(page.solid, *page.head(node)) is not None


def _is_other_section(node: Node, page: Page) -> bool:
    """True for a top-level section that organises or closes among top-level entries."""
    if node.level != 1 or node.score >= STATES_PROBLEM + 1 or node.style in {UNNUMBERED, ROW}:
        return False
    if has_other_role(node, page):
        return True
    return page.names_answers(*page.head(node)) and node.score < STATES_PROBLEM


def _name_sections(document: Node, page: Page) -> None:
    sections = document.children
    holding = [i for i, s in enumerate(sections) if any(n.kind == "issue" for n in s.walk())]
    for position, section in enumerate(sections):
        if section.kind == "issue":
            _inner(section)
            continue
        if position in holding:
            section.kind, section.evidence = "issues", ["its children state problems"]
            for node in section.walk():
                if node.kind == "issue":
                    _inner(node)
            for node in section.walk():
                if node.kind == "section":
                    node.kind, node.evidence = "item", ["in a section of problem entries"]
        else:
            before = bool(holding) and position < holding[0]
            after = bool(holding) and position > holding[-1]
            _name_section(section, page, before=before, after=after)
            for node in section.walk():
                if node is not section:
                    node.kind = "item"
                    node.evidence.append(f"numbered part of: {section.kind}")


def _inner(issue: Node) -> None:
    for node in issue.walk():
        if node is not issue:
            node.kind = "step"


def _name_section(section: Node, page: Page, *, before: bool, after: bool) -> None:
    """Name a section without problem entries by its heading, else by its place."""
    named = page.parts_named(*page.head(section))
    named.pop("issues", None)
    if named:
        section.kind = max(named, key=lambda code: sum(map(len, named[code])))
        section.evidence = [f"heading words: {'、'.join(named[section.kind])}"]
    elif before or after:
        section.kind = "organisation" if before else "closing"
        section.evidence = [f"stands {'before' if before else 'after'} the problem entries"]
    else:
        section.kind, section.evidence = "section", ["no cue"]
