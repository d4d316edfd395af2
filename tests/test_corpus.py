"""Reading a folder: every file is accounted for, one bad file never stops a run."""

from __future__ import annotations

import codecs
import pickle
from pathlib import Path

import docx
import pytest

import toolkit as tk
from toolkit.errors import CorpusError, ManifestError, ManifestWarning

TEXT = "现将整改情况公布如下。\n一、整改情况\n1.针对甲不够的问题,改。\n"


def outcomes(corpus: tk.Corpus) -> dict[str, str]:
    table = corpus.load_report
    return dict(zip(table["file"], table["outcome"], strict=True))


def test_without_a_manifest_every_text_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "甲.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b" / "乙.txt").write_bytes(codecs.BOM_UTF8 + f"{TEXT}乙".encode())
    (tmp_path / "丙.txt").write_text(TEXT + "丙", encoding="utf-16")
    (tmp_path / "README.md").write_text("about", encoding="utf-8")
    corpus = tk.read_corpus(tmp_path)
    assert [report.report_id for report in corpus] == ["乙", "丙", "甲"]
    assert corpus["甲"].text == TEXT
    assert corpus["乙"].text == TEXT + "乙"
    assert set(outcomes(corpus)) == {"b/乙.txt", "丙.txt", "甲.txt"}


def test_bad_files_are_refused_with_reason_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "noise.txt").write_bytes(bytes(range(128, 256)) * 4)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    corpus = tk.read_corpus(tmp_path)
    assert outcomes(corpus) == {
        "empty.txt": "refused", "noise.txt": "refused", "good.txt": "loaded", "scan.pdf": "refused",
    }  # fmt: skip
    refused = corpus.load_report.query("outcome == 'refused'").set_index("file")
    assert dict(refused["reason"]) == {
        "empty.txt": "the file is empty",
        "noise.txt": "byte 0 is not valid UTF-8, and no other Chinese encoding fits the whole",
        "scan.pdf": "the PDF is damaged or locked (Failed to load document (PDFium: Data format error).)",
    }
    assert refused["remedy"].notna().all()


def test_the_format_is_told_by_content_and_why_is_in_the_load_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode("gb18030"))
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "b.html")
    corpus = tk.read_corpus(tmp_path)
    rows = corpus.load_report.set_index("file")
    assert dict(rows["outcome"]) == {"a.txt": "loaded", "b.html": "duplicate"}
    assert dict(rows["reader"]) == {"a.txt": "text 1", "b.html": "docx 2"}
    assert rows.loc["a.txt", "encoding"] == "gb18030"
    assert rows.loc["a.txt", "evidence"].startswith("byte 0 is not valid UTF-8; charset-normalizer")
    assert rows.loc["b.html", "evidence"] == "all of the text is printed in the file"
    assert (corpus["a"].reader, corpus["b"].reader) == ("text 1", "docx 2")


