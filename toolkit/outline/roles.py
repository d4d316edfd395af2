"""Roles of outline nodes: which are problem entries, and what each section is for.

Evidence comes from words (resource files) and from structure: siblings alike share a role, an
entry has an answer, and a section whose children state problems holds the entries. Every point
given is kept with its reason.
"""

from __future__ import annotations

from collections import defaultdict

from .page import ENDS_IN_PROBLEM, OPENER, STRONG_OPENER, Page
from .tree import HEADING, ROW, SECTION, UNNUMBERED, Node

#: A node states a problem from this score on.
STATES_PROBLEM = 2.0
_SHORTEST_ANSWER = 2
_LABELLED = frozenset({"a field label follows", "a label says that a problem follows"})
#: In a statement this short a single character such as 未 tells of deficiency.
_SHORT_STATEMENT = 40
_LONGEST_HEADING = 40
_SHORTEST_PARAGRAPH = 30
_FEWEST_COUNTED = 3
Family = tuple[int, tuple[str, ...]]


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
    issues = _stating(document, page) or ([] if strict else _announced(document, page))
    for node in issues:
        node.kind = "issue"
        for above in node.above():
            above.kind = "group"
            above.evidence = ["holds problem entries"]
    _name_sections(document, page)
    return bool(issues)


def _families(document: Node) -> dict[Family, list[Node]]:
    """Nodes alike: same styles from the section down; sections are one family by style."""
    families: dict[Family, list[Node]] = defaultdict(list)
    waiting: list[tuple[Node, int, tuple[str, ...]]] = [(document, -1, ())]
    while waiting:
        node, section, styles = waiting.pop()
        for child in reversed(node.children):
            below = (*styles, child.style)
            families[section, below].append(child)
            waiting.append((child, child.start if section < 0 else section, below))
    return families


def _stating(document: Node, page: Page) -> list[Node]:
    """Problem entries: the deepest families most of whose nodes state and answer problems."""
    families = _families(document)
    stating: dict[Node, float] = {}
    for (_, _styles), family in families.items():
        if family[0].step and not _opens_as_entry(family, page):
            continue
        one_each = _hold_one_problem(family, page)
        for node in family:
            node.score, node.evidence = problem_score(node, page, one_each=one_each)
        clear = [node for node in family if node.score >= STATES_PROBLEM]
        least = 0.8 if family[0].step else 0.5
        if len(clear) < least * len(family) or not _answered(family, page):
            continue
        members = [node for node in family if not _is_other_section(node, page)]
        labelled = sum(not _LABELLED.isdisjoint(node.evidence) for node in members)
        stating.update(dict.fromkeys(members, labelled / max(1, len(members))))
    _pool(families, stating, page)
    entries = [node for node in stating if not _part_of_labelled(node, stating)]
    innermost = {*entries} - {above for node in entries for above in node.above()}
    return [node for node in document.walk() if node in innermost]


def _pool(families: dict[Family, list[Node]], stating: dict[Node, float], page: Page) -> None:
    """Take in families set like those that state problems, in other sections, if these prevail."""
    alike: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for (section, styles), family in families.items():
        if section >= 0 and not family[0].step and styles[-1] != HEADING:
            alike[styles].extend(_in_open_section(family, page))
    for nodes in alike.values():
        found = [node for node in nodes if node in stating]
        if 2 * len(found) > len(nodes) > len(found) and _answered(nodes, page):
            counted = {*_counted_on(nodes)}
            for node in nodes:
                if node not in stating and (not counted or node in counted):
                    node.evidence.append("like the entries of other sections")
                    stating[node] = 0.0


def _counted_on(nodes: list[Node]) -> list[Node]:
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


def _in_open_section(family: list[Node], page: Page) -> list[Node]:
    """Nodes of a family outside sections whose heading names another part of the report."""
    if family[0].level > 1:
        return [] if _has_other_role(family[0].section(), page) else family
    return [node for node in family if not _has_other_role(node, page)]


def _part_of_labelled(node: Node, stating: dict[Node, float]) -> bool:
    """True inside an entry with field labels, more of whose fellows have them than this node's."""
    return any(stating.get(above, 0.0) >= max(0.5, stating[node]) for above in node.above())


