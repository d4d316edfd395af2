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
from ..outline import Entry, IssueRecord, NodeRecord, Span, Step, read_outline
from ..places import Places
from ..report import Report
from ..schema import ASPECTS, TABLES
from ..status import read_status
from ..vocabulary import Vocabulary
from .fact_rows import FactRows
from .flags import flags_of

Rows = dict[str, list[tuple[Any, ...]]]

_STATED_ISSUES = re.compile(r"反馈的? ?(\d{1,3}) ?(?:个|条|项)[^,。;\d]{0,8}问题")
_STATED_DONE = re.compile(
    r"(?:完成整改|整改完成|整改到位|办结|销号|已完成)(?:整改)?(?:事项|问题|任务)?(?:的?有?)? ?"
    r"(\d{1,4}) ?(?:个|条|项)"
)
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
                    None,
                    None,
                    None,
                    None,
                    None,
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

    def _stated(self, pattern: re.Pattern[str]) -> int | None:
        """The first number a pattern finds outside the entries."""
        for match in pattern.finditer(self.folded):
            if self.issue_at.at(match.start()) is None:
                return int(match[1])
        return None

    def _due(self, entry: Entry) -> date | None:
        """Last day printed in the entry's deadline field."""
        spans = [self.stream.span(f.start, f.end) for f in entry.fields if f.code == "deadline"]
        days = [
            d.last for d in self.dates for low, high in spans if low <= d.start < high and d.last
        ]
        return max(days, default=None)

    def _flags(self) -> None:
        for place, flag in enumerate(flags_of(self.outline, self.damage), start=1):
            span = self.span(flag.start, flag.end)
            flag_id = f"{self.id}/f{place:03d}"
            self.rows["flags"].append((*span, flag_id, flag.kind, flag.severity, flag.note))

    def _reports(self) -> None:
        meta = dict(self.report.meta)
        title = meta.get("title") or self._first_leaf("title")
        published = meta.get("publication_date") or self._signature_date()
        stated, done = self._stated(_STATED_ISSUES), self._stated(_STATED_DONE)
        n_issues = len(self.outline.issues)
        n_done = sum(row[_STATUS] == "completed" for row in self.rows["issues"])
        counted = [
            step for issue in self.outline.issues for step in issue.steps if step.kind != "lead"
        ]
        unparsed = (n.end - n.start for n in self.outline.nodes if n.kind == "unparsed")
        start = meta.get("inspection_start")
        basis = self.report.basis.get("publication_date")
        if basis is None and meta.get("publication_date"):
            basis = "manifest"
        elif basis is None and published is not None:
            basis = "printed: date of the signature"
        names = ("province", "prefecture", "county", "place_en", "body", "body_level", "inspector")
        self.rows["reports"].append(
            (
                self.id,
                title,
                meta.get("genre"),
                *(meta.get(name) for name in names),
                meta.get("inspection_kind"),
                start,
                meta.get("inspection_end"),
                meta.get("feedback_date"),
                published,
                start.year if isinstance(start, date) else None,
                published.year if isinstance(published, date) else None,
                meta.get("not_before"),
                meta.get("not_after"),
                basis,
                meta.get("source"),
                self.report.file,
                self.report.sha256,
                stated,
                None if stated is None else n_issues - stated,
                done,
                None if done is None else n_done - done,
                len(self.text),
                n_issues,
                len(counted),
                sum(unparsed),
            )
        )

    def _first_leaf(self, kind: str) -> str | None:
        for node in self.outline.nodes:
            if node.is_leaf and node.kind == kind:
                return self.text[node.start : node.end].strip()
        return None

    def _signature_date(self) -> date | None:
        if self.outline.signature is None:
            return None
        low, high = self.outline.signature
        for row in self.rows["dates"]:
            if low <= row[1] < high and row[9] == "day":
                first: date | None = row[7]
                return first
        return None


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
