"""Texts in traditional characters are read as their simplified twins, place for place."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from opencc import OpenCC

import toolkit as tk
from toolkit.fold import fold, is_traditional

REPORTS = sorted((Path(__file__).resolve().parent.parent / "corpus" / "reports").glob("*.txt"))
SPANS = ["start", "end"]


def traditional(text: str) -> str:
    """The text character by character in traditional form."""
    return OpenCC("s2t").convert(text)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_in_traditional_characters_gives_the_same_records(path: Path) -> None:
    text = path.read_bytes().decode()
    twin = traditional(text)
    assert (is_traditional(text), is_traditional(twin)) == (False, True)
    assert len(fold(twin)) == len(twin) == len(text)
    ledgers = [
        tk.code(tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", words)])))
        for words in (text, twin)
    ]
    for table, columns in (
        ("issues", [*SPANS, "number", "status", "category"]),
        ("measures", [*SPANS, "kind", "types"]),
        ("dates", [*SPANS, "start_date", "role"]),
        ("quantities", [*SPANS, "value"]),
    ):
        plain, read = (ledger.table(table)[columns] for ledger in ledgers)
        pd.testing.assert_frame_equal(plain, read)
    problem = ledgers[1].issues["problem"]
    assert all(words in twin for words in problem)


def test_big5_is_read_and_keeps_its_characters(tmp_path: Path) -> None:
    text = traditional((REPORTS[1]).read_bytes().decode())
    (tmp_path / "a.txt").write_bytes(text.encode("big5hkscs", errors="replace"))
    corpus = tk.read_corpus(tmp_path)
    row = corpus.load_report.iloc[0]
    assert (row["outcome"], row["encoding"], row["health"]) == ("loaded", "big5hkscs", 1.0)
    assert "關" in corpus["a"].text
    assert len(tk.build_ledger(corpus).issues) == 7


def test_one_such_character_in_a_name_is_no_traditional_text() -> None:
    assert fold("得到田丰主任、王乾等检查组人员的肯定") == "得到田丰主任、王乾等检查组人员的肯定"
