"""Small reports in the layouts of the genre, each with the exact records expected."""

from __future__ import annotations

import pytest

from tests.conftest import ledger_of

PREAMBLE = "根据统一部署,巡察组对我局开展了巡察,现将整改情况公布如下。\n"
CLOSING = "三、下一步打算\n继续抓好整改。\n"


def issues(text: str) -> list[tuple[str | None, str, str | None]]:
    table = ledger_of(text).issues[["number", "problem", "group"]].astype(object)
    return list(table.where(table.notna(), None).itertuples(index=False, name=None))


def measures(text: str) -> list[tuple[int, str, str]]:
    table = ledger_of(text).measures
    table = table[table["issue_id"].notna()]
    return list(zip(table["ordinal"], table["kind"], table["text"], strict=True))


def test_run_in_entries_hold_problem_and_measures_in_one_paragraph() -> None:
    text = (
        PREAMBLE
        + "一、加强组织领导\n(一)提高站位。召开会议。\n二、反馈问题整改情况\n"
        + "1.针对“学习不深入”的问题,一是召开会议。二是印发通知。\n"
        + "2.针对“台账不健全”的问题,完善台账,定期检查。\n"
        + CLOSING
    )
    assert issues(text) == [("1.", "学习不深入", None), ("2.", "台账不健全", None)]
    assert measures(text) == [
        (1, "enumerated", "一是召开会议。"),
        (2, "enumerated", "二是印发通知。"),
        (1, "whole", "完善台账,定期检查。"),
    ]


def test_entries_under_groups_with_a_field_label_and_a_printed_verdict() -> None:
    text = (
        PREAMBLE
        + "一、总体情况\n高度重视。\n二、整改进展情况\n(一)关于党的领导方面\n"
        + "1.针对学习不够问题。\n整改进展情况:已整改完成。一是学习。二是交流。\n"
        + "(二)关于工作作风方面\n2.针对检查不严问题。\n整改进展情况:正在推进。开展检查。\n"
        + CLOSING
    )
    table = ledger_of(text).issues
    assert issues(text) == [
        ("1.", "学习不够", "关于党的领导方面"),
        ("2.", "检查不严", "关于工作作风方面"),
    ]
    assert list(table["status"]) == ["completed", "ongoing"]
    assert list(table["status_text"]) == ["已整改完成", "正在推进"]
    assert list(table["status_explicit"]) == [True, True]
    assert measures(text) == [
        (1, "enumerated", "一是学习。"),
        (2, "enumerated", "二是交流。"),
        (1, "whole", "开展检查。"),
    ]


def test_a_statement_on_its_own_line_and_the_enumeration_on_the_next() -> None:
    text = (
        PREAMBLE
        + "一、组织情况\n加强领导。\n二、整改落实情况\n1. 关于制度不完善问题的整改\n"
        + "先行梳理。一是修订办法;二是\n开展培训。\n2. 关于队伍薄弱问题的整改\n补充人员。\n"
        + CLOSING
    )
    assert issues(text) == [("1.", "制度不完善", None), ("2.", "队伍薄弱", None)]
    assert measures(text) == [
        (0, "lead", "先行梳理。"),
        (1, "enumerated", "一是修订办法;"),
        (2, "enumerated", "二是\n开展培训。"),
        (1, "whole", "补充人员。"),
    ]


def test_top_level_entries_with_bracketed_measures() -> None:
    text = (
        PREAMBLE
        + "一、关于理论学习不深入的问题\n(一)组织学习。\n(二)开展交流。\n"
        + "二、关于财务管理不规范的问题\n(一)修订制度。\n(二)清退资金。\n"
    )
    assert issues(text) == [("一、", "理论学习不深入", None), ("二、", "财务管理不规范", None)]
    assert [row[2] for row in measures(text)] == [
        "(一)组织学习。", "(二)开展交流。", "(一)修订制度。", "(二)清退资金。",
    ]  # fmt: skip


