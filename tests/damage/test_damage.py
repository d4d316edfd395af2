"""Damage: each kind of it on small inputs, and what only looks like damage."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings, strategies as st

import toolkit as tk
from toolkit.damage import find_damage, text_health
from toolkit.fold import fold
from toolkit.vocabulary import default_vocabulary

PAD = "现将巡察反馈问题整改进展情况公布如下，请予监督。"


def marks(text: str) -> list[tuple[str, str]]:
    found = find_damage(text, default_vocabulary())
    return [(one.kind, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("于2023824日完成。", "2023824日"),
        ("20231-11月无异常。", "20231-11月"),
        ("在715日前完成。", "715日"),
        ("截至111月，已办结。", "111月"),
        ("规划（20222027年）印发。", "20222027年"),
        ("（武大气办〔20219号）要求", "20219"),
        ("分别为0.07mg/L0.05mg/L。", "0.07mg/L0.05mg/L"),
        ("4月6日5月6日进驻。", "4月6日5月6日"),
        ("时间8:3012:00。", "8:3012:00"),
        ("收到督办单26，均已办结。", "26，"),
        ("新设岗位4并已到岗。", "4并"),
        ("到凌晨2对周边巡查。", "凌晨2"),
        ("销售额达3.2万，同比增长。", "2万"),
        ("合格率达98，居前列。", "率达98"),
        ("由46吨增至71，有所增加。", "由46吨增至71"),
        ("累计投入1.36元用于治理。", "投入1.36元"),
        ("每餐补贴3元5元。", "3元5元"),
    ],
)
def test_a_figure_that_lost_a_unit_or_a_sign(text: str, lost: str) -> None:
    assert ("lost_unit", lost) in marks(text)


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("水质分别为类和Ⅲ类。", "为类和"),
        ("覆盖率达到%以上。", "到%以"),
        ("追缴欠租万元，已上缴。", "租万元，"),
        ("截至年5月已完成。", "至年5"),
        ("（甲政办〔2021〕号）", "办〔2021〕号）"),
        ("按照第条规定执行。", "照第条"),
        ("追缴补贴.88万元。", "贴.8"),
        ("师生比达到1∶；", "1∶；"),
        ("水质保持为，达标。", "质保持为，"),
        ("其中液氨储量控制在以下。", "在以下。"),
    ],
)
def test_a_figure_that_has_gone(text: str, around: str) -> None:
    assert ("lost_digits", around) in marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023年8月24日至9月1日，完成3处整改。",
        "2023.8.24印发，档案号20230815，邮编430074，电话027-67880107。",
        "按照120日内办结的要求，开展60日攻坚，24小时值守。",
        "PM2.5浓度为38，综合指数3.96，居第4，较上年上升5位。",
        "第3、6、9、11项已办结；3、5、8号楼已交付；师生比1∶18。",
        "投资1,200.5万元，水价1.36元/吨，上万元的有3笔，近亿元的有1笔。",
        "见附件3，问题4、5属同类；系数由1.0调至1.2，控制在0.5以内。",
        "（1）修订5个办法；（2）新购64排CT1台；1）立案2件；2）问责3人。",
        "12345热线、5G基站、A4纸、C10地块、8个方面26条措施。",
        "去年5月以来，3-5月、2021—2023年，共2个批次。",
        "由6进4出改造为9进6出，每千人口6.4张，10余家，20多个。",
        "责任人：周××，电话：0598-555××16",
        "开展5·12护士节、“11·9消防宣传日”、4·15国家安全教育日、12•4宪法日活动。",
        "审批环节由25个减少为0，投诉由12件降为0，收回0，提升了效率。",
    ],
)
def test_whole_figures_are_left_alone(text: str) -> None:
    assert marks(text) == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("收回欠款450万，完成整改。", "doubt"),
        ("沉淀资金1.2亿，已收回。", "doubt"),
        ("栽植侧柏、紫穗槐等苗木2.3万，已成活。", "damage"),
        ("满意度从85提升到95以上。", "doubt"),
        ("办结时长由72缩短至36小时。", "doubt"),
        ("新设岗位4并已到岗。", "damage"),
    ],
)
def test_what_many_leave_out_is_a_doubt(text: str, severity: str) -> None:
    found = find_damage(text, default_vocabulary())
    assert [(one.kind, one.severity) for one in found] == [("lost_unit", severity)]


def test_a_doubt_leaves_a_text_healthy() -> None:
    text = f"{PAD}收回欠款450万，完成整改。"
    health = text_health(text, find_damage(text, default_vocabulary()))
    assert health == (1.0, ("1 × lost unit",))


def test_digits_that_may_have_run_together_count_only_beside_certain_losses() -> None:
    assert marks("全省20236处点位。") == []
    told = marks("于2023824日、2023626日检查，全省20236处点位。")
    assert ("lost_unit", "20236") in told


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("豹澥湖为12mg/L）。", [("unbalanced_bracket", "）")]),
        ("参加“两学一做教育。", [("unbalanced_quote", "“")]),
        ("书记讲案例宣讲”等形式。", [("unbalanced_quote", "”")]),
        ("（甲〔2021〕3号。", [("unbalanced_bracket", "（")]),
        ("印发《甲办法和《乙办法》。", [("unbalanced_bracket", "《")]),
        ("（甲《乙》丙）“丁‘戊’己”", []),
        ("一）加强学习。\n1）修订制度；2）开展检查。", []),
        ("“跨过一行的\n引文”也成对。", []),
        ("it’s 5’", []),
        ("([)", [("unbalanced_bracket", "[")]),
        ("([{)}]", []),
        ("]([{)}", [("unbalanced_bracket", "]"), ("unbalanced_bracket", "[")]),
    ],
)
def test_halves_of_pairs(text: str, alone: list[tuple[str, str]]) -> None:
    assert [mark for mark in marks(text) if mark[0].startswith("unbalanced")] == alone


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("完成清淤截至10月底，已办结。", "淤截"),
        ("认真吸取教训2022年，已公开采购。", "训2"),
        ("一是压实责任二是强化保障；三是销号。", "任二"),
    ],
)
def test_sentences_that_run_together(text: str, place: str) -> None:
    assert ("run_together", place) in marks(text)


@pytest.mark.parametrize("text", ["于2022年，已公开。", "修订于截至目前，仍在用。", "唯一是好的。"])
def test_words_that_lead_to_a_date_do_not_run_together(text: str) -> None:
    assert "run_together" not in dict(marks(text))


def test_a_paragraph_without_its_mark_is_told_where_others_have_one() -> None:
    whole = "加强统筹协调，推进整改；逐项建立台账并按期调度落实到位。\n" * 3
    cut = "严肃查处违纪问题；及时移送线索，促进了作风持续好转\n"
    assert marks(whole + cut) == [("missing_end", "转")]
    assert marks(cut * 3) == []


def test_a_line_that_ends_inside_a_word_is_no_end() -> None:
    text = "健全值班制度，修订会议制度；落实各项管理制度到位。\n二是完善全天候值班工作，严格请示报告；落实到人的值班制\n度，更换老旧电路。\n"
    assert marks(text) == [("broken_line", "制\n度")]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        (f"完成改造37个{'，'.encode().decode('cp1252')}惠及居民。", 1),
        ("\ufffd\ufffd整改", 1),
        (f"{PAD}\ue123", 1),
        (PAD.encode().decode("gbk", errors="replace"), None),
        (PAD, 0),
        ("豹澥湖、汤逊湖、鄱阳湖、濂溪区、饕餮纹", 0),
    ],
)
def test_mojibake(text: str, broken: int | None) -> None:
    found = [mark for mark in marks(text) if mark[0] == "mojibake"]
    assert len(found) == broken if broken is not None else found


def test_health_is_the_share_of_clauses_without_damage() -> None:
    text = f"{PAD}于2023824日完成，水质稳定。"
    health = text_health(text, find_damage(text, default_vocabulary()))
    assert health == (0.75, ("1 × lost unit",))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("整改", "2 Chinese characters are no report"),
        (f"{PAD} " + "lorem ipsum " * 20, "only 10% of its letters are Chinese characters"),
    ],
)
def test_what_is_no_chinese_text_has_no_health(text: str, reason: str) -> None:
    assert text_health(text, ()) == (0.0, (reason,))


def test_page_furniture_and_odd_numbers_are_flagged_in_the_ledger() -> None:
    text = (
        "首页 > 政务公开 打印本页\n甲局关于巡察整改进展情况的通报\n现将整改情况公布如下。\n"
        "一、整改情况\n1.针对学习不够的问题，已组织学习。\n3.针对管理不严的问题，已修订制度。\n"
    )
    ledger = tk.build_ledger(tk.Corpus.from_reports([tk.Report("x", text)]))
    assert ledger.flags[["kind", "text"]].to_numpy().tolist() == [
        ["chrome", "首页 > 政务公开 打印本页\n"],
        ["numbering_gap", "3."],
    ]


PIECES = ["2023", "824", "日", "月", "年", "，", "。", "（", "）", "“", "”", "《", "》", "万元", "%",
          "为", "类", "\n", " ", "整改", "截至", "一是", "二是", ".", "-", "mg/L", "〔", "〕", "号", "第"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@example("〔20232023")
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    found = find_damage(text, default_vocabulary())
    assert found == sorted(found)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert len(fold(text)) == len(text)
