"""A small report, its coding sheets, and two readers who filled them in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk

TEXT = (
    "中共甲县水务局党组关于巡察整改进展情况的通报\n现将整改情况公布如下。\n一、整改落实情况\n"
    "1.关于合同管理不规范的问题。一是修订了合同管理办法。二是约谈了科室负责人。\n"
    "2.关于河道水质不达标的问题。已完成清淤，水质达标。\n"
)
ISSUES = {
    "a": [("F3", "", "procedure", "1", ""), ("E1", "", "result", "1", "")],
    "b": [("F3", "D1", "procedure", "2", "heading"), ("E2", "", "result", "3", "or E1")],
}
MEASURES = {
    "a": [("M-rule", "1", ""), ("M-account", "1", ""), ("M-build", "1", "")],
    "b": [("M-rule", "1", ""), ("M-account;M-supervise", "2", ""), ("none", "3", "figure")],
}


@pytest.fixture
def corpus() -> tk.Corpus:
    return tk.Corpus.from_reports([tk.Report("r", TEXT)])


@pytest.fixture
def ledger(corpus: tk.Corpus) -> tk.Ledger:
    return tk.build_ledger(corpus)


@pytest.fixture
def folders(tmp_path: Path, ledger: tk.Ledger) -> dict[str, Path]:
    """Sheets as the two readers filled them in."""
    return {name: fill(tmp_path / name, ledger, name) for name in ISSUES}


@pytest.fixture
def readings(folders: dict[str, Path], corpus: tk.Corpus) -> dict[str, tk.Codings]:
    return {name: tk.read_codings(folder, corpus) for name, folder in folders.items()}


def fill(folder: Path, ledger: tk.Ledger, reader: str) -> Path:
    issues, measures = tk.write_coding_sheets(ledger, folder)
    for file, rows in ((issues, ISSUES[reader]), (measures, MEASURES[reader])):
        table = pd.read_csv(file, dtype="string", keep_default_na=False)
        fields = list(table.columns[-len(rows[0]) :])
        table[fields] = pd.DataFrame(rows, dtype="string")
        table.to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\n")
    return folder
