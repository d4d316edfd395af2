"""Small tables for every plot."""

from __future__ import annotations

import networkx as nx
import pandas as pd

PLACES = ["博兴县", "东莞市", "茂名市", "南京市", "武汉市"]
LABELS = {
    "zh": {
        "E1": "水环境",
        "E2": "污水与管网设施",
        "E10": "水务与防汛",
        "D1": "主体责任与监督责任",
        "P2": "决策部署与统筹谋划",
    },
    "en": {
        "E1": "Water quality",
        "E2": "Sewage and sewers",
        "E10": "Water works and flooding",
        "D1": "Responsibility for Party governance",
        "P2": "Implementing decisions and planning",
    },
}
DEVICES = ["alignment", "resolve", "vagueness"]


def coverage() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "report_id": ["boxing", "dongguan", "maoming", "nanjing", "wuhan"],
            "place": PLACES,
            "n_characters": [5967, 3926, 4901, 8211, 14360],
            "n_issues": [20, 7, 0, 31, 47],
            "n_measures": [38, 19, 0, 63, 52],
            "n_flags": [0, 0, 0, 0, 26],
            "damaged": [0, 0, 0, 0, 22],
        }
    )


def composition() -> pd.DataFrame:
    rows = [
        ("博兴县", "E10", 2),
        ("博兴县", "E2", 9),
        ("博兴县", None, 1),
        ("东莞市", "D1", 1),
        ("东莞市", "P2", 6),
        ("南京市", "E1", 20),
        ("南京市", "D1", 11),
        ("武汉市", "E2", 30),
        ("武汉市", "E10", 17),
    ]
    return pd.DataFrame(rows, columns=["place", "code", "n"])


def status() -> pd.DataFrame:
    rows = [
        ("博兴县", "completed", 19),
        ("博兴县", "phased", 1),
        ("东莞市", "unstated", 6),
        ("东莞市", "ongoing", 1),
        ("南京市", "ongoing", 31),
        ("武汉市", "unstated", 45),
        ("武汉市", "completed", 2),
    ]
    return pd.DataFrame(rows, columns=["place", "status", "n"])


def matrix() -> pd.DataFrame:
    rows = [
        ("E2", "M-build", 7),
        ("E10", "M-build", 2),
        ("D1", "M-study", 5),
        ("E2", "M-study", 0),
        ("P2", "M-plan", 4),
        ("E1", "M-plan", 0),
    ]
    return pd.DataFrame(rows, columns=["category", "measure_type", "n"])


def profile() -> pd.DataFrame:
    frame = pd.DataFrame(
        [(place, device) for place in PLACES for device in DEVICES], columns=["place", "device"]
    )
    frame["n"] = [3, 5, 27, 21, 14, 19, 12, 0, 21, 12, 11, 72, 8, 2, 66]
    frame["n_characters"] = [n for n in coverage()["n_characters"] for _ in DEVICES]
    frame["per_1000"] = frame["n"] / frame["n_characters"] * 1000
    return frame


def aspect() -> pd.DataFrame:
    rows = [
        (place, name, n)
        for place, counts in zip(PLACES, [(29, 2, 1, 0, 49), (12, 1, 1, 0, 41), (2, 5, 1, 0, 70),
                                          (54, 6, 5, 1, 81), (37, 2, 10, 1, 97)], strict=True)
        for name, n in zip(
            ("done", "under_way", "promised", "conditional", "none"), counts, strict=True
        )
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["place", "aspect", "n"])
    frame["share"] = frame["n"] / frame.groupby("place")["n"].transform("sum")
    return frame


def timeline() -> pd.DataFrame:
    rows = [
        ("博兴县", 2022, "done", 4, 2023),
        ("博兴县", 2022, "unknown", 14, 2023),
        ("博兴县", None, "unknown", 3, 2023),
        ("东莞市", 2024, "deadline", 1, None),
        ("东莞市", 2023, "as_of", 1, None),
        ("茂名市", 2020, "deadline", 6, None),
        ("南京市", 2013, "unknown", 1, 2020),
        ("南京市", 2020, "unknown", 7, 2020),
        ("武汉市", 2023, "done", 2, 2024),
    ]
    return pd.DataFrame(rows, columns=["place", "year", "role", "n", "publication_year"])


def trend() -> pd.DataFrame:
    rows = [
        (device, year, 2.0 + rank + 0.1 * (year - 2015), 8 + year % 9)
        for rank, device in enumerate(DEVICES)
        for year in range(2015, 2025)
        if (device, year) != ("resolve", 2019)
    ]
    frame = pd.DataFrame(rows, columns=["group", "year", "per_1000", "n_reports"])
    frame["low"], frame["high"] = frame["per_1000"] - 0.4, frame["per_1000"] + 0.3
    frame.loc[frame["group"] == "vagueness", ["low", "high"]] = None
    return frame


def layers() -> nx.Graph:
    graph = nx.Graph()
    for code, n in (("E1", 6), ("E2", 12), ("D1", 5), ("P2", 1)):
        names = {f"label_{lang}": f"{code} {LABELS[lang][code]}" for lang in ("zh", "en")}
        graph.add_node(code, kind="category", n=n, **names)
    for code, zh, en, n in (
        ("M-build", "工程建设与治理", "Works and treatment", 70),
        ("M-study", "学习教育", "Political study", 14),
    ):
        graph.add_node(code, kind="measure_type", label_zh=zh, label_en=en, n=n)
    for name, en, n in (("支部", "Party branch", 13), ("市政府", "Municipal government", 4)):
        graph.add_node(name, kind="institution", label_zh=name, label_en=en, n=n)
    graph.add_weighted_edges_from(
        [
            ("E1", "M-study", 2),
            ("E2", "M-build", 9),
            ("D1", "M-study", 5),
            ("P2", "M-build", 1),
            ("M-build", "市政府", 3),
            ("M-study", "支部", 8),
            ("E2", "支部", 4),
        ]
    )
    return graph


def agreement() -> pd.DataFrame:
    """Scores of two rounds, the second with a field on which alpha has no value."""
    rows = [
        ("1", "category", "issue", 105, 0.8, 0.78, 0.7, 0.85, 0.79, 0.71, 0.86),
        ("1", "types", "measure", 174, 0.5, 0.6, 0.54, 0.66, None, None, None),
        ("2", "category", "issue", 66, 1.0, None, None, None, None, None, None),
        ("2", "types", "measure", 137, 0.4, -0.1, -0.2, 0.1, None, None, None),
    ]
    columns = ["round", "field", "unit", "units", "percent", "alpha", "alpha_low", "alpha_high"]
    return pd.DataFrame(rows, columns=[*columns, "ac1", "ac1_low", "ac1_high"])


def code_agreement() -> pd.DataFrame:
    rows = [("E10", 2, 2, 1.0), ("E2", 9, 5, 5 / 7), ("D1", 1, 0, 0.0)]
    return pd.DataFrame(rows, columns=["code", "any_reader", "all_readers", "agreement"])
