"""Dates, quantities, documents, institutions in single sentences, with the exact records."""

from __future__ import annotations

import pytest

from tests.conftest import ledger_of


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "role"),
    [
        ("于2023年8月24日召开。", "2023-08-24", "2023-08-24", "day", "unknown"),
        ("2020年4月27日至6月12日开展。", "2020-04-27", "2020-06-12", "day", "unknown"),
        ("2023年1-11月均值。", "2023-01-01", "2023-11-30", "month", "unknown"),
        ("截至2023年3月底,", "2023-03-21", "2023-03-31", "part_of_month", "as_of"),
        ("2022年8月中旬清理。", "2022-08-11", "2022-08-20", "part_of_month", "unknown"),
        ("力争2024年底前完成。", "2024-01-01", "2024-12-31", "part_of_year", "deadline"),
        ("到2020年年底前完成。", "2020-01-01", "2020-12-31", "part_of_year", "deadline"),
        ("2024年2月起施行。", "2024-02-01", "2024-02-29", "month", "unknown"),
        ("8月底发函。", "NaT", "NaT", "part_of_month", "unknown"),
        ("10月21日反馈。", "NaT", "NaT", "day", "unknown"),
        ("2023年8月前往某区调研。", "2023-08-01", "2023-08-31", "month", "unknown"),
        ("2024年1月至3月完成。", "2024-01-01", "2024-03-31", "month", "done"),
        ("2024年上半年完成。", "2024-01-01", "2024-06-30", "part_of_year", "done"),
        ("2022年前期工作。", "2022-01-01", "2022-12-31", "year", "unknown"),
    ],
)
def test_dates(text: str, first: str, last: str, precision: str, role: str) -> None:
    row = ledger_of(text).dates.iloc[0]
    days = [str(row[c]).split(" ")[0] for c in ("start_date", "end_date")]
    assert (days, row["precision"], row["role"]) == ([first, last], precision, role)


@pytest.mark.parametrize("text", ["2023年13月1日", "2023年2月30日", "15月3日", "1.8万吨"])
def test_dates_that_do_not_exist_are_left_out(text: str) -> None:
    assert ledger_of(text).dates.empty


@pytest.mark.parametrize("text", ["2023824日", "20231-11月", "2021714日", "20208月"])
def test_dates_that_lost_a_part_are_flagged_and_not_repaired(text: str) -> None:
    ledger = ledger_of(f"于{text}完成。")
    assert ledger.dates.empty
    assert list(ledger.flags.query("kind == 'lost_unit'")["text"]) == [text]


@pytest.mark.parametrize(
    ("text", "value", "unit", "approximation", "change", "base"),
    [
        ("共检查480家次。", 480, "家次", None, None, None),
        ("投入1,200.5万元。", 1200.5, "万元", None, None, None),
        ("总数达到360余家。", 360, "家", "余", None, None),
        ("清淤量约34万方。", 34, "万方", "约", None, None),
        ("优良率同比增加15.4个百分点。", 15.4, "个百分点", None, "增加", "同比"),
        ("上报审核逾3000件。", 3000, "件", "逾", None, None),
    ],
)
def test_quantities(
    text: str, value: float, unit: str, approximation: str, change: str, base: str
) -> None:
    row = ledger_of(text).quantities.iloc[0].astype(object)
    row = row.where(row.notna(), None)
    found = row[["value", "unit", "approximation", "change", "base"]].to_list()
    assert found == [value, unit, approximation, change, base]


