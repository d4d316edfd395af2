"""Planted differences can be found again in the records."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.simulate import (
    DEFAULT_RATES,
    DEFAULT_STATUS_SHARES,
    SimulatedCorpus,
    SimulationSpec,
    simulate_corpus,
)


def _rates(corpus: SimulatedCorpus, device: str, by: str) -> pd.Series:
    """Compute devices of measures per measure and city or year, from the records alone."""
    reports = corpus.records["reports"].set_index("report_id")[by]
    devices = corpus.records["devices"]
    devices = devices[(devices["device"] == device) & (devices["part"] == "measure")]
    measures = corpus.records["measures"]
    measures = measures[measures["kind"] != "organisational"]
    hits = devices.groupby(devices["report_id"].map(reports)).size()
    return hits / measures.groupby(measures["report_id"].map(reports)).size()


@pytest.fixture(scope="module")
def planted() -> SimulatedCorpus:
    return simulate_corpus(
        SimulationSpec(
            cities=("云泽市", "越溪市", "沂岭市", "荆泽市"),
            years=(2020, 2021, 2022),
            reports_per_cell=12,
            measures=(2, 4),
            layouts=("run_in", "paren_leaf"),
            device_rates={"urgency": 0.1, "campaign": 0.1},
            year_effects={"urgency": {2021: 2.0, 2022: 4.0}},
            city_effects={"campaign": {"越溪市": 3.0, "沂岭市": 0.0}},
            status_shares={2022: {"completed": 1.0}},
            seed=2,
        )
    )


def test_year_effect(planted: SimulatedCorpus) -> None:
    rates = _rates(planted, "urgency", "year")
    assert rates[2020] == pytest.approx(0.1, rel=0.25)
    assert rates[2021] / rates[2020] == pytest.approx(2.0, rel=0.25)
    assert rates[2022] / rates[2020] == pytest.approx(4.0, rel=0.25)


def test_city_effect(planted: SimulatedCorpus) -> None:
    rates = _rates(planted, "campaign", "city")
    assert "沂岭市" not in rates.dropna().index
    assert rates["越溪市"] / rates["云泽市"] == pytest.approx(3.0, rel=0.3)


def test_other_devices_have_no_effect(planted: SimulatedCorpus) -> None:
    rates = _rates(planted, "vagueness", "year")
    assert rates.max() / rates.min() < 1.3
    assert rates.mean() == pytest.approx(DEFAULT_RATES["vagueness"], rel=0.2)


def test_status_shares_by_year(planted: SimulatedCorpus) -> None:
    issues = planted.records["issues"].merge(planted.records["reports"][["report_id", "year"]])
    assert set(issues.loc[issues["year"] == 2022, "status"]) == {"completed"}
    assert set(issues.loc[issues["year"] == 2020, "status"]) > {"completed", "unstated"}


def test_devices_change_nothing_else() -> None:
    """With and without devices, the same measures are told."""
    plain = simulate_corpus(
        SimulationSpec(cities=3, years=(2021,), device_rates=dict.fromkeys(DEFAULT_RATES, 0.0))
    )
    dense = simulate_corpus(
        SimulationSpec(cities=3, years=(2021,), device_rates=dict.fromkeys(DEFAULT_RATES, 1.0))
    )
    assert set(dense.records["devices"]["device"]) == set(DEFAULT_RATES)
    for column in ("category", "problem", "status", "number"):
        assert list(plain.records["issues"][column]) == list(dense.records["issues"][column])
    assert list(plain.records["measures"]["types"]) == list(dense.records["measures"]["types"])


def test_unstated_issues_promise_nothing() -> None:
    """Work still to come would be a status by itself; the plan is one promise as a whole."""
    for layouts, promising in ((("run_in", "tables"), set()), (("plan",), {"unstated"})):
        corpus = simulate_corpus(
            SimulationSpec(cities=6, layouts=layouts, device_rates={"promise": 0.5}, borrowing=0.5)
        )
        issues = corpus.records["issues"]
        devices = corpus.records["devices"]
        assert "unstated" in set(issues["status"])
        for row in devices[(devices["device"] == "promise")].itertuples():
            here = issues[issues["report_id"] == row.report_id]
            status = here.loc[(here["start"] <= row.start) & (row.end <= here["end"]), "status"]
            assert "unstated" not in set(status) - promising


def test_default_layouts_carry_all_that_is_planted() -> None:
    spec = SimulationSpec(cities=24, years=(2022,), issues=(5, 5), measures=(3, 3))
    records = simulate_corpus(spec).records
    measures = records["measures"]
    assert (records["reports"]["layout"].nunique()) == len(spec.layout_names)
    assert (records["issues"].groupby("report_id").size() == 5).all()
    block = records["reports"].loc[records["reports"]["layout"] == "block", "report_id"]
    told = measures[measures["kind"].isin(["enumerated"]) & ~measures["report_id"].isin(block)]
    assert (told.groupby(["report_id", "issue_ordinal"]).size() == 3).all()
    assert told["report_id"].nunique() == 24 - len(block)
    assert set(records["issues"]["status"]) == set(DEFAULT_STATUS_SHARES)


def test_borrowed_passages_stand_in_both_reports() -> None:
    corpus = simulate_corpus(
        SimulationSpec(cities=6, years=(2020, 2021, 2022), reports_per_cell=3, borrowing=0.4)
    )
    reports = {report.report_id: report for report in corpus.reports}
    borrowings = corpus.records["borrowings"]
    assert 8 <= borrowings["report_id"].nunique() <= 32
    for row in borrowings.itertuples():
        copy, source = reports[row.report_id], reports[row.source_id]
        assert copy.text[row.start : row.end] == row.text
        assert source.text[row.source_start : row.source_end] == row.text
        assert copy.meta["prefecture"] != source.meta["prefecture"]
        assert source.meta["publication_date"] < copy.meta["publication_date"]  # type: ignore[operator]
    inside = borrowings.merge(corpus.records["measures"], on="report_id", suffixes=("", "_m"))
    inside = inside[(inside["start_m"] <= inside["start"]) & (inside["end"] <= inside["end_m"])]
    assert len(inside) == len(borrowings)


def test_plans_copy_from_plans_alone() -> None:
    layouts = ("run_in", "close_out", "tables", "plan", "general_plan")
    corpus = simulate_corpus(
        SimulationSpec(cities=20, years=(2021, 2022, 2023), layouts=layouts, borrowing=0.5)
    )
    layout = corpus.records["reports"].set_index("report_id")["layout"]
    borrowings = corpus.records["borrowings"]
    copies, sources = borrowings["report_id"].map(layout), borrowings["source_id"].map(layout)
    assert "plan" in set(copies)
    assert ((copies == "plan") == (sources == "plan")).all()
    assert {*copies, *sources} == {"run_in", "close_out", "tables", "plan"}


def test_without_borrowing_there_is_none(simulated: SimulatedCorpus) -> None:
    assert simulated.records["borrowings"].empty
