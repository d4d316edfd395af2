"""How strongly the first words of an outline node state a problem, and what speaks for it."""

from __future__ import annotations

from .labels import ANSWERS
from .page import ENDS_IN_PROBLEM, OPENER, STRONG_OPENER, Page
from .tree import HEADING, ROW, SECTION, UNNUMBERED, Node

#: A node states a problem from this score on.
STATES_PROBLEM = 2.0
#: In a statement this short a single character such as 未 tells of deficiency.
_SHORT_STATEMENT = 40


def _states_first(fields: list[str]) -> bool:
    """True if no field that answers stands before the one for the problem."""
    return ANSWERS.isdisjoint(fields[: fields.index("problem")])


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
    if page.printed_label(start, line_end) is not None:
        speak(2, "a printed status")
    if page.quotes(start, end):
        speak(2, "is a quotation")
    labels = page.labels_in(start, min(node.own_end, max(end, line_end) + 2))
    fields = [label.code for label in page.labels_in(start, node.end)]
    part = bool(page.parts_named(start, end))
    if any(label.code == "problem" and label.start == start for label in labels) or (
        not part
        and fields.count("problem") == 1
        and (one_each or (fields[0] != "problem" and _states_first(fields)))
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


def hold_one_problem(family: list[Node], page: Page) -> bool:
    """True if every node holds just one field for a problem."""
    counts = (
        sum(label.code == "problem" for label in page.labels_in(node.start, node.end))
        for node in family
    )
    return all(count == 1 for count in counts)


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
