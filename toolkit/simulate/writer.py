"""Writing a text piece by piece while keeping exact account of what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.numerals import chinese
from toolkit.simulate.draft import Clause, IssueDraft

#: Between two actions told in one measure.
JOIN = "。"


@dataclass(slots=True)
class IssueSpan:
    """Where an issue stands, and its answers.

    Parameters
    ----------
    draft
        What was written.
    start, end
        The whole issue, from its number on.
    number
        The number as printed, with its point or brackets; empty when there is none.
    problem
        The statement alone.
    status
        The status label or sentence; ``None`` when none is printed.
    """

    draft: IssueDraft
    start: int
    number: str
    end: int = -1
    problem: tuple[int, int] = (-1, -1)
    status: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class MeasureSpan:
    """Where a measure stands, and its answers.

    Parameters
    ----------
    issue
        Ordinal of its issue, from 1; ``None`` for an organisational measure.
    ordinal
        Its printed number in an enumeration, 1 for a whole response, 0 for a lead.
    kind
        ``enumerated``, ``whole``, ``lead`` or ``organisational``.
    start, end
        The measure with its marker.
    types
        Types of measures it holds, in order of mention.
    """

    issue: int | None
    ordinal: int
    kind: str
    start: int
    end: int
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeviceSpan:
    """Where a device stands: the formula, and the part of the report it is in."""

    device: str
    start: int
    end: int
    part: str


@dataclass(frozen=True, slots=True)
class ClauseSpan:
    """Where a clause stands without marker and stop, by its place in the draft."""

    issue: int
    clause: int
    start: int
    end: int
    source: tuple[int, int, int] | None


@dataclass(slots=True)
class Writer:
    """A text in the making.

    Parameters
    ----------
    line_break
        Printed between two lines.
    indent
        Printed before every paragraph.
    """

    line_break: str = "\n"
    indent: str = ""
    issues: list[IssueSpan] = field(default_factory=list)
    measures: list[MeasureSpan] = field(default_factory=list)
    devices: list[DeviceSpan] = field(default_factory=list)
    clauses: list[ClauseSpan] = field(default_factory=list)
    part: str = "opening"
    position: int = 0
    sections: int = 0
    _parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def write(self, text: str) -> tuple[int, int]:
        """Write a text and return its span."""
        start = self.position
        self._parts.append(text)
        self.position += len(text)
        return start, self.position

    def line(self, text: str = "") -> None:
        """Begin a new line without an indent."""
        self.write((self.line_break if self.position else "") + text)

    def paragraph(self, text: str = "") -> None:
        """Begin a new paragraph."""
        self.line(self.indent + text)

    def next_section(self) -> str:
        """Count one more section of the report and give its printed number."""
        self.sections += 1
        return f"{chinese(self.sections)}、"

    def clause(self, clause: Clause) -> tuple[int, int]:
        """Write a clause and record its devices."""
        start = self.position
        for text, device in clause.pieces:
            span = self.write(text)
            if device is not None:
                self.devices.append(DeviceSpan(device, *span, self.part))
        return start, self.position

    def begin_issue(self, draft: IssueDraft, number: str, separator: str = "") -> None:
        """Begin an issue with its printed number."""
        self.issues.append(IssueSpan(draft, self.position, number))
        self.write(number + separator)

    def problem(self, around: tuple[str, str], statement: str = "") -> None:
        """Write the statement of the issue, or another one, with what is printed around it.

        Quotation marks in the statement become single ones within quotation marks.
        """
        statement = statement or self.issues[-1].draft.problem
        if around[0].endswith("“"):
            statement = statement.replace("“", "‘").replace("”", "’")
        self.write(around[0])
        self.issues[-1].problem = self.write(statement)
        self.write(around[1])

    def status(self, frame: str, text: str) -> None:
        """Write a status text inside its frame and record it."""
        before, after = frame.split("{label}")
        self.write(before)
        self.issues[-1].status = self.write(text)
        self.write(after)

    def measure(
        self,
        clauses: Sequence[Clause],
        *,
        kind: str,
        ordinal: int,
        first: int = 0,
        marker: str = "",
        stop: str = "。",
        status: str = "",
    ) -> None:
        """Write a measure of an issue: marker, clauses, stop and perhaps a status sentence.

        `first` is the place of the first clause in the draft of the issue.
        """
        start = self.position
        self.write(marker)
        for place, clause in enumerate(clauses):
            if place:
                self.write(JOIN)
            span = self.clause(clause)
            if kind != "lead":
                self.clauses.append(
                    ClauseSpan(self.issues[-1].draft.index, first + place, *span, clause.source)
                )
        self.write(stop)
        if status:
            self.status("{label}。", status)
        self._record(len(self.issues), ordinal, kind, start, clauses)

    def organisational(self, clauses: Sequence[Clause], ordinal: int, marker: str) -> None:
        """Write an enumerated measure that answers no issue, with its marker and stops."""
        start = self.position
        self.write(marker)
        for clause in clauses:
            self.clause(clause)
            self.write("。")
        self._record(None, ordinal, "organisational", start, clauses)

    def _record(
        self, issue: int | None, ordinal: int, kind: str, start: int, clauses: Sequence[Clause]
    ) -> None:
        types = dict.fromkeys(code for clause in clauses for code in clause.types)
        self.measures.append(MeasureSpan(issue, ordinal, kind, start, self.position, tuple(types)))

    def end_issue(self) -> None:
        """End the issue; what follows belongs to the next entry or heading."""
        self.issues[-1].end = self.position
