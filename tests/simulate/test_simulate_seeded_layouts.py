"""What holds for every report of a layout, whatever was drawn."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from toolkit.simulate import (
    LAYOUTS,
    SimulatedCorpus,
    SimulationSpec,
    load_vocabulary,
    simulate_corpus,
)
from toolkit.simulate.style import BLANKS, DIVIDERS, LABEL_FRAMES

WORDS = load_vocabulary()
LABELS = WORDS.raw.labels


def simulated(layout: str, **values: object) -> SimulatedCorpus:
    defaults = {"cities": 24, "years": (2020, 2023), "layouts": (layout,), "seed": 4}
    return simulate_corpus(SimulationSpec(**{**defaults, **values}))  # type: ignore[arg-type]


def texts(corpus: SimulatedCorpus) -> dict[str, str]:
    return {report.report_id: report.text for report in corpus.reports}


def answers(corpus: SimulatedCorpus) -> pd.DataFrame:
    measures = corpus.records["measures"]
    return measures[measures["kind"] != "organisational"]


def label(text: str) -> str:
    """Take a label out of what is printed around it."""
    return text.strip("【】：:")


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_each_layout_by_itself(name: str) -> None:
    corpus = simulated(name, cities=3, measures=(2, 3))
    issues, measures = corpus.records["issues"], corpus.records["measures"]
    assert set(corpus.records["reports"]["layout"]) == {name}
    assert set(issues["layout"]) == (set() if name == "general_plan" else {name})
    for row in (*issues.itertuples(), *measures.itertuples()):
        assert texts(corpus)[row.report_id][row.start : row.end] == row.text
    wholes = name in ("block", "audit_letter", "close_out", "field_blocks")
    assert ("whole" in set(measures["kind"])) == wholes


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_the_most_that_can_be_asked_for(name: str) -> None:
    """Twenty measures and ninety-nine issues are counted to the end."""
    corpus = simulated(name, cities=1, years=(2022,), issues=(99, 99), measures=(20, 20))
    issues = corpus.records["issues"]
    assert len(issues) == {"close_out": 1, "general_plan": 0}.get(name, 99)
    enumerated = answers(corpus)
    enumerated = enumerated[enumerated["kind"] == "enumerated"]
    assert enumerated.empty or enumerated["ordinal"].max() >= 19


def test_three_levels() -> None:
    corpus = simulated("three_levels")
    for report_id, issues in corpus.records["issues"].groupby("report_id"):
        text = texts(corpus)[report_id]
        place = 0
        seen: set[str] = set()
        for row in issues.itertuples():
            heads = [line.strip("　") for line in text[place : row.start].split("\n")]
            place = row.end
            inner = [head for head in heads if re.fullmatch(r"\d+[.．、] ?[^\n]+方面", head)]
            # A leaf begins with 1 below a heading of its own, and counts on without one.
            assert bool(inner) == (row.number.strip("()（）") == "1")
            topics = {f"{topic}方面" for topic in WORDS.raw.categories[row.category].topic}
            seen |= topics & {re.sub(r"^\d+[.．、] ?", "", head) for head in inner}
            assert seen & topics


def test_close_out() -> None:
    corpus = simulated("close_out", status_shares={2020: {"ongoing": 1.0}})
    issues = corpus.records["issues"]
    assert (issues.groupby("report_id").size() == 1).all()
    assert len(issues) == 48
    assert set(issues["status"]) == {"completed"}
    for row in issues.itertuples():
        lines = [line.strip("　") for line in row.text.split("\n")]
        assert label(lines[0][:8].split("：")[0].split("】")[0].split(":")[0]) in LABELS["task"]
        assert any(wording in lines[-1] for wording in LABELS["period"])
        assert any(wording in row.text for wording in LABELS["goal"])
        assert any(wording in row.text for wording in LABELS["unit"])
        text = texts(corpus)[row.report_id]
        after = text[row.end :].strip().split("\n")[0].strip("　")
        assert after in WORDS.raw.frames["close_out"].contact_heads
    assert "organisational" not in set(corpus.records["measures"]["kind"])
    assert {report.meta["genre"] for report in corpus.reports} == {"notice"}


def test_audit_letter() -> None:
    corpus = simulated("audit_letter")
    issues = corpus.records["issues"]
    assert set(issues["category"].str[0]) <= set("FREX")
    shared = 0
    for report_id, own in issues.groupby("report_id"):
        text = texts(corpus)[report_id]
        assert all("\n" not in entry for entry in own["text"])
        lines = text.split("\n")
        heads = [line.strip("　") for line in lines if re.match(r"　*[一二三四五六七八]、", line)]
        numbers = [head.split("、")[0] for head in heads]
        assert numbers == list("一二三四五六七八")[: len(numbers)]
        shared += any(sum(entry in line for entry in own["text"]) > 2 for line in lines)
    assert shared > 30
    for row in issues.itertuples():
        assert row.text.startswith("对")
        introduced = row.text[: row.problem_end - row.start + 6]
        assert re.search("”?的?问题，", introduced)
    assert {report.meta["inspection_kind"] for report in corpus.reports} == {"audit"}
    assert {report.meta["genre"] for report in corpus.reports} == {"other"}


def test_one_line() -> None:
    corpus = simulated("one_line")
    for report in corpus.reports:
        assert "\n" not in report.text
        assert report.text == report.text.strip()
    assert len(corpus.records["issues"]) > 300


def test_measure_per_line() -> None:
    corpus = simulated("measure_per_line", measures=(2, 4))
    styles = set()
    for report_id, own in answers(corpus).groupby("report_id"):
        text = texts(corpus)[report_id]
        for row in own.itertuples():
            assert text[: row.start].rstrip("　").endswith("\n")
        enumerated = own[own["kind"] == "enumerated"]
        firsts = {
            row.text[:3] if row.text[0] == "首" else row.text[:2]
            for row in enumerated[enumerated["ordinal"] == 1].itertuples()
        }
        kinds = {re.sub(r"[^()（）①首先，]", "", first) for first in firsts}
        assert len(kinds) == 1
        styles |= kinds
    assert styles == {")", "）", "(", "（", "①", "首先，"}


def test_field_blocks() -> None:
    corpus = simulated("field_blocks", cities=48)
    issues = corpus.records["issues"]
    styles, frames = set(), set()
    for _, own in issues.groupby("report_id"):
        used: dict[str, set[str]] = {}
        for row in own.itertuples():
            for line in row.text.split("\n"):
                for name, wordings in LABELS.items():
                    for frame in LABEL_FRAMES:
                        for wording in wordings:
                            printed = frame.format(label=wording)
                            if line.strip("　").removeprefix(row.number).startswith(printed):
                                used.setdefault(name, set()).add(printed)
                                frames.add(frame)
        # One wording for each label throughout a report.
        assert all(len(wordings) == 1 for wordings in used.values())
        assert {"goal", "unit", "leader", "deadline"} <= set(used)
        assert {"measures", "progress"} & set(used)
        styles.add(re.sub(r"[一二三四五六七八九十]+|\d+", "N", own["number"].iloc[0]))
    assert styles == {"N、", "问题N：", "第N项", "序号N", ""}
    assert frames == set(LABEL_FRAMES)


def test_closures_are_in_step_with_the_status() -> None:
    issues = simulated("field_blocks").records["issues"]
    for row in issues.itertuples():
        printed = next((w for w in LABELS["closure"] if w in row.text), None)
        assert (printed is None) == (row.status == "unstated")
        if printed is not None:
            closure = re.split(f"{printed}[】：:]", row.text)[1]
            assert closure in WORDS.raw.status[row.status].closure


def test_tables() -> None:
    corpus = simulated("tables", cities=48)
    issues = corpus.records["issues"]
    dividers = set()
    for report_id, own in issues.groupby("report_id"):
        text = texts(corpus)[report_id]
        header = text[: own["start"].iloc[0]].rstrip("\n").split("\n")[-1]
        divider = next(d for d in ("\t", " | ", "|") if d in header)
        columns = header.split(divider)
        assert [any(name in wordings for wordings in LABELS.values()) for name in columns] == [
            True
        ] * len(columns)
        status = next(n for n, name in enumerate(columns) if name in LABELS["status"])
        for row in own.itertuples():
            cells = row.text.split(divider)
            assert len(cells) == len(columns)
            assert all(cell == cell.strip() and cell for cell in cells)
            assert (cells[status] in BLANKS) == (row.status == "unstated")
            assert (columns[0] in LABELS["number"]) == (row.number == str(row.ordinal))
        dividers.add(divider)
    assert dividers == set(DIVIDERS)
    for row in answers(corpus).itertuples():
        assert "\n" not in row.text
        assert "\t" not in row.text
        assert "|" not in row.text


def test_plan() -> None:
    corpus = simulated("plan")
    issues = corpus.records["issues"]
    assert set(issues["status"]) == {"unstated"}
    assert issues["status_start"].isna().all()
    for row in issues.itertuples():
        for name in ("goal", "measures", "unit", "leader", "deadline"):
            assert any(wording in row.text for wording in LABELS[name])
    assert {report.meta["genre"] for report in corpus.reports} == {"plan"}
    for report in corpus.reports:
        assert report.meta["feedback_date"] < report.meta["publication_date"]  # type: ignore[operator]


def test_general_plan() -> None:
    corpus = simulated("general_plan")
    assert corpus.records["issues"].empty
    measures = corpus.records["measures"]
    assert set(measures["kind"]) == {"organisational"}
    assert measures["issue_ordinal"].isna().all()
    points = measures[measures["types"] != ""]
    assert points["text"].str.fullmatch(r"（[一二三四五六七八九十]+）[^。]+。.+。").all()
    assert set(points["types"].str.split(";").explode()) == set(WORDS.raw.promises.types)
    assert (points.groupby("report_id")["ordinal"].max() >= 7).all()


def test_action_headings() -> None:
    corpus = simulated("action_headings")
    patterns = {
        code: [re.sub(r"\\\{topic\\\}|\{topic\}", ".+", t.source) for t in templates]
        for code, templates in WORDS.actions.items()
    }
    issues = corpus.records["issues"]
    for row in issues.itertuples():
        assert any(re.fullmatch(pattern, row.problem) for pattern in patterns[row.category])
        assert row.text[row.problem_end - row.start] in "。\n"
    repeated = issues.duplicated(["report_id", "problem"]).mean()
    assert repeated < 0.05


def test_bare_label() -> None:
    corpus = simulated("bare_label")
    for row in corpus.records["issues"].itertuples():
        first, second = row.text.split("\n")[:2]
        assert first == row.problem
        assert second.strip("　").startswith(WORDS.raw.response_labels)


def test_openings_and_closings_are_counted_in_both_ways() -> None:
    corpus = simulated("run_in")
    measures = corpus.records["measures"]
    outside = measures[measures["kind"] == "organisational"]
    issues = corpus.records["issues"].groupby("report_id")["start"].min()
    before = outside["start"] < outside["report_id"].map(issues)
    assert set(outside.loc[before, "text"].str[0]) >= {"一", "（"}
    assert set(outside.loc[~before, "text"].str[0]) >= {"一", "（"}
    assert set(outside["types"]) == {""}
    for _, part in outside.groupby(["report_id", before]):
        assert list(part["ordinal"]) == list(range(1, len(part) + 1))
