"""Simulated reports, one by one or as a corpus, with exact answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import pandas as pd

from toolkit.report import META_FIELDS, MetaValue, Report
from toolkit.simulate.borrowing import borrow
from toolkit.simulate.content import draw_issues
from toolkit.simulate.dice import Dice
from toolkit.simulate.draft import ReportDraft
from toolkit.simulate.frame import draw_frame, write_report
from toolkit.simulate.layouts import LAYOUTS, Layout
from toolkit.simulate.records import COLUMNS, Row, make_rows, make_table
from toolkit.simulate.spec import SimulationError, SimulationSpec
from toolkit.simulate.style import draw_form, draw_style
from toolkit.simulate.subject import draw_subject, make_context
from toolkit.simulate.vocabulary import load_vocabulary
from toolkit.simulate.words import Vocabulary
from toolkit.simulate.writer import Writer

#: Printed kind of inspection to the code the ``reports`` table holds.
_KINDS = {
    "常规巡察": "routine",
    "专项巡察": "special",
    "巡察“回头看”": "look_back",
    "机动巡察": "mobile",
    "提级巡察": "promoted",
    "交叉巡察": "cross",
    "预算执行审计": "audit",
    "专项资金审计": "audit",
    "经济责任审计": "audit",
}
#: Order in which groups of issues are printed, by first letter of the category.
_GROUP_ORDER = "PXEDFOR"


@dataclass(frozen=True)
class SimulatedReport:
    """A report with its exact answers.

    Parameters
    ----------
    report
        The report.
    rows
        Rows of each table of answers; columns as in `toolkit.simulate.records.COLUMNS`.
    """

    report: Report
    rows: dict[str, list[Row]]


@dataclass(frozen=True)
class SimulatedCorpus:
    """Simulated reports and the exact answers about them.

    Parameters
    ----------
    spec
        What was simulated.
    reports
        The reports.
    records
        Tables of exact answers: ``reports``, ``issues``, ``measures``, ``devices`` and
        ``borrowings``. In every row ``report.text[start:end] == text``.

        An issue begins with its printed number (or, without one, with its first word or label)
        and ends behind the last character of its response or of its last field, without the
        white space that follows. ``number`` is the number as printed, with its point or
        brackets. ``problem`` is the statement alone: without number, 针对 or 关于, quotation
        marks around it, 的问题 or 问题的整改, and final stop; where a heading names an action and
        no problem, it is the heading. ``status_start`` and ``status_end`` cover the status
        label or sentence and are missing where none is printed; ``status_scope`` is ``issue``
        where one is printed, else ``none``.

        A measure has its marker and its final stop and runs to the next marker or to the end of
        the response. A status label is no part of it, nor is the label of a field; a status
        sentence in the running text is part of the last measure. A ``lead`` has ordinal 0.
        Where the response is told in two fields, ordinals begin anew in the second. ``types``
        are joined by ``;``. Enumerated sentences of the opening and the closing section, and
        the points of a plan without problems, are measures of the kind ``organisational``:
        their ``issue_ordinal`` is missing, and those of the opening and the closing have no
        ``types``. Leave them out to count measures per issue.

        ``part`` of a device is ``opening``, ``measure`` or ``closing``. A borrowed passage
        stands word for word in the report named as its source.
    """

    spec: SimulationSpec
    reports: tuple[Report, ...]
    records: dict[str, pd.DataFrame] = field(repr=False)


def report_name(spec: SimulationSpec, index: int) -> str:
    """Name a simulated report.

    Parameters
    ----------
    spec
        The simulation.
    index
        Number of the report.

    Returns
    -------
    str
        A name that begins with ``sim-``.
    """
    return f"sim-{spec.seed}-{index:06d}"


def _draft(spec: SimulationSpec, index: int, words: Vocabulary) -> ReportDraft:
    """Draft a report before any copying."""
    subject = draw_subject(spec, index, words)
    layout = spec.layout(index)
    document = layout.document
    context = make_context(subject, words, Dice(spec.seed, index, "content"), document)
    issues = draw_issues(spec, subject, words, context, document)
    context = make_context(subject, words, Dice(spec.seed, index, "frame"), document)
    context = context.having(issues=str(len(issues)))
    dice = Dice(spec.seed, index, "subgroups")
    return ReportDraft(
        subject=subject,
        style=draw_style(words, Dice(spec.seed, index, "style")),
        form=draw_form(words, Dice(spec.seed, index, "form")),
        frame=draw_frame(spec, subject, words, context, words.frames[layout.kind]),
        issues=issues,
        layout=layout.name,
        groups=_groups(layout, words, Dice(spec.seed, index, "groups")),
        subgroups={
            code: f"{dice.pick(shape.topic)}方面" for code, shape in words.raw.categories.items()
        },
    )


def _groups(layout: Layout, words: Vocabulary, dice: Dice) -> dict[str, str]:
    """Draw the headings of groups by category, in the order in which they are printed."""
    if layout.kind == "audit":
        drawn = [(part.only, dice.pick(part.heads)) for part in words.raw.findings]
    else:
        heads = {letter: dice.pick(heads) for letter, heads in words.raw.groups.items()}
        drawn = [((letter,), heads[letter]) for letter in _GROUP_ORDER]
    return {
        code: heading
        for only, heading in drawn
        for code in words.categories
        if code in only or code[0] in only
    }


def simulate_report(spec: SimulationSpec, index: int) -> SimulatedReport:
    """Simulate one report of a simulation.

    Parameters
    ----------
    spec
        The simulation.
    index
        Number of the report, from 0. Its content depends on the specification and this alone.

    Returns
    -------
    SimulatedReport
        The report and its exact answers.

    Raises
    ------
    SimulationError
        If the simulation has no such report.
    """
    if not 0 <= index < spec.count:
        raise SimulationError(
            f"there is no report {index}",
            where="simulate_report, index",
            remedy=f"use a number from 0 to {spec.count - 1}",
        )
    draft, writer = _write(spec, index)
    report = _report(draft, report_name(spec, index), writer.text)

    def origin(number: int) -> tuple[str, Writer]:
        return report_name(spec, number), write_report(_draft(spec, number, load_vocabulary()))

    return SimulatedReport(report, make_rows(draft, report, writer, origin))


def _write(spec: SimulationSpec, index: int) -> tuple[ReportDraft, Writer]:
    words = load_vocabulary()
    draft = borrow(spec, _draft(spec, index, words), words, lambda i: _draft(spec, i, words))
    return draft, write_report(draft)


def _report(draft: ReportDraft, name: str, text: str) -> Report:
    subject = draft.subject
    meta: dict[str, MetaValue] = {
        "title": draft.frame.title or None,
        "genre": LAYOUTS[draft.layout].document.genre,
        "province": subject.province,
        "prefecture": subject.city,
        "county": subject.county,
        "body": subject.body,
        "body_level": subject.level,
        "inspector": subject.inspector,
        "inspection_kind": _KINDS[subject.kind],
        "inspection_start": subject.start,
        "inspection_end": subject.end,
        "feedback_date": subject.feedback,
        "publication_date": subject.published,
        "source": "simulated",
    }
    return Report(name, text, meta, dict.fromkeys(META_FIELDS, "simulated"))


def iter_simulated(spec: SimulationSpec) -> Iterator[SimulatedReport]:
    """Simulate reports one by one, with their answers, in flat memory.

    Parameters
    ----------
    spec
        The simulation.

    Yields
    ------
    SimulatedReport
        The next report.
    """
    for index in range(spec.count):
        yield simulate_report(spec, index)


def iter_reports(spec: SimulationSpec) -> Iterator[Report]:
    """Simulate reports one by one, in flat memory.

    Parameters
    ----------
    spec
        The simulation.

    Yields
    ------
    Report
        The next report.
    """
    for index in range(spec.count):
        draft, writer = _write(spec, index)
        yield _report(draft, report_name(spec, index), writer.text)


def simulate_reports(n: int, seed: int = 0) -> Iterator[Report]:
    """Simulate `n` different reports of all invented cities, in all layouts of notices.

    Parameters
    ----------
    n
        How many.
    seed
        Seed of all draws. The first reports are the same for every `n`.

    Returns
    -------
    iterator of Report
        Reports one by one, in flat memory.

    Raises
    ------
    SimulationError
        If `n` is negative.
    """
    if n < 0:
        raise SimulationError(
            f"n is {n}", where="simulate_reports, n", remedy="ask for 0 or more reports"
        )
    cities = len(load_vocabulary().cities)
    years = tuple(range(2019, 2026))
    rounds = max(1, -(-n // (cities * len(years))))
    spec = SimulationSpec(cities=cities, years=years, reports_per_cell=rounds, seed=seed)
    return islice(iter_reports(spec), n)


def simulate_corpus(spec: SimulationSpec) -> SimulatedCorpus:
    """Simulate a corpus with exact answers.

    Parameters
    ----------
    spec
        The simulation.

    Returns
    -------
    SimulatedCorpus
        All reports and the tables of answers.
    """
    reports: list[Report] = []
    rows: dict[str, list[Row]] = {table: [] for table in COLUMNS}
    for simulated in iter_simulated(spec):
        reports.append(simulated.report)
        for table, new in simulated.rows.items():
            rows[table].extend(new)
    records = {table: make_table(COLUMNS[table], rows[table]) for table in COLUMNS}
    return SimulatedCorpus(spec, tuple(reports), records)
