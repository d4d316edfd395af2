"""Agreement of readers on units."""

from __future__ import annotations

import pandas as pd
import pytest

import toolkit as tk
from tests.conftest import ROOT

TEXT = "甲。乙，丙。丁"


def coding(*spans: tuple[int, int]) -> pd.DataFrame:
    rows = [
        ("r", "issue", n, pd.NA, a, b, TEXT[a:b], pd.NA, pd.NA) for n, (a, b) in enumerate(spans, 1)
    ]
    columns = ["report_id", "layer", "issue", "kind", "start", "end", "text", "status", "scope"]
    return pd.DataFrame(rows, columns=columns).astype({"start": "Int64", "end": "Int64"})


def test_characters_and_beginnings() -> None:
    corpus = tk.Corpus.from_reports([tk.Report("r", TEXT)])
    scores = tk.compare_units(coding((0, 2), (2, 6)), coding((0, 2), (4, 6)), corpus)
    issue = scores.set_index("layer").loc["issue"]
    # by hand: 7 characters, of which 乙， differ; inside 6 + 4, outside 1 + 3 of 14 values
    assert issue["percent_inside"] == pytest.approx(5 / 7)
    assert issue["alpha_inside"] == pytest.approx(1 - (4 / 14) / (2 * 10 * 4 / (14 * 13)))
    # by hand: a unit could begin at 甲 乙 丙 丁; the readers differ at 乙 and 丙
    assert issue["places"] == 4
    assert issue["percent_begin"] == 0.5
    assert issue["alpha_begin"] == pytest.approx(1 - (4 / 8) / (2 * 4 * 4 / (8 * 7)))


def test_a_layer_without_units_has_no_alpha() -> None:
    corpus = tk.Corpus.from_reports([tk.Report("r", TEXT)])
    scores = tk.compare_units(coding((0, 2)), coding((0, 2)), corpus).set_index("layer")
    assert scores["alpha_begin"].isna().to_dict() == {
        "issue": False,
        "problem": True,
        "measure": True,
    }


def test_the_shipped_structure_readings(shipped_corpus: tk.Corpus) -> None:
    folder = ROOT / "corpus" / "codings" / "structure"
    one, other = (tk.read_structure_codings(folder / f"reader_{n}", shipped_corpus) for n in "ab")
    scores = tk.compare_units(one, other, shipped_corpus).set_index("layer")
    assert (scores["alpha_begin"] > 0.9).all()
