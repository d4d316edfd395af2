"""From a text to its outline: numbers, roles, problem entries, measures."""

from .measures import Step
from .numbering import Numbering, numbering_for
from .outline import IssueRecord, NodeRecord, Outline, SectionStep, read_outline

__all__ = [
    "IssueRecord",
    "NodeRecord",
    "Numbering",
    "Outline",
    "SectionStep",
    "Step",
    "numbering_for",
    "read_outline",
]
