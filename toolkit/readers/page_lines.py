"""The lines of a web page: a paragraph or printed line each, or a table row with its cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ..report import Origin
from .page_words import BLOCKS, Element, Piece, pieces

BLANKS = re.compile(r"\s+")
#: Columns a cell may span. Browsers allow 1,000; no ledger has as many.
_MOST_COLUMNS = 200
#: Stands around generated numbers while a line is put together; no page can hold it.
_MARK = "\0"


class PageLine(NamedTuple):
    """A line, spans of it that do not stand in the page as they are, and its block."""

    text: str
    origins: tuple[Origin, ...]
    block: Element


def page_lines(
    root: Element,
    left_out: Collection[Element] = frozenset(),
    tables: Collection[Element] = frozenset(),
) -> Iterator[PageLine]:
    """Lines of an element, those without words left out.

    Parameters
    ----------
    root
        The element.
    left_out
        Elements inside it that are passed over.
    tables
        Tables of cells inside it; other tables only place things on the page.
    """
    line: list[Piece] = []
    count = 0
    for piece in pieces(root, left_out, tables):
        if piece.kind == "as set":
            first, *following = re.split("\r\n?|\n", piece.text)
            line.append(piece._replace(text=first))
            for words in following:
                yield from _finished(line)
                line = [piece._replace(text=words)]
        elif piece.kind in {"words", "number"}:
            line.append(piece)
        else:
            yield from _finished(line)
            line = []
            if piece.kind == "table":
                count += 1
                yield from _rows(piece.element, left_out, count)
    yield from _finished(line)


def _finished(line: Sequence[Piece]) -> Iterator[PageLine]:
    if not any(piece.text.strip() for piece in line):
        return
    text, origins = _put_together(line)
    block = next(piece.element for piece in line if piece.text.strip())
    while block.tag not in BLOCKS and block.getparent() is not None:
        block = block.getparent()
    yield PageLine(text, origins, block)


def _put_together(line: Sequence[Piece], place: int = 0) -> tuple[str, tuple[Origin, ...]]:
    """Text of a line with the spans of generated numbers; `place` is that of its start.

    White space becomes one blank, unless the page prints it as it is set.
    """
    joined = "".join(
        f"{_MARK}{piece.text}{_MARK}" if piece.kind == "number" else piece.text for piece in line
    )
    if not any(piece.kind == "as set" for piece in line):
        joined = BLANKS.sub(" ", joined).strip()
    text = ""
    origins = []
    for at, part in enumerate(joined.rstrip().split(_MARK)):
        if at % 2:
            origins.append(
                Origin(place + len(text), place + len(text) + len(part), "generated number")
            )
            text += part
        else:
            text += part.lstrip() if at else part
    return text, tuple(origins)


def _rows(table: Element, left_out: Collection[Element], count: int) -> Iterator[PageLine]:
    """Lines of a table: cells divided by tabs, empty where a cell reaches across or down."""
    below: dict[int, int] = {}
    for at, row in enumerate(own_rows(table), start=1):
        cells = own_cells(row)
        column, text = 0, ""
        origins: list[Origin] = []
        for cell in cells:
            while below.get(column):
                below[column] -= 1
                text, column = text + "\t", column + 1
            words, numbers = _put_together(_blanked(pieces(cell, left_out)), len(text))
            if words and len(cells) > 1:
                where = f"table {count}, row {at}, column {column + 1}"
                origins.append(Origin(len(text), len(text) + len(words), "cell", where))
            origins += numbers
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for covered in range(column, column + wide):
                below[covered] = high - 1
            text, column = text + words + "\t" * wide, column + wide
        # one tab less than cells: what reaches down behind the last cell needs none
        line = text.rstrip("\t") if len(cells) == 1 else text[:-1]
        if line.strip():
            yield PageLine(line, tuple(origins), row)


def _blanked(cell: Iterator[Piece]) -> list[Piece]:
    """Pieces of a cell in one line, a blank for each line end."""
    flat = (
        piece._replace(kind="words", text=piece.text or " ") if piece.kind != "number" else piece
        for piece in cell
    )
    return list(flat)


def _span(cell: Element, name: str) -> int:
    printed = (cell.get(name) or "").strip()
    span = int(printed) if re.fullmatch(r"\d{1,5}", printed) else 1
    return span if 0 < span <= (_MOST_COLUMNS if name == "colspan" else 99_999) else 1


def own_rows(table: Element) -> list[Element]:
    """Rows of a table, not those of tables inside it."""
    parts = [child for child in table if child.tag in {"thead", "tbody", "tfoot"}]
    return [row for part in (table, *parts) for row in part if row.tag == "tr"]


def own_cells(row: Element) -> list[Element]:
    """Cells of a row."""
    return [cell for cell in row if cell.tag in {"td", "th"}]
