"""Automatic coders behind one protocol, and what their codes are worth."""

from .bayes import BayesCoder
from .candidates import Candidates, candidate_categories
from .coding import code, code_with
from .confirmed import ConfirmedCoder
from .evaluation import Evaluation, evaluate_coder, leave_one_report_out
from .imported import ImportedCoder
from .indicators import IndicatorCoder
from .linear import LinearCoder
from .protocol import Coder
from .report import CoverageReport, coverage_report
from .trained import MajorityCoder, TrainedCoder
from .training import read_training
from .units import read_codes, units_of

__all__ = [
    "BayesCoder", "Candidates", "Coder", "ConfirmedCoder", "CoverageReport", "Evaluation",
    "ImportedCoder", "IndicatorCoder", "LinearCoder", "MajorityCoder", "TrainedCoder",
    "candidate_categories", "code", "code_with", "coverage_report", "evaluate_coder",
    "leave_one_report_out", "read_codes", "read_training", "units_of",
]  # fmt: skip
