"""Codings of a corpus by readers, and how a reading of it compares with them."""

from .agreement import CodingComparison, compare_structure
from .structure import read_structure_codings, structure_of

__all__ = ["CodingComparison", "compare_structure", "read_structure_codings", "structure_of"]
