"""Readers: from the bytes of a file to a report's text."""

from .document import Document
from .encoding import decode
from .files import read_bytes
from .guard import refusing
from .read import read_file

__all__ = ["Document", "decode", "read_bytes", "read_file", "refusing"]
