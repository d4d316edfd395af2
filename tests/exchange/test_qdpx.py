"""Codings survive REFI-QDA projects exactly; positions are counted as the standard says."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

import toolkit as tk
from tests.conftest import ROOT
from tests.exchange.conftest import READERS, TEXT, coding
from tests.exchange.test_qdc import TEXTS
from toolkit.codings.readings import Codings
from toolkit.errors import CodingError, CodingWarning, ExchangeError

FIXTURES = ROOT / "tests" / "exchange" / "fixtures"
Readings = dict[str, Codings]


def same(one: Readings, other: Readings) -> None:
    assert list(one) == list(other)
    for name in one:
        for a, b in zip(one[name], other[name], strict=True):
            pd.testing.assert_frame_equal(a, b)


def rewritten(path: Path, change: Callable[[str], str]) -> Path:
    """The same project with its document changed."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["project.qde"] = change(members["project.qde"].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def moved(change: Callable[[int, int], tuple[int, int]]) -> Callable[[str], str]:
    """Change the positions of all selections."""

    def each(match: re.Match[str]) -> str:
        first, last = change(int(match[1]), int(match[2]))
        return f'startPosition="{first}" endPosition="{last}"'

    return lambda text: re.sub(r'startPosition="(\d+)" endPosition="(\d+)"', each, text)


def units(position: int) -> int:
    """A position in UTF-16 code units."""
    return len(TEXT[:position].encode("utf-16-le")) // 2


