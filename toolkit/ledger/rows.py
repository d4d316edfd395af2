"""The rows of one report, table by table, before they become data frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from ..damage import find_damage
from ..facts.dates import find_dates
from ..matching import Matcher
from ..metadata import Metadatum, read_metadata
from ..outline import Entry, IssueRecord, NodeRecord, Span, Step, read_outline
from ..places import Places
from ..report import Report
from ..schema import ASPECTS, TABLES
from ..status import read_status
from ..vocabulary import Vocabulary
from .fact_rows import FactRows
from .flags import flags_of
from .merging import in_conflict, merged, year_of

Rows = dict[str, list[tuple[Any, ...]]]

#: What coding fills in later: category, categories, score, basis, evidence, failure.
_UNCODED = (None,) * 6
_TIMED = frozenset({"deadline", "category", "state"})
_STATUS = [column.name for column in TABLES["issues"]].index("status")
_CLAUSE_END = re.compile(r"[。;!?\n]+")


class MeasurePlace(NamedTuple):
    """A measure and what it belongs to."""

    measure_id: str
    issue_id: str | None
    node_id: str
    section: str
    start: int
    end: int


class ReportRows:
    """Reads one report and holds the rows of all its tables.

    Parameters
    ----------
    report
        The report.
    vocabulary
        The vocabulary in use.
    matcher
        Its matcher.
    """

    def __init__(self, report: Report, vocabulary: Vocabulary, matcher: Matcher) -> None:
        self.report, self.vocabulary = report, vocabulary
        self.id, self.text = report.report_id, report.text
        self.outline = read_outline(report.text, vocabulary, matcher)
        self.stream = self.outline.stream
        self.folded = self.stream.folded
        self.hits = self.outline.hits.moved(self.stream.span)
        self.damage = find_damage(report.text, vocabulary)
        lost = [(place.start, place.end) for place in self.damage if place.kind == "lost_unit"]
        self.read_meta = {
            one.field: one
            for one in read_metadata(self.text, self.outline, vocabulary, report.page)
        }
        self.meta = merged(report.meta, self.read_meta)
        self.dates = find_dates(self.folded, self.hits, lost)
        self.rows: Rows = {table: [] for table in TABLES}
        self.measures: list[MeasurePlace] = []

    def read(self) -> Rows:
        """Fill all tables."""
        self._nodes()
        self._issues()
        self._section_steps()
        self._clauses()
        FactRows(self).fill()
        self._flags()
        self._metadata()
        self._reports()
        return self.rows

    def span(self, start: int, end: int) -> tuple[str, int, int, str]:
        """Build the columns every row begins with."""
        return self.id, start, end, self.text[start:end]

    def words(self, span: Span) -> str | None:
        """Words of the text at a span of the stream; ``None`` if it is empty."""
        return self.text[slice(*self.stream.span(*span))] or None

    def node_id(self, index: int) -> str:
        """Identity of the node at `index`."""
        return f"{self.id}/n{index:04d}"

    @cached_property
    def issue_at(self) -> Places[str]:
        """Entries by position."""
        return Places(
            (*self.stream.span(issue.start, issue.end), self.issue_id(ordinal))
            for ordinal, issue in enumerate(self.outline.issues, start=1)
        )

    @cached_property
    def measure_at(self) -> Places[MeasurePlace]:
        """Measures by position."""
        return Places((place.start, place.end, place) for place in self.measures)

    @cached_property
    def problem_at(self) -> Places[bool]:
        """Problem statements by position."""
        return Places(
            (*self.stream.span(*issue.entry.problem), True) for issue in self.outline.issues
        )

    @cached_property
    def deadlines(self) -> list[tuple[int, date]]:
        """Place and last day of every date that is a deadline."""
        return [(d.start, d.last) for d in self.dates if d.role == "deadline" and d.last]

    def deadline_in(self, start: int, end: int) -> date | None:
        """Latest deadline printed in a span."""
        return max((day for at, day in self.deadlines if start <= at < end), default=None)

    @cached_property
    def section_at(self) -> Places[str]:
        """Roles of the report's parts by position; title and furniture have none."""
        return Places(self.outline.sections)

    @cached_property
    def leaf_at(self) -> Places[tuple[int, NodeRecord]]:
        """Leaves (index and record) by position."""
        return Places(
            (node.start, node.end, (index, node))
            for index, node in enumerate(self.outline.nodes)
            if node.is_leaf
        )

    def issue_id(self, ordinal: int) -> str:
        """Identity of the entry with this ordinal."""
        return f"{self.id}/i{ordinal:03d}"

    def _nodes(self) -> None:
        for index, node in enumerate(self.outline.nodes):
            parent = None if node.parent is None else self.node_id(node.parent)
            self.rows["nodes"].append(
                (
                    *self.span(node.start, node.end),
                    self.node_id(index),
                    parent,
                    node.kind,
                    node.level,
                    node.style,
                    node.number,
                    node.heading,
                    node.is_leaf,
                    node.evidence,
                    node.score,
                )
            )

    def _issues(self) -> None:
        for ordinal, issue in enumerate(self.outline.issues, start=1):
            entry = issue.entry
            status = read_status(
                entry, self.stream.solid, self.outline.hits, self.vocabulary.patterns
            )
            words = self.stream.span(*status.span) if status.span else (None, None)
            fields: dict[str, str | None] = {}
            for field in entry.fields:
                fields.setdefault(field.code, self.words((field.start, field.end)))
            issue_id = self.issue_id(ordinal)
            node_id = self.node_id(issue.node)
            self.rows["issues"].append(
                (
                    *self.span(*self.stream.span(issue.start, issue.end)),
                    issue_id,
                    node_id,
                    issue.number,
                    ordinal,
                    self.words(issue.group) if issue.group else None,
                    self.words(entry.problem),
                    *self.stream.span(*entry.problem),
                    *self.stream.span(*entry.response),
                    self.words(entry.response),
                    status.reduced,
                    ";".join(status.codes) or None,
                    self.words(status.span) if status.span else None,
                    *words,
                    status.scope,
                    status.explicit,
                    *self._modes(issue),
                    self._due(issue.entry),
                    fields.get("responsible"),
                    *_UNCODED,
                )
            )
            for measure_id, step in _step_ids(issue_id, issue.steps):
                self._measure(measure_id, issue_id, node_id, "issues", step)

    def _section_steps(self) -> None:
        for place, found in enumerate(self.outline.section_steps, start=1):
            measure_id = f"{self.id}/o{place:03d}"
            self._measure(measure_id, None, self.node_id(found.node), found.section, found.step)

    def _measure(
        self, measure_id: str, issue_id: str | None, node_id: str, section: str, step: Step
    ) -> None:
        start, end = self.stream.span(step.start, step.end)
        place = MeasurePlace(measure_id, issue_id, node_id, section, start, end)
        self.measures.append(place)
        self.rows["measures"].append(
            (
                *self.span(start, end),
                measure_id,
                issue_id,
                node_id,
                step.ordinal,
                self.words(step.number) if step.number else None,
                step.kind,
                section,
                None,
                None,
                self.deadline_in(start, end),
            )
        )

    def _clauses(self) -> None:
        for measure in self.measures:
            for place, (start, end) in enumerate(
                clause_spans(self.folded, measure.start, measure.end), start=1
            ):
                aspect = self._aspect(start, end)
                self.rows["clauses"].append(
                    (
                        *self.span(start, end),
                        f"{measure.measure_id}/c{place:02d}",
                        measure.measure_id,
                        measure.issue_id,
                        aspect,
                        None,
                    )
                )

    def _aspect(self, start: int, end: int) -> str | None:
        """Aspect of a clause: the first in the vocabulary's order that a word speaks for."""
        found = {hit.code for hit in self.hits.longest("aspect", start, end)}
        if "done" in found and self.deadline_in(start, end) is not None:
            return "promised"
        return next((aspect for aspect in self._aspects if aspect in found), None)

    @cached_property
    def _aspects(self) -> tuple[str, ...]:
        return tuple(code for code in self.vocabulary.codes("aspect") if code in ASPECTS)

    def _modes(self, issue: IssueRecord) -> tuple[str | None, str | None]:
        """Mode of an entry, and the time type that one of its fields prints."""
        hits = self.outline.hits
        found = hits.longest("modes", *issue.entry.response)
        modes = dict.fromkeys(hit.code for hit in found if hit.code == "at_once")
        fields = [f for f in issue.entry.fields if f.code in _TIMED]
        timed = (hit.code for f in fields for hit in hits.longest("modes", f.start, f.end))
        times = dict.fromkeys(code for code in timed if code != "at_once")
        return ";".join(modes) or None, ";".join(times) or None

    def _due(self, entry: Entry) -> date | None:
        """Last day printed in the entry's deadline field."""
        spans = [self.stream.span(f.start, f.end) for f in entry.fields if f.code == "deadline"]
        days = [
            d.last for d in self.dates for low, high in spans if low <= d.start < high and d.last
        ]
        return max(days, default=None)

    def _flags(self) -> None:
        for place, flag in enumerate(flags_of(self.outline, self.damage, self.vocabulary), start=1):
            span = self.span(flag.start, flag.end)
            flag_id = f"{self.id}/f{place:03d}"
            self.rows["flags"].append((*span, flag_id, flag.kind, flag.severity, flag.note))

    def _metadata(self) -> None:
        for place, one in enumerate(self.read_meta.values(), start=1):
            given = self.report.meta.get(one.field)
            self.rows["metadata"].append(
                (
                    *self._place(one),
                    f"{self.id}/t{place:02d}",
                    one.field,
                    one.value,
                    one.basis,
                    one.note,
                    None if given is None else str(given),
                    in_conflict(given, one.value),
                )
            )

    def _place(self, one: Metadatum) -> tuple[str, int | None, int | None, str | None]:
        """Columns a row begins with; what the text does not hold has no span."""
        if one.start is None or one.end is None:
            return self.id, None, None, None
        return self.span(one.start, one.end)

    def _reports(self) -> None:
        n_issues = len(self.outline.issues)
        n_done = sum(row[_STATUS] == "completed" for row in self.rows["issues"])
        counted = [
            step for issue in self.outline.issues for step in issue.steps if step.kind != "lead"
        ]
        unparsed = (n.end - n.start for n in self.outline.nodes if n.kind == "unparsed")
        stated, done = (
            int(self.read_meta[field].value) if field in self.read_meta else None
            for field in ("stated_issues", "stated_completed")
        )
        own: dict[str, Any] = {
            "report_id": self.id,
            "inspection_year": year_of(self.meta, self.read_meta, "inspection_start"),
            "publication_year": year_of(self.meta, self.read_meta, "publication_date"),
            "year_basis": self._year_basis(),
            "file": self.report.file,
            "text_sha256": self.report.sha256,
            "stated_issues": stated,
            "issues_difference": None if stated is None else n_issues - stated,
            "stated_completed": done,
            "completed_difference": None if done is None else n_done - done,
            "n_characters": len(self.text),
            "n_issues": n_issues,
            "n_measures": len(counted),
            "n_unparsed": sum(unparsed),
        }
        values = {**self.meta, **own}
        self.rows["reports"].append(tuple(values.get(c.name) for c in TABLES["reports"]))

    def _year_basis(self) -> str | None:
        """Where the publication year comes from."""
        if self.report.meta.get("publication_date"):
            return self.report.basis.get("publication_date", "manifest")
        one = self.read_meta.get("publication_date")
        return None if one is None else f"{one.basis}: {one.note}"


def _step_ids(issue_id: str, steps: tuple[Step, ...]) -> Iterator[tuple[str, Step]]:
    """Identity of each step: ``/m01`` and on; a lead bears the number of the step it leads."""
    place = 0
    for step in steps:
        if step.kind == "lead":
            yield f"{issue_id}/lead{place + 1:02d}", step
        else:
            place += 1
            yield f"{issue_id}/m{place:02d}", step


def clause_spans(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split ``[start, end)`` at sentence ends and ；, each mark with what stands before it."""
    cuts = [start, *(match.end() for match in _CLAUSE_END.finditer(folded, start, end)), end]
    spans = []
    for low, high in pairwise(cuts):
        low += len(folded[low:high]) - len(folded[low:high].lstrip())
        high = low + len(folded[low:high].rstrip())
        if low < high:
            spans.append((low, high))
    return spans
