"""The years a report speaks of: dated acts along a line of years, a row per report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from ..errors import FigureError
from .bars import AXIS, rows_axis
from .fonts import POINT, text_width
from .frame import close_frame, open_frame, size_of
from .inputs import known, once, optional, reports_of, require
from .labels import count_note, name_of, reports_note, role_labels, say
from .style import FAINT, INK, ROLE_LOOKS, SMALL, Lang, Width, style

#: Height of one role's line of dots in millimetres, and area of a dot in square points per act.
_LINE, _AREA = 3.4, 9.0
_LARGEST = 110.0


def plot_timeline(
    df: pd.DataFrame,
    *,
    lang: Lang = "en",
    ax: Axes | None = None,
    labels: Mapping[str, str] | None = None,
    place_labels: Mapping[str, str] | None = None,
    places: Sequence[str] | None = None,
    n_reports: int | None = None,
    width: Width | float = "double",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> Axes:
    """Draw the dates in each report by year and role, and when the report was published.

    Dates whose year is not printed are left out, and the figure says how many.

    Parameters
    ----------
    df
        Columns ``place``, ``year`` (missing: not printed), ``role`` (done, deadline, as_of,
        unknown), ``n`` and, if known, ``publication_year``.
    lang
        Language of the words.
    ax
        Axes to draw into; None makes a figure.
    labels
        Role to printed name, in place of the plot's own.
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
        If no date has a year.
    """
    where = "plot_timeline"
    df = require(df, where=where, text=("place", "role"), numbers=("year", "n"))
    df["publication_year"] = optional(df, "publication_year", where=where)
    df["role"] = df["role"].replace("", "unknown")
    once(df, ("place", "year", "role"), where=where)
    known(df["role"], tuple(ROLE_LOOKS), where=f"{where}, column role")
    order = list(dict.fromkeys(places if places is not None else df["place"]))
    known(df["place"], order, where=f"{where}, places")
    n_reports = reports_of(df, n_reports)
    dated = df[df["year"].notna() & (df["n"] > 0)]
    if dated.empty:
        raise FigureError(
            "no date has a year", where=where, remedy="give rows with a year; none can be placed"
        )
    undated = int(df.loc[df["year"].isna(), "n"].sum())
    roles = [role for role in ROLE_LOOKS if role in set(dated["role"])]
    sums = dated.groupby("place")["n"].sum().reindex(order).fillna(0)
    names = [f"{name_of(place, place_labels)} (n = {sums[place]:,.0f})" for place in order]
    words = {**role_labels(lang), **(labels or {})}
    area = min(_AREA, _LARGEST / float(dated["n"].max()))
    published = df.dropna(subset="publication_year").groupby("place")["publication_year"].first()
    with style(lang):
        body = max(_LINE * len(roles) + 2, 8.0) * len(order) + AXIS
        frame = open_frame(ax, width=width, body=body, where=where)
        axes = frame.axes[0]
        rows_axis(axes, names)
        for row in range(len(order) - 1):
            axes.axhline(row + 0.5, color=FAINT, linewidth=0.5, zorder=0)
        handles = []
        for role in roles:
            look = ROLE_LOOKS[role]
            part = dated[dated["role"] == role]
            rows = [order.index(place) + _shift(role, roles) for place in part["place"]]
            axes.scatter(
                part["year"], rows, s=part["n"] * area + 4, color=look.color, marker=look.marker,
                edgecolor=INK, linewidth=0.5, label=role, zorder=3,
            )  # fmt: skip
            handles.append(_handle(words[role], look.marker, look.color))
        for place, year in published.items():
            row = order.index(place)
            axes.plot(
                [year, year], [row - 0.46, row + 0.46], color=INK, linewidth=1.0, linestyle="--",
                gid="marker:published", zorder=1,
            )  # fmt: skip
        if len(published):
            label = say(lang, "year of publication", "公布年份")
            handles.append(Line2D([], [], color=INK, linewidth=1.0, linestyle="--", label=label))
        years = [*dated["year"], *published]
        axes.set_xlim(min(years) - 0.5, max(years) + 0.7)
        axes.xaxis.set_major_locator(MaxNLocator(12, integer=True, min_n_ticks=1))
        axes.set_xlabel(say(lang, "year of the date named in the report", "报告所述日期的年份"))
        left_out = say(
            lang,
            f"Dates without a year, not shown: {undated:,}.",
            f"{undated:,} 个无年份的日期未画出。",
        )
        unknown = [place for place in order if place not in published.index]
        unknown_names = say(lang, ", ", "、").join(
            name_of(place, place_labels) for place in unknown
        )
        close_frame(
            frame,
            title=say(lang, "Dates named in the reports", "报告所述日期")
            if title is None
            else title,
            notes=[
                count_note(lang, int(dated["n"].sum()), "dates", "个日期", n_reports),
                say(
                    lang,
                    "The larger a mark, the more dates; numbers stand beside where they fit.",
                    "标记越大，日期越多；空间允许处旁注个数。",
                ),
                left_out if undated else None,
                say(
                    lang,
                    f"Year of publication not known: {unknown_names}.",
                    f"公布年份不详：{unknown_names}。",
                )
                if unknown
                else None,
                reports_note(lang, n_reports=n_reports, n_places=len(order), intervals=False),
                note,
            ],
            handles=handles,
            simulated=simulated,
        )
        _numbers(axes, dated, order, roles, area)
    return axes


def _shift(role: str, roles: Sequence[str]) -> float:
    """Where a role's dots stand inside a row, from its middle."""
    return (roles.index(role) + 0.5) / len(roles) * 0.84 - 0.42


def _handle(label: str, marker: str, color: str) -> Line2D:
    return Line2D(
        [], [], linestyle="none", marker=marker, markersize=4.5, markerfacecolor=color,
        markeredgecolor=INK, markeredgewidth=0.5, label=label,
    )  # fmt: skip


def _half(n: float, area: float) -> float:
    """Half the diagonal of a mark in points; a diamond is as wide as that."""
    return float((n * area + 4) ** 0.5 * 0.71)


def _numbers(
    axes: Axes, dated: pd.DataFrame, order: list[str], roles: list[str], area: float
) -> None:
    """Print the count beside every dot, where a year is wide enough to hold it."""
    low, high = axes.get_xlim()
    per_year = size_of(axes)[0] / (high - low)
    columns = (dated[name] for name in ("place", "role", "year", "n"))
    marks = {(place, role, year): n for place, role, year, n in zip(*columns, strict=True)}
    for (place, role, year), n in marks.items():
        gap, text = _half(n, area) + 1.5, f"{n:,.0f}"
        after = max(marks.get((place, role, year + 1), 0.0), 0.0)
        taken = gap + (_half(after, area) if after else 0.0)
        if (taken + 1) * POINT + text_width(text, SMALL) < per_year:
            axes.annotate(
                text,
                (year, order.index(place) + _shift(role, roles)),
                (gap, 0),
                textcoords="offset points",
                va="center_baseline",
                fontsize=SMALL,
            )
