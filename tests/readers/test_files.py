"""Formats told by content, and files that are not trusted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from toolkit.errors import ReaderError
from toolkit.readers import files, read_file


def archive(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "found", "remedy"),
    [
        (b"%PDF-1.7\n", "the PDF is damaged or locked", "again"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "Office 97-2003", "save it as .docx"),
        (b"{\\rtf1 ", "rich text", "save it as .docx"),
        (b"\xff\xd8\xff\xe0", "JPEG picture", "OCR"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture", "OCR"),
        (b"II*\0", "TIFF picture", "OCR"),
        (b"Rar!\x1a\x07\0", "RAR archive", "unpack"),
        (archive({"a.txt": b"x"}), "an archive, not of Word", "unpack"),
        (archive({"a.txt": b"x"})[:-9], "damaged or locked archive", "again"),
        (b"From: <Saved by Blink>\r\n", "a web archive (.mht)", "browser"),
        (b" \r\n", "the file is empty", "again"),
        (b"\xef\xbb\xbf\r\n", "holds no text", "check the export"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(
    tmp_path: Path, data: bytes, found: str, remedy: str
) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(data)
    with pytest.raises(ReaderError) as caught:
        read_file(path, "报告.txt")
    assert found in caught.value.found
    assert remedy in caught.value.remedy
    assert caught.value.where == "报告.txt"


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LIMIT", 10)
    path = tmp_path / "a.txt"
    path.write_text("一二三四", encoding="utf-8")
    with pytest.raises(ReaderError, match="has 12 bytes, more than 10"):
        read_file(path, "a.txt")


def test_a_small_archive_of_much_content_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(archive({"word/document.xml": b"0" * (files.LIMIT_UNPACKED + 1)}))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ReaderError, match="holds 1 files of 256,000,001 bytes"):
        read_file(path, "a.docx")


def test_an_archive_of_very_many_files_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(archive({f"{i}": b"" for i in range(files.LIMIT_MEMBERS + 1)}))
    with pytest.raises(ReaderError, match="holds 5,001 files"):
        read_file(path, "a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(tmp_path: Path, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    path = tmp_path / "a.docx"
    path.write_bytes(archive({"word/document.xml": bomb.encode(encoding)}))
    with pytest.raises(ReaderError, match="declares a document type"):
        read_file(path, "a.docx")


def test_a_word_file_without_its_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(archive({"word/document.xml": b"<a/>"}))
    with pytest.raises(ReaderError, match="not built as Word files are"):
        read_file(path, "a.docx")
