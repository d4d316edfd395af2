"""Networks: nodes, ties, and the records every tie rests on."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

import toolkit as tk
from tests.conftest import ledger_of
from toolkit.errors import NetworkError

TEXT = (
    "现公布如下。\n一、整改情况\n"
    "1.关于水质不达标的问题\n一是印发办法,印发方案。二是市生态环境局执法检查3次,督导企业。\n"
    "2.关于黑臭水体反弹的问题\n印发办法,印发方案。\n"
    "3.关于资金监管不严的问题\n市财政局组织培训。\n"
)


@pytest.fixture
def ledger() -> tk.Ledger:
    return tk.code(ledger_of(TEXT))


def ties(graph: nx.Graph) -> dict[tuple[str, str], int]:
    return {(u[1], v[1]): data["weight"] for u, v, data in graph.edges(data=True)}


def test_two_modes_are_linked_by_the_entries_they_share(ledger: tk.Ledger) -> None:
    graph = tk.network(ledger, "category", "measure_type")
    assert {k: v for k, v in ties(graph).items() if k[0] == "E1"} == {
        ("E1", "M-rule"): 2, ("E1", "M-plan"): 2, ("E1", "M-enforce"): 1, ("E1", "M-supervise"): 1,
    }  # fmt: skip
    assert graph.nodes["category", "E1"]["n"] == 2
    assert graph.nodes["category", "E1"]["label_zh"] == "水环境"


def test_every_tie_knows_its_records_and_shows_their_sentences(ledger: tk.Ledger) -> None:
    graph = tk.network(ledger, "category", "measure_type")
    shown = tk.evidence(graph, ("category", "E1"), ("measure_type", "M-rule"))
    assert list(shown["record"]) == ["r/i001", "r/i002"]
    assert shown["text"].to_list()[1] == "2.关于黑臭水体反弹的问题\n印发办法,印发方案。"


def test_the_unit_decides_what_counts_as_together(ledger: tk.Ledger) -> None:
    by_measure = tk.network(ledger, "measure_type", "institution", unit="measure")
    assert ties(by_measure) == {
        ("M-enforce", "市生态环境局"): 1, ("M-supervise", "市生态环境局"): 1, ("M-train", "市财政局"): 1,
    }  # fmt: skip
    by_issue = tk.network(ledger, "measure_type", "institution")
    assert ("M-rule", "市生态环境局") in ties(by_issue)


def test_three_modes_form_layers(ledger: tk.Ledger) -> None:
    graph = tk.network(ledger, "category", "measure_type", "institution_kind")
    kinds = {frozenset((u[0], v[0])) for u, v in graph.edges}
    assert kinds == {
        frozenset(("category", "measure_type")), frozenset(("measure_type", "institution_kind")),
    }  # fmt: skip


def test_binary_weights_count_each_tie_once(ledger: tk.Ledger) -> None:
    graph = tk.network(ledger, "category", "measure_type", weight="binary")
    assert set(ties(graph).values()) == {1}


def test_every_weight_is_the_number_of_its_records(shipped: tk.Ledger) -> None:
    graph = tk.network(shipped, "category", "measure_type", "institution_kind")
    assert all(data["weight"] == len(data["records"]) for _, _, data in graph.edges(data=True))
    known = set(shipped.issues["issue_id"])
    assert all(set(data["records"]) <= known for _, _, data in graph.edges(data=True))


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_written_networks_read_back_with_chinese_names(
    ledger: tk.Ledger, tmp_path: Path, ending: str
) -> None:
    graph = tk.network(ledger, "category", "measure_type")
    path = tk.save_network(graph, tmp_path / f"g.{ending}")
    again = nx.read_gexf(path) if ending == "gexf" else nx.read_graphml(path)
    assert again.nodes["category:E1"]["label_zh"] == "水环境"
    edge = again.edges["category:E1", "measure_type:M-rule"]
    assert (edge["weight"], edge["records"]) == (2, "r/i001;r/i002")
    assert again.number_of_edges() == graph.number_of_edges()


def test_an_edge_list_opens_in_excel(ledger: tk.Ledger, tmp_path: Path) -> None:
    graph = tk.network(ledger, "category", "measure_type")
    table = pd.read_csv(tk.save_network(graph, tmp_path / "g.csv"), encoding="utf-8-sig")
    assert table.loc[0, ["code_1", "code_2", "weight"]].to_list() == ["E1", "M-plan", 2]


def test_wrong_questions_are_answered_with_the_right_ones(ledger: tk.Ledger) -> None:
    with pytest.raises(NetworkError, match="two or three"):
        tk.network(ledger, "category")
    with pytest.raises(NetworkError, match="measure_type"):
        tk.network(ledger, "category", "mood")
    with pytest.raises(NetworkError, match="code"):
        tk.network(ledger_of(TEXT), "category", "measure_type")
    graph = tk.network(ledger, "category", "measure_type")
    with pytest.raises(NetworkError, match="not linked"):
        tk.evidence(graph, ("category", "E1"), ("category", "F1"))
    with pytest.raises(NetworkError, match="gexf"):
        tk.save_network(graph, "g.png")
