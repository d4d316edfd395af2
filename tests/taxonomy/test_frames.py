"""Official frames, read from headings alone."""

from __future__ import annotations

import pandas as pd
import pytest

import toolkit as tk
from tests.conftest import ledger_of
from toolkit.errors import FrameWarning

LEAD = "中共甲县水务局党组关于巡察整改进展情况的通报\n现将整改情况公布如下。\n一、整改落实情况\n"


def report(*headings: str) -> str:
    entries = "".join(
        f"（{numeral}）{heading}\n{n}.关于管理不够规范的问题。已修订制度，整改完成。\n"
        for n, (numeral, heading) in enumerate(zip("一二三四五六", headings, strict=False), start=1)
    )
    return LEAD + entries


def frame_of(*headings: str) -> tuple[str, int, float]:
    row = tk.read_frames(ledger_of(report(*headings))).frames.iloc[0]
    return row["frame"], row["in_order"], row["confidence"]


def test_four_focuses_are_not_three() -> None:
    headings = (
        "聚焦党中央决策部署在基层落实情况方面",
        "聚焦群众身边腐败问题和不正之风方面",
        "聚焦基层党组织建设方面",
    )
    assert frame_of(*headings) == ("three_focus", 3, 1.0)
    assert frame_of(*headings, "聚焦巡察整改和成果运用方面") == ("four_focus", 4, 1.0)


def test_a_body_may_leave_a_slot_out_and_add_its_own() -> None:
    headings = ("落实党的路线方针政策和决策部署方面", "落实全面从严治党方面", "其他方面")
    assert frame_of(*headings) == ("four_implementations", 2, pytest.approx(4 / 7))


def test_slots_out_of_order_count_less() -> None:
    reading = tk.read_frames(
        ledger_of(report("加强党的建设方面", "坚持党的领导方面", "全面从严治党方面"))
    )
    row = reading.frames.iloc[0]
    assert row[["frame", "matched", "in_order", "headings"]].to_list() == ["three_lacks", 3, 2, 3]
    assert reading.slots[["text", "slot", "in_order"]].to_numpy().tolist() == [
        ["加强党的建设方面", "building", False],
        ["坚持党的领导方面", "leadership", True],
        ["全面从严治党方面", "governance", True],
    ]


def test_headings_of_no_frame_are_none_with_the_nearest_named() -> None:
    reading = tk.read_frames(ledger_of(report("供水方面", "防汛方面", "落实全面从严治党方面")))
    row = reading.frames.iloc[0]
    assert row["frame"] == "none"
    assert row["confidence"] is pd.NA
    assert row["next_best"] == "three_lacks (0.33)"
    assert set(reading.slots["frame"]) == {"none"}


def test_what_is_said_of_complaints_received_is_no_frame() -> None:
    text = report(
        "受理信访举报中违反政治纪律方面",
        "受理信访举报中违反组织纪律方面",
        "受理信访举报中违反廉洁纪律方面",
    )
    assert tk.read_frames(ledger_of(text)).frames["frame"].to_list() == ["none"]


def test_the_date_of_a_report_says_nothing() -> None:
    text = report("供水方面", "防汛方面").replace(
        "现将", "2021年9月，县委第二巡察组进行了巡察。现将"
    )
    assert tk.read_frames(ledger_of(text)).frames["frame"].to_list() == ["none"]


def test_shipped_reports(shipped: tk.Ledger) -> None:
    reading = tk.read_frames(shipped)
    assert dict(zip(reading.frames["report_id"], reading.frames["frame"], strict=True)) == {
        "binzhou-boxing-2023": "none",
        "dongguan-2023": "none",
        "maoming-2019": "none",
        "nanjing-2020": "none",
        "wuhan-donghu-2024": "three_lacks",
    }
    for row in reading.slots.itertuples():
        assert shipped.texts[row.report_id][row.start : row.end] == row.text


def test_every_frame_names_codes_of_the_codebook() -> None:
    from toolkit.taxonomy.frames import load_frames

    categories = set(tk.read_codebook().labels())
    named = {c for f in load_frames().frames for slot in f.slots for c in slot.categories}
    assert named <= categories


def two_frames() -> tk.Ledger:
    texts = {
        "a": report("坚持党的领导方面", "加强党的建设方面", "全面从严治党方面", "其他方面"),
        "b": report(
            "落实党的路线方针政策和决策部署方面", "落实全面从严治党方面", "落实组织路线方面"
        ),
    }
    reports = [tk.Report(name, text, {"body": name}) for name, text in texts.items()]
    return tk.code(tk.build_ledger(tk.Corpus.from_reports(reports)))


def test_problems_under_slots() -> None:
    counts = tk.slot_counts(two_frames().filter(report_id="a"))
    assert counts[["frame", "slot", "n"]].astype(object).fillna("").to_numpy().tolist() == [
        ["three_lacks", "leadership", 1],
        ["three_lacks", "building", 1],
        ["three_lacks", "governance", 1],
        ["three_lacks", "", 1],
    ]


def test_a_comparison_across_frames_warns() -> None:
    ledger = two_frames()
    said = r"different official frames \(four_implementations, three_lacks\)"
    with pytest.warns(FrameWarning, match=f"slot_counts: .*{said}"):
        tk.slot_counts(ledger)
    with pytest.warns(FrameWarning, match=f"category_counts: .*{said}"):
        tk.category_counts(ledger, "report_id")


def test_expected_categories(shipped: tk.Ledger) -> None:
    counts = tk.slot_counts(shipped).set_index(["slot", "category"])
    assert counts.loc[("building", "O3"), "expected"]
    assert not counts.loc[("building", "R1"), "expected"]
