"""Versions of the codebook, and codings carried along."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import CodingError, ResourceError
from toolkit.taxonomy import Category

BOOK = tk.read_codebook()


def without(*codes: str, adding: tuple[str, ...] = ()) -> tk.Codebook:
    """The shipped codebook without some categories and with others, all of group E."""
    kept = tuple(c for c in BOOK.categories if c.code not in codes)
    more = tuple(Category(code=c, zh=c, en=c, group="E", definition="d") for c in adding)
    return BOOK.model_copy(update={"categories": kept + more})


def change(kind: str, old: list[str], new: list[str]) -> tk.Change:
    return tk.Change.model_validate(
        {"kind": kind, "facet": "category", "old": old, "new": new, "why": "test"}
    )


def test_a_merge_carries_codings_along(readings: dict[str, tk.Codings]) -> None:
    moved = tk.migrate_codings(
        readings["b"], [change("merge", ["F3", "D1"], ["F3"])], without("D1")
    )
    assert moved.codings.issues["category"].to_list() == ["F3", "E2"]
    assert moved.codings.issues["further"].isna().all()  # D1 became the primary F3
    assert moved.log[["field", "before", "after", "change"]].to_numpy().tolist() == [
        ["category", "F3", "F3", "merge F3, D1 → F3"],
        ["further", "D1", "F3", "merge F3, D1 → F3"],
    ]
    counts = moved.counts.set_index(["field", "code"])
    assert counts.loc[("further", "D1")].to_list() == [1, 0]
    assert counts.loc[("category", "F3")].to_list() == [1, 1]


def test_a_rename_carries_codings_along(readings: dict[str, tk.Codings]) -> None:
    book = without("E2", adding=("E2b",))
    moved = tk.migrate_codings(readings["b"], [change("rename", ["E2"], ["E2b"])], book)
    assert moved.codings.issues["category"].to_list() == ["F3", "E2b"]
    assert readings["b"].issues["category"].to_list() == ["F3", "E2"]


def test_a_split_is_decided_unit_by_unit_and_never_guessed(
    readings: dict[str, tk.Codings],
) -> None:
    book, split = without("E2", adding=("E2a", "E2b")), [change("split", ["E2"], ["E2a", "E2b"])]
    open_ = tk.migrate_codings(readings["b"], split, book)
    assert open_.codings.issues["category"].isna().to_list() == [False, True]
    assert open_.log[["before", "undecided"]].to_numpy().tolist() == [["E2", True]]
    decisions = pd.DataFrame({"report_id": ["r"], "start": [87], "end": [94], "code": ["E2b"]})
    moved = tk.migrate_codings(readings["b"], split, book, decisions)
    assert moved.codings.issues["category"].to_list() == ["F3", "E2b"]
    with pytest.raises(CodingError, match="E1 is not what E2 was split into"):
        tk.migrate_codings(readings["b"], split, book, decisions.assign(code="E1"))


def test_a_code_lost_without_a_change_is_refused(readings: dict[str, tk.Codings]) -> None:
    with pytest.raises(CodingError, match="the new codebook has no code E2"):
        tk.migrate_codings(readings["b"], [], without("E2"))


def test_difference_of_two_codebooks() -> None:
    first = BOOK.categories[0].model_copy(update={"definition": "other"})
    changed = without("E2", adding=("E2b",)).model_copy()
    changed = changed.model_copy(update={"categories": (first, *changed.categories[1:])})
    rows = tk.diff_codebooks(BOOK, changed)
    assert rows[["facet", "code", "field"]].to_numpy().tolist() == [
        ["category", "P1", "definition"],
        ["category", "E2", "code"],
        ["category", "E2b", "code"],
    ]
    assert rows["after"].iloc[0] == "other"
    assert tk.diff_codebooks(BOOK, BOOK).empty


def test_the_shipped_log_ends_with_the_shipped_version() -> None:
    versions = tk.read_change_log().versions
    assert versions[-1].code == BOOK.version
    assert [v.before for v in versions[1:]] == [v.code for v in versions[:-1]]
    assert all(v.date <= date(2026, 12, 31) for v in versions)


def test_a_merge_of_one_code_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "log.yaml"
    file.write_text(
        'versions: [{code: "2", before: "1", date: 2026-01-01, why: w,\n'
        "  changes: [{kind: merge, facet: category, old: [E1], new: [E2], why: w}]}]\n",
        encoding="utf-8",
    )
    with pytest.raises(ResourceError, match="a merge of 1 codes into 1"):
        tk.read_change_log(file)