def _answered(family: list[Node], page: Page) -> bool:
    """True if most nodes hold more than their first sentence: an entry has an answer."""
    answered = 0
    for node in family:
        _, end = page.head(node)
        noun = page.noun_end(node.body, end)
        rest = node.end - (end if noun is None else noun)
        answered += bool(node.children) or rest >= _SHORTEST_ANSWER or node.style == ROW
    return 2 * answered >= len(family)


def _opens_as_entry(family: list[Node], page: Page) -> bool:
    """True if steps open with 针对/关于 … 问题 and do not stand below a stated problem."""
    opening = sum(STRONG_OPENER.match(page.solid, node.body) is not None for node in family)
    if len(family) < 2 or opening * 5 < len(family) * 4:
        return False
    above = {node.parent for node in family if node.parent is not None and node.level > 1}
    return all(problem_score(node, page)[0] < STATES_PROBLEM for node in above)


def _is_other_section(node: Node, page: Page) -> bool:
    """True for a top-level section that organises or closes among top-level entries."""
    if node.level != 1 or node.score >= STATES_PROBLEM + 1 or node.style in {UNNUMBERED, ROW}:
        return False
    if _has_other_role(node, page):
        return True
    return page.names_answers(*page.head(node)) and node.score < STATES_PROBLEM


def _hold_one_problem(family: list[Node], page: Page) -> bool:
    """True if every node holds just one field for a problem."""
    counts = (
        sum(label.code == "problem" for label in page.labels_in(node.start, node.end))
        for node in family
    )
    return all(count == 1 for count in counts)


def problem_score(node: Node, page: Page, *, one_each: bool = False) -> tuple[float, list[str]]:
    """How strongly a node's first words state a problem, and what speaks for it.

    Parameters
    ----------
    node
        A node of the tree.
    page
        The report.
    one_each
        Whether every node alike holds just one field for a problem.

    Returns
    -------
    float
        2 and more: states a problem.
    list of str
        The evidence.
    """
    if node.style == ROW:
        return 5.0, ["a row of a table with a column for the problem"]
    solid = page.solid
    start, end = page.head(node)
    line_end = page.first_line_end(node)
    score, evidence = 0.0, []

    def speak(points: float, reason: str) -> None:
        nonlocal score
        score += points
        evidence.append(reason)

    if node.style == UNNUMBERED:
        speak(2, "opens like an entry without a number")
    noun = page.noun_end(start, end)
    opener = (OPENER if node.style == UNNUMBERED else STRONG_OPENER).match(solid, start)
    ends = ENDS_IN_PROBLEM.search(solid, start, end)
    if ends is None and (page.stream.opens_line(line_end) or line_end == len(solid)):
        ends = ENDS_IN_PROBLEM.search(solid, max(start, line_end - 16), line_end)
    if page.names_answers(start, end) and page.phrases["found"].search(solid, start, end):
        opener = noun = ends = None
    if ends or (noun is not None and opener):
        speak(2, "ends in 问题" if ends else "a clause ends in 问题")
    if opener and "问题" in solid[start:end]:
        speak(2, f"opens with {opener.group()} and names 问题")
    elif opener and page.phrases["names_answer"].search(solid, start, end):
        speak(3, f"opens with {opener.group()} and names its rectification")
    if page.printed_status(start, line_end) is not None:
        speak(2, "a printed status")
    if page.quotes(start, end):
        speak(2, "is a quotation")
    labels = page.labels_in(start, min(node.own_end, max(end, line_end) + 2))
    fields = [label.code for label in page.labels_in(start, node.end)]
    part = bool(page.parts_named(start, end))
    if any(label.code == "problem" and label.start == start for label in labels) or (
        not part and fields.count("problem") == 1 and (one_each or fields[0] != "problem")
    ):
        speak(3, "a label says that a problem follows")
    if any(label.code != "problem" and label.start > start for label in labels):
        below = not part and labels[0].start == line_end
        speak(2.5 if below else 1.5, "a field label follows")
    if node.style in {"named", "item"} and "问题" in solid[node.start : node.body]:
        speak(2, "counted as a problem")
    elif node.style in {"named", "item"} and page.announced:
        speak(2, "counted one by one")
    if _section_on_problems(node, page):
        speak(1, "stands in a section on problems")
    words = page.hits.longest("problems", start, end)
    lacking = [hit.end - hit.start for hit in words if hit.code == "deficiency"]
    if lacking:
        speak(
            1 if max(lacking) > 1 or end - start <= _SHORT_STATEMENT else 0.5, "words of deficiency"
        )
    if noun is None and any(hit.code == "action" and hit.start == start for hit in words):
        speak(-1.5, "opens with an action")
    if node.style in {HEADING, SECTION}:
        speak(-3, "a heading without a number")
    return score, evidence


