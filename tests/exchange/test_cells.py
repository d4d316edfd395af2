"""Tables arrive as they were written: no formula runs, no code becomes a date, nothing is cut."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

import toolkit as tk
from tests.exchange.test_qdc import small
from toolkit.codings.readings import Codings
from toolkit.errors import (
    CodingError,
    ExchangeError,
    ReaderError,
    ResourceError,
    ToolkitError,
)
from toolkit.exchange.cells import read_cells, write_cells

ODD = [
    "=1+1",
    "'=x",
    "''-y",
    "-2",
    "@a",
    "\tb",
    "\rc",
    "a\rb",
    "a\r\nb",
    "1-2",
    "E10",
    "00012",
    "_x000D_",
    "_x005F_x0041_x0042_",
    "😀𠮷",
    "a,b",
    '"',
]
KINDS = pytest.mark.parametrize("kind", ["csv", "xlsx"])


@KINDS
def test_odd_texts_come_back(tmp_path: Path, kind: str) -> None:
    header = [f"c{n}" for n in range(len(ODD))]
    path = write_cells(header, [ODD], tmp_path / f"t.{kind}")
    assert read_cells(path) == [dict(zip(header, ODD, strict=True))]


@settings(deadline=None)
@given(
    cells=st.lists(
        st.text(
            st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t\r=+-@'"),
            min_size=1,
        ),
        min_size=1,
        max_size=4,
    )
)
@KINDS
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, kind: str, cells: list[str]
) -> None:
    header = [f"c{n}" for n in range(len(cells))]
    path = write_cells(header, [cells], tmp_path_factory.mktemp("t") / f"t.{kind}")
    assert read_cells(path) == [dict(zip(header, cells, strict=True))]


def test_nothing_in_a_workbook_is_a_formula_or_a_number(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(
        write_cells(["c"], [["=HYPERLINK(1)"], ["1-2"]], tmp_path / "t.xlsx")
    ).active
    assert [(cell.value, cell.data_type) for cell in sheet["A"]] == [
        ("c", "s"),
        ("=HYPERLINK(1)", "s"),
        ("1-2", "s"),
    ]
    assert sheet["A2"].quotePrefix
    assert {cell.number_format for cell in sheet["A"]} == {"@"}


def test_damaged_workbooks_are_refused_whatever_is_damaged(tmp_path: Path) -> None:
    whole = write_cells(["c"], [["文字"] for _ in range(20)], tmp_path / "t.xlsx").read_bytes()
    path = tmp_path / "damaged.xlsx"
    refused = 0
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            read_cells(path)
        except ToolkitError:
            refused += 1
    assert refused > 10


def test_a_workbook_that_unpacks_to_too_much_or_declares_entities_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_cells(["c"], [["x"]], tmp_path / "t.xlsx")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with monkeypatch.context() as lower:
        lower.setattr("toolkit.readers.files.LIMIT_UNPACKED", 100)
        with pytest.raises(ReaderError, match="more than"):
            read_cells(path)
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + members[sheet]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    with pytest.raises(ReaderError, match="declares a document type"):
        read_cells(path)


def test_carriage_returns_stand_in_a_workbook_as_excel_writes_them(tmp_path: Path) -> None:
    path = write_cells(["c"], [["a\r\nb"], ["_x000D_"]], tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet["A"][1:]] == ["a_x000D_\nb", "_x005F_x000D_"]


def test_csv_shields_formulas_and_is_marked_as_utf_8(tmp_path: Path) -> None:
    path = write_cells(["c"], [["=A1"]], tmp_path / "t.csv")
    assert path.read_bytes() == b"\xef\xbb\xbfc\r\n'=A1\r\n"


def test_what_excel_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="32,768 characters"):
        write_cells(["c"], [["长" * 32_768]], tmp_path / "t.xlsx")
    with pytest.raises(ExchangeError, match=r"control character U\+0001"):
        write_cells(["c"], [["a\x01"]], tmp_path / "t.xlsx")
    for text in ("\ud800", "\ufffe"):
        with pytest.raises(ExchangeError, match="control character"):
            write_cells(["c"], [[text]], tmp_path / "t.xlsx")
    assert not list(tmp_path.iterdir())


def test_what_csv_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="131,073 characters"):
        write_cells(["c"], [["长" * 131_073]], tmp_path / "t.csv")
    for text in ("\ud800", "\x00"):
        with pytest.raises(ExchangeError, match="control character"):
            write_cells(["c"], [[text]], tmp_path / "t.csv")
    assert not list(tmp_path.iterdir())


def test_files_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("中".encode("gb18030"))
    with pytest.raises(ExchangeError, match="byte 0 is not valid UTF-8"):
        read_cells(tmp_path / "a.csv")
    (tmp_path / "a.xlsx").write_bytes(b"PK nothing")
    with pytest.raises(ExchangeError, match="no Excel workbook"):
        read_cells(tmp_path / "a.xlsx")


@KINDS
def test_codebooks_come_back_equal(tmp_path: Path, kind: str) -> None:
    for book in (tk.read_codebook(), small(), small(zh="=1", definition="[x]\n二")):
        assert tk.read_codebook_table(tk.write_codebook_table(book, tmp_path / f"b.{kind}")) == book


def test_indicators_of_a_codebook_table_stand_on_a_line_each(tmp_path: Path) -> None:
    path = tk.write_codebook_table(small(), tmp_path / "b.csv")
    assert [row["indicators"] for row in read_cells(path) if row["code"] == "E1"] == [
        "水质\n召开…会"
    ]


def test_a_codebook_changed_in_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tk.write_codebook_table(small(), tmp_path / "b.csv")
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(
        text.replace("污水", "污水与污泥").replace("a\nb: c", "a\nb: c\nd"), encoding="utf-8-sig"
    )
    book = tk.read_codebook_table(path)
    assert book.labels("zh")["E2"] == "污水与污泥"
    assert book.categories[0].includes == ("a", "b: c", "d")


@pytest.mark.parametrize(
    ("old", "new", "error", "message"),
    [
        ("measure type", "measure", ExchangeError, "part is 'measure'"),
        (",1,", ",一,", ExchangeError, "is not JSON"),
        ("E2,污水", "E1,污水", ResourceError, "declared 2 times"),
    ],
)
def test_a_codebook_table_that_does_not_fit_is_named(
    tmp_path: Path, old: str, new: str, error: type[Exception], message: str
) -> None:
    path = tk.write_codebook_table(small(), tmp_path / "b.csv")
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8-sig")
    with pytest.raises(error, match=message):
        tk.read_codebook_table(path)


def test_codings_come_back_from_workbooks(
    tmp_path: Path, corpus: tk.Corpus, readings: dict[str, Codings]
) -> None:
    for name, reading in readings.items():
        tk.write_codings_workbooks(reading, tmp_path / name)
        for one, other in zip(
            reading, tk.read_codings_workbooks(tmp_path / name, corpus), strict=True
        ):
            pd.testing.assert_frame_equal(one, other)


def test_workbooks_are_held_against_reports_and_codebook(
    tmp_path: Path, corpus: tk.Corpus, readings: dict[str, Codings]
) -> None:
    issues, _ = tk.write_codings_workbooks(next(iter(readings.values())), tmp_path)
    cells = read_cells(issues)
    cells[0]["category"] = "Z9"
    write_cells(list(cells[0]), [list(cells[0].values())], issues)
    with pytest.raises(CodingError, match="row 2: category is 'Z9'"):
        tk.read_codings_workbooks(tmp_path, corpus)
    write_cells(["report_id"], [["r"]], issues)
    with pytest.raises(ExchangeError, match="there is no column issue_id"):
        tk.read_codings_workbooks(tmp_path, corpus)
    with pytest.raises(ExchangeError, match="neither"):
        tk.read_codings_workbooks(tmp_path / "none", corpus)


def test_coding_sheets_shield_what_a_spreadsheet_would_run(tmp_path: Path) -> None:
    text = "中共甲县水务局党组关于巡察整改进展情况的通报\n一、整改落实情况\n1.关于管理不严的问题。整改情况:\n=1+1已完成整改。\n"
    corpus = tk.Corpus.from_reports([tk.Report("r", text)])
    tk.write_coding_sheets(tk.build_ledger(corpus), tmp_path)
    raw = (tmp_path / "measures.csv").read_text(encoding="utf-8-sig")
    assert ",'=1+1已完成整改。," in raw
    assert tk.read_codings(tmp_path, corpus).measures["quote"].to_list() == ["=1+1已完成整改。"]
