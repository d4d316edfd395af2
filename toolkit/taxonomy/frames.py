"""Official frames (官方框架): the inspectors' fixed headings, read from a report's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from ..fold import fold
from ..ledger import Ledger
from ..vocabulary import load_yaml, resource_path

#: The answer where no frame fits.
NO_FRAME = "none"
#: Fewer headings of a frame than this are no frame, however well they fit.
FEWEST_SLOTS = 2
#: Least confidence at which a frame is said to be used.
LEAST_CONFIDENCE = 0.5

#: Headings of what is said on complaints received: they repeat the six disciplines in every round.
_COMPLAINTS = re.compile("受理.{0,6}(?:信访|举报)|信访.{0,6}(?:受理|举报|移交)")
_KINDS = frozenset({"group", "issues", "section"})

_FRAMES = {
    "report_id": "string", "frame": "string", "slots": "Int64", "headings": "Int64",
    "matched": "Int64", "in_order": "Int64", "confidence": "Float64", "next_best": "string",
    "verified": "boolean",
}  # fmt: skip
_SLOTS = {
    "report_id": "string", "start": "Int64", "end": "Int64", "text": "string", "frame": "string",
    "slot": "string", "in_order": "boolean",
}  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(min_length=1)
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Slot(_Part):
    """A heading of a frame, and the categories to be expected under it."""

    pattern: str = Field(min_length=1)
    categories: tuple[str, ...]


class Frame(_Part):
    """An official frame: its headings in order, and where it was read."""

    definition: str = Field(min_length=1)
    verified: bool
    source: str = Field(min_length=1)
    slots: tuple[Slot, ...] = Field(min_length=2)


class Frames(BaseModel):
    """The frames known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    frames: tuple[Frame, ...]


class FrameReading(NamedTuple):
    """Official frames found in reports.

    Attributes
    ----------
    frames : pandas.DataFrame
        One row per report: report_id, frame (``none`` where none fits), slots (of the frame),
        headings (of the report at the level that fits best), matched (slots that a heading
        names), in_order (of them, in the frame's order), confidence, next_best (the frame that
        fits next, with its confidence), verified (whether wording and order of the frame were
        read at a source).
    slots : pandas.DataFrame
        One row per heading that was compared: report_id, start, end, text, frame, slot (missing:
        none of the frame's), in_order.
    """

    frames: pd.DataFrame
    slots: pd.DataFrame


class _Node(NamedTuple):
    node_id: str
    parent_id: str
    kind: str
    start: int
    text: str
    heading: object


class _Heading(NamedTuple):
    start: int
    end: int
    text: str


class _Fit(NamedTuple):
    confidence: float
    matched: int
    #: Slot of each heading, and whether it stands in the frame's order.
    slots: tuple[tuple[str | None, bool], ...]
    frame: Frame
    headings: tuple[_Heading, ...]


def read_frames(ledger: Ledger, frames: str | Path | None = None) -> FrameReading:
    """Find the official frame under whose headings each report answers.

    Parameters
    ----------
    ledger
        The ledger; only its outline is read, never a date.
    frames
        A YAML file laid out like ``toolkit/resources/frames.yaml``; the shipped one if none.

    Returns
    -------
    FrameReading
        Reports without problem entries, or whose entries stand under no heading, have ``none``.

    Notes
    -----
    The headings above the problem entries are compared with each frame, level by level. With m
    slots named in the frame's order, s slots and h headings, confidence is 2 m / (s + h): 1 where
    the headings are the frame and nothing else. A frame is said to be used from two slots and a
    confidence of .5 on; a body may leave slots out or add headings of its own. Headings on
    complaints received (受理信访) are not compared.
    """
    known = load_frames(frames)
    rows: list[tuple[object, ...]] = []
    slots: list[tuple[object, ...]] = []
    outlines = dict(iter(ledger.nodes.groupby("report_id", sort=False)))
    for report_id in ledger.reports["report_id"]:
        levels = _levels(outlines[report_id])
        fits = sorted(
            (_fit(frame, level) for frame in known.frames for level in levels),
            key=lambda fit: (-fit.confidence, -fit.matched, len(fit.frame.slots)),
        )
        best = fits[0] if fits and _holds(fits[0]) else None
        rows.append((report_id, *_summary(fits, best)))
        compared = best or (fits[0] if fits else None)
        for heading, (slot, ordered) in zip(
            compared.headings if compared else (), compared.slots if compared else (), strict=True
        ):
            found = (best.frame.code, slot, ordered) if best else (NO_FRAME, None, None)
            slots.append((report_id, *heading, *found))
    return FrameReading(_table(rows, _FRAMES), _table(slots, _SLOTS))


