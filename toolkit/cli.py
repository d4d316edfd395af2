"""The command line: ``python -m toolkit ledger | figures | check``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .errors import LedgerError, ToolkitError
from .runner import Run, changed_figures, run_notebooks, snapshot


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status.

    Parameters
    ----------
    arguments
        Words after ``python -m toolkit``; those of the process if none are given.
    """
    parser = argparse.ArgumentParser(prog="python -m toolkit", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ledger = commands.add_parser("ledger", help="read a folder of reports into tables")
    ledger.add_argument("folder", type=Path, help="folder with reports")
    ledger.add_argument("out", type=Path, help="folder for the tables (CSV, and Parquet below)")
    ledger.add_argument("--excel", action="store_true", help="also write one Excel workbook")
    for name, text in (
        ("figures", "run all notebooks, which write the figures"),
        ("check", "run all notebooks and compare the figures' data with what was there"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("--notebooks", type=Path, default=Path("notebooks"))
        command.add_argument("--figures", type=Path, default=Path("figures"))
    options = parser.parse_args(arguments)
    try:
        if options.command == "ledger":
            return _ledger(options.folder, options.out, excel=options.excel)
        return _notebooks(options.notebooks, options.figures, compare=options.command == "check")
    except ToolkitError as error:
        print(error, file=sys.stderr)
        return 2


def _ledger(folder: Path, out: Path, *, excel: bool) -> int:
    if folder.resolve() in (out.resolve(), *out.resolve().parents):
        raise LedgerError(
            "the tables would be written among the reports",
            where=str(out),
            remedy="give a folder for the tables outside the folder of reports",
        )
    from . import build_ledger, code, read_corpus

    corpus = read_corpus(folder)
    for row in corpus.load_report.itertuples():
        told = f" — {row.reason}; {row.remedy}" if isinstance(row.reason, str) else ""
        health = f" (health {row.health:.2f})" if isinstance(row.health, float) else ""
        print(f"{row.outcome:>14}  {row.file}{health}{told}")
    if not len(corpus):
        print("no report could be read")
        return 1
    ledger = code(build_ledger(corpus))
    written = [*ledger.to_csv(out), ledger.save(out / "ledger"), out / "load_report.csv"]
    corpus.load_report.to_csv(written[-1], index=False, encoding="utf-8-sig", lineterminator="\n")
    if excel:
        written.append(ledger.to_excel(out / "ledger.xlsx"))
    print(ledger)
    for path in written:
        print(f"written: {path}")
    return 0


def _notebooks(notebooks: Path, figures: Path, *, compare: bool) -> int:
    before = snapshot(figures)
    runs = run_notebooks(notebooks, report=_say)
    failed = [run for run in runs if run.error]
    for run in failed:
        print(f"FAILED {run.path}\n{run.error}", file=sys.stderr)
    changed = changed_figures(figures, before)
    if compare and changed:
        print("figure data changed:", *changed, sep="\n  ", file=sys.stderr)
    return 1 if failed or (compare and changed) else 0


def _say(run: Run) -> None:
    print(
        f"{'failed' if run.error else 'ran':>6}  {run.path.name}  {run.seconds:.1f} s", flush=True
    )
