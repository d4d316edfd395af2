"""Word files: order, automatic numbers, tracked changes, what is left out."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

import toolkit as tk
from tests.conftest import ROOT
from toolkit.readers.docx import read_docx

NS = nsdecls("w")
#: A list as official documents count: 一、 (一) 1. ①
OFFICIAL = (
    ("chineseCounting", "%1、", "nothing"),
    ("chineseCountingThousand", "（%2）", "nothing"),
    ("decimal", "%3.", "space"),
    ("decimalEnclosedCircleChinese", "%4", "tab"),
)


def add_list(document: Any, number: int, levels: tuple[tuple[str, str, str], ...]) -> None:
    """Add an abstract list and a list of the same number to a document."""
    root = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (kind, pattern, suffix) in enumerate(levels)
    )
    first = root.find(qn("w:num"))
    abstract = parse_xml(f'<w:abstractNum {NS} w:abstractNumId="{number}">{made}</w:abstractNum>')
    first.addprevious(abstract)
    add_number(document, number, number)


def add_number(document: Any, number: int, abstract: int, inside: str = "") -> None:
    root = document.part.numbering_part.element
    root.append(
        parse_xml(
            f'<w:num {NS} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inside}</w:num>'
        )
    )


def add(document: Any, words: str, number: int, level: int = 0) -> None:
    properties = document.add_paragraph(words)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def append(document: Any, xml: str) -> None:
    """Append a paragraph given as XML to a document's body."""
    document.element.body.insert(
        len(document.element.body) - 1, parse_xml(f"<w:p {NS}>{xml}</w:p>")
    )


def read(document: Any) -> tuple[str, list[tuple[str, str, str | None]], str]:
    """Text, its origins with their words, and the evidence."""
    data = io.BytesIO()
    document.save(data)
    text, origins, evidence, _ = read_docx(data.getvalue(), "a.docx")
    return text, [(o.kind, text[o.start : o.end], o.place) for o in origins], evidence


def test_automatic_numbers_are_printed_and_marked_as_generated() -> None:
    document = docx.Document()
    add_list(document, 90, OFFICIAL)
    for words, level in [
        ("整改情况", 0), ("政治建设方面", 1), ("学习不够的问题", 2), ("修订制度。", 3), ("约谈三人。", 3),
        ("监督不力的问题", 2), ("财务方面", 1), ("报销不严的问题", 2), ("下一步打算", 0), ("抓好落实", 1),
    ]:  # fmt: skip
        add(document, words, 90, level)
    text, origins, evidence = read(document)
    assert text == (
        "一、整改情况\n（一）政治建设方面\n1. 学习不够的问题\n①\t修订制度。\n②\t约谈三人。\n"
        "2. 监督不力的问题\n（二）财务方面\n1. 报销不严的问题\n二、下一步打算\n（一）抓好落实\n"
    )
    assert origins[:4] == [
        ("generated number", "一、", None), ("generated number", "（一）", None),
        ("generated number", "1. ", None), ("generated number", "①\t", None),
    ]  # fmt: skip
    assert evidence == "numbers generated: 10"


def test_a_list_begins_anew_only_where_the_file_says_so() -> None:
    document = docx.Document()
    add_list(document, 90, (("decimal", "%1.", "nothing"),))
    add_number(document, 91, 90)
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    add_number(document, 92, 90, override)
    for number in (90, 90, 91, 92, 92, 90):
        add(document, "甲", number)
    assert read(document)[0] == "1.甲\n2.甲\n3.甲\n7.甲\n8.甲\n9.甲\n"


def test_levels_print_those_above_and_may_be_made_legal() -> None:
    document = docx.Document()
    add_list(document, 90, (("chineseCounting", "第%1章", "space"), ("decimal", "%1.%2", "space")))
    add(document, "甲", 90)
    add(document, "乙", 90, 1)
    level = document.part.numbering_part.element.findall(f".//{qn('w:lvl')}[@{qn('w:ilvl')}='1']")
    assert read(document)[0] == "第一章 甲\n一.1 乙\n"
    level[-1].append(parse_xml(f"<w:isLgl {NS}/>"))
    assert read(document)[0] == "第一章 甲\n1.1 乙\n"


def test_numbers_come_from_styles_too_and_can_be_taken_away() -> None:
    document = docx.Document()
    document.add_paragraph("甲", style="List Number")
    document.add_paragraph("乙", style="List Number")
    add(document, "丙", 0)
    document.paragraphs[-1].style = document.styles["List Number"]
    document.add_paragraph("丁", style="List Bullet")
    assert read(document)[0] == "1.\t甲\n2.\t乙\n丙\n•\t丁\n"


