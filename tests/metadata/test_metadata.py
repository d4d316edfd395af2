"""Metadata read from a text: exact values, spans and bases on small inputs."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import toolkit as tk

WRITTEN = Path(__file__).parent / "written"
FIELDS = (
    *("title", "genre", "body", "inspector", "inspection_kind", "inspection_start"),
    *("inspection_end", "feedback_date", "publication_date", "source", "stated_issues"),
    *("stated_completed", "province", "prefecture", "county"),
)

HEAD = """首页 > 党务公开
中共六安市水利局党组关于市委第三巡察组
反馈意见整改进展情况的通报
发布时间：2023-12-08 09:14　来源：六安市水利局机关党委　浏览次数：317

　　根据市委统一部署，2023年4月6日至6月5日，市委第三巡察组对市水利局党组开展了常规巡察。7月12日，\
市委第三巡察组向我局党组反馈了巡察意见。反馈问题5个方面23个，已完成整改21个。现将整改进展情况予以公布。
　　一、整改情况
　　1.关于“学习不够”的问题。
　　整改情况：已组织学习。
"""


def read(text: str, **meta: object) -> dict[str, tuple[str, str]]:
    """Field to value and basis."""
    report = tk.Report("r", text, meta)  # type: ignore[arg-type]
    table = tk.build_ledger(tk.Corpus.from_reports([report])).metadata
    return {row.field: (row.value, row.basis) for row in table.itertuples()}


def test_everything_a_head_says() -> None:
    assert read(HEAD) == {
        "title": ("中共六安市水利局党组关于市委第三巡察组反馈意见整改进展情况的通报", "printed"),
        "genre": ("notice", "printed"),
        "body": ("中共六安市水利局党组", "printed"),
        "prefecture": ("六安市", "printed"),
        "province": ("安徽省", "looked up"),
        "division_code": ("341500", "looked up"),
        "inspector": ("市委第三巡察组", "printed"),
        "inspector_level": ("prefecture", "inferred"),
        "inspection_form": ("xuncha", "printed"),
        "inspection_kind": ("routine", "printed"),
        "inspection_start": ("2023-04-06", "printed"),
        "inspection_end": ("2023-06-05", "printed"),
        "feedback_date": ("2023-07-12", "inferred"),
        "publication_date": ("2023-12-08", "printed"),
        "source": ("六安市水利局机关党委", "printed"),
        "stated_issues": ("23", "printed"),
        "stated_completed": ("21", "printed"),
    }


def test_every_row_points_at_its_words() -> None:
    report = tk.Report("r", HEAD)
    ledger = tk.build_ledger(tk.Corpus.from_reports([report]))
    words = dict(zip(ledger.metadata["field"], ledger.metadata["text"], strict=True))
    assert words["inspection_end"] == "6月5日"
    assert words["stated_issues"] == "5个方面23个"
    assert words["province"] == "六安市"
    row = ledger.reports.iloc[0]
    assert (row["province"], row["division_code"], row["inspection_year"]) == (
        *("安徽省", "341500"),
        2023,
    )
    assert str(row["inspection_start"])[:10] == "2023-04-06"


def test_the_manifest_wins_and_a_conflict_is_listed() -> None:
    meta = {"body": "六安市水利局", "prefecture": "六安市", "feedback_date": date(2023, 7, 13)}
    report = tk.Report("r", HEAD, meta)
    ledger = tk.build_ledger(tk.Corpus.from_reports([report]))
    row = ledger.reports.iloc[0]
    assert (row["body"], str(row["feedback_date"])[:10]) == ("六安市水利局", "2023-07-13")
    told = ledger.metadata[ledger.metadata["conflict"]]
    assert told[["field", "value", "manifest"]].to_numpy().tolist() == [
        ["body", "中共六安市水利局党组", "六安市水利局"],
        ["feedback_date", "2023-07-12", "2023-07-13"],
    ]


def test_what_is_printed_in_the_five_reports_is_read(shipped_corpus: tk.Corpus) -> None:
    """The manifest was made by reading; every field it calls printed is read alike."""
    bare = [tk.Report(r.report_id, r.text) for r in shipped_corpus]
    table = tk.build_ledger(tk.Corpus.from_reports(bare)).metadata
    values = {(row.report_id, row.field): row.value for row in table.itertuples()}
    printed = [
        (report.report_id, field, str(report.meta[field]))
        for report in shipped_corpus
        for field, basis in report.basis.items()
        if basis.startswith("printed") and report.meta.get(field) is not None
    ]
    assert len(printed) > 30
    assert [one for one in printed if values.get(one[:2]) != one[2]] == []


def test_written_heads() -> None:
    """Seventy-six invented heads; README.md there says which were looked at when."""
    with (WRITTEN / "key.csv").open(encoding="utf-8-sig", newline="") as file:
        key = list(csv.DictReader(file))
    reports = [
        tk.Report(row["file"], (WRITTEN / row["file"]).read_text(encoding="utf-8")) for row in key
    ]
    table = tk.build_ledger(tk.Corpus.from_reports(reports)).metadata
    table = table[table["basis"] != "looked up"]
    values = {(r.report_id, r.field): "".join(str(r.value).split()) for r in table.itertuples()}
    right = Counter(
        field
        for row in key
        for field in FIELDS
        if values.get((row["file"], field), "") == "".join(row[field].split())
    )
    assert {field: n for field, n in right.items() if n < 0.9 * len(key)} == {}


@pytest.mark.parametrize(
    "printed",
    [
        *("2023-11-00", "2023-11-0", "2023-02-30", "2023年11月0日", "2023年2月30日"),
        *("二〇二三年十一月二一日", "二〇二三年十一月十十日", "二〇二三年十十月一日"),
    ],
)
def test_what_no_calendar_has_is_no_day_and_no_month(printed: str) -> None:
    found = read(HEAD.replace("2023-12-08 09:14", printed))
    assert [field for field in found if field == "publication_date"] == []
    assert found["inspection_start"] == ("2023-04-06", "printed")


@pytest.mark.parametrize(
    "period",
    ["2023年11月0日至12月3日", "2023年2月27日至30日", "二〇二三年十一月二一日至十二月一日"],
)
def test_a_period_of_which_a_day_is_none_is_not_told_whole(period: str) -> None:
    found = read(HEAD.replace("2023年4月6日至6月5日", period))
    assert not {"inspection_start", "inspection_end"} <= set(found)


def test_a_page_that_declares_no_day_tells_none() -> None:
    text = HEAD.replace("发布时间：2023-12-08 09:14", "")
    for declared, dates in (("2023-11-00", []), ("2023-11-03", ["2023-11-03"])):
        report = tk.Report("r", text, page={"publication_date": declared})
        table = tk.build_ledger(tk.Corpus.from_reports([report])).metadata
        assert table.loc[table["field"] == "publication_date", "value"].to_list() == dates


LINES = ["中共甲市水务局党组关于巡察整改情况的通报\n", "来源：甲局　2023-01-02\n", "市委第一巡察组", "于2023年4月6日",
         "至6月5日", "对甲局开展巡察", "反馈问题3个", "，", "。", "\n", "一、整改情况\n", "1.关于甲的问题，已改。\n",
         "博兴县", "2023年13月40日", "发布时间：2023-11-00\n", "二〇二三年十一月二一日", "2月30日", "第二十三项", "已完成1,234个", "（", "《", "甲局党组\n2023年1月2日\n"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=14).map("".join))
def test_values_that_are_printed_stand_at_their_place(text: str) -> None:
    ledger = tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", text)]))
    for row in ledger.metadata.itertuples():
        assert text[row.start : row.end] == row.text
        if row.basis == "printed" and row.field in {"title", "body", "source", "county"}:
            assert "".join(row.value.split()) == "".join(row.text.split())
