"""Planted differences can be found again in the records."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.simulate import (
    DEFAULT_RATES,
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


def test_without_borrowing_there_is_none(simulated: SimulatedCorpus) -> None:
    assert simulated.records["borrowings"].empty
