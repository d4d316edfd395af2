"""The answers are exact, in every layout."""

from __future__ import annotations

import re
from itertools import pairwise

import pandas as pd
import pytest

from toolkit.simulate import LAYOUTS, SimulatedCorpus, SimulationSpec, simulate_corpus

MARKERS = re.compile(r"^(?:[一二三四五六七八九十]+是|（[一二三四五六七八九十]+）)")


def _texts(corpus: SimulatedCorpus) -> dict[str, str]:
    return {report.report_id: report.text for report in corpus.reports}


@pytest.mark.parametrize("table", ["issues", "measures", "devices"])
def test_spans_hold_their_text(simulated: SimulatedCorpus, table: str) -> None:
    texts = _texts(simulated)
    rows = simulated.records[table]
    assert len(rows) > 100
    for row in rows.itertuples():
        assert texts[row.report_id][row.start : row.end] == row.text
        assert row.text == row.text.strip()
        assert row.text


def test_all_layouts_occur(simulated: SimulatedCorpus) -> None:
    assert set(simulated.records["issues"]["layout"]) == set(LAYOUTS)


def test_problem_stands_alone(simulated: SimulatedCorpus) -> None:
    texts = _texts(simulated)
    for row in simulated.records["issues"].itertuples():
        text = texts[row.report_id]
        assert text[row.problem_start : row.problem_end] == row.problem
        assert row.start <= row.problem_start < row.problem_end < row.end
        before = text[row.start : row.problem_start].strip()
        assert before.removeprefix(row.number).strip() in {"", "针对", "关于", "针对“", "关于“"}
        assert not row.problem.startswith(("针对", "关于"))
        assert not row.problem.endswith(("问题", "。", "的"))
        assert not re.fullmatch("“[^”]*”", row.problem)
        assert not re.search(r"\d[.．、]$", row.problem)


def test_number_is_the_printed_one(simulated: SimulatedCorpus) -> None:
    issues = simulated.records["issues"]
    assert (issues.loc[issues["layout"] == "unnumbered", "number"] == "").all()
    numbered = issues[issues["layout"] != "unnumbered"]
    assert numbered["number"].str.fullmatch(r"\d+[.．、]|[一二三四五六七八九十]+、").all()
    for row in numbered.itertuples():
        assert row.text.startswith(row.number)


def test_issues_end_before_the_next_entry(simulated: SimulatedCorpus) -> None:
    texts = _texts(simulated)
    for report_id, issues in simulated.records["issues"].groupby("report_id"):
        text = texts[report_id]
        spans = list(zip(issues["start"], issues["end"], strict=True))
        for (_, end), (start, _) in pairwise(spans):
            between = text[end:start].strip()
            # Nothing but a heading of the next group may stand between two issues.
            assert between == "" or re.fullmatch(r"（[一二三四五六七八九]）[^\n]+", between)
        after = text[spans[-1][1] :].lstrip("\n　")
        assert re.match(r"[一二三四五六七八九十]+、", after)


def test_measures_cover_the_response(simulated: SimulatedCorpus) -> None:
    issues = simulated.records["issues"].set_index(["report_id", "ordinal"])
    for key, measures in simulated.records["measures"].groupby(["report_id", "issue_ordinal"]):
        issue = issues.loc[key]
        assert measures["start"].iloc[0] >= issue["problem_end"]
        assert measures["end"].iloc[-1] <= issue["end"]
        kinds = list(measures["kind"])
        if "whole" in kinds:
            assert kinds == ["whole"]
            assert list(measures["ordinal"]) == [1]
        else:
            assert kinds.count("lead") == (kinds[0] == "lead")
            first = 0 if kinds[0] == "lead" else 1
            assert list(measures["ordinal"]) == list(range(first, first + len(kinds)))
            assert kinds.count("enumerated") > 1
        text = issue["text"]
        for one, two in pairwise(measures.itertuples()):
            assert text[one.end - issue["start"] : two.start - issue["start"]].strip() == ""


