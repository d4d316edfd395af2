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


@pytest.mark.parametrize(
    ("sentence", "form", "kind"),
    [
        ("市委第一巡察组对甲局开展了专项巡察。", "xuncha", "special"),
        ("市委提级交叉巡察三组对甲局开展了巡察。", "xuncha", "cross_promoted"),
        ("市委第一巡察组对甲局开展了提级巡察。", "xuncha", "promoted"),
        ("县委第二交叉巡察组对甲局开展了交叉巡察。", "xuncha", "cross"),
        ("市委机动巡察组对甲局进行了机动巡察。", "xuncha", "mobile"),
        ("市委第五巡察组对甲局进行了巡察“回头看”。", "xuncha", "look_back"),
        ("省委第七巡视组对甲大学开展了巡视。", "xunshi", "routine"),
        ("中央第五生态环境保护督察组对甲省开展了督察。", "ducha", "environmental"),
        ("县审计局对甲县2022年度预算执行情况进行了审计。", "audit", "audit"),
        ("自治区第四河湖巡查组对我县开展了巡查。", "other_form", "other"),
        (
            "市委第一巡察组对甲局开展了巡察,其间抽查河湖巡查记录和专项检查台账。",
            "xuncha",
            "routine",
        ),
    ],
)
def test_forms_and_kinds_of_inspection(sentence: str, form: str, kind: str) -> None:
    found = read(f"{sentence}现将整改情况通报如下。\n一、整改情况\n1.针对学习不够的问题,已学习。\n")
    assert (found["inspection_form"][0], found["inspection_kind"][0]) == (form, kind)


@pytest.mark.parametrize(
    ("body", "team", "level"),
    [
        ("甲局", "中央第五生态环境保护督察组", "central"),
        ("甲局", "贵州省第三生态环境保护督察组", "province"),
        ("甲局", "自治区第四河湖巡查组", "province"),
        ("甲局", "市委第三巡察组", "prefecture"),
        ("上海市青浦区教育局", "市委第三巡察组", "province"),
        ("甲局", "秭归县委第三巡察组", "county"),
        ("甲局", "党工委第一巡察组", "unit"),
        ("甲局", "联合巡察组", None),
    ],
)
def test_the_level_that_sent_a_team(body: str, team: str, level: str | None) -> None:
    found = read(
        f"{body}关于巡察整改情况的通报\n{team}对我单位开展了检查。现将整改情况通报如下。\n"
        "一、整改情况\n1.针对学习不够的问题,已学习。\n"
    )
    assert found["inspector"][0] == team
    assert (found["inspector_level"][0] if "inspector_level" in found else None) == level


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("2022年9月至11月,县委第二巡察组对甲镇开展巡察。", ("2022-09", "2022-11", None)),
        ("2023.8.1—2023.8.28,市委机动巡察组对甲院开展巡察。", ("2023-08-01", "2023-08-28", None)),
        (
            "二〇二三年十一月六日至次年一月五日,市委第一巡察组对甲局开展巡察。",
            ("2023-11-06", "2024-01-05", None),
        ),
        (
            "继2019年9月至11月首次巡察之后,市委第一巡察组于2023年2月20日至3月17日对甲局开展了巡察“回头看”。",
            ("2023-02-20", "2023-03-17", None),
        ),
        (
            "市委第六巡察组自2023年9月12日起对甲区开展常规巡察,至11月10日结束。12月26日召开反馈会议。",
            ("2023-09-12", "2023-11-10", "2023-12-26"),
        ),
        (
            "2022年9月13日至11月30日,市委第五巡察组对甲局2019年1月至2022年8月期间工作开展了巡察。",
            ("2022-09-13", "2022-11-30", None),
        ),
        (
            "县委第三巡察组对甲局2017年1月至2021年12月的工作进行了巡察,巡察时间为2022年3月1日至4月30日。",
            ("2022-03-01", "2022-04-30", None),
        ),
        (
            "县委第三巡察组进行了巡察,重点检查了2017年1月至2021年12月的财务收支,自2022年3月1日至4月30日。",
            ("2022-03-01", "2022-04-30", None),
        ),
        (
            "县委第三巡察组对甲局2017年1月至2021年12月工作进行了巡察。",
            (None, None, None),
        ),
        (
            "在2022年3月1日至4月30日的常规巡察中,县委第三巡察组对甲局进行了巡察。",
            ("2022-03-01", "2022-04-30", None),
        ),
        (
            "2022年11月7日至2023年1月6日,市委第一巡察组对甲局开展巡察,意见由巡察组于2023年2月17日向局党组通报。",
            ("2022-11-07", "2023-01-06", "2023-02-17"),
        ),
        (
            "2023年4月6日至6月5日,市委第一巡察组对甲局开展巡察。6月9日局党组召开会议传达学习反馈精神。",
            ("2023-04-06", "2023-06-05", None),
        ),
    ],
)
def test_period_and_feedback(sentence: str, dates: tuple[str | None, ...]) -> None:
    found = read(f"{sentence}现将整改情况通报如下。\n一、整改情况\n1.针对学习不够的问题,已学习。\n")
    names = ("inspection_start", "inspection_end", "feedback_date")
    assert tuple(found[name][0] if name in found else None for name in names) == dates


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "2023年4月6日至28日,市委第一巡察组对甲局开展巡察。",
            [
                ("2023-04-06", "printed", None),
                ("2023-04-28", "printed", "the year is that of the period's first day"),
            ],
        ),
        (
            "今年3月15日至4月29日,市委第一巡察组对甲局开展巡察。",
            [
                ("2023-03-15", "inferred", "the year is carried over from elsewhere in the text"),
                ("2023-04-29", "inferred", "the year is carried over from elsewhere in the text"),
            ],
        ),
    ],
)
def test_a_year_that_is_not_printed_with_its_day_says_where_it_is_from(
    sentence: str, told: list[tuple[str, str, str | None]]
) -> None:
    text = (
        f"甲局关于巡察整改情况的通报\n发布时间：2023-12-01\n{sentence}现将整改情况通报如下。\n"
        "一、整改\n1.关于甲的问题,已改。\n"
    )
    table = tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", text)])).metadata
    rows = table.set_index("field").loc[["inspection_start", "inspection_end"]]
    found = rows[["value", "basis", "note"]].astype(object)
    assert [tuple(row) for row in found.where(found.notna(), None).to_numpy()] == told


