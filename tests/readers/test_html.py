"""Web pages: the main text, whatever the page declares of itself."""

from __future__ import annotations

import re
import time
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
INFO = "发布日期：2023-08-24"
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
        f'<div class="info">{INFO}</div>{body}</div>'
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
    assert text == "\n".join([TITLE, INFO, *LINES, ""])
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
    assert text.splitlines() == [TITLE, INFO, *LINES]
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
        ("<h1>", True), ("<!-- a --><span class=a>", True), ("<h7>", False), ("<3万元", False), ("<a", False),
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
        ("<html><body>" + "<div>" * 20_000 + "<p>甲</p>", "nested deeper"),
    ],
)
def test_pages_that_no_reader_was_meant_to_see_are_refused(source: str, found: str) -> None:
    with pytest.raises(ReaderError) as caught:
        read(source)
    assert found in caught.value.found


def test_pictures_written_into_a_page_do_not_count() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 9_000_000 + "'>"
    text, _ = read(page(picture + paragraphs(list(LINES))))
    assert text.splitlines() == [TITLE, INFO, *LINES]


#: Nothing in these pages is named by what it is; only links and sentences tell what is what.
LINKS = "".join(f'<li><a href="/{at}">栏目{at}</a></li>' for at in range(8))
DATED = "".join(
    f'<li><a href="/n{at}">关于第{at}轮巡察的通报</a><span>2023-01-0{at}</span></li>'
    for at in range(1, 6)
)
REPORT = (
    "现将整改情况公布如下。",
    "一、整改情况",
    "（一）政治建设方面",
    "1.学习不够的问题",
    "一是修订学习制度，组织集中学习四次，覆盖全体党员，效果明显。",
    "二是约谈三人，通报一起。",
    "二、下一步打算",
    "坚持抓好落实，巩固成果。",
    "联系电话：0000-00000000",
)


def plain_page(body: str, above: str = "") -> str:
    return (
        f"<html><head><title>{TITLE}</title></head><body><div><ul>{LINKS}</ul></div>"
        f"<div><ul>{DATED}</ul></div><h1>{TITLE}</h1>{above}{body}"
        f'<div><ul>{DATED}</ul></div><div><p>主办：某局 <a href="http://a">地图</a></p></div>'
        "</body></html>"
    )


def of_each(before: str, behind: str) -> str:
    return "".join(before + line + behind for line in REPORT)


