"""Read a folder of reports: each file by itself, and an account of all."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from ..damage import LEAST_HEALTH, Health, find_damage, text_health
from ..errors import CorpusError, ReaderError
from ..readers import Document, read_file, refusing
from ..report import DATE_FIELDS, META_FIELDS, MetaValue, Report
from ..reposts import near_twins
from ..schema import TABLES
from ..vocabulary import default_vocabulary
from .collection import Corpus, Row, load_report_of, load_row
from .manifest import find_manifest, is_aside, read_manifest

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_GENRES = next(column.allowed for column in TABLES["reports"] if column.name == "genre")
#: What to do where nothing better is known.
_SAVE_ANEW = "open it in the program it was made with and save it anew, or save its text alone"


class _Read(NamedTuple):
    """A report that was read, and its row in the load report."""

    report: Report
    row: Row


def read_corpus(folder: str | Path, *, least_health: float = LEAST_HEALTH) -> Corpus:
    """Read the reports in a folder.

    With a ``manifest.csv`` the files it lists are read, with its metadata; other files are
    reported as not listed. Without one every file in the folder and below is read, and its name
    without ending is its id; where several files have the same name, their folders, and if need
    be their endings, stand in their ids. The format is told by a file's content, whatever its
    name: text in UTF-8, UTF-16, GB18030 (GBK, GB2312) or Big5, Word (.docx), web pages (HTML),
    PDF with text, Excel (.xlsx) and CSV; others are refused.

    Parameters
    ----------
    folder
        The folder.
    least_health
        A text whose share of clauses without damage is smaller is quarantined: it is reported
        and kept aside, and not analysed. 0 takes in every text that can be read at all.

    Returns
    -------
    Corpus
        One bad file never stops a run: it stands in ``load_report`` with reason and remedy.
        Hidden files, files called manifest, README or LICENSE, and what lies in a folder
        ``codings`` are taken for no reports and not reported.

    Raises
    ------
    CorpusError
        If there is no such folder.
    ManifestError
        If the manifest cannot be used as a whole.
    """
    root = Path(folder)
    if not root.is_dir():
        raise CorpusError(
            "there is no such folder", where=str(root), remedy="check the path and its spelling"
        )
    path_of_manifest = find_manifest(root)
    manifest = None if path_of_manifest is None else read_manifest(path_of_manifest)
    listed = {row["file"]: row for row in manifest or ()}
    found = sorted(_files(root))
    there = {name for name, _ in found}
    gone = [(name, root / name) for name in listed if name not in there]
    read: list[_Read] = []
    rows: list[Row] = []
    for name, path in sorted([*found, *gone]):
        entry = listed.get(name)
        if manifest is not None and entry is None:
            to_do = "add a row to manifest.csv to have it read"
            rows.append(
                load_row(None, name, "not listed", reason="not in manifest.csv", remedy=to_do)
            )
            continue
        try:
            with refusing("the file cannot be read", where=name, remedy=_SAVE_ANEW):
                one = _read_one(root, path, name, entry, least_health)
        except ReaderError as error:
            listed_id = entry["report_id"] if entry else None
            said = {"reason": error.found, "remedy": error.remedy}
            rows.append(load_row(listed_id, name, "refused", **said))
            continue
        read.append(one)
        rows.append(one.row)
    read = _with_own_ids(read, named=manifest is not None)
    reports = [one.report for one in read if one.row["outcome"] == "loaded"]
    quarantined = [one.report for one in read if one.row["outcome"] == "quarantined"]
    _link(reports, rows)
    return Corpus(tuple(reports), load_report_of(rows), tuple(quarantined))


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder that may be reports: how to call them, and where they are."""
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if path.is_file() and not is_aside(inside):
            yield _printable(inside.as_posix()), path


