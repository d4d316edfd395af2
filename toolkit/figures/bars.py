"""Horizontal bars: stacked counts with their numbers inside, where the numbers fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from .fonts import POINT, text_width
from .frame import size_of
from .style import SMALL, Look, ink_on

#: Height of a bar in rows, and of a row in millimetres.
THICK = 0.72
ROW = 8.0
#: Room for the axis and its label under the rows, in millimetres.
AXIS = 10.0

Segment = tuple[int, str, float, float]


def rows_axis(ax: Axes, labels: Sequence[str], *, counts: bool = True) -> None:
    """Prepare axes for one row per label, the first on top, and whole numbers along x."""
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_xlim(left=0)
    if counts:
        ax.xaxis.set_major_locator(MaxNLocator(6, integer=True, min_n_ticks=1))


def stack(ax: Axes, table: pd.DataFrame, looks: Mapping[str, Look]) -> list[Segment]:
    """Draw one stacked bar per row of a table, a segment per column.

    Returns
    -------
    list of tuple
        Row, column, left end and length of every segment that is not empty.
    """
    segments: list[Segment] = []
    left = [0.0] * len(table)
    for series in table.columns:
        values = [float(value) for value in table[series]]
        look = looks[series]
        # Rows without the series are left out: an empty bar would still print its edge.
        rows = [row for row, value in enumerate(values) if value > 0]
        if not rows:
            continue
        ax.barh(
            rows,
            [values[row] for row in rows],
            left=[left[row] for row in rows],
            height=THICK,
            color=look.color,
            hatch=look.hatch,
            edgecolor=look.edge,
            label=series,
        )
        for row in rows:
            segments.append((row, str(series), left[row], values[row]))
            left[row] += values[row]
    ax.set_xlim(0, max(left) * 1.02 or 1)
    return segments


def print_inside(
    ax: Axes,
    segments: Sequence[Segment],
    looks: Mapping[str, Look],
    text: Callable[[int, str, float], Sequence[str]],
) -> None:
    """Print a text inside each segment, upright or turned, the longest that fits.

    Parameters
    ----------
    ax
        Axes that have been laid out.
    segments
        What `stack` returned.
    looks
        Look of each series.
    text
        Row, series and value to the texts tried in turn.
    """
    width, height = size_of(ax)
    per_unit = width / (ax.get_xlim()[1] - ax.get_xlim()[0])
    high = height / len(ax.get_yticks()) * THICK
    line, capital = SMALL * POINT * 1.15, SMALL * POINT * 0.8
    for row, series, left, value in segments:
        room = value * per_unit - 0.4
        look = looks[series]
        for words in text(row, series, value):
            lines = words.count("\n") + 1
            wide = text_width(words, SMALL)
            upright = wide <= room and lines * line <= high
            # Codes and numbers have no descenders: a turned line needs the height of a capital.
            turned = (lines - 1) * line + capital <= room and wide <= high - 0.4
            if not (upright or turned):
                continue
            label = ax.text(
                left + value / 2,
                row,
                words,
                ha="center",
                va="center",
                fontsize=SMALL,
                color=ink_on(look.color),
                rotation=0 if upright else 90,
                linespacing=1.0,
            )
            if look.hatch:
                label.set_bbox({"facecolor": look.color, "edgecolor": "none", "pad": 0.6})
            break


def swatch(look: Look, label: str) -> Patch:
    """Legend entry of a filled area."""
    return Patch(
        facecolor=look.color, hatch=look.hatch * 2, edgecolor=look.edge, linewidth=0.4, label=label
    )
