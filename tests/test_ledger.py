"""Everyday verbs: filter, save and open, CSV, Excel, worker processes."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import toolkit as tk
from tests.conftest import ledger_of
from toolkit.errors import LedgerError
from toolkit.schema import TABLES


def test_filter_keeps_the_reports_and_all_that_was_read_from_them(shipped: tk.Ledger) -> None:
    kept = shipped.filter(city="南京市")
    assert list(kept.reports["report_id"]) == ["nanjing-2020"]
    assert len(kept.issues) == 31
    assert set(kept.texts) == {"nanjing-2020"}
    assert all(set(table["report_id"]) <= {"nanjing-2020"} for table in kept.tables.values())


def test_filter_takes_lists_and_several_conditions(shipped: tk.Ledger) -> None:
    kept = shipped.filter(genre="notice", year=[2023, 2024])
    assert list(kept.reports["report_id"]) == ["binzhou-boxing-2023", "wuhan-donghu-2024"]


def test_filter_takes_values_as_they_are_printed_and_is_kept_in_the_provenance(
    shipped: tk.Ledger,
) -> None:
    kept = shipped.filter(publication_date="2020-11-02").filter(year="2020")
    assert list(kept.reports["report_id"]) == ["nanjing-2020"]
    assert kept.provenance["filter"] == (
        "publication_date=2020-11-02 (1 of 5 reports); year=2020 (1 of 1 reports)"
    )


def test_filter_names_what_is_there(shipped: tk.Ledger) -> None:
    with pytest.raises(LedgerError, match="南京市"):
        shipped.filter(city="上海市")
    with pytest.raises(LedgerError, match="no column 'mayor'"):
        shipped.filter(mayor="x")


def test_a_saved_ledger_opens_as_it_was(shipped: tk.Ledger, tmp_path: Path) -> None:
    folder = shipped.save(tmp_path / "l")
    shipped.save(folder)
    opened = tk.open_ledger(folder)
    assert opened.texts == dict(shipped.texts)
    assert opened.provenance == shipped.provenance
    for name in TABLES:
        pd.testing.assert_frame_equal(opened.table(name), shipped.table(name))
    assert [path.name for path in tmp_path.iterdir()] == ["l"]


def test_saving_never_replaces_what_is_no_ledger(shipped: tk.Ledger, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(LedgerError, match="no ledger"):
        shipped.save(tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_opening_something_else_says_so(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no saved ledger"):
        tk.open_ledger(tmp_path)


def test_csv_opens_in_excel_with_chinese_intact(shipped: tk.Ledger, tmp_path: Path) -> None:
    written = shipped.to_csv(tmp_path)
    assert {path.stem for path in written} == {*TABLES, "data_dictionary"}
    raw = (tmp_path / "issues.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    again = pd.read_csv(tmp_path / "issues.csv", encoding="utf-8-sig")
    assert list(again["problem"]) == list(shipped.issues["problem"])


def test_no_text_in_a_workbook_runs_as_a_formula(tmp_path: Path) -> None:
    ledger = ledger_of("=1+1\n一、整改情况\n1.针对甲不够的问题,\x07改。\n")
    sheets = load_workbook(ledger.to_excel(tmp_path / "l.xlsx"))
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert any(isinstance(cell.value, str) and cell.value.startswith("=1+1") for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


def test_every_table_has_the_declared_columns_and_values(shipped: tk.Ledger) -> None:
    for name, columns in TABLES.items():
        table = shipped.table(name)
        assert list(table.columns) == [column.name for column in columns]
        for column in columns:
            assert str(table[column.name].dtype) == column.dtype, (name, column.name)
            if column.allowed:
                assert set(table[column.name].dropna()) <= set(column.allowed)


def test_worker_processes_give_the_same_tables(shipped_corpus: tk.Corpus) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        parallel = tk.build_ledger(shipped_corpus, executor=pool)
    alone = tk.build_ledger(shipped_corpus)
    for name in TABLES:
        pd.testing.assert_frame_equal(parallel.table(name), alone.table(name))


def test_a_ledger_shows_itself(shipped: tk.Ledger) -> None:
    assert repr(shipped).startswith("Ledger: 5 reports, 105 problem entries")
    assert "<td>105</td>" in shipped._repr_html_()
    assert shipped.counts().loc["nanjing-2020", "issues"] == 31