def test_entries_without_numbers_are_found_by_their_opening_words() -> None:
    text = PREAMBLE + "针对学习不够的问题,一是学习。二是讨论。\n针对检查不严的问题,开展检查。\n"
    assert issues(text) == [(None, "学习不够", None), (None, "检查不严", None)]


def test_full_width_punctuation_gives_the_same_records() -> None:
    narrow = (
        PREAMBLE
        + "一、整改情况\n1.针对“学习不深入”的问题,一是召开会议。二是印发通知。\n"
        + "2.针对“台账不健全”的问题,完善台账。\n"
    )
    wide = narrow.translate(str.maketrans({",": "，", "(": "（", ")": "）", ".": "．"}))
    assert [row[1] for row in issues(wide)] == [row[1] for row in issues(narrow)]
    assert len(measures(wide)) == len(measures(narrow)) == 3


def test_a_plan_without_problems_yields_measures_under_its_sections() -> None:
    text = (
        "为落实督察反馈意见,制定本方案。\n一、工作目标\n(一)质量改善。到2020年,达标率达到92.5%。\n"
        + "二、主要措施\n(一)压实责任\n一是明确分工。\n二是强化考核。\n三、实施保障\n(一)加强领导。落实责任。\n"
    )
    ledger = ledger_of(text)
    assert ledger.issues.empty
    table = ledger.measures
    assert list(zip(table["section"], table["kind"], table["text"], strict=True)) == [
        ("plan", "enumerated", "一是明确分工。"),
        ("plan", "enumerated", "二是强化考核。"),
        ("safeguards", "organisational", "(一)加强领导。落实责任。"),
    ]
    target = ledger.commitments.iloc[0]
    assert (target["value"], target["unit"], target["comparator"]) == (92.5, "%", "at_least")
    assert str(target["deadline"].date()) == "2020-12-31"


@pytest.mark.parametrize("section", ["一、组织情况\n一是加强领导。\n二是压实责任。\n"])
def test_enumerations_outside_the_entries_are_organisational(section: str) -> None:
    text = (
        PREAMBLE
        + section
        + "二、整改情况\n1.针对甲不够的问题,改。\n2.针对乙不严的问题,改。\n"
        + "三、下一步打算\n一是持续改。\n"
    )
    table = ledger_of(text).measures
    outside = table[table["issue_id"].isna()]
    assert list(zip(outside["section"], outside["kind"], outside["text"], strict=True)) == [
        ("organisation", "organisational", "一是加强领导。"),
        ("organisation", "organisational", "二是压实责任。"),
        ("closing", "organisational", "一是持续改。"),
    ]


def test_the_statement_may_stand_in_a_field_of_its_own() -> None:
    text = (
        PREAMBLE
        + "一、整改情况\n1.问题表现:学习不深入。\n整改措施:一是学习。二是交流。\n整改时限:2024年6月30日\n"
        + "2.问题:台账不健全。\n整改措施:完善台账。\n责任单位:办公室\n责任人:主任\n"
    )
    assert [row[1] for row in issues(text)] == ["学习不深入", "台账不健全"]
    assert [row[2] for row in measures(text)] == ["一是学习。", "二是交流。", "完善台账。"]
    table = ledger_of(text).issues
    assert str(table.loc[0, "deadline"].date()) == "2024-06-30"
    assert table.loc[1, "responsible"] == "办公室"


def test_a_deadline_in_a_measure_is_its_deadline_and_makes_the_clause_a_promise() -> None:
    text = (
        PREAMBLE
        + "一、整改情况\n1.针对甲不够的问题,一是2024年5月底前完成建设。二是已完成招标。\n2.针对乙不严的问题,改。\n"
    )
    ledger = ledger_of(text)
    assert str(ledger.measures.loc[0, "deadline"].date()) == "2024-05-31"
    assert list(ledger.clauses["aspect"].fillna("none")) == ["promised", "done", "none"]


