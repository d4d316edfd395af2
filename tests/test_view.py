"""The reading view shows the whole text, marked and escaped."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

import toolkit as tk
from tests.conftest import ledger_of
from toolkit.errors import LedgerError


def body(html: str) -> str:
    inner = html[html.index("white-space:pre-wrap") :]
    inner = inner[inner.index(">") + 1 : inner.rindex("</div></div>")]
    return unescape(re.sub(r"<[^>]+>", "", inner))


def test_the_whole_text_stands_in_the_view(shipped: tk.Ledger) -> None:
    for report_id, text in shipped.texts.items():
        assert body(tk.view(shipped, report_id).html) == text


def test_nothing_in_a_report_can_run() -> None:
    text = "<script>alert(1)</script>\n一、整改情况\n1.针对<img src=x onerror=y>不够的问题,改。\n"
    html = tk.view(ledger_of(text), "r").html
    assert "<script" not in html
    assert "<img" not in html
    assert body(html) == text


def test_problems_and_measures_are_marked() -> None:
    text = "一、整改情况\n1.针对甲不够的问题,改。\n2.针对乙不严的问题,查。\n"
    html = tk.view(ledger_of(text), "r").html
    assert re.search(r"background:#fde3c8[^>]*>甲不够<", html)
    assert re.search(r"background:#dcebf9[^>]*>改。<", html)


def test_a_saved_view_is_one_page_at_full_height(shipped: tk.Ledger, tmp_path: Path) -> None:
    page = tk.view(shipped, "dongguan-2023").save(tmp_path / "v.html").read_text("utf-8")
    assert page.startswith("<!doctype html><meta charset='utf-8'>")
    assert "max-height" not in page
    assert body(page) == shipped.texts["dongguan-2023"]


def test_an_unknown_report_is_named(shipped: tk.Ledger) -> None:
    with pytest.raises(LedgerError, match="nanjing-2020"):
        tk.view(shipped, "nowhere")
