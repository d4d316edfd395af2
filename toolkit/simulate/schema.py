"""The shape of the vocabulary file."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Base of the shapes: no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(Shape):
    """A text with limits on its use."""

    text: str = Field(min_length=1)
    only: tuple[str, ...] = Field(default=(), alias="for")
    since: int = 0
    until: int = 9999


Texts = tuple[str | Entry, ...]


class PlacesShape(Shape):
    """Invented places by province."""

    provinces: dict[str, tuple[str, ...]] = Field(min_length=1)
    counties: tuple[str, ...] = Field(min_length=5)


class BodyShape(Shape):
    """A kind of body that is inspected."""

    name: str
    party: str
    own: str = Field(alias="self")


class SectorShape(Shape):
    """A sector, its own categories and its bodies."""

    core: tuple[str, ...] = Field(min_length=1)
    units: tuple[str, ...] = Field(min_length=1)
    bodies: tuple[BodyShape, ...] = Field(min_length=1)
    level: str | None = None


class InspectionShape(Shape):
    """An inspecting body and the kind of inspection."""

    inspector: str
    kind: str


class CategoryShape(Shape):
    """A category of problems."""

    topic: tuple[str, ...] = Field(min_length=1)
    target: tuple[str, ...] = Field(min_length=1)
    site: tuple[str, ...] = ()
    problems: Texts = Field(min_length=3)


class StatusShape(Shape):
    """Ways to print a status."""

    label: tuple[str, ...] = Field(min_length=1)
    running: Texts = Field(min_length=1)
    closure: tuple[str, ...] = Field(min_length=1)


class DeviceShape(Shape):
    """Formulae of one rhetorical device, by place in the sentence."""

    before: Texts
    after: Texts = Field(min_length=1)


class FrameShape(Shape):
    """Texts around the issues of one kind of document; what may be empty is not printed."""

    titles: Texts = Field(min_length=1)
    sources: Texts = Field(min_length=1)
    salutations: Texts
    preambles: Texts = Field(min_length=1)
    organisation_heads: Texts
    response_heads: Texts
    closing_heads: Texts
    organisation: Texts
    closing: Texts
    contact_heads: Texts
    contact: Texts = Field(min_length=1)
    signatures: Texts = Field(min_length=1)


class MeasuresShape(Shape):
    """Measures by type, and what may open one."""

    openers: Texts = Field(min_length=1)
    types: dict[str, Texts] = Field(min_length=1)


class FieldsShape(Shape):
    """What forms say beside problem and measures."""

    goals: Texts = Field(min_length=1)
    units: Texts = Field(min_length=1)
    leaders: Texts = Field(min_length=1)
    deadlines: Texts = Field(min_length=1)


class FindingShape(Shape):
    """Headings of a section of audit findings, and its categories."""

    heads: tuple[str, ...] = Field(min_length=1)
    only: tuple[str, ...] = Field(alias="for", min_length=1)


class StatusFramesShape(Shape):
    """What is printed around a status label."""

    heading: tuple[str, ...] = Field(min_length=1)
    tail: tuple[str, ...] = Field(min_length=1)


class VocabularyShape(Shape):
    """The whole file."""

    version: str
    formulae: tuple[str, ...]
    congress: Texts = Field(min_length=1)
    places: PlacesShape
    sectors: dict[str, SectorShape] = Field(min_length=1)
    inspections: dict[str, tuple[InspectionShape, ...]]
    lists: dict[str, Texts]
    categories: dict[str, CategoryShape] = Field(min_length=1)
    answers: dict[str, tuple[str, ...]]
    measures: MeasuresShape
    promises: MeasuresShape
    actions: Texts = Field(min_length=1)
    status: dict[str, StatusShape]
    status_frames: StatusFramesShape
    response_labels: tuple[str, ...] = Field(min_length=1)
    labels: dict[str, tuple[str, ...]]
    fields: FieldsShape
    devices: dict[str, DeviceShape] = Field(min_length=1)
    groups: dict[str, tuple[str, ...]]
    findings: tuple[FindingShape, ...]
    frames: dict[str, FrameShape]
