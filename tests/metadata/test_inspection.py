"""The inspection: its teams, their levels, form and kind, period and feedback."""

from __future__ import annotations

import pytest

import toolkit as tk


def read(text: str) -> dict[str, tuple[str, str]]:
    """Field to value and basis."""
    table = tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", text)])).metadata
    return {row.field: (row.value, row.basis) for row in table.itertuples()}


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
        ("中共义乌市教育局党组", "市委第一巡察组", "county"),
        ("中共义乌市教育局党组", "金华市委第一巡察组", "prefecture"),
        ("中共义乌市教育局党组", "市委第一提级巡察组", "prefecture"),
        ("中共义乌市教育局党组", "市委第一交叉巡察组", None),
        ("中共义乌市佛堂镇委员会", "市委第一巡察组", "county"),
        ("中共金华市教育局党组", "市委第一巡察组", "prefecture"),
        ("中共汨罗市水利局党组", "汨罗市委第五巡察组", "county"),
        ("中共仙桃市教育局党组", "市委第一巡察组", "county"),
        ("中共石河子市教育局党组", "市委第一巡察组", "county"),
        ("甲局", "师市党委第一巡察组", "prefecture"),
        ("甲供电公司党委", "省公司党委第三巡察组", "unit"),
        ("甲局", "省水利厅党组第三巡察组", "province"),
        ("甲局", "沛县县委第三巡察组", "county"),
        ("甲局", "延边州委第五巡察组", "prefecture"),
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
    ("sentence", "teams"),
    [
        ("3月1日起县委第二巡察组进驻甲局开展巡察。", "县委第二巡察组"),
        ("2023年3月10日至5月10日期间县委第三巡察组巡察了甲局。", "县委第三巡察组"),
        ("2023年下半年县委第三巡察组巡察了甲局。", "县委第三巡察组"),
        ("3月1日上午县委第三巡察组进驻甲局。", "县委第三巡察组"),
        ("近期海安县委第三巡察组巡察了甲局。", "海安县委第三巡察组"),
        ("经县委批准县委第三巡察组巡察了甲局。", "县委第三巡察组"),
        ("经市委批准县委第三巡察组巡察了甲局。", "县委第三巡察组"),
        ("按照县委统一部署第三巡察组巡察了甲局。", "第三巡察组"),
        ("县委第三巡察组、县委第四巡察组巡察了甲局。", "县委第三巡察组; 县委第四巡察组"),
        (
            "2019年6月1日至7月31日,县委第四巡察组巡察了甲局。"
            "2023年3月1日至4月30日,县委第二巡察组开展了巡察“回头看”。",
            "县委第二巡察组",
        ),
        (
            "2022年11月1日至12月31日,县委第四巡察组巡察了甲局。2023年1月20日,县委巡察组反馈了意见。",
            "县委第四巡察组",
        ),
    ],
)
def test_the_name_of_a_team_is_its_name_alone(sentence: str, teams: str) -> None:
    found = read(
        "甲局关于巡察整改情况的通报\n"
        f"{sentence}现将整改情况通报如下。\n一、整改情况\n1.针对学习不够的问题,已学习。\n"
    )
    assert found["inspector"] == (teams, "printed")


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
