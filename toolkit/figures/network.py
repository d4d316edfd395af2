"""Problems, measures and institutions as a network in three layers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from ..errors import FigureError
from .fonts import text_width, wrap
from .frame import close_frame, open_frame, size_of
from .labels import code_and_name, group_of, layer_labels, reports_note, say, sort_codes
from .layers import check_graph, code_of, gap, layer_of, select
from .layout import order_layers
from .style import INK, PAPER, SMALL, Lang, Look, Width, figure_width, group_looks, style

#: Height of a row in millimetres, and what every further line of the longest name adds.
_ROW, _LINE = 4.6, 2.4
#: What the layout leaves empty left and right of the axes, in millimetres.
_SIDES = 4.2
#: Widest name in a share of the figure's width; longer ones take two lines.
_NAME = 0.22
_LOOKS = (Look("#F2F2F2", "", "s"), Look("#4A6A8A", "", "D"))
#: Area of the largest node in square points, and width of the widest tie in points.
_LARGEST, _WIDEST = 90.0, 4.0
#: Room for a node between its ties and its name, in millimetres.
_GAP = 2.6
#: Narrowest band of ties between two layers, in millimetres.
_TIES = 7.0


def plot_layers(
    graph: nx.Graph,
    *,
    lang: Lang = "en",
    ax: Axes | None = None,
    min_weight: float = 1,
    max_nodes: int = 15,
    groups: Mapping[str, str] | None = None,
    group_labels: Mapping[str, str] | None = None,
    n_reports: int | None = None,
    n_places: int | None = None,
    width: Width | float = "double",
    title: str | None = None,
    note: str | None = None,
    simulated: bool = False,
) -> Axes:
    """Draw which problems meet which measures, and which institutions take part in them.

    Layers are ordered so that few ties cross. Of each layer the nodes with the largest ``n`` that
    have a tie of at least `min_weight` are drawn; the figure says how many there are in all.

    Parameters
    ----------
    graph
        Nodes with ``kind`` (category, measure_type, institution), ``label_zh``, ``label_en`` and
        ``n``; ties with ``weight``. Only ties between neighbouring layers are drawn.
    lang
        Language of the words.
    ax
        Axes to draw into; None makes a figure.
    min_weight
        Least weight of a tie that is drawn.
    max_nodes
        Most nodes drawn in one layer.
    groups
        Category to group, for the colours; by default the letters a code begins with.
    group_labels
        Group to printed name, for the legend.
    n_reports, n_places
        Reports behind the network and places they come from, for the notes.
    width
        Width of the figure: ``single``, ``onehalf``, ``double`` or millimetres.
    title
        Title; None takes the plot's own, an empty text prints none.
    note
        A line of your own under the figure.
    simulated
        True prints that the data are simulated.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    FigureError
        If a node or tie lacks an attribute, nothing is left to draw, or the names leave no room.
    """
    check_graph(graph)
    part, layers = select(graph, min_weight, max_nodes)
    order = order_layers(part, layers)
    rows = max(len(layer) for layer in order)
    looks = _node_looks(part, order, groups)
    with style(lang):
        wide = figure_width(width) - _SIDES if ax is None else size_of(ax)[0]
        names = {
            node: f"{wrap(facts[f'label_{lang}'], SMALL, wide * _NAME)} ({facts['n']:,.0f})"
            for node, facts in part.nodes(data=True)
        }
        columns = _columns(order, names, wide)
        row = _ROW + _LINE * max(name.count("\n") for name in names.values())
        frame = open_frame(ax, width=width, body=row * rows + 2, where="plot_layers")
        axes = frame.axes[0]
        axes.set_axis_off()
        axes.set_ylim(1.0, 0.0)
        axes.set_xlim(0.0, wide)
        height = {
            node: (index + 0.5) / len(layer) for layer in order for index, node in enumerate(layer)
        }
        heaviest = max(float(weight) for _, _, weight in part.edges(data="weight"))
        largest = max(float(part.nodes[node]["n"]) for node in part) or 1.0
        _ties(axes, part, height, columns, heaviest, lang)
        _nodes(axes, part, order, columns, height, looks, largest, names, lang)
        shown = _shown(graph, order, lang)
        skipped = sum(
            gap(graph, first, second) != 1 and weight >= min_weight
            for first, second, weight in graph.edges(data="weight")
        )
        dropped = say(
            lang,
            f"Ties within a layer or across one, not shown: {skipped:,}.",
            f"{skipped:,} 条同层或跨层的边未画出。",
        )
        close_frame(
            frame,
            title=say(lang, "Problems, measures, institutions", "问题、措施与机构")
            if title is None
            else title,
            notes=[
                shown,
                say(
                    lang,
                    f"{part.number_of_edges():,} ties drawn, of weight {min_weight:g} and more; "
                    "in brackets: n of the node.",
                    f"画出 {part.number_of_edges():,} 条边，权重不低于 {min_weight:g}；"
                    "括号内为节点的 n。",
                ),
                dropped if skipped else None,
                reports_note(lang, n_reports=n_reports, n_places=n_places, intervals=False),
                note,
            ],
            handles=_legend(
                lang, part, order, looks, groups, group_labels, largest, heaviest, min_weight
            ),
            simulated=simulated,
        )
    return axes


def _node_looks(
    part: nx.Graph, order: list[list[Any]], groups: Mapping[str, str] | None
) -> dict[Any, Look]:
    group = {node: group_of(code_of(part, node), groups) for node in order[0]}
    of_group = group_looks(sorted(set(group.values())))
    looks = {node: Look(of_group[group[node]].color, "", "o") for node in order[0]}
    for look, layer in zip(_LOOKS, order[1:], strict=True):
        looks.update(dict.fromkeys(layer, look))
    return looks


class _Columns(NamedTuple):
    """Where the layers stand along x, in millimetres, and where the middle's ties go on."""

    left: float
    middle: float
    onward: float
    right: float


