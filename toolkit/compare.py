"""Counts by place, year or any other column of the reports, in tidy form."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .errors import LedgerError
from .ledger import Ledger
from .ledger.ledger import ALIASES
from .schema import ASPECTS, STATUSES
from .taxonomy import (
    Codebook,
    as_codebook,
    read_frames,
    refuse_unknown_codes,
    warn_across_frames,
    warn_of_another_codebook,
)

#: Value shown where the report does not say it.
NOT_SAID = "not said"
_DAMAGE = "damage"


def places(ledger: Ledger) -> pd.Series:
    """Name of each report's place: city, and county where the body is one of a county.

    Returns
    -------
    pandas.Series
        Index: report id; in the ledger's order.
    """
    reports = ledger.reports
    county = reports["county"].fillna("")
    names = reports["prefecture"].fillna(reports["report_id"]) + county
    return pd.Series(names.to_list(), index=reports["report_id"].to_list(), dtype="string")


def place_labels(ledger: Ledger) -> dict[str, str]:
    """English name of each place whose report has one, for figures in English.

    Returns
    -------
    dict of str to str
        Name from `places` to its English name.
    """
    names = zip(places(ledger), ledger.reports["place_en"], strict=True)
    return {place: english for place, english in names if isinstance(english, str)}


def group_of(ledger: Ledger, by: str) -> pd.Series:
    """Value of a grouping for each report.

    Parameters
    ----------
    ledger
        The ledger.
    by
        ``place``, ``city``, ``year``, or a column of the reports table.

    Returns
    -------
    pandas.Series
        Index: report id. What a report does not say is ``not said``.

    Raises
    ------
    LedgerError
        If there is no such column.
    """
    if by == "place":
        return places(ledger)
    column = ALIASES.get(by, by)
    if column not in ledger.reports:
        raise LedgerError(
            f"reports cannot be grouped by {by!r}",
            where="group_of",
            remedy=f"use place, {', '.join(ALIASES)} or a column of the reports table",
        )
    values = ledger.reports[column].astype("string").fillna(NOT_SAID)
    return pd.Series(values.to_list(), index=ledger.reports["report_id"].to_list(), dtype="string")


def coverage(ledger: Ledger) -> pd.DataFrame:
    """What each report holds and how damaged it is.

    Returns
    -------
    pandas.DataFrame
        One row per report: ``report_id, place, genre, n_characters, n_issues, n_measures,
        n_flags, damaged, n_unparsed``; ``damaged`` counts flags of severity damage.
    """
    reports = ledger.reports
    table = reports[["report_id", "genre", "n_characters", "n_issues", "n_measures"]].copy()
    table.insert(1, "place", places(ledger).to_list())
    ids = table["report_id"]
    flags = ledger.flags
    damaged = flags[flags["severity"] == _DAMAGE]
    table["n_flags"] = flags.groupby("report_id").size().reindex(ids, fill_value=0).to_list()
    table["damaged"] = damaged.groupby("report_id").size().reindex(ids, fill_value=0).to_list()
    table["n_unparsed"] = reports["n_unparsed"].to_list()
    return table


def coverage_matrix(ledger: Ledger, rows: str = "place", columns: str = "year") -> pd.DataFrame:
    """Number of reports for each pair of two groupings: what can be told apart, and what not.

    Returns
    -------
    pandas.DataFrame
        Rows and columns are the values of the two groupings.
    """
    return pd.crosstab(
        group_of(ledger, rows).rename(rows), group_of(ledger, columns).rename(columns)
    )


def category_counts(
    ledger: Ledger,
    by: str = "place",
    *,
    level: str = "category",
    codebook: Codebook | str | Path | None = None,
) -> pd.DataFrame:
    """Problem entries by primary category.

    Parameters
    ----------
    ledger
        A coded ledger.
    by
        The grouping of reports.
    level
        ``category`` or ``group``.
    codebook
        The codebook the ledger is coded by, or its path: a group is read from it. The shipped
        one if none is given.

    Returns
    -------
    pandas.DataFrame
        Columns ``by`` (named as given), ``code``, ``n``; uncoded entries as ``uncoded``.

    Raises
    ------
    CodingError
        For groups, if the codebook does not have a category of the ledger.

    Warns
    -----
    FrameWarning
        If the reports answer under different official frames (`toolkit.read_frames`).
    CodingWarning
        For groups, if the ledger was coded by another codebook that has the same codes.
    """
    warn_across_frames(read_frames(ledger), "category_counts")
    codes = ledger.issues["category"]
    if level == "group":
        book = as_codebook(codebook)
        refuse_unknown_codes(codes, "category", book, where="category_counts")
        warn_of_another_codebook(ledger, book, where="category_counts")
        codes = codes.map({category.code: category.group for category in book.categories})
    return _count(ledger, ledger.issues["report_id"], by, codes.fillna("uncoded"), "code")


def status_counts(ledger: Ledger, by: str = "place") -> pd.DataFrame:
    """Problem entries by claimed status.

    Returns
    -------
    pandas.DataFrame
        Columns ``by``, ``status``, ``n``, ``n_explicit`` (entries whose status is a printed
        verdict on the whole entry); statuses in the order completed … unstated.
    """
    issues = ledger.issues
    table = _count(ledger, issues["report_id"], by, issues["status"], "status")
    explicit = issues[issues["status_explicit"]]
    verdicts = _count(ledger, explicit["report_id"], by, explicit["status"], "status")
    table = table.merge(
        verdicts.rename(columns={"n": "n_explicit"}), on=[by, "status"], how="left"
    ).fillna({"n_explicit": 0})
    return _ordered(table.astype({"n_explicit": "int64"}), "status", STATUSES, by)


def aspect_counts(ledger: Ledger, by: str = "place") -> pd.DataFrame:
    """Clauses of measures by aspect.

    Returns
    -------
    pandas.DataFrame
        Columns ``by``, ``aspect`` (``none`` where no word tells), ``n``, ``share``.
    """
    aspects = ledger.clauses["aspect"].fillna("none")
    table = _count(ledger, ledger.clauses["report_id"], by, aspects, "aspect")
    table = _ordered(table, "aspect", (*ASPECTS, "none"), by)
    table["share"] = table["n"] / table.groupby(by)["n"].transform("sum")
    return table


def category_by_type(ledger: Ledger) -> pd.DataFrame:
    """Count measures by the problem's primary category and their own types.

    Returns
    -------
    pandas.DataFrame
        Columns ``category``, ``measure_type``, ``n``; a measure with several types counts once
        under each. Leads, explanations and uncoded problems are left out.
    """
    measures = ledger.measures[ledger.measures["kind"].isin(["enumerated", "whole"])]
    joined = measures[["issue_id", "types"]].merge(
        ledger.issues[["issue_id", "category"]], on="issue_id"
    )
    joined = joined.dropna(subset=["types", "category"])
    joined["measure_type"] = joined["types"].str.split(";")
    counted = joined.explode("measure_type").groupby(["category", "measure_type"]).size()
    return counted.rename("n").reset_index()


def dated_acts(ledger: Ledger) -> pd.DataFrame:
    """Dates inside the measures of each report, by year: what was done or is due when.

    Dates without a printed year and dates in problem statements or titles of documents are
    left out.

    Returns
    -------
    pandas.DataFrame
        Columns ``report_id, place, year, role, n, publication_year``.
    """
    dates = ledger.dates[ledger.dates["measure_id"].notna() & ledger.dates["start_date"].notna()]
    titles = ledger.documents[["report_id", "start", "end"]]
    inside = dates.merge(titles, on="report_id", suffixes=("", "_title"))
    inside = inside[
        (inside["start"] >= inside["start_title"]) & (inside["end"] <= inside["end_title"])
    ]
    dates = dates[~dates["date_id"].isin(inside["date_id"])].copy()
    dates["year"] = dates["start_date"].dt.year.astype("Int64")
    table = dates.groupby(["report_id", "year", "role"]).size().rename("n").reset_index()
    table.insert(1, "place", table["report_id"].map(places(ledger)))
    published = ledger.reports.set_index("report_id")["publication_year"]
    table["publication_year"] = table["report_id"].map(published)
    return table


def _count(
    ledger: Ledger, report_ids: pd.Series, by: str, values: pd.Series, name: str
) -> pd.DataFrame:
    groups = group_of(ledger, by)
    frame = pd.DataFrame({by: report_ids.map(groups), name: values.to_numpy()})
    counted = frame.groupby([by, name], observed=True).size().rename("n").reset_index()
    order = {value: place for place, value in enumerate(dict.fromkeys(groups))}
    return counted.sort_values(
        [by, name], key=lambda c: c.map(order) if c.name == by else c, ignore_index=True
    )


def _ordered(table: pd.DataFrame, column: str, order: tuple[str, ...], by: str) -> pd.DataFrame:
    rank = {value: place for place, value in enumerate(order)}
    first = {value: place for place, value in enumerate(dict.fromkeys(table[by]))}
    key = {by: first, column: rank}
    return table.sort_values([by, column], key=lambda c: c.map(key[str(c.name)]), ignore_index=True)