LAYOUTS = {
    "paragraphs": f"<div>{of_each('<p>', '</p>')}</div>",
    "breaks": f"<div>{'<br/>'.join(REPORT)}</div>",
    "divisions": f"<div>{of_each('<div>', '</div>')}</div>",
    "sections": f"<div style='visibility: hidden'>{of_each('<section><section><span>', '</span></section></section>')}</div>",
    "comment": f"<div class='comment' id='comment'>{of_each('<p>', '</p>')}</div>",
    "two halves": f"<div><div><p>{'</p><p>'.join(REPORT[:5])}</p></div><div><p>{'</p><p>'.join(REPORT[5:])}</p></div></div>",
    "table that places": f"<table><tr><td><table><tr><td>{LINKS}</td></tr></table></td><td><table><tr><td>{of_each('<p>', '</p>')}</td></tr></table></td></tr></table>",
    "unknown elements": f"<ucapcontent>{of_each('<p><font>', '</font></p>')}</ucapcontent>",
    "in pieces": f"<div>{of_each('<p><span>', '</span></p>').replace('，', '</span><span>，')}</div>",
    "hidden": f"<div style='display:none'><p>您的浏览器不支持。</p></div><div>{of_each('<p>', '</p>')}</div>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_of_the_report_is_read_from_a_page_of_any_layout(layout: str) -> None:
    text, _ = read(plain_page(LAYOUTS[layout]))
    lines = text.splitlines()
    assert lines[:1] == [TITLE]
    assert tuple(lines[1 : len(REPORT) + 1]) == REPORT
    # a line of the page's foot may stay, no list of links does
    assert lines[len(REPORT) + 1 :] in ([], ["主办：某局 地图"])


def test_the_longest_paragraph_is_not_all_of_the_report() -> None:
    long = "一是修订学习制度，组织集中学习四次。" * 30
    body = f"<div><p>一、整改情况</p><p>{long}</p><p>二、下一步打算</p><p>联系电话：0000</p></div>"
    text, _ = read(plain_page(body))
    assert text.splitlines()[:5] == [
        TITLE,
        "一、整改情况",
        long,
        "二、下一步打算",
        "联系电话：0000",
    ]


def test_links_to_annexes_are_of_the_report_and_links_to_pages_are_not() -> None:
    files = "".join(f'<a href="/f{at}.docx">附件{at}</a> ' for at in range(1, 4))
    pages = "".join(f'<li><a href="/x{at}">上一篇{at}</a></li>' for at in range(4))
    text, _ = read(plain_page(f"<div>{of_each('<p>', '</p>')}<p>{files}</p><ul>{pages}</ul></div>"))
    assert text.splitlines()[1 : len(REPORT) + 2] == [*REPORT, "附件1 附件2 附件3"]
    assert "上一篇" not in text


def test_a_link_that_was_never_closed_does_not_make_the_report_a_link() -> None:
    text, _ = read(plain_page(f"<a href='/x'>首页<div>{of_each('<p>', '</p>')}</div>"))
    lines = text.splitlines()
    assert tuple(lines[lines.index(REPORT[0]) :][: len(REPORT)]) == REPORT


def test_a_page_of_nothing_but_links_holds_no_report() -> None:
    with pytest.raises(ReaderError, match="no main text"):
        read(f"<html><body><div><ul>{LINKS}</ul></div><ul>{RELATED}</ul></body></html>")


def test_cells_that_reach_across_and_down_keep_the_columns() -> None:
    rows = (
        "<tr><th>序号</th><th>反馈问题</th><th>整改措施</th></tr>"
        f"<tr><td rowspan='2'>1</td><td>甲不够</td><td>{REPORT[4]}</td></tr>"
        f"<tr><td>乙不够</td><td>{REPORT[5]}</td></tr>"
        "<tr><td colspan='2'>合计</td><td>2</td></tr><tr><td colspan='3'>完</td></tr>"
    )
    source = plain_page(f"<div><table>{rows}</table></div>")
    text, origins, _, _ = read_html(decode(source.encode(), "a"), "a")
    assert text.splitlines()[1:6] == [
        "序号\t反馈问题\t整改措施", f"1\t甲不够\t{REPORT[4]}", f"\t乙不够\t{REPORT[5]}", "合计\t\t2", "完",
    ]  # fmt: skip
    places = {o.place: text[o.start : o.end] for o in origins}
    assert places["table 1, row 3, column 2"] == "乙不够"
    assert places["table 1, row 4, column 3"] == "2"
    assert len(places) == 10


def test_a_ledger_of_one_long_entry_is_a_table() -> None:
    rows = (
        "<tr><th>序号</th><th>反馈问题</th><th>整改措施</th></tr>"
        f"<tr><td>1</td><td>甲不够</td><td>{'<br>'.join([REPORT[4]] * 5)}</td></tr>"
    )
    text, _ = read(plain_page(f"<table>{rows}</table>"))
    assert text.splitlines()[1:3] == [
        "序号\t反馈问题\t整改措施", "1\t甲不够\t" + " ".join([REPORT[4]] * 5),
    ]  # fmt: skip


def numbered(body: str) -> tuple[list[str], list[str]]:
    """Lines of a page with a list, and the numbers that are marked as generated."""
    source = plain_page(f"<div><p>{REPORT[0]}</p>{body}<p>{REPORT[4]}</p></div>")
    text, origins, evidence, _ = read_html(decode(source.encode(), "a"), "a")
    made = [text[o.start : o.end] for o in origins if o.kind == "generated number"]
    assert (f"numbers generated: {len(made)}" in evidence) is bool(made)
    return text.splitlines()[2 : text.splitlines().index(REPORT[4])], made


def test_numbers_of_ordered_lists_are_printed_and_marked_as_generated() -> None:
    inner = "<ol type='a'><li>内一</li><li>内二</li></ol>"
    lines, made = numbered(
        f"<ol><li>学习不够。{inner}</li><li><p> 监督不严。</p></li><li> </li></ol>"
    )
    assert lines == ["1. 学习不够。", "a. 内一", "b. 内二", "2. 监督不严。"]
    assert made == ["1. ", "a. ", "b. ", "2. "]


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("start='3'", ["3. 甲", "4. 乙"]),
        ("reversed", ["2. 甲", "1. 乙"]),
        ("type='I'", ["I. 甲", "II. 乙"]),
        ("style='list-style-type: cjk-ideographic'", ["一、甲", "二、乙"]),
        ("style='list-style: none inside'", ["甲", "乙"]),
        ("start='999999999' type='a'", ["999999999. 甲", "1000000000. 乙"]),
        ("start='x'", ["1. 甲", "2. 乙"]),
    ],
)
def test_lists_begin_and_count_as_they_say(given: str, printed: list[str]) -> None:
    assert numbered(f"<ol {given}><li>甲</li><li>乙</li></ol>")[0] == printed


