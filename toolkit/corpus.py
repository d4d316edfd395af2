"""A corpus: reports read from a folder, and an account of every file found there."""

from __future__ import annotations

import csv
import hashlib
import io
import posixpath
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from .damage import LEAST_HEALTH, Health, find_damage, text_health
from .errors import CorpusError, ManifestError, ManifestWarning, ReaderError
from .readers import Document, decode, read_bytes, read_file, refusing
from .report import DATE_FIELDS, META_FIELDS, MetaValue, Report
from .reposts import near_twins
from .schema import TABLES
from .vocabulary import default_vocabulary

MANIFEST = "manifest.csv"
#: Columns of the load report.
LOAD_COLUMNS = (
    *("report_id", "file", "outcome", "reader", "encoding", "evidence", "n_characters"),
    *("health", "health_reasons", "duplicate_of", "reason", "remedy"),
)
_NOT_REPORTS = frozenset({"readme", "license", "manifest"})
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_GENRES = next(column.allowed for column in TABLES["reports"] if column.name == "genre")

#: What to do where nothing better is known.
_SAVE_ANEW = "open it in the program it was made with and save it anew, or save its text alone"

_Row = dict[str, object]


@dataclass(frozen=True)
class Corpus:
    """Reports, and what became of every file.

    Parameters
    ----------
    reports
        The reports, in reading order.
    load_report
        One row per file found; columns `LOAD_COLUMNS`. ``outcome`` is ``loaded``, ``duplicate``
        (loaded, the text equals that of the report ``duplicate_of``), ``near duplicate`` (loaded,
        nearly equal: a re-post), ``quarantined``, ``refused`` or ``not listed``; ``reader`` the
        format, told by the file's content, and its reader's version; ``evidence`` says why the
        encoding was chosen, and what of a file was generated, kept and left out; ``health`` is
        the share of clauses without damage, with ``health_reasons``.
    quarantined
        Reports whose text is too damaged to be analysed. They can be looked at; no table, figure
        or count holds them.
    """

    reports: tuple[Report, ...]
    load_report: pd.DataFrame
    quarantined: tuple[Report, ...] = ()

    @classmethod
    def from_reports(cls, reports: Sequence[Report]) -> Corpus:
        """Make a corpus of reports that lie in memory.

        Raises
        ------
        CorpusError
            If two reports have the same id.
        """
        _refuse_repeated_ids(reports)
        rows = [_row(r.report_id, r.file, "loaded", n_characters=len(r.text)) for r in reports]
        return cls(tuple(reports), _load_report(rows))

    def __iter__(self) -> Iterator[Report]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    def __getitem__(self, report_id: str) -> Report:
        for report in self.reports:
            if report.report_id == report_id:
                return report
        raise CorpusError(
            f"there is no report {report_id!r}",
            where="Corpus",
            remedy=f"the reports are {', '.join(r.report_id for r in self.reports) or 'none'}",
        )

    def __add__(self, other: Corpus) -> Corpus:
        """Put two corpora together; ids must differ."""
        reports = self.reports + other.reports
        _refuse_repeated_ids(reports)
        load_report = pd.concat([self.load_report, other.load_report], ignore_index=True)
        return Corpus(reports, load_report, self.quarantined + other.quarantined)

    @property
    def hash(self) -> str:
        """Identity of the corpus: a hash over ids, texts and metadata."""
        digest = hashlib.sha256()
        for report in self.reports:
            known = sorted((field, str(value)) for field, value in report.meta.items())
            digest.update(f"{report.report_id}\t{report.sha256}\t{known}\n".encode())
        return digest.hexdigest()[:16]

    def _repr_html_(self) -> str:
        outcomes = self.load_report["outcome"].value_counts()
        said = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
        columns = ["report_id", "outcome", "n_characters", "health", "reason", "remedy"]
        table = self.load_report[columns].astype(object).fillna("").to_html(index=False)
        return f"<b>{len(self)} reports</b> ({said or 'no files'}){table}"

    def __repr__(self) -> str:
        return f"Corpus: {len(self)} reports, {len(self.load_report)} files found"


def _refuse_repeated_ids(reports: Sequence[Report]) -> None:
    ids = Counter(report.report_id for report in reports)
    repeated = sorted(name for name, count in ids.items() if count > 1)
    if repeated:
        raise CorpusError(
            f"report ids stand more than once: {', '.join(repeated)}",
            where="Corpus",
            remedy="rename the files, or give other ids in manifest.csv",
        )


