"""What a report will say, before any layout is chosen for it."""

from __future__ import annotations

from collections.abc import Mapping
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

    def carries(self, device: str) -> bool:
        """Say whether a device is in it."""
        return any(code == device for _, code in self.pieces)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form says about an issue beside problem and measures.

    Parameters
    ----------
    goal
        What is to be reached.
    unit, leader
        Who answers for it.
    deadline
        By when.
    closure
        Whether it is closed, in step with the status; empty when that is unstated.
    """

    goal: str
    unit: str
    leader: str
    deadline: str
    closure: str


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
    action
        A heading that names an action, for the layouts that print it in place of the statement.
    status
        One of `toolkit.simulate.vocabulary.STATUSES`.
    label, running
        The status as a label and as a sentence; empty when unstated.
    lead
        Sentence ahead of an enumeration.
    clauses
        The measures.
    fields
        What a form says beside.
    """

    index: int
    category: str
    problem: str
    action: str
    status: str
    label: str
    running: str
    lead: Clause | None
    clauses: tuple[Clause, ...]
    fields: Fields


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
class Form:
    """Habits of the office in forms, tables and numbering, the same throughout a report.

    Parameters
    ----------
    labels, label_frame
        Wording of each label of a field, and what is printed around it, with ``{label}`` in
        its place.
    answer
        Field that holds the measures: ``measures``, ``progress`` or, shared out, ``both``.
    block
        Number of a block, with ``{one}`` or ``{numeral}`` in its place; may be empty.
    block_line
        Whether that number has a line of its own.
    leaf
        Number of an issue on the third level.
    line_marker, field_marker
        Styles of markers: for measures on lines of their own, and in a field or a cell.
    field_lines
        Whether measures in a field stand on lines of their own.
    columns
        Columns of a table, by label.
    divider
        Between two cells.
    blank
        In a cell with nothing to say.
    finding
        Printed around a statement in running paragraphs of findings.
    action_stop
        Printed after a heading that names an action; a line break if empty.
    """

    labels: Mapping[str, str]
    label_frame: str
    answer: str
    block: str
    block_line: bool
    leaf: str
    line_marker: str
    field_marker: str
    field_lines: bool
    columns: tuple[str, ...]
    divider: str
    blank: str
    finding: tuple[str, str]
    action_stop: str


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
    title, source, salutation
        First lines; empty when not printed.
    preamble
        The paragraph that says who inspected whom and when.
    heads
        Headings of the three sections.
    organisation, closing
        Sentences of the first and the last section; may be none.
    organisation_marker, closing_marker
        Style of the markers that count these sentences; empty when they are not counted.
    period
        When a close-out is on display.
    contact_head, contact
        Where to write, and its heading; empty when not printed.
    signature
        Who signs.
    """

    title: str
    source: str
    salutation: str
    preamble: str
    heads: tuple[str, str, str]
    organisation: tuple[Clause, ...]
    closing: tuple[Clause, ...]
    organisation_marker: str
    closing_marker: str
    period: str
    contact_head: str
    contact: str
    signature: str


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A whole report, ready to be printed.

    Parameters
    ----------
    subject
        Whose report it is.
    style, form
        Habits of the office.
    frame
        What stands around the issues.
    issues
        The issues; in a plan without problems, its points.
    layout
        Name of the layout it is to be printed in.
    groups
        Heading of the group of issues by category, in the order in which groups are printed.
    subgroups
        Heading of the group below it by category.
    """

    subject: Subject
    style: Style
    form: Form
    frame: FrameDraft
    issues: tuple[IssueDraft, ...]
    layout: str
    groups: Mapping[str, str]
    subgroups: Mapping[str, str]
