"""Readings: problems and measures coded by people or programs, held against their reports."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..corpus import Corpus
from ..errors import CodingError, CodingWarning
from ..shielding import bare
from ..taxonomy import Codebook, as_codebook, refuse_unknown_codes
from .sheets import FIELDS, FILES, GIVEN, Unit, refuse_existing, text_hash

#: Stands in ``types`` where a measure has been read and has no type.
NO_TYPE = "none"
#: How sure a reader is: 1 sure, 2 fairly sure, 3 in doubt.
CERTAINTIES = ("1", "2", "3")
#: Fields in which several codes may stand.
_SEVERAL = frozenset({"further", "types"})
#: How many faults a message lists.
_LISTED = 10
#: How many characters of a quotation a message shows on each side of a difference.
_SHOWN = 12


class Codings(NamedTuple):
    """Problems and measures as one reader coded them.

    Attributes
    ----------
    issues : pandas.DataFrame
        One row per problem: report_id, issue_id, start, end, quote, text_hash, group, category
        (the primary one), further (codes joined by ``;``), failure, certainty, note.
    measures : pandas.DataFrame
        One row per measure: report_id, measure_id, start, end, quote, text_hash, kind, types
        (codes joined by ``;``, ``none`` for a measure without any), certainty, note.
    """

    issues: pd.DataFrame
    measures: pd.DataFrame


#: Where a unit stands: report, first character, end.
Place = tuple[str, int, int]


def by_place(reading: Codings, unit: Unit) -> dict[Place, dict[str, str | None]]:
    """Rows of a reading by place, in their order; what is missing is ``None``."""
    table = reading.issues if unit == "issue" else reading.measures
    cells = table.astype(object).where(table.notna(), None)
    return {
        (row["report_id"], row["start"], row["end"]): {str(name): row[name] for name in row}
        for row in cells.to_dict("records")
    }


def refuse_foreign_codes(reading: Codings, book: Codebook, *, where: str) -> None:
    """Refuse a reading whose codes are not those of a codebook."""
    issues, types = reading.issues, reading.measures["types"]
    for column in ("category", "further"):
        refuse_unknown_codes(issues[column], "category", book, where=where)
    refuse_unknown_codes(issues["failure"], "failure", book, where=where)
    refuse_unknown_codes(types[types != NO_TYPE], "types", book, where=where)


def read_codings(
    folder: str | Path, corpus: Corpus, codebook: Codebook | str | Path | None = None
) -> Codings:
    """Read what one reader coded, and hold it against the reports and the codebook.

    Parameters
    ----------
    folder
        Holds ``issues.csv`` and ``measures.csv`` (UTF-8, with or without BOM) as
        `toolkit.write_coding_sheets` writes them, filled in. Either may be missing.
    corpus
        Holds the reports.
    codebook
        The codebook, or the path of one, that the codes are of; the shipped one if none is given.

    Returns
    -------
    Codings
        What was not coded is missing.

    Raises
    ------
    CodingError
        If a column, a code or a span does not fit, or if the quoted words no longer stand where
        the coding says; the message shows what differs, for every such row up to ten.

    Warns
    -----
    CodingWarning
        If a report's text is no longer the one that was coded, though every quotation holds.
    """
    book = as_codebook(codebook)
    place = Path(folder)
    if not any((place / name).exists() for name in FILES.values()):
        raise CodingError(
            f"neither {' nor '.join(FILES.values())} is here",
            where=str(folder),
            remedy="give the folder that holds the sheets written by write_coding_sheets",
        )
    texts = {report.report_id: report.text for report in corpus}
    return Codings(_read(place, "issue", texts, book), _read(place, "measure", texts, book))


def write_codings(codings: Codings, folder: str | Path, *, overwrite: bool = False) -> list[Path]:
    """Write a coding as the two files that `read_codings` reads.

    Parameters
    ----------
    codings
        The coding.
    folder
        Where to write ``issues.csv`` and ``measures.csv`` (UTF-8); made if it is not there.
    overwrite
        Whether to replace files of these names.

    Returns
    -------
    list of pathlib.Path
        The two files.

    Raises
    ------
    CodingError
        If one of the files is there already and is not to be replaced.
    """
    place = Path(folder)
    files = [place / FILES["issue"], place / FILES["measure"]]
    if not overwrite:
        refuse_existing(files, "give another folder, or overwrite=True to replace the files")
    place.mkdir(parents=True, exist_ok=True)
    for file, table in zip(files, codings, strict=True):
        table.to_csv(file, index=False, encoding="utf-8", lineterminator="\n")
    return files


def _read(place: Path, unit: Unit, texts: dict[str, str], book: Codebook) -> pd.DataFrame:
    file = place / FILES[unit]
    rows = _rows(file, [*GIVEN[unit], *FIELDS[unit]]) if file.exists() else ()
    numbered = ((f"line {line}", row) for line, row in rows)
    return checked_table(numbered, unit, texts, book, str(file))


def checked_table(
    rows: Iterable[tuple[str, dict[str, str]]],
    unit: Unit,
    texts: Mapping[str, str],
    book: Codebook,
    where: str,
) -> pd.DataFrame:
    """Lay out what was read of one unit, once every row fits the reports and the codebook.

    Parameters
    ----------
    rows
        Each with its place in the file and all its cells as text, empty where nothing stands.
    unit
        What is coded.
    texts
        Report id to text.
    book
        The codebook.
    where
        The file, for messages.

    Raises
    ------
    CodingError
        If rows do not fit; up to ten of them are listed.

    Warns
    -----
    CodingWarning
        If a report's text is not the one that was coded.
    """
    columns = [*GIVEN[unit], *FIELDS[unit]]
    coded = [field for field in FIELDS[unit] if field != "note"]
    kept: list[dict[str, str]] = []
    faults: list[str] = []
    changed: set[str] = set()
    for place, cells in rows:
        row = cells | {field: trimmed(cells[field]) for field in coded}
        faults += [f"{place}: {fault}" for fault in _faults(row, unit, texts, book)]
        text = texts.get(row["report_id"])
        if text is not None and row["text_hash"] != text_hash(text):
            changed.add(row["report_id"])
        kept.append(row)
    faults += _repeated(kept)
    if faults:
        listed = "\n    ".join(faults[:_LISTED])
        more = f"\n    … and {len(faults) - _LISTED} more" if len(faults) > _LISTED else ""
        raise CodingError(
            f"{len(faults)} faults:\n    {listed}{more}",
            where=where,
            remedy="mend the rows named; a span counts characters of the report's text, from 0; "
            "codes of a codebook of your own need codebook=…",
        )
    if changed:
        warnings.warn(
            f"{where}: the text of {', '.join(sorted(changed))} is not the one that was coded; "
            "every quotation still stands where it did",
            CodingWarning,
            stacklevel=4,
        )
    table = pd.DataFrame(kept, columns=pd.Index(columns)).replace("", pd.NA)
    numbers = dict.fromkeys(("start", "end", "certainty"), "Int64")
    return table.astype(dict.fromkeys(columns, "string")).astype(numbers)


def _rows(file: Path, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a sheet, each with the line at which it begins."""
    try:
        content = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodingError(
            f"byte {error.start} is not valid UTF-8",
            where=str(file),
            remedy="save it as CSV in UTF-8 (in Excel: CSV UTF-8)",
        ) from error
    rows = csv.DictReader(io.StringIO(content, newline=""), restval="", restkey="more")
    missing = [name for name in columns if name not in (rows.fieldnames or [])]
    if missing:
        raise CodingError(
            f"there is no column {', '.join(missing)}",
            where=f"{file}, line 1",
            remedy=f"keep the columns of the sheet: {', '.join(columns)}",
        )
    above = rows.line_num
    for row in rows:
        cells = {name: bare(row[name]) for name in columns}
        yield above + 1, {name: cell.strip() if name in _STRIPPED else cell
                          for name, cell in cells.items()}  # fmt: skip
        above = rows.line_num


