"""Read Word files (.docx) into one form of text.

A paragraph is a line, a table row a line whose cells are divided by tabs, in the order of the
file. Numbers that Word counts are printed before their paragraphs and marked as generated. Tracked
changes are taken as accepted: what was inserted or moved in is kept, what was deleted or moved
away is left out. Left out, and counted, are footnotes, endnotes and comments; headers and footers
are page furniture and left out too. Text boxes stand behind the paragraph that holds them.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn

from ..report import Origin
from .document import Lack, Reading
from .guard import refusing
from .word_numbers import Element, WordNumbers

_PARAGRAPH, _TABLE, _ROW, _CELL = (qn(name) for name in ("w:p", "w:tbl", "w:tr", "w:tc"))
_CHUNK = qn("w:altChunk")
_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Elements whose content is not text of the document as it now stands.
_NO_TEXT = frozenset(
    {_FALLBACK, _BOX, *(qn(f"w:{name}") for name in ("pPr", "rPr", "instrText", "delText", "rt"))}
)
_GONE = frozenset({qn("w:del"), qn("w:moveFrom")})
_KEPT = frozenset({qn("w:ins"), qn("w:moveTo")})
_NOTES = {
    qn("w:footnoteReference"): "footnotes",
    qn("w:endnoteReference"): "endnotes",
    qn("w:commentReference"): "comments",
}
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT = frozenset({qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
#: Columns that a table in Word can have.
_MOST_COLUMNS = 63
_BLANKS = re.compile(r"\s+")
_NUMBERING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"


def read_docx(data: bytes, name: str) -> Reading:
    """Read a Word file.

    Parameters
    ----------
    data
        Its bytes.
    name
        How to call it in messages.

    Returns
    -------
    Reading
        The text in the form described above, with spans of generated numbers and table cells.

    Raises
    ------
    ReaderError
        If it is no Word file that can be opened.
    """
    with refusing(
        "the Word file is not built as Word files are",
        where=name,
        remedy="open it in Word, WPS or LibreOffice and save it as .docx anew",
    ):
        document = docx.Document(io.BytesIO(data))
        parts = (
            relation.target_part
            for relation in document.part.rels.values()
            if relation.reltype == _NUMBERING
        )
        numbering = next((part.element for part in parts), None)
        reading = _Writer(WordNumbers(numbering, document.styles.element))
        reading.blocks(document.element.body)
    return Reading(
        "".join(reading.pieces), tuple(reading.origins), reading.evidence(), reading.lacks()
    )


class _Writer:
    """Writes a document's text, piece by piece."""

    def __init__(self, numbers: WordNumbers) -> None:
        self.numbers = numbers
        self.pieces: list[str] = []
        self.origins: list[Origin] = []
        self.found: Counter[str] = Counter()
        self.length = 0
        self.tables = 0
        #: Where the cell that is being written begins, ``None`` outside tables.
        self.cell: int | None = None
        #: Words of a paragraph whose end was deleted: they go on in the next one.
        self.carried = ""

    def write(self, text: str) -> None:
        """Write words; inside a cell all white space becomes a blank."""
        text = text if self.cell is None else _BLANKS.sub(" ", text)
        self.pieces.append(text)
        self.length += len(text)

    def blocks(self, parent: Element) -> None:
        """Write paragraphs and tables below an element, in order."""
        for block in _inside(parent, _PARAGRAPH, _TABLE, _CHUNK):
            if block.tag == _CHUNK:
                self.found["chunks"] += 1
                continue
            if block.tag == _TABLE:
                self.put_down()
                self.table(block)
                continue
            self.paragraph(block)
            for box in _inside(block, _BOX):
                self.blocks(box)
        self.put_down()

    def paragraph(self, paragraph: Element) -> None:
        """Write a paragraph's number and words."""
        words = self.carried + self.words(paragraph)
        self.carried = words if _end_deleted(paragraph) else ""
        if not _end_deleted(paragraph):
            self.line(self.numbers.of(paragraph), words)

    def put_down(self) -> None:
        """Write words carried to where no paragraph follows that takes them up."""
        if self.carried:
            self.line("", self.carried)
            self.carried = ""

    def line(self, number: str, words: str) -> None:
        """Write the line of a paragraph, inside a cell as part of its line."""
        if self.cell is not None and self.length > self.cell:
            self.write(" ")
        if number:
            self.found["numbers"] += 1
            self.write(number)
            self.origins.append(Origin(self.length - len(number), self.length, "generated number"))
        self.write(words)
        if self.cell is None:
            self.write("\n")

    def words(self, element: Element) -> str:
        """Text inside an element as it stands with all changes accepted."""
        found = []
        for child in element:
            if child.tag in _TEXT:
                found.append(child.text or "")
            elif child.tag in _SIGNS:
                found.append(_SIGNS[child.tag])
            elif child.tag == qn("w:br"):
                found.append("" if child.get(qn("w:type")) in ("page", "column") else "\n")
            elif child.tag == qn("w:sym"):
                found.append(chr(int(child.get(qn("w:char"), "25A1"), 16)))
            elif child.tag in _GONE:
                self.found["deletions"] += 1
            elif child.tag not in _NO_TEXT:
                self.found["insertions"] += child.tag in _KEPT
                self.found[_NOTES.get(child.tag, "")] += 1
                found.append(self.words(child))
        return "".join(found)

    def table(self, table: Element) -> None:
        """Write a table, a line for a row; one inside a cell as part of that cell."""
        if self.cell is not None:
            for cell in _inside(table, _CELL):
                self.blocks(cell)
            return
        self.tables += 1
        for at, row in enumerate(_inside(table, _ROW), start=1):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                self.found["deletions"] += 1
                continue
            before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
            column = self.width(before, least=0)
            self.write("\t" * column)
            opens = True
            for cell in _inside(row, _CELL):
                properties = cell.find(qn("w:tcPr"))
                if properties is not None and properties.find(qn("w:cellDel")) is not None:
                    self.found["deletions"] += 1
                    continue
                if not opens:
                    self.write("\t")
                opens = False
                self.cell = start = self.length
                self.blocks(cell)
                self.cell = None
                place = f"table {self.tables}, row {at}, column {column + 1}"
                if self.length > start:
                    self.origins.append(Origin(start, self.length, "cell", place))
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                wide = self.width(span, least=1)
                self.write("\t" * (wide - 1))
                column += wide
            self.write("\n")

    def width(self, element: Element | None, *, least: int) -> int:
        """Columns that a cell spans or a row leaves out; no more than Word can have."""
        if element is None:
            return least
        wide = int(element.get(qn("w:val"), least))
        if least <= wide <= _MOST_COLUMNS:
            return wide
        self.found["widths"] += 1
        return least

    def lacks(self) -> tuple[Lack, ...]:
        """What the file shows in Word and the text does not hold."""
        chunks = self.found["chunks"]
        said = f"{chunks} documents embedded in the Word file (altChunk) are not read"
        remedy = "open it in Word and save it anew: Word then writes their text into the file"
        return (Lack(said, remedy),) if chunks else ()

    def evidence(self) -> str:
        """Say what was generated, kept and left out."""
        found = self.found
        said = [f"numbers generated: {found['numbers']}"] if found["numbers"] else []
        if found["insertions"] or found["deletions"]:
            said.append(
                f"tracked changes taken as accepted, insertions kept: {found['insertions']}, "
                f"deletions left out: {found['deletions']}"
            )
        said.extend(f"{kind} left out: {found[kind]}" for kind in _NOTES.values() if found[kind])
        if found["chunks"]:
            said.append(f"embedded documents left out: {found['chunks']}")
        if found["widths"]:
            said.append(f"impossible widths in tables, not followed: {found['widths']}")
        return "; ".join(said) or "all of the text is printed in the file"


def _inside(parent: Element, *tags: str) -> Iterator[Element]:
    """Elements with these tags below another, not those inside one another or left out."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag not in _GONE and child.tag != _FALLBACK and child.tag != _BOX:
            yield from _inside(child, *tags)


def _end_deleted(paragraph: Element) -> bool:
    """True if the end of a paragraph was deleted, so that it goes on in the next one."""
    path = f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}"
    return paragraph.find(path) is not None