def _columns(order: list[list[Any]], names: Mapping[Any, str], wide: float) -> _Columns:
    """Give every layer the room its names need; ties share the rest.

    Names of the middle layer stand right of their nodes, and ties go on behind the longest, so
    that no tie runs through a name.
    """
    needs = [
        max((text_width(names[node], SMALL) for node in layer), default=0.0) for layer in order
    ]
    left, right = needs[0] + _GAP + 1.0, wide - needs[2] - _GAP - 1.0
    label = needs[1] + _GAP + 1.6
    if right - left - label < 2 * _TIES:
        raise FigureError(
            f"the names leave no room for the ties in {wide:.0f} mm",
            where="plot_layers, width",
            remedy="make the figure wider (double is 180 mm), or give the nodes shorter names",
        )
    middle = left + (right - left - label) / 2
    return _Columns(left, middle, middle + label, right)


def _ties(
    axes: Axes,
    part: nx.Graph,
    height: Mapping[Any, float],
    columns: _Columns,
    heaviest: float,
    lang: Lang,
) -> None:
    codes = [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4]
    for pair in part.edges:
        first, second = sorted(pair, key=lambda node: layer_of(part, node))
        weight = part.edges[pair]["weight"]
        early = layer_of(part, first) == 0
        x0, x1 = columns[:2] if early else columns[2:]
        bend = (x0 + x1) / 2
        y0, y1 = height[first], height[second]
        share = weight / heaviest
        ends = [str(part.nodes[node][f"label_{lang}"]) for node in (first, second)]
        axes.add_patch(
            PathPatch(
                Curve([(x0, y0), (bend, y0), (bend, y1), (x1, y1)], codes),
                facecolor="none",
                edgecolor=_grey(share),
                linewidth=_thickness(share),
                zorder=1 + share,
                gid=f"edge:{weight:g}",
                label=" — ".join(ends),
            )
        )


def _grey(share: float) -> str:
    return str(round(0.82 - 0.5 * share, 3))


def _thickness(share: float) -> float:
    return max(0.3, _WIDEST * share)


