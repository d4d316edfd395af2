"""The generator's own words, read from ``vocabulary.yaml`` and checked."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from toolkit.errors import ResourceError
from toolkit.simulate.documents import DOCUMENTS
from toolkit.simulate.schema import (
    CategoryShape,
    DeviceShape,
    Entry,
    FieldsShape,
    FrameShape,
    MeasuresShape,
    Texts,
    VocabularyShape,
)
from toolkit.simulate.templates import DATE_SLOTS, Template
from toolkit.simulate.words import (
    Category,
    Device,
    FieldTexts,
    Frame,
    Measures,
    Status,
    Templates,
    Vocabulary,
)

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

#: Labels of the fields and columns of forms.
LABELS: tuple[str, ...] = (
    "task",
    "problem",
    "goal",
    "measures",
    "unit",
    "leader",
    "deadline",
    "progress",
    "status",
    "closure",
    "period",
    "number",
)

#: Levels of bodies, each inspected by others.
LEVELS: tuple[str, ...] = ("prefecture", "county")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REMEDY = "correct the vocabulary file, or take the one that came with the toolkit"


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
    for part, measures in (("measures", shape.measures), ("promises", shape.promises)):
        yield f"{part}.openers", measures.openers
        for kind, texts in measures.types.items():
            yield f"{part}.types.{kind}", texts
    yield "actions", shape.actions
    for name in FieldTexts.__dataclass_fields__:
        yield f"fields.{name}", getattr(shape.fields, name)
    for code, device in shape.devices.items():
        yield f"devices.{code}.before", device.before
        yield f"devices.{code}.after", device.after
    for code, status in shape.status.items():
        yield f"status.{code}.running", status.running
    for document, frame in shape.frames.items():
        for name in Frame.__dataclass_fields__:
            yield f"frames.{document}.{name}", getattr(frame, name)


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
    kinds = [kind for kinds in shape.answers.values() for kind in kinds]
    levels = [d.inspections + level for d in DOCUMENTS.values() for level in LEVELS]
    wanted: list[tuple[str, list[str], Container[str]]] = [
        ("status", [s for s in STATUSES if s != "unstated"], shape.status),
        ("answers", letters, shape.answers),
        ("groups", letters, shape.groups),
        ("inspections", levels, shape.inspections),
        ("measures.types", kinds, shape.measures.types),
        ("promises.types", kinds, shape.promises.types),
        ("categories", [c for s in shape.sectors.values() for c in s.core], shape.categories),
        ("labels", list(LABELS), shape.labels),
        ("frames", list(DOCUMENTS), shape.frames),
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


def _suiting(templates: Templates, code: str, category: CategoryShape) -> Templates:
    """Choose the texts that suit a category."""
    return tuple(
        template
        for template in templates
        if template.suits(code) and (category.site or "site" not in template.names())
    )


def _measures(shape: MeasuresShape, categories: Mapping[str, CategoryShape]) -> Measures:
    compiled = {kind: _compile(texts) for kind, texts in shape.types.items()}
    pools = {
        (kind, code): _suiting(templates, code, category)
        for kind, templates in compiled.items()
        for code, category in categories.items()
    }
    return Measures(_compile(shape.openers), pools)


def _device(shape: DeviceShape) -> Device:
    return Device(_compile(shape.before), _compile(shape.after))


def _fields(shape: FieldsShape) -> FieldTexts:
    return FieldTexts(**{n: _compile(getattr(shape, n)) for n in FieldTexts.__dataclass_fields__})


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
    deeds = _measures(shape.measures, shape.categories)
    promises = _measures(shape.promises, shape.categories)
    actions = _compile(shape.actions)
    return Vocabulary(
        raw=shape,
        cities={city: p for p, cities in shape.places.provinces.items() for city in cities},
        lists={name: _compile(texts) for name, texts in shape.lists.items()},
        categories={code: _category(c) for code, c in shape.categories.items()},
        devices={code: _device(d) for code, d in shape.devices.items()},
        status={code: Status(s.label, _compile(s.running)) for code, s in shape.status.items()},
        deeds=deeds,
        promises=promises,
        answers={
            code: tuple(
                kind
                for kind in shape.answers[code[0]]
                if deeds.pools[kind, code] and promises.pools[kind, code]
            )
            for code in shape.categories
        },
        actions={
            code: _suiting(actions, code, category) for code, category in shape.categories.items()
        },
        fields=_fields(shape.fields),
        frames={name: _frame(frame) for name, frame in shape.frames.items()},
        congress=_compile(shape.congress),
    )