def test_a_repeated_number_is_kept_and_flagged() -> None:
    text = PREAMBLE + "一、整改情况\n1.针对甲不够的问题,改。\n1.针对乙不严的问题,改。\n"
    ledger = ledger_of(text)
    assert list(ledger.issues["number"]) == ["1.", "1."]
    flag = ledger.flags.iloc[0]
    assert (flag["kind"], flag["text"]) == ("numbering_repeat", "1.")


def test_a_step_that_only_explains_is_an_explanation() -> None:
    text = (
        PREAMBLE
        + "一、整改情况\n1.针对甲不够的问题,一是由于人员不足,未能开展。二是补充人员。\n"
        + "2.针对乙不严的问题,改。\n"
    )
    assert [row[1] for row in measures(text)] == ["explanation", "enumerated", "whole"]


def test_text_without_any_structure_is_kept_as_not_understood() -> None:
    ledger = ledger_of("这是一段没有结构的文字。\n")
    leaves = ledger.nodes[ledger.nodes["is_leaf"]]
    assert list(leaves["kind"]) == ["unparsed"]
    assert list(ledger.flags["kind"]) == ["not_understood"]
    assert ledger.reports.loc[0, "n_unparsed"] == 13


@pytest.mark.parametrize(
    ("response", "status", "measure"),
    [
        ("已办结:完善台账。", "completed", "完善台账。"),
        ("完善台账。\n【已完成整改】", "completed", "完善台账。"),
        ("完善台账。(取得阶段性成效,需长期坚持)", "phased", "完善台账。"),
        ("完善台账。\n整改状态:正在推进。", "ongoing", "完善台账。"),
        ("完善台账(已完成整改的除外)。", "unstated", "完善台账(已完成整改的除外)。"),
    ],
)
def test_a_printed_verdict_may_open_or_close_the_response_and_is_no_measure(
    response: str, status: str, measure: str
) -> None:
    text = (
        PREAMBLE
        + f"一、整改情况\n1.针对甲不够的问题\n整改进展情况:{response}\n2.针对乙不严的问题\n改。\n"
    )
    assert ledger_of(text).issues.loc[0, "status"] == status
    assert measures(text)[0] == (1, "whole", measure)


def test_a_label_after_a_run_in_response_does_not_belong_to_the_statement() -> None:
    text = (
        PREAMBLE
        + "一、整改情况\n1.针对“甲不够”的问题,完善台账。完成情况:已办结。\n"
        + "2.针对乙的问题,整改措施包括开会,实际未开展问题。整改进展情况:改。\n"
    )
    assert [row[1] for row in issues(text)] == ["甲不够", "乙的问题,整改措施包括开会,实际未开展"]
    assert [row[2] for row in measures(text)] == ["完善台账。", "改。"]


def test_bare_statements_are_entries_where_the_section_announces_problems() -> None:
    text = (
        PREAMBLE + "一、总体情况\n高度重视。\n二、具体问题整改落实情况\n"
        + "1. 资金审核不细,15人不符合条件。\n一是核查名单。二是追回资金。\n"
        + "2. 制度更新滞后。\n修订制度。\n"
        + CLOSING
    )  # fmt: skip
    assert [row[:2] for row in issues(text)] == [
        ("1.", "资金审核不细,15人不符合条件"),
        ("2.", "制度更新滞后"),
    ]


def test_measures_under_a_top_level_entry_are_not_entries_themselves() -> None:
    text = (
        PREAMBLE + "一、关于学习不深入问题整改情况\n(一)组织学习,解决学习不够。\n(二)开展交流,补齐短板。\n"
        + "二、关于资金管理不规范问题整改情况\n(一)修订制度。\n(二)清退资金。\n"
    )  # fmt: skip
    assert [row[1] for row in issues(text)] == ["学习不深入", "资金管理不规范"]
    assert len(measures(text)) == 4