_STRIPPED = frozenset({"report_id", "start", "end", "text_hash", "note"})


def _faults(
    row: dict[str, str], unit: Unit, texts: Mapping[str, str], book: Codebook
) -> Iterator[str]:
    yield from _misplaced(row, texts)
    for field in FIELDS[unit]:
        yield from code_faults(unit, field, row[field], book)
    if unit == "issue" and row["further"] and row["category"] in row["further"].split(";"):
        yield f"further holds the primary category {row['category']} again"
    if unit == "issue" and row["further"] and not row["category"]:
        yield "there are further codes and no primary category"


def code_faults(unit: Unit, field: str, value: str, book: Codebook) -> Iterator[str]:
    """Say what is wrong with the codes that stand in a field of a unit."""
    if not value or field == "note":
        return
    allowed = allowed_codes(unit, field, book)
    given = value.split(";")
    unknown = [code for code in given if code not in allowed]
    if unknown:
        yield f"{field} is {value!r}; {', '.join(unknown)} is none of {', '.join(allowed)}"
    elif len(given) > 1 and (field not in _SEVERAL or NO_TYPE in given):
        yield f"{field} is {value!r}, where one code is to stand"
    elif len(set(given)) < len(given):
        yield f"{field} is {value!r}, with a code given twice"


def allowed_codes(unit: Unit, field: str, book: Codebook) -> tuple[str, ...]:
    """Codes that a field of a unit may hold."""
    categories, types, failures = (
        tuple(code.code for code in book.codes_of(facet))
        for facet in ("category", "types", "failure")
    )
    fields = (
        {"types": (*types, NO_TYPE)}
        if unit == "measure"
        else {"category": categories, "further": categories, "failure": failures}
    )
    return (fields | {"certainty": CERTAINTIES})[field]


