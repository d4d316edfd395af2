"""What was read from each report: characters, entries, measures, damage."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..errors import FigureError
from .bars import AXIS, ROW, rows_axis, stack, swatch
from .frame import AxesLike, close_frame, open_frame
from .inputs import once, require
from .labels import count_note, name_of, reports_note, say
from .style import SMALL, Lang, Look, Width, figure_width, style

#: Narrowest figure with four panels side by side, in millimetres.
_FOUR = 110.0
_PLAIN = Look("#4A6A8A")
_DAMAGED = Look("#9B2226")
_DOUBT = Look("#E3B7B0", "////")


def plot_coverage(
    df: pd.DataFrame,
    *,
    lang: Lang = "en",
    ax: AxesLike | None = None,
    place_labels: Mapping[str, str] | None = None,
    width: Width | float = "double",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> np.ndarray:
    """Draw how much was read from each report, and how much of it is damaged.

    Parameters
    ----------
    df
        One row per report, drawn in this order: ``report_id``, ``place``, ``n_characters``,
        ``n_issues``, ``n_measures``, ``n_flags`` (all flags) and ``damaged`` (flags of damage).
    lang
        Language of the words.
    ax
        Four axes to draw into; None makes a figure.
    place_labels
        Place to printed name; places not in it are printed as they are.
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
        Four panels: characters, entries, measures, flags.

    Raises
    ------
    FigureError
        If a report has more flags of damage than flags.
    """
    numbers = ("n_characters", "n_issues", "n_measures", "n_flags", "damaged")
    where = "plot_coverage"
    df = require(df, where=where, text=("report_id", "place"), numbers=numbers)
    once(df, ("report_id",), where=where)
    over = df[df["damaged"] > df["n_flags"]]
    if not over.empty:
        raise FigureError(
            f"{over.iloc[0]['report_id']} has more flags of damage than flags",
            where=f"{where}, column damaged",
            remedy="count all flags in n_flags, those of damage included",
        )
    df[list(numbers)] = df[list(numbers)].fillna(0)
    names = [name_of(place, place_labels) for place in df["place"]]
    if df["place"].duplicated().any():
        names = [f"{name} {report}" for name, report in zip(names, df["report_id"], strict=True)]
    with style(lang):
        rows = 1 if figure_width(width) >= _FOUR else 2
        frame = open_frame(
            ax,
            width=width,
            body=rows * (ROW * 0.8 * len(df) + AXIS),
            rows=rows,
            columns=4 // rows,
            panels=4,
            sharey=True,
            where=where,
        )
        heads = say(
            lang,
            "Characters|Problem entries|Measures|Flags: damage / all",
            "字数|问题条目|整改措施|标记：损坏 / 全部",
        ).split("|")
        series = ("n_characters", "n_issues", "n_measures")
        for panel, head, name in zip(frame.axes, heads, (*series, "n_flags"), strict=True):
            rows_axis(panel, names)
            panel.set_title(head, loc="left")
            panel.xaxis.set_major_locator(MaxNLocator(3, integer=True, min_n_ticks=1))
            if name == "n_flags":
                table = pd.DataFrame(
                    {"damage": df["damaged"], "other": df["n_flags"] - df["damaged"]}
                )
                texts = [f"{d:.0f} / {n:.0f}" for d, n in zip(df["damaged"], df[name], strict=True)]
            else:
                table = df[[name]]
                texts = [f"{value:,.0f}" for value in df[name]]
            stack(panel, table, {name: _PLAIN, "damage": _DAMAGED, "other": _DOUBT})
            for row, (value, text) in enumerate(zip(df[name], texts, strict=True)):
                panel.annotate(
                    text, (value, row), (2, 0), textcoords="offset points", va="center",
                    fontsize=SMALL,
                )  # fmt: skip
            # Room for the number after the longest bar.
            panel.set_xlim(0, max(float(df[name].max()), 1.0) * 1.5)
            panel.xaxis.set_major_formatter("{x:,.0f}")
        close_frame(
            frame,
            title=say(lang, "What was read from each report", "各份报告读出的内容")
            if title is None
            else title,
            notes=[
                count_note(
                    lang, int(df["n_issues"].sum()), "problem entries", "个问题条目", len(df)
                ),
                reports_note(
                    lang, n_reports=len(df), n_places=df["place"].nunique(), intervals=False
                ),
                note,
            ],
            handles=[
                swatch(_DAMAGED, say(lang, "damage to the text", "文本损坏")),
                swatch(_DOUBT, say(lang, "other flags (notes, doubts)", "其他标记（说明、存疑）")),
            ],
            simulated=simulated,
        )
    return np.array(frame.axes, dtype=object)
