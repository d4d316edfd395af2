"""What makes an entry, and where it ends: small reports, each with the exact records expected."""

from __future__ import annotations

import pytest

from tests.conftest import ledger_of
from tests.outline.test_layouts import CLOSING, PREAMBLE, issues, measures
from toolkit.numerals import chinese

TITLE = "某局关于巡察反馈问题整改情况的报告\n"


def texts(text: str) -> list[str]:
    return list(ledger_of(text).issues["text"])


def statuses(text: str) -> list[str]:
    return list(ledger_of(text).issues["status"])


def organisational(text: str) -> list[str]:
    table = ledger_of(text).measures
    return list(table.loc[table["issue_id"].isna(), "text"])


def test_a_figure_glued_to_a_number_is_read_by_what_the_enumeration_expects() -> None:
    text = (
        PREAMBLE
        + "一、整改情况\n1.关于账目不清的问题。补记账目。\n2.4个部门往来款挂账的问题。清理款项。\n"
        + "3.关于台账不全的问题。按2.5万元补记。\n"
    )
    assert [row[:2] for row in issues(text)] == [
        ("1.", "账目不清"),
        ("2.", "4个部门往来款挂账"),
        ("3.", "台账不全"),
    ]


def test_a_decimal_at_the_start_of_a_line_stays_one_where_its_number_follows() -> None:
    text = (
        PREAMBLE
        + "一、整改情况\n1.关于水源不足的问题。\n(1)开工建设。\n1.恢复水渠。\n"
        + "2.8公里河段恢复水流。\n2.关于台账不全的问题。补齐台账。\n"
    )
    assert [row[:2] for row in issues(text)] == [("1.", "水源不足"), ("2.", "台账不全")]


def test_entries_counted_in_words_of_the_report() -> None:
    text = (
        TITLE
        + "壹 组织领导\n召开会议。\n贰 任务落实\nA-1 完善学习制度\n第一,制定细则。第二,组织交流。\n"
        + "A-2 压实工作责任\n调整分工,明确到人,逐月通报进展情况。\n"
        + "B-1 清理陈年欠税\n逐户核查,建立档案,按月催收欠缴税款。\n"
    )
    assert [row[:2] for row in issues(text)] == [
        ("A-1", "完善学习制度"),
        ("A-2", "压实工作责任"),
        ("B-1", "清理陈年欠税"),
    ]


def test_actions_counted_as_one_list_over_several_groups() -> None:
    text = (
        TITLE
        + PREAMBLE
        + "一、在政治建设上补短板\n(一)完善学习制度\n每月集中学习一次,学后交流。\n"
        + "(二)规范请示报告\n重新修订规则,列明事项。\n二、在从严管理上立规矩\n"
        + "(三)管好涉案财物\n建成保管室,逐件登记。\n三、在长效机制上求实效\n"
        + "(一)健全督查机制。每季度抽查。\n(二)健全培养机制。组织竞赛。\n"
    )
    assert [row[:2] for row in issues(text)] == [
        ("(一)", "完善学习制度"),
        ("(二)", "规范请示报告"),
        ("(三)", "管好涉案财物"),
    ]
    assert organisational(text) == [
        "(一)健全督查机制。每季度抽查。",
        "(二)健全培养机制。组织竞赛。",
    ]


def test_lines_that_are_quotations_are_entries() -> None:
    text = (
        PREAMBLE
        + "关于安全管理方面\n“隐患排查不深,整改停留在纸上”\n——全面排查。形成清单。\n"
        + "——逐项施策。限期整改。\n“值守力量薄弱”\n增派人员,实行双岗。\n"
        + "关于内部管理方面\n“合同审核不严”\n重新审核,补签合同。\n"
    )
    assert [row[:2] for row in issues(text)] == [
        (None, "隐患排查不深,整改停留在纸上"),
        (None, "值守力量薄弱"),
        (None, "合同审核不严"),
    ]
    assert [row[2] for row in measures(text)] == [
        "——全面排查。形成清单。", "——逐项施策。限期整改。", "增派人员,实行双岗。", "重新审核,补签合同。",
    ]  # fmt: skip


def test_headings_without_a_number_in_a_numbered_part() -> None:
    text = (
        TITLE
        + PREAMBLE
        + "一、统一思想\n召开会议。\n二、直面问题,推动整改落地\n规范案款管理\n"
        + "首先,清理案款,逐笔核对到人。其次,每周对账,按月通报。\n严肃审限管理\n"
        + "逐案编号,挂牌督办,明确结案日期。\n加强财物保管\n改建库房,双人双锁,逐件登记入库。\n"
        + CLOSING
    )
    assert [row[1] for row in issues(text)] == ["规范案款管理", "严肃审限管理", "加强财物保管"]


