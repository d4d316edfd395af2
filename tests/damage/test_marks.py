"""Flags against marks of damage made from text and codebook page alone."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

import toolkit as tk

ROOT = Path(__file__).resolve().parents[2]
CODINGS = ROOT / "corpus" / "codings" / "damage"
WRITTEN = Path(__file__).parent / "written"
SCORED = ("lost_digits", "lost_unit", "unbalanced", "numbering")


class Mark(NamedTuple):
    kind: str
    certainty: str
    start: int
    end: int


def kind_of(flag: str) -> str:
    """The codebook's kind of a flag."""
    for kind in ("unbalanced", "numbering"):
        if flag.startswith(kind):
            return kind
    return flag


def flags_of(ledger: tk.Ledger, report_id: str) -> list[Mark]:
    table = ledger.flags.query("report_id == @report_id")
    return [Mark(kind_of(row.kind), "", row.start, row.end) for row in table.itertuples()]


def read_marks(path: Path, text: str) -> list[Mark]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert text[int(row["start"]) : int(row["end"])] == row["text"]
    return [Mark(row["kind"], row["certainty"], int(row["start"]), int(row["end"])) for row in rows]


def found(mark: Mark, others: list[Mark]) -> bool:
    return any(
        mark.kind == other.kind and mark.start <= other.end and other.start <= mark.end
        for other in others
    )


def score(flags: list[Mark], marks: list[Mark], counts: Counter[str]) -> None:
    """Add up, by the rule of the codebook page."""
    seen = [mark for mark in marks if mark.certainty != "unseen"]
    for flag in flags:
        counts[f"{flag.kind} flags"] += 1
        counts[f"{flag.kind} right"] += found(flag, seen)
    for mark in seen:
        if mark.certainty == "sure":
            counts[f"{mark.kind} sure"] += 1
            counts[f"{mark.kind} found"] += found(mark, flags)


@pytest.mark.parametrize("reader", ["reader_a", "reader_b"])
@pytest.mark.parametrize("kind", SCORED)
def test_flags_of_the_damaged_report_agree_with_its_readers(
    shipped: tk.Ledger, shipped_corpus: tk.Corpus, reader: str, kind: str
) -> None:
    report_id = "wuhan-donghu-2024"
    marks = read_marks(CODINGS / reader / f"{report_id}.csv", shipped_corpus[report_id].text)
    counts: Counter[str] = Counter()
    score(flags_of(shipped, report_id), marks, counts)
    assert counts[f"{kind} right"] >= 0.85 * counts[f"{kind} flags"] > 0
    assert counts[f"{kind} found"] >= 0.85 * counts[f"{kind} sure"] > 0


def test_clean_reports_have_two_flags_at_most(
    shipped: tk.Ledger, shipped_corpus: tk.Corpus
) -> None:
    counts = Counter(shipped.flags["report_id"])
    assert all(
        counts[report.report_id] <= 2
        for report in shipped_corpus
        if "wuhan" not in report.report_id
    )


@pytest.fixture(scope="module")
def written() -> tk.Ledger:
    reports = [
        tk.Report(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(WRITTEN.glob("*.txt"))
    ]
    return tk.build_ledger(tk.Corpus.from_reports(reports))


@pytest.mark.parametrize("kind", SCORED)
def test_flags_of_the_written_texts_agree_with_their_key(written: tk.Ledger, kind: str) -> None:
    counts: Counter[str] = Counter()
    for path in sorted(WRITTEN.glob("d*.csv")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        score(flags_of(written, path.stem), read_marks(path, text), counts)
    assert counts[f"{kind} right"] >= 0.85 * counts[f"{kind} flags"] > 0
    assert counts[f"{kind} found"] >= 0.85 * counts[f"{kind} sure"] > 0


def test_whole_texts_have_no_flags_of_lost_characters(written: tk.Ledger) -> None:
    clean = written.flags[written.flags["report_id"].str.startswith("c")]
    assert not set(clean["kind"].map(kind_of)) & set(SCORED)
