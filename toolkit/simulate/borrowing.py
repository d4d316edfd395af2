"""Passages copied from an earlier report of another city."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from toolkit.simulate.dice import Dice
from toolkit.simulate.draft import IssueDraft, ReportDraft
from toolkit.simulate.spec import SimulationSpec
from toolkit.simulate.subject import draw_subject
from toolkit.simulate.words import Vocabulary

#: Share of the issues of a borrowing report that take over a measure.
BORROWED_ISSUES = 0.5
#: How many earlier reports are tried as a source.
TRIES = 200

#: Makes the draft of a report by its number.
Drafter = Callable[[int], ReportDraft]


def borrows(spec: SimulationSpec, index: int) -> bool:
    """Say whether a report is one that copies.

    Parameters
    ----------
    spec
        The simulation.
    index
        Number of the report.

    Returns
    -------
    bool
        ``True`` for a share `spec.borrowing` of all reports.
    """
    return Dice(spec.seed, index, "borrows").chance(spec.borrowing)


def find_source(spec: SimulationSpec, draft: ReportDraft, words: Vocabulary) -> int | None:
    """Find a report to copy from: earlier, of another city, alike, and not itself copied.

    Parameters
    ----------
    spec
        The simulation.
    draft
        The report that copies.
    words
        The vocabulary.

    Returns
    -------
    int or None
        Number of the source; ``None`` when there is none, as for the earliest reports.
    """
    subject = draft.subject
    dice = Dice(spec.seed, subject.index, "source")
    promises = spec.layout(subject.index).document.promises
    # Only rounds up to the report's own, so that later rounds change nothing.
    known = (subject.index // spec.cells + 1) * spec.cells
    for _ in range(TRIES):
        candidate = dice.between(0, known - 1)
        city, year = spec.cell(candidate)
        if city == subject.city or year > subject.year or borrows(spec, candidate):
            continue
        document = spec.layout(candidate).document
        if not document.entries or document.promises != promises:
            continue
        if draw_subject(spec, candidate, words).published < subject.published:
            return candidate
    return None


def borrow(
    spec: SimulationSpec, draft: ReportDraft, words: Vocabulary, make: Drafter
) -> ReportDraft:
    """Let a report take over measures of another one, if it is one that copies.

    Parameters
    ----------
    spec
        The simulation.
    draft
        The report.
    words
        The vocabulary.
    make
        Makes the draft of the source.

    Returns
    -------
    ReportDraft
        The report with copied measures, word for word, or the report as it was.
    """
    document = spec.layout(draft.subject.index).document
    if not document.entries or not borrows(spec, draft.subject.index):
        return draft
    source = find_source(spec, draft, words)
    if source is None:
        return draft
    origin = make(source)
    # Passages that name the source's place would give the copy away at once.
    names = (origin.subject.place, origin.subject.city)
    passages = [
        (issue.category, replace(clause, source=(source, at, place)))
        for at, issue in enumerate(origin.issues)
        for place, clause in enumerate(issue.clauses)
        if not any(name in clause.text for name in names)
    ]
    dice = Dice(spec.seed, draft.subject.index, "passages")
    issues: list[IssueDraft] = []
    copied = False
    for at, issue in enumerate(draft.issues):
        wanted = dice.chance(BORROWED_ISSUES) or (not copied and at == len(draft.issues) - 1)
        # A promise of more to come would be a status by itself.
        silent = issue.status == "unstated" and not document.promises
        fitting = [p for p in passages if not (silent and p[1].carries("promise"))]
        if wanted and fitting:
            alike = [p for p in fitting if p[0] == issue.category]
            passage = dice.pick(alike or fitting)
            passages.remove(passage)
            place = dice.between(0, len(issue.clauses) - 1)
            clauses = list(issue.clauses)
            clauses[place] = passage[1]
            issue = replace(issue, clauses=tuple(clauses))
            copied = True
        issues.append(issue)
    return replace(draft, issues=tuple(issues))
