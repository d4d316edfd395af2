"""Tidy tables from reports: build, filter, keep, export."""

from .build import build_ledger
from .ledger import Ledger
from .storage import open_ledger

__all__ = ["Ledger", "build_ledger", "open_ledger"]
