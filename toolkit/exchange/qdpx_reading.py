"""REFI-QDA projects read back: selections placed in the reports, codes in the codebook."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ..codings.readings import Codings, checked_table
from ..codings.sheets import FIELDS, GIVEN, Unit, text_hash
from ..corpus import Corpus
from ..errors import CodingWarning, ExchangeError
from ..readers.files import LIMIT_MEMBERS, LIMIT_UNPACKED, read_bytes
from ..taxonomy import Codebook, as_codebook
from .qdpx import CODED, NAMED
from .refi import Element, children, description_of, parsed

_PROJECT = "project.qde"
#: Branches whose codes are given to a unit of this kind.
_UNIT_OF: dict[str, Unit] = {
    "category": "issue", "further": "issue", "failure": "issue", "types": "measure",
}  # fmt: skip


class _Source(NamedTuple):
    report_id: str
    text: str
    selections: list[Element]


class _Reading(NamedTuple):
    """A way to count positions: what a pair of them stands for in a text."""

    name: str
    span: Callable[[str, int, int], tuple[int, int]]


def _code_units(text: str, position: int) -> int:
    """Turn a position in UTF-16 code units into one in code points."""
    if text.isascii() or max(text) <= "\uffff":
        return position
    return len(text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))


#: Ways to count, the standard's first.
_READINGS = (
    _Reading("code points, to the last character", lambda text, a, b: (a, b + 1)),
    _Reading("code points, to the end", lambda text, a, b: (a, b)),
    _Reading(
        "UTF-16 units, to the last character",
        lambda text, a, b: (_code_units(text, a), _code_units(text, b + 1)),
    ),
    _Reading(
        "UTF-16 units, to the end",
        lambda text, a, b: (_code_units(text, a), _code_units(text, b)),
    ),
)


def read_qdpx(
    path: str | Path, corpus: Corpus, codebook: Codebook | str | Path | None = None
) -> dict[str, Codings]:
    """Read what readers coded from a REFI-QDA project, and hold it against the reports.

    Parameters
    ----------
    path
        The file, ``.qdpx``: one that `write_qdpx` wrote and another program changed, or another
        program's own, if its sources are named as the reports and its codes as the codebook's
        (a name's first word is the code).
    corpus
        Holds the reports.
    codebook
        The codebook the codes are of, or the path of one; the shipped one if none is given.

    Returns
    -------
    dict of str to Codings
        Name of each reader, and what that reader coded; a selection without a reader is of the
        reader ``unknown``.

    Raises
    ------
    ReaderError
        If the file cannot be read.
    ExchangeError
        If it is no REFI-QDA project, a source or a code is not known, or a selection cannot be
        placed in its report.
    CodingError
        If codes do not fit the codebook or quotations the reports.

    Warns
    -----
    CodingWarning
        If positions are not counted as the standard says, or the text of a source is not that of
        the report.

    Notes
    -----
    How positions are counted is told from the names of selections, which hold the quotation:
    of four ways (code points or UTF-16 units, to the last character or to the end) the one that
    gives most of them back is taken, and the standard's where that decides nothing. Where a
    source's text is not the report's (other line ends, say), a passage is looked for in the
    report, and taken if it stands there once.
    """
    book = as_codebook(codebook)
    where = str(path)
    members = _members(read_bytes(Path(path), where), where)
    root = parsed(members[_PROJECT], "Project", where)
    texts = {report.report_id: report.text for report in corpus}
    users = {
        user.get("guid"): str(user.get("name") or user.get("id") or "unknown")
        for users in children(root, "Users")
        for user in children(users, "User")
    }
    codes = dict(_codes(root, book))
    sources = list(_sources(root, members, texts, where))
    counting = _counting(sources, where)
    rows: dict[str, dict[Unit, list[tuple[str, dict[str, str]]]]] = {
        name: {"issue": [], "measure": []} for name in users.values()
    }
    for source in sources:
        for selection in source.selections:
            reader = users.get(selection.get("creatingUser"), "unknown")
            unit, row = _row(selection, source, counting, codes, texts, where)
            of_reader = rows.setdefault(reader, {"issue": [], "measure": []})
            of_reader[unit].append((f"selection {selection.get('guid')}", row))
    return {
        reader: Codings(
            checked_table(found["issue"], "issue", texts, book, f"{where}, {reader}"),
            checked_table(found["measure"], "measure", texts, book, f"{where}, {reader}"),
        )
        for reader, found in rows.items()
    }


def _members(data: bytes, where: str) -> dict[str, bytes]:
    """Contents of the archive, by the last part of their names; nothing is written anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            size = sum(info.file_size for info in infos)
            if len(infos) > LIMIT_MEMBERS or size > LIMIT_UNPACKED:
                raise ExchangeError(
                    f"the archive holds {len(infos):,} files of {size:,} bytes",
                    where=where,
                    remedy=f"export fewer sources: up to {LIMIT_UNPACKED:,} bytes are read",
                )
            members = {
                info.filename.rsplit("/", 1)[-1]: archive.read(info)
                for info in infos
                if info.filename.lower().endswith((".qde", ".txt"))
            }
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise ExchangeError(
            f"this is not a ZIP archive that can be read: {error}",
            where=where,
            remedy="export the project again as REFI-QDA (.qdpx)",
        ) from error
    if _PROJECT not in members:
        raise ExchangeError(
            f"there is no {_PROJECT} in the archive",
            where=where,
            remedy="export the project again as REFI-QDA (.qdpx)",
        )
    return members


def _codes(root: Element, book: Codebook) -> Iterator[tuple[str, tuple[str, str] | str]]:
    """GUID of each code, and its branch and code; or its name, if the codebook has no such code."""
    field_of = {c.code: field for field in ("category", "types", "failure")
                for c in book.codes_of(field)}  # fmt: skip
    waiting = [
        ("", code)
        for books in children(root, "CodeBook")
        for codes in children(books, "Codes")
        for code in children(codes, "Code")
    ]
    while waiting:
        branch, code = waiting.pop()
        name = str(code.get("name"))
        word = name.split(" ", 1)[0]
        top = word if not branch and word in {*_UNIT_OF, "certainty", "no-type"} else branch
        waiting += [(top or "other", child) for child in children(code, "Code")]
        if top in {"further", "certainty"}:
            yield str(code.get("guid")), (top, word)
        elif top == "no-type":
            yield str(code.get("guid")), ("types", word)
        else:
            known = (field_of[word], word) if word in field_of else name
            yield str(code.get("guid")), known


def _sources(
    root: Element, members: Mapping[str, bytes], texts: Mapping[str, str], where: str
) -> Iterator[_Source]:
    for holder in children(root, "Sources"):
        for source in children(holder, "TextSource"):
            selections = children(source, "PlainTextSelection")
            if not selections:
                continue
            name = str(source.get("name") or source.get("guid"))
            report_id = name if name in texts else name.rsplit(".", 1)[0]
            if report_id not in texts:
                raise ExchangeError(
                    f"the corpus has no report {name!r}",
                    where=where,
                    remedy="name the source as the report is named, or give the corpus coded",
                )
            yield _Source(report_id, _text(source, members, f"{where}, source {name}"), selections)


def _text(source: Element, members: Mapping[str, bytes], where: str) -> str:
    inline = children(source, "PlainTextContent")
    if inline:
        return inline[0].text or ""
    member = str(source.get("plainTextPath") or "").rsplit("/", 1)[-1]
    if member not in members:
        raise ExchangeError(
            "its plain text is not in the archive",
            where=where,
            remedy="export the project with its sources inside",
        )
    try:
        return members[member].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            f"byte {error.start} of its text is not UTF-8, which the standard asks for",
            where=where,
            remedy="export the project again",
        ) from error