def _printable(name: str) -> str:
    """A file's name in characters that can be written.

    On Linux a name is bytes; those that are no UTF-8 come as half characters that nothing can
    print. Archives made by Chinese Windows leave names in GB18030.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        try:
            return os.fsencode(name).decode("gb18030")
        except UnicodeError:
            return name.encode("utf-8", "backslashreplace").decode()
    return name


def _read_one(
    root: Path, path: Path, name: str, entry: Mapping[str, str] | None, least_health: float
) -> _Read:
    report, document = _read_report(root, path, name, entry)
    health = text_health(report.text, find_damage(report.text, default_vocabulary()))
    healthy = health.score >= least_health
    row = load_row(
        *(report.report_id, name, "loaded" if healthy else "quarantined"),
        reader=document.reader,
        encoding=document.encoding,
        evidence=document.evidence,
        n_characters=len(report.text),
        health=round(health.score, 3),
        health_reasons="; ".join(health.reasons) or None,
    )
    for lack in document.lacks:
        _say(row, lack.found, lack.remedy)
    if not healthy:
        _say(row, *_quarantine(health))
    return _Read(report, row)


def _say(row: Row, reason: str, remedy: str) -> None:
    """Write a reason and a remedy into a row, behind what stands there."""
    for column, words in (("reason", reason), ("remedy", remedy)):
        row[column] = f"{row[column]}; {words}" if row.get(column) else words


#: How files are called of which several have the same name, from the shortest.
_LONGER: tuple[Callable[[PurePosixPath], str], ...] = (
    lambda path: "-".join(path.with_suffix("").parts),
    lambda path: "-".join(path.parts),
)


def _with_own_ids(read: Sequence[_Read], *, named: bool) -> list[_Read]:
    """Give files of the same name ids of their own; refuse the second where that is not to be.

    Ids that the manifest names are not changed.
    """
    files = [str(one.row["file"]) for one in read]
    ids = [one.report.report_id for one in read]
    for longer in () if named else _LONGER:
        count = Counter(ids)
        ids = [
            longer(PurePosixPath(file)) if count[old] > 1 else old
            for old, file in zip(ids, files, strict=True)
        ]
    kept: dict[str, _Read] = {}
    for (report, row), new in zip(read, ids, strict=True):
        if new in kept:
            reason = f"its report_id {new} is that of {kept[new].row['file']}"
            row.clear()
            row |= load_row(new, report.file, "refused")
            _say(row, reason, "rename the file, or give it another report_id in manifest.csv")
            continue
        if new != report.report_id:
            row["evidence"] = f"{row['evidence']}; id made of the path, other files have this name"
            row["report_id"] = new
        kept[new] = _Read(replace(report, report_id=new), row)
    return list(kept.values())


def _quarantine(health: Health) -> tuple[str, str]:
    """Say why a text is not analysed, and what can be done."""
    return (
        f"health {health.score:.2f}: {'; '.join(health.reasons)}",
        "get a better copy; look at it in Corpus.quarantined; "
        "read_corpus(..., least_health=0) takes it in all the same",
    )


def _link(reports: Sequence[Report], rows: Sequence[Row]) -> None:
    """Write into the rows which reports have the same, or nearly the same, text as an earlier one.

    They stay loaded: whether a re-post counts is for the researcher to say.
    """
    row_of = {row["report_id"]: row for row in rows if row["outcome"] == "loaded"}
    near = near_twins([report.text for report in reports])
    for at, (first, likeness) in near.items():
        twin = reports[first]
        same = twin.text == reports[at].text
        row = row_of[reports[at].report_id]
        row["outcome"] = "duplicate" if same else "near duplicate"
        row["duplicate_of"] = twin.report_id
        _say(
            row,
            f"same text as {twin.report_id}"
            if same
            else f"{likeness:.0%} of its runs of five characters are those of {twin.report_id}",
            "leave one out of the folder or the manifest, unless both are to count",
        )


def _read_report(
    root: Path, path: Path, name: str, entry: Mapping[str, str] | None
) -> tuple[Report, Document]:
    if root.resolve() not in path.resolve().parents:
        raise ReaderError(
            "the file lies outside the corpus folder",
            where=name,
            remedy="copy it into the folder and correct manifest.csv",
        )
    document = read_file(path, name)
    if entry is None:
        return _report(PurePosixPath(name).stem, document, name), document
    expected = entry.get("sha256", "").lower()
    if expected and expected != document.sha256:
        raise ReaderError(
            f"the file is not the one the manifest describes (its sha256 is {document.sha256})",
            where=name,
            remedy="restore the file, or check the metadata and write the new sha256 into the row",
        )
    meta = {field: _meta_value(field, entry, name) for field in META_FIELDS}
    basis = {field: entry[f"{field}_basis"] for field in META_FIELDS if entry.get(f"{field}_basis")}
    known = {field: value for field, value in meta.items() if value is not None}
    return _report(entry["report_id"], document, name, known, basis), document


def _report(
    report_id: str,
    document: Document,
    file: str,
    meta: Mapping[str, MetaValue] = MappingProxyType({}),
    basis: Mapping[str, str] = MappingProxyType({}),
) -> Report:
    return Report(
        *(report_id, document.text, meta, basis),
        *(file, document.reader, document.origins, document.page),
    )


def _meta_value(field: str, entry: Mapping[str, str], name: str) -> MetaValue:
    value = (entry.get(field) or "").strip()
    if not value:
        return None
    if field == "genre" and value not in _GENRES:
        raise ReaderError(
            f"manifest.csv gives genre as {value!r}",
            where=name,
            remedy=f"use one of {', '.join(_GENRES)}, or leave the cell empty",
        )
    if field not in DATE_FIELDS:
        return value
    match = _DATE.fullmatch(value)
    try:
        if match is None:
            raise ValueError(value)
        return date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise ReaderError(
            f"manifest.csv gives {field} as {value!r}, which is no date",
            where=name,
            remedy="write dates as 2023-01-31, or leave the cell empty",
        ) from error
