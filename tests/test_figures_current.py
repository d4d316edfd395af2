"""The data committed with the figures are what the code gives now."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

import toolkit as tk
from tests.conftest import ROOT
from toolkit.simulate import SimulationSpec, simulate_corpus

FIGURES = ROOT / "figures"


def simulated_trend() -> pd.DataFrame:
    parameters = json.loads((FIGURES / "05_simulated_trend.json").read_text(encoding="utf-8"))
    kept = parameters["parameters"]
    rise = {int(year): rate for year, rate in kept["planted"]["urgency"].items()}
    spec = SimulationSpec(
        cities=12, years=tuple(rise), year_effects={"urgency": rise}, seed=kept["seed"]
    )
    ledger = tk.build_ledger(tk.Corpus.from_reports(simulate_corpus(spec).reports))
    return tk.device_profile(ledger, "year").rename(columns={"device": "group"})


def own_and_shipped(ledger: tk.Ledger) -> pd.DataFrame:
    mine = tk.read_corpus(ROOT / "notebooks" / "example_reports")
    both = tk.read_corpus(ROOT / "corpus") + mine
    return tk.status_counts(tk.code(tk.build_ledger(both)))


READINGS = ROOT / "corpus" / "codings" / "categories"


@pytest.fixture(scope="session")
def as_read(shipped_corpus: tk.Corpus) -> tk.Ledger:
    """The shipped ledger with the adjudicated readings in it."""
    codings = tk.read_codings(READINGS / "round1" / "adjudicated", shipped_corpus)
    ledger = tk.build_ledger(shipped_corpus)
    return tk.apply_codings(ledger, codings, name="adjudicated readings")


@cache
def compared(round_: int) -> tk.ReadingComparison:
    folder = READINGS / f"round{round_}"
    corpus = tk.read_corpus(ROOT / "corpus" if round_ == 1 else folder / "reports")
    return tk.compare_codings(
        {name: tk.read_codings(folder / f"reader_{name}", corpus) for name in "ab"}
    )


def scores(_: tk.Ledger) -> pd.DataFrame:
    rounds = [compared(round_).scores.assign(round=str(round_)) for round_ in (1, 2)]
    return pd.concat(rounds, ignore_index=True)


#: Figures of what readers coded.
READ: dict[str, Callable[[tk.Ledger], pd.DataFrame]] = {
    "02_agreement": scores,
    "02_agreement_by_code": lambda _: compared(1).codes.query("field == 'category'"),
    "02_categories": lambda ledger: tk.category_counts(ledger, level="group"),
    "02_category_by_type": tk.category_by_type,
    "02_failures": lambda ledger: (
        ledger.issues.groupby(["category", "failure"]).size().reset_index(name="n")
    ),
    "02_published_classes": lambda ledger: tk.crosswalk_counts(ledger, "cao_2019").rename(
        columns={"code": "category"}
    ),
    "02_status": tk.status_counts,
}
TABLES: dict[str, Callable[[tk.Ledger], pd.DataFrame]] = {
    **READ,
    "01_coverage": tk.coverage,
    "03_layers": lambda ledger: tk.edge_table(
        tk.network(ledger, "category", "measure_type", "institution_kind")
    ),
    "04_devices": tk.device_profile,
    "04_aspect": tk.aspect_counts,
    "05_dated_acts": tk.dated_acts,
    "05_simulated_trend": lambda _: simulated_trend(),
    "06_own_and_shipped": own_and_shipped,
}


def test_every_committed_table_is_checked_here() -> None:
    assert {path.stem for path in FIGURES.glob("*.csv")} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_committed_figure_data_are_current(
    shipped: tk.Ledger, as_read: tk.Ledger, name: str
) -> None:
    ledger = as_read if name in READ else shipped
    made = TABLES[name](ledger).to_csv(index=False, lineterminator="\n", float_format="%.6g")
    committed = (FIGURES / f"{name}.csv").read_text(encoding="utf-8")
    assert committed == made


@pytest.mark.parametrize("name", TABLES)
def test_figures_say_what_they_were_made_from(
    shipped: tk.Ledger, as_read: tk.Ledger, name: str
) -> None:
    record = json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8"))
    assert {"toolkit", "corpus", "vocabulary"} <= set(record["provenance"])
    if not name.startswith(("05_simulated", "06")):
        ledger = as_read if name in READ else shipped
        assert record["provenance"] == dict(ledger.provenance)
    assert record["parameters"]["plot"].startswith("plot_")
