"""What stands round a drawing: the panels, the title, the legend and the notes under it.

A plot that makes its own figure gets strips for title, legend and notes, measured in print size,
so that nothing overlaps. A plot drawn into axes of yours writes title and notes on those axes.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text

from ..errors import FigureError
from .fonts import MISSING_GLYPH, POINT, check_glyphs, flow, register, text_width, wrap
from .labels import SIMULATED
from .style import INK, SMALL, TITLE, WARN, Width, figure_width

_MARGIN = 1.5
_INCH = 25.4
#: A legend entry's handle and gaps, in points (see the legend settings in style).
_BETWEEN = SMALL * 1.2
_HANDLE = SMALL * (1.6 + 0.6) + _BETWEEN

AxesLike = Axes | Sequence[Axes] | np.ndarray


@dataclass
class Frame:
    """The panels of one plot, and how much room they have."""

    axes: list[Axes]
    own: bool
    width: float
    body: float

    @property
    def figure(self) -> Figure:
        """The figure the panels lie in."""
        figure = self.axes[0].get_figure(root=True)
        assert isinstance(figure, Figure)
        return figure


def open_frame(
    ax: AxesLike | None,
    *,
    width: Width | float,
    body: float,
    rows: int = 1,
    columns: int = 1,
    panels: int = 1,
    where: str,
    **shared: Any,
) -> Frame:
    """Make the panels of a plot, or take those given.

    Parameters
    ----------
    ax
        Axes to draw into; None makes a new figure.
    width
        Width of a new figure: a name or millimetres.
    body
        Height of the panels of a new figure in millimetres, without title, legend and notes.
    rows, columns, panels
        Grid of a new figure, and how many of its panels are used.
    where
        Name of the plot, for messages.
    **shared
        Passed to `matplotlib.pyplot.subplots` (sharex, sharey).

    Raises
    ------
    FigureError
        If the axes given are not as many as the plot has panels.
    """
    if ax is None:
        millimetres = figure_width(width)
        figure, grid = plt.subplots(
            rows,
            columns,
            squeeze=False,
            figsize=(millimetres / _INCH, body / _INCH),
            layout="constrained",
            **shared,
        )
        figure.get_layout_engine().set(w_pad=0.02, h_pad=0.02, wspace=0.03, hspace=0.08)
        axes = list(grid.flat)
        for unused in axes[panels:]:
            unused.set_axis_off()
        return Frame(axes[:panels], True, millimetres, body)
    axes = [ax] if isinstance(ax, Axes) else list(np.asarray(ax).flat)
    if len(axes) != panels:
        raise FigureError(
            f"{len(axes)} axes were given for {panels} panels",
            where=where,
            remedy=f"give {panels} axes, or none and take those the plot makes",
        )
    for one in axes:
        one.tick_params(labelfontfamily=register())
    return Frame(axes, False, *size_of(axes[0]))


def close_frame(
    frame: Frame,
    *,
    title: str,
    notes: Sequence[str | Sequence[str] | None],
    handles: Sequence[Any] = (),
    simulated: bool = False,
) -> None:
    """Write title, legend and notes, and lay the figure out.

    Parameters
    ----------
    frame
        The panels.
    title
        Title of the plot; empty: none.
    notes
        Lines under the plot; None is left out, and a list is never broken inside an item.
    handles
        Labelled artists for the legend, in order.
    simulated
        True prints that the data are simulated.

    Raises
    ------
    FigureError
        If the font lacks a character of the figure.
    """
    lines = [_note(note, frame.width - 2 * _MARGIN) for note in notes if note]
    with warnings.catch_warnings():
        # The check below says more: which character, in which text.
        warnings.filterwarnings("ignore", message=MISSING_GLYPH)
        if frame.own:
            _strips(frame, title, lines, handles, simulated)
        else:
            _on_axes(frame, title, lines, handles, simulated)
        frame.figure.draw_without_rendering()
    try:
        for artist in [frame.figure] if frame.own else frame.axes:
            check_glyphs(artist)
    except FigureError:
        # A notebook would show the figure, boxes and all.
        if frame.own:
            plt.close(frame.figure)
        raise


def _on_axes(
    frame: Frame, title: str, notes: list[str], handles: Sequence[Any], simulated: bool
) -> None:
    first, last = frame.axes[0], frame.axes[-1]
    above = [SIMULATED] if simulated else []
    above += [wrap(title, TITLE, frame.width)] if title and len(frame.axes) == 1 else []
    if above:
        panel = first.get_title(loc="left")
        first.set_title("\n".join([*above, *([panel] if panel else [])]), loc="left")
    if handles:
        last.legend(handles=list(handles), loc="upper left", bbox_to_anchor=(1.02, 1.0))
    if notes:
        label = last.get_xlabel()
        last.set_xlabel("\n".join([*([label] if label else []), *notes]), fontsize=SMALL)
    # Axes made outside the toolkit's style have titles and labels in another font.
    for ax in frame.axes:
        for text in ax.findobj(Text):
            text.set_fontfamily(register())


def _strips(
    frame: Frame, title: str, notes: list[str], handles: Sequence[Any], simulated: bool
) -> None:
    figure, inner = frame.figure, frame.width - 2 * _MARGIN
    taken = text_width(SIMULATED, TITLE) + 4 if simulated else 0.0
    head = _text(figure, wrap(title, TITLE, inner - taken), "title", size=TITLE)
    badge = None
    if simulated:
        badge = _text(figure, SIMULATED, "simulated", size=TITLE, color=WARN, ha="right")
        badge.set_bbox({"facecolor": "none", "edgecolor": WARN, "linewidth": 0.8, "pad": 1.5})
    foot = _text(figure, "\n".join(notes), "note", size=SMALL)
    legend = None
    if handles:
        widest = max(text_width(str(handle.get_label()), SMALL) for handle in handles)
        columns = int((inner + _BETWEEN * POINT) // (widest + _HANDLE * POINT))
        legend = figure.legend(
            handles=list(handles),
            loc="upper left",
            ncols=max(1, min(columns, len(handles))),
            bbox_to_anchor=(0, 1),
        )
        legend.set_in_layout(False)
    head_mm = max([_height(part) for part in (head, badge) if part is not None])
    legend_mm = _height(legend) if legend is not None else 0.0
    top = _MARGIN + head_mm + (head_mm > 0) * 1.5 + legend_mm + (legend_mm > 0) * 1.5
    bottom = _MARGIN + _height(foot) + 1.0 if notes else _MARGIN
    total = frame.body + top + bottom
    figure.set_size_inches(frame.width / _INCH, total / _INCH)
    left, right = _MARGIN / frame.width, 1 - _MARGIN / frame.width
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(rect=(left, bottom / total, right - left, frame.body / total))
    head.set_position((left, 1 - _MARGIN / total))
    foot.set_position((left, (bottom - 1.0) / total))
    if badge is not None:
        badge.set_position((right, 1 - _MARGIN / total))
    if legend is not None:
        legend.set_bbox_to_anchor((left, 1 - (top - legend_mm - 1.0) / total))


def _note(note: str | Sequence[str], width: float) -> str:
    """Break a note into lines."""
    return wrap(note, SMALL, width) if isinstance(note, str) else flow(note, SMALL, width)


def _text(figure: Figure, text: str, role: str, *, size: float, **look: Any) -> Text:
    look = {"color": INK, "ha": "left", **look}
    return figure.text(
        0, 0, text, fontsize=size, va="top", gid=role, in_layout=False, linespacing=1.35, **look
    )


def _height(artist: Any) -> float:
    """Height of a figure's text or legend in millimetres."""
    figure = artist.get_figure(root=True)
    if isinstance(artist, Text) and not artist.get_text():
        return 0.0
    return float(artist.get_window_extent().height / figure.dpi * _INCH)


def _dots(ax: Axes) -> float:
    """Dots per inch of the figure that axes lie in."""
    figure: Any = ax.get_figure(root=True)
    return float(figure.dpi)


def size_of(ax: Axes) -> tuple[float, float]:
    """Width and height of laid-out axes in millimetres."""
    box = ax.get_window_extent()
    dots = _dots(ax)
    return float(box.width / dots * _INCH), float(box.height / dots * _INCH)
