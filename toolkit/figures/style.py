"""The look of all figures: widths, type sizes, colours, hatches and markers.

Colours differ in lightness as well as in hue, and every colour comes with a hatch and a marker, so
that a figure can be read by the colour-blind and on a grey printout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Literal, NamedTuple

import matplotlib.style
from matplotlib.colors import to_rgb

from ..errors import FigureError
from .fonts import register

Lang = Literal["zh", "en"]
Width = Literal["single", "onehalf", "double"]

#: Widths of a figure in millimetres: one column, one and a half, two.
WIDTHS: Mapping[str, float] = MappingProxyType({"single": 85.0, "onehalf": 120.0, "double": 180.0})

#: Type sizes in points at print size.
SMALL, BODY, TITLE = 7.0, 7.5, 9.0
INK, FAINT, PAPER = "#222222", "#D0D0D0", "#FFFFFF"
WARN = "#8B0000"

_RC: Mapping[str, object] = MappingProxyType(
    {
        "font.size": BODY,
        "font.weight": "normal",
        "axes.titlesize": BODY,
        "axes.titleweight": "normal",
        "axes.labelsize": BODY,
        "axes.labelweight": "normal",
        "axes.unicode_minus": True,
        "axes.linewidth": 0.5,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.grid": False,
        "grid.color": FAINT,
        "grid.linewidth": 0.4,
        "text.color": INK,
        "text.parse_math": False,
        "text.usetex": False,
        # Letters as wide in pixels as in print: what fits on the page fits on the screen.
        "text.hinting": "none",
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.major.width": 0.5,
        "ytick.major.width": 0.5,
        "xtick.major.size": 2.0,
        "ytick.major.size": 2.0,
        "legend.fontsize": SMALL,
        "legend.frameon": False,
        "legend.handlelength": 1.6,
        "legend.handleheight": 0.9,
        "legend.handletextpad": 0.6,
        "legend.columnspacing": 1.2,
        "legend.borderpad": 0.0,
        "legend.borderaxespad": 0.0,
        "lines.linewidth": 1.0,
        "lines.markersize": 4.0,
        "patch.linewidth": 0.4,
        "hatch.linewidth": 0.5,
        "figure.titleweight": "normal",
        "figure.facecolor": PAPER,
        "figure.dpi": 150.0,
        "savefig.dpi": 300.0,
        "savefig.facecolor": PAPER,
        "savefig.bbox": None,
        "pdf.fonttype": 42,
        "ps.fonttype": 42,
        "svg.fonttype": "none",
        "svg.hashsalt": "zhenggai",
    }
)


class Look(NamedTuple):
    """How one thing is drawn: fill colour, hatch of areas, marker of points."""

    color: str
    hatch: str = ""
    marker: str = "o"

    @property
    def edge(self) -> str:
        """Colour of edges and hatches that shows on the fill."""
        return PAPER if lightness(self.color) < 55 else INK


#: Lightness 22, 34, 47, 60, 71, 85: told apart in print without colour.
_CITY = (
    Look("#332288", "", "o"),
    Look("#9B2226", "////", "s"),
    Look("#0A7F6F", "....", "^"),
    Look("#D9772E", "\\\\\\\\", "D"),
    Look("#5DB7E8", "xxxx", "v"),
    Look("#EBD36B", "----", "P"),
)

#: Problem category groups of the codebook.
GROUP_LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "P": Look("#A3302B", "", "s"),
        "E": Look("#57B07A", "", "o"),
        "D": Look("#16264F", "", "D"),
        "F": Look("#F2CC6B", "", "^"),
        "O": Look("#8459A6", "\\\\\\\\", "v"),
        "R": Look("#9CCFEA", "....", "P"),
        "X": Look("#B5B5B5", "////", "X"),
    }
)
UNCODED = Look(PAPER, "", "o")

#: Claimed status, from dark (closed) to light (open).
STATUS_LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "completed": Look("#0B4F6C"),
        "phased": Look("#3E9BA8", "////"),
        "ongoing": Look("#F3D27A"),
        "unstated": Look(PAPER, "...."),
    }
)
ASPECT_LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "done": Look("#0B4F6C"),
        "under_way": Look("#3E9BA8", "////"),
        "promised": Look("#F3D27A"),
        "conditional": Look("#C1666B", "\\\\\\\\"),
        "none": Look(PAPER, "...."),
    }
)
ROLE_LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "done": Look("#0B4F6C", "", "o"),
        "deadline": Look("#D9772E", "", "^"),
        "as_of": Look("#7FB7BE", "", "s"),
        "unknown": Look(PAPER, "", "D"),
    }
)


@contextmanager
def style(lang: Lang) -> Iterator[None]:
    """Draw in the toolkit's style, whatever the session's own settings are.

    Parameters
    ----------
    lang
        Language of the figure's words; both are printed in the same font.

    Raises
    ------
    FigureError
        If the language is neither ``zh`` nor ``en``.
    """
    if lang not in ("zh", "en"):
        raise FigureError(
            f"the language {lang!r} is not known",
            where="lang",
            remedy="choose 'zh' or 'en'",
        )
    rc = {**_RC, "font.family": [register()]}
    with matplotlib.style.context(["default", rc]):
        yield


def figure_width(width: Width | float) -> float:
    """Width in millimetres of a named column width, or the number given.

    Raises
    ------
    FigureError
        If the name is not known, or the number is too small to print anything.
    """
    millimetres = WIDTHS.get(width, 0.0) if isinstance(width, str) else float(width)
    if not millimetres >= 40:
        raise FigureError(
            f"the width {width!r} cannot be used",
            where="width",
            remedy=f"choose {', '.join(WIDTHS)}, or a number of millimetres from 40",
        )
    return millimetres


def city_looks(places: Sequence[str]) -> dict[str, Look]:
    """Look of each place, by the order given.

    Parameters
    ----------
    places
        Places; pass all places of a study to every figure, and each keeps its look. After six
        places the colours begin anew with the next marker and hatch.
    """
    size = len(_CITY)
    looks = {}
    for position, place in enumerate(dict.fromkeys(places)):
        turn, index = divmod(position, size)
        other = _CITY[(index + turn) % size]
        looks[place] = Look(_CITY[index].color, other.hatch, other.marker)
    return looks


def group_looks(groups: Sequence[str]) -> dict[str, Look]:
    """Look of each group of categories: fixed for the codebook's, by order for others."""
    others = city_looks([group for group in groups if group not in GROUP_LOOKS])
    return {group: GROUP_LOOKS.get(group) or others[group] for group in groups}


def lightness(color: str) -> float:
    """Lightness L* of a colour, from 0 (black) to 100 (white)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(color)
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return float(116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance)


def ink_on(color: str) -> str:
    """Ink that can be read on a fill."""
    return PAPER if lightness(color) < 55 else INK
