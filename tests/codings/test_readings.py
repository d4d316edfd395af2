"""Coding sheets, and readings held against reports and codebook."""

from __future__ import annotations

from pathlib import Path

import pytest

import toolkit as tk
from tests.codings.conftest import TEXT
from toolkit.errors import CodingError, CodingWarning


def edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_sheets_hold_every_problem_and_measure_and_no_code(
    tmp_path: Path, ledger: tk.Ledger
) -> None:
    files = tk.write_coding_sheets(tk.code(ledger), tmp_path)
    assert [file.name for file in files] == ["issues.csv", "measures.csv"]
    issues, measures = (file.read_text(encoding="utf-8-sig").splitlines() for file in files)
    digest = tk.Report("r", TEXT).sha256
    assert issues == [
        "report_id,issue_id,start,end,quote,text_hash,group,category,further,failure,certainty,note",
        f"r,r/i001,48,55,合同管理不规范,{digest},,,,,,",
        f"r,r/i002,87,94,河道水质不达标,{digest},,,,,,",
    ]
    assert [line.split(",")[1] for line in measures[1:]] == [
        "r/i001/m01",
        "r/i001/m02",
        "r/i002/m01",
    ]
    (tmp_path / "issues.csv").unlink()
    said = r"measures.csv would be overwritten\n.*\n.*give another folder, or move the files away"
    with pytest.raises(CodingError, match=said):
        tk.write_coding_sheets(ledger, tmp_path)
    assert not (tmp_path / "issues.csv").exists()


def test_sheets_of_chosen_issues_hold_these_and_their_measures(
    tmp_path: Path, ledger: tk.Ledger
) -> None:
    def rows(folder: Path) -> list[list[str]]:
        files = (folder / "issues.csv", folder / "measures.csv")
        lines = (file.read_text(encoding="utf-8-sig").splitlines()[1:] for file in files)
        return [[line.split(",")[1] for line in sheet] for sheet in lines]

    drawn = tk.draw_units(ledger.issues, 1, seed=3)
    assert drawn["issue_id"].to_list() == ["r/i002"]
    tk.write_coding_sheets(ledger, tmp_path / "drawn", units=drawn)
    tk.write_coding_sheets(ledger, tmp_path / "ids", units=["r/i002"])
    expected = [["r/i002"], ["r/i002/m01"]]
    assert rows(tmp_path / "drawn") == rows(tmp_path / "ids") == expected


def test_chosen_units_are_issues_of_the_ledger(tmp_path: Path, ledger: tk.Ledger) -> None:
    with pytest.raises(CodingError, match="r/i003 of 2 units: no issue of the ledger"):
        tk.write_coding_sheets(ledger, tmp_path, units=["r/i001", "r/i003"])
    with pytest.raises(CodingError, match="none of 0 units: no issue of the ledger"):
        tk.write_coding_sheets(ledger, tmp_path, units=[])
    with pytest.raises(CodingError, match="a table of something else than issues"):
        tk.write_coding_sheets(ledger, tmp_path, units=ledger.measures)
    assert list(tmp_path.iterdir()) == []


def test_a_written_coding_is_overwritten_only_when_asked(
    folders: dict[str, Path], readings: dict[str, tk.Codings], corpus: tk.Corpus
) -> None:
    said = r"issues.csv and measures.csv would be overwritten\n.*\n.*overwrite=True"
    with pytest.raises(CodingError, match=said):
        tk.write_codings(readings["b"], folders["a"])
    tk.write_codings(readings["b"], folders["a"], overwrite=True)
    assert tk.read_codings(folders["a"], corpus).issues["category"].to_list() == ["F3", "E2"]


def test_white_space_around_codes_is_no_matter(folders: dict[str, Path], corpus: tk.Corpus) -> None:
    edit(folders["b"], "issues.csv", "F3,D1,", " F3 ,D1 ; E1,")
    issues = tk.read_codings(folders["b"], corpus).issues
    assert issues.loc[0, ["category", "further"]].to_list() == ["F3", "D1;E1"]


