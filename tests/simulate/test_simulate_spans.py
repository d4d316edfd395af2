"""The answers are exact, in every layout."""

from __future__ import annotations

import re
from itertools import pairwise

import pandas as pd
import pytest

from toolkit.numerals import chinese
from toolkit.simulate import (
    LAYOUTS,
    SimulatedCorpus,
    SimulationSpec,
    load_vocabulary,
    simulate_corpus,
)
from toolkit.simulate.markers import MARKERS
from toolkit.simulate.style import LABEL_FRAMES

WORDS = load_vocabulary()
#: Labels of fields, as printed.
LABELS = {
    frame.format(label=wording)
    for wordings in WORDS.raw.labels.values()
    for wording in wordings
    for frame in LABEL_FRAMES
}
#: Numbers of issues; other layouts have those of the first one.
NUMBERS = {
    "": r"\d+[.．、]",
    "top_level_issue": r"[一二三四五六七八九十]+、",
    "three_levels": r"\(\d+\)|（\d+）",
    "tables": r"\d*",
    "field_blocks": r"|[一二三四五六七八九十]+、|问题[一二三四五六七八九十]+：|第\d+项|序号\d+",
    "unnumbered": "",
    "bare_label": "",
    "close_out": "",
    "audit_letter": "",
}
#: Layouts that tell a response in fields, which have labels between them.
FIELDS = ("field_blocks", "close_out")


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
    assert set(simulated.records["reports"]["layout"]) == set(LAYOUTS)
    assert set(simulated.records["issues"]["layout"]) == set(LAYOUTS) - {"general_plan"}


def test_problem_stands_alone(simulated: SimulatedCorpus) -> None:
    texts = _texts(simulated)
    introductions = {"", "针对", "关于", "针对“", "关于“", "对“", "对", "|", *LABELS}
    for row in simulated.records["issues"].itertuples():
        text = texts[row.report_id]
        assert text[row.problem_start : row.problem_end] == row.problem
        assert row.start <= row.problem_start < row.problem_end < row.end
        before = text[row.start : row.problem_start].strip()
        assert before.removeprefix(row.number).strip() in introductions
        assert not row.problem.startswith(("针对", "关于"))
        assert not row.problem.endswith(("问题", "。", "的"))
        assert not re.fullmatch("“[^”]*”", row.problem)
        assert not re.search(r"\d[.．、]$", row.problem)


def test_number_is_the_printed_one(simulated: SimulatedCorpus) -> None:
    for row in simulated.records["issues"].itertuples():
        assert re.fullmatch(NUMBERS.get(row.layout, NUMBERS[""]), row.number)
        assert row.text.startswith(row.number)


def test_numbers_count_up(simulated: SimulatedCorpus) -> None:
    """Issues are counted one by one, where numbers do not begin anew in a group."""
    anew = ("paren_leaf", "three_levels", "one_line")
    issues = simulated.records["issues"]
    issues = issues[~issues["layout"].isin(anew) & (issues["number"] != "")]
    assert issues["layout"].nunique() > 6
    for row in issues.itertuples():
        digits = re.sub(r"\D", "", row.number)
        assert (digits or re.sub("[、：]|问题", "", row.number)) in {
            str(row.ordinal),
            chinese(row.ordinal),
        }


def test_issues_end_before_the_next_entry(simulated: SimulatedCorpus) -> None:
    texts = _texts(simulated)
    group = r"(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．、] ?)[^\n]+方面"
    notice = WORDS.raw.frames["notice"].closing_heads
    heads = (*notice, *WORDS.raw.frames["close_out"].contact_heads)
    for report_id, issues in simulated.records["issues"].groupby("report_id"):
        text = texts[report_id]
        spans = list(zip(issues["start"], issues["end"], strict=True))
        for (_, end), (start, _) in pairwise(spans):
            # Nothing but headings of the next group may stand between two issues.
            between = text[end:start].strip()
            assert between == "" or all(
                re.fullmatch(group, line.strip()) for line in between.split("\n")
            )
        after = text[spans[-1][1] :].lstrip("\n　")
        assert re.match(r"[一二三四五六七八九十]+、", after) or after.startswith(heads)


def test_measures_do_not_overlap(simulated: SimulatedCorpus) -> None:
    for _, measures in simulated.records["measures"].groupby("report_id"):
        for one, two in pairwise(measures.itertuples()):
            assert one.start < one.end <= two.start


def test_measures_stand_in_their_issue(simulated: SimulatedCorpus) -> None:
    issues = simulated.records["issues"].set_index(["report_id", "ordinal"])
    for key, measures in simulated.records["measures"].groupby(["report_id", "issue_ordinal"]):
        issue = issues.loc[key]
        assert measures["start"].iloc[0] >= issue["problem_end"]
        assert measures["end"].iloc[-1] <= issue["end"]
        assert "organisational" not in set(measures["kind"])


def test_organisational_measures_stand_outside_the_issues(simulated: SimulatedCorpus) -> None:
    measures = simulated.records["measures"]
    outside = measures[measures["kind"] == "organisational"]
    assert (outside["issue_ordinal"].isna()).all()
    assert len(outside) == measures["issue_ordinal"].isna().sum() > 100
    spans = {
        report_id: list(zip(issues["start"], issues["end"], strict=True))
        for report_id, issues in simulated.records["issues"].groupby("report_id")
    }
    for row in outside.itertuples():
        assert all(
            row.end <= start or end <= row.start for start, end in spans.get(row.report_id, [])
        )
        assert row.text.startswith(
            (MARKERS["一是"](row.ordinal, 9), MARKERS["（一）"](row.ordinal, 9))
        )
        assert row.text.endswith("。")


