"""Seeds fix everything, on every platform; different reports are different."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from toolkit.report import META_FIELDS
from toolkit.simulate import (
    SimulationError,
    SimulationSpec,
    iter_reports,
    iter_simulated,
    simulate_corpus,
    simulate_report,
    simulate_reports,
)

SPEC = SimulationSpec(
    cities=6, years=(2020, 2021), reports_per_cell=3, layouts="mixed", borrowing=0.5, seed=11
)

#: Run in processes with different hash seeds.
FINGERPRINT = """
import hashlib
from toolkit.simulate import SimulationSpec, iter_reports
spec = SimulationSpec(
    cities=6, years=(2020, 2021), reports_per_cell=3, layouts="mixed", borrowing=0.5, seed=11
)
print(hashlib.sha256("".join(r.text for r in iter_reports(spec)).encode()).hexdigest())
"""


def test_same_seed_same_reports() -> None:
    one, two = simulate_corpus(SPEC), simulate_corpus(SPEC)
    assert one.reports == two.reports
    for table, frame in one.records.items():
        assert frame.equals(two.records[table])


def test_other_seed_other_reports() -> None:
    one = {report.text for report in simulate_reports(20, seed=1)}
    assert one.isdisjoint(report.text for report in simulate_reports(20, seed=2))


def test_hash_seed_does_not_matter() -> None:
    prints = set()
    for hash_seed in ("0", "4242"):
        out = subprocess.run(
            [sys.executable, "-c", FINGERPRINT],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        prints.add(out.stdout.strip())
    text = "".join(report.text for report in iter_reports(SPEC))
    assert prints == {hashlib.sha256(text.encode()).hexdigest()}


def test_report_depends_on_seed_and_number_alone() -> None:
    more = replace(SPEC, reports_per_cell=7)
    for index, report in enumerate(iter_reports(SPEC)):
        assert simulate_report(more, index).report == report
    assert list(simulate_reports(5)) == list(islice(simulate_reports(900), 5))


def test_iterators_are_lazy_and_agree() -> None:
    reports = iter_reports(SPEC)
    assert isinstance(reports, Iterator)
    assert list(reports) == [simulated.report for simulated in iter_simulated(SPEC)]
    assert isinstance(simulate_reports(10**7), Iterator)


def test_two_thousand_reports_are_different() -> None:
    texts = [report.text for report in simulate_reports(2000, seed=5)]
    assert len(texts) == 2000
    assert len(dict.fromkeys(texts)) == 2000
    sizes = sorted(len(text.encode()) for text in texts)
    assert sizes[100] > 3000
    assert sizes[-100] < 11000
    assert sum(sizes) / len(sizes) > 5000


def test_reports_say_that_they_are_simulated() -> None:
    genres = {"plan": "plan", "general_plan": "plan", "audit_letter": "other"}
    spec = SimulationSpec(cities=48, reports_per_cell=1, layouts="mixed")
    for index, report in enumerate(islice(iter_reports(spec), 100)):
        assert report.report_id.startswith("sim-")
        assert report.meta["source"] == "simulated"
        assert dict(report.basis) == dict.fromkeys(META_FIELDS, "simulated")
        assert report.meta["genre"] == genres.get(spec.layout(index).name, "notice")
        assert report.meta["title"] is None or report.text.startswith(str(report.meta["title"]))
        assert str(report.meta["body"]) in report.text
        assert str(report.meta["inspector"]) in report.text
        days = [
            report.meta[name]
            for name in ("inspection_start", "inspection_end", "feedback_date", "publication_date")
        ]
        assert days == sorted(days)  # type: ignore[type-var]


def test_cities_and_years_are_those_asked_for() -> None:
    corpus = simulate_corpus(
        SimulationSpec(cities=("甲川市", "乙岭市"), years=(2018, 2024), reports_per_cell=3)
    )
    table = corpus.records["reports"]
    assert table.groupby(["city", "year"]).size().to_dict() == {
        (city, year): 3 for city in ("甲川市", "乙岭市") for year in (2018, 2024)
    }
    assert all(r.meta["publication_date"].year in (2018, 2024) for r in corpus.reports)  # type: ignore[union-attr]


def test_no_such_report() -> None:
    with pytest.raises(SimulationError, match="no report 36"):
        simulate_report(SPEC, 36)
    with pytest.raises(SimulationError, match="n is -1"):
        simulate_reports(-1)
