"""The generator's own words, read from ``vocabulary.yaml`` and checked."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from toolkit.errors import ResourceError
from toolkit.simulate.schema import (
    CategoryShape,
    DeviceShape,
    Entry,
    FrameShape,
    Texts,
    VocabularyShape,
)
from toolkit.simulate.templates import DATE_SLOTS, Template

VOCABULARY_PATH = Path(__file__).with_name("vocabulary.yaml")

#: Statuses an issue may have; ``unstated`` prints nothing.
STATUSES: tuple[str, ...] = ("completed", "phased", "ongoing", "unstated")

#: Slots that the report itself fills.
REPORT_SLOTS: tuple[str, ...] = (
    "year",
    "prev",
    "next",
    "city",
    "place",
    "body",
    "org",
    "self",
    "party",
    "units",
    "topic",
    "target",
    "site",
    "congress",
    "issues",
    "level",
    "kind",
    "inspector",
    "start",
    "end",
    "feedback",
    "feedback_full",
    "published",
    "committee",
)

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REMEDY = "correct the vocabulary file, or take the one that came with the toolkit"

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
class Frame:
    """Texts around the issues."""

    titles: Templates
    sources: Templates
    preambles: Templates
    organisation: Templates
    closing: Templates
    contact: Templates


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
    pools
        Measure texts by measure type and category.
    answers
        Types of measures that can answer a category.
    openers, frame, congress
        Further compiled texts.
    """

    raw: VocabularyShape
    cities: Mapping[str, str]
    lists: Mapping[str, Templates]
    categories: Mapping[str, Category]
    devices: Mapping[str, Device]
    status: Mapping[str, Status]
    pools: Mapping[tuple[str, str], Templates]
    answers: Mapping[str, tuple[str, ...]]
    openers: Templates
    frame: Frame
    congress: Templates


def _compile(texts: Texts) -> Templates:
    return tuple(
        Template(text.text, text.only, text.since, text.until)
        if isinstance(text, Entry)
        else Template(text)
        for text in texts
    )


def _texts(shape: VocabularyShape) -> Iterator[tuple[str, Texts]]:
    """Yield all texts with slots, with the place they stand at."""
    for name, texts in shape.lists.items():
        yield f"lists.{name}", texts
    for code, category in shape.categories.items():
        yield f"categories.{code}.problems", category.problems
    for kind, texts in shape.measures.items():
        yield f"measures.{kind}", texts
    for code, device in shape.devices.items():
        yield f"devices.{code}.before", device.before
        yield f"devices.{code}.after", device.after
    for code, status in shape.status.items():
        yield f"status.{code}.running", status.running
    yield "openers", shape.openers
    for name in Frame.__dataclass_fields__:
        yield f"frame.{name}", getattr(shape.frame, name)


def _check(shape: VocabularyShape, where: str) -> None:
    """Refuse a file whose parts do not fit together."""
    known = {*shape.lists, *REPORT_SLOTS, *DATE_SLOTS}
    for place, texts in _texts(shape):
        for template in _compile(texts):
            unknown = [name for name in template.names() if name not in known]
            if unknown:
                raise ResourceError(
                    f"unknown slot {{{unknown[0]}}} in {template.source!r}",
                    where=f"{where}, {place}",
                    remedy=f"use a list of `lists` or one of {', '.join(REPORT_SLOTS)}",
                )
    letters = list(dict.fromkeys(code[0] for code in shape.categories))
    wanted: list[tuple[str, list[str], Container[str]]] = [
        ("status", [s for s in STATUSES if s != "unstated"], shape.status),
        ("answers", letters, shape.answers),
        ("groups", letters, shape.groups),
        ("inspections", ["prefecture", "county"], shape.inspections),
        ("measures", [k for kinds in shape.answers.values() for k in kinds], shape.measures),
        ("categories", [c for s in shape.sectors.values() for c in s.core], shape.categories),
    ]
    for part, names, given in wanted:
        for name in names:
            if name not in given:
                raise ResourceError(
                    f"{part} has no entry {name!r}", where=f"{where}, {part}", remedy=_REMEDY
                )


def _read(path: Path) -> VocabularyShape:
    try:
        with path.open(encoding="utf-8") as stream:
            data = yaml.load(stream, Loader=_LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ResourceError(
            f"cannot read the vocabulary: {error}", where=str(path), remedy=_REMEDY
        ) from error
    try:
        return VocabularyShape.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        spot = ".".join(map(str, first["loc"])) or "top level"
        raise ResourceError(
            f"{first['msg']} ({error.error_count()} faults in all)",
            where=f"{path}, {spot}",
            remedy=_REMEDY,
        ) from error


def _category(shape: CategoryShape) -> Category:
    problems = _compile(shape.problems)
    return Category(
        problems,
        {problem: _alike(problem, shape.topic) for problem in problems},
        {problem: _alike(problem, shape.target) for problem in problems},
        shape.site,
    )


def _alike(problem: Template, words: tuple[str, ...]) -> tuple[str, ...]:
    """Choose the words that share most pairs of characters with a statement, if any do."""
    shared = [sum(w[i : i + 2] in problem.source for i in range(len(w) - 1)) for w in words]
    most = max(shared)
    return tuple(w for w, count in zip(words, shared, strict=True) if count == most)


def _pool(templates: Templates, code: str, category: CategoryShape) -> Templates:
    """Choose the measures that suit a category."""
    return tuple(
        template
        for template in templates
        if template.suits(code) and (category.site or "site" not in template.names())
    )


def _device(shape: DeviceShape) -> Device:
    return Device(_compile(shape.before), _compile(shape.after))


def _frame(shape: FrameShape) -> Frame:
    return Frame(**{n: _compile(getattr(shape, n)) for n in Frame.__dataclass_fields__})


@cache
def load_vocabulary(path: Path = VOCABULARY_PATH) -> Vocabulary:
    """Read and check a vocabulary file.

    Parameters
    ----------
    path
        The file; by default the one of the toolkit.

    Returns
    -------
    Vocabulary
        The compiled texts. The same file is read once.

    Raises
    ------
    ResourceError
        If the file cannot be read, has missing or unknown parts, or uses unknown slots.
    """
    shape = _read(path)
    _check(shape, str(path))
    measures = {kind: _compile(texts) for kind, texts in shape.measures.items()}
    pools = {
        (kind, code): _pool(templates, code, category)
        for kind, templates in measures.items()
        for code, category in shape.categories.items()
    }
    return Vocabulary(
        raw=shape,
        cities={city: p for p, cities in shape.places.provinces.items() for city in cities},
        lists={name: _compile(texts) for name, texts in shape.lists.items()},
        categories={code: _category(c) for code, c in shape.categories.items()},
        devices={code: _device(d) for code, d in shape.devices.items()},
        status={code: Status(s.label, _compile(s.running)) for code, s in shape.status.items()},
        pools=pools,
        answers={
            code: tuple(kind for kind in shape.answers[code[0]] if pools[kind, code])
            for code in shape.categories
        },
        openers=_compile(shape.openers),
        frame=_frame(shape.frame),
        congress=_compile(shape.congress),
    )
