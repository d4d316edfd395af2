"""Web pages: the main text, whatever the page declares of itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

import toolkit as tk
from tests.conftest import ROOT
from toolkit.errors import ReaderError
from toolkit.readers import decode, read_file
from toolkit.readers.html import is_html, read_html

LINES = (
    "现将巡察整改进展情况公布如下。",
    "一、整改落实情况",
    "1.针对学习教育不够深入的问题。一是修订学习制度三项。二是组织集中学习四次，覆盖全体党员。",
    "2.针对报销审核不严的问题。修订报销办法，追缴资金1.2万元，约谈责任人三名，已整改完成。",
    "欢迎广大干部群众监督。联系电话：0000-00000000。",
)
TITLE = "某局党组关于巡察整改进展情况的通报"
NAVIGATION = "".join(
    f'<li><a href="/{at}">{words}</a></li>'
    for at, words in enumerate(["首页", "机构概况", "政务公开", "新闻中心", "互动交流", "专题专栏"])
)
RELATED = "".join(
    f'<li><a href="/n{at}">关于另一轮巡察整改的通报之{at}</a></li>' for at in range(6)
)


def page(body: str, charset: str = "utf-8", title: str = TITLE) -> str:
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{title}_某网</title>'
        '<script>var a = "整改";</script><style>p {color: red}</style></head><body>'
        f'<div class="nav"><ul>{NAVIGATION}</ul></div><div class="content"><h1>{title}</h1>'
        f'<div class="info">发布日期：2023-08-24</div>{body}</div>'
        f'<div class="related"><h3>相关链接</h3><ul>{RELATED}</ul></div>'
        '<div class="footer">主办：某局 网站标识码0000000000</div></body></html>'
    )


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>&emsp;&emsp;{escape(line)}</p>" for line in lines)


def breaks(lines: list[str]) -> str:
    return "<br>\n".join(escape(line) for line in lines)


def cells(lines: list[str]) -> str:
    return "<table>" + "".join(f"<tr><td>{escape(line)}</td></tr>" for line in lines) + "</table>"


def read(source: str, encoding: str = "utf-8") -> tuple[str, str]:
    text, _, evidence, _ = read_html(decode(source.encode(encoding), "a.html"), "a.html")
    return text, evidence


def test_the_main_text_is_read_line_by_line_and_the_rest_is_counted() -> None:
    text, evidence = read(page(paragraphs(list(LINES))))
    assert text == "\n".join([TITLE, *LINES, ""])
    printed = re.search(r"([\d,]+) of ([\d,]+) characters of the page kept", evidence)
    assert printed is not None
    assert printed[1] == str(len(re.sub(r"\s", "", text)))
    assert int(printed[2]) > int(printed[1])
    assert "date: 2023-08-24" in evidence


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-8", "gb2312"), ("utf-16", "utf-8")],
)
def test_what_the_page_declares_is_told_and_not_believed(encoding: str, declared: str) -> None:
    text, evidence = read(page(paragraphs(list(LINES)), declared), encoding)
    assert text.splitlines() == [TITLE, *LINES]
    assert f"the page declares {declared}" in evidence


def test_a_ledger_in_a_page_is_a_table() -> None:
    rows = [["序号", "反馈问题", "整改措施", "整改情况"]] + [
        [str(at), f"监督不严{at}", f"一是修订制度{at}项。<br>二是约谈三人。", "已完成"]
        for at in range(1, 7)
    ]
    table = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    text, origins, _, _ = read_html(decode(page(f"<table>{table}</table>").encode(), "a"), "a")
    assert text.splitlines()[3] == "1\t监督不严1\t一是修订制度1项。 二是约谈三人。\t已完成"
    assert [text[o.start : o.end] for o in origins][4:6] == ["1", "监督不严1"]
    assert origins[5].place == "table 1, row 2, column 2"
    issues = tk.build_ledger(tk.Corpus.from_reports([tk.Report("a", text)])).issues
    assert list(issues["problem"]) == [f"监督不严{at}" for at in range(1, 7)]


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "reports").glob("*.txt")), ids=str)
@pytest.mark.parametrize("layout", [paragraphs, breaks, cells])
def test_a_shipped_report_as_a_page_gives_the_same_records(
    path: Path, layout: Callable[[list[str]], str], tmp_path: Path
) -> None:
    lines = [line for line in path.read_bytes().decode().splitlines() if line.strip()]
    (tmp_path / "a.html").write_text(page(layout(lines), title="通报"), encoding="gb18030")
    (tmp_path / "b.txt").write_bytes(path.read_bytes())
    ledger = tk.build_ledger(tk.read_corpus(tmp_path))
    for table in (ledger.issues, ledger.measures):
        found = {
            name: [re.sub(r"\s+", "", words) for words in table[table["report_id"] == name]["text"]]
            for name in ("a", "b")
        }
        assert found["a"] == found["b"]


def test_a_page_without_text_or_of_hostile_markup(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="no main text"):
        read("<html><head><title>a</title></head><body></body></html>")
    bomb = "<!DOCTYPE html [<!ENTITY a 'bb'><!ENTITY b '&a;&a;'>]><p>&b;" + "文" * 300 + "</p>"
    assert "bbbb" not in read(bomb)[0]
    path = tmp_path / "a.xml"
    path.write_text('<?xml version="1.0"?><w:wordDocument/>', encoding="utf-8")
    with pytest.raises(ReaderError, match=r"web archive \(.mht\) or XML"):
        read_file(path, "a.xml")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\n<!-- a --> <!DOCTYPE html>", True), ("<div class='x'>", True), ("<P>", True),
        ("现将<p>", False), ("<通报>", False), ("<paragraph>", False),
    ],
)  # fmt: skip
def test_pages_are_told_by_how_they_begin(text: str, found: bool) -> None:
    assert is_html(text) is found


def test_what_the_page_says_of_itself_counts_where_the_text_says_nothing(tmp_path: Path) -> None:
    said = (
        '<meta name="ArticleTitle" content="甲县水务局关于巡察整改情况的通报">'
        '<meta name="PubDate" content="2023-8-24 09:15">'
        '<meta name="ContentSource" content="县水务局">'
    )
    body = paragraphs(list(LINES))
    source = f"<html><head>{said}<title>首页</title></head><body><div>{body}</div></body></html>"
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    corpus = tk.read_corpus(tmp_path)
    assert corpus["a"].page == {
        "title": "甲县水务局关于巡察整改情况的通报",
        "publication_date": "2023-08-24",
        "source": "县水务局",
    }
    ledger = tk.build_ledger(corpus)
    row = ledger.reports.iloc[0]
    assert (row["title"], row["source"], row["publication_year"]) == (
        *("甲县水务局关于巡察整改情况的通报", "县水务局"),
        2023,
    )
    told = ledger.metadata[ledger.metadata["basis"] == "page"]
    assert told["start"].isna().all()
    assert set(told["field"]) == {"title", "publication_date", "source"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<html><body><p" + " a=1" * 5000 + ">甲</p></body></html>", "more than 1,000 attributes"),
        ("<html><body>" + "<p>甲</p>" * 1_000_000, "more than 8,000,000"),
        ("<html><body>" + "<div>" * 20_000 + "<p>甲</p>", "no main text"),
    ],
)
def test_pages_that_no_reader_was_meant_to_see_are_refused(source: str, found: str) -> None:
    with pytest.raises(ReaderError) as caught:
        read(source)
    assert found in caught.value.found


def test_pictures_written_into_a_page_do_not_count() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 9_000_000 + "'>"
    text, _ = read(page(picture + paragraphs(list(LINES))))
    assert text.splitlines() == [TITLE, *LINES]