def test_markers_belong_to_enumerated_measures_alone(simulated: SimulatedCorpus) -> None:
    measures = simulated.records["measures"]
    marked = measures["text"].str.contains(MARKERS.pattern, regex=True)
    assert (marked == (measures["kind"] == "enumerated")).all()
    inner = measures["text"].str.replace(MARKERS, "", regex=True)
    assert not inner.str.contains(r"(?:^|[。；，])[一二三四五六七八九十]是").any()


def test_status_is_marked_where_it_is_printed(simulated: SimulatedCorpus) -> None:
    texts = _texts(simulated)
    issues = simulated.records["issues"]
    assert (issues["status_start"].isna() == (issues["status"] == "unstated")).all()
    assert set(issues["status"]) == {"completed", "phased", "ongoing", "unstated"}
    for row in issues[issues["status"] != "unstated"].itertuples():
        status = texts[row.report_id][row.status_start : row.status_end]
        assert status
        assert row.problem_end < row.status_start < row.status_end <= row.end


def test_status_labels_are_no_part_of_measures(simulated: SimulatedCorpus) -> None:
    labels = ("整改状态", "完成情况", "整改进展", "整改落实情况", "【")
    texts = simulated.records["measures"]["text"]
    for label in labels:
        assert not texts.str.contains(label, regex=False).any()


def test_devices_are_recorded_wherever_they_stand(simulated: SimulatedCorpus) -> None:
    """No formula stands in a report without a row, so a count of rows is exact."""
    from toolkit.simulate import load_vocabulary

    words = load_vocabulary()
    formulae = [
        (code, template.source)
        for code, device in words.devices.items()
        for template in (*device.before, *device.after)
        if not template.names()
    ]
    devices = simulated.records["devices"]
    rows: dict[str, pd.DataFrame] = dict(iter(devices.groupby("report_id")))
    for report in simulated.reports[:40]:
        known = [
            (r.device, r.start, r.end) for r in rows.get(report.report_id, devices[:0]).itertuples()
        ]
        for code, formula in formulae:
            for hit in re.finditer(re.escape(formula), report.text):
                assert any(
                    code == device and start <= hit.start() and hit.end() <= end
                    for device, start, end in known
                ), formula


def test_types_and_categories_are_codes(simulated: SimulatedCorpus) -> None:
    from toolkit.simulate import load_vocabulary

    words = load_vocabulary()
    types = simulated.records["measures"]["types"].str.split(";").explode()
    assert set(types) == set(words.raw.measures)
    assert set(simulated.records["issues"]["category"]) <= set(words.categories)


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_each_layout_by_itself(name: str) -> None:
    corpus = simulate_corpus(
        SimulationSpec(cities=2, years=(2022,), layouts=(name,), measures=(2, 3), seed=3)
    )
    texts = _texts(corpus)
    issues, measures = corpus.records["issues"], corpus.records["measures"]
    assert set(issues["layout"]) == {name}
    for row in measures.itertuples():
        assert texts[row.report_id][row.start : row.end] == row.text
    assert ("whole" in set(measures["kind"])) == (name == "block")
    if name == "top_level_issue":
        assert issues["number"].iloc[1] == "二、"
        assert measures.loc[measures["kind"] == "enumerated", "text"].str.startswith("（").all()
    if name == "paren_leaf":
        assert "\n（一）" in texts[issues["report_id"].iloc[0]].replace("　", "")


def test_empty_tables_have_their_columns() -> None:
    from toolkit.simulate import DEFAULT_RATES

    corpus = simulate_corpus(
        SimulationSpec(cities=1, years=(2022,), device_rates=dict.fromkeys(DEFAULT_RATES, 0.0))
    )
    assert list(corpus.records["devices"].columns)[:2] == ["report_id", "device"]
    assert corpus.records["devices"].empty
    assert corpus.records["borrowings"].empty