def trimmed(cell: str) -> str:
    """A cell without white space around it or around its codes."""
    return ";".join(part.strip() for part in cell.split(";")).strip()


def _misplaced(row: dict[str, str], texts: Mapping[str, str]) -> Iterator[str]:
    """Say what is wrong with the place of a quotation, and where the words stand now."""
    if row["report_id"] not in texts:
        yield f"the corpus has no report {row['report_id']!r}"
        return
    if not (row["start"].isdecimal() and row["end"].isdecimal()):
        yield f"the span {row['start']!r} to {row['end']!r} is no pair of numbers"
        return
    text = texts[row["report_id"]]
    stands = _even(text[int(row["start"]) : int(row["end"])])
    quote = _even(row["quote"])
    if stands == quote:
        return
    found = text.find(row["quote"])
    now = f"; the words now stand from {found}" if found >= 0 and row["quote"] else ""
    yield (
        f"{row['report_id']} {row['start']}–{row['end']} no longer reads as coded: "
        f"{_difference(quote, stands)}{now}"
    )


def _even(words: str) -> str:
    """Words with one kind of line end: programs that edit CSV change them."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _difference(coded: str, stands: str) -> str:
    """The first difference of two texts, with what stands around it."""
    for kind, a, b, c, d in SequenceMatcher(None, coded, stands, autojunk=False).get_opcodes():
        if kind != "equal":
            before = coded[max(0, a - _SHOWN) : a]
            return (
                f"…{before}[coded: {coded[a:b][:_SHOWN]!r}, text: {stands[c:d][:_SHOWN]!r}]"
                f"{coded[b : b + _SHOWN]}…"
            )
    return "no difference"  # pragma: no cover


def _repeated(rows: list[dict[str, str]]) -> Iterator[str]:
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        place = (row["report_id"], row["start"], row["end"])
        if place in seen:
            yield f"{place[0]} {place[1]}–{place[2]} is coded twice in one file"
        seen.add(place)
