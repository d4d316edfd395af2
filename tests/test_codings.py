"""Structure codings: read and held against their texts, compared with each other and the parser."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from tests.conftest import ROOT, ledger_of
from toolkit.errors import CodingError

SHIPPED = ROOT / "corpus" / "codings" / "structure"
TEXT = "1.针对甲不够问题。\n已完成。\n一是培训。二是印发。\n2.针对乙不力问题。\n已开工。\n"
CORPUS = tk.Corpus.from_reports([tk.Report("r", TEXT)])
HEADER = "layer,issue,kind,start,end,text,status,scope"

Row = tuple[object, ...]


def row(layer: str, issue: int | str, text: str, kind: str = "", status: str = "") -> Row:
    """A row whose offsets are those of the text's first occurrence."""
    start = TEXT.index(text)
    scope = "issue" if status else ""
    return (layer, issue, kind, start, start + len(text), text, status, scope)


FIRST = [
    row("issue", 1, "1.针对甲不够问题。\n已完成。\n一是培训。二是印发。"),
    row("problem", 1, "甲不够"),
    row("status", 1, "已完成", status="completed"),
    row("measure", 1, "一是培训。", "enumerated"),
    row("measure", 1, "二是印发。", "enumerated"),
]
SECOND = [
    row("issue", 2, "2.针对乙不力问题。\n已开工。"),
    row("problem", 2, "乙不力"),
    row("status", 2, "已开工", status="ongoing"),
    row("measure", 2, "已开工。", "whole"),
]


def write(folder: Path, *rows: Row, header: str = HEADER, report_id: str = "r") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{report_id}.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header.split(","), *rows])
    return path


def read(folder: Path, *rows: Row) -> pd.DataFrame:
    write(folder, *rows)
    return tk.read_structure_codings(folder, CORPUS)


def records(table: pd.DataFrame) -> list[Row]:
    cells = table.astype(object)
    return list(cells.where(cells.notna(), None).itertuples(index=False, name=None))


def scores(comparison: tk.CodingComparison) -> dict[str, list[object]]:
    return {str(layer): rest for layer, *rest in records(comparison.scores)}


# Reading


def test_a_coding_is_read_row_by_row(tmp_path: Path) -> None:
    unstated = ("status", 2, "", "", "", "", "unstated", "none")
    step = row("measure", "", "已开工。", "organisational")
    table = read(tmp_path, *FIRST[:3], *SECOND[:2], unstated, step)
    assert list(table.columns) == ["report_id", *HEADER.split(",")]
    assert records(table) == [
        ("r", "issue", 1, None, 0, 26, "1.针对甲不够问题。\n已完成。\n一是培训。二是印发。", None, None),
        ("r", "problem", 1, None, 4, 7, "甲不够", None, None),
        ("r", "status", 1, None, 11, 14, "已完成", "completed", "issue"),
        ("r", "issue", 2, None, 27, 42, "2.针对乙不力问题。\n已开工。", None, None),
        ("r", "problem", 2, None, 31, 34, "乙不力", None, None),
        ("r", "status", 2, None, None, None, None, "unstated", "none"),
        ("r", "measure", None, "organisational", 38, 42, "已开工。", None, None),
    ]  # fmt: skip


def test_a_coding_saved_by_excel_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, *FIRST)
    content = path.read_bytes().replace(b"\nproblem", b"\r\n\r\nproblem")
    path.write_bytes(b"\xef\xbb\xbf" + content)
    assert len(tk.read_structure_codings(tmp_path, CORPUS)) == len(FIRST)


def refusal(folder: Path) -> str:
    with pytest.raises(CodingError) as error:
        tk.read_structure_codings(folder, CORPUS)
    return str(error.value)


def test_a_folder_without_codings_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        "no coding (CSV) is here\n"
        f"  where: {tmp_path}\n"
        "  what to do: give the folder that holds them"
    )


def test_a_coding_of_an_unknown_report_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, *FIRST, report_id="other")
    assert refusal(tmp_path) == (
        "the corpus has no report 'other'\n"
        f"  where: {path}\n"
        "  what to do: name the file after its report"
    )


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, header=HEADER.replace("kind", "type"))
    assert refusal(tmp_path) == (
        "the columns are layer, issue, type, start, end, text, status, scope\n"
        f"  where: {path}, line 1\n"
        "  what to do: use layer, issue, kind, start, end, text, status, scope"
    )


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(f"{HEADER}\n整改".encode("gb18030"))
    assert refusal(tmp_path) == (
        "byte 45 is not valid UTF-8\n"
        f"  where: {path}\n"
        "  what to do: save it as CSV in UTF-8 (in Excel: CSV UTF-8)"
    )