def read_corpus(folder: str | Path, *, least_health: float = LEAST_HEALTH) -> Corpus:
    """Read the reports in a folder.

    With a ``manifest.csv`` the files it lists are read, with its metadata; other files are
    reported as not listed. Without one every file in the folder and below is read, and its name
    without ending is its id. The format is told by a file's content, whatever its name: text in
    UTF-8, UTF-16, GB18030 (GBK, GB2312) or Big5, Word (.docx), web pages (HTML), PDF
    with text, Excel (.xlsx) and CSV; others are refused.

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
    manifest = _read_manifest(root / MANIFEST) if (root / MANIFEST).exists() else None
    found = sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and not _is_aside(path.relative_to(root))
    )
    reports: list[Report] = []
    quarantined: list[Report] = []
    rows: list[_Row] = []
    listed = {row["file"]: row for row in manifest} if manifest is not None else {}
    for name in sorted({*found, *listed}):
        entry = listed.get(name)
        if manifest is not None and entry is None:
            to_do = "add a row to manifest.csv to have it read"
            rows.append(_row(None, name, "not listed", reason="not in manifest.csv", remedy=to_do))
            continue
        try:
            with refusing("the file cannot be read", where=name, remedy=_SAVE_ANEW):
                report, document = _read_report(root, name, entry)
                health = text_health(report.text, find_damage(report.text, default_vocabulary()))
        except ReaderError as error:
            listed_id = entry["report_id"] if entry else None
            said = {"reason": error.found, "remedy": error.remedy}
            rows.append(_row(listed_id, name, "refused", **said))
            continue
        healthy = health.score >= least_health
        (reports if healthy else quarantined).append(report)
        rows.append(
            _row(
                *(report.report_id, name, "loaded" if healthy else "quarantined"),
                reader=document.reader,
                encoding=document.encoding,
                evidence=document.evidence,
                n_characters=len(report.text),
                health=round(health.score, 3),
                health_reasons="; ".join(health.reasons) or None,
                **({} if healthy else _quarantine(health)),
            )
        )
    _refuse_repeated_ids([*reports, *quarantined])
    _link(reports, rows)
    return Corpus(tuple(reports), _load_report(rows), tuple(quarantined))


def _quarantine(health: Health) -> dict[str, str]:
    """Say why a text is not analysed, and what can be done."""
    return {
        "reason": f"health {health.score:.2f}: {'; '.join(health.reasons)}",
        "remedy": "get a better copy; look at it in Corpus.quarantined; "
        "read_corpus(..., least_health=0) takes it in all the same",
    }


def _link(reports: Sequence[Report], rows: Sequence[_Row]) -> None:
    """Write into the rows which reports have the same, or nearly the same, text as an earlier one.

    They stay loaded: whether a re-post counts is for the researcher to say.
    """
    row_of = {row["report_id"]: row for row in rows if row["outcome"] == "loaded"}
    near = near_twins([report.text for report in reports])
    for at, (first, likeness) in near.items():
        twin = reports[first]
        same = twin.text == reports[at].text
        row_of[reports[at].report_id] |= {
            "outcome": "duplicate" if same else "near duplicate",
            "duplicate_of": twin.report_id,
            "reason": f"same text as {twin.report_id}"
            if same
            else f"{likeness:.0%} of its runs of five characters are those of {twin.report_id}",
            "remedy": "leave one out of the folder or the manifest, unless both are to count",
        }


def _row(report_id: str | None, file: str | None, outcome: str, **said: object) -> _Row:
    """One row of the load report; what is not said is missing."""
    return {"report_id": report_id, "file": file, "outcome": outcome} | said


def _load_report(rows: Sequence[_Row]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=list(LOAD_COLUMNS), dtype=object)
    dtypes = dict.fromkeys(LOAD_COLUMNS, "string") | {
        "n_characters": "Int64",
        "health": "Float64",
    }
    return table.astype(dtypes)


def _is_aside(path: Path) -> bool:
    """True for files that are no reports: hidden ones, the manifest, a README, codings."""
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or path.parts[0] == "codings" or path.stem.lower() in _NOT_REPORTS


def _read_report(root: Path, name: str, entry: Mapping[str, str] | None) -> tuple[Report, Document]:
    path = root / name
    if root.resolve() not in path.resolve().parents:
        raise ReaderError(
            "the file lies outside the corpus folder",
            where=name,
            remedy="copy it into the folder and correct manifest.csv",
        )
    document = read_file(path, name)
    if entry is None:
        return _report(Path(name).stem, document, name), document
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


def _read_manifest(path: Path) -> list[dict[str, str]]:
    try:
        text = decode(read_bytes(path, path.name), path.name).text
    except ReaderError as error:
        raise ManifestError(
            error.found, where=str(path), remedy="save it as CSV in UTF-8 (in Excel: CSV UTF-8)"
        ) from error
    lines = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip() for name in next(lines, [])]
    missing = {"report_id", "file"} - set(header)
    if missing:
        other = [mark for mark in ";\t" if mark in text.partition("\n")[0]]
        hint = f"; the columns seem to be divided by {other[0]!r}, not by commas" if other else ""
        raise ManifestError(
            f"columns are missing: {', '.join(sorted(missing))}{hint}",
            where=str(path),
            remedy="give every row a report_id and a file (path below the folder), as CSV",
        )
    _warn_of_unknown_columns(header, path)
    rows = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        row["file"] = posixpath.normpath(row.get("file", "").replace("\\", "/"))
        if not row.get("report_id") or row["file"] == ".":
            raise ManifestError(
                "a row has no report_id or no file",
                where=f"{path}, row {number}",
                remedy="fill both cells or take the row out",
            )
        if row["file"] in seen:
            raise ManifestError(
                f"{row['file']} is listed twice, in rows {seen[row['file']]} and {number}",
                where=str(path),
                remedy="list every file once",
            )
        seen[row["file"]] = number
        rows.append(row)
    return rows


def _warn_of_unknown_columns(header: list[str], path: Path) -> None:
    known = {"report_id", "file", "sha256", "label_year", "notes", *META_FIELDS}
    unknown = [name for name in header if name and name.removesuffix("_basis") not in known]
    if unknown:
        warnings.warn(
            f"{path}: columns {', '.join(unknown)} are not known and not read; known are "
            f"{', '.join(META_FIELDS)} (a city goes into prefecture)",
            ManifestWarning,
            stacklevel=4,
        )