def test_items_that_print_their_own_numbers_get_no_others() -> None:
    lines, made = numbered(
        "<ol><li>（一）甲</li><li><span>（二）</span>乙</li></ol><ul><li>丙</li></ul>"
    )
    assert (lines, made) == (["（一）甲", "（二）乙", "丙"], [])


def test_numbers_in_cells_are_marked_too() -> None:
    rows = "".join(
        f"<tr><td>问题{at}</td><td><ol><li>改。</li><li>查。</li></ol></td></tr>" for at in (1, 2)
    )
    lines, made = numbered(f"<table>{rows}</table>")
    assert lines == ["问题1\t1. 改。 2. 查。", "问题2\t1. 改。 2. 查。"]
    assert made == ["1. ", "2. "] * 2


def test_line_ends_of_text_that_is_printed_as_set_are_kept_and_deletions_are_left_out() -> None:
    body = (
        f"<pre>{chr(10).join(REPORT)}\n\n甲　  乙</pre><p>追缴<del>10</del><ins>12</ins>万元。</p>"
    )
    text, evidence = read(plain_page(body))
    assert text.splitlines()[1 : len(REPORT) + 3] == [*REPORT, "甲　  乙", "追缴12万元。"]
    assert "deletions left out: 1" in evidence


@pytest.mark.parametrize(
    "tag", ["h1", "font color='red'", "span", "center", "article", "a name='x'"]
)
def test_pages_may_begin_with_any_tag_of_html(tag: str, tmp_path: Path) -> None:
    source = f"<{tag}>{TITLE}</{tag.split()[0]}>{of_each('<p>', '</p>')}"
    (tmp_path / "a.txt").write_text(source, encoding="utf-8")
    corpus = tk.read_corpus(tmp_path)
    assert (corpus["a"].reader, corpus["a"].text) == ("html 2", "\n".join([TITLE, *REPORT, ""]))


def published(above: str, body: str = "", head: str = "") -> str | None:
    source = plain_page(f"<div>{of_each('<p>', '</p>')}{body}</div>", above)
    decoded = decode(source.replace("<head>", f"<head>{head}").encode(), "a")
    return read_html(decoded, "a")[3].get("publication_date")


def test_a_day_of_publication_is_printed_or_declared_never_guessed() -> None:
    assert published("") is None
    assert (
        published("", "<p>2022年，某局完成整改。于2023年6月30日前完成。完成时间：2023-12-31</p>")
        is None
    )
    assert published("<p>发布时间：2023-08-24 来源：某局</p>") == "2023-08-24"
    assert published("<p>日期：2023年8月4日</p>") == "2023-08-04"
    declared = '<meta property="article:published_time" content="2023-08-24T09:00:00+08:00">'
    assert published("", head=declared) == "2023-08-24"


@pytest.mark.parametrize(
    "element", ["<span>文字。</span>", "文字。<br>", "<p>文字。</p>", "<a href='/'>文</a>字。"]
)
def test_a_page_of_very_many_elements_is_read_in_time_that_grows_with_it(element: str) -> None:
    def seconds(n: int) -> float:
        source = f"<html><body><div>{element * n}</div></body></html>"
        start = time.process_time()
        text, evidence = read(source)
        assert text.count("字。") == n
        assert "trafilatura not asked" in evidence
        return time.process_time() - start

    short = min(seconds(21_000) for _ in range(2))
    # eight times as many take eight times as long, not 64 times
    assert seconds(168_000) < 32 * short