def test_equal_and_nearly_equal_texts_are_linked_not_dropped(tmp_path: Path) -> None:
    steps = "".join(
        f"{at}.针对第{at}项工作不够扎实的问题，修订制度{at}项，约谈{at}人。\n" for at in range(40)
    )
    (tmp_path / "a.txt").write_text(TEXT + steps, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT + steps, encoding="utf-8")
    (tmp_path / "c.txt").write_text(TEXT + steps.replace("\n", "\r\n") + "来源：某网站", "utf-8")
    (tmp_path / "d.txt").write_text(TEXT + steps[: len(steps) // 2], encoding="utf-8")
    corpus = tk.read_corpus(tmp_path)
    rows = corpus.load_report.set_index("file")
    assert dict(rows["outcome"]) == {
        "a.txt": "loaded", "b.txt": "duplicate", "c.txt": "near duplicate", "d.txt": "loaded",
    }  # fmt: skip
    assert dict(rows["duplicate_of"].dropna()) == {"b.txt": "a", "c.txt": "a"}
    assert rows.loc["b.txt", "reason"] == "same text as a"
    assert rows.loc["c.txt", "reason"] == "99% of its runs of five characters are those of a"
    assert len(corpus) == 4


def test_with_a_manifest_only_listed_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT + "b", encoding="utf-8")
    (tmp_path / "manifest.csv").write_text(
        "report_id,file,prefecture,prefecture_basis,publication_date,sha256\n"
        "one,a.txt,某市,printed: 某市,2023-03-05,\n"
        "two,gone.txt,,,,\nthree,b.txt,,,,0000\n",
        encoding="utf-8-sig",
    )
    corpus = tk.read_corpus(tmp_path)
    assert outcomes(corpus) == {"a.txt": "loaded", "b.txt": "refused", "gone.txt": "refused"}
    assert dict(corpus["one"].meta)["prefecture"] == "某市"
    assert corpus["one"].basis["prefecture"] == "printed: 某市"
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    assert outcomes(tk.read_corpus(tmp_path))["c.txt"] == "not listed"


def manifest(folder: Path, *rows: str) -> tk.Corpus:
    header = "report_id,file,genre,publication_date"
    (folder / "manifest.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return tk.read_corpus(folder)


def test_a_manifest_as_excel_on_windows_writes_it(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(TEXT, encoding="utf-8")
    corpus = manifest(tmp_path, " one , reports\\a.txt ,notice,2023/1/5", ",,,")
    assert outcomes(corpus) == {"reports/a.txt": "loaded"}
    assert str(corpus["one"].meta["publication_date"]) == "2023-01-05"


def test_a_file_listed_twice_is_refused_and_both_rows_are_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="rows 2 and 3"):
        manifest(tmp_path, "x,a.txt,,", "y,./a.txt,,")


def test_an_unknown_genre_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    row = manifest(tmp_path, "x,a.txt,notic,").load_report.iloc[0]
    assert (row["outcome"], row["remedy"]) == (
        "refused", "use one of notice, plan, other, or leave the cell empty",
    )  # fmt: skip


def test_a_manifest_in_another_encoding_or_with_other_delimiters_says_so(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    path.write_bytes("report_id,file,title\nx,a.txt,关于整改情况的通报".encode("gb18030"))
    assert tk.read_corpus(tmp_path)["x"].meta["title"] == "关于整改情况的通报"
    path.write_bytes(b"report_id,file\n\xff\xff,a.txt")
    with pytest.raises(ManifestError, match="UTF-8"):
        tk.read_corpus(tmp_path)
    path.write_text("report_id;file\nx;a.txt\n", encoding="utf-8")
    with pytest.raises(ManifestError, match="divided by ';'"):
        tk.read_corpus(tmp_path)


def test_an_unknown_column_of_a_manifest_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("report_id,file,city\nx,a.txt,甲市\n", "utf-8")
    with pytest.warns(ManifestWarning, match="columns city are not known"):
        tk.read_corpus(tmp_path)


def test_the_hash_of_a_corpus_knows_texts_and_metadata() -> None:
    hashes = {
        tk.Corpus.from_reports([tk.Report("a", text, {"prefecture": city})]).hash
        for text, city in (("x", "甲市"), ("x", "乙市"), ("y", "甲市"))
    }
    assert len(hashes) == 3


def test_a_date_that_is_none_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text(
        "report_id,file,publication_date\none,a.txt,2023年3月\n", encoding="utf-8"
    )
    row = tk.read_corpus(tmp_path).load_report.iloc[0]
    assert row["outcome"] == "refused"
    assert "publication_date" in row["reason"]
    assert "2023年3月" in row["reason"]


def test_a_manifest_without_ids_is_refused_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("name\nx\n", encoding="utf-8")
    with pytest.raises(ManifestError, match="report_id"):
        tk.read_corpus(tmp_path)


def test_a_manifest_cannot_reach_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "manifest.csv").write_text("report_id,file\nx,../secret.txt\n", encoding="utf-8")
    corpus = tk.read_corpus(folder)
    assert len(corpus) == 0
    assert "outside" in corpus.load_report.iloc[0]["reason"]


def test_two_corpora_add_up_unless_ids_clash() -> None:
    one = tk.Corpus.from_reports([tk.Report("a", TEXT)])
    other = tk.Corpus.from_reports([tk.Report("b", TEXT)])
    assert [report.report_id for report in one + other] == ["a", "b"]
    with pytest.raises(CorpusError, match="more than once: a"):
        one + one


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such folder"):
        tk.read_corpus(tmp_path / "nowhere")


def test_a_report_can_be_sent_to_a_worker() -> None:
    report = tk.Report("a", TEXT, {"prefecture": "某市"})
    assert pickle.loads(pickle.dumps(report)) == report


def test_unknown_metadata_is_refused() -> None:
    with pytest.raises(KeyError, match="mayor"):
        tk.Report("a", TEXT, {"mayor": "x"})


def test_a_text_more_broken_than_whole_is_quarantined_and_can_be_taken_in(tmp_path: Path) -> None:
    broken = TEXT.encode().decode("gbk", errors="replace") * 3
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bad.txt").write_text(broken, encoding="utf-8")
    corpus = tk.read_corpus(tmp_path)
    assert outcomes(corpus) == {"good.txt": "loaded", "bad.txt": "quarantined"}
    assert [report.report_id for report in corpus] == ["good"]
    assert [(r.report_id, r.text) for r in corpus.quarantined] == [("bad", broken)]
    row = corpus.load_report.set_index("file").loc["bad.txt"]
    assert row["health"] < 0.5
    assert "mojibake" in row["health_reasons"]
    assert row["reason"].startswith("health 0.")
    assert "least_health=0" in row["remedy"]
    assert len(tk.build_ledger(corpus).reports) == 1
    assert len(tk.read_corpus(tmp_path, least_health=0)) == 2


def test_files_of_the_same_name_get_ids_of_their_own(tmp_path: Path) -> None:
    for name in (
        "a/report.txt",
        "b/report.txt",
        "b/other.txt",
        "c.txt",
        "c.csv",
        "d/e.txt",
        "d-e.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    rows = tk.read_corpus(tmp_path).load_report.set_index("file")
    assert dict(rows["report_id"]) == {
        "a/report.txt": "a-report", "b/report.txt": "b-report", "b/other.txt": "other",
        "c.txt": "c.txt", "c.csv": "c.csv", "d/e.txt": "e", "d-e.txt": "d-e",
    }  # fmt: skip
    made = "all bytes are valid UTF-8; id made of the path, other files have this name"
    assert rows.loc["a/report.txt", "evidence"] == made
    assert rows.loc["b/other.txt", "evidence"] == "all bytes are valid UTF-8"


def test_an_id_that_is_taken_refuses_the_second_file(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    corpus = manifest(tmp_path, "x,a.txt,,", "x,b.txt,,")
    assert [(r.report_id, r.text) for r in corpus] == [("x", TEXT + "a.txt")]
    row = corpus.load_report.set_index("file").loc["b.txt"].dropna()
    assert dict(row) == {
        "report_id": "x",
        "outcome": "refused",
        "reason": "its report_id x is that of a.txt",
        "remedy": "rename the file, or give it another report_id in manifest.csv",
    }
    for name in ("p-q/r.txt", "p/q-r.txt", "p/s/q-r.txt", "s/r.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    (tmp_path / "manifest.csv").unlink()
    rows = tk.read_corpus(tmp_path).load_report.set_index("file")
    assert dict(rows["outcome"]) == dict.fromkeys(rows.index, "loaded") | {"p/q-r.txt": "refused"}


def test_a_manifest_whose_name_is_in_capitals_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "Manifest.CSV").write_text("report_id,file\nx,a.txt\n", encoding="utf-8")
    assert [report.report_id for report in tk.read_corpus(tmp_path)] == ["x"]


@pytest.mark.parametrize("name", ["manifest.xlsx", "sub/manifest.csv", "manifest.csv.txt"])
def test_what_looks_like_a_manifest_and_is_none_is_warned_of(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("report_id,file\nx,a.txt\n", encoding="utf-8")
    with pytest.warns(
        ManifestWarning, match=rf"{name} is not read: a manifest is a file manifest.csv"
    ):
        assert [report.report_id for report in tk.read_corpus(tmp_path)] == ["a"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["x,a.txt,,", 'y,b.txt,"' + "长" * 131_073 + '",'],
         r"begins in line 3 cannot be read: field larger than field limit"),
        (["x,a.txt,,", 'y,b.txt,"notice,', "z,c.txt,,"],
         r"begins in line 3 cannot be read: unexpected end of data\n.*lines 3 to 4\n.*close every quote"),
        (['x,a.txt,"notice,', 'y,b.txt,"plan",'], r"begins in line 2 cannot be read: ',' expected"),
    ],
)  # fmt: skip
def test_a_quote_left_open_is_an_error_that_names_the_line(
    tmp_path: Path, rows: list[str], found: str
) -> None:
    with pytest.raises(ManifestError, match=found):
        manifest(tmp_path, *rows)


def test_rows_that_a_quote_has_swallowed_and_cells_too_many_are_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.warns(ManifestWarning, match="row 2: a cell holds a whole row"):
        manifest(tmp_path, 'x,a.txt,"', 'y,b.txt,,",')
    with pytest.warns(ManifestWarning, match="row 2: '2023-01-01' stands behind the last column"):
        manifest(tmp_path, "x,a.txt,notice,,2023-01-01")