def test_brackets_of_unknown_words_are_labels_and_the_first_holds_the_problem() -> None:
    block = "体检单0{0}\n[病症]{1}。\n[开方]第一,{2};第二,通报结果。\n[进度]已完成\n"
    text = (
        TITLE
        + PREAMBLE
        + block.format(1, "抽检覆盖面窄", "建立档案")
        + block.format(2, "投诉处理拖延", "限时办结")
        + block.format(3, "仓库管理混乱", "封库盘点")
    )
    assert [row[1] for row in issues(text)] == ["抽检覆盖面窄", "投诉处理拖延", "仓库管理混乱"]
    assert [row[2] for row in measures(text)][:2] == ["第一,建立档案;", "第二,通报结果。"]
    assert texts(text)[0] == block.format(1, "抽检覆盖面窄", "建立档案").rstrip()
    assert statuses(text) == ["completed"] * 3


def test_details_behind_a_heading_are_no_statement() -> None:
    text = (
        PREAMBLE
        + "一、审计查出问题的整改情况\n(一)食堂结余率偏高\n审计指出,累计结余12万元。\n整改结果:退还结余。\n"
        + "(二)工程多计价款\n审计指出:多计面积80平方米。\n整改结果:核减价款。\n"
    )
    assert [row[1] for row in issues(text)] == ["食堂结余率偏高", "工程多计价款"]
    assert [row[2] for row in measures(text)] == ["退还结余。", "核减价款。"]


def test_lines_that_count_blocks_of_fields_open_them() -> None:
    block = "整改任务第{0}项\n【问题表现】{1}。\n【整改措施】{2}。\n"
    text = (
        PREAMBLE
        + block.format(4, "湿地被围垦", "退养还湿")
        + block.format(9, "地块未调查", "开展调查")
    )
    assert texts(text) == [
        block.format(4, "湿地被围垦", "退养还湿").rstrip(),
        block.format(9, "地块未调查", "开展调查").rstrip(),
    ]


@pytest.mark.parametrize(
    "closing",
    ["今后,我局将持续巩固成果。", "几点体会:抓整改要脚上有泥。", "合计2项,均按期办理。"],
)
def test_what_stands_behind_an_empty_line_as_in_no_other_entry_is_outside(closing: str) -> None:
    entry = "{0}、针对“{1}”的问题\n一是召开会议。\n二是{2}。\n"
    text = (
        PREAMBLE
        + "\n".join(
            [
                entry.format("一", "学习不深入", "印发通知"),
                entry.format("二", "台账不健全", "补齐台账"),
                entry.format("三", "检查不严格", "开展抽查"),
            ]
        )
        + f"\n{closing}\n"
    )
    assert texts(text)[-1] == "三、针对“检查不严格”的问题\n一是召开会议。\n二是开展抽查。"


def test_a_second_enumeration_in_the_last_entry_of_a_line_is_outside() -> None:
    text = (
        PREAMBLE.rstrip()
        + "(1)对“学习不深入”问题的整改。一是召开会议;二是印发通知。"
        + "(2)对“台账不健全”问题的整改。一是补齐台账;二是定期检查。"
        + "(3)对“检查不严格”问题的整改。一是开展抽查;二是通报结果。"
        + "今后抓好两项工作:一是抓巩固;二是抓深化。"
    )
    assert texts(text)[-1] == "(3)对“检查不严格”问题的整改。一是开展抽查;二是通报结果。"


def test_steps_that_count_in_circles_are_entries_where_they_only_name_problems() -> None:
    text = (
        PREAMBLE
        + "一、整改落实情况\n①关于学习不深入的问题\n一是召开会议。二是印发通知。\n"
        + "②关于台账不健全的问题\n补齐台账。\n"
    )
    assert [row[:2] for row in issues(text)] == [("①", "学习不深入"), ("②", "台账不健全")]


def test_a_cause_named_early_without_an_act_is_an_explanation() -> None:
    text = (
        PREAMBLE
        + "一、整改情况\n1.关于项目停工的问题。一是该项目系因原承建单位破产所致,资料缺失;"
        + "二是因设备老化,已更换水泵3台;三是强化管护。\n2.关于台账不全的问题。补齐台账。\n"
    )
    assert [row[1] for row in measures(text)] == [
        "explanation", "enumerated", "enumerated", "whole",
    ]  # fmt: skip


