"""Which problems meet which measures: a heat map with its counts printed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex

from ..errors import FigureError
from .fonts import text_width
from .frame import close_frame, open_frame, size_of
from .inputs import once, reports_of, require
from .labels import code_and_name, count_note, group_of, reports_note, say, sort_codes
from .style import INK, PAPER, SMALL, Lang, Width, figure_width, ink_on, style

#: One hue from paper to dark, even in lightness: it reads the same in grey.
_MAP = LinearSegmentedColormap.from_list("counts", [PAPER, "#BBD5E4", "#5B9BBF", "#0B3954"])
_CELL = 5.2


def plot_matrix(
    df: pd.DataFrame,
    *,
    rows: str = "category",
    columns: str = "measure_type",
    lang: Lang = "en",
    ax: Axes | None = None,
    labels: Mapping[str, str] | None = None,
    type_labels: Mapping[str, str] | None = None,
    groups: Mapping[str, str] | None = None,
    unit: str | None = None,
    n_reports: int | None = None,
    n_places: int | None = None,
    width: Width | float = "double",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> Axes:
    """Draw how often each category of problem meets each type of measure.

    Rows stand in the order of their groups, a line between groups; rows and columns without any
    count are left out.

    Parameters
    ----------
    df
        Columns `rows`, `columns` and ``n``, one row per pair.
    rows, columns
        Names of the two columns.
    lang
        Language of the words.
    ax
        Axes to draw into; None makes a figure.
    labels
        Code of a row to its printed name.
    type_labels
        Code of a column to its printed name; columns stand in its order.
    groups
        Row code to group; by default the letters a code begins with.
    unit
        What ``n`` counts, in the figure's language; by default pairs of entry and measure type.
    n_reports, n_places
        Reports behind the counts and places they come from, for the notes.
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
        If no pair has a count, or the columns are too narrow to print the counts.
    """
    where = "plot_matrix"
    df = require(df, where=where, text=(rows, columns), numbers=("n",))
    once(df, (rows, columns), where=where)
    n_reports = reports_of(df, n_reports)
    df = df[(df["n"] > 0) & (df[rows] != "") & (df[columns] != "")]
    if df.empty:
        raise FigureError(
            "no pair has a count",
            where=where,
            remedy="check that problems and measures are coded; an empty figure is not drawn",
        )
    across = [code for code in (type_labels or {}) if code in set(df[columns])]
    across += [code for code in sort_codes(df[columns]) if code not in across]
    down = sort_codes(df[rows], groups)
    table = df.pivot(index=rows, columns=columns, values="n").reindex(down)[across].fillna(0.0)
    counts = table.to_numpy(dtype=float)
    names = [code_and_name(code, type_labels) for code in across]
    long = max(text_width(name, SMALL) for name in names)
    down_names = [code_and_name(code, labels) for code in down]
    with style(lang):
        beside = max(text_width(name, SMALL) for name in down_names) + 4
        wide = figure_width(width) - beside if ax is None else size_of(ax)[0]
        if wide / len(across) < max(text_width(f"{count:g}", SMALL) for count in counts.flat) + 0.4:
            raise FigureError(
                f"{len(across)} columns are too narrow for their counts",
                where=f"{where}, width",
                remedy="make the figure wider (double is 180 mm), or draw fewer columns",
            )
        body = _CELL * len(down) + long * 0.87 + 6
        frame = open_frame(ax, width=width, body=body, where=where)
        axes = frame.axes[0]
        axes.pcolormesh(
            counts, cmap=_MAP, vmin=0, vmax=counts.max(), edgecolors=PAPER, linewidth=0.6
        )
        axes.set_ylim(len(down), 0)
        axes.set_yticks(np.arange(len(down)) + 0.5, down_names)
        axes.set_xticks(np.arange(len(across)) + 0.5, names)
        axes.tick_params(length=0)
        axes.xaxis.tick_top()
        for tick in axes.get_xticklabels():
            tick.set(rotation=60, ha="left", va="bottom", rotation_mode="anchor")
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        for row in range(1, len(down)):
            if group_of(down[row], groups) != group_of(down[row - 1], groups):
                axes.axhline(row, color=INK, linewidth=0.6)
        unit = unit or say(
            lang, "pairs of problem entry and measure type", "个问题条目与措施类型的配对"
        )
        close_frame(
            frame,
            title=say(lang, "Problems and measures", "问题类别与措施类型")
            if title is None
            else title,
            notes=[
                count_note(lang, int(counts.sum()), unit, unit, n_reports),
                reports_note(lang, n_reports=n_reports, n_places=n_places, intervals=False),
                say(
                    lang,
                    "Empty cells: 0. Lines divide the groups of categories.",
                    "空格为 0；横线分隔类别组。",
                ),
                note,
            ],
            simulated=simulated,
        )
        for (row, column), value in np.ndenumerate(counts):
            if value:
                axes.text(
                    column + 0.5,
                    row + 0.5,
                    f"{value:g}",
                    ha="center",
                    va="center_baseline",
                    fontsize=SMALL,
                    color=ink_on(to_hex(_MAP(value / counts.max()))),
                )
    return axes
