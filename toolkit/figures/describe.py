"""A figure in words: everything that is drawn, read back from the artists, as a tidy table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.container import BarContainer

from .frame import AxesLike

COLUMNS = ["panel", "element", "series", "label", "value", "low", "high"]
_NONE = float("nan")
Row = tuple[str, str, str, str, float, float, float]


def describe(axes: AxesLike) -> pd.DataFrame:
    """Say what is drawn on a plot.

    Everything is read from the drawing itself, not from the table it was made of, so that the
    drawing can be checked against that table; screen readers can read it too.

    Parameters
    ----------
    axes
        What a ``plot_`` function returned.

    Returns
    -------
    pandas.DataFrame
        In the order of drawing, columns ``panel`` (title of the panel), ``element`` (title,
        note, simulated, legend, x_label, y_label, x_tick, y_tick, bar, cell, point, line,
        interval, marker, node, edge, text), ``series``, ``label``, ``value``, ``low``, ``high``.
        The value is a bar's length, a point's place along the axis, a cell's or node's count.
    """
    panels = [axes] if isinstance(axes, Axes) else list(np.asarray(axes).flat)
    figure: Any = panels[0].get_figure(root=True)
    rows: list[Row] = [
        _words("", text.get_gid() or "text", text.get_text())
        for text in figure.texts
        if text.get_text()
    ]
    for legend in figure.legends:
        rows += [_words("", "legend", text.get_text()) for text in legend.get_texts()]
    for ax in panels:
        rows += _panel(ax)
    return pd.DataFrame(rows, columns=COLUMNS)


def _words(panel: str, element: str, text: str) -> Row:
    return (panel, element, "", text, _NONE, _NONE, _NONE)


def _panel(ax: Any) -> Iterator[Row]:
    panel = ax.get_title() or ax.get_title(loc="left")
    yield from (
        _words(panel, element, text)
        for element, text in (("x_label", ax.get_xlabel()), ("y_label", ax.get_ylabel()))
        if text
    )
    names = {}
    for element, axis in (("x_tick", ax.xaxis), ("y_tick", ax.yaxis)):
        places = [float(place) for place in axis.get_ticklocs()]
        low, high = sorted(axis.get_view_interval())
        # Panels that share an axis print its labels once; they hold for every panel.
        named = zip(places, axis.get_major_formatter().format_ticks(places), strict=True)
        names[element] = {round(at, 6): text for at, text in named if low <= at <= high}
        yield from (_words(panel, element, text) for text in names[element].values() if text)
    rows, columns = names["y_tick"], names["x_tick"]
    for container in ax.containers:
        if isinstance(container, BarContainer):
            yield from _bars(panel, container, rows)
    for collection in ax.collections:
        if isinstance(collection, QuadMesh):
            yield from _cells(panel, collection, rows, columns)
        elif isinstance(collection, PathCollection):
            yield from _points(panel, collection, rows)
    yield from _lines(panel, ax, rows)
    for patch in ax.patches:
        if (patch.get_gid() or "").startswith("edge:"):
            weight = float(patch.get_gid().split(":")[1])
            yield (panel, "edge", "", patch.get_label(), weight, _NONE, _NONE)
    yield from (_words(panel, "text", text.get_text()) for text in ax.texts if text.get_text())
    if ax.get_legend() is not None:
        yield from (_words(panel, "legend", t.get_text()) for t in ax.get_legend().get_texts())


def _bars(panel: str, container: Any, rows: dict[float, str]) -> Iterator[Row]:
    for bar in container.patches:
        row = rows.get(round(bar.get_y() + bar.get_height() / 2, 6), "")
        yield (panel, "bar", container.get_label(), row, float(bar.get_width()), _NONE, _NONE)


def _cells(
    panel: str, mesh: Any, rows: dict[float, str], columns: dict[float, str]
) -> Iterator[Row]:
    for (row, column), count in np.ndenumerate(np.ma.filled(mesh.get_array(), 0.0)):
        names = columns.get(column + 0.5, ""), rows.get(row + 0.5, "")
        yield (panel, "cell", *names, float(count), _NONE, _NONE)


def _points(panel: str, points: Any, rows: dict[float, str]) -> Iterator[Row]:
    role, _, count = (points.get_gid() or "point").partition(":")
    label = str(points.get_label())
    for x, y in np.asarray(points.get_offsets()):
        if role == "node":
            yield (panel, "node", "", label, float(count), _NONE, _NONE)
        else:
            row = rows.get(float(round(y)), "")
            yield (panel, role, label, row, float(x), _NONE, _NONE)


def _lines(panel: str, ax: Axes, rows: dict[float, str]) -> Iterator[Row]:
    for line in ax.lines:
        role, _, series = str(line.get_gid() or "").partition(":")
        x, y = (np.asarray(part, dtype=float) for part in line.get_data())
        if role == "interval" and x[0] == x[-1]:
            yield (panel, "interval", series, f"{x[0]:g}", _NONE, float(y[0]), float(y[-1]))
        elif role == "interval":
            row = rows.get(float(round(y[0])), "")
            yield (panel, "interval", series, row, _NONE, float(x[0]), float(x[-1]))
        elif role == "marker":
            row = rows.get(float(round(float(y.mean()))), "")
            yield (panel, "marker", series, row, float(x[0]), _NONE, _NONE)
        elif role == "line":
            for place, height in zip(x, y, strict=True):
                yield (panel, "line", series, f"{place:g}", float(height), _NONE, _NONE)
