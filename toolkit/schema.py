"""The ledger's tables: every column, its type, its meaning and its allowed values.

Declared once, here; tables are built, checked and documented from this module. Columns that hold
several codes join them with ``;`` in a fixed order, so that tables stay flat in CSV and Excel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

import pandas as pd

Kind = Literal["text", "integer", "number", "flag", "date", "codes"]

_DTYPES: dict[Kind, str] = {
    "text": "string",
    "integer": "Int64",
    "number": "Float64",
    "flag": "boolean",
    "date": "datetime64[s]",
    "codes": "string",
}


class Column(NamedTuple):
    """One column: name, kind, meaning, and the values it may hold (empty: any)."""

    name: str
    kind: Kind
    meaning: str
    allowed: tuple[str, ...] = ()

    @property
    def dtype(self) -> str:
        """The pandas dtype of the column."""
        return _DTYPES[self.kind]


STATUSES = ("completed", "phased", "ongoing", "unstated")
ASPECTS = ("done", "under_way", "promised", "conditional")

_SPAN = (
    Column("report_id", "text", "The report the row was read from."),
    Column("start", "integer", "First character of the row in the report's text (from 0)."),
    Column("end", "integer", "Character after the last one of the row."),
    Column("text", "text", "The report's text from start to end, to the character."),
)
_ISSUE = Column("issue_id", "text", "The problem entry the row lies in.")
_MEASURE = Column("measure_id", "text", "The measure the row lies in.")
_NODE = Column("node_id", "text", "The outline node the row lies in.")

TABLES: dict[str, tuple[Column, ...]] = {
    "reports": (
        Column("report_id", "text", "Short stable name of the report."),
        Column("title", "text", "Title (标题) as printed."),
        Column("genre", "text", "Kind of text (文种).", ("notice", "plan", "other")),
        Column("province", "text", "Province (省级)."),
        Column("prefecture", "text", "Prefecture-level city (地级市)."),
        Column("county", "text", "County, district or zone (县区)."),
        Column(
            "division_code", "text", "Code (GB/T 2260) of the lowest division the report is of."
        ),
        Column("place_en", "text", "English name of the place, for figures."),
        Column("body", "text", "Body inspected (被巡察单位)."),
        Column("body_level", "text", "Administrative level of the body inspected."),
        Column("inspector", "text", "Inspecting body (巡察机构)."),
        Column(
            "inspector_level",
            "codes",
            "Levels that sent it: central, province, prefecture, county, unit.",
        ),
        Column(
            "inspection_form",
            "text",
            "Form of inspection (巡视, 巡察, 督察, 审计), as in inspections.yaml.",
        ),
        Column("inspection_kind", "text", "Kind of inspection (巡察类型), as in inspections.yaml."),
        Column("inspection_start", "date", "First day of the inspection."),
        Column("inspection_end", "date", "Last day of the inspection."),
        Column("feedback_date", "date", "Day on which the findings were fed back (反馈)."),
        Column("publication_date", "date", "Day of publication (公布)."),
        Column("inspection_year", "integer", "Year in which the inspection began."),
        Column("publication_year", "integer", "Year of publication."),
        Column("not_before", "date", "The report cannot have been published before this day."),
        Column("not_after", "date", "The report cannot have been published after this day."),
        Column("year_basis", "text", "Where the publication year comes from."),
        Column("source", "text", "Source named in the text (来源)."),
        Column("file", "text", "File the text was read from."),
        Column("text_sha256", "text", "Hash of the text in UTF-8."),
        Column("stated_issues", "integer", "Number of problems the report says were found."),
        Column(
            "issues_difference",
            "integer",
            "Problem entries read less the number stated (0: equal).",
        ),
        Column("stated_completed", "integer", "Number the report says has been completed."),
        Column(
            "completed_difference",
            "integer",
            "Entries read as completed less the number stated as completed.",
        ),
        Column("n_characters", "integer", "Characters of the text, white space included."),
        Column("n_issues", "integer", "Problem entries read."),
        Column("n_measures", "integer", "Measures read in problem entries, leads not counted."),
        Column("n_unparsed", "integer", "Characters in outline leaves that were not understood."),
    ),
    "metadata": (
        *_SPAN,
        Column("metadata_id", "text", "Identity of the row."),
        Column("field", "text", "Column of the reports table it was read for."),
        Column("value", "text", "Value read from the text; days as 2023-04-06, months as 2023-04."),
        Column(
            "basis",
            "text",
            "What the value rests on.",
            ("printed", "inferred", "looked up", "page"),
        ),
        Column("note", "text", "What was inferred or looked up, in words."),
        Column("manifest", "text", "Value that the manifest gives; it is the one in use."),
        Column("conflict", "flag", "True if the manifest gives another value."),
    ),
    "nodes": (
        *_SPAN,
        Column("node_id", "text", "Identity of the node."),
        Column("parent_id", "text", "Identity of the node it lies in; missing for the top."),
        Column(
            "kind",
            "text",
            "Role of the node.",
            (
                "document",
                "title",
                "preamble",
                "organisation",
                "issues",
                "closing",
                "plan",
                "aims",
                "safeguards",
                "section",
                "group",
                "issue",
                "item",
                "heading",
                "problem",
                "field",
                "response",
                "lead",
                "measure",
                "paragraph",
                "contact",
                "signature",
                "annex",
                "chrome",
                "unparsed",
            ),
        ),
        Column("level", "integer", "Depth below the document (0)."),
        Column("style", "text", "Numbering style of the node, as in numbering.yaml."),
        Column("number", "text", "Number as printed, marker included."),
        Column("heading", "text", "First sentence of a numbered node, without its number."),
        Column("is_leaf", "flag", "True for the leaves, which tile the text."),
        Column("evidence", "text", "What spoke for the role."),
        Column("score", "number", "How strongly the node's first words state a problem."),
    ),
    "issues": (
        *_SPAN,
        Column("issue_id", "text", "Identity of the problem entry (问题条目)."),
        _NODE,
        Column("number", "text", "Number as printed; missing where none is printed."),
        Column("ordinal", "integer", "Place among the report's entries, from 1."),
        Column("group", "text", "Heading of the group the entry stands under."),
        Column("problem", "text", "The problem statement alone (问题表述)."),
        Column("problem_start", "integer", "First character of the problem statement."),
        Column("problem_end", "integer", "Character after the problem statement."),
        Column("response_start", "integer", "First character of the response."),
        Column("response_end", "integer", "Character after the response."),
        Column("response", "text", "The response (整改情况), labels and measures included."),
        Column("status", "text", "Claimed status, reduced.", STATUSES),
        Column(
            "status_set",
            "codes",
            "All status codes found, as in status.yaml, those of parts included.",
        ),
        Column("status_text", "text", "The printed words the status rests on."),
        Column("status_start", "integer", "First character of those words."),
        Column("status_end", "integer", "Character after those words."),
        Column("status_scope", "text", "What the words speak of.", ("issue", "part")),
        Column("status_explicit", "flag", "True for a printed verdict on the entry."),
        Column(
            "mode", "codes", "Mode of the rectification (立行立改), as in modes.yaml.", ("at_once",)
        ),
        Column(
            "time_type",
            "codes",
            "Time type printed in a field (短期, 中期, 长期).",
            ("short_term", "medium_term", "long_term"),
        ),
        Column("deadline", "date", "Deadline printed in a field of the entry."),
        Column("responsible", "text", "Responsible unit printed in a field of the entry."),
        Column("category", "text", "Primary problem category (codebook); missing: uncoded."),
        Column("categories", "codes", "All problem categories, primary first."),
        Column("category_score", "number", "How sure the coder is of the primary, from 0 to 1."),
        Column(
            "category_basis",
            "text",
            "Where a coder read it, or that it is from a reading.",
            ("problem", "reading"),
        ),
        Column("category_evidence", "text", "The words it was read from, or why a reading was so."),
        Column("failure", "text", "Kind of failure (失责类型, codebook); from readings only."),
    ),
    "measures": (
        *_SPAN,
        Column("measure_id", "text", "Identity of the measure (整改措施)."),
        _ISSUE,
        _NODE,
        Column("ordinal", "integer", "Place in its enumeration; 0 for a lead."),
        Column("number", "text", "Marker as printed (一是)."),
        Column(
            "kind",
            "text",
            "Kind of measure.",
            ("enumerated", "whole", "lead", "explanation", "organisational"),
        ),
        Column("section", "text", "Role of the part of the report it stands in."),
        Column("types", "codes", "Measure types (codebook)."),
        Column("types_evidence", "text", "The indicator words found."),
        Column("deadline", "date", "Latest deadline read in the measure."),
    ),
    "clauses": (
        *_SPAN,
        Column("clause_id", "text", "Identity of the clause (a sentence, or its part up to ；)."),
        _MEASURE,
        _ISSUE,
        Column("aspect", "text", "Aspect (体貌) as claimed; missing: none found.", ASPECTS),
        Column("types", "codes", "Measure types (codebook)."),
    ),
    "institutions": (
        *_SPAN,
        Column("mention_id", "text", "Identity of the mention."),
        _ISSUE,
        _MEASURE,
        Column("surface", "text", "The name as printed."),
        Column("form", "text", "Form of the mention.", ("name", "anaphor", "class")),
        Column("canonical", "text", "Body meant: the report's own body for an anaphor."),
        Column("kind", "text", "Kind of institution, as in institutions.yaml."),
        Column("level", "text", "Level word printed in the name."),
        Column("own_body", "flag", "True if the mention is the report's own body."),
        Column("roles", "codes", "Roles in the measure; empty where no cue is printed."),
        Column("in_problem", "flag", "True inside the problem statement."),
    ),
    "documents": (
        *_SPAN,
        Column("document_id", "text", "Identity of the mention."),
        _ISSUE,
        _MEASURE,
        Column("title", "text", "Title as printed inside 《》, damage included."),
        Column(
            "act",
            "text",
            "What is said to have been done with it.",
            ("issued", "revised", "drafted", "required", "studied", "cited"),
        ),
        Column("act_text", "text", "The word that says so."),
        Column("in_problem", "flag", "True inside the problem statement."),
    ),
    "quantities": (
        *_SPAN,
        Column("quantity_id", "text", "Identity of the quantity."),
        _ISSUE,
        _MEASURE,
        Column("value", "number", "Value in the printed unit."),
        Column("unit", "text", "Unit as printed."),
        Column("quantity_of", "text", "The words right after the unit, up to six characters."),
        Column("approximation", "text", "Word of approximation (约, 余, 以上), if printed."),
        Column("change", "text", "Word of change (下降, 增加), if printed."),
        Column("base", "text", "Base of comparison (同比, 较去年同期), if printed."),
        Column("in_problem", "flag", "True inside the problem statement."),
    ),
    "dates": (
        *_SPAN,
        Column("date_id", "text", "Identity of the date."),
        _ISSUE,
        _MEASURE,
        Column("start_date", "date", "First day; missing if the year is not printed."),
        Column("end_date", "date", "Last day; missing if the year is not printed."),
        Column(
            "precision",
            "text",
            "Precision.",
            ("day", "part_of_month", "month", "part_of_year", "year"),
        ),
        Column("role", "text", "Role.", ("done", "deadline", "as_of", "unknown")),
    ),
    "commitments": (
        *_SPAN,
        Column("commitment_id", "text", "Identity of the commitment (a target or dated promise)."),
        _ISSUE,
        _NODE,
        Column("value", "number", "Value to be reached, in the printed unit."),
        Column("unit", "text", "Unit as printed."),
        Column("comparator", "text", "Comparator.", ("at_least", "at_most")),
        Column("modality", "text", "Word of resolve (确保, 力争), if printed."),
        Column("deadline", "date", "Last day of the printed deadline."),
    ),
    "accountability": (
        *_SPAN,
        Column("act_id", "text", "Identity of the act."),
        _ISSUE,
        Column("kind", "text", "Kind of act, as in facts.yaml."),
        Column("persons", "integer", "Persons, where a number is printed beside the act."),
    ),
    "devices": (
        *_SPAN,
        Column("device_id", "text", "Identity of the hit."),
        _ISSUE,
        _MEASURE,
        Column("device", "text", "Rhetorical device, as in rhetoric.yaml."),
        Column("section", "text", "Role of the part of the report it stands in."),
        Column("in_problem", "flag", "True inside the problem statement."),
    ),
    "flags": (
        *_SPAN,
        Column("flag_id", "text", "Identity of the flag."),
        Column(
            "kind",
            "text",
            "Kind of damage or doubt.",
            (
                "lost_digits",
                "lost_unit",
                "run_together",
                "missing_end",
                "mojibake",
                "broken_line",
                "chrome",
                "unbalanced_bracket",
                "unbalanced_quote",
                "numbering_gap",
                "numbering_repeat",
                "numbering_restart",
                "not_understood",
            ),
        ),
        Column("severity", "text", "How much it matters.", ("note", "doubt", "damage")),
        Column("note", "text", "What was seen, in words."),
    ),
}


def empty(table: str) -> pd.DataFrame:
    """Return a table with no rows and the declared columns and dtypes."""
    return frame(table, ())


def frame(table: str, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """Build a table from rows in the declared column order.

    Parameters
    ----------
    table
        A name in `TABLES`.
    rows
        Sequences with one value per declared column; ``None`` is missing.

    Returns
    -------
    pandas.DataFrame
        The declared columns with the declared dtypes.
    """
    columns = TABLES[table]
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {
            column.name: pd.Series(list(cells), dtype=column.dtype)
            for column, cells in zip(columns, values, strict=True)
        }
    )


def data_dictionary() -> pd.DataFrame:
    """Describe every column of every table.

    Returns
    -------
    pandas.DataFrame
        Columns ``table``, ``column``, ``dtype``, ``meaning``, ``allowed``.
    """
    return pd.DataFrame(
        [
            (table, column.name, column.dtype, column.meaning, "; ".join(column.allowed))
            for table, columns in TABLES.items()
            for column in columns
        ],
        columns=["table", "column", "dtype", "meaning", "allowed"],
    )
