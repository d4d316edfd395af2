"""REFI-QDA projects read back: selections placed in the reports, codes in the codebook."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..codings.readings import Codings, checked_table
from ..codings.sheets import FIELDS, GIVEN, Unit, text_hash
from ..corpus import Corpus
from ..errors import CodingWarning, ExchangeError
from ..readers.files import read_bytes
from ..taxonomy import Codebook, as_codebook
from .archive import unpacked
from .descriptions import description_data
from .positions import COUNTINGS, STANDARD, Counting, carried, even, span
from .qdpx import CODED, NAMED, QUOTE, ROW, UNIT
from .refi import Element, children, description_of, parsed

_PROJECT = "project.qde"
#: Branches whose codes are given to a unit of this kind.
_UNIT_OF: dict[str, Unit] = {
    "category": "issue", "further": "issue", "failure": "issue", "types": "measure",
}  # fmt: skip
#: Names that may open a line of a selection's description.
_NAMES = {UNIT, QUOTE, ROW, *NAMED["issue"], *NAMED["measure"]}
#: A position has no more digits.
_DIGITS = 12


class _Selection(NamedTuple):
    """A selection, with what its description says of its unit."""

    element: Element
    first: int
    last: int
    said: dict[str, str]
    where: str

    @property
    def quote(self) -> str:
        """The quotation it carries, or a name that may be one."""
        return self.said.get(QUOTE) or str(self.element.get("name") or "")


class _Source(NamedTuple):
    report_id: str
    text: str
    selections: list[_Selection]


class _Row(NamedTuple):
    """A row of a sheet: whose it is, where it was found, and its number if it carries one."""

    reader: str
    unit: Unit
    where: str
    number: str
    cells: dict[str, str]


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
        If positions are not counted as the standard says, if selections carry no quotation that
        their place could be held against, or if the text of a source is not that of the report.

    Notes
    -----
    How positions are counted is told from quotations, in descriptions that `write_qdpx` wrote or
    in names of selections: of twelve ways (code points or UTF-16 units, to the last character or
    to the end, a line end as it stands, as one or as two) the first that gives most of them back
    is taken, the standard's before all others. A selection with a quotation is held against it;
    one without is taken where it is counted, with a warning. Where a source's text has other line
    ends than the report's, positions are carried over; where it is another text, a passage is
    looked for in the report, and taken if it stands there once. A code that a second reader gave
    to a selection is that reader's. Rows come in the order of the corpus, or as they carry it.
    """
    book = as_codebook(codebook)
    where = str(path)
    members = unpacked(read_bytes(Path(path), where), where)
    if _PROJECT not in members:
        raise ExchangeError(
            f"there is no {_PROJECT} in the archive",
            where=where,
            remedy="export the project again as REFI-QDA (.qdpx)",
        )
    root = parsed(members[_PROJECT], "Project", where)
    texts = {report.report_id: report.text for report in corpus}
    users = {
        user.get("guid"): str(user.get("name") or user.get("id") or "unknown")
        for users in children(root, "Users")
        for user in children(users, "User")
    }
    codes = dict(_codes(root, book))
    place = {report_id: number for number, report_id in enumerate(texts)}
    sources = sorted(_sources(root, members, texts, where), key=lambda s: place[s.report_id])
    counting, said = _counting(sources)
    rows = [
        row
        for source in sources
        for selection in source.selections
        for row in _rows(selection, source, counting, codes, users, texts)
    ]
    for words in [*said, *_unlike(sources, texts), *_unproven(sources, counting)]:
        warnings.warn(f"{where}: {words}", CodingWarning, stacklevel=2)
    return {
        reader: Codings(
            *(
                checked_table(_of(rows, reader, unit), unit, texts, book, f"{where}, {reader}")
                for unit in CODED
            )
        )
        for reader in dict.fromkeys([*users.values(), *(row.reader for row in rows)])
    }


def _of(rows: Iterable[_Row], reader: str, unit: Unit) -> list[tuple[str, dict[str, str]]]:
    """Rows of a reader, in the order they carry, if all do."""
    own = [row for row in rows if row.reader == reader and row.unit == unit]
    if all(row.number.isdecimal() for row in own):
        own.sort(key=lambda row: int(row.number))
    return [(row.where, row.cells) for row in own]


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
            found = children(source, "PlainTextSelection")
            if not found:
                continue
            name = str(source.get("name") or source.get("guid"))
            report_id = name if name in texts else name.rsplit(".", 1)[0]
            if report_id not in texts:
                raise ExchangeError(
                    f"the corpus has no report {name!r}",
                    where=where,
                    remedy="name the source as the report is named, or give the corpus coded",
                )
            here = f"{where}, source {name}"
            text = _text(source, members, here)
            if not texts[report_id].startswith("\ufeff"):
                text = text.removeprefix("\ufeff")
            yield _Source(report_id, text, [_selection(one, here) for one in found])


def _selection(one: Element, where: str) -> _Selection:
    here = f"{where}, selection {one.get('guid')}"
    numbers = [str(one.get(name)).strip() for name in ("startPosition", "endPosition")]
    if any(len(number) > _DIGITS for number in numbers):
        raise ExchangeError(
            f"positions {numbers[0][:_DIGITS]}… to {numbers[1][:_DIGITS]}… lie in no text",
            where=here,
            remedy="export the project again",
        )
    said = _said(description_of(one), here)
    return _Selection(one, int(numbers[0]), int(numbers[1]), said, here)


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
        return members[member].decode("utf-8")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            f"byte {error.start} of its text is not UTF-8, which the standard asks for",
            where=where,
            remedy="export the project again",
        ) from error


