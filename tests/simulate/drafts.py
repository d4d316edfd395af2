"""A report of a few words, for tests of the layouts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from toolkit.simulate import LAYOUTS, SimulationSpec, load_vocabulary
from toolkit.simulate.draft import (
    Clause,
    Fields,
    Form,
    FrameDraft,
    IssueDraft,
    ReportDraft,
    Style,
)
from toolkit.simulate.subject import draw_subject
from toolkit.simulate.writer import Writer


def clause(text: str, *types: str) -> Clause:
    return Clause(((text, None),), types)


STUDY = IssueDraft(
    index=0,
    category="P1",
    problem="学用“两张皮”",
    action="加强理论学习",
    status="completed",
    label="已办结",
    running="该问题已整改完成",
    lead=None,
    clauses=(clause("开展研讨2次", "M-study"), clause("5月制定计划", "M-plan")),
    fields=Fields("学习有记录", "办公室", "陈××", "2022年6月底前", "已销号"),
)
MONEY = IssueDraft(
    index=1,
    category="F1",
    problem="报销审核不严",
    action="管好资金",
    status="unstated",
    label="",
    running="",
    lead=None,
    clauses=(clause("核对凭证30张", "M-review"),),
    fields=Fields("凭证齐全", "计划财务科", "林××", "立行立改", ""),
)
STYLE = Style(
    indent="",
    separator=".",
    statement=("关于", "的问题"),
    heading=("关于", "的问题"),
    quotation=("针对“", "”的问题，"),
    response_label="整改情况：",
    status="heading",
    status_heading="{label}。",
    status_tail="【{label}】",
    stop="；",
    restart=True,
)
LABELS = {
    "task": "整改任务",
    "problem": "问题表现",
    "goal": "整改目标",
    "measures": "整改措施",
    "unit": "责任单位",
    "leader": "责任领导",
    "deadline": "整改时限",
    "progress": "整改进展情况",
    "status": "完成情况",
    "closure": "销号情况",
    "period": "公示期",
    "number": "序号",
}
FORM = Form(
    labels=LABELS,
    label_frame="{label}：",
    answer="measures",
    block="问题{numeral}：",
    block_line=False,
    leaf="({})",
    line_marker="1)",
    field_marker="（1）",
    field_lines=False,
    columns=("number", "problem", "measures", "unit", "deadline", "status"),
    divider="\t",
    blank="—",
    finding=("对“", "”问题，"),
    action_stop="。",
)
FRAME = FrameDraft(
    title="标题",
    source="日期：2022-7-1",
    salutation="",
    preamble="2022年开展巡察。",
    heads=("组织情况", "整改情况", "今后安排"),
    organisation=(clause("召开会议"), clause("印发方案")),
    closing=(clause("每季度复核"), clause("公布结果")),
    organisation_marker="一是",
    closing_marker="",
    period="2022年7月2日至7月8日",
    contact_head="",
    contact="",
    signature="某局",
)


def draft(name: str, *issues: IssueDraft, style: Style = STYLE, **form: Any) -> ReportDraft:
    return ReportDraft(
        subject=draw_subject(SimulationSpec(), 0, load_vocabulary()),
        style=style,
        form=replace(FORM, **form),
        frame=FRAME,
        issues=issues or (STUDY, MONEY),
        layout=name,
        groups={"P1": "政治建设方面", "F1": "资金管理方面"},
        subgroups={"P1": "理论学习方面", "F1": "财务报销方面"},
    )


def written(name: str, *issues: IssueDraft, style: Style = STYLE, **form: Any) -> Writer:
    """Write the issues alone."""
    writer = Writer(line_break=LAYOUTS[name].line_break)
    LAYOUTS[name].write(writer, draft(name, *issues, style=style, **form))
    return writer


def measures(writer: Writer) -> list[tuple[int | None, int, str, str]]:
    return [(m.issue, m.ordinal, m.kind, writer.text[m.start : m.end]) for m in writer.measures]


def statuses(writer: Writer) -> list[str]:
    return [writer.text[slice(*(i.status or (0, 0)))] for i in writer.issues]


def problems(writer: Writer) -> list[str]:
    return [writer.text[slice(*i.problem)] for i in writer.issues]


def entries(writer: Writer) -> list[str]:
    return [writer.text[i.start : i.end] for i in writer.issues]


#: Measures of the two issues where the first one is counted with （1）.
COUNTED = [
    (1, 1, "enumerated", "（1）开展研讨2次；"),
    (1, 2, "enumerated", "（2）5月制定计划。"),
    (2, 1, "whole", "核对凭证30张。"),
]
IN_WORDS = [
    (1, 1, "enumerated", "一是开展研讨2次；"),
    (1, 2, "enumerated", "二是5月制定计划。"),
    (2, 1, "whole", "核对凭证30张。"),
]