def test_numbers_in_dates_and_titles_are_no_quantities() -> None:
    assert ledger_of("2023年5月,《关于12家企业的通知》印发。").quantities.empty


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("修订了《甲办法》和《乙办法》,印发了《丙通知》。",
         [("甲办法", "revised"), ("乙办法", "revised"), ("丙通知", "issued")]),
        ("对《甲制度》进行修订。", [("甲制度", "revised")]),
        ("严格按照《甲条例》执行。", [("甲条例", "required")]),
        ("组织学习《甲通知》。", [("甲通知", "studied")]),
        ("加强《党章》《准则》及相关法规学习。", [("党章", "studied"), ("准则", "studied")]),
        ("严格按照省厅发布的《甲办法》,开展检查。", [("甲办法", "required")]),
        ("对标省厅印发的《甲指标》,开展评比。", [("甲指标", "required")]),
        ("印发方案。依托《甲》。", [("甲", "cited")]),
        ("印发《关于〈甲〉的通知》。", [("关于〈甲〉的通知", "issued")]),
        ("印发《未闭合", []),
    ],
)  # fmt: skip
def test_documents(text: str, acts: list[tuple[str, str]]) -> None:
    table = ledger_of(text).documents
    assert list(zip(table["title"], table["act"], strict=True)) == acts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市委第七巡察组对市生态环境局党组开展巡察。", ["市委第七巡察组", "市生态环境局党组"]),
        ("由生态环境和水务局牵头,会同市发展和改革局。", ["生态环境和水务局", "市发展和改革局"]),
        ("报市委市政府同意。", ["市委", "市政府"]),
        ("我局联合驻局纪检监察组。", ["我局", "驻局纪检监察组"]),
        ("督促各街道和相关部门处理问题。", ["各街道", "相关部门"]),
        ("召开局党组会议,局党组书记主持。", []),
        ("按照《市财政局办法》。", []),
        ("加强组织处理和工作部署,优化格局。", []),
    ],
)
def test_institutions(text: str, names: list[str]) -> None:
    assert list(ledger_of(text).institutions["surface"]) == names


def test_an_anaphor_stands_for_the_reports_own_body() -> None:
    ledger = ledger_of("我局印发通知,市教育局党组参加。", body="中共某市教育局党组")
    table = ledger.institutions
    assert list(zip(table["surface"], table["form"], table["own_body"], strict=True)) == [
        ("我局", "anaphor", True),
        ("市教育局党组", "name", True),
    ]
    assert set(table["canonical"]) == {"某市教育局"}


def test_an_anaphor_without_a_known_body_stays_unresolved() -> None:
    assert ledger_of("我局印发通知。").institutions["canonical"].isna().all()


def test_a_number_that_lost_digits_is_flagged_and_not_read_as_a_quantity() -> None:
    damaged = ledger_of("20235月开工,20231-11月清淤,20236处点位未积水,截至817日完成。")
    flagged = damaged.flags.query("kind == 'lost_unit'")["text"]
    assert list(flagged) == ["20235月", "20231-11月", "20236", "817日"]
    assert damaged.quantities.empty
    sound = ledger_of("共有20236处点位,开展100日攻坚。")
    assert sound.flags.query("kind == 'lost_unit'").empty
    assert list(sound.quantities["value"]) == [20236.0]


def test_a_short_form_of_the_own_body_is_known_and_a_body_above_it_is_not() -> None:
    ledger = ledger_of(
        "生态环境分局印发通知,经市生态环境局同意,市局复核,县局落实。",
        body="中共某市生态环境局某县分局党组", body_level="county",
    )  # fmt: skip
    table = ledger.institutions
    assert list(zip(table["surface"], table["own_body"], strict=True)) == [
        ("生态环境分局", True), ("市生态环境局", False), ("市局", False), ("县局", True),
    ]  # fmt: skip


def test_a_target_knows_its_floor_its_word_of_resolve_and_its_deadline() -> None:
    row = ledger_of(
        "为落实反馈意见,制定本方案。\n一、主要措施\n力争2024年底前验收率95%以上。\n"
    ).commitments.iloc[0]
    assert (row["value"], row["comparator"], row["modality"]) == (95.0, "at_least", "力争")
    assert str(row["deadline"].date()) == "2024-12-31"


def test_two_words_in_one_breath_are_one_act() -> None:
    text = "一、整改情况\n1.针对甲不够的问题,运用第一种形态开展谈话提醒10人次。\n2.针对乙不严的问题,改。\n"
    table = ledger_of(text).accountability
    assert list(zip(table["kind"], table["persons"], strict=True)) == [("first_form", 10)]


def test_accountability_is_an_act_reported_not_an_intention() -> None:
    text = (
        "一、整改情况\n1.针对甲不够的问题,已对责任人进行组织处理,谈话提醒10人次。\n"
        "2.针对乙不严的问题,下一步将对不力者进行批评教育。\n"
    )
    table = ledger_of(text).accountability
    assert list(table["kind"]) == ["organisational_measure", "talk"]
    assert table["persons"].to_list()[1] == 10


def test_unbalanced_marks_are_flagged_in_their_line() -> None:
    flags = ledger_of("甲(乙。\n丙”丁“戊”。").flags
    marks = flags[flags["kind"].str.startswith("unbalanced")]
    assert list(zip(marks["kind"], marks["start"], strict=True)) == [
        ("unbalanced_bracket", 1),
        ("unbalanced_quote", 6),
    ]
