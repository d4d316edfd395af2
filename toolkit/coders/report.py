"""The coverage report: which indicator decides how much, and what stays uncoded."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pandas as pd

_INDICATORS = {
    "code": "string", "basis": "string", "indicator": "string", "units": "Int64",
    "decides": "Int64", "alone": "Int64", "read": "Int64", "right": "Int64",
}  # fmt: skip
_COUNTED = ("units", "decides", "alone", "read", "right")
_COVERAGE = {
    "report_id": "string", "units": "Int64", "coded": "Int64", "coverage": "Float64",
}  # fmt: skip


class CoverageReport(NamedTuple):
    """What a coder's codes rest on, and what it left.

    Attributes
    ----------
    indicators : pandas.DataFrame
        One row per code, basis and word found, those that decide most first: code, basis,
        indicator (as it stands in the text), units (in which it speaks for the code), decides
        (those in which the code is the primary one, or one of the types), alone (those in which
        nothing else speaks for that code), read (those among `decides` that were read), right
        (those that were read as having this code).
    reports : pandas.DataFrame
        One row per report: report_id, units, coded, coverage.
    uncoded : pandas.DataFrame
        The units without a code.
    """

    indicators: pd.DataFrame
    reports: pd.DataFrame
    uncoded: pd.DataFrame


def coverage_report(
    units: pd.DataFrame, found: pd.DataFrame, read: pd.Series | None = None
) -> CoverageReport:
    """Count what the codes of a coder rest on.

    Parameters
    ----------
    units
        Units as `toolkit.units_of` gives them.
    found
        What a coder with evidence gave them.
    read
        What was read of them, by the same index, where anything was.

    Returns
    -------
    CoverageReport
        Words, reports and what stays uncoded.
    """
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    known = {} if read is None else read.dropna().str.split(";").map(set).to_dict()
    typed = "kind" in units
    cells = found.astype(object).where(found.notna(), None)
    for unit, row in zip(cells.index, cells.to_dict("records"), strict=True):
        words = set(str(row["evidence"]).split("; ")) if row["evidence"] else set()
        for word in words:
            count = counts.setdefault((row["code"], row["basis"], word), Counter())
            decides = typed or row["rank"] == 1
            count["units"] += 1
            count["decides"] += decides
            count["alone"] += len(words) == 1
            count["read"] += decides and unit in known
            count["right"] += decides and row["code"] in known.get(unit, ())
    rows = [(*key, *(count[name] for name in _COUNTED)) for key, count in counts.items()]
    indicators = pd.DataFrame(rows, columns=pd.Index(list(_INDICATORS))).astype(_INDICATORS)
    order = ["decides", "units", "code", "indicator"]
    indicators = indicators.sort_values(
        order, ascending=[False, False, True, True], ignore_index=True
    )
    coded = found["code"].notna().groupby(level=0).any().reindex(units.index)
    reports = (
        pd.DataFrame({"report_id": units["report_id"], "coded": coded})
        .groupby("report_id", sort=False)["coded"]
        .agg(units="size", coded="sum")
        .reset_index()
    )
    reports["coverage"] = reports["coded"] / reports["units"]
    return CoverageReport(indicators, reports.astype(_COVERAGE), units[~coded.astype(bool)])
