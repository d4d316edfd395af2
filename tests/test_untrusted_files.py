"""Files that nobody should have made: each is refused by itself, and the run goes on."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import toolkit as tk
from toolkit.corpus import folder as corpus_module
from toolkit.errors import ResourceError
from toolkit.matching import default_matcher
from toolkit.outline import read_outline
from toolkit.readers.sheets import read_xlsx
from toolkit.vocabulary import default_vocabulary

TEXT = "现将整改情况公布如下。\n一、整改情况\n1.针对甲不够的问题,改。\n"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["序号", "问题", "整改措施"], [1, "甲不够", "修订制度。"]):
        book.active.append(row)
    return saved(book.save)


def saved(save: Callable[[io.BytesIO], None]) -> bytes:
    data = io.BytesIO()
    save(data)
    return data.getvalue()


def changed(data: bytes, member: str, before: bytes, after: bytes) -> bytes:
    """An archive in which bytes of a member are replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == member:
                assert before in content
                content = content.replace(before, after)
            target.writestr(name, content)
    return made.getvalue()


def row_of(folder: Path, name: str) -> dict[str, object]:
    """Row of the load report for a file that lies beside a good one, which must be loaded."""
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    rows = tk.read_corpus(folder).load_report.set_index("file")
    assert rows.loc["good.txt", "outcome"] == "loaded"
    return dict(rows.loc[name].dropna())


@pytest.mark.parametrize(
    ("member", "before", "after", "found"),
    [
        ("xl/worksheets/sheet1.xml", b'r="A1"', 'r="甲"'.encode(), "ValueError: invalid literal for int() with base 10: '甲'"),
        ("xl/styles.xml", b'fontId="0"', b'fontId="7"', "IndexError: list index out of range"),
        ("[Content_Types].xml", b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
         b"application/vnd.ms-excel.sheet.binary.macroEnabled.main", "OSError: File contains no valid workbook part"),
    ],
)  # fmt: skip
def test_whatever_a_library_raises_on_a_file_refuses_that_file(
    tmp_path: Path, member: str, before: bytes, after: bytes, found: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(changed(workbook(), member, before, after))
    assert row_of(tmp_path, "a.xlsx") == {
        "outcome": "refused",
        "reason": f"the workbook is not built as Excel files are ({found})",
        "remedy": "open it in Excel, WPS or LibreOffice and save it as .xlsx anew",
    }


def test_a_style_that_is_not_there_does_not_matter_to_the_text() -> None:
    odd = changed(workbook(), "xl/worksheets/sheet1.xml", b'r="A1"', b'r="A1" s="99"')
    assert read_xlsx(odd, "a.xlsx").text == "序号\t问题\t整改措施\n1\t甲不够\t修订制度。\n"


@pytest.mark.parametrize(
    "error", [MemoryError(), RecursionError("too deep"), OSError("\udcff" * 999)]
)
def test_want_of_memory_and_depth_refuse_a_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    read = corpus_module.read_file

    def failing(path: Path, name: str) -> object:
        if name == "a.txt":
            raise error
        return read(path, name)

    monkeypatch.setattr(corpus_module, "read_file", failing)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    row = row_of(tmp_path, "a.txt")
    said = {"MemoryError": "MemoryError", "RecursionError": "RecursionError: too deep"}.get(
        type(error).__name__, "OSError: " + ("\\udcff" * 999)[:200] + "…"
    )
    assert (row["outcome"], row["reason"]) == ("refused", f"the file cannot be read ({said})")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ResourceError("a", where="b", remedy="c")])
def test_an_interruption_and_errors_of_our_own_are_let_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def failing(path: Path, name: str) -> object:
        raise error

    monkeypatch.setattr(corpus_module, "read_file", failing)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(type(error)):
        tk.read_corpus(tmp_path)


def test_a_name_in_other_bytes_than_utf_8_is_printed(tmp_path: Path) -> None:
    for name in ("报告.txt".encode("gbk"), b"\xff\xff.txt"):
        try:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(TEXT, "utf-8")
        except OSError:
            pytest.skip("file names are characters here")
    rows = tk.read_corpus(tmp_path).load_report.set_index("file")
    assert dict(rows["report_id"]) == {"报告.txt": "报告", "\\udcff\\udcff.txt": "\\udcff\\udcff"}
    assert dict(rows["outcome"]) == {"报告.txt": "duplicate", "\\udcff\\udcff.txt": "loaded"}
    (tmp_path / "manifest.csv").write_text("report_id,file\nx,报告.txt\n", encoding="utf-8")
    assert tk.read_corpus(tmp_path)["x"].text == TEXT


@pytest.mark.skipif(os.name == "nt", reason="no links and pipes without rights")
def test_links_in_a_circle_pipes_and_impossible_names_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    rows = ["loop.txt", "pipe.txt", "folder.txt", "长" * 300 + ".txt"]
    listed = [f"x{at},{name}" for at, name in enumerate(rows)]
    (tmp_path / "manifest.csv").write_text(
        "\n".join(["report_id,file", "g,good.txt", *listed]), "utf-8"
    )
    found = {name: row_of(tmp_path, name) for name in rows}
    assert {row["outcome"] for row in found.values()} == {"refused"}
    assert "loop" in str(found["loop.txt"]["reason"]) or "levels" in str(
        found["loop.txt"]["reason"]
    )
    no_file = "this is a folder, a pipe or a device, and no file"
    assert found["pipe.txt"]["reason"] == found["folder.txt"]["reason"] == no_file
    assert found["长" * 300 + ".txt"]["reason"] == "the file cannot be read: File name too long"


@pytest.mark.parametrize(
    "words", ["问题：", "整改措施：改。", "（甲", "一、", "字 字", "“", "(", "㐀"]
)
def test_the_outline_of_a_hostile_text_takes_time_that_grows_with_it(words: str) -> None:
    def seconds(n: int) -> float:
        text = f"现将整改情况公布如下。\n一、整改情况\n{words * (n // len(words))}"
        start = time.process_time()
        read_outline(text, default_vocabulary(), default_matcher())
        return time.process_time() - start

    short = min(seconds(10_000) for _ in range(3))
    # eight times as long takes eight times as much, not 64 times
    assert seconds(80_000) < 32 * max(short, 0.02)