def test_a_month_alone_is_kept_as_printed_and_is_no_day() -> None:
    text = "2022年9月至11月,县委第二巡察组对甲镇开展巡察。现将整改情况公布如下。\n一、整改\n1.关于甲的问题,已改。\n"
    ledger = tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", text)]))
    assert ledger.reports["inspection_start"].isna().all()
    assert ledger.reports["inspection_year"].to_list() == [2022]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("滨州市生态环境局博兴县分局", ("山东省", "滨州市", "博兴县", "371625")),
        ("苍南县审计局", ("浙江省", "温州市", "苍南县", "330327")),
        ("东莞市生态环境局", ("广东省", "东莞市", None, "441900")),
        ("上海市青浦区赵屯卫生中心", ("上海市", None, "青浦区", "310118")),
        ("鼓楼区教育局", (None, None, "鼓楼区", None)),
        ("福州市鼓楼区教育局", ("福建省", "福州市", "鼓楼区", "350102")),
        ("城区教育局", (None, None, None, None)),
        ("莱芜市教育局", ("山东省", "莱芜市", None, "371200")),
    ],
)
def test_places_are_printed_or_looked_up(body: str, places: tuple[str | None, ...]) -> None:
    found = read(
        f"{body}关于巡察整改情况的通报\n现将整改情况通报如下。\n一、整改\n1.关于甲的问题,已改。\n"
    )
    names = ("province", "prefecture", "county", "division_code")
    assert tuple(found[name][0] if name in found else None for name in names) == places
    for name, place in zip(names[:3], places, strict=False):
        if place is not None:
            assert found[name][1] == ("printed" if place in body else "looked up")


def test_an_ambiguous_name_says_so() -> None:
    text = "鼓楼区教育局关于巡察整改情况的通报\n现将整改情况通报如下。\n一、整改\n1.关于甲的问题,已改。\n"
    table = tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", text)])).metadata
    assert table.set_index("field").loc["county", "note"] == "4 divisions have this name"


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
