"""The tables of exact answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from toolkit.report import Report
from toolkit.simulate.draft import ReportDraft
from toolkit.simulate.writer import Writer

Row = tuple[Any, ...]

#: Gives the name of a report and what wrote it, by its number.
Origin = Callable[[int], tuple[str, Writer]]

#: Columns of the tables of exact answers.
COLUMNS: dict[str, tuple[str, ...]] = {
    "reports": (
        "report_id",
        "city",
        "year",
        "province",
        "county",
        "sector",
        "body",
        "layout",
        "characters",
    ),
    "issues": (
        "report_id",
        "ordinal",
        "start",
        "end",
        "text",
        "number",
        "problem",
        "problem_start",
        "problem_end",
        "category",
        "status",
        "status_start",
        "status_end",
        "status_scope",
        "layout",
    ),
    "measures": (
        "report_id",
        "issue_ordinal",
        "ordinal",
        "kind",
        "start",
        "end",
        "text",
        "types",
    ),
    "devices": ("report_id", "device", "start", "end", "text", "part"),
    "borrowings": (
        "report_id",
        "start",
        "end",
        "text",
        "source_id",
        "source_start",
        "source_end",
    ),
}

_NUMBERS = (
    "ordinal",
    "issue_ordinal",
    "start",
    "end",
    "problem_start",
    "problem_end",
    "status_start",
    "status_end",
    "source_start",
    "source_end",
    "year",
    "characters",
)


#: Numbers that may be missing.
_OPTIONAL = ("issue_ordinal", "status_start", "status_end")


def make_rows(
    draft: ReportDraft, report: Report, writer: Writer, origin: Origin
) -> dict[str, list[Row]]:
    """Make the rows of a report.

    Parameters
    ----------
    draft
        What the report says.
    report
        The report.
    writer
        What wrote it.
    origin
        Gives, for the number of another report, its name and what wrote it.

    Returns
    -------
    dict of str to list
        Rows by table; columns as in `COLUMNS`.
    """
    name, text, subject = report.report_id, report.text, draft.subject
    return {
        "reports": [
            (
                name,
                subject.city,
                subject.year,
                subject.province,
                subject.county,
                subject.sector,
                subject.body,
                draft.layout,
                len(text),
            )
        ],
        "issues": [
            (
                name,
                ordinal,
                i.start,
                i.end,
                text[i.start : i.end],
                i.number,
                text[slice(*i.problem)],
                *i.problem,
                i.draft.category,
                i.draft.status,
                *(i.status or (None, None)),
                "issue" if i.status else "none",
                draft.layout,
            )
            for ordinal, i in enumerate(writer.issues, start=1)
        ],
        "measures": [
            (
                name,
                m.issue,
                m.ordinal,
                m.kind,
                m.start,
                m.end,
                text[m.start : m.end],
                ";".join(m.types),
            )
            for m in writer.measures
        ],
        "devices": [
            (name, d.device, d.start, d.end, text[d.start : d.end], d.part) for d in writer.devices
        ],
        "borrowings": _borrowings(name, text, writer, origin),
    }


def _borrowings(name: str, text: str, writer: Writer, origin: Origin) -> list[Row]:
    copies = [(c, c.source) for c in writer.clauses if c.source is not None]
    if not copies:
        return []
    source_name, source_writer = origin(copies[0][1][0])
    places = {(c.issue, c.clause): (c.start, c.end) for c in source_writer.clauses}
    return [
        (name, c.start, c.end, text[c.start : c.end], source_name, *places[source[1], source[2]])
        for c, source in copies
    ]


def make_table(columns: Iterable[str], rows: list[Row]) -> pd.DataFrame:
    """Make a table of answers.

    Parameters
    ----------
    columns
        Its columns.
    rows
        Its rows.

    Returns
    -------
    pandas.DataFrame
        Offsets are whole numbers; those of a status and the issue of a measure may be missing.
    """
    frame = pd.DataFrame(rows, columns=pd.Index(list(columns)))
    kinds = {
        name: ("Int64" if name in _OPTIONAL else "int64") if name in _NUMBERS else "str"
        for name in frame.columns
    }
    return frame.astype(kinds)
