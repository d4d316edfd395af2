"""Which nodes and ties of a network a layered drawing shows."""

from __future__ import annotations

from typing import Any

import networkx as nx

from ..errors import FigureError

#: Layer, from left to right, of each kind of node.
LAYER_OF = {
    "category": 0,
    "category_group": 0,
    "measure_type": 1,
    "institution": 2,
    "institution_kind": 2,
}


def check_graph(graph: nx.Graph) -> None:
    """Refuse a network whose nodes or ties lack what a layered drawing needs."""
    for node, facts in graph.nodes(data=True):
        lacking = [key for key in ("kind", "label_zh", "label_en", "n") if key not in facts]
        if lacking or facts["kind"] not in LAYER_OF:
            raise FigureError(
                f"the node {node!r} lacks {', '.join(lacking) or 'a known kind'}",
                where="plot_layers",
                remedy=f"give it kind ({', '.join(LAYER_OF)}), label_zh, label_en and n",
            )
    for first, second, weight in graph.edges(data="weight"):
        if weight is None or not weight > 0:
            raise FigureError(
                f"the tie {first!r} — {second!r} has the weight {weight!r}",
                where="plot_layers",
                remedy="give every tie a weight above 0",
            )


def gap(graph: nx.Graph, first: Any, second: Any) -> int:
    """How many layers lie from one node to the other."""
    return abs(layer_of(graph, first) - layer_of(graph, second))


def layer_of(graph: nx.Graph, node: Any) -> int:
    """Number of the layer a node stands in, from the left."""
    return LAYER_OF[graph.nodes[node]["kind"]]


def code_of(graph: nx.Graph, node: Any) -> str:
    """The code a node stands for; without one, the node itself."""
    return str(graph.nodes[node].get("code", node))


def select(graph: nx.Graph, min_weight: float, most: int) -> tuple[nx.Graph, list[list[Any]]]:
    """Nodes and ties that are drawn: heavy ties first, then the largest nodes that have one."""
    ties = [
        (first, second, float(weight))
        for first, second, weight in graph.edges(data="weight")
        if weight >= min_weight and gap(graph, first, second) == 1
    ]
    tied = {node for first, second, _ in ties for node in (first, second)}
    kept: set[Any] = set()
    for layer in range(3):
        nodes = [node for node in tied if layer_of(graph, node) == layer]
        nodes.sort(key=lambda node: (-graph.nodes[node]["n"], str(node)))
        kept.update(nodes[:most])
    drawn = [tie for tie in ties if tie[0] in kept and tie[1] in kept]
    part = nx.Graph()
    for node in sorted({node for tie in drawn for node in tie[:2]}, key=str):
        part.add_node(node, **graph.nodes[node])
    part.add_weighted_edges_from(sorted(drawn, key=lambda tie: (tie[2], str(tie[0]), str(tie[1]))))
    if not drawn:
        raise FigureError(
            f"no tie between neighbouring layers has a weight of {min_weight:g} or more",
            where="plot_layers",
            remedy="lower min_weight, or check that the network has all three layers",
        )
    return part, [[node for node in part if layer_of(part, node) == layer] for layer in range(3)]
