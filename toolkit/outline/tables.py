"""Tables printed as text: a header whose cells are field labels, and one entry to a row."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from ..fold import fold
from .frame import page_number
from .labels import LabelGrammar

_ROW = re.compile("[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_SEPARATORS = (re.compile(r"\t"), re.compile(r"[|｜│┃]"), re.compile(r"[ \u3000]{2,}"))
_ANSWERS = frozenset({"measures", "progress"})
_WIDEST = 12
#: As many lines that look like a header are tried.
_MOST_TRIED = 5
_LONGEST_HEADING = 40
_SHORTEST_ANSWER = 12
_RULE = re.compile(r"[\s|｜│┃+:=─━—-]+")


class Cell(NamedTuple):
    """A cell with the code of its column (``None``: no label); places in the text."""

    code: str | None
    start: int
    end: int


class Row(NamedTuple):
    """A row of a table, its cells in order."""

    start: int
    end: int
    cells: tuple[Cell, ...]


class TextTable(NamedTuple):
    """A table: its span, the headings of groups of rows, and its rows.

    `furniture` are page numbers inside it, and headers printed again on a new page.
    """

    start: int
    end: int
    headings: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]
    furniture: tuple[tuple[int, int], ...] = ()


def find_tables(text: str, grammar: LabelGrammar) -> list[TextTable]:
    """Find tables whose header holds a column for the problem and at least one other label.

    Columns are set apart by tabs, bars or runs of blanks. A row that is broken over several lines
    goes on until it has as many cells as the header.

    Parameters
    ----------
    text
        The text as it is: blanks matter here.
    grammar
        The field labels.

    Returns
    -------
    list of TextTable
        In order.
    """
    lines = [(match.start(), match.end()) for match in _ROW.finditer(text)]
    found: list[TextTable] = []
    at = 0
    while at < len(lines):
        header = _header(text, *lines[at], grammar)
        if header is None:
            at += 1
            continue
        codes, separator = header
        rows, headings, following = _rows(text, lines, at + 1, codes, separator)
        if rows:
            rows = _with_answers(rows)
            found.append(TextTable(lines[at][0], rows[-1].end, tuple(headings), tuple(rows)))
        at = following
    return found or _tables_of_lines(text, lines, grammar)


def _tables_of_lines(
    text: str, lines: list[tuple[int, int]], grammar: LabelGrammar
) -> list[TextTable]:
    """A table pasted cell by cell: a line for each label, then a line for each cell.

    A row begins at a line that holds its number alone. Cells before and behind the longest
    column are one line each; the longest, which holds the answers, takes what is left.
    """
    stripped = [_strip(text, *line) for line in lines]
    filled = [cell for cell in stripped if cell[0] < cell[1]]
    codes = [grammar.set_off("".join(text[a:b].split())) for a, b in filled]
    tried = 0
    for at in (at for at, code in enumerate(codes) if code == "number"):
        words = [text[a:b] for a, b in filled[at : at + _WIDEST]]
        width = next((i for i, word in enumerate(words) if word.isdigit()), 0)
        header = codes[at : at + width]
        if width >= 3 and "problem" in header and tried < _MOST_TRIED:
            tried += 1
            below = _without_headers(text, filled[at + width :], words[:width])
            rows = _rows_of_lines(text, below, header, grammar)
            if len(rows) > 1:
                again = sorted({*filled[at + width :]} - {*below})
                furniture = tuple(cell for cell in again if cell[0] < rows[-1].end)
                return [TextTable(filled[at][0], rows[-1].end, (), tuple(rows), furniture)]
    return []


def _without_headers(
    text: str, cells: list[tuple[int, int]], header: list[str]
) -> list[tuple[int, int]]:
    """Cells without headers printed again on a new page, and without page numbers."""
    words = [text[a:b] for a, b in cells]
    again = {
        at + column
        for at in range(len(words))
        if words[at : at + len(header)] == header
        for column in range(len(header))
    }
    return [
        cell
        for at, cell in enumerate(cells)
        if at not in again and not (page_number(fold(words[at])) and not words[at].isdigit())
    ]


def _rows_of_lines(
    text: str, cells: list[tuple[int, int]], header: list[str | None], grammar: LabelGrammar
) -> list[Row]:
    starts = [i for i, (a, b) in enumerate(cells) if text[a:b].isdigit() and b - a <= 3]
    longest = next((i for i, code in enumerate(header) if code in _ANSWERS), len(header) - 1)
    rows: list[Row] = []
    for first, following in zip(starts, [*starts[1:], len(cells)], strict=True):
        own = _paragraph(text, cells[first:following], len(header))
        if following == len(cells):
            own = _last_row(text, own, rows, header, grammar)
        behind = min(len(header) - longest - 1, max(0, len(own) - longest - 1))
        if len(own) <= longest:
            continue
        middle = own[longest : len(own) - behind]
        merged = [*own[:longest], (middle[0][0], middle[-1][1]), *own[len(own) - behind :]]
        rows.append(_row(text, merged, header))
    return rows


def _last_row(
    text: str,
    cells: list[tuple[int, int]],
    rows: list[Row],
    header: list[str | None],
    grammar: LabelGrammar,
) -> list[tuple[int, int]]:
    """Cells of the last row: to one that says what the last cell of another row says, or a status.

    Without such a cell, as many as there are columns, if all other rows have no more.
    """
    width = len(header)
    last = {text[row.cells[-1].start : row.end] for row in rows}
    known = [
        at
        for at, (a, b) in enumerate(cells)
        if text[a:b] in last or (header[-1] == "state" and grammar.is_verdict(fold(text[a:b])))
    ]
    if known:
        return cells[: known[-1] + 1]
    single = all(text[row.start : row.end].count("\n") < width for row in rows)
    return cells[:width] if rows and single else cells


def _paragraph(text: str, cells: list[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """Cells up to the first empty line behind a whole row."""
    for at in range(width, len(cells)):
        if text[cells[at - 1][1] : cells[at][0]].count("\n") > 1:
            return cells[:at]
    return cells


def _split(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """Cells of a line, white space stripped; a bar at either end opens no cell."""
    cuts = [(start, start), *(m.span() for m in separator.finditer(text, start, end)), (end, end)]
    cells = [(a[1], b[0]) for a, b in itertools.pairwise(cuts)]
    if separator.pattern != r"\t":
        if cells and not text[slice(*cells[0])].strip():
            cells = cells[1:]
        if cells and not text[slice(*cells[-1])].strip():
            cells = cells[:-1]
    return [_strip(text, *cell) for cell in cells]


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())


def _header(
    text: str, start: int, end: int, grammar: LabelGrammar
) -> tuple[list[str | None], re.Pattern[str]] | None:
    for separator in _SEPARATORS:
        if separator.search(text, start, end) is None:
            continue
        cells = _split(text, start, end, separator)
        if len(cells) < 2:
            continue
        words = ["".join(text[a:b].split()) for a, b in cells]
        codes = [grammar.set_off(word) for word in words]
        labelled = [code for code in codes if code is not None]
        most = 3 * len(labelled) >= 2 * len(codes)
        if most and "problem" in labelled and len(set(labelled)) > 1:
            return codes, separator
    return None


def _rows(
    text: str,
    lines: list[tuple[int, int]],
    at: int,
    codes: list[str | None],
    separator: re.Pattern[str],
) -> tuple[list[Row], list[tuple[int, int]], int]:
    """Rows below a header, headings of groups among them, and the number of the line after."""
    rows: list[Row] = []
    waiting: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []
    while at < len(lines):
        start, end = lines[at]
        if _RULE.fullmatch(text, start, end):
            at += 1
            continue
        cells = _split(text, start, end, separator)
        if len(cells) < 2 and not waiting:
            if not _heads_rows(text, lines, at, len(codes), separator):
                break
            headings.append(_strip(text, start, end))
            at += 1
            continue
        if waiting and len(cells) >= max(2, len(codes) - 1):
            rows.append(_row(text, waiting, codes))
            waiting = []
        if waiting and cells:
            waiting[-1] = (waiting[-1][0], cells.pop(0)[1])
        waiting.extend(cells)
        at += 1
        if len(waiting) >= len(codes):
            rows.append(_row(text, waiting, codes))
            waiting = []
    if waiting:
        rows.append(_row(text, waiting, codes))
    if codes[0] == "number" and sum(text[row.start].isdigit() for row in rows) * 5 >= 4 * len(rows):
        rows = [row for row in rows if text[row.start].isdigit()]
    kept = [row for row in rows if any(cell.code == "problem" for cell in row.cells)]
    return kept, headings, at


def _heads_rows(
    text: str, lines: list[tuple[int, int]], at: int, width: int, separator: re.Pattern[str]
) -> bool:
    """True for a short line inside a table with a row right below it: the heading of a group."""
    start, end = lines[at]
    if at + 1 >= len(lines) or end - start > _LONGEST_HEADING:
        return False
    return len(_split(text, *lines[at + 1], separator)) >= max(2, width - 1)


def _with_answers(rows: list[Row]) -> list[Row]:
    """Rows in which the longest column without a label holds the answers, if no other does."""
    if any(cell.code in _ANSWERS for row in rows for cell in row.cells):
        return rows
    lengths: dict[int, int] = {}
    for row in rows:
        for column, cell in enumerate(row.cells):
            if cell.code is None:
                lengths[column] = lengths.get(column, 0) + cell.end - cell.start
    longest = max(lengths, key=lambda column: lengths[column], default=None)
    if longest is None or lengths[longest] < _SHORTEST_ANSWER * len(rows):
        return rows
    return [
        row._replace(
            cells=tuple(
                cell._replace(code="progress") if column == longest and cell.code is None else cell
                for column, cell in enumerate(row.cells)
            )
        )
        for row in rows
    ]


def _row(text: str, cells: list[tuple[int, int]], codes: list[str | None]) -> Row:
    """Row with its cells named by column; cells too many belong to the last, empty ones go."""
    last = len(codes) - 1
    kept = cells if len(cells) <= last else [*cells[:last], (cells[last][0], cells[-1][1])]
    named = tuple(
        Cell(code, a, b)
        for code, (a, b) in zip(codes, kept, strict=False)
        if any(character.isalnum() for character in text[a:b])
    )
    return Row(kept[0][0], kept[-1][1], named)
