"""Totals: how many problems a report says were found, and how many of them are completed."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import toolkit as tk
from toolkit.metadata.counts import value_of
from toolkit.numerals import chinese

Totals = tuple[str | None, str | None]


def totals(text: str) -> Totals:
    table = tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", text)])).metadata
    found = dict(zip(table["field"], table["value"], strict=True))
    return found.get("stated_issues"), found.get("stated_completed")


def stated(sentence: str) -> Totals:
    """Totals of a whole notice whose lead holds a sentence."""
    return totals(
        "中共海安县水利局党组关于县委巡察整改情况的通报\n2023年3月10日至5月10日,县委第一巡察组对县水利局党组"
        f"开展了巡察。6月20日反馈了巡察意见。{sentence}\n一、关于理论学习方面\n1.学习不深入。\n"
        "整改情况:已开展学习12次。已完成。\n2.调研不经常。\n整改情况:已开展调研6次。已完成。\n"
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("反馈的四个方面三十六个问题,已完成整改三十一个。", ("36", "31")),
        ("巡察共反馈3方面8类27项问题,已完成25项。", ("27", "25")),
        ("审计共查出问题64个,已整改到位58个。", ("64", "58")),
        ("11项问题已全部完成整改。", ("11", "11")),
        ("反馈问题23个,拟定整改措施52条,已完成48条。", ("23", None)),
        ("反馈问题23个,2024年底前完成整改9个。", ("23", None)),
        ("“回头看”意见13个问题、专项督察意见9个问题、省级督察意见37个问题。", (None, None)),
        ("问题解决一个、销号一个、巩固一个。", (None, None)),
    ],
)
def test_stated_totals(sentence: str, expected: Totals) -> None:
    text = f"现将整改情况通报如下。{sentence}\n一、整改情况\n1.针对学习不够的问题,已学习。\n"
    assert totals(text) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("反馈的18个问题已完成整改17个。", ("18", "17")),
        ("反馈的18个问题已整改完成17个。", ("18", "17")),
        ("反馈18个问题已整改到位16个、2个正在整改。", ("18", "16")),
        ("3个方面24个问题已完成整改22个。", ("24", "22")),
        ("反馈的1,234个问题,已完成整改1,200个。", ("1234", "1200")),
        ("反馈的24个问题均已完成整改。", ("24", "24")),
        ("反馈问题24个,已全部完成整改。", ("24", "24")),
        ("反馈24个问题整改完成率80%。", ("24", None)),
    ],
)
def test_the_number_completed_is_not_the_number_it_is_taken_from(
    sentence: str, expected: Totals
) -> None:
    assert stated(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("反馈了一百零三个问题。", ("103", None)),
        ("反馈了二百〇六个问题。", ("206", None)),
        ("反馈了1,234个问题。", ("1234", None)),
        ("反馈了12345个问题。", ("12345", None)),
        ("反馈两个问题,已完成整改两个。", ("2", "2")),
        ("反馈了数十个问题。", (None, None)),
        ("反馈了二三十个问题。", (None, None)),
        ("反馈了近20个问题。", (None, None)),
        ("反馈了20余个问题。", (None, None)),
        ("第二十三项整改任务已完成。", (None, None)),
        ("第5项、第12项整改任务已完成整改。", (None, None)),
        ("第5、12项问题已完成整改。", (None, None)),
        ("第1至5项问题已完成整改。", (None, None)),
    ],
)
def test_a_total_is_a_whole_number_that_stands_free(sentence: str, expected: Totals) -> None:
    assert stated(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("针对反馈的24个问题,制定65条整改措施,现已完成60条。", ("24", None)),
        ("针对反馈的24个问题,制定的65条措施已全部完成。", ("24", None)),
        ("反馈24个问题,收集意见建议35条,已办结35条。", ("24", None)),
        ("反馈问题共24个。制定措施24条,已完成24条。", ("24", None)),
        ("反馈问题24个。走访企业24个,已完成24个。", ("24", None)),
        ("排查安全隐患56处,整改完成56处。巡察反馈的问题24个,完成整改22个。", ("24", "22")),
        ("反馈24个问题,党建方面8个问题已完成整改。", ("24", None)),
        ("反馈24个问题,已完成整改8个党建问题。", ("24", None)),
        ("反馈34个问题,分解为34项整改任务,整改任务已完成30项。", ("34", None)),
        (
            "反馈问题34个,分解为整改任务68项,整改任务已完成65项;34个问题中,31个已完成整改。",
            ("34", "31"),
        ),
    ],
)
def test_what_is_completed_is_of_the_problems_found(sentence: str, expected: Totals) -> None:
    assert stated(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("反馈了24个问题,除2个问题需长期整改外,其余22个问题已全部完成整改。", ("24", "22")),
        ("反馈24个问题,22个问题已整改到位,2个问题2024年6月底前全部完成整改。", ("24", "22")),
        ("反馈24个问题,其余2个问题预计2024年6月底前全部完成整改。", ("24", None)),
        ("反馈24个问题,将于2024年6月底前全部完成整改。", ("24", None)),
        ("反馈24个问题,已于2023年12月底前全部完成整改。", ("24", "24")),
        ("反馈24个问题,目前完成整改18个。", ("24", "18")),
    ],
)
def test_what_is_still_open_is_not_completed(sentence: str, expected: Totals) -> None:
    assert stated(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "全局共排查隐患问题214个,已完成整改210个。巡察反馈的18个问题,已全部完成整改。",
            ("18", "18"),
        ),
        ("处理群众反映问题214个,已办结210个。巡察反馈的18个问题,已完成整改17个。", ("18", "17")),
        ("全局共排查隐患问题214个,已完成整改210个。", (None, None)),
        ("省委督察意见,指出全省42个问题,其中涉及我县问题8个。", ("8", None)),
        ("督察组反馈全省问题42项,涉及本市8项,已完成整改7项。", ("8", "7")),
        ("反馈问题30个,其中涉及我局机关12个、下属单位18个。", ("30", None)),
        ("此次反馈“旧账”未清问题6个、新发现问题15个,共21个。", ("21", None)),
        ("反馈党建方面问题6个、业务方面问题15个。", (None, None)),
        ("针对此次反馈的18个问题,确定整改任务52项。", ("18", None)),
    ],
)
def test_the_total_is_that_of_the_inspection(sentence: str, expected: Totals) -> None:
    assert stated(sentence) == expected


@pytest.mark.parametrize(("done", "expected"), [(3, ("2", "3")), (5, ("2", None))])
def test_matters_completed_may_be_as_many_as_the_entries(done: int, expected: Totals) -> None:
    entries = "".join(f"{n}.关于学习不够的问题\n整改情况:已学习。\n" for n in range(1, 5))
    text = f"反馈了2个问题。目前已完成整改事项{done}个。现将整改情况通报如下。\n一、整改情况\n{entries}"
    assert totals(text) == expected


@given(st.integers(1, 9999))
def test_numerals_are_read_as_they_are_printed(number: int) -> None:
    assert value_of(chinese(number)) == value_of(f"{number:,}") == number


@pytest.mark.parametrize("numeral", ["二三", "十百", "三四十", "一百一", "百", ""])
def test_what_is_no_whole_number_has_no_value(numeral: str) -> None:
    assert value_of(numeral) is None