def _counting(sources: Iterable[_Source]) -> tuple[Counting, list[str]]:
    """The way positions are counted, and what to say of it."""
    quoted = [
        (source.text, selection)
        for source in sources
        for selection in source.selections
        if selection.quote
    ]
    best, most = STANDARD, -1
    for counting in COUNTINGS:
        hits = sum(_holds(text, selection, counting) for text, selection in quoted)
        if hits > most:
            best, most = counting, hits
        if hits == len(quoted):
            break
    if best == STANDARD:
        return best, []
    return best, [
        f"positions are counted in {best}, which is not what the standard says; so {most} of "
        f"{len(quoted)} quotations stand where they should"
    ]


def _holds(text: str, selection: _Selection, counting: Counting) -> bool:
    """Whether a selection's quotation stands where it is counted."""
    found = span(text, selection.first, selection.last, counting)
    return found is not None and text[slice(*found)].split() == selection.quote.split()


def _unlike(sources: Iterable[_Source], texts: Mapping[str, str]) -> list[str]:
    names = [s.report_id for s in sources if even(s.text) != even(texts[s.report_id])]
    if not names:
        return []
    return [
        f"the text of {', '.join(names)} is not the report's; every passage stands there once, "
        "and was taken from there"
    ]


def _unproven(sources: Iterable[_Source], counting: Counting) -> list[str]:
    places = [
        f"{source.report_id} {selection.first}–{selection.last}"
        for source in sources
        for selection in source.selections
        if QUOTE not in selection.said and not _holds(source.text, selection, counting)
    ]
    if not places:
        return []
    return [
        f"{len(places)} selections carry no quotation to hold their place against; they were "
        f"taken where they are counted in {counting}; the first is {places[0]}"
    ]


def _rows(
    selection: _Selection,
    source: _Source,
    counting: Counting,
    codes: Mapping[str, tuple[str, str] | str],
    users: Mapping[str, str],
    texts: Mapping[str, str],
) -> Iterator[_Row]:
    """A selection as rows of sheets: of the reader it is of, and of others who coded it."""
    said, text = selection.said, texts[source.report_id]
    creator = selection.element.get("creatingUser")
    given: dict[str, dict[str, list[str]]] = {}
    for coding in children(selection.element, "Coding"):
        target = str(children(coding, "CodeRef")[0].get("targetGUID"))
        known = codes.get(target, target)
        if isinstance(known, str):
            raise ExchangeError(
                f"the codebook has no code {known!r}",
                where=selection.where,
                remedy="begin the code's name with a code of the codebook, or give its codebook",
            )
        reader = users.get(coding.get("creatingUser") or creator, "unknown")
        given.setdefault(reader, {}).setdefault(known[0], []).append(known[1])
    start, end = _placed(selection, source, counting, text)
    own = users.get(creator, "unknown")
    if UNIT in said or not given:
        given = {own: {}, **given}
    for reader, coded in given.items():
        unit: Unit = said.get(UNIT) or next(  # type: ignore[assignment]
            (_UNIT_OF[field] for field in coded if field in _UNIT_OF), "issue"
        )
        cells = dict.fromkeys((*GIVEN[unit], *FIELDS[unit]), "")
        cells |= {name: said.get(name, "") for name in NAMED[unit]}
        cells |= {field: ";".join(coded.get(field, ())) for field in CODED[unit]}
        cells |= {"report_id": source.report_id, "start": str(start), "end": str(end)}
        cells |= {"quote": said.get(QUOTE, text[start:end]), "text_hash": text_hash(text)}
        if reader != own:
            cells["note"] = ""
        yield _Row(reader, unit, selection.where, said.get(ROW, ""), cells)


def _placed(
    selection: _Selection, source: _Source, counting: Counting, text: str
) -> tuple[int, int]:
    """Where a passage of a source stands in the report's own text."""
    found = span(source.text, selection.first, selection.last, counting)
    if found is None:
        raise ExchangeError(
            f"positions {selection.first} to {selection.last} do not lie in the text of "
            f"{len(source.text)} characters",
            where=selection.where,
            remedy="export the project again",
        )
    start, end = found
    if source.text == text:
        return found
    if even(source.text) == even(text):
        return carried(start, source.text, text), carried(end, source.text, text)
    passage = source.text[start:end]
    if text.count(passage) != 1:
        raise ExchangeError(
            f"the passage {passage[:40]!r} stands {text.count(passage)} times in the report, whose "
            "text is not that of the source",
            where=selection.where,
            remedy="give the corpus that was exported, or code the passage anew",
        )
    start = text.index(passage)
    return start, start + len(passage)


def _said(description: str | None, where: str) -> dict[str, str]:
    """What a selection's description says of its unit; another program's words are a note."""
    try:
        said: dict[str, Any] = description_data(description or "", _NAMES, where)
    except ExchangeError:
        said = {}
    if said.get(UNIT) in FIELDS and all(isinstance(words, str) for words in said.values()):
        return said
    return {"note": description} if description else {}
