"""What the tests share: the five shipped reports, read and coded once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

import toolkit as tk

ROOT = Path(__file__).resolve().parent.parent

# One set of examples for everybody; `pytest --hypothesis-profile=search` draws new ones.
settings.register_profile("seeded", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile("seeded")


@pytest.fixture(scope="session")
def shipped_corpus() -> tk.Corpus:
    return tk.read_corpus(ROOT / "corpus")


@pytest.fixture(scope="session")
def shipped(shipped_corpus: tk.Corpus) -> tk.Ledger:
    return tk.code(tk.build_ledger(shipped_corpus))


def ledger_of(text: str, **meta: str) -> tk.Ledger:
    """A ledger of one report with the given text."""
    return tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", text, meta)]))


@pytest.fixture
def shipped_counts(shipped: tk.Ledger) -> dict[str, tuple[int, int]]:
    rows = shipped.reports[["report_id", "n_issues", "n_measures"]]
    return {name: (int(issues), int(n)) for name, issues, n in rows.itertuples(index=False)}
