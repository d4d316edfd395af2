"""Invariants that hold for any text: nothing lost, every span true, ids stable."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

import toolkit as tk
from toolkit.ledger.rows import ReportRows
from toolkit.matching import default_matcher
from toolkit.schema import TABLES
from toolkit.vocabulary import default_vocabulary

PIECES = [
    "一、", "二、", "(一)", "(二)", "1.", "2.", "3、", "一是", "二是", "①", "\n", "\r\n", "\n\n", " ",
    "\u3000", "针对", "关于", "学习不深入", "的问题", "问题的整改", "整改进展情况", ":", "已整改完成。",
    "正在推进。", "《办法》", "《", "》", "“", "”", "(", ")", "2023年1月2日", "2023824日", "12家", "完成",
    "下一步", "市生态环境局", "我局", "附件:", "来源:某局", "电话:", "邮箱", "。", ";", ",", "加强领导",
    "😀", "\x00", "\x85", "\u2028",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=60).map("".join)


def rows_of(text: str) -> dict[str, list[dict[str, object]]]:
    """All rows of a report, as dictionaries by column name."""
    read = ReportRows(tk.Report("r", text), default_vocabulary(), default_matcher()).read()
    names = {table: [column.name for column in columns] for table, columns in TABLES.items()}
    return {t: [dict(zip(names[t], row, strict=True)) for row in rows] for t, rows in read.items()}


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_leaves_tile_any_text_and_every_span_reads_to_its_row(text: str) -> None:
    tables = rows_of(text)
    assert "".join(str(node["text"]) for node in tables["nodes"] if node["is_leaf"]) == text
    for name, rows in tables.items():
        if name == "reports":
            continue
        for row in rows:
            assert text[row["start"] : row["end"]] == row["text"], name  # type: ignore[misc]
    for entry in tables["issues"]:
        for part in ("problem", "response", "status"):
            start, end = entry[f"{part}_start"], entry[f"{part}_end"]
            found = entry["status_text" if part == "status" else part]
            assert start is None or text[start:end] == (found or "")  # type: ignore[misc]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_nodes_nest_and_ids_are_unique(text: str) -> None:
    tables = rows_of(text)
    nodes = {node["node_id"]: node for node in tables["nodes"]}
    for node in nodes.values():
        if node["parent_id"] is None:
            continue
        parent = nodes[node["parent_id"]]
        assert parent["start"] <= node["start"] <= node["end"] <= parent["end"]  # type: ignore[operator]
        assert node["level"] == parent["level"] + 1  # type: ignore[operator]
    for table, columns in TABLES.items():
        own = [column.name for column in columns if column.name.endswith("_id")]
        key = {"reports": "report_id", "issues": "issue_id", "measures": "measure_id"}.get(table)
        key = key or {"nodes": "node_id"}.get(table) or own[1]
        ids = [row[key] for row in tables[table]]
        assert len(ids) == len(set(ids)), table


def test_the_same_text_gives_the_same_tables(shipped_corpus: tk.Corpus) -> None:
    one, other = tk.build_ledger(shipped_corpus), tk.build_ledger(shipped_corpus)
    for name in one.tables:
        assert one.table(name).equals(other.table(name))
