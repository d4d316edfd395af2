"""A corpus: reports read from a folder, and an account of every file found there."""

from .collection import LOAD_COLUMNS, Corpus
from .folder import read_corpus

__all__ = ["LOAD_COLUMNS", "Corpus", "read_corpus"]
