"""Agreement of readers: a coefficient by field, and positive agreement by code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from .bars import rows_axis
from .fonts import text_width
from .frame import AxesLike, close_frame, open_frame
from .inputs import once, optional, require
from .labels import code_and_name, name_of, say, sort_codes
from .style import FAINT, INK, PAPER, SMALL, Lang, Width, style

_ROW, _HEAD = 7.5, 14.0
#: Alpha, AC1 and percent agreement: name, marker, filling, place within its row.
_MEASURES = (
    ("alpha", "Krippendorff's α", "o", "#0B4F6C", -0.22),
    ("ac1", "Gwet's AC1", "s", PAPER, 0.06),
    ("percent", "%", "|", INK, 0.3),
)
_LINES = (0.667, 0.8)


def plot_agreement(
    df: pd.DataFrame,
    *,
    lang: Lang = "en",
    ax: AxesLike | None = None,
    labels: Mapping[str, str] | None = None,
    panels: Mapping[str, str] | None = None,
    width: Width | float = "double",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> np.ndarray:
    """Draw alpha, AC1 and percent agreement of each field, a panel per round of readings.

    Parameters
    ----------
    df
        Columns ``round``, ``field``, ``unit``, ``units``, ``percent``, ``alpha``, ``alpha_low``,
        ``alpha_high``, ``ac1``, ``ac1_low`` and ``ac1_high``, as the scores of
        `toolkit.compare_codings`, one table under the other.
    lang
        Language of the words.
    ax
        As many axes as rounds to draw into; None makes a figure.
    labels
        Field (``category``, and ``certainty (measure)`` with its unit) to printed name.
    panels
        Round to title of its panel, in order; by default as met.
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
        One panel per round.
    """
    where = "plot_agreement"
    df = require(df, where=where, text=("round", "field", "unit"), numbers=("units",))
    for name in ("percent", "alpha", "alpha_low", "alpha_high", "ac1", "ac1_low", "ac1_high"):
        df[name] = _coefficient(df, name)
    once(df, ("round", "field", "unit"), where=where)
    rounds = list(panels) if panels else list(dict.fromkeys(df["round"]))
    df["row"] = df["field"] + " (" + df["unit"] + ")"
    rows = list(dict.fromkeys(df["row"]))
    names = [name_of(row, labels) for row in rows]
    with style(lang):
        frame = open_frame(
            ax,
            width=width,
            body=_ROW * len(rows) + _HEAD,
            columns=len(rounds),
            panels=len(rounds),
            sharex=True,
            sharey=True,
            where=where,
        )
        for panel, round_ in zip(frame.axes, rounds, strict=True):
            rows_axis(panel, names, counts=False)
            panel.set_title(name_of(round_, panels), loc="left")
            lowest = min(0.0, float(np.nanmin(df[["alpha_low", "alpha", "ac1_low"]].to_numpy())))
            panel.set_xlim(lowest - 0.03, 1.12)
            panel.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1.0])
            for line in _LINES:
                panel.axvline(line, color=INK, linewidth=0.5, linestyle=(0, (4, 3)), zorder=0)
            for at in range(1, len(rows)):
                panel.axhline(at - 0.5, color=FAINT, linewidth=0.4, zorder=0)
            for row in df[df["round"] == round_].to_dict("records"):
                _points(panel, row, rows.index(row["row"]))
        close_frame(
            frame,
            title=say(lang, "Agreement of two readers", "两次独立判读的一致性")
            if title is None
            else title,
            notes=[
                say(
                    lang,
                    "Lines: 95 % bootstrap over issues (or measures), not over reports. "
                    "Numbers: units. Dashed: .667 and .800, lines of reference, no verdict.",
                    "线段：对条目（或措施）自助抽样的 95% 区间，不是对报告；"
                    "数字：单元数；虚线：.667 与 .800，仅作参照，不作判定。",
                ),
                note,
            ],
            handles=_legend(lang),
            simulated=simulated,
        )
    return np.array(frame.axes, dtype=object)


def plot_code_agreement(
    df: pd.DataFrame,
    *,
    lang: Lang = "en",
    ax: Axes | None = None,
    labels: Mapping[str, str] | None = None,
    width: Width | float = "onehalf",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> Axes:
    """Draw positive agreement on each code, with how often both and any reader gave it.

    Parameters
    ----------
    df
        Columns ``code``, ``any_reader``, ``all_readers`` and ``agreement`` of one field, as the
        codes of `toolkit.compare_codings`.
    lang
        Language of the words.
    ax
        Axes to draw into; None makes a figure.
    labels
        Code to printed name.
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
    where = "plot_code_agreement"
    df = require(
        df, where=where, text=("code",), numbers=("any_reader", "all_readers", "agreement")
    )
    once(df, ("code",), where=where)
    codes: Sequence[str] = sort_codes(df["code"])
    df = df.set_index("code").loc[list(codes)]
    with style(lang):
        frame = open_frame(ax, width=width, body=4.6 * len(codes) + 10, where=where)
        panel = frame.axes[0]
        rows_axis(panel, [code_and_name(code, labels) for code in codes], counts=False)
        panel.set_xlim(-0.03, 1 + max(text_width("00/00", SMALL) / 60, 0.12))
        panel.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1.0])
        panel.set_xlabel(say(lang, "positive agreement", "阳性一致率"))
        panel.grid(axis="x")
        counts = df[["agreement", "all_readers", "any_reader"]].to_numpy(dtype=float)
        for at, (code, (share, both, either)) in enumerate(zip(codes, counts, strict=True)):
            panel.scatter([share], [at], s=16, color="#0B4F6C", zorder=3, label=code)
            panel.annotate(
                f"{both:g}/{either:g}", (share, at), (4, 0),
                textcoords="offset points", va="center_baseline", fontsize=SMALL, zorder=4,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.3},
            )  # fmt: skip
        close_frame(
            frame,
            title=say(lang, "Agreement by code", "各代码的一致性") if title is None else title,
            notes=[
                say(
                    lang,
                    "Numbers: units to which both readers gave the code / to which either did.",
                    "数字：两次判读均给出该代码的单元数 / 任一判读给出的单元数。",
                ),
                note,
            ],
            simulated=simulated,
        )
    return panel