def load_frames(frames: str | Path | None = None) -> Frames:
    """Read the frames known; without a path, those shipped.

    Raises
    ------
    ResourceError
        If the file does not hold what it must.
    """
    return _shipped() if frames is None else load_yaml(Path(frames), Frames)


@cache
def _shipped() -> Frames:
    return load_yaml(resource_path("frames"), Frames)


def _holds(fit: _Fit) -> bool:
    return fit.matched >= FEWEST_SLOTS and fit.confidence >= LEAST_CONFIDENCE


def _summary(fits: Sequence[_Fit], best: _Fit | None) -> tuple[object, ...]:
    if best is None:
        headings = len(fits[0].headings) if fits else 0
        near = _said(fits[0]) if fits and fits[0].matched else None
        return NO_FRAME, None, headings, None, None, None, near, None
    named = {slot for slot, _ in best.slots if slot}
    other = next((fit for fit in fits if fit.frame != best.frame and fit.matched), None)
    return (
        *(best.frame.code, len(best.frame.slots), len(best.headings), len(named), best.matched),
        *(best.confidence, _said(other) if other else None, best.frame.verified),
    )


def _said(fit: _Fit) -> str:
    return f"{fit.frame.code} ({fit.confidence:.2f})"


def _levels(nodes: pd.DataFrame) -> list[tuple[_Heading, ...]]:
    """Headings above the problem entries, from the outermost level in; each text once.

    A level with one heading is no frame, and left out.
    """
    fields = ["node_id", "parent_id", "kind", "start", "text", "heading"]
    cells = nodes[fields].astype(object).itertuples(index=False, name=None)
    rows = {row[0]: _Node(*row) for row in cells}
    levels: dict[int, dict[str, _Heading]] = {}
    for row in rows.values():
        if row.kind != "issue":
            continue
        above = list(_above(row, rows))[::-1]
        if any(_COMPLAINTS.search(heading.text) for heading in above):
            continue
        for depth, heading in enumerate(above):
            levels.setdefault(depth, {}).setdefault(heading.text, heading)
    several = [found for _, found in sorted(levels.items()) if len(found) >= FEWEST_SLOTS]
    return [tuple(sorted(found.values())) for found in several]


def _above(node: _Node, nodes: Mapping[str, _Node]) -> Iterator[_Heading]:
    """Headings above a node, from the innermost out."""
    parent = nodes.get(node.parent_id)
    while parent is not None:
        if parent.kind in _KINDS and isinstance(parent.heading, str):
            start = parent.start + max(0, parent.text.find(parent.heading))
            yield _Heading(start, start + len(parent.heading), parent.heading)
        parent = nodes.get(parent.parent_id)


def _fit(frame: Frame, headings: tuple[_Heading, ...]) -> _Fit:
    """Compare headings with a frame: the most slots that can be named in order."""
    named = [
        [n for n, slot in enumerate(frame.slots) if re.search(slot.pattern, fold(heading.text))]
        for heading in headings
    ]
    ordered = _longest_rise(named)
    slots = tuple(
        (frame.slots[place].code, True)
        if place is not None
        else (frame.slots[choice[0]].code if choice else None, False)
        for place, choice in zip(ordered, named, strict=True)
    )
    matched = sum(place is not None for place in ordered)
    return _Fit(2 * matched / (len(frame.slots) + len(headings)), matched, slots, frame, headings)


def _longest_rise(choices: Sequence[Sequence[int]]) -> list[int | None]:
    """Choose at most one number of each, so that the chosen rise and are as many as can be."""
    best: dict[int, list[int | None]] = {-1: []}
    for options in choices:
        after: dict[int, list[int | None]] = {}
        for last, path in best.items():
            for value, step in [(last, None), *((option, option) for option in options)]:
                if step is not None and step <= last:
                    continue
                longer = [*path, step]
                if value not in after or _length(longer) > _length(after[value]):
                    after[value] = longer
        best = after
    return max(best.values(), key=_length)


def _length(path: Sequence[int | None]) -> int:
    return sum(step is not None for step in path)


def _table(rows: list[tuple[object, ...]], dtypes: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=pd.Index(list(dtypes))).astype(dtypes)
