"""The codebook: problem categories in groups, and measure types."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ..errors import ResourceError
from ..vocabulary import load_yaml, resource_path

Language = Literal["zh", "en"]


class Code(BaseModel):
    """What every code has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(min_length=1)
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Group(Code):
    """A group of problem categories."""


class Category(Code):
    """A problem category with the words that speak for it."""

    group: str
    definition: str = Field(min_length=1)
    indicators: tuple[str, ...]
    precedence: Literal[1, 2, 3] = 2


class MeasureType(Code):
    """A type of measure with the words that speak for it."""

    definition: str = Field(min_length=1)
    indicators: tuple[str, ...]


class Codebook(BaseModel):
    """Problem categories, their groups, and measure types.

    Parameters
    ----------
    version
        Version of the codebook, stamped into coded ledgers.
    categories, groups, measure_types
        The codes.
    blockers
        Words that hold an indicator of a measure type but do not speak for it, and hide it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    categories: tuple[Category, ...]
    groups: tuple[Group, ...]
    measure_types: tuple[MeasureType, ...]
    blockers: tuple[str, ...] = ()

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

    def group_of(self, code: str) -> str:
        """Group a category belongs to.

        Raises
        ------
        KeyError
            If there is no such category.
        """
        return self._groups()[code]

    def _groups(self) -> dict[str, str]:
        return {category.code: category.group for category in self.categories}

    def _repr_html_(self) -> str:
        from html import escape

        coded: list[Category | MeasureType] = [*self.categories, *self.measure_types]
        rows = "".join(
            f"<tr><td>{c.code}</td><td style='text-align:left'>{escape(c.zh)}</td>"
            f"<td style='text-align:left'>{escape(c.en)}</td>"
            f"<td style='text-align:left'>{escape(c.definition)}</td></tr>"
            for c in coded
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
    groups = {group.code for group in codebook.groups}
    for category in codebook.categories:
        if category.group not in groups:
            raise ResourceError(
                f"group {category.group!r} is not declared",
                where=f"{source}, categories entry {category.code}",
                remedy="add the group under groups, or correct the entry",
            )
    return codebook
