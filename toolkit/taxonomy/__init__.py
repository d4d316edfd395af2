"""The problem-category taxonomy: codebook, coding by indicators, counts."""

from .codebook import Category, Codebook, MeasureType, read_codebook
from .coding import code

__all__ = ["Category", "Codebook", "MeasureType", "code", "read_codebook"]
