"""What a report will say, before any layout is chosen for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: A run of text and the rhetorical device it carries, if any.
Piece = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Clause:
    """One action or one sentence, without marker and final stop.

    Parameters
    ----------
    pieces
        Its text, cut where devices begin and end.
    types
        Types of measures it holds; empty outside measures.
    source
        Where it was copied from: report number, issue and clause of its draft (both from 0).
    """

    pieces: tuple[Piece, ...]
    types: tuple[str, ...] = ()
    source: tuple[int, int, int] | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """One problem, what was done about it, and how far it got.

    Parameters
    ----------
    index
        Its place in the draft, from 0; a layout may print issues in another order.
    category
        Code of the category of the problem.
    problem
        The statement alone.
    status
        One of `toolkit.simulate.vocabulary.STATUSES`.
    label, running
        The status as a label and as a sentence; empty when unstated.
    lead
        Sentence ahead of an enumeration.
    clauses
        The measures.
    """

    index: int
    category: str
    problem: str
    status: str
    label: str
    running: str
    lead: Clause | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """Habits of the office that wrote the report, the same throughout it.

    Parameters
    ----------
    indent
        Printed before every paragraph.
    separator
        Printed after the number of an issue.
    statement, heading
        Printed around the statement of an issue that has a line of its own, below a section
        and as a section.
    quotation
        Printed around the statement of an issue that shares its paragraph with the response.
    response_label
        Printed ahead of a response in the layouts that have one.
    status
        Where the status stands: ``heading``, ``running`` or ``tail``.
    status_heading, status_tail
        Printed around a status label, with ``{label}`` in its place.
    stop
        Ends all measures of an enumeration but the last.
    restart
        Whether numbers start again in every group of issues.
    """

    indent: str
    separator: str
    statement: tuple[str, str]
    heading: tuple[str, str]
    quotation: tuple[str, str]
    response_label: str
    status: str
    status_heading: str
    status_tail: str
    stop: str
    restart: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """The body inspected, by whom and when.

    Parameters
    ----------
    index
        Number of the report in its simulation.
    city, year
        Cell of the simulation.
    province, county
        Other places; ``None`` where there is none.
    sector
        Sector of the vocabulary.
    place, body, level, party, own, units
        The body's place and name, its level, its Party organisation, and what it calls itself
        and its parts.
    inspector, committee, kind
        Who inspected, for whom, and what kind of inspection it was.
    start, end, feedback, published
        Dates of the inspection, its feedback and the report.
    """

    index: int
    city: str
    year: int
    province: str | None
    county: str | None
    sector: str
    place: str
    body: str
    level: str
    party: str
    own: str
    units: str
    inspector: str
    committee: str
    kind: str
    start: date
    end: date
    feedback: date
    published: date


@dataclass(frozen=True, slots=True)
class FrameDraft:
    """Everything around the issues.

    Parameters
    ----------
    title, source
        First lines; empty when not printed.
    preamble
        The paragraph that says who inspected whom and when.
    heads
        Headings of the three sections.
    organisation, closing
        Sentences of the first and the last section.
    contact
        Where to write; empty when not printed.
    enumerated
        Whether the first section counts its sentences with 一是, 二是, ….
    """

    title: str
    source: str
    preamble: str
    heads: tuple[str, str, str]
    organisation: tuple[Clause, ...]
    closing: tuple[Clause, ...]
    contact: str
    enumerated: bool


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report without its layout.

    Parameters
    ----------
    subject, style, frame, issues
        Its parts.
    layout
        Name of the layout it is to be printed in.
    groups
        Heading of a group of issues by first letter of the category.
    """

    subject: Subject
    style: Style
    frame: FrameDraft
    issues: tuple[IssueDraft, ...]
    layout: str
    groups: dict[str, str]
