"""Problems under the headings of official frames: our categories beside the inspectors' slots."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from pathlib import Path

import pandas as pd

from ..errors import FrameWarning
from ..ledger import Ledger
from .frames import NO_FRAME, FrameReading, load_frames, read_frames

_COLUMNS = {
    "report_id": "string", "frame": "string", "slot": "string", "category": "string",
    "n": "Int64", "expected": "boolean",
}  # fmt: skip


def slot_counts(
    ledger: Ledger, reading: FrameReading | None = None, frames: str | Path | None = None
) -> pd.DataFrame:
    """Count problem entries by slot of the official frame and by our category.

    Parameters
    ----------
    ledger
        A coded ledger.
    reading
        `toolkit.read_frames` of it; read anew if none is given.
    frames
        The YAML file of the frames; the shipped one if none is given.

    Returns
    -------
    pandas.DataFrame
        One row per report, slot and category: report_id, frame, slot (missing: an entry under a
        heading of the report's own), category (missing: uncoded), n, expected (whether the
        crosswalk names the category under the slot). Reports without a frame are not among them.

    Warns
    -----
    FrameWarning
        If the reports use different frames: their slots are not the same things.
    """
    found = reading or read_frames(ledger, frames)
    warn_across_frames(found, "slot_counts")
    expected = {
        (frame.code, slot.code): frozenset(slot.categories)
        for frame in load_frames(frames).frames
        for slot in frame.slots
    }
    rows = []
    for report_id, frame in zip(found.frames["report_id"], found.frames["frame"], strict=True):
        if frame == NO_FRAME:
            continue
        headings = found.slots[found.slots["report_id"] == report_id]
        starts, slots = headings["start"].to_list(), headings["slot"].to_list()
        issues = ledger.issues[ledger.issues["report_id"] == report_id]
        for start, category in zip(issues["start"], issues["category"], strict=True):
            at = bisect_right(starts, start) - 1
            rows.append((report_id, frame, slots[at] if at >= 0 else pd.NA, category))
    table = pd.DataFrame(rows, columns=pd.Index(list(_COLUMNS)[:4]), dtype="string")
    counts = table.groupby(list(table), dropna=False, sort=False).size().reset_index(name="n")
    counts["expected"] = [
        pd.NA if pd.isna(slot) or pd.isna(category) else category in expected[frame, slot]
        for frame, slot, category in counts[["frame", "slot", "category"]].itertuples(
            index=False, name=None
        )
    ]
    return counts.astype(_COLUMNS)


def warn_across_frames(reading: FrameReading, where: str) -> None:
    """Warn if reports that are compared answer under different official frames."""
    used = sorted(set(reading.frames["frame"]) - {NO_FRAME})
    if len(used) > 1:
        warnings.warn(
            f"{where}: the reports answer under different official frames ({', '.join(used)}); "
            "what stands under one heading there stands elsewhere here. Compare within a frame, "
            "or by category with the crosswalk (slot_counts) beside it",
            FrameWarning,
            stacklevel=3,
        )
