"""The codebook: what it must hold, and the page that readers code from."""

from __future__ import annotations

from pathlib import Path

import pytest

import toolkit as tk
from tests.conftest import ROOT
from toolkit.errors import ResourceError

SMALL = """
version: "7"
rules: [{code: unit, rule: "One problem, one row."}]
groups: [{code: E, zh: 环境, en: Environment}]
categories:
  - {code: E1, zh: 水, en: Water, group: E, definition: "Water.", includes: [rivers], excludes: [sewers (E2)],
     examples: [{report_id: r, start: 0, end: 2, quote: 河道}]}
  - {code: E2, zh: 管网, en: Sewers, group: E, definition: "Sewers.", indicators: [污水]}
measure_types: [{code: M-a, zh: 甲, en: A, definition: "A."}]
failures: [{code: will, zh: 意愿, en: Will, definition: "Not wanted."}]
boundaries: [{between: [E1, E2], tell: "E2 for the pipe."}]
"""


def book(tmp_path: Path, text: str = SMALL) -> tk.Codebook:
    file = tmp_path / "codebook.yaml"
    file.write_text(text, encoding="utf-8")
    return tk.read_codebook(file)


def test_the_page(tmp_path: Path) -> None:
    assert tk.codebook_page(book(tmp_path)) == (
        "# Codebook (编码手册), version 7\n\n## Rules of coding\n\n1. **unit** One problem, one row.\n\n"
        "## Problem categories (问题类别), field `category`\n\n### E · 环境 · Environment\n\n"
        "#### E1 · 水 · Water\n\nWater.\n- *Includes*: rivers.\n- *Excludes*: sewers (E2).\n"
        "- *Beside E2*: E2 for the pipe.\n- *Example*: 河道 (r, 0–2)\n\n"
        "#### E2 · 管网 · Sewers\n\nSewers.\n- *Beside E1*: E2 for the pipe.\n"
        "- *Example*: none in this corpus.\n\n"
        "## Measure types (措施类型), field `types`\n\n#### M-a · 甲 · A\n\nA.\n"
        "- *Example*: none in this corpus.\n\n"
        "## Kinds of failure (失责类型), field `failure`\n\n#### will · 意愿 · Will\n\nNot wanted.\n"
        "- *Example*: none in this corpus.\n"
    )


def test_the_page_for_readers_has_neither_examples_nor_indicators(tmp_path: Path) -> None:
    page = tk.codebook_page(book(tmp_path), examples=False)
    assert "河道" not in page
    assert "污水" not in page


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("between: [E1, E2]", "between: [E1, M-a]", "E1 and M-a are not two codes of one facet"),
        ("between: [E1, E2]", "between: [E1, E9]", "E9 is no code of this codebook\n.*between E1 and E9"),
        ("code: M-a", "code: E1", "the code is declared 2 times"),
        ("group: E, definition: \"Sewers", "group: F, definition: \"Sewers", "group 'F' is not declared"),
        ("code: E2, zh", "code: E;2, zh", "String should match pattern"),
    ],
)  # fmt: skip
def test_entries_that_do_not_fit_each_other_are_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in SMALL
    with pytest.raises(ResourceError, match=said):
        book(tmp_path, SMALL.replace(old, new, 1))


def test_every_shipped_code_is_told_from_a_neighbour() -> None:
    shipped = tk.read_codebook()
    assert [c.code for c in shipped.all_codes() if not shipped.neighbours_of(c.code)] == []


def test_every_shipped_code_says_what_falls_under_it_and_what_does_not() -> None:
    codes = list(tk.read_codebook().all_codes())
    assert len(codes) == 35 + 16 + 6
    assert [c.code for c in codes if not (c.includes and c.excludes)] == []


def test_shipped_examples_are_quotations() -> None:
    texts = {report.report_id: report.text for report in tk.read_corpus(ROOT / "corpus")}
    examples = [one for code in tk.read_codebook().all_codes() for one in code.examples]
    for one in examples:
        assert texts[one.report_id][one.start : one.end] == one.quote
