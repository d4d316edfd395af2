"""Figures on disk: PDF and PNG, the data they show, and where it all comes from."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..errors import FigureError
from .fonts import MISSING_GLYPH, check_glyphs
from .style import Lang, style

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_ABSOLUTE = re.compile(r"[A-Za-z]:[\\/]|[\\/]{1,2}\w|~[\\/]")


def save_figure(
    fig: Figure,
    name: str,
    *,
    data: pd.DataFrame,
    provenance: Mapping[str, Any],
    parameters: Mapping[str, Any],
    lang: Lang,
    folder: str | Path = "figures",
) -> list[Path]:
    """Write a figure, its data and its provenance.

    The files are the same, byte for byte, whenever the figure is the same: they hold no date and
    no absolute path. Nothing is written unless everything could be made.

    Parameters
    ----------
    fig
        The figure (``ax.figure``).
    name
        Name of the files, without language and ending.
    data
        The table the figure shows.
    provenance
        What the data were made from (``ledger.provenance``).
    parameters
        Every choice made for the figure: plain values, lists and mappings.
    lang
        Language of the figure's words.
    folder
        Made if it does not exist; files of the same names are replaced.

    Returns
    -------
    list of pathlib.Path
        ``{name}_{lang}.pdf``, ``{name}_{lang}.png`` (300 dpi), ``{name}.csv`` (the data, UTF-8,
        six significant digits) and ``{name}.json``. The last lists the figures in both languages
        once both have been saved from the same data.

    Raises
    ------
    FigureError
        If the name is no plain file name, a value has no place in JSON, a path is absolute, or
        the font lacks a character of the figure.
    """
    if not _NAME.fullmatch(name):
        raise FigureError(
            f"the name {name!r} cannot be used",
            where="save_figure",
            remedy="use lower-case Latin letters, digits, _ and -",
        )
    target = Path(folder)
    csv = data.to_csv(index=False, lineterminator="\n", float_format="%.6g").encode("utf-8")
    record = {
        "name": name,
        "provenance": _plain(provenance, f"provenance of {name}"),
        "parameters": _plain(parameters, f"parameters of {name}"),
        "data": {
            "file": f"{name}.csv",
            "sha256": hashlib.sha256(csv).hexdigest(),
            "rows": len(data),
            "columns": [str(column) for column in data.columns],
        },
    }
    drawn = {f"{name}_{lang}.{kind}": bytes_ for kind, bytes_ in _render(fig, name, lang).items()}
    record["figures"] = sorted({*drawn, *_still_true(target, name, record)})
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    contents = {**drawn, f"{name}.csv": csv, f"{name}.json": f"{text}\n".encode()}
    target.mkdir(parents=True, exist_ok=True)
    for file, content in contents.items():
        _write(target / file, content)
    return [target / file for file in contents]


def _render(fig: Figure, name: str, lang: Lang) -> dict[str, bytes]:
    """Draw a figure as PDF and PNG, and refuse one with a character that cannot be printed."""
    metadata: dict[str, dict[str, str | None]] = {
        "pdf": {"CreationDate": None, "Title": name},
        "png": {"Title": name},
    }
    drawn = {}
    with style(lang), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=MISSING_GLYPH)
        fig.draw_without_rendering()
        check_glyphs(fig)
        warnings.filterwarnings("error", message=MISSING_GLYPH)
        for kind, facts in metadata.items():
            buffer = io.BytesIO()
            try:
                fig.savefig(buffer, format=kind, dpi=300, metadata=facts)
            except UserWarning as warning:
                if "Glyph" not in str(warning):
                    raise
                raise FigureError(
                    f"the font cannot print a character: {warning}",
                    where=f"figure {name}",
                    remedy="write the text without this character",
                ) from warning
            drawn[kind] = buffer.getvalue()
    return drawn


def _still_true(folder: Path, name: str, record: Mapping[str, Any]) -> list[str]:
    """Figures that an earlier call saved from the same data with the same choices."""
    try:
        before = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(before, dict) or any(before.get(key) != record[key] for key in record):
        return []
    figures = [str(file) for file in before.get("figures", [])]
    own = re.compile(rf"{re.escape(name)}_(?:zh|en)\.(?:pdf|png)")
    return [file for file in figures if own.fullmatch(file) and (folder / file).is_file()]


def _plain(value: Any, where: str) -> Any:
    """Turn a value into what JSON holds; refuse what would not read the same elsewhere."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner, f"{where}, {key}") for key, inner in value.items()}
    if isinstance(value, (set, frozenset)):
        return [_plain(inner, where) for inner in sorted(value, key=str)]
    if isinstance(value, (list, tuple, np.ndarray)):
        return [_plain(inner, where) for inner in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or (isinstance(value, float) and not np.isfinite(value)):
        return None
    if isinstance(value, PurePath):
        value = value.as_posix()
    if isinstance(value, str) and _ABSOLUTE.match(value):
        raise FigureError(
            f"the value {value!r} is an absolute path",
            where=where,
            remedy="give a path relative to the study's folder; nobody else has yours",
        )
    if isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return float(f"{value:.6g}")
    raise FigureError(
        f"a {type(value).__name__} cannot be written down",
        where=where,
        remedy="give text, numbers, True or False, lists and mappings",
    )


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes files only their owner may read; figures are to be shared.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