def _section_on_problems(node: Node, page: Page) -> bool:
    """True in a section whose heading announces problems (逐项问题整改情况) and states none.

    A heading that ends in 问题整改情况 announces; one that also opens with 关于 or names a
    deficiency states a problem itself.
    """
    section = node.section()
    if section is node:
        return page.announced and node.style in {UNNUMBERED, ROW}
    return announces(section, page)


def announces(section: Node, page: Page) -> bool:
    """True for a section whose heading says that answers to problems follow."""
    start, end = page.head(section)
    named = page.parts_named(start, end)
    if set(named) != {"issues"} or STRONG_OPENER.match(page.solid, start):
        return False
    deficient = page.hits.longest("problems", start, end)
    return not any(hit.code == "deficiency" for hit in deficient)


def _announced(document: Node, page: Page) -> list[Node]:
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
    for (_, styles), family in _families(document).items():
        if not family[0].step and styles[-1] not in {SECTION, HEADING}:
            likely[styles].extend(_in_open_section(family, page))
    for styles in sorted(likely, key=len):
        counted = _counted_on(likely[styles])
        if len(counted) >= _FEWEST_COUNTED and _answered(counted, page):
            for node in counted:
                node.evidence.append("counted as one list over several groups")
            return counted
    shares = {styles: _lacking(family) for styles, family in likely.items()}
    for styles in sorted(likely, key=lambda styles: (-shares[styles], len(styles))):
        family = likely[styles]
        if len(family) > 1 and shares[styles] >= 0.5 and _answered(family, page):
            for node in family:
                node.evidence.append("answered, in a report whose title announces answers")
            return family
    if page.planned or page.wrapped(document.start, document.end):
        return []
    return _headed(likely, page)


def _headed(likely: dict[tuple[str, ...], list[Node]], page: Page) -> list[Node]:
    """The innermost nodes alike below sections, if they are headings with an answer below them."""
    for styles in sorted(likely, key=len, reverse=True):
        family = likely[styles] if len(styles) > 1 else []
        headed = [
            node
            for node in family
            if page.first_line_end(node) - node.body <= _LONGEST_HEADING
            and page.head(node)[1] == page.first_line_end(node)
            and node.end - page.first_line_end(node) > _SHORTEST_PARAGRAPH
        ]
        if len(family) > 2 and 5 * len(headed) >= 4 * len(family):
            for node in family:
                node.evidence.append("a heading with an answer below it")
            return family
    return []


def _lacking(family: list[Node]) -> float:
    """Share of nodes whose first words tell of deficiency."""
    lacking = sum("words of deficiency" in node.evidence for node in family)
    return lacking / max(1, len(family))


def _below_announcement(family: list[Node], page: Page) -> list[Node]:
    while family and all(node.children for node in family):
        below = [child for node in family for child in node.children]
        if any(child.step for child in below):
            break
        if not (_name_fields(family, page) or _say_more(below, page)):
            break
        family = below
    if len(family) < 2 or family[0].step or not _answered(family, page):
        return []
    for node in family:
        node.evidence.append("an action heading in a section that answers problems")
    return family


def _has_other_role(section: Node, page: Page) -> bool:
    """True for a section whose heading names another part of the report."""
    named = page.parts_named(*page.head(section))
    return bool(named) and "issues" not in named


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
