"""Run the notebooks top to bottom, without keeping their outputs."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from .errors import ToolkitError

#: Terminal colours in an error message.
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Run(NamedTuple):
    """A notebook that was run: how long it took, and the error if a cell failed."""

    path: Path
    seconds: float
    error: str | None


def run_notebooks(folder: Path, *, report: Callable[[Run], None] | None = None) -> list[Run]:
    """Run every notebook in a folder, in the order of their names.

    Parameters
    ----------
    folder
        Folder with ``.ipynb`` files; they run with it as working folder.
    report
        Called after each notebook.

    Returns
    -------
    list of Run

    Raises
    ------
    ToolkitError
        If the folder holds no notebooks.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        raise ToolkitError(
            "there are no notebooks here",
            where=str(folder.resolve()),
            remedy="run the command in the project's folder, or pass --notebooks",
        )
    runs = []
    for path in paths:
        started = time.perf_counter()
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        client = NotebookClient(
            notebook,
            timeout=600,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
        error = None
        try:
            client.execute()
        except CellExecutionError as failure:
            error = _COLOURS.sub("", str(failure))
        runs.append(Run(path, time.perf_counter() - started, error))
        if report is not None:
            report(runs[-1])
    return runs


def snapshot(figures: Path) -> dict[str, bytes]:
    """Content of the figures' data files (CSV and JSON), by name."""
    if not figures.is_dir():
        return {}
    return {
        path.name: path.read_bytes()
        for path in sorted(figures.iterdir())
        if path.suffix in {".csv", ".json"}
    }


def changed_figures(figures: Path, before: dict[str, bytes]) -> list[str]:
    """Names of data files that are new, gone or different since `before` was taken."""
    after = snapshot(figures)
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