def test_what_a_reader_coded(readings: dict[str, tk.Codings]) -> None:
    issues, measures = readings["b"]
    assert issues[["category", "further", "failure", "certainty", "note"]].astype(
        object
    ).to_numpy().tolist() == [
        ["F3", "D1", "procedure", 2, "heading"],
        ["E2", issues["further"].iloc[1], "result", 3, "or E1"],
    ]
    assert measures["types"].to_list() == ["M-rule", "M-account;M-supervise", "none"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("F3,", "F9,", r"line 2: category is 'F9'; F9 is none of P1, P2"),
        ("F3,", "F3;D1,", r"category is 'F3;D1', where one code is to stand"),
        ("F3,D1", "F3,F3", r"further holds the primary category F3 again"),
        ("F3,D1", ",D1", r"there are further codes and no primary category"),
        ("F3,D1", "F3,D1;D1", r"further is 'D1;D1', with a code given twice"),
        ("procedure,2", "procedure,5", r"certainty is '5'; 5 is none of 1, 2, 3"),
        (",48,55,", ",48.5,55,", r"the span '48\.5' to '55' is no pair of numbers"),
        ("r,r/i002,87,94", "r,r/i001,48,55", r"r 48–55 is coded twice|no longer reads"),
        ("r,r/i001", "s,r/i001", r"the corpus has no report 's'"),
    ],
)
def test_a_code_that_does_not_fit_is_refused(
    folders: dict[str, Path], corpus: tk.Corpus, old: str, new: str, said: str
) -> None:
    edit(folders["b"], "issues.csv", old, new)
    with pytest.raises(CodingError, match=said):
        tk.read_codings(folders["b"], corpus)


def test_a_measure_is_of_no_type_or_of_some(folders: dict[str, Path], corpus: tk.Corpus) -> None:
    edit(folders["a"], "measures.csv", "M-build", "none;M-build")
    with pytest.raises(CodingError, match="where one code is to stand"):
        tk.read_codings(folders["a"], corpus)


def test_a_quotation_that_no_longer_matches_is_refused_with_a_diff(
    folders: dict[str, Path],
) -> None:
    changed = tk.Corpus.from_reports([tk.Report("r", TEXT.replace("不规范", "欠规范"))])
    with pytest.raises(CodingError) as refusal:
        tk.read_codings(folders["a"], changed)
    assert "r 48–55 no longer reads as coded: …合同管理[coded: '不', text: '欠']规范…" in str(
        refusal.value
    )


def test_a_quotation_that_has_moved_is_refused_with_its_place(folders: dict[str, Path]) -> None:
    moved = tk.Corpus.from_reports([tk.Report("r", "。" + TEXT)])
    with pytest.raises(CodingError, match="the words now stand from 49"):
        tk.read_codings(folders["a"], moved)


def test_a_text_changed_elsewhere_is_read_with_a_warning(folders: dict[str, Path]) -> None:
    longer = tk.Corpus.from_reports([tk.Report("r", TEXT + "特此通报。\n")])
    with pytest.warns(CodingWarning, match="the text of r is not the one that was coded"):
        codings = tk.read_codings(folders["a"], longer)
    assert len(codings.issues) == 2


def test_line_ends_of_a_quotation_may_differ(tmp_path: Path) -> None:
    text = TEXT.replace("清淤，水质达标。", "清淤，\r\n水质达标。")
    corpus = tk.Corpus.from_reports([tk.Report("r", text)])
    tk.write_coding_sheets(tk.build_ledger(corpus), tmp_path)
    file = tmp_path / "measures.csv"
    file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n"))
    assert tk.read_codings(tmp_path, corpus).measures["quote"].iloc[2] == "已完成清淤，\n水质达标。"


def test_a_folder_or_a_column_missing_is_said(
    tmp_path: Path, folders: dict[str, Path], corpus: tk.Corpus
) -> None:
    with pytest.raises(CodingError, match="neither issues"):
        tk.read_codings(tmp_path / "nowhere", corpus)
    edit(folders["a"], "issues.csv", ",failure", ",fault")
    with pytest.raises(CodingError, match="there is no column failure"):
        tk.read_codings(folders["a"], corpus)


def test_measures_alone_can_be_read(folders: dict[str, Path], corpus: tk.Corpus) -> None:
    (folders["a"] / "issues.csv").unlink()
    codings = tk.read_codings(folders["a"], corpus)
    assert (len(codings.issues), len(codings.measures)) == (0, 3)
