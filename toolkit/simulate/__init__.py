"""Simulated rectification reports with exact answers.

The reports come from a vocabulary of the simulator's own; all places, bodies, documents and
events in them are invented, and every report is labelled as simulated.
"""

from toolkit.simulate.corpus import (
    SimulatedCorpus,
    SimulatedReport,
    iter_reports,
    iter_simulated,
    simulate_corpus,
    simulate_report,
    simulate_reports,
)
from toolkit.simulate.layouts import LAYOUTS, Layout, layout
from toolkit.simulate.spec import (
    DEFAULT_RATES,
    DEFAULT_STATUS_SHARES,
    LAYOUT_GROUPS,
    SimulationError,
    SimulationSpec,
)
from toolkit.simulate.vocabulary import load_vocabulary
from toolkit.simulate.words import Vocabulary

__all__ = [
    "DEFAULT_RATES",
    "DEFAULT_STATUS_SHARES",
    "LAYOUTS",
    "LAYOUT_GROUPS",
    "Layout",
    "SimulatedCorpus",
    "SimulatedReport",
    "SimulationError",
    "SimulationSpec",
    "Vocabulary",
    "iter_reports",
    "iter_simulated",
    "layout",
    "load_vocabulary",
    "simulate_corpus",
    "simulate_report",
    "simulate_reports",
]
