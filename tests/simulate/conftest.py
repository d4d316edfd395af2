"""One small corpus in all layouts, shared by the tests."""

from __future__ import annotations

import pytest

from toolkit.simulate import SimulatedCorpus, SimulationSpec, simulate_corpus


@pytest.fixture(scope="session")
def simulated() -> SimulatedCorpus:
    return simulate_corpus(
        SimulationSpec(
            cities=10, years=(2019, 2021, 2023), reports_per_cell=9, layouts="mixed", seed=7
        )
    )