def test_tables_stand_in_order_a_line_for_a_row() -> None:
    document = docx.Document()
    document.add_paragraph("附表")
    table = document.add_table(3, 3)
    for at, words in enumerate(
        ["序号", "问题", "整改措施", "1", "甲不够", "一是改。\n二是查。", "合计"]
    ):
        table.cell(*divmod(at, 3)).text = words
    table.cell(2, 0).merge(table.cell(2, 1))
    inner = table.cell(2, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内", "表"
    document.add_paragraph("完")
    text, origins, _ = read(document)
    assert text == "附表\n序号\t问题\t整改措施\n1\t甲不够\t一是改。 二是查。\n合计\t\t内 表 \n完\n"
    assert origins[5] == ("cell", "一是改。 二是查。", "table 1, row 2, column 3")
    assert origins[6] == ("cell", "合计", "table 1, row 3, column 1")
    assert origins[7][2] == "table 1, row 3, column 3"


def test_tracked_changes_are_taken_as_accepted() -> None:
    document = docx.Document()
    run = "<w:r><w:t>{}</w:t></w:r>"
    who = 'w:id="1" w:author="a"'
    append(
        document,
        run.format("追缴资金")
        + f"<w:del {who}><w:r><w:delText>10</w:delText></w:r></w:del>"
        + f"<w:ins {who}>{run.format('12')}</w:ins>"
        + run.format("万元。"),
    )
    append(document, f"<w:pPr><w:rPr><w:del {who}/></w:rPr></w:pPr>" + run.format("修订"))
    append(document, run.format("制度。"))
    append(document, f"<w:moveFrom {who}>{run.format('移走')}</w:moveFrom>")
    append(document, f"<w:moveTo {who}>{run.format('移来')}</w:moveTo>")
    text, _, evidence = read(document)
    assert text == "追缴资金12万元。\n修订制度。\n\n移来\n"
    assert evidence == (
        "tracked changes taken as accepted, insertions kept: 2, deletions left out: 2"
    )


def test_words_whose_paragraph_end_was_deleted_before_a_table_or_the_end_are_kept() -> None:
    document = docx.Document()
    cut = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr><w:r><w:t>{}</w:t></w:r>'
    append(document, cut.format("附表"))
    document.add_table(1, 2).cell(0, 0).text = "甲"
    append(document, cut.format("完"))
    assert read(document)[0] == "附表\n甲\t\n完\n"


def test_content_controls_links_and_fields_are_kept_and_notes_counted() -> None:
    document = docx.Document()
    run = "<w:r><w:t>{}</w:t></w:r>"
    append(document, f"<w:sdt><w:sdtContent>{run.format('甲')}</w:sdtContent></w:sdt>")
    append(document, f"<w:hyperlink>{run.format('乙')}</w:hyperlink>")
    append(document, "<w:r><w:instrText>PAGE</w:instrText></w:r>" + run.format("丙"))
    append(document, run.format("丁") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    append(document, "<w:r><w:t>戊</w:t><w:tab/><w:t>己</w:t><w:br/><w:t>庚</w:t></w:r>")
    text, _, evidence = read(document)
    assert text == "甲\n乙\n丙\n丁\n戊\t己\n庚\n"
    assert evidence == "footnotes left out: 1"


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "reports").glob("*.txt")), ids=str)
def test_a_shipped_report_as_a_word_file_gives_the_same_records(path: Any, tmp_path: Any) -> None:
    text = path.read_bytes().decode()
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "a.docx")
    (tmp_path / "b.txt").write_bytes(path.read_bytes())
    ledger = tk.build_ledger(tk.read_corpus(tmp_path))
    for table in (ledger.issues, ledger.measures):
        found = {
            name: [re.sub(r"\s+", "", words) for words in table[table["report_id"] == name]["text"]]
            for name in ("a", "b")
        }
        assert found["a"] == found["b"]


def test_automatic_numbers_make_entries_of_paragraphs() -> None:
    document = docx.Document()
    add_list(document, 90, OFFICIAL)
    document.add_paragraph("关于巡察整改进展情况的通报")
    document.add_paragraph("现将巡察整改进展情况公布如下。")
    add(document, "整改落实情况", 90)
    for words in ("学习教育不够的问题", "报销审核不严的问题"):
        add(document, words, 90, 1)
        document.add_paragraph("一是修订制度。二是约谈三人。已完成整改。")
    data = io.BytesIO()
    document.save(data)
    text, origins, _, _ = read_docx(data.getvalue(), "a.docx")
    report = tk.Report("a", text, origins=origins)
    issues = tk.build_ledger(tk.Corpus.from_reports([report])).issues
    assert list(issues["number"]) == ["（一）", "（二）"]
    assert list(issues["problem"]) == ["学习教育不够", "报销审核不严"]


