"""Layouts in running text, on a report of a few words: the whole text, and every record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.simulate.drafts import (
    FRAME,
    IN_WORDS,
    MONEY,
    STUDY,
    STYLE,
    clause,
    draft,
    entries,
    measures,
    problems,
    statuses,
    written,
)
from toolkit.simulate.frame import write_report


def test_three_levels() -> None:
    writer = written("three_levels", STUDY, MONEY, replace(MONEY, index=2, problem="账目不清"))
    assert writer.text == (
        "（一）政治建设方面\n"
        "1.理论学习方面\n"
        "(1)关于学用“两张皮”的问题\n"
        "已办结。一是开展研讨2次；二是5月制定计划。\n"
        "（二）资金管理方面\n"
        "1.财务报销方面\n"
        "(1)关于报销审核不严的问题\n"
        "核对凭证30张。\n"
        "(2)关于账目不清的问题\n"
        "核对凭证30张。"
    )
    assert entries(writer) == [
        "(1)关于学用“两张皮”的问题\n已办结。一是开展研讨2次；二是5月制定计划。",
        "(1)关于报销审核不严的问题\n核对凭证30张。",
        "(2)关于账目不清的问题\n核对凭证30张。",
    ]
    assert [issue.number for issue in writer.issues] == ["(1)", "(1)", "(2)"]
    assert problems(writer) == ["学用“两张皮”", "报销审核不严", "账目不清"]
    assert measures(writer)[:3] == IN_WORDS
    assert statuses(writer) == ["已办结", "", ""]


def test_audit_letter() -> None:
    audit = replace(STUDY, index=2, category="F1")
    writer = written("audit_letter", MONEY, audit)
    assert writer.text == (
        "一、资金管理方面\n"
        "对“报销审核不严”问题，核对凭证30张。"
        "对“学用‘两张皮’”问题，已办结。开展研讨2次。5月制定计划。"
    )
    assert entries(writer) == [
        "对“报销审核不严”问题，核对凭证30张。",
        "对“学用‘两张皮’”问题，已办结。开展研讨2次。5月制定计划。",
    ]
    assert problems(writer) == ["报销审核不严", "学用‘两张皮’"]
    assert measures(writer) == [
        (1, 1, "whole", "核对凭证30张。"),
        (2, 1, "whole", "开展研讨2次。5月制定计划。"),
    ]
    assert statuses(writer) == ["", "已办结"]


def test_one_line() -> None:
    writer = write_report(draft("one_line", style=replace(STYLE, indent="　　")))
    assert writer.text.startswith(
        "标题 日期：2022-7-1 2022年开展巡察。一、组织情况一是召开会议。二是印发方案。二、整改情况"
        "（一）政治建设方面"
        "1.关于学用“两张皮”的问题整改情况：已办结。一是开展研讨2次；二是5月制定计划。"
        "（二）资金管理方面"
        "1.关于报销审核不严的问题整改情况：核对凭证30张。"
        "三、今后安排每季度复核。公布结果。某局"
    )
    assert entries(writer) == [
        "1.关于学用“两张皮”的问题整改情况：已办结。一是开展研讨2次；二是5月制定计划。",
        "1.关于报销审核不严的问题整改情况：核对凭证30张。",
    ]
    assert measures(writer) == [
        (None, 1, "organisational", "一是召开会议。"),
        (None, 2, "organisational", "二是印发方案。"),
        *IN_WORDS,
    ]


@pytest.mark.parametrize(
    ("marker", "printed"),
    [
        ("1)", ("1)", "2)")),
        ("1）", ("1）", "2）")),
        ("(1)", ("(1)", "(2)")),
        ("（1）", ("（1）", "（2）")),
        ("①", ("①", "②")),
        ("首先", ("首先，", "其次，")),
    ],
)
def test_measure_per_line(marker: str, printed: tuple[str, str]) -> None:
    writer = written("measure_per_line", line_marker=marker)
    assert writer.text == (
        "1.关于学用“两张皮”的问题\n"
        "整改情况：已办结。\n"
        f"{printed[0]}开展研讨2次。\n"
        f"{printed[1]}5月制定计划。\n"
        "2.关于报销审核不严的问题\n"
        "整改情况：核对凭证30张。"
    )
    assert measures(writer) == [
        (1, 1, "enumerated", f"{printed[0]}开展研讨2次。"),
        (1, 2, "enumerated", f"{printed[1]}5月制定计划。"),
        (2, 1, "whole", "核对凭证30张。"),
    ]


def test_words_that_count_end_with_zuihou() -> None:
    three = replace(MONEY, clauses=MONEY.clauses * 3)
    four = replace(MONEY, clauses=MONEY.clauses * 4, lead=clause("列出清单"))
    writer = written("measure_per_line", three, four, line_marker="首先")
    assert [text[:3] for _, _, kind, text in measures(writer) if kind == "enumerated"] == [
        *("首先，", "其次，", "最后，"),
        *("首先，", "其次，", "再次，", "最后，"),
    ]
    assert "整改情况：\n列出清单。\n首先，核对" in writer.text
    assert measures(writer)[3] == (2, 0, "lead", "列出清单。")


def test_action_headings() -> None:
    writer = written("action_headings")
    assert writer.text == (
        "1.加强理论学习。已办结。一是开展研讨2次；二是5月制定计划。\n2.管好资金。核对凭证30张。"
    )
    assert problems(writer) == ["加强理论学习", "管好资金"]
    assert measures(writer) == IN_WORDS
    writer = written("action_headings", action_stop="")
    assert writer.text.startswith("1.加强理论学习\n已办结。一是")
    assert problems(writer) == ["加强理论学习", "管好资金"]


def test_bare_label() -> None:
    writer = written("bare_label")
    assert writer.text == (
        "学用“两张皮”\n"
        "整改情况：已办结。一是开展研讨2次；二是5月制定计划。\n"
        "报销审核不严\n"
        "整改情况：核对凭证30张。"
    )
    assert "\n".join(entries(writer)) == writer.text
    assert problems(writer) == ["学用“两张皮”", "报销审核不严"]
    assert measures(writer) == IN_WORDS


def test_enumerated_sentences_around_the_issues_are_measures() -> None:
    drawn = draft("run_in")
    drawn = replace(drawn, frame=replace(FRAME, organisation_marker="", closing_marker="（一）"))
    writer = write_report(drawn)
    assert "\n三、今后安排\n（一）每季度复核。\n（二）公布结果。\n某局\n" in writer.text
    assert measures(writer) == [
        *IN_WORDS,
        (None, 1, "organisational", "（一）每季度复核。"),
        (None, 2, "organisational", "（二）公布结果。"),
    ]
    plain = write_report(replace(drawn, frame=replace(FRAME, organisation_marker="")))
    assert "组织情况\n召开会议。印发方案。\n" in plain.text
    assert measures(plain) == IN_WORDS
