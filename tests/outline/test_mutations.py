"""How a report was saved, typed or numbered leaves its problems, counts and statuses alone.

Real and simulated reports are changed as in `tests.outline.mutations` and read again. Up to
offsets and printed numbers, the reading must stay: the problem texts (white space, width of
characters and page numbers aside), the number of measures in entries, the statuses.

Changes that the reader does not survive yet are named one by one in `KNOWN`; a case that comes to
hold must leave that list, or its test fails.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

import toolkit as tk
from tests.outline.mutations import MUTATIONS
from toolkit.ledger.rows import ReportRows
from toolkit.matching import default_matcher
from toolkit.schema import TABLES
from toolkit.simulate import LAYOUTS, SimulationSpec, iter_reports
from toolkit.vocabulary import default_vocabulary

REPORTS = Path(__file__).resolve().parents[2] / "corpus" / "reports"
#: Layouts in lines of prose; in tables, line breaks and blanks part cells.
PROSE = tuple(name for name in LAYOUTS if name != "tables")
#: Plans that name no problems: none must be found in them, however they are saved.
PLANS = ("maoming-2019", "general_plan")
#: Texts of each layout, and seeds tried on each of them.
SIMULATED, SEEDS = 2, 2

_PAGE_NUMBER = re.compile(r"\n(?:- \d+ -|— \d+ —|第 \d+ 页 共 10 页)(?=\n)")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class Reading(NamedTuple):
    """What must stay: problems without white space, count of measures in entries, statuses."""

    problems: list[str]
    measures: int
    statuses: list[str]


class Case(NamedTuple):
    """A text by its key, a mutation by its name, and a seed."""

    key: str
    mutation: str
    seed: int

    @property
    def name(self) -> str:
        """Name of the case, as in `KNOWN`."""
        return f"{self.key}-{self.mutation}-{self.seed}"


def bare(words: str) -> str:
    """Words without white space and page numbers, in half-width form."""
    return "".join(_PAGE_NUMBER.sub("", words).split()).translate(_HALF_WIDTH)


@lru_cache(maxsize=128)
def reading(text: str) -> Reading:
    """Read a report."""
    rows = ReportRows(tk.Report("r", text), default_vocabulary(), default_matcher()).read()
    issues, measures = (
        [dict(zip((c.name for c in TABLES[name]), row, strict=True)) for row in rows[name]]
        for name in ("issues", "measures")
    )
    return Reading(
        [bare(str(issue["problem"] or "")) for issue in issues],
        sum(row["issue_id"] is not None and row["kind"] != "lead" for row in measures),
        [str(issue["status"]) for issue in issues],
    )


def _texts() -> dict[str, str]:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))}
    for name in PROSE:
        spec = SimulationSpec(
            cities=SIMULATED,
            years=(2022,),
            layouts=(name,),
            issues=(3, 6),
            measures=(1, 4),
            seed=11,
        )
        for index, report in enumerate(iter_reports(spec)):
            texts[f"{name}-{index}"] = report.text
    return texts


TEXTS = _texts()
REAL = tuple(key for key in TEXTS if (REPORTS / f"{key}.txt").exists())


def _cases() -> list[Case]:
    cases: list[Case] = []
    for place, key in enumerate(TEXTS):
        for name, change in MUTATIONS.items():
            most = change.seeds if key in REAL else min(SEEDS, change.seeds)
            seeds = sorted((place + step) % change.seeds for step in range(most))
            cases += [
                Case(key, name, seed)
                for seed in seeds
                if change.mutate(TEXTS[key], seed) != TEXTS[key]
            ]
    return cases


CASES = _cases()

#: What happens, and to which cases.
KNOWN: dict[str, str] = {
    "a line break beside the words of a status changes the status": """
        top_level_issue-0-random_breaks-2
    """,
    "a break inside a statement or heading without 针对 and without a stop cuts it short": """
        action_headings-1-random_breaks-0 action_headings-1-random_breaks-2
        one_line-0-random_breaks-0 top_level_issue-1-random_breaks-0
    """,
    "entries numbered ①, ② that only name actions are taken for steps": """
        action_headings-1-entries_circled-0
    """,
}
_REASONS = {name: reason for reason, names in KNOWN.items() for name in names.split()}

#: How many cases there are of each mutation, on real and on simulated texts: a mutation that no
#: longer finds anything to change must not pass for one that the reader survives.
TRIED: dict[str, tuple[int, int]] = {
    "hard_wrap": (15, 64),
    "random_breaks": (15, 64),
    "unwrapped": (15, 35),
    "half_unwrapped": (15, 64),
    "spaces": (15, 64),
    "indents": (15, 64),
    "blank_lines": (15, 60),
    "full_width_marks": (5, 7),
    "half_width_marks": (0, 32),
    "mixed_width_marks": (10, 64),
    "full_width_digits": (5, 32),
    "full_width_everything": (5, 32),
    "page_chrome": (15, 64),
    "page_numbers": (15, 60),
    "pdf_pages": (15, 64),
    "entries_with_comma": (3, 14),
    "entries_in_parens": (3, 14),
    "entries_circled": (2, 17),
    "parts_spelt_out": (5, 27),
    "steps_as_ordinals": (5, 26),
    "steps_in_parens": (5, 23),
    "steps_in_words": (4, 21),
    "saved_from_pdf": (15, 64),
    "saved_from_web": (15, 64),
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(strict=True, reason=_REASONS[case.name])]
            if case.name in _REASONS
            else [],
        )
        for case in CASES
    ],
)
def test_the_reading_stays(case: Case) -> None:
    text = TEXTS[case.key]
    changed = MUTATIONS[case.mutation].mutate(text, case.seed)
    assert reading(changed)._asdict() == reading(text)._asdict()


def test_every_mutation_is_tried_on_as_many_texts_as_it_applies_to() -> None:
    real = Counter(case.mutation for case in CASES if case.key in REAL)
    simulated = Counter(case.mutation for case in CASES if case.key not in REAL)
    assert {name: (real[name], simulated[name]) for name in MUTATIONS} == TRIED


def test_the_known_failures_are_cases() -> None:
    assert set(_REASONS) <= {case.name for case in CASES}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_changes_what_it_says_and_nothing_else(name: str) -> None:
    change = MUTATIONS[name]
    for case in CASES:
        if case.mutation != name:
            continue
        text = TEXTS[case.key]
        changed = change.mutate(text, case.seed)
        assert change.mutate(text, case.seed) == changed, case
        if change.kind == "space":
            assert "".join(changed.split()) == "".join(text.split()), case
        elif change.kind == "width":
            half = text.translate(_HALF_WIDTH)
            assert changed.translate(_HALF_WIDTH) == half, case
            assert changed.count("。") == text.count("。")
        elif change.kind == "page":
            assert bare(text) in bare(changed), case
        elif change.kind == "number":
            # Han characters stay, but for those that count.
            kept = re.compile("[一二三四五六七八九十是第部分首先其次再最后]|[^\u4e00-\u9fff]")
            assert kept.sub("", changed) == kept.sub("", text), case


@pytest.mark.parametrize("key", [key for key in TEXTS if not key.startswith(PLANS)])
def test_a_change_of_content_does_not_pass(key: str) -> None:
    text = TEXTS[key]
    before = reading(text)
    problem = before.problems[0]
    place = bare(text).find(problem)
    assert place >= 0
    solid = [at for at, sign in enumerate(text) if not sign.isspace()]
    middle = solid[place + len(problem) // 2]
    assert reading(text[:middle] + "改" + text[middle + 1 :]) != before


def test_wrapped_lines_obey_the_rules_of_typesetting() -> None:
    text = "1.针对“学习不够深入，部署不够具体，检查不够”的突出问题，共召开会议2023次，印发通知。"
    assert len(text.split("，共")[0]) == 30 - 1
    comma = text.replace("1.", "10.")
    figure = "会" * 28 + text[text.index("2023") :]
    wrap = MUTATIONS["hard_wrap"].mutate
    assert [line[-2:] for line in wrap(text, 0).split("\n")] == ["题，", "知。"]
    assert [line[:2] for line in wrap(comma, 0).split("\n")] == ["10", "题，"]
    assert wrap(figure, 0).split("\n") == ["会" * 28, "2023次，印发通知。"]


def test_numbers_in_use_at_another_level_are_not_given_to_a_second_one() -> None:
    text = "1.学习\n（1）开会。（2）宣讲。\n2.检查\n（1）抽查。（2）普查。\n"
    assert MUTATIONS["entries_in_parens"].mutate(text, 0) == text
    assert MUTATIONS["entries_circled"].mutate(text, 0).startswith("①学习\n（1）开会。")
    steps = "一是开会。二是宣讲。统一是关键，一是好的。三是检查。四是通报。五是总结。\n"
    assert MUTATIONS["steps_in_words"].mutate(steps, 0).startswith("首先，开会。其次，宣讲。")
