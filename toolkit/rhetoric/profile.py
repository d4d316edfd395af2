"""Rates of rhetorical devices per 1,000 characters of the report's own words."""

from __future__ import annotations

import pandas as pd

from ..compare import group_of
from ..inference import rate_interval
from ..ledger import Ledger
from ..places import Places

#: Outline leaves that are not the report's own running text.
_FURNITURE = frozenset({"title", "chrome", "contact", "signature", "annex", "field"})


def own_characters(ledger: Ledger) -> pd.Series:
    """Characters of each report's own words, white space left out.

    Left out are problem statements and group headings, which are the inspectors' words, titles
    of named documents, and title, page furniture, field labels, contact line, signature and
    annexes.

    Returns
    -------
    pandas.Series
        Index: report id.
    """
    leaves = ledger.nodes[ledger.nodes["is_leaf"]]
    own = leaves[~_aside(ledger, leaves)]
    ids = ledger.reports["report_id"]
    sizes = _solid(own["text"]).groupby(own["report_id"]).sum().reindex(ids, fill_value=0)
    stated = _solid(ledger.issues["problem"]).groupby(ledger.issues["report_id"]).sum()
    titles = ledger.documents[~ledger.documents["in_problem"]]
    titles = _outside(titles, leaves[_aside(ledger, leaves)])
    named = _solid(titles["text"]).groupby(titles["report_id"]).sum()
    return sizes - stated.reindex(ids, fill_value=0) - named.reindex(ids, fill_value=0)


def _aside(ledger: Ledger, leaves: pd.DataFrame) -> pd.Series:
    """True for leaves that are not the report's own words: furniture and group headings."""
    kinds = ledger.nodes.set_index("node_id")["kind"]
    in_group = leaves["parent_id"].map(kinds).eq("group") & leaves["kind"].eq("heading")
    return leaves["kind"].isin(_FURNITURE) | in_group


def _solid(texts: pd.Series) -> pd.Series:
    return texts.str.replace(r"\s+", "", regex=True).str.len().fillna(0).astype("int64")


def _outside(rows: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Rows that begin in none of the spans of their report."""
    places = {
        report: Places((int(a), int(b), True) for a, b in zip(s["start"], s["end"], strict=True))
        for report, s in spans.groupby("report_id")
    }
    inside = [
        report in places and places[report].at(start) is not None
        for report, start in zip(rows["report_id"], rows["start"], strict=True)
    ]
    return rows[~pd.Series(inside, index=rows.index, dtype=bool)]


def own_devices(ledger: Ledger) -> pd.DataFrame:
    """Rows of the devices table that stand in the report's own words (see `own_characters`)."""
    leaves = ledger.nodes[ledger.nodes["is_leaf"]]
    devices = ledger.devices[~ledger.devices["in_problem"]]
    return _outside(_outside(devices, leaves[_aside(ledger, leaves)]), ledger.documents)


def device_rates(ledger: Ledger) -> pd.DataFrame:
    """Count the devices of each report, problem statements and furniture left out.

    Returns
    -------
    pandas.DataFrame
        One row per report and device, zeros included: ``report_id, device, n, n_characters,
        per_1000`` (devices per 1,000 characters of the report's own words).
    """
    devices = own_devices(ledger)
    ids = ledger.reports["report_id"].to_list()
    codes = ledger.provenance["devices"].split(";")
    grid = pd.MultiIndex.from_product([ids, codes], names=["report_id", "device"])
    counts = devices.groupby(["report_id", "device"]).size().reindex(grid, fill_value=0)
    table = counts.rename("n").reset_index()
    table["n_characters"] = table["report_id"].map(own_characters(ledger)).astype("int64")
    table["per_1000"] = 1000 * table["n"] / table["n_characters"]
    return table


def device_profile(ledger: Ledger, by: str | list[str] = "place") -> pd.DataFrame:
    """Rates of devices by place, year or another grouping of reports.

    Parameters
    ----------
    ledger
        The ledger.
    by
        A grouping known to `toolkit.compare.group_of`, or several.

    Returns
    -------
    pandas.DataFrame
        Columns: the groupings, ``device, n, n_characters, n_reports, per_1000, low, high,
        no_interval``. The rate is pooled over the group's reports. ``low`` and ``high`` are a
        95 % bootstrap interval over reports, given from 12 reports on; below that
        ``no_interval`` says why there is none.
    """
    names = [by] if isinstance(by, str) else list(by)
    rates = device_rates(ledger)
    for name in names:
        rates[name] = rates["report_id"].map(group_of(ledger, name))
    rows = []
    for key, group in rates.groupby([*names, "device"], sort=False):
        interval = rate_interval(group["n"].to_list(), (group["n_characters"] / 1000).to_list())
        n, size = int(group["n"].sum()), int(group["n_characters"].sum())
        rows.append((*key, n, size, len(group), 1000 * n / size, *interval))
    columns = [*names, "device", "n", "n_characters", "n_reports", "per_1000"]
    table = pd.DataFrame(rows, columns=[*columns, "low", "high", "no_interval"])
    return table.astype({"low": "Float64", "high": "Float64", "no_interval": "string"})


def device_passages(ledger: Ledger, device: str, *, n: int = 5, around: int = 20) -> pd.DataFrame:
    """Show the passages behind a device's count, spread evenly over the hits of each report.

    Parameters
    ----------
    ledger
        The ledger.
    device
        Code of the device, as in rhetoric.yaml.
    n
        Passages per report.
    around
        Characters shown on each side.

    Returns
    -------
    pandas.DataFrame
        Columns ``report_id, before, word, after, device_id``.
    """
    found = own_devices(ledger)
    found = found[found["device"] == device]
    rows = []
    for report_id, hits in found.groupby("report_id", sort=False):
        text = ledger.texts[str(report_id)]
        step = max(1, len(hits) // n)
        shown = hits.iloc[::step].head(n)[["start", "end", "text", "device_id"]]
        for start, end, word, device_id in shown.itertuples(index=False, name=None):
            before = text[max(0, start - around) : start]
            rows.append((report_id, before, word, text[end : end + around], device_id))
    return pd.DataFrame(rows, columns=["report_id", "before", "word", "after", "device_id"])
