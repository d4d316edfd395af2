"""Figures for print: every plot takes a tidy table and returns axes; `describe` reads them back."""

from .agreement import plot_agreement, plot_code_agreement
from .composition import plot_aspect, plot_composition, plot_status
from .coverage import plot_coverage
from .describe import describe
from .matrix import plot_matrix
from .network import plot_layers
from .profile import plot_profile
from .publish import publish
from .save import save_figure
from .style import city_looks, style
from .timeline import plot_timeline
from .trend import plot_trend

__all__ = [
    "city_looks",
    "describe",
    "plot_agreement",
    "plot_aspect",
    "plot_code_agreement",
    "plot_composition",
    "plot_coverage",
    "plot_layers",
    "plot_matrix",
    "plot_profile",
    "plot_status",
    "plot_timeline",
    "plot_trend",
    "publish",
    "save_figure",
    "style",
]
