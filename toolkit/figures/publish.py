"""Draw one figure in both languages and write it with its data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .save import save_figure
from .style import Lang, style

_LANGUAGES: tuple[Lang, ...] = ("zh", "en")


def publish(
    plot: Callable[..., Axes | np.ndarray],
    data: pd.DataFrame,
    name: str,
    *,
    provenance: Mapping[str, Any],
    folder: str | Path = "figures",
    shown: Any = None,
    parameters: Mapping[str, Any] | None = None,
    **options: Any,
) -> list[Path]:
    """Draw a figure in Chinese and in English and write both, with data and provenance.

    The English figure stays open, so that a notebook shows it.

    Parameters
    ----------
    plot
        One of the ``plot_`` functions.
    data
        The table the figure shows; written as CSV.
    name
        Name of the files, without language and ending.
    provenance
        ``ledger.provenance``.
    folder
        Where to.
    shown
        What the plot is given, if it is not `data` (a network).
    parameters
        Choices made before the plot, to be kept with the figure.
    **options
        Options of the plot. One whose value is a mapping with the keys ``zh`` and ``en`` is
        taken by language. Plain values are kept with the figure as parameters.

    Returns
    -------
    list of pathlib.Path
        The files written.
    """
    plain = {key: value for key, value in options.items() if isinstance(value, str | int | float)}
    kept = {**(parameters or {}), **plain, "plot": plot.__name__}
    written: dict[Path, None] = {}
    for lang in _LANGUAGES:
        chosen = {key: _by_language(value, lang) for key, value in options.items()}
        with style(lang):
            drawn = plot(data if shown is None else shown, lang=lang, **chosen)
        figure = np.ravel(np.asarray(drawn, dtype=object))[0].get_figure(root=True)
        paths = save_figure(
            figure,
            name,
            data=data,
            provenance=provenance,
            parameters=kept,
            lang=lang,
            folder=folder,
        )
        written |= dict.fromkeys(paths)
        if lang != "en":
            plt.close(figure)
    return list(written)


def _by_language(value: Any, lang: Lang) -> Any:
    if isinstance(value, Mapping) and set(value) == set(_LANGUAGES):
        return value[lang]
    return value