def _coefficient(df: pd.DataFrame, name: str) -> pd.Series:
    """A coefficient, which unlike a count may be missing or negative."""
    if name not in df:
        return optional(df, name, where="plot_agreement")
    return df[name].astype("object").where(df[name].notna(), np.nan).astype("float64")


def _points(panel: Axes, row: Mapping[Any, Any], at: int) -> None:
    for name, label, marker, fill, shift in _MEASURES:
        value = row[name]
        if not isinstance(value, float) or np.isnan(value):
            continue
        low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
        if isinstance(low, float) and isinstance(high, float) and not np.isnan(low):
            panel.plot(
                [low, high], [at + shift] * 2, color=INK, linewidth=0.8, gid="interval:", zorder=2
            )
        panel.scatter(
            [value], [at + shift], s=20, marker=marker, color=fill, zorder=3, label=label,
            edgecolor=None if marker == "|" else INK, linewidth=1.0 if marker == "|" else 0.6,
        )  # fmt: skip
    units = row["units"]
    panel.annotate(
        f"{units:g}", (1.11, at), ha="right", va="center_baseline", fontsize=SMALL, color=INK
    )


def _legend(lang: Lang) -> list[Line2D]:
    names = {"percent": say(lang, "share of equal codes", "相同代码的比例")}
    return [
        Line2D(
            [], [], linestyle="none", marker=marker, color=INK, markerfacecolor=fill,
            markersize=4.5, markeredgewidth=0.6, label=names.get(name, label),
        )
        for name, label, marker, fill, _ in _MEASURES
    ]  # fmt: skip
