"""Rhetorical profiles: how often each report uses each device, a panel per device."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from .bars import rows_axis
from .fonts import text_width, wrap
from .frame import AxesLike, close_frame, open_frame
from .inputs import known, once, optional, reports_of, require
from .labels import count_note, name_of, reports_note, say
from .style import FAINT, INK, PAPER, SMALL, Lang, Width, city_looks, figure_width, style

_ROW, _HEAD = 4.6, 13.0


def plot_profile(
    df: pd.DataFrame,
    *,
    lang: Lang = "en",
    ax: AxesLike | None = None,
    labels: Mapping[str, str] | None = None,
    place_labels: Mapping[str, str] | None = None,
    places: Sequence[str] | None = None,
    interval: str | None = None,
    n_reports: int | None = None,
    width: Width | float = "double",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> np.ndarray:
    """Draw rates per 1,000 characters with the raw count beside each, a panel per device.

    Panels share one scale, so that devices can be compared as well as places. A rate is a point;
    an interval is drawn only where the table gives one.

    Parameters
    ----------
    df
        Columns ``place``, ``device``, ``n``, ``n_characters``, ``per_1000`` and, if intervals are
        known, ``low`` and ``high``. Panels stand in the order devices are met.
    lang
        Language of the words.
    ax
        As many axes as devices to draw into; None makes a figure.
    labels
        Device to printed name.
    place_labels
        Place to printed name; places not in it are printed as they are.
    places
        Rows in their order, which also fixes their colours. By default, as met in `df`.
    interval
        What the intervals are ("95% bootstrap interval over clauses"), in the figure's language.
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
    numpy.ndarray of matplotlib.axes.Axes
        One panel per device.
    """
    where = "plot_profile"
    df = require(
        df, where=where, text=("place", "device"), numbers=("n", "n_characters", "per_1000")
    )
    df["low"], df["high"] = (optional(df, name, where=where) for name in ("low", "high"))
    once(df, ("place", "device"), where=where)
    order = list(dict.fromkeys(places if places is not None else df["place"]))
    known(df["place"], order, where=f"{where}, places")
    devices = list(dict.fromkeys(df["device"]))
    n_reports = reports_of(df, n_reports)
    looks = city_looks(order)
    names = [name_of(place, place_labels) for place in order]
    given = df[["low", "high"]].notna().all(axis=1)
    longest = max(text_width(f"{n:,.0f}", SMALL) for n in df["n"])
    with style(lang):
        wide = figure_width(width)
        columns = min(len(devices), max(1, int((wide - 20) // 30)))
        rows = -(-len(devices) // columns)
        columns = -(-len(devices) // rows)
        frame = open_frame(
            ax,
            width=width,
            body=rows * (_ROW * len(order) + _HEAD),
            rows=rows,
            columns=columns,
            panels=len(devices),
            sharex=True,
            sharey=True,
            where=where,
        )
        room = (frame.width - max(text_width(name, SMALL) for name in names)) / columns - 4
        top = max(df["per_1000"].max(), df["high"].max() if given.any() else 0.0) or 1.0
        for panel, device in zip(frame.axes, devices, strict=True):
            rows_axis(panel, names, counts=False)
            panel.set_title(wrap(name_of(device, labels), SMALL + 0.5, room), loc="left")
            panel.grid(axis="x")
            panel.xaxis.set_major_locator(MaxNLocator(4))
            panel.tick_params(labelbottom=True)
            for row in df[(df["device"] == device) & df["per_1000"].notna()].itertuples():
                look, at = looks[row.place], order.index(row.place)
                end = row.per_1000
                if given[row.Index]:
                    panel.plot(
                        [row.low, row.high], [at, at], color=INK, linewidth=0.8, gid="interval:",
                        zorder=2,
                    )  # fmt: skip
                    end = max(row.high, end)
                panel.scatter(
                    [row.per_1000], [at], s=22, color=look.color, marker=look.marker,
                    edgecolor=INK, linewidth=0.4, zorder=3, label=row.place,
                )  # fmt: skip
                panel.annotate(
                    f"{row.n:,.0f}", (end, at), (4, 0), textcoords="offset points",
                    va="center_baseline", fontsize=SMALL, zorder=4,
                    bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.3},
                )  # fmt: skip
            # Room for the marker at 0 and for the count after the last marker.
            panel.set_xlim(-0.04 * top, top * (1 + (longest + 3) / max(room - longest - 3, 8)))
            panel.spines["bottom"].set_color(FAINT)
        for panel in frame.axes[-columns:]:
            panel.set_xlabel(say(lang, "per 1,000 characters", "每千字次数"))
        what = interval or say(lang, "interval given with the data", "数据所附区间")
        close_frame(
            frame,
            title=say(lang, "Rhetorical devices", "修辞手段") if title is None else title,
            notes=[
                count_note(lang, int(df["n"].sum()), "hits", "处", n_reports),
                say(
                    lang,
                    "Points: hits per 1,000 characters. Numbers: hits.",
                    "点：每千字次数；数字：处数。",
                ),
                say(lang, f"Lines: {what}.", f"线段：{what}。") if given.any() else None,
                reports_note(
                    lang, n_reports=n_reports, n_places=len(order), intervals=bool(given.any())
                ),
                note,
            ],
            simulated=simulated,
        )
    return np.array(frame.axes, dtype=object)
