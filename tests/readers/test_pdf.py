"""PDF files: the text of the pages, and what is refused."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import toolkit as tk
from tests.conftest import ROOT
from toolkit.errors import ReaderError
from toolkit.figures.fonts import font_path
from toolkit.readers import pdf
from toolkit.readers.pdf import read_pdf

WIDTH, LINES = 36, 40


@pytest.fixture(scope="module", autouse=True)
def font() -> None:
    pdfmetrics.registerFont(TTFont("CJK", str(font_path())))


def printed(text: str, **how: Any) -> bytes:
    """Print a text as a PDF: lines of a width, indented paragraphs, numbered pages."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, **how)
    paragraphs = [f"\u3000\u3000{line}" for line in text.splitlines() if line.strip()]
    lines = [p[at : at + WIDTH] for p in paragraphs for at in range(0, len(p), WIDTH)]
    for page, first in enumerate(range(0, len(lines), LINES), start=1):
        canvas.setFont("CJK", 12)
        for row, line in enumerate(lines[first : first + LINES]):
            canvas.drawString(60, 780 - 18 * row, line)
        canvas.drawCentredString(300, 30, f"— {page} —")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def test_the_lines_of_the_pages_are_read_with_their_pages() -> None:
    sentence = "针对学习教育不够深入的问题，修订学习制度三项，组织集中学习四次。"
    text, origins, evidence, _ = read_pdf(printed(f"{sentence}\n" * 25), "a.pdf")
    pages = [text[origin.start : origin.end] for origin in origins]
    assert "".join(pages) == text
    assert [origin.place for origin in origins] == ["page 1"]
    assert text.splitlines() == ["\u3000\u3000" + sentence] * 25 + ["— 1 —"]
    assert evidence == "pages read: 1"


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "reports").glob("*.txt")), ids=str)
def test_a_shipped_report_as_a_pdf_gives_the_same_records(path: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed(path.read_bytes().decode()))
    (tmp_path / "b.txt").write_bytes(path.read_bytes())
    ledger = tk.build_ledger(tk.read_corpus(tmp_path))
    for table, column in (
        *((ledger.issues, column) for column in ("text", "problem", "status")),
        (ledger.measures, "text"),
    ):
        found = {
            name: [solid(words) for words in table[table["report_id"] == name][column].dropna()]
            for name in ("a", "b")
        }
        assert found["a"] == found["b"]


def solid(words: str) -> str:
    """Words without white space and without the page numbers that stand among them."""
    return re.sub(r"\s+", "", re.sub(r"— \d+ —", "", words))


def test_a_scan_a_locked_and_a_long_file_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO()
    canvas = Canvas(data)
    for _ in range(3):
        canvas.rect(10, 10, 100, 100)
        canvas.showPage()
    canvas.save()
    with pytest.raises(
        ReaderError, match=r"3 of 3 pages have no text: the PDF is a scan\n.*\n.*OCR"
    ):
        read_pdf(data.getvalue(), "a.pdf")
    with pytest.raises(ReaderError, match="damaged or locked"):
        read_pdf(printed("一\n", encrypt=StandardEncryption("secret")), "a.pdf")
    monkeypatch.setattr(pdf, "LIMIT_PAGES", 2)
    with pytest.raises(ReaderError, match="has 3 pages, more than 2"):
        read_pdf(data.getvalue(), "a.pdf")


def test_pages_without_text_are_named_with_what_to_do_in_the_load_report(tmp_path: Path) -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    for words in ("针对学习教育不够深入的问题，修订学习制度三项，组织集中学习。", None):
        canvas.setFont("CJK", 12)
        if words:
            canvas.drawString(60, 780, words)
        else:
            canvas.rect(10, 10, 100, 100)
        canvas.showPage()
    canvas.save()
    (tmp_path / "a.pdf").write_bytes(data.getvalue())
    (tmp_path / "b.pdf").write_bytes(b"\xef\xbb\xbf\r\n \n" + data.getvalue())
    rows = tk.read_corpus(tmp_path).load_report.set_index("file")
    assert dict(rows["outcome"]) == {"a.pdf": "loaded", "b.pdf": "duplicate"}
    assert rows.loc["a.pdf", "evidence"] == "pages read: 2; without text: 2"
    assert rows.loc["a.pdf", "reason"] == "1 of 2 pages have no text"
    assert rows.loc["a.pdf", "remedy"].startswith("recognise the text first (OCR")
    assert rows.loc["b.pdf", "reason"] == "1 of 2 pages have no text; same text as a"
