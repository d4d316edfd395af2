"""Forms, tables and plans, on a report of a few words: the whole text, and every record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.simulate.drafts import (
    COUNTED,
    MONEY,
    STUDY,
    STYLE,
    draft,
    entries,
    measures,
    problems,
    statuses,
    written,
)
from toolkit.simulate.frame import write_report


def test_close_out() -> None:
    writer = written("close_out", STUDY)
    assert writer.text == (
        "整改任务：学用“两张皮”。\n"
        "整改目标：学习有记录。\n"
        "整改措施：开展研讨2次。\n"
        "整改进展情况：已办结。5月制定计划。\n"
        "责任单位：办公室\n"
        "公示期：2022年7月2日至7月8日"
    )
    assert entries(writer) == [writer.text]
    assert problems(writer) == ["学用“两张皮”"]
    assert statuses(writer) == ["已办结"]
    assert measures(writer) == [
        (1, 1, "whole", "开展研讨2次。"),
        (1, 1, "whole", "5月制定计划。"),
    ]
    assert [(span.issue, span.clause) for span in writer.clauses] == [(0, 0), (0, 1)]


def test_close_out_with_a_status_in_words() -> None:
    style = replace(STYLE, status="running")
    writer = written("close_out", STUDY, style=style)
    assert measures(writer)[1] == (1, 1, "whole", "5月制定计划。该问题已整改完成。")
    assert statuses(writer) == ["该问题已整改完成"]
    one = replace(STUDY, clauses=STUDY.clauses[:1])
    writer = written("close_out", one, style=style)
    assert "整改措施：开展研讨2次。\n整改进展情况：已办结。\n责任单位" in writer.text
    assert measures(writer) == [(1, 1, "whole", "开展研讨2次。")]


def test_markers_give_way_where_they_cannot_be_read() -> None:
    five = replace(MONEY, clauses=MONEY.clauses * 5)
    writer = write_report(draft("measure_per_line", five, line_marker="首先"))
    assert "⑤核对凭证30张。" in writer.text
    assert "首先" not in writer.text
    writer = write_report(draft("tables", STUDY, field_marker="1."))
    assert "1、开展研讨2次；2、5月制定计划。" in writer.text
    writer = write_report(draft("tables", five, field_marker="1."))
    assert "1.核对凭证30张；2.核对" in writer.text


@pytest.mark.parametrize(
    ("block", "own_line", "first"),
    [
        ("{numeral}、", False, "一、问题表现：学用“两张皮”。"),
        ("问题{numeral}：", False, "问题一：学用“两张皮”。"),
        ("第{one}项", True, "第1项\n问题表现：学用“两张皮”。"),
        ("序号{one}", True, "序号1\n问题表现：学用“两张皮”。"),
        ("", False, "问题表现：学用“两张皮”。"),
    ],
)
def test_field_blocks(block: str, own_line: bool, first: str) -> None:
    writer = written("field_blocks", block=block, block_line=own_line)
    assert writer.text == (
        f"{first}\n"
        "整改目标：学习有记录。\n"
        "责任单位：办公室\n"
        "责任领导：陈××\n"
        "整改时限：2022年6月底前\n"
        "整改措施：（1）开展研讨2次；（2）5月制定计划。\n"
        "完成情况：已办结。\n"
        "销号情况：已销号\n"
        + first.replace("一", "二").replace("1", "2").replace(STUDY.problem, MONEY.problem)
        + "\n"
        "整改目标：凭证齐全。\n"
        "责任单位：计划财务科\n"
        "责任领导：林××\n"
        "整改时限：立行立改\n"
        "整改措施：核对凭证30张。"
    )
    number = block.format(one=1, numeral="一")
    assert writer.issues[0].number == number
    assert entries(writer)[0].startswith(first)
    assert entries(writer)[0].endswith("销号情况：已销号")
    assert entries(writer)[1].endswith("整改措施：核对凭证30张。")
    assert problems(writer) == ["学用“两张皮”", "报销审核不严"]
    assert measures(writer) == COUNTED
    assert statuses(writer) == ["已办结", ""]


def test_field_blocks_that_tell_the_progress() -> None:
    writer = written("field_blocks", answer="progress", label_frame="【{label}】")
    assert (
        "\n【整改进展情况】已办结。（1）开展研讨2次；（2）5月制定计划。\n【责任单位】"
        in writer.text
    )
    assert "整改措施" not in writer.text
    assert measures(writer) == COUNTED
    assert statuses(writer) == ["已办结", ""]
    style = replace(STYLE, status="running")
    writer = written("field_blocks", style=style, answer="progress")
    assert measures(writer)[1] == (1, 2, "enumerated", "（2）5月制定计划。该问题已整改完成。")
    assert statuses(writer) == ["该问题已整改完成", ""]


def test_field_blocks_that_share_the_response_out() -> None:
    three = replace(STUDY, clauses=(*STUDY.clauses, *MONEY.clauses))
    writer = written("field_blocks", three, MONEY, answer="both", field_lines=True)
    assert (
        "整改措施：\n（1）开展研讨2次。\n（2）5月制定计划。\n整改进展情况：已办结。核对凭证30张。\n"
        in writer.text
    )
    assert measures(writer) == [
        (1, 1, "enumerated", "（1）开展研讨2次。"),
        (1, 2, "enumerated", "（2）5月制定计划。"),
        (1, 1, "whole", "核对凭证30张。"),
        (2, 1, "whole", "核对凭证30张。"),
    ]
    assert writer.text.count("整改进展情况") == 1
    assert [(span.issue, span.clause) for span in writer.clauses] == [
        *((0, 0), (0, 1), (0, 2)),
        (1, 0),
    ]


def test_tables() -> None:
    writer = written("tables", style=replace(STYLE, indent="　　"))
    assert writer.text == (
        "序号\t问题表现\t整改措施\t责任单位\t整改时限\t完成情况\n"
        "1\t学用“两张皮”\t（1）开展研讨2次；（2）5月制定计划。\t办公室\t2022年6月底前\t已办结\n"
        "2\t报销审核不严\t核对凭证30张。\t计划财务科\t立行立改\t—"
    )
    assert entries(writer) == writer.text.split("\n")[1:]
    assert [issue.number for issue in writer.issues] == ["1", "2"]
    assert problems(writer) == ["学用“两张皮”", "报销审核不严"]
    assert measures(writer) == COUNTED
    assert statuses(writer) == ["已办结", ""]


def test_tables_without_numbers() -> None:
    columns = ("problem", "measures", "unit", "leader", "deadline", "status")
    writer = written("tables", columns=columns, divider=" | ")
    assert entries(writer)[1] == "报销审核不严 | 核对凭证30张。 | 计划财务科 | 林×× | 立行立改 | —"
    assert [issue.number for issue in writer.issues] == ["", ""]


def test_plan() -> None:
    writer = written("plan", MONEY, replace(MONEY, index=1, clauses=MONEY.clauses * 2))
    assert writer.text == (
        "1.关于报销审核不严的问题\n"
        "整改目标：凭证齐全。\n"
        "整改措施：核对凭证30张。\n"
        "责任单位：计划财务科\n"
        "责任领导：林××\n"
        "整改时限：立行立改\n"
        "2.关于报销审核不严的问题\n"
        "整改目标：凭证齐全。\n"
        "整改措施：（1）核对凭证30张；（2）核对凭证30张。\n"
        "责任单位：计划财务科\n"
        "责任领导：林××\n"
        "整改时限：立行立改"
    )
    assert "\n".join(entries(writer)) == writer.text
    assert statuses(writer) == ["", ""]


def test_general_plan() -> None:
    writer = written("general_plan")
    assert writer.text == (
        "（一）加强理论学习。开展研讨2次。5月制定计划。\n（二）管好资金。核对凭证30张。"
    )
    assert writer.issues == []
    assert measures(writer) == [
        (None, 1, "organisational", "（一）加强理论学习。开展研讨2次。5月制定计划。"),
        (None, 2, "organisational", "（二）管好资金。核对凭证30张。"),
    ]
    assert [span.types for span in writer.measures] == [("M-study", "M-plan"), ("M-review",)]
