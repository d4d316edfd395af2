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
from tests.exchange.conftest import READERS, TEXT, coding, table
from tests.exchange.test_qdc import TEXTS
from toolkit.codings.readings import Codings
from toolkit.codings.sheets import text_hash
from toolkit.errors import CodingError, CodingWarning, ExchangeError, ReaderError, ToolkitError

FIXTURES = ROOT / "tests" / "exchange" / "fixtures"
Readings = dict[str, Codings]


def same(one: Readings, other: Readings) -> None:
    assert list(one) == list(other)
    for name in one:
        for a, b in zip(one[name], other[name], strict=True):
            pd.testing.assert_frame_equal(a, b)


def rewritten(path: Path, change: Callable[[str], str], source: str | None = None) -> Path:
    """The same project with its document changed, and the text of its sources if one is given."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["project.qde"] = change(members["project.qde"].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            changed = source is not None and name.endswith(".txt")
            archive.writestr(name, source.encode("utf-8") if changed and source else data)
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
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


REPEATED = "甲😀。\r\n一是已完成整改。\r\n二是已完成整改。\r\n"


def repeated(text: str = REPEATED) -> tuple[tk.Corpus, Readings]:
    """A passage that stands twice, coded where it stands the second time."""
    start = text.rindex("已完成整改。")
    row = (
        *("r", "r/i001", start, start + 6, text[start : start + 6], text_hash(text)),
        *(pd.NA, "F3", pd.NA, pd.NA, pd.NA, pd.NA),
    )
    reading = coding("F3", None, None, None)
    issues = table([row], list(reading.issues.columns))
    corpus = tk.Corpus.from_reports([tk.Report("r", text)])
    return corpus, {"甲": Codings(issues, reading.measures.iloc[:0])}


@pytest.mark.parametrize(
    ("source", "shift", "said"),
    [
        (REPEATED.replace("\r\n", "\n"), -2, None),
        (
            REPEATED.replace("\r\n", "\n"),
            0,
            "code points, to the last character, a line end as two",
        ),
        (REPEATED, -2, "code points, to the last character, a line end as one"),
    ],
)
def test_line_ends_that_a_program_changed_or_counts_otherwise_are_told(
    tmp_path: Path, source: str, shift: int, said: str | None
) -> None:
    corpus, readings = repeated()
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    rewritten(path, moved(lambda a, b: (a + shift, b + shift)), source)
    if said is None:
        same(tk.read_qdpx(path, corpus), readings)
    else:
        with pytest.warns(CodingWarning, match=f"counted in {said}"):
            same(tk.read_qdpx(path, corpus), readings)


def test_a_text_that_begins_with_a_mark_keeps_it(tmp_path: Path) -> None:
    corpus, readings = repeated("\ufeff" + REPEATED)
    same(tk.read_qdpx(tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx"), corpus), readings)


def test_rows_in_an_order_of_their_own_come_back_in_it(tmp_path: Path) -> None:
    texts = {"r": "一。二。三。", "s": "四。五。"}
    places = [("s", 2, 4), ("r", 0, 2), ("s", 0, 2), ("r", 4, 6)]
    rows = [
        (r, f"{r}{a}", a, b, texts[r][a:b], text_hash(texts[r]), None, "F3", None, None, None, None)
        for r, a, b in places
    ]
    reading = coding("F3", None, None, None)
    issues = table(list(rows), list(reading.issues.columns))
    readings = {"甲": Codings(issues, reading.measures.iloc[:0])}
    corpus = tk.Corpus.from_reports([tk.Report(r, text) for r, text in texts.items()])
    same(tk.read_qdpx(tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx"), corpus), readings)


def test_a_code_that_a_second_reader_gave_is_that_readers(
    tmp_path: Path, corpus: tk.Corpus
) -> None:
    readings = {"甲": coding("F3", None, None, "甲说"), "乙": coding("F3", None, None, None)}
    none = Codings(*(frame.iloc[:0] for frame in readings["乙"]))
    path = tk.write_qdpx({"甲": readings["甲"], "乙": none}, corpus, tmp_path / "p.qdpx")
    with zipfile.ZipFile(path) as archive:
        document = archive.read("project.qde").decode("utf-8")
    second = re.findall(r'<User guid="([^"]+)"', document)[1]
    target = re.search(r'<Code guid="([^"]+)" name="E1 ', document)[1]  # type: ignore[index]
    added = (
        f'<Coding guid="{target}" creatingUser="{second}"><CodeRef targetGUID="{target}"/>'
        "</Coding></PlainTextSelection>"
    )
    rewritten(path, lambda text: text.replace("</PlainTextSelection>", added, 1))
    found = tk.read_qdpx(path, corpus)
    same({"甲": found["甲"]}, {"甲": readings["甲"]})
    row = found["乙"].issues.iloc[0].astype(object).where(found["乙"].issues.iloc[0].notna(), None)
    assert list(row[["issue_id", "quote", "category", "failure", "certainty", "note"]]) == [
        "r/i001", TEXT[3:14], "E1", None, None, None,
    ]  # fmt: skip
    assert found["乙"].measures.empty


def test_a_quotation_that_no_longer_stands_is_refused(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    rewritten(path, lambda text: text.replace("quote: 一是修订", "quote: 一是修改", 1))
    with pytest.raises(CodingError, match="no longer reads as coded"):
        tk.read_qdpx(path, corpus)


def test_a_name_that_another_program_changed_does_no_harm(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    rewritten(path, lambda text: re.sub(r'(Selection guid="[^"]+") name="[^"]*"', r"\1", text))
    same(tk.read_qdpx(path, corpus), readings)


def test_a_passage_that_cannot_be_placed_is_named(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    longer = tk.Corpus.from_reports([tk.Report("r", "前言。" + TEXT)])
    with pytest.warns(CodingWarning, match="the text of r is not the report's"):
        assert tk.read_qdpx(path, longer)[READERS[0]].issues["start"].to_list() == [6]
    other = tk.Corpus.from_reports([tk.Report("r", "另一个文本。")])
    with pytest.raises(ExchangeError, match="stands 0 times in the report"):
        tk.read_qdpx(path, other)
    with pytest.raises(ExchangeError, match="do not lie in the text"):
        tk.read_qdpx(rewritten(path, moved(lambda a, b: (a + 999, b + 999))), corpus)
    with pytest.raises(ExchangeError, match="lie in no text"):
        tk.read_qdpx(rewritten(path, moved(lambda a, b: (a, 10**4000))), corpus)


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
    with pytest.warns(CodingWarning, match="1 selections carry no quotation .* first is r 3–13"):
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
    with pytest.raises(ReaderError, match="not a ZIP archive"):
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


def test_damaged_projects_are_refused_whatever_is_damaged(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    whole = path.read_bytes()
    refused = 0
    for at in range(0, len(whole), 29):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            tk.read_qdpx(path, corpus)
        except ToolkitError:
            refused += 1
    assert refused > 50


def test_files_of_one_name_are_refused(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../project.qde", "<Project/>")
    with pytest.raises(ExchangeError, match=r"two files of the archive are called project\.qde"):
        tk.read_qdpx(path, corpus)


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.exchange.archive.LIMIT_UNPACKED", 100)
    path = tk.write_qdpx(readings, corpus, tmp_path / "p.qdpx")
    with pytest.raises(ExchangeError, match="the archive holds 2 files"):
        tk.read_qdpx(path, corpus)


def test_codes_and_reports_that_are_not_there_are_refused_on_writing(
    tmp_path: Path, corpus: tk.Corpus, readings: Readings
) -> None:
    with pytest.raises(ExchangeError, match="no report r"):
        tk.write_qdpx(readings, tk.Corpus.from_reports([tk.Report("s", TEXT)]), tmp_path / "p.qdpx")
    with pytest.raises(CodingError, match="row 1: category is 'Z9'"):
        tk.write_qdpx({"a": coding("Z9", None, None, None)}, corpus, tmp_path / "p.qdpx")
    with pytest.raises(ExchangeError, match="there is no reader"):
        tk.write_qdpx({}, corpus, tmp_path / "p.qdpx")
    assert not list(tmp_path.iterdir())


def test_codings_of_another_text_are_not_written(tmp_path: Path, readings: Readings) -> None:
    other = tk.Corpus.from_reports([tk.Report("r", "前" + TEXT)])
    with pytest.raises(CodingError, match="no longer reads as coded"):
        tk.write_qdpx(readings, other, tmp_path / "p.qdpx")


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


@pytest.mark.parametrize(
    ("counting", "file"),
    [("standard", "small"), ("behind", "small-behind"), ("utf-16", "small-utf-16")],
)
def test_the_same_codings_give_the_bytes_that_another_program_has_read(
    tmp_path: Path,
    corpus: tk.Corpus,
    readings: Readings,
    counting: Literal["standard", "behind", "utf-16"],
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
    """Recorded from pyqdpx 0.1.8, qdaPy 0.1.0 and pyrefiqda 0.3.1; see fixtures/README.md."""
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
    behind = pd.read_csv(FIXTURES / "small-behind.qdapy.csv")
    assert {
        (coder, text) for coder, text in zip(behind["codedBy"], behind["text"], strict=True)
    } == {(reader, text) for reader in READERS for text in (TEXT[3:14], TEXT[18:26])}
    assert [code.rsplit("/", 1)[-1] for code in behind["code"][:5]] == [
        "F3 合同管理", "D1 主体责任 (further)", "O3 党建 (further)", "procedure 程序", "1 certainty 1",
    ]  # fmt: skip
    whole = pd.read_csv(FIXTURES / "small.pyrefiqda.csv", keep_default_na=False)
    assert whole[["user", "start", "end", "name"]].to_numpy().tolist() == [
        [reader, a, b, TEXT[a : b + 1]]
        for reader in READERS
        for a, b in ((3, 13), (18, 25), (26, 31))
    ]
    assert whole["codes"][1] == "M-rule 制度建设; M-account 问责; 2 certainty 2"
    standard = pd.read_csv(FIXTURES / "small.pyqdpx.csv")
    assert list(zip(standard["start"], standard["end"], standard["code"], strict=True)) == [
        (3, 13, "F3 合同管理"), (18, 25, "M-rule 制度建设"), (3, 13, "F3 合同管理"), (18, 25, "none 无类型"),
    ]  # fmt: skip
