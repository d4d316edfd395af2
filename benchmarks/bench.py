"""Time the toolkit beside a segmenter and beside the least that any reader must do.

usage: python benchmarks/bench.py [--reports 400] [--rounds 3]

One run, three jobs in turn on the same distinct simulated reports. Dictionaries are loaded and
automata built before the clock starts, for all three alike; no result is kept between rounds:

- toolkit: the whole ledger, with indicator coding;
- jieba.lcut: segmentation alone, by the segmenter most peers spend their time in;
- floor: read the files, decode, fold, and one matching pass over all vocabularies.

Prints a table (median and spread over the rounds) and writes it to benchmarks/bench.csv.
MB are 10^6 bytes of UTF-8. On a shared machine trust ratios, not seconds.
"""

from __future__ import annotations

import argparse
import csv
import logging
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import jieba

import toolkit as tk
from toolkit.fold import fold
from toolkit.matching import default_matcher
from toolkit.simulate import simulate_reports

SEED = 20261122


def toolkit_ledger(folder: Path) -> int:
    """Build and code the whole ledger; return its rows."""
    ledger = tk.code(tk.build_ledger(tk.read_corpus(folder)))
    return sum(len(table) for table in ledger.tables.values())


def jieba_lcut(folder: Path) -> int:
    """Segment every report; return the words."""
    return sum(
        len(jieba.lcut(path.read_text(encoding="utf-8"))) for path in sorted(folder.iterdir())
    )


def floor(folder: Path) -> int:
    """Read, decode, fold, match once; return the characters seen."""
    matcher = default_matcher()
    seen = 0
    for path in sorted(folder.iterdir()):
        folded = fold(path.read_bytes().decode("utf-8"))
        matcher.scan(folded)
        seen += len(folded)
    return seen


JOBS: dict[str, Callable[[Path], int]] = {
    "toolkit": toolkit_ledger,
    "jieba.lcut": jieba_lcut,
    "floor": floor,
}


def main() -> int:
    """Run the bench and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    default_matcher()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for report in simulate_reports(options.reports, SEED):
            (folder / f"{report.report_id}.txt").write_text(report.text, encoding="utf-8")
        megabytes = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        seconds: dict[str, list[float]] = {job: [] for job in JOBS}
        results: dict[str, set[int]] = {job: set() for job in JOBS}
        for _ in range(options.rounds):
            for job, work in JOBS.items():
                started = time.perf_counter()
                results[job].add(work(folder))
                seconds[job].append(time.perf_counter() - started)
    unequal = [job for job, found in results.items() if len(found) != 1]
    if unequal:
        print(f"not the same result in every round: {', '.join(unequal)}", file=sys.stderr)
        return 1
    base = statistics.median(seconds["jieba.lcut"])
    rows = [
        {
            "job": job,
            "reports": options.reports,
            "MB": f"{megabytes:.2f}",
            "median_s": f"{statistics.median(times):.2f}",
            "min_s": f"{min(times):.2f}",
            "max_s": f"{max(times):.2f}",
            "MB_per_s": f"{megabytes / statistics.median(times):.2f}",
            "times_jieba": f"{base / statistics.median(times):.2f}",
            "result": next(iter(results[job])),
        }
        for job, times in seconds.items()
    ]
    print(f"Python {platform.python_version()}, jieba {version('jieba')}, toolkit {tk.__version__}")
    for row in [dict(zip(rows[0], rows[0], strict=True)), *rows]:
        print("  ".join(f"{value!s:>10}" for value in row.values()))
    target = Path(__file__).with_name("bench.csv")
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"written: {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
