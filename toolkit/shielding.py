"""Texts that a spreadsheet would take for formulas, shielded in CSV and laid bare again."""

from __future__ import annotations

import re

#: What a spreadsheet takes for the beginning of a formula, behind any shields.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SHIELD = "'"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula, or a shielded text for one."""
    return _FORMULA.match(text) is not None


def shielded(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula: put an apostrophe before it."""
    return _SHIELD + text if is_formula(text) else text


def bare(text: str) -> str:
    """Take away what `shielded` put before a text."""
    return text[1:] if text.startswith(_SHIELD) and is_formula(text) else text
