"""Layers of a network put in an order with few crossings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import networkx as nx

_SWEEPS = 24


def order_layers(graph: nx.Graph, layers: Sequence[Sequence[str]]) -> list[list[str]]:
    """Order each layer so that few ties cross, by weighted barycentres.

    Layers are swept forth and back; each node moves to the mean place of its neighbours in the
    layer before. The best order met is kept. The same input always gives the same order.

    Parameters
    ----------
    graph
        Nodes and ties; the tie attribute ``weight`` weighs them.
    layers
        Nodes of each layer, in the order that breaks draws.
    """
    current = [list(layer) for layer in layers]
    best, fewest = current, crossings(graph, current)
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        indices = range(1, len(current)) if forth else range(len(current) - 2, -1, -1)
        current = [list(layer) for layer in current]
        for index in indices:
            near = current[index - 1 if forth else index + 1]
            current[index] = _by_barycentre(graph, current[index], near)
        count = crossings(graph, current)
        if count < fewest:
            best, fewest = current, count
    return best


def _by_barycentre(graph: nx.Graph, layer: list[str], near: list[str]) -> list[str]:
    # Places are measured from 0 to 1, so that layers of unequal length pull evenly.
    place = {node: (index + 0.5) / len(near) for index, node in enumerate(near)}
    centre = {}
    for index, node in enumerate(layer):
        ties = [
            (place[other], graph[node][other]["weight"]) for other in graph[node] if other in place
        ]
        weight = sum(tie[1] for tie in ties)
        own = (index + 0.5) / len(layer)
        centre[node] = sum(at * tie for at, tie in ties) / weight if weight else own
    return sorted(layer, key=lambda node: centre[node])


def crossings(graph: nx.Graph, layers: Sequence[Sequence[str]]) -> float:
    """Weighted number of crossings between neighbouring layers."""
    total = 0.0
    for upper, lower in pairwise(layers):
        place = {node: index for index, node in enumerate(lower)}
        ties = [
            (index, place[other], graph[node][other]["weight"])
            for index, node in enumerate(upper)
            for other in graph[node]
            if other in place
        ]
        for number, (a, b, weight) in enumerate(ties):
            total += sum(
                weight * other
                for c, d, other in ties[number + 1 :]
                if (a < c and b > d) or (a > c and b < d)
            )
    return total
