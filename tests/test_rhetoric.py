"""Rates of devices: whose words count, per 1,000 characters, intervals only from 12 reports."""

from __future__ import annotations

import numpy as np
import pytest

import toolkit as tk
from toolkit.inference import rate_interval

BODY = (
    "现公布如下。\n一、整改情况\n1.关于整改不及时的问题\n立即召开会议,坚决整改。\n"
    "2.关于学习不够的问题\n开展学习。\n"
)


def ledger(*texts: str) -> tk.Ledger:
    reports = [tk.Report(f"r{i}", text, {"prefecture": "甲市"}) for i, text in enumerate(texts)]
    return tk.build_ledger(tk.Corpus.from_reports(reports))


def test_words_of_the_problem_statement_are_not_the_reports_own() -> None:
    found = ledger(BODY).devices
    urgent = found[found["device"] == "urgency"]
    assert list(zip(urgent["text"], urgent["in_problem"], strict=True)) == [
        ("及时", True), ("立即", False),
    ]  # fmt: skip
    profile = tk.device_profile(ledger(BODY)).set_index("device")
    assert profile.loc["urgency", "n"] == 1


def test_the_rate_is_per_thousand_own_characters() -> None:
    row = tk.device_profile(ledger(BODY)).set_index("device").loc["urgency"]
    # own characters by hand: 6 + 6 (heading) + [1.关于 的问题] 7 + 12 + 7 + 5
    assert row["n_characters"] == 43
    assert row["per_1000"] == pytest.approx(1000 / 43)


def test_page_furniture_is_not_the_reports_own_words() -> None:
    contact = "如有意见建议,请及时反映。联系电话:1;邮箱:2。\n"
    plain = tk.device_rates(ledger(BODY)).set_index("device")
    with_contact = tk.device_rates(ledger(BODY + contact)).set_index("device")
    assert with_contact.loc["urgency", "n"] == plain.loc["urgency", "n"]
    assert with_contact.loc["urgency", "n_characters"] == plain.loc["urgency", "n_characters"]


def test_titles_of_documents_and_group_headings_are_not_the_reports_own_words() -> None:
    text = (
        "现公布如下。\n一、整改情况\n(一)关于整改不及时方面\n1.关于甲不够的问题\n印发《关于立即整改的通知》。\n"
        "2.关于乙不严的问题\n及时整改。\n"
    )
    row = tk.device_profile(ledger(text)).set_index("device").loc["urgency"]
    # by hand: 6 + 6 (heading) + 4 + 3 (1.关于 的问题) + 3 (印发 。) + 4 + 3 + 5
    assert (row["n"], row["n_characters"]) == (1, 34)


def test_rates_do_not_depend_on_length() -> None:
    once, often = ledger(BODY), ledger(*[BODY] * 10)
    one = tk.device_profile(once).set_index("device")["per_1000"]
    ten = tk.device_profile(often).set_index("device")["per_1000"]
    assert (one - ten).abs().max() < 1e-9


def test_below_twelve_reports_there_is_no_interval_and_the_reason_is_given() -> None:
    row = tk.device_profile(ledger(*[BODY] * 11)).iloc[0]
    assert row[["low", "high"]].isna().all()
    assert row["no_interval"] == "11 reports: fewer than 12, no interval"


def test_from_twelve_reports_on_there_is_one() -> None:
    texts = [BODY + "立即整改。" * i for i in range(12)]
    row = tk.device_profile(ledger(*texts)).set_index("device").loc["urgency"]
    assert row["low"] < row["per_1000"] < row["high"]


def test_passages_show_the_words_around_each_hit() -> None:
    shown = tk.device_passages(ledger(BODY), "resolve", around=5)
    assert shown[["before", "word", "after"]].to_numpy().tolist() == [
        ["召开会议,", "坚决", "整改。\n2"]
    ]


def test_the_interval_covers_the_rate_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    covered = 0
    for trial in range(200):
        sizes = rng.integers(2, 8, size=40).astype(float)
        counts = rng.poisson(3.0 * sizes).astype(float)
        found = rate_interval(counts.tolist(), sizes.tolist(), seed=trial, resamples=400)
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= 3.0 <= found.high
    assert 0.88 <= covered / 200 <= 0.99


def test_the_same_seed_gives_the_same_interval() -> None:
    counts, sizes = [float(i) for i in range(15)], [1.0] * 15
    assert rate_interval(counts, sizes) == rate_interval(counts, sizes)
    assert rate_interval(counts, sizes) != rate_interval(counts, sizes, seed=1)
