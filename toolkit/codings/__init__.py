"""Codings of a corpus by readers: sheets, readings, agreement, adjudication, migration."""

from .adjudication import adjudicate, adjudication_sheet, write_adjudication_sheet
from .agreement import CodingComparison, compare_structure
from .apply import apply_codings
from .comparison import ReadingComparison, compare_codings
from .migration import Migration, migrate_codings
from .readings import Codings, read_codings, write_codings
from .sampling import draw_units, reliability_sample_size
from .sheets import write_coding_sheets
from .structure import read_structure_codings, structure_of
from .units import compare_units

__all__ = [
    "CodingComparison", "Codings", "Migration", "ReadingComparison", "adjudicate",
    "adjudication_sheet", "apply_codings", "compare_codings", "compare_structure",
    "compare_units", "draw_units", "migrate_codings", "read_codings", "read_structure_codings",
    "reliability_sample_size", "structure_of", "write_adjudication_sheet", "write_coding_sheets",
    "write_codings",
]  # fmt: skip
