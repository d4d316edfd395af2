"""The status of an entry is what the report claims, and only where it claims something."""

from __future__ import annotations

import pytest

from tests.conftest import ledger_of


def status_of(response: str) -> tuple[object, ...]:
    text = (
        "现将整改情况公布如下。\n一、整改情况\n"
        f"1.关于甲不够的问题\n整改进展情况:{response}\n2.关于乙不严的问题\n整改进展情况:改。\n"
    )
    row = ledger_of(text).issues.iloc[0]
    said = None if not isinstance(row["status_text"], str) else row["status_text"]
    scope = None if not isinstance(row["status_scope"], str) else row["status_scope"]
    return row["status"], said, scope, bool(row["status_explicit"])


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ("已整改完成。修订了制度。", ("completed", "已整改完成", "issue", True)),
        ("已取得阶段性成效需长期坚持整改。加密巡查。",
         ("phased", "已取得阶段性成效需长期坚持整改", "issue", True)),
        ("已完成整改并长期坚持。开展检查。", ("phased", "已完成整改并长期坚持", "issue", True)),
        ("尚未完成。正在选址。", ("ongoing", "尚未完成", "issue", True)),
        ("修订了制度。此项问题已整改完成。", ("completed", "此项问题已整改完成", "issue", True)),
        ("修订了制度。此项问题已整改完成,下一步加强检查。", ("ongoing", "下一步", "part", False)),
        ("共排查64家,已完成整改62家。", ("phased", "64家,已完成整改62家", "part", False)),
        ("共排查64家,已完成整改64家。", ("unstated", None, None, False)),
        ("目前正在开展接入工作。", ("ongoing", "正在", "part", False)),
        ("印发了《办法》,检查企业12家。", ("unstated", None, None, False)),
        ("清单内事项已全部整改完成。", ("unstated", None, None, False)),
        ("修订了制度。该项整改任务已完成整改,并长期坚持。",
         ("phased", "该项整改任务已完成", "issue", True)),
        ("修订了制度。本条已整改完成。", ("completed", "本条已整改完成", "issue", True)),
        ("13处闲置房产盘活9处。", ("phased", "13处闲置房产盘活9处", "part", False)),
        ("13处闲置房产、9处仓库登记造册。", ("unstated", None, None, False)),
        ("应追缴9,860万元,已收回6,417万元。", ("phased", "9,860万元,已收回6,417万元", "part", False)),
    ],
)  # fmt: skip
def test_status_words(response: str, expected: tuple[object, ...]) -> None:
    assert status_of(response) == expected


@pytest.mark.parametrize(
    ("response", "status"),
    [("已收回3975万元。", "phased"), ("约谈3家单位,开展检查。", "unstated"),
     ("已收回4686万元。", "unstated"), ("新增预算200万元。", "unstated")],
)  # fmt: skip
def test_a_part_of_what_the_statement_names_makes_it_phased(response: str, status: str) -> None:
    text = (
        "现将整改情况公布如下。\n一、整改情况\n"
        f"1.关于5家单位4686万元资金滞留的问题\n{response}\n2.关于乙不严的问题\n改。\n"
    )
    assert ledger_of(text).issues["status"].iloc[0] == status


def test_mode_and_time_type_stand_beside_the_status() -> None:
    text = (
        "现将整改情况公布如下。\n一、整改情况\n"
        "1.关于甲不够的问题\n整改时限:立行立改,长期坚持\n整改措施:立行立改,开展排查。\n"
        "2.关于乙不严的问题\n整改时限:短期\n整改措施:长期坚持检查。\n"
    )
    issues = ledger_of(text).issues
    assert list(issues["mode"].fillna("-")) == ["at_once", "-"]
    assert list(issues["time_type"].fillna("-")) == ["long_term", "short_term"]


def test_stated_totals_stand_beside_the_counts_with_the_difference() -> None:
    text = (
        "巡察组反馈的3个问题,已完成整改2个,现公布如下。\n一、整改情况\n"
        "1.关于甲不够的问题\n整改情况:已完成。开展检查5个。\n2.关于乙不严的问题\n改。\n"
    )
    row = ledger_of(text).reports.iloc[0]
    assert (row["stated_issues"], row["n_issues"], row["issues_difference"]) == (3, 2, -1)
    assert (row["stated_completed"], row["completed_difference"]) == (2, -1)