def test_readers_codes_notes_and_places_come_back(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    same(tk.read_qdpx(path, corpus), readings)


@given(reader=TEXTS.filter(str.strip), note=TEXTS.filter(str.strip))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_and_note_come_back(
    tmp_path_factory: pytest.TempPathFactory, corpus: tk.Corpus, reader: str, note: str
) -> None:
    path = tmp_path_factory.mktemp("qdpx") / "p.qdpx"
    given_ = {reader: coding("F3", None, "M-rule", note)}
    same(tk.read_qdpx(tk.write_qdpx(given_, corpus, path), corpus), given_)


def test_positions_are_code_points_to_the_last_character(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    path = tk.write_qdpx({READERS[0]: readings[READERS[0]]}, corpus, tmp_path / "p.qdpx")
    with zipfile.ZipFile(path) as archive:
        document = archive.read("project.qde").decode("utf-8")
        source = next(name for name in archive.namelist() if name.startswith("sources/"))
        text = archive.read(source).decode("utf-8")
    assert text == TEXT
    found = re.findall(
        r'name="([^"]*)" creatingUser="[^"]*" startPosition="(\d+)" endPosition="(\d+)"', document
    )
    assert found[0] == ("𠮷县合同管理不规范的问", "3", "13")
    assert [text[int(a) : int(b) + 1] for _, a, b in found] == [
        "𠮷县合同管理不规范的问",
        "一是修订办法😀。",
        "=二是约谈。",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda a, b: (a, b + 1), "code points, to the end"),
        (lambda a, b: (units(a), units(b + 1) - 1), "UTF-16 units, to the last character"),
        (lambda a, b: (units(a), units(b + 1)), "UTF-16 units, to the end"),
    ],
)
def test_other_ways_to_count_are_told_from_the_quotations(
    tmp_path: Path,
    corpus: tk.Corpus,
    readings: Readings,
    change: Callable[[int, int], tuple[int, int]],
    said: str,
) -> None:
    path = rewritten(tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx"), moved(change))
    with pytest.warns(CodingWarning, match=f"counted in {said}"):
        found = tk.read_qdpx(path, corpus)
    same(found, readings)


def test_a_source_with_other_line_ends_is_placed_by_its_passages(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name in members:
        if name.endswith(".txt"):
            members[name] = b"\xef\xbb\xbf" + members[name].replace(b"\r\n", b"\n")
    document = members["project.qde"].decode("utf-8")
    members["project.qde"] = moved(lambda a, b: (a, b) if a < 17 else (a - 1, b - 1))(
        document
    ).encode("utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    same(tk.read_qdpx(path, corpus), readings)


def test_a_passage_that_cannot_be_placed_is_named(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    other = tk.Corpus.from_reports([tk.Report("r", "另一个文本。")])
    with pytest.raises(ExchangeError, match="stands 0 times in the report"):
        tk.read_qdpx(path, other)
    with pytest.raises(ExchangeError, match="do not lie in the text"):
        tk.read_qdpx(rewritten(path, moved(lambda a, b: (a + 999, b + 999))), corpus)


def test_another_programs_codes_are_known_by_the_first_word_of_their_names(
    tmp_path: Path, corpus: tk.Corpus
) -> None:
    guid = "0dcef2f5-e55c-49da-8c33-9b0803c7aeb{}".format
    project = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="p"><CodeBook><Codes>'
        f'<Code guid="{guid(1)}" name="题目" isCodable="true"><Code guid="{guid(2)}" name="F3 合同" isCodable="true"/></Code>'
        "</Codes></CodeBook><Sources>"
        f'<TextSource guid="{guid(3)}" name="r.txt"><PlainTextContent>{TEXT.replace(chr(13), "&#13;")}</PlainTextContent>'
        f'<PlainTextSelection guid="{guid(4)}" startPosition="3" endPosition="13"><Description>看法</Description>'
        f'<Coding guid="{guid(5)}"><CodeRef targetGUID="{guid(2)}"/></Coding></PlainTextSelection></TextSource>'
        "</Sources></Project>"
    )
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", project)
    found = tk.read_qdpx(path, corpus)
    assert list(found) == ["unknown"]
    row = found["unknown"].issues.iloc[0]
    assert (row["quote"], row["category"], row["note"]) == (TEXT[3:14], "F3", "看法")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "project.qde", project.replace(f'targetGUID="{guid(2)}"', f'targetGUID="{guid(1)}"')
        )
    with pytest.raises(ExchangeError, match="no code '题目'"):
        tk.read_qdpx(path, corpus)


def test_what_is_no_project_is_refused(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    path = tmp_path / "p.qdpx"
    path.write_bytes(b"PK no archive")
    with pytest.raises(ExchangeError, match="not a ZIP archive"):
        tk.read_qdpx(path, corpus)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sources/a.txt", "a")
    with pytest.raises(ExchangeError, match=r"no project\.qde"):
        tk.read_qdpx(path, corpus)
    tk.write_qdpx(readings, corpus, path)
    with pytest.raises(ExchangeError, match="no report 'r'"):
        tk.read_qdpx(path, tk.Corpus.from_reports([tk.Report("s", TEXT)]))
    with zipfile.ZipFile(path) as archive:
        document = archive.read("project.qde")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", document)
    with pytest.raises(ExchangeError, match="plain text is not in the archive"):
        tk.read_qdpx(path, corpus)


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.exchange.qdpx_reading.LIMIT_UNPACKED", 100)
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    with pytest.raises(ExchangeError, match="the archive holds 2 files"):
        tk.read_qdpx(path, corpus)


def test_codes_and_reports_that_are_not_there_are_refused_on_writing(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    with pytest.raises(ExchangeError, match="no report r"):
        tk.write_qdpx(readings, tk.Corpus.from_reports([tk.Report("s", TEXT)]), tmp_path / "p.qdpx")
    with pytest.raises(ExchangeError, match="no code Z9 for category"):
        tk.write_qdpx({"a": coding("Z9", None, None, None)}, corpus, tmp_path / "p.qdpx")


def test_two_primary_categories_given_in_another_program_are_refused(
    tmp_path: Path, corpus: tk.Corpus
) -> None:
    path = tk.write_qdpx({"a": coding("F3", None, None, None)}, corpus, tmp_path / "p.qdpx")
    with zipfile.ZipFile(path) as archive:
        document = archive.read("project.qde").decode("utf-8")
    target = re.search(r'<Code guid="([^"]+)" name="E1 ', document)[1]  # type: ignore[index]
    added = (
        f'<Coding guid="{target}"><CodeRef targetGUID="{target}"/></Coding></PlainTextSelection>'
    )
    rewritten(path, lambda text: text.replace("</PlainTextSelection>", added, 1))
    with pytest.raises(CodingError, match="one code is to stand"):
        tk.read_qdpx(path, corpus)


@pytest.mark.parametrize(("counting", "file"), [("standard", "small"), ("utf-16", "small-utf-16")])
def test_the_same_codings_give_the_bytes_that_another_program_has_read(
    tmp_path: Path,
    corpus: tk.Corpus,
    readings: Readings,
    counting: Literal["standard", "utf-16"],
    file: str,
) -> None:
    written = tk.write_qdpx(
        readings, corpus, tmp_path / "p.qdpx", FIXTURES / "book.yaml", counting=counting
    )
    with zipfile.ZipFile(written) as one, zipfile.ZipFile(FIXTURES / f"{file}.qdpx") as other:
        assert one.namelist() == other.namelist()
        assert [one.read(name) for name in one.namelist()] == [
            other.read(name) for name in other.namelist()
        ]


def test_what_another_program_read_is_what_was_coded() -> None:
    """Recorded from pyqdpx 0.1.8; see fixtures/README.md."""
    read = pd.read_csv(FIXTURES / "small-utf-16.pyqdpx.csv")
    assert list(
        zip(
            read["source"],
            read["user"],
            read["text"].str.replace("\u200b", ""),
            read["code"],
            read["parent"],
            strict=True,
        )
    ) == [
        ("r", "读者甲", TEXT[3:14], "F3 合同管理", "F 资金"),
        ("r", "读者甲", TEXT[18:26], "M-rule 制度建设", "types 措施类型"),
        ("r", "reader b", TEXT[3:14], "F3 合同管理", "F 资金"),
        ("r", "reader b", TEXT[18:26], "none 无类型", "no-type 无类型"),
    ]
    standard = pd.read_csv(FIXTURES / "small.pyqdpx.csv")
    assert list(zip(standard["start"], standard["end"], standard["code"], strict=True)) == [
        (3, 13, "F3 合同管理"), (18, 25, "M-rule 制度建设"), (3, 13, "F3 合同管理"), (18, 25, "none 无类型"),
    ]  # fmt: skip
