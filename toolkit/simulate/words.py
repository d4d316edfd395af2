"""The generator's own words, ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.simulate.schema import VocabularyShape
from toolkit.simulate.templates import Template

Templates = tuple[Template, ...]


@dataclass(frozen=True)
class Category:
    """A category of problems: what they are about and how they are stated.

    Parameters
    ----------
    problems
        Statements.
    topics, targets
        What each statement may be about, in the order of the statements.
    site
        Places for works; may be empty.
    """

    problems: Templates
    topics: Mapping[Template, tuple[str, ...]]
    targets: Mapping[Template, tuple[str, ...]]
    site: tuple[str, ...]


@dataclass(frozen=True)
class Device:
    """Formulae of a device, ahead of the action and behind it."""

    before: Templates
    after: Templates


@dataclass(frozen=True)
class Status:
    """Ways to print a status, as a label and as a running sentence."""

    label: tuple[str, ...]
    running: Templates


@dataclass(frozen=True)
class FieldTexts:
    """What forms say beside problem and measures."""

    goals: Templates
    units: Templates
    leaders: Templates
    deadlines: Templates


@dataclass(frozen=True)
class Frame:
    """Texts around the issues of one kind of document."""

    titles: Templates
    sources: Templates
    salutations: Templates
    preambles: Templates
    organisation_heads: Templates
    response_heads: Templates
    closing_heads: Templates
    organisation: Templates
    closing: Templates
    contact_heads: Templates
    contact: Templates
    signatures: Templates


@dataclass(frozen=True, eq=False)
class Measures:
    """Texts of measures: what was done, or what is promised.

    Parameters
    ----------
    openers
        What may open a measure.
    pools
        Texts by measure type and category.
    """

    openers: Templates
    pools: Mapping[tuple[str, str], Templates]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All texts of the generator, compiled.

    Parameters
    ----------
    raw
        The file as read, for everything that has no slots.
    cities
        Province by invented city, in file order.
    lists
        Word lists by slot name.
    categories, devices, status
        Compiled texts by code.
    deeds, promises
        Measures that were taken, and those that a plan promises.
    answers
        Types of measures that can answer a category.
    actions
        Headings that name an action, by category.
    fields
        What forms say beside.
    frames
        Texts around the issues by kind of document.
    congress
        Compiled texts.
    """

    raw: VocabularyShape
    cities: Mapping[str, str]
    lists: Mapping[str, Templates]
    categories: Mapping[str, Category]
    devices: Mapping[str, Device]
    status: Mapping[str, Status]
    deeds: Measures
    promises: Measures
    answers: Mapping[str, tuple[str, ...]]
    actions: Mapping[str, Templates]
    fields: FieldTexts
    frames: Mapping[str, Frame]
    congress: Templates
