"""Rates over the years, a panel per device: for corpora of many reports a year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from .fonts import wrap
from .frame import AxesLike, close_frame, open_frame
from .inputs import once, optional, require
from .labels import FEW_REPORTS, name_of, say
from .style import INK, Lang, Width, figure_width, style

_PANEL = 34.0
_LINE = "#0B4F6C"


def plot_trend(
    df: pd.DataFrame,
    *,
    lang: Lang = "en",
    ax: AxesLike | None = None,
    labels: Mapping[str, str] | None = None,
    interval: str | None = None,
    n_reports: int | None = None,
    width: Width | float = "double",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> np.ndarray:
    """Draw rates per 1,000 characters by year, a panel per group, intervals where given.

    A year without a value breaks the line: nothing is drawn between years that were not seen.

    Parameters
    ----------
    df
        Columns ``group`` (a device), ``year``, ``per_1000``, ``n_reports`` (behind the value) and,
        where known, ``low`` and ``high``. Panels stand in the order groups are met.
    lang
        Language of the words.
    ax
        As many axes as groups to draw into; None makes a figure.
    labels
        Group to printed name.
    interval
        What the intervals are ("95% bootstrap interval over reports"), in the figure's language.
    n_reports
        All reports; by default the sum over the years of the most reports behind any group.
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
    numpy.ndarray of matplotlib.axes.Axes
        One panel per group.
    """
    where = "plot_trend"
    df = require(df, where=where, text=("group",), numbers=("year", "per_1000", "n_reports"))
    df["low"], df["high"] = (optional(df, name, where=where) for name in ("low", "high"))
    once(df, ("group", "year"), where=where)
    df = df[df["year"].notna()].sort_values("year", kind="stable")
    groups = list(dict.fromkeys(df.sort_index()["group"]))
    years = np.arange(df["year"].min(), df["year"].max() + 1)
    yearly = df.groupby("year")["n_reports"].max()
    total = int(yearly.sum()) if n_reports is None else n_reports
    given = df[["low", "high"]].notna().all(axis=1)
    with style(lang):
        wide = figure_width(width)
        columns = min(len(groups), max(1, int(wide // 42)))
        rows = -(-len(groups) // columns)
        columns = -(-len(groups) // rows)
        frame = open_frame(
            ax,
            width=width,
            body=_PANEL * rows + 4,
            rows=rows,
            columns=columns,
            panels=len(groups),
            sharex=True,
            sharey=True,
            where=where,
        )
        room = frame.width / columns - 6
        top = np.nanmax([*df["per_1000"], *df.loc[given, "high"]])
        for panel, group in zip(frame.axes, groups, strict=True):
            part = df[df["group"] == group].set_index("year")
            rates = part["per_1000"].reindex(years)
            panel.set_title(wrap(name_of(group, labels), 7.5, room), loc="left")
            panel.grid(axis="y")
            panel.plot(
                years, rates, color=_LINE, marker="o", markersize=2.6, gid=f"line:{group}", zorder=3
            )
            for year, row in part[given[df["group"] == group].to_numpy()].iterrows():
                panel.plot(
                    [year, year], [row["low"], row["high"]], color=INK, linewidth=0.8,
                    gid=f"interval:{group}", zorder=2, solid_capstyle="butt",
                )  # fmt: skip
            panel.set_ylim(0, top * 1.06 or 1)
            panel.set_xlim(years[0] - 0.6, years[-1] + 0.6)
            panel.xaxis.set_major_locator(MaxNLocator(5, integer=True, min_n_ticks=1))
            panel.yaxis.set_major_locator(MaxNLocator(4))
            panel.tick_params(labelbottom=True)
        for panel in frame.axes[::columns]:
            panel.set_ylabel(say(lang, "per 1,000 characters", "每千字次数"))
        what = interval or say(lang, "interval given with the data", "数据所附区间")
        few, many = int(yearly.min()), int(yearly.max())
        span = f"{few:,}" if few == many else f"{few:,}–{many:,}"
        thin = [f"{year:g}" for year, count in yearly.items() if count < FEW_REPORTS]
        thin_years = say(lang, ", ", "、").join(thin)
        close_frame(
            frame,
            title=say(lang, "Rates over the years", "历年变化") if title is None else title,
            notes=[
                say(
                    lang,
                    f"n = {total:,} reports, {span} a year. A gap in a line: no value.",
                    f"n = {total:,} 份报告，每年 {span} 份；断线处无数值。",
                ),
                say(lang, f"Vertical lines: {what}.", f"竖线：{what}。") if given.any() else None,
                say(
                    lang,
                    f"Fewer than {FEW_REPORTS} reports in {thin_years}.",
                    f"不足 {FEW_REPORTS} 份报告的年份：{thin_years}。",
                )
                if thin
                else None,
                note,
            ],
            simulated=simulated,
        )
    return np.array(frame.axes, dtype=object)
