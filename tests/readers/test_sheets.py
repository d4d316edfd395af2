"""Ledger tables as workbooks and CSV: a row of the table is an entry."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import toolkit as tk
from toolkit.errors import ReaderError
from toolkit.readers import sheets
from toolkit.readers.sheets import read_csv, read_xlsx

HEADER = ["序号", "反馈问题", "整改措施", "责任单位", "完成时限", "整改情况"]
ROWS = [
    [1, "学习教育不够深入", "一是修订学习制度。\n二是组织集中学习4次。", "机关党委", datetime(2023, 6, 30), "已完成"],
    [2, "报销审核不严", "修订报销办法，追缴资金1.2万元。", "财务科", datetime(2023, 12, 31), "正在推进"],
]  # fmt: skip
LINES = (
    "某局巡察整改台账\n序号\t反馈问题\t整改措施\t责任单位\t完成时限\t整改情况\n"
    "1\t学习教育不够深入\t一是修订学习制度。 二是组织集中学习4次。\t机关党委\t2023-06-30\t已完成\n"
    "2\t报销审核不严\t修订报销办法，追缴资金1.2万元。\t财务科\t2023-12-31\t正在推进\n"
)


def workbook(*sheets_: tuple[str, list[list[Any]]], hidden: str | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets_:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title == hidden:
            sheet.sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


LEDGER = [["某局巡察整改台账"], HEADER, [], *ROWS]


def test_a_workbook_is_written_a_line_for_a_row_with_the_address_of_each_cell() -> None:
    data = workbook(("台账", LEDGER), ("说明", [[None, "共2项"]]), ("旧", [["x"]]), hidden="旧")
    text, origins, evidence, _ = read_xlsx(data, "a.xlsx")
    assert text == LINES + "\n\t共2项\n"
    places = {o.place: text[o.start : o.end] for o in origins}
    assert places["台账!A1"] == "某局巡察整改台账"
    assert places["台账!C4"] == "一是修订学习制度。 二是组织集中学习4次。"
    assert places["台账!E5"] == "2023-12-31"
    assert places["说明!B1"] == "共2项"
    assert len(places) == 20
    assert evidence == "sheets read: 台账, 说明; hidden sheets left out: 旧"


def test_numbers_are_printed_as_they_are_stored() -> None:
    text, _, _, _ = read_xlsx(workbook(("a", [[3, 3.0, 2.5, True, "=1+1", None, "末"]])), "a.xlsx")
    assert text == "3\t3\t2.5\tTrue\t\t\t末\n"


def records(folder: Path, name: str) -> tuple[list[tuple[str, ...]], list[str]]:
    ledger = tk.build_ledger(tk.read_corpus(folder))
    issues = ledger.issues[ledger.issues["report_id"] == name]
    measures = ledger.measures[ledger.measures["issue_id"].isin(issues["issue_id"])]
    rows = issues.assign(deadline=issues["deadline"].dt.strftime("%Y-%m-%d"))
    columns = ["number", "problem", "status", "deadline", "responsible"]
    return list(rows[columns].itertuples(index=False, name=None)), list(measures["text"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_workbook_csv_and_text_give_the_same_entries(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook(("台账", LEDGER)))
    quoted = [[f'"{cell}"' for cell in line.split("\t")] for line in LINES.splitlines()[1:]]
    (tmp_path / "b.dat").write_bytes("\r\n".join(map(",".join, quoted)).encode(encoding))
    (tmp_path / "c.txt").write_text(LINES, encoding="utf-8")
    expected = (
        [
            ("1", "学习教育不够深入", "completed", "2023-06-30", "机关党委"),
            ("2", "报销审核不严", "ongoing", "2023-12-31", "财务科"),
        ],
        ["一是修订学习制度。", "二是组织集中学习4次。", "修订报销办法，追缴资金1.2万元。"],
    )
    assert records(tmp_path, "c") == expected
    assert records(tmp_path, "a") == expected
    assert records(tmp_path, "b") == expected
    readers = tk.read_corpus(tmp_path).load_report.set_index("file")["reader"]
    assert dict(readers) == {"a.xlsx": "xlsx 1", "b.dat": "csv 1", "c.txt": "text 1"}


@pytest.mark.parametrize(
    "text",
    [
        "一,二,三\n四,五\n",
        "现将整改情况公布如下,一是改,二是查。\n",
        "甲,乙,丙\n现将情况公布如下。\n",
        '甲,乙,"丙\n丁,戊,己\n',
        "一是修订制度,二是约谈三人,追缴资金1.2万元。\n二是组织学习,覆盖党员,共4次。\n",
        "一是采取有力措施,二是取得明显成效,三是通报有关情况\n一是修订制度,二是追责,三是公开\n",
        "整改措施,一是修订制度,二是追责\n整改时限,一是六月,二是长期\n",
        "",
    ],
)
def test_other_text_is_not_taken_for_csv(text: str) -> None:
    assert read_csv(text) is None


def test_a_workbook_over_the_limit_or_without_parts_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheets, "LIMIT_ROWS", 3)
    with pytest.raises(ReaderError, match="has 4 rows and up to 6 columns"):
        read_xlsx(workbook(("台账", LEDGER)), "a.xlsx")
    with pytest.raises(ReaderError, match="not built as Excel files are"):
        read_xlsx(b"PK", "a.xlsx")


def test_formulas_that_were_never_computed_are_named(tmp_path: Path) -> None:
    long = [[*ROWS[0][:2], "一是修订学习制度。" * 9, "=A1", "=1+1", "=2"], ["=A1"] * 3]
    (tmp_path / "a.xlsx").write_bytes(workbook(("台账", long)))
    row = tk.read_corpus(tmp_path).load_report.iloc[0]
    found = "formulas without a value: 6 (台账!D1, 台账!E1, 台账!F1, 台账!A2, 台账!B2, …)"
    assert (row["outcome"], row["evidence"], row["reason"], row["remedy"]) == (
        "loaded", f"sheets read: 台账; {found}", found,
        "open it in Excel, WPS or LibreOffice, which compute them, and save it anew",
    )  # fmt: skip


def test_a_formatted_cell_without_words_far_away_does_not_count() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(("台账", LEDGER))))
    for place in ("A1048576", "XFD2"):
        book.active[place].font = openpyxl.styles.Font(bold=True)
    data = io.BytesIO()
    book.save(data)
    assert b"A1048576" in zipfile.ZipFile(data).read("xl/worksheets/sheet1.xml")
    assert read_xlsx(data.getvalue(), "a.xlsx").text == LINES


@pytest.mark.parametrize(
    ("place", "found"), [("A1048577", "1,048,577 rows"), ("XFD2", "16,384 col")]
)
def test_words_far_away_do(place: str, found: str) -> None:
    source, made = io.BytesIO(workbook(("台账", [["甲"], ["乙"]]))), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            row = "".join(c for c in place if c.isdigit()).encode()
            content = old.read(name).replace(b'r="A2"', b'r="%s"' % place.encode())
            new.writestr(name, content.replace(b'<row r="2"', b'<row r="%s"' % row))
    with pytest.raises(ReaderError, match=found):
        read_xlsx(made.getvalue(), "a.xlsx")


def test_sentences_with_as_many_commas_each_stay_text_to_the_character(tmp_path: Path) -> None:
    text = "".join(
        f"{at}.针对第{at}项工作不够扎实的问题,修订了制度{at}项,约谈了{at}人。\r\n"
        for at in range(1, 9)
    )
    (tmp_path / "a.txt").write_bytes(text.encode())
    corpus = tk.read_corpus(tmp_path)
    assert (corpus["a"].text, corpus["a"].reader) == (text, "text 1")


def test_the_header_of_a_table_in_csv_may_stand_below_its_title() -> None:
    text = "某局整改台账,,\n序号,反馈问题,整改成效如何\n1,甲不够,改\n"
    found = read_csv(text)
    assert found is not None
    assert found[0] == "某局整改台账\n序号\t反馈问题\t整改成效如何\n1\t甲不够\t改\n"
