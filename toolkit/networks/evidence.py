"""Show what a tie rests on, and hand networks to other programs."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd

from ..errors import NetworkError

Node = tuple[str, str]


def evidence(graph: nx.Graph, u: Node, v: Node) -> pd.DataFrame:
    """Show the records behind one tie.

    Parameters
    ----------
    graph
        A network from `toolkit.network`.
    u, v
        Two linked nodes, each ``(mode, code)``.

    Returns
    -------
    pandas.DataFrame
        Columns ``record, report_id, text``.

    Raises
    ------
    NetworkError
        If the two are not linked.
    """
    if not graph.has_edge(u, v):
        known = ", ".join(str(node) for node in list(graph)[:5])
        raise NetworkError(
            f"{u} and {v} are not linked",
            where="evidence",
            remedy=f"give two linked nodes; edge_table(graph) lists them. Nodes: {known} …",
        )
    texts = graph.graph["texts"]
    rows = [(record, *texts[record]) for record in graph.edges[u, v]["records"]]
    return pd.DataFrame(rows, columns=["record", "report_id", "text"])


def edge_table(graph: nx.Graph) -> pd.DataFrame:
    """List all ties, heaviest first.

    Returns
    -------
    pandas.DataFrame
        Columns ``kind_1, code_1, label_zh_1, label_en_1`` and the same for 2, ``weight,
        n_reports, records`` (ids joined by ``;``).
    """
    texts = graph.graph["texts"]
    rows = []
    for u, v, data in graph.edges(data=True):
        ends = [
            graph.nodes[end][field]
            for end in (u, v)
            for field in ("kind", "code", "label_zh", "label_en")
        ]
        reports = {texts[record][0] for record in data["records"]}
        rows.append((*ends, data["weight"], len(reports), ";".join(data["records"])))
    columns = [f"{f}_{i}" for i in (1, 2) for f in ("kind", "code", "label_zh", "label_en")]
    table = pd.DataFrame(rows, columns=[*columns, "weight", "n_reports", "records"])
    keys = ["weight", "kind_1", "code_1", "kind_2", "code_2"]
    return table.sort_values(keys, ascending=[False, True, True, True, True], ignore_index=True)


def save_network(graph: nx.Graph, path: str | Path) -> Path:
    """Write a network as GEXF, GraphML or an edge list in CSV, by the ending of the file.

    Ids of nodes become ``mode:code``; the ids of the records stand in one attribute.

    Raises
    ------
    NetworkError
        If the ending is none of ``.gexf``, ``.graphml``, ``.csv``.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    plain = nx.Graph()
    for node, data in graph.nodes(data=True):
        plain.add_node(":".join(node), **data)
    for u, v, data in graph.edges(data=True):
        records = ";".join(data["records"])
        plain.add_edge(":".join(u), ":".join(v), weight=data["weight"], records=records)
    ending = target.suffix.lower()
    if ending == ".gexf":
        nx.write_gexf(plain, target)
    elif ending == ".graphml":
        nx.write_graphml(plain, target)
    elif ending == ".csv":
        edge_table(graph).to_csv(target, index=False, encoding="utf-8-sig", lineterminator="\n")
    else:
        raise NetworkError(
            f"networks cannot be written as {ending or 'a file without ending'}",
            where=str(target),
            remedy="use .gexf, .graphml or .csv",
        )
    return target