def _counting(sources: Iterable[_Source], where: str) -> _Reading:
    """The way positions are counted: the one that gives most quotations back."""
    quotes = [
        (source.text, int(s.get("startPosition")), int(s.get("endPosition")), s.get("name"))
        for source in sources
        for s in source.selections
        if s.get("name")
    ]
    hits = []
    for reading in _READINGS:
        spans = [(text, reading.span(text, a, b), quote) for text, a, b, quote in quotes]
        hits.append(sum(text[a:b] == quote for text, (a, b), quote in spans))
    best = _READINGS[hits.index(max(hits))]
    if best is not _READINGS[0]:
        warnings.warn(
            f"{where}: positions are counted in {best.name}, which is not what the standard says; "
            f"so {max(hits)} of {len(quotes)} quotations stand where they should",
            CodingWarning,
            stacklevel=3,
        )
    return best


def _row(
    selection: Element,
    source: _Source,
    counting: _Reading,
    codes: Mapping[str, tuple[str, str] | str],
    texts: Mapping[str, str],
    where: str,
) -> tuple[Unit, dict[str, str]]:
    """A selection as the row of a sheet."""
    place = f"{where}, source {source.report_id}, selection {selection.get('guid')}"
    given: dict[str, list[str]] = {}
    for coding in children(selection, "Coding"):
        target = children(coding, "CodeRef")[0].get("targetGUID")
        known = codes.get(str(target), str(target))
        if isinstance(known, str):
            raise ExchangeError(
                f"the codebook has no code {known!r}",
                where=place,
                remedy="begin the code's name with a code of the codebook, or give its codebook",
            )
        given.setdefault(known[0], []).append(known[1])
    said = _said(description_of(selection))
    unit: Unit = said.get("unit") or next(  # type: ignore[assignment]
        (_UNIT_OF[field] for field in given if field in _UNIT_OF), "issue"
    )
    first, last = int(selection.get("startPosition")), int(selection.get("endPosition"))
    begin, stop = counting.span(source.text, first, last)
    text = texts[source.report_id]
    start = _placed(source, begin, stop, text, place)
    end = start + stop - begin
    quote, name = text[start:end], str(selection.get("name") or "")
    row = dict.fromkeys((*GIVEN[unit], *FIELDS[unit]), "")
    row |= {name: str(said[name]) for name in NAMED[unit] if said.get(name) is not None}
    row |= {field: ";".join(given.get(field, ())) for field in CODED[unit]}
    row |= {"report_id": source.report_id, "start": str(start), "end": str(end)}
    row["quote"] = name if name.split() == quote.split() else quote
    return unit, {**row, "text_hash": text_hash(text)}


def _placed(source: _Source, start: int, end: int, text: str, place: str) -> int:
    """Where a passage of a source begins in the report's own text."""
    if start < 0 or end < start or end > len(source.text):
        raise ExchangeError(
            f"positions {start} to {end} do not lie in the text of {len(source.text)} characters",
            where=place,
            remedy="export the project again",
        )
    passage = source.text[start:end]
    if text[start:end] == passage:
        return start
    if text.count(passage) != 1:
        raise ExchangeError(
            f"the passage {passage[:40]!r} stands {text.count(passage)} times in the report, whose "
            "text is not that of the source",
            where=place,
            remedy="give the corpus that was exported, or code the passage anew",
        )
    return text.index(passage)


def _said(description: str | None) -> dict[str, Any]:
    """What a selection's description says of its unit; another program's words are a note."""
    try:
        said = yaml.safe_load(description or "")
    except yaml.YAMLError:
        said = None
    if isinstance(said, dict) and said.get("unit") in FIELDS:
        return said
    return {"note": description} if description else {}
