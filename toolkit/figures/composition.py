"""Stacked bars of one report each: what the problems are about, their status, their aspect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from ..errors import FigureError
from .bars import AXIS, ROW, print_inside, rows_axis, stack, swatch
from .frame import close_frame, open_frame
from .inputs import known, once, reports_of, require
from .labels import (
    UNCODED_CODE,
    aspect_labels,
    code_and_name,
    count_note,
    group_of,
    name_of,
    reports_note,
    say,
    sort_codes,
    status_labels,
)
from .style import (
    ASPECT_LOOKS,
    STATUS_LOOKS,
    UNCODED,
    Lang,
    Width,
    group_looks,
    style,
)


def _table(
    df: pd.DataFrame, by: str, series: str, values: str, rows: Sequence[str] | None, *, where: str
) -> pd.DataFrame:
    """Rows by series, rows in the order given or met; every row of the data is shown."""
    order = list(dict.fromkeys(df[by]))
    if rows is not None:
        known(order, list(rows), where=f"{where}, places")
        order = list(dict.fromkeys(rows))
    table = df.pivot_table(index=by, columns=series, values=values, aggfunc="sum", observed=True)
    return table.reindex(order).fillna(0.0)


def _names(
    order: Sequence[str], totals: Sequence[float], labels: Mapping[str, str] | None
) -> list[str]:
    pairs = zip(order, totals, strict=True)
    return [f"{name_of(row, labels)} (n = {total:,.0f})" for row, total in pairs]


def plot_composition(
    df: pd.DataFrame,
    *,
    by: str = "place",
    lang: Lang = "en",
    ax: Axes | None = None,
    labels: Mapping[str, str] | None = None,
    groups: Mapping[str, str] | None = None,
    group_labels: Mapping[str, str] | None = None,
    place_labels: Mapping[str, str] | None = None,
    places: Sequence[str] | None = None,
    n_reports: int | None = None,
    width: Width | float = "double",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> Axes:
    """Draw how many problem entries of each category stand in each report, as counts.

    Parameters
    ----------
    df
        Columns `by`, ``code`` (a problem category or group; missing: uncoded) and ``n``.
    by
        Column whose values are the rows.
    lang
        Language of the words.
    ax
        Axes to draw into; None makes a figure.
    labels
        Code to printed name; a key to the codes is printed under the figure.
    groups
        Code to group; by default the letters a code begins with.
    group_labels
        Group to printed name.
    place_labels
        Place to printed name; places not in it are printed as they are.
    places
        Rows in their order; one without data is drawn empty. By default, as met in `df`.
    n_reports
        Reports behind the counts; by default one for each ``report_id``, else not printed.
    width
        Width of the figure: ``single``, ``onehalf``, ``double`` or millimetres.
    title
        Title; None takes the plot's own, an empty text prints none.
    note
        A line of your own under the figure.
    simulated
        True prints that the data are simulated.

    Returns
    -------
    matplotlib.axes.Axes
    """
    where = "plot_composition"
    df = require(df, where=where, text=(by, "code"), numbers=("n",))
    n_reports = reports_of(df, n_reports)
    df["code"] = df["code"].replace("", UNCODED_CODE)
    codes = sort_codes(df["code"], groups)
    table = _table(df, by, "code", "n", places, where=where)[codes]
    codes = [code for code in codes if table[code].sum() > 0]
    group = {code: group_of(code, groups) for code in codes}
    present = list(dict.fromkeys(group.values()))
    look_of = {**group_looks(present), UNCODED_CODE: UNCODED}
    looks = {code: look_of[group[code]] for code in codes}
    coded = [code for code in codes if code != group[code]]
    legend_names = {**(labels or {}), **(group_labels or {})}
    legend_names[UNCODED_CODE] = say(lang, "uncoded", "未编码")
    with style(lang):
        frame = open_frame(ax, width=width, body=ROW * 1.2 * len(table) + AXIS, where=where)
        axes = frame.axes[0]
        rows_axis(axes, _names(list(table.index), list(table.sum(axis=1)), place_labels))
        segments = stack(axes, table[codes], looks)
        axes.set_xlabel(say(lang, "problem entries", "问题条目（个）"))
        mark = say(lang, "; ", "；")
        key = [code_and_name(code, labels) + mark for code in coded[:-1]]
        key += [code_and_name(code, labels) for code in coded[-1:]]
        total = int(table.to_numpy().sum())
        close_frame(
            frame,
            title=say(lang, "What the problems are about", "问题类别构成")
            if title is None
            else title,
            notes=[
                count_note(lang, total, "problem entries", "个问题条目", n_reports),
                reports_note(
                    lang,
                    n_reports=n_reports,
                    n_places=len(table) if by == "place" else None,
                    intervals=False,
                ),
                key if labels else None,
                note,
            ],
            handles=[swatch(look_of[g], code_and_name(g, legend_names)) for g in present],
            simulated=simulated,
        )

        def inside(_row: int, code: str, value: float) -> list[str]:
            if code in coded:
                return [f"{code}\n{value:.0f}", f"{code}: {value:.0f}", code]
            return [f"{value:.0f}"]

        print_inside(axes, segments, looks, inside)
    return axes


def plot_status(
    df: pd.DataFrame,
    *,
    lang: Lang = "en",
    ax: Axes | None = None,
    labels: Mapping[str, str] | None = None,
    place_labels: Mapping[str, str] | None = None,
    places: Sequence[str] | None = None,
    n_reports: int | None = None,
    width: Width | float = "onehalf",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> Axes:
    """Draw how many problem entries each report claims to have closed.

    Parameters
    ----------
    df
        Columns ``place``, ``status`` (completed, phased, ongoing, unstated) and ``n``.
    lang
        Language of the words.
    ax
        Axes to draw into; None makes a figure.
    labels
        Status to printed name, in place of the plot's own.
    place_labels
        Place to printed name; places not in it are printed as they are.
    places
        Rows in their order; one without data is drawn empty. By default, as met in `df`.
    n_reports
        Reports behind the counts; by default one for each ``report_id``, else not printed.
    width
        Width of the figure: ``single``, ``onehalf``, ``double`` or millimetres.
    title
        Title; None takes the plot's own, an empty text prints none.
    note
        A line of your own under the figure.
    simulated
        True prints that the data are simulated.

    Returns
    -------
    matplotlib.axes.Axes
    """
    where = "plot_status"
    df = require(df, where=where, text=("place", "status"), numbers=("n",))
    n_reports = reports_of(df, n_reports)
    known(df["status"], tuple(STATUS_LOOKS), where=f"{where}, column status")
    table = _table(df, "place", "status", "n", places, where=where)
    table = table.reindex(columns=list(STATUS_LOOKS), fill_value=0.0)
    names = {**status_labels(lang), **(labels or {})}
    with style(lang):
        frame = open_frame(ax, width=width, body=ROW * len(table) + AXIS, where=where)
        axes = frame.axes[0]
        rows_axis(axes, _names(list(table.index), list(table.sum(axis=1)), place_labels))
        segments = stack(axes, table, STATUS_LOOKS)
        axes.set_xlabel(say(lang, "problem entries", "问题条目（个）"))
        total = int(table.to_numpy().sum())
        close_frame(
            frame,
            title=say(lang, "Claimed status of the problem entries", "问题条目的自报状态")
            if title is None
            else title,
            notes=[
                count_note(lang, total, "problem entries", "个问题条目", n_reports),
                reports_note(lang, n_reports=n_reports, n_places=len(table), intervals=False),
                say(
                    lang,
                    "Status as the report claims it; nobody has checked it here.",
                    "状态均为报告自称，未经核实。",
                ),
                note,
            ],
            handles=[swatch(look, names[status]) for status, look in STATUS_LOOKS.items()],
            simulated=simulated,
        )
        print_inside(axes, segments, STATUS_LOOKS, lambda _row, _status, value: [f"{value:.0f}"])
    return axes


def plot_aspect(
    df: pd.DataFrame,
    *,
    lang: Lang = "en",
    ax: Axes | None = None,
    labels: Mapping[str, str] | None = None,
    place_labels: Mapping[str, str] | None = None,
    places: Sequence[str] | None = None,
    n_reports: int | None = None,
    width: Width | float = "onehalf",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> Axes:
    """Draw the share of clauses in each aspect (体貌), with the counts inside.

    Parameters
    ----------
    df
        Columns ``place``, ``aspect`` (done, under_way, promised, conditional, none), ``n`` and
        ``share`` (of the place's clauses, from 0 to 1).
    lang
        Language of the words.
    ax
        Axes to draw into; None makes a figure.
    labels
        Aspect to printed name, in place of the plot's own.
    place_labels
        Place to printed name; places not in it are printed as they are.
    places
        Rows in their order; one without data is drawn empty. By default, as met in `df`.
    n_reports
        Reports behind the counts; by default one for each ``report_id``, else not printed.
    width
        Width of the figure: ``single``, ``onehalf``, ``double`` or millimetres.
    title
        Title; None takes the plot's own, an empty text prints none.
    note
        A line of your own under the figure.
    simulated
        True prints that the data are simulated.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    FigureError
        If the shares of a place are not those of its counts.
    """
    where = "plot_aspect"
    df = require(df, where=where, text=("place", "aspect"), numbers=("n", "share"))
    n_reports = reports_of(df, n_reports)
    df["aspect"] = df["aspect"].replace("", "none")
    once(df, ("place", "aspect"), where=where)
    known(df["aspect"], tuple(ASPECT_LOOKS), where=f"{where}, column aspect")
    expected = df["n"] / df.groupby("place")["n"].transform("sum")
    off = df[(df["n"] > 0) & ~((df["share"] - expected).abs() < 0.005)]
    if not off.empty:
        raise FigureError(
            f"the share of {off.iloc[0]['aspect']} in {off.iloc[0]['place']} is not n over the sum",
            where=where,
            remedy="give every aspect of a place, none included, and shares between 0 and 1",
        )
    aspects = list(ASPECT_LOOKS)
    counts, shares = (
        _table(df, "place", "aspect", value, places, where=where).reindex(
            columns=aspects, fill_value=0.0
        )
        for value in ("n", "share")
    )
    names = {**aspect_labels(lang), **(labels or {})}
    with style(lang):
        frame = open_frame(ax, width=width, body=ROW * len(counts) + AXIS, where=where)
        axes = frame.axes[0]
        rows_axis(
            axes, _names(list(counts.index), list(counts.sum(axis=1)), place_labels), counts=False
        )
        segments = stack(axes, shares * 100, ASPECT_LOOKS)
        axes.set_xlim(0, 100)
        axes.set_xlabel(
            say(lang, "share of clauses (%); counts inside", "小句占比（%）；条内为小句数")
        )
        total = int(counts.to_numpy().sum())
        close_frame(
            frame,
            title=say(lang, "Aspect of the clauses", "措施小句的体貌") if title is None else title,
            notes=[
                count_note(lang, total, "clauses", "个小句", n_reports),
                reports_note(lang, n_reports=n_reports, n_places=len(counts), intervals=False),
                note,
            ],
            handles=[swatch(look, names[aspect]) for aspect, look in ASPECT_LOOKS.items()],
            simulated=simulated,
        )
        print_inside(
            axes,
            segments,
            ASPECT_LOOKS,
            lambda row, aspect, _share: [f"{counts.iloc[row][aspect]:.0f}"],
        )
    return axes
