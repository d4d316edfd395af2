"""Metadata: what a report says about itself, with the place it was read at."""

from .read import read_metadata
from .record import Metadatum

__all__ = ["Metadatum", "read_metadata"]
