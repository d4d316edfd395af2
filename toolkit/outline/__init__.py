"""From a text to its outline: numbers, roles, problem entries, measures."""

from .entry import Entry
from .fields import Span
from .measures import Step
from .numbering import Numbering, numbering_for
from .outline import IssueRecord, NodeRecord, Outline, SectionStep, read_outline
from .title import NO_SENTENCE

__all__ = [
    "NO_SENTENCE",
    "Entry",
    "IssueRecord",
    "NodeRecord",
    "Numbering",
    "Outline",
    "SectionStep",
    "Span",
    "Step",
    "numbering_for",
    "read_outline",
]
