"""How a report is set out: one small function for each layout.

A layout writes the issues and nothing else. To add one, write a function and register it with
`layout`; it is then part of ``layouts="mixed"``, and with ``notice=True`` of
``layouts="notices"``.
"""

# Imported for their layouts, which register themselves in this order.
from toolkit.simulate.layouts import fields, levels, plans, prose, tables
from toolkit.simulate.layouts.registry import LAYOUTS, Layout, Sections, WriteIssues, layout

__all__ = [
    "LAYOUTS",
    "Layout",
    "Sections",
    "WriteIssues",
    "fields",
    "layout",
    "levels",
    "plans",
    "prose",
    "tables",
]
