"""The codebook: problem categories in groups, measure types, kinds of failure, rules of coding."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ..errors import ResourceError
from ..vocabulary import fit_model, load_yaml, resource_path

Language = Literal["zh", "en"]
#: What a code says something about.
Facet = Literal["category", "types", "failure"]


def _whole(indicators: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse indicators with an empty part; ``…`` divides parts, ``|`` alternatives."""
    for indicator in indicators:
        if not all(part.strip() for piece in indicator.split("…") for part in piece.split("|")):
            raise ValueError(f"the indicator {indicator!r} lacks a word beside … or |")
    return indicators


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Code(_Part):
    """What every code has."""

    code: str = Field(min_length=1, pattern=r"^[^\s;,]+$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Group(Code):
    """A group of problem categories."""


class Example(_Part):
    """A passage of a report that a code was given to."""

    report_id: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str = Field(min_length=1)


class DefinedCode(Code):
    """A code with its definition, and what falls under it and what does not."""

    definition: str = Field(min_length=1)
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    examples: tuple[Example, ...] = Field(default=(), max_length=2)


class Category(DefinedCode):
    """A problem category with the words that speak for it."""

    group: str
    indicators: tuple[str, ...] = ()
    precedence: int = Field(default=3, ge=1, le=9)
    #: Words in the name of a body whose core business this is.
    bodies: tuple[str, ...] = ()
    #: True if it is core business, where a body has a core business of its own.
    yields_to_core: bool = False

    _whole_indicators = field_validator("indicators")(_whole)


class MeasureType(DefinedCode):
    """A type of measure with the words that speak for it."""

    indicators: tuple[str, ...] = ()
    #: Words that speak for it only where no other type is spoken for before them.
    if_first: tuple[str, ...] = ()

    _whole_indicators = field_validator("indicators", "if_first")(_whole)


class Failure(DefinedCode):
    """A kind of failure: what, by the words of a problem statement, went wrong."""


class Rule(_Part):
    """A rule of coding."""

    code: str = Field(min_length=1)
    rule: str = Field(min_length=1)


class Boundary(_Part):
    """How two neighbouring codes are told apart."""

    between: tuple[str, str]
    tell: str = Field(min_length=1)


class OwnField(_Part):
    """Words that speak of core business in some bodies only.

    Parameters
    ----------
    bodies
        Words in the names of these bodies.
    words
        What there speaks of core business, though elsewhere it speaks for another category:
        budgets in a finance bureau, recruitment in a bureau of personnel.
    """

    bodies: tuple[str, ...]
    words: tuple[str, ...]


class Bodies(_Part):
    """What names of inspected bodies tell of core business, beside the categories' own words.

    Parameters
    ----------
    other
        Category of a named body that no category's words fit.
    none
        Words in the name of a body that has no code of core business.
    any
        Words in the name of a body that has the business of all, such as a government: its
        core business is read from the problem alone.
    own
        Words that speak of core business in some bodies only.
    """

    other: str | None = None
    none: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    own: tuple[OwnField, ...] = ()


class Codebook(_Part):
    """Problem categories and their groups, measure types, kinds of failure, rules of coding.

    Parameters
    ----------
    version
        Version of the codebook, stamped into coded ledgers and codings.
    groups, categories, measure_types, failures
        The codes. A category is of one group; every other facet is flat.
    rules
        The rules of coding, in the order in which they apply.
    boundaries
        Pairs of neighbouring codes of one facet and how to tell them apart.
    blockers
        Words that hold an indicator of a measure type but do not speak for it, and hide it.
    category_blockers
        Words that hold an indicator of a category but do not speak for it, and hide it.
    passing
        Words that open a clause in which indicators of measure types do not count (按照, 针对).
    bodies
        How the core business of an inspected body is told from its name.
    """

    version: str
    groups: tuple[Group, ...]
    categories: tuple[Category, ...]
    measure_types: tuple[MeasureType, ...]
    failures: tuple[Failure, ...] = ()
    rules: tuple[Rule, ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    blockers: tuple[str, ...] = ()
    category_blockers: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    bodies: Bodies = Bodies()

    @property
    def hash(self) -> str:
        """Identity of the codebook: a hash of its content."""
        return hashlib.sha256(self.model_dump_json().encode("utf-8")).hexdigest()[:16]

    def labels(self, lang: Language = "en") -> dict[str, str]:
        """Category code to name."""
        return _labels(self.categories, lang)

    def group_labels(self, lang: Language = "en") -> dict[str, str]:
        """Group code to name."""
        return _labels(self.groups, lang)

    def type_labels(self, lang: Language = "en") -> dict[str, str]:
        """Measure-type code to name."""
        return _labels(self.measure_types, lang)

    def failure_labels(self, lang: Language = "en") -> dict[str, str]:
        """Code of a kind of failure to name."""
        return _labels(self.failures, lang)

    def codes_of(self, facet: Facet) -> tuple[DefinedCode, ...]:
        """Codes of a facet, in the codebook's order."""
        by_facet: dict[Facet, tuple[DefinedCode, ...]] = {
            "category": self.categories,
            "types": self.measure_types,
            "failure": self.failures,
        }
        return by_facet[facet]

    def group_of(self, code: str) -> str:
        """Group a category belongs to.

        Raises
        ------
        KeyError
            If there is no such category.
        """
        return {category.code: category.group for category in self.categories}[code]

    def neighbours_of(self, code: str) -> dict[str, str]:
        """Neighbouring codes, and how each is told apart."""
        return {
            boundary.between[boundary.between[0] == code]: boundary.tell
            for boundary in self.boundaries
            if code in boundary.between
        }

    def all_codes(self) -> Iterator[DefinedCode]:
        """All codes of all facets."""
        yield from (*self.categories, *self.measure_types, *self.failures)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{c.code}</td><td style='text-align:left'>{escape(c.zh)}</td>"
            f"<td style='text-align:left'>{escape(c.en)}</td>"
            f"<td style='text-align:left'>{escape(c.definition)}</td></tr>"
            for c in self.all_codes()
        )
        return f"<b>Codebook, version {escape(self.version)}</b><table>{rows}</table>"


def _labels(codes: tuple[Code, ...], lang: Language) -> dict[str, str]:
    return {code.code: code.zh if lang == "zh" else code.en for code in codes}


def read_codebook(path: str | Path | None = None) -> Codebook:
    """Read a codebook; without a path, the shipped one.

    Parameters
    ----------
    path
        A YAML file laid out like ``toolkit/resources/codebook.yaml``.

    Raises
    ------
    ResourceError
        If the file is not a valid codebook.
    """
    return _default_codebook() if path is None else _read(Path(path))


@cache
def _default_codebook() -> Codebook:
    return _read(resource_path("codebook"))


def _read(source: Path) -> Codebook:
    codebook = load_yaml(source, Codebook)
    _refuse_faults(codebook, str(source))
    return codebook


def as_codebook(codebook: Codebook | str | Path | None) -> Codebook:
    """Take a codebook as it is given: itself, the path of one, or ``None`` for the shipped one."""
    return codebook if isinstance(codebook, Codebook) else read_codebook(codebook)


def codebook_of(data: Mapping[str, Any], where: str) -> Codebook:
    """Make a codebook of the data that a file of another format holds.

    Parameters
    ----------
    data
        What the YAML file of a codebook would hold.
    where
        The file, for messages.

    Raises
    ------
    ResourceError
        If the data is not a valid codebook.
    """
    codebook = fit_model(dict(data), Codebook, where)
    _refuse_faults(codebook, where)
    return codebook


def _refuse_faults(codebook: Codebook, source: str) -> None:
    for found, where, remedy in _faults(codebook):
        raise ResourceError(found, where=f"{source}, {where}", remedy=remedy)


def _faults(book: Codebook) -> Iterator[tuple[str, str, str]]:
    """What the entries of a codebook have wrong in regard to each other."""
    for code, n in Counter(code.code for code in (*book.groups, *book.all_codes())).items():
        if n > 1:
            yield f"the code is declared {n} times", f"entry {code}", "give each code one entry"
    groups = {group.code for group in book.groups}
    for category in book.categories:
        if category.group not in groups:
            yield (
                f"group {category.group!r} is not declared",
                f"categories entry {category.code}",
                "add the group under groups, or correct the entry",
            )
    facet_of = {
        code.code: facet
        for facet in ("category", "types", "failure")
        for code in book.codes_of(facet)
    }
    for boundary in book.boundaries:
        one, other = boundary.between
        missing = [code for code in dict.fromkeys(boundary.between) if code not in facet_of]
        if missing:
            yield (
                f"{' and '.join(missing)} is no code of this codebook",
                f"boundaries entry between {one} and {other}",
                "add the code, or correct the boundary, or take it out with the code",
            )
            continue
        facets = {facet_of[one], facet_of[other]}
        if len(facets) > 1 or one == other:
            yield (
                f"{one} and {other} are not two codes of one facet",
                f"boundaries entry between {one} and {other}",
                "name two categories, two measure types or two kinds of failure",
            )
