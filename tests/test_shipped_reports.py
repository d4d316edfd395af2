"""What is read from the five shipped reports; the counts are those printed in the texts."""

from __future__ import annotations

import pytest

import toolkit as tk


@pytest.mark.parametrize(
    ("report_id", "entries"),
    [("dongguan-2023", 7), ("nanjing-2020", 31), ("binzhou-boxing-2023", 20),
     ("wuhan-donghu-2024", 47), ("maoming-2019", 0)],
)  # fmt: skip
def test_each_report_has_as_many_entries_as_it_numbers(
    shipped: tk.Ledger, report_id: str, entries: int
) -> None:
    numbers = shipped.issues.query("report_id == @report_id")["number"]
    assert [number.rstrip(".") for number in numbers] == [str(n) for n in range(1, entries + 1)]


def test_the_entries_of_binzhou_stand_in_ten_groups(shipped: tk.Ledger) -> None:
    entries = shipped.issues.query("report_id == 'binzhou-boxing-2023'")
    assert entries["group"].nunique() == 10
    assert shipped.reports.set_index("report_id").loc["binzhou-boxing-2023", "stated_issues"] == 10


def test_the_repeated_section_number_of_wuhan_is_kept_and_flagged(shipped: tk.Ledger) -> None:
    groups = shipped.nodes.query("report_id == 'wuhan-donghu-2024' and kind == 'group'")
    assert list(groups["number"]) == ["(一)", "(二)", "(三)", "(三)", "(四)"]
    repeats = shipped.flags.query("kind == 'numbering_repeat'")
    assert list(repeats["report_id"] + repeats["text"]) == ["wuhan-donghu-2024(三)"]


def test_all_of_each_text_is_understood(shipped: tk.Ledger) -> None:
    assert list(shipped.reports["n_unparsed"]) == [0] * 5


def test_the_plan_of_maoming_has_measures_targets_and_deadlines_but_no_problems(
    shipped: tk.Ledger,
) -> None:
    plan = shipped.filter(report_id="maoming-2019")
    measures = plan.measures.query("section == 'plan'")
    assert list(measures.groupby("node_id").size()) == [4, 8, 10]
    assert set(measures["kind"]) == {"enumerated"}
    values = plan.commitments["value"].dropna()
    assert list(values) == [92.5, 85.7, 90.0]
    assert plan.commitments["deadline"].notna().sum() == 9


def test_the_printed_verdicts_of_binzhou_are_its_statuses(shipped: tk.Ledger) -> None:
    entries = shipped.issues.query("report_id == 'binzhou-boxing-2023'")
    assert list(entries["status"]).count("completed") == 19
    assert list(entries["status"]).count("phased") == 1
    assert all(entries["status_explicit"])


def test_page_furniture_of_wuhan_is_not_part_of_any_entry(shipped: tk.Ledger) -> None:
    leaves = shipped.nodes.query("report_id == 'wuhan-donghu-2024' and kind == 'chrome'")
    assert [text.split()[0] for text in leaves["text"]] == [
        "智能问答",
        "•",
        "•",
        "•",
        "扫一扫在手机上查看当前页面",
    ]


def test_every_entry_of_the_notices_has_a_category_or_says_it_has_none(shipped: tk.Ledger) -> None:
    known = set(tk.read_codebook().labels())
    assert set(shipped.issues["category"].dropna()) <= known
