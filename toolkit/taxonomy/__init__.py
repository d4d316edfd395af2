"""The problem-category taxonomy: codebook and its versions, frames, crosswalks."""

from .changes import Change, ChangeLog, diff_codebooks, read_change_log
from .codebook import Category, Codebook, Failure, MeasureType, as_codebook, read_codebook
from .crosswalk import Crosswalk, crosswalk_counts, read_crosswalk
from .frames import FrameReading, read_frames
from .held import refuse_unknown_codes, warn_of_another_codebook
from .page import codebook_page
from .slots import slot_counts, warn_across_frames

__all__ = [
    "Category", "Change", "ChangeLog", "Codebook", "Crosswalk", "Failure", "FrameReading",
    "MeasureType", "as_codebook", "codebook_page", "crosswalk_counts",
    "diff_codebooks", "read_change_log", "read_codebook", "read_crosswalk", "read_frames",
    "refuse_unknown_codes", "slot_counts", "warn_across_frames",
    "warn_of_another_codebook",
]  # fmt: skip
