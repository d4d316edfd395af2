"""`explain` says, from the top of the report down, what spoke for the role of a node."""

from __future__ import annotations

import pytest

import toolkit as tk
from tests.conftest import ledger_of
from toolkit.errors import LedgerError

TEXT = (
    "现将整改情况公布如下。\n一、整改情况\n"
    "1.关于学习不够的问题\n一是开会。二是培训。\n2.关于检查不严的问题\n开展检查。\n"
)


def test_an_entry_is_explained_with_the_parts_it_lies_in() -> None:
    ledger = ledger_of(TEXT)
    lines = str(tk.explain(ledger, "r/i001")).split("\n")
    assert lines[0] == "document · 现将整改情况公布如下。"
    assert lines[1] == (
        "  issues · 一、 (cn_comma) · score 0 · 整改情况 · because: its children state problems"
    )
    assert lines[2] == (
        "    issue · 1. (ar_dot) · score 6 · 关于学习不够的问题 · because: ends in 问题; "
        "opens with 关于 and names 问题; stands in a section on problems; words of deficiency"
    )
    assert tk.explain(ledger, "r/i001/m01").lines[-1] == lines[-1]


def test_an_identity_that_does_not_exist_is_refused() -> None:
    with pytest.raises(LedgerError, match="no node, issue or measure is called 'r/i009'"):
        tk.explain(ledger_of(TEXT), "r/i009")
