"""The notebook of the taxonomy on a team's own reports, codebook and readings."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pandas as pd
import pypdfium2
import yaml

import toolkit as tk
from tests.conftest import ROOT
from toolkit.runner import run_notebooks

FIRST = """
CORPUS, FIGURES, CODEBOOK, READINGS, SECOND = "reports", "figures", "codebook.yaml", "readings", None
STRUCTURE = f"{CORPUS}/codings/structure"
WHO = {"en": "Mei and Jun", "zh": "梅与军"}
ROUNDS = {"en": {"1": "Ours", "2": ""}, "zh": {"1": "本轮", "2": ""}}
"""
REPORT = (
    "中共南京市水务局党组关于巡察整改进展情况的通报\n现将整改情况公布如下。\n一、整改落实情况\n"
    "1.关于合同管理不规范的问题。一是修订了合同管理办法。二是约谈了科室负责人。\n"
    "2.关于河道水质不达标的问题。已完成清淤，水质达标。\n"
)


def prepare(folder: Path) -> None:
    """Two reports of one city, a codebook with a code of its own, and two readers' sheets."""
    (folder / "reports").mkdir()
    (folder / "reports" / "one.txt").write_text(REPORT, encoding="utf-8")
    other = REPORT.replace("水务局", "财政局").replace("合同", "资产")
    (folder / "reports" / "two.txt").write_text(other, encoding="utf-8")
    book = tk.read_codebook()
    first = book.categories[0].model_copy(update={"code": "Z1", "indicators": ()})
    own = book.model_copy(update={"categories": (*book.categories, first)})
    text = yaml.safe_dump(own.model_dump(mode="json"), allow_unicode=True)
    (folder / "codebook.yaml").write_text(text, encoding="utf-8")
    corpus = tk.read_corpus(folder / "reports")
    readings = {}
    for name, code in (("a", "Z1"), ("b", "E1")):
        place = folder / "readings" / f"reader_{name}"
        issues, measures = tk.write_coding_sheets(tk.build_ledger(corpus), place)
        given = {"category": [code, "E2"] * 2, "failure": "will", "certainty": "1"}
        pd.read_csv(issues, dtype="string").assign(**given).to_csv(issues, index=False)
        types = pd.read_csv(measures, dtype="string").assign(types="M-rule", certainty="2")
        types.to_csv(measures, index=False)
        readings[name] = tk.read_codings(place, corpus, own)
    settled = folder / "readings" / "adjudicated"
    decisions = tk.adjudication_sheet(readings).assign(decided="Z1", reason="as a")
    tk.write_codings(tk.adjudicate(readings, decisions, own), settled)
    decisions.to_csv(settled / "decisions.csv", index=False)


def words(file: Path) -> str:
    """Text of a figure, without its line ends."""
    with pypdfium2.PdfDocument(file) as pdf:
        return " ".join(pdf[0].get_textpage().get_text_bounded().split())


def test_the_notebook_speaks_of_those_who_read_and_counts_their_reports(tmp_path: Path) -> None:
    prepare(tmp_path)
    notebook = nbformat.read(ROOT / "notebooks" / "02_taxonomy.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    assert notebook.cells[1].source.startswith("CORPUS =")
    notebook.cells[1].source = FIRST
    nbformat.write(notebook, tmp_path / "02.ipynb")  # type: ignore[no-untyped-call]
    assert [run.error for run in run_notebooks(tmp_path)] == [None]
    drawn = {
        name: words(tmp_path / "figures" / f"02_{name}_en.pdf")
        for name in ("agreement", "categories", "failures", "status")
    }
    assert "Agreement of Mei and Jun" in drawn["agreement"]
    assert "Ours" in drawn["agreement"]
    assert "Codes: Mei and Jun, adjudicated." in drawn["categories"]
    assert not [text for text in drawn.values() if "language model" in text or "per city" in text]
    assert "n = 4 problem entries in 2 reports." in drawn["categories"]
    assert "n = 4 problem entries in 2 reports." in drawn["failures"]
    assert "n = 4 problem entries in 2 reports." in drawn["status"]
    assert not (tmp_path / "figures" / "02_published_classes.csv").exists()
