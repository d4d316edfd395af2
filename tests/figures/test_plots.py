"""What every plot draws, read back with `describe`."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import figure_tables as tables
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

from toolkit.errors import FigureError
from toolkit.figures import (
    describe,
    plot_agreement,
    plot_aspect,
    plot_code_agreement,
    plot_composition,
    plot_coverage,
    plot_layers,
    plot_matrix,
    plot_profile,
    plot_status,
    plot_timeline,
    plot_trend,
)
from toolkit.figures.layout import crossings, order_layers

NOTE = {
    "en": "One report per city: counts and points, no intervals.",
    "zh": "每市一份报告：只列计数与点值，不给区间。",
}
EN = {
    "博兴县": "Boxing (Binzhou)",
    "东莞市": "Dongguan",
    "茂名市": "Maoming",
    "南京市": "Nanjing",
    "武汉市": "Wuhan East Lake",
}


def rows(axes: Any, element: str) -> pd.DataFrame:
    drawn = describe(axes)
    return drawn[drawn["element"] == element].reset_index(drop=True)


def words(axes: Any, element: str) -> list[str]:
    return list(rows(axes, element)["label"])


def draw_all(lang: Any, **options: Any) -> dict[str, Any]:
    named = {} if lang == "zh" else {"place_labels": EN}
    named |= options
    labels = tables.LABELS[lang]
    places = {"places": tables.PLACES}
    of = {"n_reports": 5}
    few = {**of, "n_places": 5}
    return {
        "coverage": plot_coverage(tables.coverage(), lang=lang, **named),
        "composition": plot_composition(
            tables.composition(), lang=lang, labels=labels, **places, **of, **named
        ),
        "status": plot_status(tables.status(), lang=lang, **places, **of, **named),
        "matrix": plot_matrix(tables.matrix(), lang=lang, labels=labels, **few, **options),
        "layers": plot_layers(tables.layers(), lang=lang, **few, **options),
        "profile": plot_profile(tables.profile(), lang=lang, **of, **named),
        "aspect": plot_aspect(tables.aspect(), lang=lang, **of, **named),
        "timeline": plot_timeline(tables.timeline(), lang=lang, **of, **named),
        "trend": plot_trend(tables.trend(), lang=lang, **options),
    }


def draw_readings(lang: Any, **options: Any) -> dict[str, Any]:
    labels = tables.LABELS[lang]
    return {
        "agreement": plot_agreement(tables.agreement(), lang=lang, **options),
        "by code": plot_code_agreement(
            tables.code_agreement(), lang=lang, labels=labels, **options
        ),
    }


def printed(figure: Any) -> list[Text]:
    """Texts that can be seen, turned labels left out: their boxes are wider than they."""
    hidden = {
        label
        for ax in figure.axes
        for axis, (low, high) in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, sorted(ax.get_ylim())))
        for tick in axis.get_major_ticks()
        for label in (tick.label1, tick.label2)
        if not (ax.axison and low <= tick.get_loc() <= high)
    }
    return [
        text
        for text in figure.findobj(Text)
        if text.get_text().strip()
        and text.get_visible()
        and text not in hidden
        and text.get_rotation() in (0, 90)
    ]


def figure_of(axes: Any) -> Any:
    return axes.figure if isinstance(axes, Axes) else axes[0].figure


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_few_reports_get_a_note_and_no_interval(lang: str) -> None:
    for name, axes in draw_all(lang).items():
        if name != "trend":
            assert NOTE[lang] in "\n".join(words(axes, "note")), name
            assert rows(axes, "interval").empty, name
        assert words(axes, "simulated") == [], name


@pytest.mark.parametrize("draw", [draw_all, draw_readings])
@pytest.mark.parametrize(("lang", "width"), [("en", "double"), ("zh", "double"), ("en", "onehalf")])
def test_nothing_overlaps_or_leaves_the_page_or_is_too_small(
    lang: str, width: str, draw: Callable[..., dict[str, Any]]
) -> None:
    for name, axes in draw(lang, width=width, simulated=True).items():
        figure = figure_of(axes)
        boxes = {
            (number, text.get_text()): text.get_window_extent()
            for number, text in enumerate(printed(figure))
        }
        assert words(axes, "simulated") == ["SIMULATED 模拟数据"], name
        assert min(text.get_fontsize() for text in figure.findobj(Text)) >= 7, name
        page = figure.bbox
        for (_, text), box in boxes.items():
            inside = box.x0 > -1 and box.y0 > -1 and box.x1 < page.x1 + 1 and box.y1 < page.y1 + 1
            assert inside, (name, text, box)
        for (one, a), (two, b) in itertools.combinations(boxes.items(), 2):
            over_x = min(a.x1, b.x1) - max(a.x0, b.x0)
            over_y = min(a.y1, b.y1) - max(a.y0, b.y0)
            # A box holds the line's full height, ink does not: a pixel or two may be shared.
            assert over_x < 2 or over_y < 4, (name, one, two)


@pytest.mark.parametrize("draw", [draw_all, draw_readings])
def test_same_table_same_drawing(draw: Callable[..., dict[str, Any]]) -> None:
    first, second = draw("zh"), draw("zh")
    for name, axes in first.items():
        pd.testing.assert_frame_equal(describe(axes), describe(second[name]))


def test_plots_leave_session_settings_and_tables_alone() -> None:
    before, table = dict(matplotlib.rcParams), tables.timeline()
    plot_timeline(table)
    assert dict(matplotlib.rcParams) == before
    pd.testing.assert_frame_equal(table, tables.timeline())


def test_coverage() -> None:
    axes = plot_coverage(tables.coverage())
    bars = rows(axes, "bar")
    assert axes.shape == (4,)
    assert list(bars[bars["panel"] == "Problem entries"]["value"]) == [20, 7, 31, 47]
    flags = bars[bars["panel"] == "Flags: damage / all"]
    assert list(zip(flags["label"], flags["value"], strict=True)) == [("武汉市", 22), ("武汉市", 4)]
    assert words(axes[0], "y_tick") == tables.PLACES
    assert "22 / 26" in words(axes, "text")
    assert "n = 105 problem entries in 5 reports." in words(axes, "note")[0]


def test_coverage_refuses_more_damage_than_flags() -> None:
    with pytest.raises(FigureError, match="nanjing"):
        plot_coverage(tables.coverage().assign(damaged=[0, 0, 0, 1, 0]))


def test_composition() -> None:
    axes = plot_composition(
        tables.composition(),
        places=tables.PLACES,
        labels=tables.LABELS["en"],
        place_labels=EN,
        n_reports=5,
    )
    bars = rows(axes, "bar")
    # Groups in their order, numbers as numbers, what is not coded last.
    assert list(dict.fromkeys(bars["series"])) == ["P2", "E1", "E2", "E10", "D1", "–"]
    assert bars["value"].sum() == 97
    assert words(axes, "y_tick") == [
        "Boxing (Binzhou) (n = 12)",
        "Dongguan (n = 7)",
        "Maoming (n = 0)",
        "Nanjing (n = 31)",
        "Wuhan East Lake (n = 47)",
    ]
    assert words(axes, "legend") == ["P", "E", "D", "– uncoded"]
    assert "E2\n30" in words(axes, "text")
    note = words(axes, "note")[0]
    assert "n = 97 problem entries in 5 reports." in note
    assert "E10 Water works and flooding" in note


def test_reports_are_not_counted_by_places() -> None:
    df = pd.DataFrame({"place": ["甲市"], "status": ["completed"], "code": ["E"], "n": [3]})
    assert words(plot_status(df, n_reports=2), "note")[0].startswith(
        "n = 3 problem entries in 2 reports.\nFewer than 12 reports: counts and points"
    )
    for drawn in (plot_status(df), plot_composition(df)):
        assert "report" not in words(drawn, "note")[0].split("\n")[0]
    by_report = plot_composition(df.assign(report_id=["r"]), by="report_id")
    assert "One report per city" not in words(by_report, "note")[0]


def test_composition_by_group_and_by_another_column() -> None:
    df = pd.DataFrame({"year": [2020, 2020, 2021], "code": ["E", "P", "Z"], "n": [3, 2, 1]})
    axes = plot_composition(df, by="year", group_labels={"E": "生态环境治理"}, lang="zh")
    assert words(axes, "y_tick") == ["2020 (n = 5)", "2021 (n = 1)"]
    assert words(axes, "legend") == ["P", "E 生态环境治理", "Z"]
    assert words(axes, "text") == ["2", "3", "1"]


def test_status() -> None:
    axes = plot_status(tables.status(), lang="zh")
    assert words(axes, "title") == ["问题条目的自报状态"]
    assert words(axes, "legend") == ["已完成", "阶段性完成", "推进中", "未说明"]
    bars = rows(axes, "bar")
    found = {(row.series, row.label): row.value for row in bars.itertuples()}
    assert found["completed", "博兴县 (n = 20)"] == 19
    assert found["unstated", "武汉市 (n = 47)"] == 45
    assert len(found) == 7


def test_matrix() -> None:
    types = {"M-study": "Political study", "M-build": "Works"}
    axes = plot_matrix(tables.matrix(), labels=tables.LABELS["en"], type_labels=types)
    assert words(axes, "y_tick") == [
        "P2 Implementing decisions and planning",
        "E2 Sewage and sewers",
        "E10 Water works and flooding",
        "D1 Responsibility for Party governance",
    ]
    assert words(axes, "x_tick") == ["M-study Political study", "M-build Works", "M-plan"]
    cells = rows(axes, "cell")
    assert cells["value"].sum() == 18
    assert words(axes, "text") == ["4", "7", "2", "5"]
    # Without the number of reports the figure claims nothing about them.
    assert "report" not in words(axes, "note")[0]


def test_a_figure_too_narrow_for_its_words_is_refused() -> None:
    with pytest.raises(FigureError, match="too narrow"):
        plot_matrix(tables.matrix(), labels=tables.LABELS["en"], width=55)
    with pytest.raises(FigureError, match="no room"):
        plot_layers(tables.layers(), width=60)
    assert plt.get_fignums() == []


def test_profile() -> None:
    axes = plot_profile(tables.profile(), labels={"vagueness": "Vagueness"})
    assert list(dict.fromkeys(rows(axes, "point")["panel"])) == [
        "alignment",
        "resolve",
        "Vagueness",
    ]
    points = rows(axes[2], "point")
    assert list(points["label"]) == tables.PLACES
    np.testing.assert_allclose(points["value"], tables.profile()["per_1000"][2::3])
    assert words(axes[2], "text") == ["27", "19", "21", "72", "66"]


def test_profile_draws_an_interval_only_where_one_is_given() -> None:
    df = tables.profile().assign(low=np.nan, high=np.nan)
    df.loc[2, ["low", "high"]] = [4.0, 5.0]
    df.loc[3, "low"] = 1.0
    axes = plot_profile(df, interval="95% interval")
    intervals = rows(axes, "interval")
    assert intervals[["panel", "label", "low", "high"]].to_numpy().tolist() == [
        ["vagueness", "博兴县", 4.0, 5.0]
    ]
    assert "Lines: 95% interval." in words(axes, "note")[0]
    assert NOTE["en"] not in words(axes, "note")[0]


def test_aspect() -> None:
    axes = plot_aspect(tables.aspect())
    bars = rows(axes, "bar")
    np.testing.assert_allclose(bars.groupby("label")["value"].sum(), 100)
    assert words(axes, "legend") == ["done", "under way", "promised", "conditional", "no marker"]
    assert words(axes, "y_tick")[3] == "南京市 (n = 147)"
    assert "81" in words(axes, "text")


def test_aspect_refuses_shares_that_are_not_those_of_the_counts() -> None:
    df = tables.aspect()
    df.loc[0, "share"] = 0.9
    with pytest.raises(FigureError, match="done in 博兴县"):
        plot_aspect(df)


def test_timeline() -> None:
    axes = plot_timeline(tables.timeline(), place_labels=EN)
    points = rows(axes, "point")
    assert points["series"].tolist()[:2] == ["done", "done"]
    assert set(points["value"]) == {2013, 2020, 2022, 2023, 2024}
    markers = rows(axes, "marker")
    assert dict(zip(markers["label"], markers["value"], strict=True)) == {
        "Boxing (Binzhou) (n = 18)": 2023,
        "Nanjing (n = 8)": 2020,
        "Wuhan East Lake (n = 2)": 2024,
    }
    note = words(axes, "note")[0]
    assert "Dates without a year, not shown: 3." in note
    assert "Year of publication not known: Dongguan, Maoming." in note


def test_timeline_without_publication_years_draws_no_marker() -> None:
    axes = plot_timeline(tables.timeline().drop(columns="publication_year"))
    assert rows(axes, "marker").empty
    assert "year of publication" not in words(axes, "legend")


def test_trend() -> None:
    axes = plot_trend(tables.trend(), interval="95% bootstrap interval")
    lines, intervals = rows(axes, "line"), rows(axes, "interval")
    assert list(dict.fromkeys(lines["series"])) == tables.DEVICES
    assert set(intervals["series"]) == {"alignment", "resolve"}
    assert len(intervals) == 19
    # A year without a value breaks the line.
    gap = lines[(lines["series"] == "resolve") & (lines["label"] == "2019")]
    assert gap["value"].isna().all()
    assert len(gap) == 1
    note = words(axes, "note")[0]
    assert "Fewer than 12 reports in" in note
    assert "95% bootstrap interval" in note


def test_layers() -> None:
    axes = plot_layers(
        tables.layers(), min_weight=2, max_nodes=2, group_labels={"E": "Environment"}
    )
    nodes, edges = rows(axes, "node"), rows(axes, "edge")
    assert set(nodes["label"]) == {
        "E1 Water quality",
        "E2 Sewage and sewers",
        "Works and treatment",
        "Political study",
        "Party branch",
        "Municipal government",
    }
    assert sorted(edges["value"]) == [2, 3, 8, 9]
    note = words(axes, "note")[0]
    assert "problem category 2 of 4, measure type 2 of 2, institution 2 of 2" in note
    assert "Ties within a layer or across one, not shown: 1." in note
    assert "problem category: E Environment" in words(axes, "legend")


def test_layers_are_ordered_so_that_no_tie_crosses_where_none_must() -> None:
    graph = tables.layers()
    layers = [["E1", "E2", "D1"], ["M-build", "M-study"], ["支部", "市政府"]]
    assert crossings(graph, layers) > 0
    assert crossings(graph, order_layers(graph, layers)) == 0


def test_layers_refuse_a_network_with_nothing_to_draw() -> None:
    with pytest.raises(FigureError, match="weight of 50"):
        plot_layers(tables.layers(), min_weight=50)
    graph = tables.layers()
    del graph.nodes["E1"]["label_en"]
    with pytest.raises(FigureError, match="E1"):
        plot_layers(graph)


def test_plots_draw_into_given_axes() -> None:
    figure, grid = plt.subplots(1, 2, layout="constrained", figsize=(9, 3))
    assert plot_status(tables.status(), ax=grid[0], simulated=True, n_reports=4) is grid[0]
    assert "SIMULATED 模拟数据" in grid[0].get_title(loc="left")
    assert NOTE["en"] in grid[0].get_xlabel()
    assert words(grid[0], "legend")[0] == "completed"
    with pytest.raises(FigureError, match="3 panels"):
        plot_profile(tables.profile(), ax=grid)
    assert figure.axes == list(grid)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n": "many"}, "not a number"),
        ({"n": -1}, "cannot be drawn"),
        ({"status": "done"}, "is not known"),
        ({"place": None}, "places"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(FigureError, match=message):
        plot_status(tables.status().assign(**change), places=tables.PLACES)


def test_missing_columns_empty_tables_and_unknown_options_are_refused() -> None:
    with pytest.raises(FigureError, match="no column n"):
        plot_status(tables.status().drop(columns="n"))
    with pytest.raises(FigureError, match="no rows"):
        plot_status(tables.status().iloc[:0])
    with pytest.raises(FigureError, match="language"):
        plot_status(tables.status(), lang="fr")  # type: ignore[arg-type]
    with pytest.raises(FigureError, match="width"):
        plot_status(tables.status(), width="wide")  # type: ignore[arg-type]


def test_agreement_is_drawn_where_it_has_a_value_with_its_interval() -> None:
    axes = plot_agreement(tables.agreement(), panels={"1": "Round 1", "2": "Round 2"})
    points, lines = rows(axes, "point"), rows(axes, "interval")
    assert points[["panel", "label", "series", "value"]].to_numpy().tolist() == [
        ["Round 1", "category (issue)", "Krippendorff's α", 0.78],
        ["Round 1", "category (issue)", "Gwet's AC1", 0.79],
        ["Round 1", "category (issue)", "%", 0.8],
        ["Round 1", "types (measure)", "Krippendorff's α", 0.6],
        ["Round 1", "types (measure)", "%", 0.5],
        ["Round 2", "category (issue)", "%", 1.0],
        ["Round 2", "types (measure)", "Krippendorff's α", -0.1],
        ["Round 2", "types (measure)", "%", 0.4],
    ]
    assert lines[["low", "high"]].to_numpy().tolist() == [
        [0.7, 0.85],
        [0.71, 0.86],
        [0.54, 0.66],
        [-0.2, 0.1],
    ]
    assert any("not over reports" in note for note in words(axes, "note"))


def test_agreement_by_code_prints_both_and_either() -> None:
    axes = plot_code_agreement(tables.code_agreement(), labels=tables.LABELS["en"])
    points = rows(axes, "point")
    assert points[["series", "value"]].to_numpy().tolist() == [
        ["E2", 5 / 7],
        ["E10", 1.0],
        ["D1", 0.0],
    ]
    assert [t for t in words(axes, "text") if "/" in t] == ["5/9", "2/2", "0/1"]
