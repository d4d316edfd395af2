"""Time of reading one document by its length, and of hostile text that could make patterns go back.

usage: python benchmarks/length.py
"""

from __future__ import annotations

import re
import time
from pathlib import Path

from toolkit import Report
from toolkit.ledger.rows import ReportRows
from toolkit.matching import default_matcher
from toolkit.outline import read_outline
from toolkit.vocabulary import default_vocabulary

SOURCE = Path(__file__).resolve().parent.parent / "corpus" / "reports" / "nanjing-2020.txt"
HOSTILE = (
    "整改",
    "(",
    "一",
    "1.",
    "问题",
    "针对“甲问题",
    "1",
    "\n",
    "整改情况:",
    "|甲",
    "《",
    "未",
    "——",
    "一般",
    ".",
    "@",
    "加快推进某项工作，",
    "对某项工作抓得不严的问题，整改;",
    "责任单位:某局\n①抓好某项工作。\n",
    "整改措施:\n(1)抓好某项工作。\n",
    "序号\n问题\n整改措施\n1\n",
    "附件1\n",
    "1.工作不力的问题。(责任部门:安全部。)已抓好。",
)
TITLE = "关于整改情况的通报\n一、整改情况\n1.工作不力的问题。"


def long_report(size: int) -> str:
    """A report of about `size` bytes: the entries of a real one, repeated and numbered on."""
    lines = SOURCE.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if line.startswith("1. "))
    last = next(i for i, line in enumerate(lines) if line.startswith("三、"))
    body: list[str] = []
    number = written = 0
    while written < size:
        for line in lines[first:last]:
            match = re.match(r"\d+\.", line)
            if match:
                number += 1
                line = f"{number % 999 or 1}.{line[match.end() :]}"
            body.append(line)
            written += len(line.encode())
    return "".join([*lines[:first], *body, *lines[last:]])


def main() -> None:
    """Print seconds, and seconds per megabyte, for each length and each hostile text."""
    words, matcher = default_vocabulary(), default_matcher()
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        for name, text in (("lines", long_report(size)), ("one line", "")):
            text = text or long_report(size).replace("\n", "")
            start = time.perf_counter()
            outline = read_outline(text, words, matcher)
            seconds = time.perf_counter() - start
            megabytes = len(text.encode()) / 1e6
            print(
                f"outline, {name}: {megabytes:.2f} MB {seconds:.2f} s "
                f"{seconds / megabytes:.2f} s/MB, {len(outline.issues)} entries"
            )
    for unit in HOSTILE:
        spent = []
        for size in (10_000, 20_000):
            report = Report("r", TITLE + unit * (size // len(unit)))
            start = time.perf_counter()
            ReportRows(report, words, matcher).read()
            spent.append(time.perf_counter() - start)
        print(f"hostile {unit!r}: {spent[0]:.2f} s, twice as long {spent[1]:.2f} s")


if __name__ == "__main__":
    main()