def test_measures_cover_the_response(simulated: SimulatedCorpus) -> None:
    issues = simulated.records["issues"].set_index(["report_id", "ordinal"])
    for key, measures in simulated.records["measures"].groupby(["report_id", "issue_ordinal"]):
        issue = issues.loc[key]
        if issue["layout"] in FIELDS:
            continue
        _one_answer(measures)
        for one, two in pairwise(measures.itertuples()):
            between = issue["text"][one.end - issue["start"] : two.start - issue["start"]]
            assert between.strip() == ""


def _one_answer(measures: pd.DataFrame) -> None:
    """Check one enumeration with its lead, or one whole."""
    kinds = list(measures["kind"])
    if "whole" in kinds:
        assert kinds == ["whole"]
        assert list(measures["ordinal"]) == [1]
        return
    assert kinds.count("lead") == (kinds[0] == "lead")
    first = 0 if kinds[0] == "lead" else 1
    assert list(measures["ordinal"]) == list(range(first, first + len(kinds)))
    assert kinds.count("enumerated") > 1


def test_each_field_is_read_by_itself(simulated: SimulatedCorpus) -> None:
    texts = _texts(simulated)
    issues = simulated.records["issues"].set_index(["report_id", "ordinal"])
    measures = simulated.records["measures"]
    seen = 0
    for key, told in measures.groupby(["report_id", "issue_ordinal"]):
        if issues.loc[key]["layout"] not in FIELDS:
            continue
        text = texts[key[0]]
        # A field begins where a label stands between two measures.
        fields = [0]
        for one, two in pairwise(told.itertuples()):
            between = text[one.end : two.start].strip()
            fields.append(fields[-1] + bool(between))
            assert not between or any(label in between for label in LABELS)
        for _, field in told.groupby(fields):
            _one_answer(field)
        seen += fields[-1] > 0
    assert seen > 20


def test_markers_belong_to_enumerated_measures_alone(simulated: SimulatedCorpus) -> None:
    measures = simulated.records["measures"]
    assert set(measures["kind"]) == {"enumerated", "whole", "lead", "organisational"}
    counts = measures.groupby(["report_id", "issue_ordinal"])["ordinal"].transform("max")
    for row, count in zip(measures.itertuples(), counts.fillna(9), strict=True):
        marked = [
            name
            for name, marker in MARKERS.items()
            if (name != "首先" or row.ordinal < 5)
            and row.text.startswith(marker(max(row.ordinal, 1), int(count)))
        ]
        assert len(marked) == (row.kind in ("enumerated", "organisational")), row.text
    inner = measures["text"].str.replace("^..{1,3}是", "", regex=True)
    assert not inner.str.contains(r"[。；，](?:[一二三四五六七八九十]是|[①-⑳])").any()


def test_status_is_marked_where_it_is_printed(simulated: SimulatedCorpus) -> None:
    texts = _texts(simulated)
    issues = simulated.records["issues"]
    assert (issues["status_start"].isna() == (issues["status"] == "unstated")).all()
    assert set(issues["status"]) == {"completed", "phased", "ongoing", "unstated"}
    for row in issues[issues["status"] != "unstated"].itertuples():
        status = texts[row.report_id][row.status_start : row.status_end]
        assert status
        assert row.problem_end < row.status_start < row.status_end <= row.end
        others = [known for code, known in WORDS.raw.status.items() if code != row.status]
        assert not any(status in known.label for known in others)
    assert ((issues["status"] == "unstated") == (issues["status_scope"] == "none")).all()
    assert set(issues["status_scope"]) == {"issue", "none"}


def test_labels_are_no_part_of_measures(simulated: SimulatedCorpus) -> None:
    labels = {frame.split("{label}")[0] for frame in WORDS.raw.status_frames.tail}
    assert {"整改状态：", "【"} <= labels
    for text in simulated.records["measures"]["text"]:
        assert not any(label in text for label in (*LABELS, *labels, *WORDS.raw.response_labels))


def test_status_labels_are_no_part_of_measures(simulated: SimulatedCorpus) -> None:
    issues = simulated.records["issues"].set_index(["report_id", "ordinal"])
    measures = simulated.records["measures"].dropna(subset="issue_ordinal")
    labels = {label for status in WORDS.raw.status.values() for label in status.label}
    for row in measures.itertuples():
        issue = issues.loc[row.report_id, row.issue_ordinal]
        if issue["status"] == "unstated":
            continue
        start, end = issue["status_start"], issue["status_end"]
        inside = row.start < end and start < row.end
        label = issue["text"][start - issue["start"] : end - issue["start"]] in labels
        assert not (inside and label)
        # A sentence on the status ends the measure it is part of.
        assert not inside or row.text.endswith(row.text[start - row.start :])


def test_devices_are_recorded_wherever_they_stand(simulated: SimulatedCorpus) -> None:
    """No formula stands in a report without a row, so a count of rows is exact."""
    formulae = [
        (code, template.source)
        for code, device in WORDS.devices.items()
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
    measures = simulated.records["measures"]
    answers = measures[measures["kind"] != "organisational"]
    assert set(answers["types"].str.split(";").explode()) == set(WORDS.raw.measures.types)
    assert set(simulated.records["issues"]["category"]) <= set(WORDS.categories)


def test_empty_tables_have_their_columns() -> None:
    from toolkit.simulate import DEFAULT_RATES

    corpus = simulate_corpus(
        SimulationSpec(
            cities=1,
            years=(2022,),
            layouts=("general_plan",),
            device_rates=dict.fromkeys(DEFAULT_RATES, 0.0),
        )
    )
    assert list(corpus.records["devices"].columns)[:2] == ["report_id", "device"]
    assert corpus.records["devices"].empty
    assert corpus.records["borrowings"].empty
    assert corpus.records["issues"].empty
    assert corpus.records["issues"]["status_start"].dtype == "Int64"