def _nodes(
    axes: Axes,
    part: nx.Graph,
    order: list[list[Any]],
    columns: _Columns,
    height: Mapping[Any, float],
    looks: Mapping[Any, Look],
    largest: float,
    names: Mapping[Any, str],
    lang: Lang,
) -> None:
    """Draw the nodes, and their names beside them."""
    places = (columns.left, columns.middle, columns.right)
    for layer, x, side in zip(order, places, (-1, 1, 1), strict=True):
        for node in layer:
            n, look, y = part.nodes[node]["n"], looks[node], height[node]
            axes.scatter(
                [x], [y], s=8 + _LARGEST * n / largest, color=look.color, marker=look.marker,
                edgecolor=INK, linewidth=0.5, zorder=4, gid=f"node:{n:g}",
                label=part.nodes[node][f"label_{lang}"],
            )  # fmt: skip
            axes.text(
                x + side * _GAP, y, names[node], ha="left" if side > 0 else "right", va="center",
                fontsize=SMALL, linespacing=0.95, zorder=5,
            )  # fmt: skip
    # A thin line leads from a node of the middle layer to where its ties go on.
    for node in order[1]:
        if any(layer_of(part, other) == 2 for other in part[node]):
            start = columns.middle + _GAP + text_width(names[node], SMALL) + 0.6
            axes.plot(
                [start, columns.onward], [height[node]] * 2, color=_grey(0.0), linewidth=0.5,
                zorder=1, gid="leader:",
            )  # fmt: skip


def _shown(graph: nx.Graph, order: list[list[Any]], lang: Lang) -> str:
    """Say how many nodes of each layer are drawn."""
    words = layer_labels(lang)
    parts = []
    for layer in order:
        if not layer:
            continue
        kind = graph.nodes[layer[0]]["kind"]
        total = sum(facts["kind"] == kind for _, facts in graph.nodes(data=True))
        parts.append(
            say(
                lang,
                f"{words[kind]} {len(layer)} of {total}",
                f"{words[kind]} {len(layer)}/{total}",
            )
        )
    return say(lang, f"Nodes shown: {', '.join(parts)}.", f"画出的节点：{'、'.join(parts)}。")


def _legend(
    lang: Lang,
    part: nx.Graph,
    order: list[list[Any]],
    looks: Mapping[Any, Look],
    groups: Mapping[str, str] | None,
    group_labels: Mapping[str, str] | None,
    largest: float,
    heaviest: float,
    min_weight: float,
) -> list[Line2D]:
    """Explain colours, shapes, sizes and widths."""
    words = layer_labels(lang)
    of_group = {group_of(code_of(part, node), groups): looks[node] for node in order[0]}
    first = words[part.nodes[order[0][0]]["kind"]] if order[0] else ""
    colon = say(lang, ": ", "：")
    handles = [
        _dot(of_group[group], 30.0, f"{first}{colon}{code_and_name(group, group_labels)}")
        for group in sort_codes(of_group)
    ]
    handles += [
        _dot(look, 30.0, words[part.nodes[layer[0]]["kind"]])
        for look, layer in zip(_LOOKS, order[1:], strict=True)
        if layer
    ]
    handles += [
        _dot(Look(PAPER, "", "o"), 8 + _LARGEST * n / largest, f"n = {n:,.0f}")
        for n in sorted({max(1.0, round(largest / 4)), largest})
    ]
    handles += [
        Line2D(
            [],
            [],
            color=_grey(weight / heaviest),
            linewidth=_thickness(weight / heaviest),
            label=say(lang, f"weight {weight:g}", f"权重 {weight:g}"),
        )
        for weight in sorted({float(min_weight), heaviest})
    ]
    return handles


def _dot(look: Look, area: float, label: str) -> Line2D:
    return Line2D(
        [], [], linestyle="none", marker=look.marker, markersize=area**0.5,
        markerfacecolor=look.color, markeredgecolor=INK, markeredgewidth=0.5, label=label,
    )  # fmt: skip
