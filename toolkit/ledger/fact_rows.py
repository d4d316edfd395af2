"""Rows of the fact tables of one report: dates, documents, quantities, institutions, devices."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ..facts.dates import DateFound
from ..facts.documents import DocumentFound, find_documents
from ..facts.institutions import InstitutionFound, find_institutions, name_parts
from ..facts.quantities import QuantityFound, find_quantities, quantity_pattern

if TYPE_CHECKING:
    from .rows import ReportRows

_PERSONS = re.compile(r"(\d{1,5}) ?(?:人次|人|名)")
_PARTY = re.compile("(?:中共|中国共产党)|(?:党组|党委)$")
_PLACE_SUFFIX = re.compile("(?<=..)(?:省|市|自治区|县|区)$")
#: Level an anaphor such as 市局 names by its first character.
_ANAPHOR_LEVEL = {"省": "province", "市": "prefecture", "县": "county", "区": "county"}
_AFTER = frozenset({"at_least_after", "at_most_after"})
#: Damage in which no quantity is read.
_LOST = frozenset({"lost_digits", "lost_unit"})
_PLANS = frozenset({"plan", "aims", "safeguards"})


class FactRows:
    """Fills the fact tables of one report.

    Parameters
    ----------
    rows
        The report's rows; its outline and measures are already read.
    """

    def __init__(self, rows: ReportRows) -> None:
        self.r = rows
        self.text, self.folded, self.hits = rows.text, rows.folded, rows.hits

    def fill(self) -> None:
        """Fill all fact tables."""
        dates = self.r.dates
        documents = find_documents(self.folded, self.hits)
        titles = [(found.start, found.end) for found in documents]
        lost = [(place.start, place.end) for place in self.r.damage if place.kind in _LOST]
        taken = sorted([*titles, *lost, *((found.start, found.end) for found in dates)])
        pattern = quantity_pattern(self.r.vocabulary)
        quantities = find_quantities(self.text, self.folded, self.hits, pattern, taken)
        self._dates(dates, titles)
        self._documents(documents)
        self._quantities(quantities)
        self._institutions(titles)
        self._commitments(dates, quantities)
        self._accountability()
        self._devices()

    def _owner(self, start: int) -> tuple[str | None, str | None]:
        """Entry and measure around a position."""
        measure = self.r.measure_at.at(start)
        return self.r.issue_at.at(start), measure.measure_id if measure else None

    def _in_problem(self, start: int) -> bool:
        return self.r.problem_at.at(start) is not None

    def _dates(self, dates: list[DateFound], titles: list[tuple[int, int]]) -> None:
        for place, found in enumerate(dates, start=1):
            self.r.rows["dates"].append(
                (
                    *self.r.span(found.start, found.end),
                    f"{self.r.id}/d{place:03d}",
                    *self._owner(found.start),
                    found.first,
                    found.last,
                    found.precision,
                    "unknown" if _inside(found.start, titles) else found.role,
                )
            )

    def _documents(self, documents: list[DocumentFound]) -> None:
        for place, found in enumerate(documents, start=1):
            self.r.rows["documents"].append(
                (
                    *self.r.span(found.start, found.end),
                    f"{self.r.id}/t{place:03d}",
                    *self._owner(found.start),
                    self.text[found.start + 1 : found.end - 1],
                    found.act,
                    self.text[slice(*found.act_span)] if found.act_span else None,
                    self._in_problem(found.start),
                )
            )

    def _quantities(self, quantities: list[QuantityFound]) -> None:
        for place, found in enumerate(quantities, start=1):
            self.r.rows["quantities"].append(
                (
                    *self.r.span(found.start, found.end),
                    f"{self.r.id}/q{place:03d}",
                    *self._owner(found.start),
                    *found[2:],
                    self._in_problem(found.start),
                )
            )

    def _institutions(self, titles: list[tuple[int, int]]) -> None:
        meta = self.r.meta
        places = {str(meta[key]) for key in ("province", "prefecture", "county") if meta.get(key)}
        places |= {_PLACE_SUFFIX.sub("", place) for place in places}
        parts = name_parts(self.r.vocabulary)
        own = _PARTY.sub("", str(meta.get("body") or ""))
        types = (t for e in parts.values() if e.part in {"type", "tail"} for t in e.terms)
        own_type = max((t for t in types if own.endswith(t)), key=len, default="")
        found = find_institutions(self.folded, self.hits, parts, places, titles)
        for place, mention in enumerate(found, start=1):
            surface = self.text[mention.start : mention.end]
            is_own = self._is_own(mention, surface, own, own_type)
            self.r.rows["institutions"].append(self._institution(place, mention, own, is_own))

    def _institution(
        self, place: int, found: InstitutionFound, own: str, is_own: bool
    ) -> tuple[object, ...]:
        surface = self.text[found.start : found.end]
        canonical = (own or None) if is_own else surface
        return (
            *self.r.span(found.start, found.end),
            f"{self.r.id}/b{place:03d}",
            *self._owner(found.start),
            surface,
            found.form,
            canonical if found.form == "name" or is_own else None,
            found.kind,
            found.level,
            is_own,
            found.role,
            self._in_problem(found.start),
        )

    def _is_own(self, found: InstitutionFound, surface: str, own: str, own_type: str) -> bool:
        """True if a mention is the report's own body: an anaphor of its level, or a short form.

        A short form has at least four characters, all of them in the body's name in this order,
        and ends in the same type of body.
        """
        if found.form == "anaphor":
            level = _ANAPHOR_LEVEL.get(surface[0])
            known = self.r.meta.get("body_level")
            return found.kind != "government" and (level is None or known in {None, level})
        core = _PARTY.sub("", surface)
        if found.form != "name" or len(core) < 4 or not (own_type and core.endswith(own_type)):
            return False
        rest = iter(own)
        return all(character in rest for character in core)

    def _commitments(self, dates: list[DateFound], quantities: list[QuantityFound]) -> None:
        """Targets with a value, and clauses with a deadline."""
        deadlines = [found for found in dates if found.role == "deadline"]
        dated: set[int] = set()
        for found in quantities:
            before = self.hits.longest("facts", max(0, found.start - 12), found.start)
            limits = [h.code for h in before if h.code in {"at_least", "at_most"}]
            after = self.hits.within("facts", found.end, found.end + 2)
            limits += [h.code[:-6] for h in after if h.start == found.end and h.code in _AFTER]
            if not limits or not self._open(found.start):
                continue
            low, high = self._clause(found.start)
            sentence = self._start_of(found.start, "。\n")
            due = [d for d in deadlines if sentence <= d.start < high]
            dated.update(d.start for d in due)
            start = self._start_of(found.start, "。;,\n")
            self._commitment((start, found.end), limits[-1], found, due[-1:], low)
        for due_date in deadlines:
            if due_date.start not in dated:
                low, high = self._clause(due_date.start)
                self._commitment((low, high), None, None, [due_date], low)

    def _commitment(
        self,
        span: tuple[int, int],
        comparator: str | None,
        quantity: QuantityFound | None,
        due: list[DateFound],
        clause: int,
    ) -> None:
        leaf = self.r.leaf_at.at(span[0])
        words = [
            self.text[h.start : h.end]
            for h in self.hits.within("facts", clause, span[1])
            if h.code == "modality"
        ]
        last: date | None = due[0].last if due else None
        self.r.rows["commitments"].append(
            (
                *self.r.span(*span),
                f"{self.r.id}/k{len(self.r.rows['commitments']) + 1:03d}",
                self.r.issue_at.at(span[0]),
                self.r.node_id(leaf[0]) if leaf else None,
                quantity.value if quantity else None,
                quantity.unit if quantity else None,
                comparator,
                words[-1] if words else None,
                last,
            )
        )

    def _open(self, position: int) -> bool:
        """True where a value is a target: in a plan, or in a clause that speaks of the future."""
        if self.r.section_at.at(position) in _PLANS:
            return True
        codes = {hit.code for hit in self.hits.longest("aspect", *self._clause(position))}
        return "promised" in codes and "done" not in codes

    def _clause(self, position: int) -> tuple[int, int]:
        """Sentence or ；-clause around a position, inside its outline leaf."""
        end = self._leaf(position)[1]
        ends = [self.folded.find(mark, position, end) for mark in "。;\n"]
        stop = min((found for found in ends if found >= 0), default=end)
        return self._start_of(position, "。;\n"), position + len(
            self.folded[position:stop].rstrip()
        )

    def _start_of(self, position: int, marks: str) -> int:
        """Where the stretch around a position begins: after a mark, or with its outline leaf."""
        start = self._leaf(position)[0]
        low = max(start, *(self.folded.rfind(mark, start, position) + 1 for mark in marks))
        return low + len(self.folded[low:position]) - len(self.folded[low:position].lstrip())

    def _leaf(self, position: int) -> tuple[int, int]:
        """Span of the outline leaf around a position."""
        leaf = self.r.leaf_at.at(position)
        return (leaf[1].start, leaf[1].end) if leaf else (0, len(self.folded))

    def _accountability(self) -> None:
        """Reported acts in measures; intentions and rules for the future are left out.

        Several words in one stretch between commas name one act.
        """
        told: set[int] = set()
        for place in self.r.measures:
            for hit in self.hits.longest("accountability", place.start, place.end):
                stretch = self._start_of(hit.start, "。;,\n")
                if stretch in told or self._intended(hit.start):
                    continue
                told.add(stretch)
                _, high = self._clause(hit.start)
                near = _PERSONS.search(self.folded, hit.start, min(hit.end + 12, high))
                self.r.rows["accountability"].append(
                    (
                        *self.r.span(hit.start, hit.end),
                        f"{self.r.id}/a{len(told):03d}",
                        place.issue_id,
                        hit.code,
                        int(near[1]) if near else None,
                    )
                )

    def _intended(self, position: int) -> bool:
        """True if the nearest marker before an act in its clause makes it one of the future."""
        low, _ = self._clause(position)
        markers = self.hits.longest("aspect", low, position)
        return bool(markers) and markers[-1].code in {"promised", "conditional"}

    def _devices(self) -> None:
        for place, hit in enumerate(self.hits.longest("rhetoric", 0, len(self.text)), start=1):
            self.r.rows["devices"].append(
                (
                    *self.r.span(hit.start, hit.end),
                    f"{self.r.id}/r{place:04d}",
                    *self._owner(hit.start),
                    hit.code,
                    self.r.section_at.at(hit.start),
                    self._in_problem(hit.start),
                )
            )


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)