def test_numbers_are_those_that_libreoffice_prints() -> None:
    folder = Path(__file__).parent / "fixtures"
    printed = (folder / "libreoffice.txt").read_text(encoding="utf-8-sig")
    text, origins, _, _ = read_docx((folder / "libreoffice.docx").read_bytes(), "libreoffice.docx")
    lines = [re.sub(r"\s+", "", line) for line in text.splitlines()]
    assert lines == [re.sub(r"\s+", "", line) for line in printed.splitlines()]
    assert len(lines) == 159
    assert sum(origin.kind == "generated number" for origin in origins) == 157


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("numbered.docx", "1.\tParagraph having List Number style.\n"),
        ("bullets.docx", "•\tApple\n•\tBanana\n"),
        ("table.docx", "Above\nTop left\tTop right\nBottom left\tBottom right\nBelow\n"),
    ],
)
def test_files_that_word_saved(file: str, text: str) -> None:
    folder = Path(__file__).parent / "fixtures" / "word"
    assert b"Word" in zipfile.ZipFile(folder / file).read("docProps/app.xml")
    assert read_docx((folder / file).read_bytes(), file)[0] == text


WORDS = "现将整改情况公布如下。针对学习不够的问题，修订制度三项，约谈责任人两名，整改已完成。"


def table_row(*cells: str, before: str = "") -> str:
    return f"<w:tr>{before}{''.join(cells)}</w:tr>"


def cell(words: str, inside: str = "") -> str:
    return f"<w:tc><w:tcPr>{inside}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"


def append_table(document: Any, *rows: str) -> None:
    xml = f"<w:tbl {NS}><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def test_a_row_that_begins_behind_the_first_column_keeps_its_columns() -> None:
    document = docx.Document()
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    append_table(
        document,
        table_row(cell("序号"), cell("问题"), cell("措施")),
        table_row(cell("3"), cell("甲"), cell("改")),
        table_row(cell("乙"), cell("查"), before=before),
    )
    text, origins, _ = read(document)
    assert text == "序号\t问题\t措施\n3\t甲\t改\n\t乙\t查\n"
    assert origins[-2:] == [
        ("cell", "乙", "table 1, row 3, column 2"), ("cell", "查", "table 1, row 3, column 3"),
    ]  # fmt: skip


def test_a_cell_whose_deletion_is_tracked_is_left_out_and_counted() -> None:
    document = docx.Document()
    gone = '<w:cellDel w:id="1" w:author="a"/>'
    append_table(
        document,
        table_row(cell("旧", gone), cell("问题"), cell("措施")),
        table_row(cell("1"), cell("甲", gone), cell("改", '<w:cellIns w:id="2" w:author="a"/>')),
    )
    text, _, evidence = read(document)
    assert text == "问题\t措施\n1\t改\n"
    assert (
        evidence == "tracked changes taken as accepted, insertions kept: 0, deletions left out: 2"
    )


@pytest.mark.parametrize("width", ["64", "3000000", "50000000", "99999999999999", "-5", "0"])
def test_widths_that_no_table_in_word_has_are_not_followed(width: str) -> None:
    document = docx.Document()
    wide = f'<w:gridSpan w:val="{width}"/>'
    before = f'<w:trPr><w:gridBefore w:val="{width if width != "0" else "-1"}"/></w:trPr>'
    append_table(document, table_row(cell("甲", wide), cell("乙"), before=before))
    text, _, evidence = read(document)
    assert text == "甲\t乙\n"
    assert evidence == "impossible widths in tables, not followed: 2"


def test_the_widest_cell_of_word_is_followed() -> None:
    document = docx.Document()
    append_table(document, table_row(cell("甲", '<w:gridSpan w:val="63"/>'), cell("乙")))
    assert read(document)[0] == "甲" + "\t" * 63 + "乙\n"


@pytest.mark.parametrize("kind", ["lowerLetter", "upperRoman", "chineseCounting"])
def test_numbers_beyond_all_lists_are_printed_as_figures(kind: str) -> None:
    document = docx.Document()
    add_list(document, 90, ((kind, "%1.", "nothing"),))
    start = document.part.numbering_part.element.findall(f".//{qn('w:start')}")[-1]
    start.set(qn("w:val"), "1000000000")
    add(document, "甲", 90)
    assert read(document)[0] == "1000000000.甲\n"


def test_embedded_documents_are_counted_and_named_in_the_load_report(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(WORDS)
    chunk = parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="rId99"/>')
    document.element.body.insert(1, chunk)
    assert read(document)[2] == "embedded documents left out: 1"
    document.save(tmp_path / "a.docx")
    row = tk.read_corpus(tmp_path).load_report.iloc[0]
    assert (row["outcome"], row["reason"], row["remedy"]) == (
        "loaded",
        "1 documents embedded in the Word file (altChunk) are not read",
        "open it in Word and save it anew: Word then writes their text into the file",
    )


def test_half_a_character_is_replaced_and_counted(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(WORDS)
    append(document, '<w:r><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="D800"/></w:r>')
    document.save(tmp_path / "a.docx")
    corpus = tk.read_corpus(tmp_path)
    assert corpus["a"].text == f"{WORDS}\n甲\ufffd\n"
    assert corpus.load_report.loc[0, "evidence"] == (
        "all of the text is printed in the file; halves of characters replaced by \ufffd: 1"
    )
