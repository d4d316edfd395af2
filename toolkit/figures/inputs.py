"""What a plot is given: the columns it needs, held to what can be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from ..errors import FigureError


def require(
    df: pd.DataFrame, *, where: str, text: Sequence[str] = (), numbers: Sequence[str] = ()
) -> pd.DataFrame:
    """Return a copy with the columns a plot needs, as plain text and numbers.

    Parameters
    ----------
    df
        The tidy table.
    where
        Name of the plot, for messages.
    text
        Columns read as text; missing values become empty.
    numbers
        Columns read as numbers; missing values stay missing.

    Raises
    ------
    FigureError
        If there is no row, a column is missing, or a number is negative, infinite or none.
    """
    lacking = [name for name in (*text, *numbers) if name not in df.columns]
    if lacking:
        raise FigureError(
            f"the table has no column {', '.join(lacking)}; it has {', '.join(map(str, df))}",
            where=where,
            remedy=f"give it the columns {', '.join((*text, *numbers))}",
        )
    if df.empty:
        raise FigureError(
            "the table has no rows",
            where=where,
            remedy="check the filter the table was made with; an empty figure is not drawn",
        )
    taken = df.reset_index(drop=True)
    for name in text:
        taken[name] = taken[name].astype("object").where(taken[name].notna(), "").map(str)
    for name in numbers:
        taken[name] = _numbers(taken[name], where=f"{where}, column {name}")
    return taken


def _numbers(column: pd.Series, *, where: str) -> pd.Series:
    try:
        values = column.astype("object").where(column.notna(), np.nan).astype("float64")
    except (TypeError, ValueError) as error:
        raise FigureError(
            f"a value is not a number: {error}",
            where=where,
            remedy="give numbers; leave out what is not known",
        ) from error
    bad = values[(values < 0) | np.isinf(values)]
    if not bad.empty:
        raise FigureError(
            f"the value {bad.iloc[0]} in row {bad.index[0]} cannot be drawn",
            where=where,
            remedy="counts, shares, rates and years are finite and not negative",
        )
    return values


def optional(df: pd.DataFrame, name: str, *, where: str) -> pd.Series:
    """Take a column of numbers that need not be there; missing where it is not."""
    if name not in df.columns:
        return pd.Series(np.nan, index=df.index)
    return _numbers(df[name].reset_index(drop=True), where=f"{where}, column {name}")


def once(df: pd.DataFrame, keys: Sequence[str], *, where: str) -> None:
    """Refuse a table in which the same keys stand twice.

    Raises
    ------
    FigureError
        Naming the first that does.
    """
    repeated = df[df.duplicated(list(keys))]
    if not repeated.empty:
        found = ", ".join(f"{key} {repeated.iloc[0][key]!r}" for key in keys)
        raise FigureError(
            f"{found} stands in more than one row",
            where=where,
            remedy=f"sum the table to one row for each {' and '.join(keys)}",
        )


def known(values: Iterable[str], allowed: Sequence[str], *, where: str) -> None:
    """Refuse values a plot has no place for.

    Raises
    ------
    FigureError
        Naming the first value and what is allowed.
    """
    for value in values:
        if value not in allowed:
            raise FigureError(
                f"the value {value!r} is not known",
                where=where,
                remedy=f"use {', '.join(allowed)}",
            )


def reports_of(df: pd.DataFrame, n_reports: int | None) -> int | None:
    """Find the number of reports: as given, else by report id, else not known."""
    if n_reports is not None:
        return n_reports
    if "report_id" in df.columns:
        return int(df["report_id"].nunique())
    return None