def test_steps_outside_the_entries_end_where_the_part_goes_on() -> None:
    text = (
        "我局高度重视。一是召开会议;二是印发方案。现将整改情况公布如下。\n"
        + "一、整改情况\n1.关于学习不深入的问题。组织学习。\n2.关于台账不全的问题。补齐台账。\n"
        + "二、下一步打算\n1.持续抓好整改。\n2.健全长效机制。\n特此报告。\n"
    )
    assert organisational(text) == [
        "一是召开会议;", "二是印发方案。", "1.持续抓好整改。", "2.健全长效机制。",
    ]  # fmt: skip


def test_numbered_words_of_deficiency_before_the_entries_are_no_steps() -> None:
    text = (
        "检查组指出:一是征订不规范;二是课表不真实;三是设施老化。现将整改情况报告如下。\n"
        + "一、关于征订不规范的问题\n清退费用。\n二、关于课表不真实的问题\n重排课表。\n"
    )
    assert organisational(text) == []


@pytest.mark.parametrize(
    ("field", "status"),
    [("正按序时进度推进", "ongoing"), ("阶段性办结", "phased"), ("已完成,申请销号", "completed"),
     ("尚未办理完毕", "ongoing"), ("长期坚持", "phased")],
)  # fmt: skip
def test_a_short_field_states_the_status_in_any_words(field: str, status: str) -> None:
    text = (
        PREAMBLE
        + "一、整改情况\n1.学习不深入\n整改情况:组织学习,开展交流研讨三次。\n完成情况:{0}\n"
        + "2.台账不健全\n整改情况:补齐台账,逐件登记造册。\n完成情况:已完成\n"
    ).format(field)
    assert statuses(text) == [status, "completed"]
    assert [row[2] for row in measures(text)] == [
        "组织学习,开展交流研讨三次。", "补齐台账,逐件登记造册。",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["一般问题", "三类问题", "十项任务", "乙类清单", "重点问题"])
def test_entries_counted_by_a_noun_that_begins_like_a_number(words: str) -> None:
    text = TITLE + "".join(
        f"{words}{at}：{lack}。\n已修订制度{at}项。\n"
        for at, lack in enumerate(["学习不深", "监督不严", "报销不实"], start=1)
    )
    assert [row[:2] for row in issues(text)] == [
        (f"{words}1：", "学习不深"), (f"{words}2：", "监督不严"), (f"{words}3：", "报销不实"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("已完成", "completed"), ("完成100%", "completed"), ("各部分均已完成", "completed"),
        ("拟同意销号", "completed"),
        ("完成60%", "phased"), ("已完成80.5%", "phased"), ("完成一半", "phased"), ("部分已整改", "phased"),
        ("已整改一部分", "phased"),
        ("无法完成", "ongoing"), ("不能按期完成", "ongoing"), ("没有完成", "ongoing"), ("难以解决", "ongoing"),
        ("力争完成", "ongoing"), ("争取年底完成", "ongoing"), ("拟完成", "ongoing"), ("尚待完成", "ongoing"),
        ("逐步解决", "ongoing"),
    ],
)  # fmt: skip
def test_a_field_for_the_status_says_how_far_it_is(words: str, status: str) -> None:
    entry = "{}.监督不严的问题。\n整改措施：修订制度三项，约谈两人。\n整改状态：{}\n"
    text = TITLE + entry.format(1, words) + entry.format(2, "已完成")
    assert statuses(text) == [status, "completed"]


def test_a_verdict_behind_a_field_is_that_of_its_own_entry() -> None:
    text = (
        TITLE + "1.监督不严的问题。已开展培训。\n(责任部门：安全部)2.管理不严的问题。已开展培训。"
        "(责任部门:财务部。已完成整改)"
    )
    assert statuses(text)[0] == "unstated"


def test_steps_that_open_with_words_like_causes_are_steps() -> None:
    text = (
        TITLE + "1.管理不严的问题。(1)因公出国证照逐本核对。(2)历史情况梳理归档。"
        "(3)情况说明会召开三次。(4)因素分析逐月通报。(5)因经费未到，暂缓采购。\n2.账目不清的问题。补记。\n"
    )
    kinds = ledger_of(text).measures["kind"]
    assert list(kinds) == [*["enumerated"] * 4, "explanation", "whole"]


def test_entries_are_counted_on_beyond_ten() -> None:
    numerals = [chinese(at) for at in range(1, 14)]
    text = TITLE + "".join(
        f"{numeral}、监督不严的问题\n整改情况：整改完毕。\n（一）修订制度三项。\n（二）约谈两人。\n"
        for numeral in numerals
    )
    assert [number for number, *_ in issues(text)] == [f"{numeral}、" for numeral in numerals]
    assert len(measures(text)) == 26
