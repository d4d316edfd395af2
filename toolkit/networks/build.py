"""Build networks whose ties know the records they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise, product
from pathlib import Path
from typing import Literal, NamedTuple

import networkx as nx
import pandas as pd

from ..compare import group_of
from ..errors import NetworkError
from ..ledger import Ledger
from ..taxonomy import (
    Codebook,
    as_codebook,
    refuse_unknown_codes,
    warn_of_another_codebook,
)
from ..vocabulary import default_vocabulary

Unit = Literal["issue", "measure"]
Members = dict[str, set[str]]


class Mode(NamedTuple):
    """A kind of node: its name in both languages."""

    zh: str
    en: str


#: The kinds of nodes a network may have.
MODES: Mapping[str, Mode] = {
    "category": Mode("问题类别", "problem category"),
    "category_group": Mode("问题大类", "group of problem categories"),
    "measure_type": Mode("措施类型", "measure type"),
    "institution": Mode("机构", "institution"),
    "institution_kind": Mode("机构类型", "kind of institution"),
    "document_act": Mode("文件处理", "act on a document"),
    "report": Mode("报告", "report"),
    "place": Mode("地方", "place"),
}


#: Modes whose nodes are codes of the codebook.
_CODED = frozenset({"category", "category_group", "measure_type"})


def network(
    ledger: Ledger,
    *modes: str,
    unit: Unit = "issue",
    weight: Literal["count", "binary"] = "count",
    codebook: Codebook | str | Path | None = None,
) -> nx.Graph:
    """Link what occurs in the same problem entry or in the same measure.

    Parameters
    ----------
    ledger
        A coded ledger.
    *modes
        Two or three of `MODES`; neighbours in this order are linked, so that
        ``("category", "measure_type", "institution_kind")`` gives a layered network.
    unit
        What two nodes must share to be linked: the problem entry or the single measure.
    weight
        ``count``: number of units shared; ``binary``: 1.
    codebook
        The codebook the ledger is coded by, or its path, for labels and groups; the shipped one
        if none is given.

    Returns
    -------
    networkx.Graph
        Nodes ``(mode, code)`` with ``kind, code, label_zh, label_en, n`` (units the node occurs
        in); edges with ``weight`` and ``records`` (ids of the units). ``graph.graph`` holds
        ``modes, unit, n_units, n_reports, provenance`` and the texts of the units, which
        `evidence` shows.

    Raises
    ------
    NetworkError
        If a mode is unknown, there are not two or three, or the ledger is not coded.
    CodingError
        For groups, if the codebook does not have a category of the ledger.

    Warns
    -----
    CodingWarning
        If codes are nodes, and the ledger was coded by another codebook.
    """
    _check(ledger, modes)
    book = as_codebook(codebook)
    if _CODED & set(modes):
        warn_of_another_codebook(ledger, book, where="network")
    units = _units(ledger, unit)
    members = {mode: _members(ledger, mode, unit, book) for mode in modes}
    graph = nx.Graph(
        modes=modes,
        unit=unit,
        n_units=len(units),
        n_reports=len(ledger.reports),
        provenance=dict(ledger.provenance),
        texts=units,
    )
    for mode in modes:
        found: dict[str, int] = defaultdict(int)
        for record in units:
            for code in members[mode].get(record, ()):
                found[code] += 1
        labels = _labels(mode, book)
        for code in sorted(found):
            zh, en = labels.get(code, (code, code))
            graph.add_node(
                (mode, code), kind=mode, code=code, label_zh=zh, label_en=en, n=found[code]
            )
    for left, right in pairwise(modes):
        _link(graph, left, right, members, list(units), weight)
    return graph


def _check(ledger: Ledger, modes: tuple[str, ...]) -> None:
    unknown = [mode for mode in modes if mode not in MODES]
    if unknown or len(modes) not in {2, 3} or len(set(modes)) != len(modes):
        raise NetworkError(
            f"modes are {modes}",
            where="network",
            remedy=f"give two or three different ones of {', '.join(MODES)}",
        )
    if "codebook" not in ledger.provenance and _CODED & set(modes):
        raise NetworkError(
            "the ledger has no codes yet",
            where="network",
            remedy="run ledger = toolkit.code(ledger) first",
        )


def _units(ledger: Ledger, unit: Unit) -> dict[str, tuple[str, str]]:
    """Id of each unit with its report and its text."""
    if unit == "issue":
        table, key = ledger.issues, "issue_id"
    else:
        kept = ledger.measures["kind"].isin(["enumerated", "whole"])
        table, key = ledger.measures[kept & ledger.measures["issue_id"].notna()], "measure_id"
    return {
        str(name): (str(report), str(text))
        for name, report, text in zip(table[key], table["report_id"], table["text"], strict=True)
    }


def _members(ledger: Ledger, mode: str, unit: Unit, book: Codebook) -> Members:
    """For each unit the codes of one mode found in it."""
    key = f"{unit}_id"
    if mode in {"category", "category_group"}:
        return _category_members(ledger, mode, unit, book)
    if mode == "measure_type":
        kept = ledger.measures[ledger.measures["kind"].isin(["enumerated", "whole"])]
        return _collect(kept[key], kept["types"])
    if mode in {"institution", "institution_kind"}:
        kept = ledger.institutions[~ledger.institutions["in_problem"]]
        return _collect(kept[key], kept["canonical" if mode == "institution" else "kind"])
    if mode == "document_act":
        kept = ledger.documents[~ledger.documents["in_problem"]]
        return _collect(kept[key], kept["act"])
    table = ledger.issues if unit == "issue" else ledger.measures
    grouping = "report_id" if mode == "report" else "place"
    return _collect(table[key], table["report_id"].map(group_of(ledger, grouping)))


def _category_members(ledger: Ledger, mode: str, unit: Unit, book: Codebook) -> Members:
    codes = ledger.issues["category"]
    if mode == "category_group":
        refuse_unknown_codes(codes, "category", book, where="network")
        codes = codes.map({category.code: category.group for category in book.categories})
    if unit == "issue":
        return _collect(ledger.issues["issue_id"], codes)
    of_issue = dict(zip(ledger.issues["issue_id"], codes, strict=True))
    return _collect(ledger.measures["measure_id"], ledger.measures["issue_id"].map(of_issue))


def _collect(keys: pd.Series, values: pd.Series) -> Members:
    """Gather the codes of each key; cells may hold several codes joined by ``;``."""
    members: Members = defaultdict(set)
    for key, value in zip(keys, values, strict=True):
        if isinstance(key, str) and isinstance(value, str):
            members[key].update(value.split(";"))
    return members


def _labels(mode: str, book: Codebook) -> dict[str, tuple[str, str]]:
    """Code to Chinese and English label."""
    if mode == "category":
        zh, en = book.labels("zh"), book.labels("en")
    elif mode == "category_group":
        zh, en = book.group_labels("zh"), book.group_labels("en")
    elif mode == "measure_type":
        zh, en = book.type_labels("zh"), book.type_labels("en")
    elif mode == "institution_kind":
        zh = default_vocabulary().labels("institution_kinds", "zh")
        en = default_vocabulary().labels("institution_kinds", "en")
    elif mode == "document_act":
        zh = default_vocabulary().labels("documents", "zh")
        en = default_vocabulary().labels("documents", "en")
    else:
        return {}
    return {code: (zh[code], en[code]) for code in zh}


def _link(
    graph: nx.Graph,
    left: str,
    right: str,
    members: Mapping[str, Members],
    units: list[str],
    weight: Literal["count", "binary"],
) -> None:
    records: dict[tuple[str, str], list[str]] = defaultdict(list)
    for unit in units:
        pairs = product(members[left].get(unit, ()), members[right].get(unit, ()))
        for pair in sorted(pairs):
            records[pair].append(unit)
    for (one, other), found in sorted(records.items()):
        value = len(found) if weight == "count" else 1
        graph.add_edge((left, one), (right, other), weight=value, records=tuple(found))
