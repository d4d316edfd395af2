"""The command line says what it read and wrote, and fails with words."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT
from toolkit.cli import main
from toolkit.runner import changed_figures, snapshot


def test_ledger_writes_tables_and_accounts_for_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", str(ROOT / "corpus"), str(tmp_path / "out"), "--excel"]) == 0
    said = capsys.readouterr().out
    assert said.count("loaded") == 5
    assert "(health 0.96)" in said
    assert "Ledger: 5 reports, 105 problem entries" in said
    for name in ("issues.csv", "load_report.csv", "ledger/provenance.json", "ledger.xlsx"):
        assert (tmp_path / "out" / name).exists()


def test_a_folder_without_readable_reports_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(b"\xff\xd8\xff")
    assert main(["ledger", str(tmp_path / "in"), str(tmp_path / "out")]) == 1
    assert "a picture holds no text" in capsys.readouterr().out


def test_tables_are_never_written_among_the_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", str(tmp_path), str(tmp_path / "out")]) == 2
    assert "outside the folder of reports" in capsys.readouterr().err


def test_a_missing_folder_is_an_error_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", str(tmp_path / "no"), str(tmp_path / "out")]) == 2
    assert "what to do" in capsys.readouterr().err


def notebook(folder: Path, name: str, source: str) -> None:
    cell = nbformat.v4.new_code_cell(source)  # type: ignore[no-untyped-call]
    made = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    nbformat.write(made, folder / name)  # type: ignore[no-untyped-call]


def test_check_runs_the_notebooks_and_names_changed_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    books, figures = tmp_path / "notebooks", tmp_path / "figures"
    books.mkdir()
    figures.mkdir()
    (figures / "a.csv").write_text("1\n", encoding="utf-8")
    write = "from pathlib import Path; Path('../figures/a.csv').write_text('{}\\n')"
    notebook(books, "01.ipynb", write.format(2))
    options = ["--notebooks", str(books), "--figures", str(figures)]
    assert main(["check", *options]) == 1
    assert "a.csv" in capsys.readouterr().err
    assert main(["check", *options]) == 0
    notebook(books, "02.ipynb", "1/0")
    assert main(["figures", *options]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_without_notebooks_the_command_says_where_to_run_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["figures", "--notebooks", str(tmp_path)]) == 2
    assert "project's folder" in capsys.readouterr().err


def test_new_and_lost_data_files_count_as_changed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1", encoding="utf-8")
    before = snapshot(tmp_path)
    (tmp_path / "a.csv").unlink()
    (tmp_path / "b.json").write_text("1", encoding="utf-8")
    (tmp_path / "c.png").write_text("1", encoding="utf-8")
    assert changed_figures(tmp_path, before) == ["a.csv", "b.json"]
