"""Readers: from the bytes of a file to a report's text."""

from .text import read_text

__all__ = ["read_text"]