NO_NUMBER = "count issues from 1 and characters from 0"
BAD_ROWS = {
    "layer": (
        ("theme", 1, "", 4, 7, "甲不够", "", ""),
        "layer is 'theme' in a row of the layer 'theme'",
        "use issue, problem, measure, status",
    ),
    "kind": (
        ("measure", 1, "step", 15, 20, "一是培训。", "", ""),
        "kind is 'step' in a row of the layer 'measure'",
        "use enumerated, whole, lead, explanation, organisational",
    ),
    "kind of a problem": (
        ("problem", 1, "whole", 4, 7, "甲不够", "", ""),
        "kind is 'whole' in a row of the layer 'problem'",
        "leave it empty",
    ),
    "status": (
        ("status", 1, "", 11, 14, "已完成", "done", "issue"),
        "status is 'done' in a row of the layer 'status'",
        "use completed, phased, ongoing, unstated",
    ),
    "scope": (
        ("status", 1, "", 11, 14, "已完成", "completed", "all"),
        "scope is 'all' in a row of the layer 'status'",
        "use issue, part, none",
    ),
    "text": (
        ("problem", 1, "", 5, 8, "甲不够", "", ""),
        "the text from 5 to 8 is not '甲不够'",
        "offsets count characters of the text as it is stored, line ends included",
    ),
    "empty text": (
        ("problem", 1, "", 5, 5, "", "", ""),
        "the text from 5 to 5 is not ''",
        "offsets count characters of the text as it is stored, line ends included",
    ),
    "issue": (("problem", "", "", 4, 7, "甲不够", "", ""), "issue is '', which is no number", NO_NUMBER),
    "start": (("problem", 1, "", -3, 7, "甲不够", "", ""), "start is '-3', which is no number", NO_NUMBER),
    "cells": (
        ("problem", 1, "", 4, 7, "甲不够", ""),
        "the row has 7 cells",
        "give 8, and wrap a text that holds commas in double quotes",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("bad", "found", "remedy"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_row_that_does_not_fit_is_named_by_its_line(
    tmp_path: Path, bad: Row, found: str, remedy: str
) -> None:
    path = write(tmp_path, FIRST[0], bad)  # the first row runs over lines 2 to 4
    assert refusal(tmp_path) == f"{found}\n  where: {path}, line 5\n  what to do: {remedy}"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([*FIRST, SECOND[3]], "issue 2 has 0 rows of the layer 'issue'"),
        (FIRST[:2], "issue 1 has 0 rows of the layer 'status'"),
        ([*FIRST, FIRST[1]], "issue 1 has 2 rows of the layer 'problem'"),
    ],
)
def test_every_issue_is_marked_once(tmp_path: Path, rows: list[Row], found: str) -> None:
    path = write(tmp_path, *rows)
    remedy = "give every issue one row of each of issue, problem and status"
    assert refusal(tmp_path) == f"{found}\n  where: {path}\n  what to do: {remedy}"


# A ledger as a coding


def test_a_ledger_is_a_coding_too() -> None:
    text = "一、整改情况\n1.针对甲不够的问题,一是开展培训。\n2.关于乙不力的问题。整改进展情况:已整改完成。开展检查。\n"
    assert records(tk.structure_of(ledger_of(text))) == [
        ("r", "issue", 1, None, 7, 25, "1.针对甲不够的问题,一是开展培训。", None, None),
        ("r", "problem", 1, None, 11, 14, "甲不够", None, None),
        ("r", "status", 1, None, None, None, None, "unstated", "none"),
        ("r", "issue", 2, None, 26, 55, "2.关于乙不力的问题。整改进展情况:已整改完成。开展检查。", None, None),
        ("r", "problem", 2, None, 30, 33, "乙不力", None, None),
        ("r", "status", 2, None, 44, 49, "已整改完成", "completed", "issue"),
        ("r", "measure", 1, "enumerated", 18, 25, "一是开展培训。", None, None),
        ("r", "measure", 2, "whole", 50, 55, "开展检查。", None, None),
    ]  # fmt: skip


def test_measures_outside_the_entries_are_organisational(shipped: tk.Ledger) -> None:
    plan = tk.structure_of(shipped.filter(report_id="maoming-2019"))
    assert set(zip(plan["layer"], plan["kind"], strict=True)) == {("measure", "organisational")}


# Comparing


def test_a_coding_agrees_with_itself(tmp_path: Path) -> None:
    coding = read(tmp_path, *FIRST, *SECOND)
    comparison = tk.compare_structure(coding, coding)
    assert records(comparison.disagreements) == []
    assert scores(comparison) == {
        "issue": [2, 2, 2, 1.0, 1.0, 1.0, None],
        "problem": [2, 2, 2, 1.0, 1.0, 1.0, None],
        "measure": [3, 3, 3, 1.0, 1.0, 1.0, None],
        "measure: enumerated": [2, 2, 2, 1.0, 1.0, 1.0, None],
        "measure: whole": [1, 1, 1, 1.0, 1.0, 1.0, None],
        "measure: lead": [0, 0, 0, None, None, None, None],
        "measure: explanation": [0, 0, 0, None, None, None, None],
        "measure: organisational": [0, 0, 0, None, None, None, None],
        "status": [2, 2, 2, 1.0, 1.0, 1.0, 1.0],
    }


def test_a_missing_issue_a_shifted_measure_and_another_status(tmp_path: Path) -> None:
    reference = read(tmp_path / "one", *FIRST, *SECOND)
    found = read(
        tmp_path / "other",
        *FIRST[:2],
        ("status", 1, "", "", "", "", "unstated", "none"),
        row("measure", 1, "培训。", "enumerated"),
        row("measure", 1, "二是印发。", "explanation"),
    )
    comparison = tk.compare_structure(reference, found)
    assert scores(comparison) == {
        "issue": [2, 1, 1, 1.0, 0.5, 2 / 3, None],
        "problem": [2, 1, 1, 1.0, 0.5, 2 / 3, None],
        "measure": [3, 2, 1, 0.5, 1 / 3, 0.4, None],
        "measure: enumerated": [2, 1, 0, 0.0, 0.0, 0.0, None],
        "measure: whole": [1, 0, 0, None, 0.0, 0.0, None],
        "measure: lead": [0, 0, 0, None, None, None, None],
        "measure: explanation": [0, 1, 0, 0.0, None, 0.0, None],
        "measure: organisational": [0, 0, 0, None, None, None, None],
        "status": [1, 1, 0, 0.0, 0.0, 0.0, 0.0],
    }
    first, second = FIRST[0][5], SECOND[0][5]
    assert records(comparison.disagreements) == [
        ("r", "issue", "reference only", 27, 41, second, None),
        ("r", "problem", "reference only", 31, 34, "乙不力", None),
        ("r", "measure", "reference only", 16, 20, "一是培训。", "enumerated"),
        ("r", "measure", "found only", 18, 20, "培训。", "enumerated"),
        ("r", "measure", "differs", 21, 25, "二是印发。", "enumerated / explanation"),
        ("r", "measure", "reference only", 38, 41, "已开工。", "whole"),
        ("r", "status", "differs", 0, 26, first, "completed (已完成) / unstated (-)"),
    ]


@pytest.mark.parametrize("words", ["甲不够问题。\n", "。\n已完成。\n"])
def test_white_space_and_stops_at_the_ends_of_a_span_do_not_count(
    tmp_path: Path, words: str
) -> None:
    trimmed = words.strip("。\n")
    one = read(tmp_path / "one", FIRST[0], row("problem", 1, words), FIRST[2])
    other = read(tmp_path / "other", FIRST[0], row("problem", 1, trimmed), FIRST[2])
    assert scores(tk.compare_structure(one, other))["problem"][:3] == [1, 1, 1]


def statuses(folder: Path, *codes: str) -> pd.DataFrame:
    """A coding of four issues, one for each line of four characters."""
    rows: list[Row] = []
    for issue, status in enumerate(codes, start=1):
        text = f"{issue}.事项"
        span = (5 * issue - 5, 5 * issue - 1, text)
        rows += [(layer, issue, "", *span, "", "") for layer in ("issue", "problem")]
        rows.append(("status", issue, "", "", "", "", status, "none"))
    write(folder, *rows)
    four = tk.Report("r", "1.事项\n2.事项\n3.事项\n4.事项\n")
    return tk.read_structure_codings(folder, tk.Corpus.from_reports([four]))


def test_kappa_is_agreement_beyond_chance(tmp_path: Path) -> None:
    one = statuses(tmp_path / "one", "completed", "completed", "ongoing", "unstated")
    other = statuses(tmp_path / "other", "completed", "ongoing", "ongoing", "unstated")
    # Observed: 3 of 4. By chance: (2·1 + 1·2 + 1·1) / 4² = 5/16. (12/16 - 5/16) / (11/16) = 7/11.
    status = scores(tk.compare_structure(one, other))["status"]
    assert status == [4, 4, 3, 0.75, 0.75, 0.75, pytest.approx(7 / 11)]


def test_kappa_is_missing_where_nothing_varies(tmp_path: Path) -> None:
    one = statuses(tmp_path / "one", *["unstated"] * 4)
    assert scores(tk.compare_structure(one, one))["status"] == [4, 4, 4, 1.0, 1.0, 1.0, None]


# The shipped readings


@pytest.fixture(scope="module")
def readers(shipped_corpus: tk.Corpus) -> dict[str, pd.DataFrame]:
    return {
        name: tk.read_structure_codings(SHIPPED / f"reader_{name}", shipped_corpus)
        for name in ("a", "b")
    }


def test_both_readers_read_all_reports(
    readers: dict[str, pd.DataFrame], shipped_corpus: tk.Corpus
) -> None:
    for reading in readers.values():
        assert set(reading["report_id"]) == {report.report_id for report in shipped_corpus}


def test_the_readers_agree_as_the_datasheet_says(readers: dict[str, pd.DataFrame]) -> None:
    comparison = tk.compare_structure(readers["a"], readers["b"])
    assert scores(comparison) == {
        "issue": [105, 105, 105, 1.0, 1.0, 1.0, None],
        "problem": [105, 105, 105, 1.0, 1.0, 1.0, None],
        "measure": [172, 172, 172, 1.0, 1.0, 1.0, None],
        "measure: enumerated": [104, 104, 104, 1.0, 1.0, 1.0, None],
        "measure: whole": [64, 64, 64, 1.0, 1.0, 1.0, None],
        "measure: lead": [2, 2, 2, 1.0, 1.0, 1.0, None],
        "measure: explanation": [4, 4, 4, 1.0, 1.0, 1.0, None],
        "measure: organisational": [51, 54, 51, 51 / 54, 1.0, 102 / 105, None],
        "status": [105, 105, 104, *[pytest.approx(104 / 105)] * 3, pytest.approx(0.9854, abs=5e-5)],
    }  # fmt: skip
    where = comparison.disagreements[["report_id", "layer", "where", "note"]]
    assert records(where) == [
        *[("maoming-2019", "measure", "found only", "organisational")] * 3,
        ("nanjing-2020", "status", "differs", "phased (做到长期坚持) / unstated (-)"),
    ]


def test_the_table_in_the_datasheet_is_what_is_computed(readers: dict[str, pd.DataFrame]) -> None:
    datasheet = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    table = datasheet.partition("| layer | A | B |")[2].partition("\n\n")[0]
    printed = [
        tuple(cell.strip() for cell in line.strip("| ").split("|"))
        for line in table.splitlines()[2:]
    ]
    computed = [
        (layer, *(str(n) for n in counts), f"{f1:.2f}", "–" if kappa is None else f"{kappa:.2f}")
        for layer, *counts, _, _, f1, kappa in records(
            tk.compare_structure(readers["a"], readers["b"]).scores
        )
    ]
    assert printed == computed


def test_the_snippet_of_the_datasheet_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    datasheet = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    (snippet,) = re.findall(r"```python\n(.*?)```", datasheet, re.DOTALL)
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(compile(snippet, "corpus/README.md", "exec"), names)
    assert isinstance(names["comparison"], tk.CodingComparison)


def test_the_datasheet_says_who_read() -> None:
    datasheet = " ".join((ROOT / "corpus" / "README.md").read_text(encoding="utf-8").split())
    assert (
        "Codings are readings made by a large language model in separate contexts from text and "
        "codebook alone, frozen by commit before anything is scored."
    ) in datasheet


@pytest.mark.parametrize("name", ["a", "b"])
def test_the_parser_reaches_its_bar_against_each_reader(
    readers: dict[str, pd.DataFrame], shipped: tk.Ledger, name: str
) -> None:
    comparison = tk.compare_structure(readers[name], tk.structure_of(shipped))
    f1 = comparison.scores.set_index("layer")["f1"]
    assert f1["issue"] == 1.0
    assert f1["measure"] >= 0.98
    assert f1["status"] >= 0.90
