"""Vocabulary files are validated; an error names file, entry and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

import toolkit as tk
from toolkit.errors import ResourceError
from toolkit.matching import Hit, Matcher, leftmost_longest
from toolkit.vocabulary import Vocabulary

ENTRY = "{code: a, zh: 甲, en: A, definition: d, source: s, terms: [甲乙]}"


def with_file(folder: Path, content: str) -> Vocabulary:
    (folder / "rhetoric.yaml").write_text(content, encoding="utf-8")
    return Vocabulary(folder)


def test_a_users_file_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    vocabulary = with_file(tmp_path, f'version: "1"\nentries: [{ENTRY}]\n')
    assert vocabulary.codes("rhetoric") == ("a",)
    assert "completed" in vocabulary.codes("status")
    assert vocabulary.hash != Vocabulary().hash


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('version: "1"\nentries: [{code: a, zh: 甲, en: A, source: s, terms: [乙]}]', "entry a"),
        (f'version: "1"\nentries: [{ENTRY}, {ENTRY}]', "more than once: a"),
        ("version: [", "not valid YAML"),
        (f"entries: [{ENTRY}]", "top level"),
        ('version: "1"\nentries: [{code: a, zh: 甲, en: A, definition: d, source: s, terms: []}]',
         "entry a"),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_fit_is_named(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(ResourceError, match=message) as error:
        with_file(tmp_path, content)
    assert "rhetoric.yaml" in error.value.where
    assert error.value.remedy


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no such folder"):
        Vocabulary(tmp_path / "no")


def test_a_misspelt_file_and_a_codebook_in_the_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "rhetorics.yaml").write_text("", "utf-8")
    (tmp_path / "codebook.yaml").write_text("", "utf-8")
    with pytest.raises(ResourceError, match=r"rhetorics\.yaml") as error:
        Vocabulary(tmp_path)
    assert "toolkit.code" in error.value.remedy


def test_own_devices_are_counted_and_an_edited_file_is_read_anew(tmp_path: Path) -> None:
    report = tk.Report(
        "r", "一、整改情况\n1.针对甲不够的问题,甲乙丙丁。\n2.针对乙不严的问题,改。\n"
    )
    corpus = tk.Corpus.from_reports([report])
    path = tmp_path / "rhetoric.yaml"
    for term, count in (("甲乙", 1), ("甲甲", 0)):
        path.write_text(f'version: "1"\nentries: [{ENTRY.replace("甲乙", term)}]\n', "utf-8")
        profile = tk.device_profile(tk.build_ledger(corpus, vocabulary=tmp_path))
        assert profile[["device", "n"]].to_numpy().tolist() == [["a", count]]


def test_one_pass_serves_all_layers_and_the_longest_word_wins() -> None:
    matcher = Matcher({"x": [("一题", "short"), ("第一议题", "long")], "y": [("议题", "other")]})
    hits = matcher.scan("第一议题")
    assert hits.longest("x", 0, 4) == [Hit(0, 4, "long")]
    assert hits.longest("y", 0, 4) == [Hit(2, 4, "other")]
    assert hits.within("y", 0, 3) == []


def test_leftmost_longest_keeps_no_overlaps() -> None:
    hits = [Hit(0, 3, "a"), Hit(0, 2, "b"), Hit(2, 5, "c"), Hit(3, 4, "d")]
    assert leftmost_longest(hits) == [Hit(0, 3, "a"), Hit(3, 4, "d")]


def test_a_kind_of_institution_that_is_not_declared_is_named(tmp_path: Path) -> None:
    entry = ENTRY.replace("code: a", "code: a, part: type, kind: guild")
    (tmp_path / "institutions.yaml").write_text(f'version: "1"\nentries: [{entry}]\n', "utf-8")
    with pytest.raises(ResourceError, match="guild"):
        Vocabulary(tmp_path)
