"""A corpus: reports read from a folder, and an account of every file found there."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from .errors import CorpusError, ManifestError, ReaderError
from .readers import read_text
from .report import DATE_FIELDS, META_FIELDS, MetaValue, Report

MANIFEST = "manifest.csv"
#: Columns of the load report.
LOAD_COLUMNS = ("report_id", "file", "outcome", "encoding", "n_characters", "reason", "remedy")
_NOT_REPORTS = ("readme", "license", MANIFEST)


@dataclass(frozen=True)
class Corpus:
    """Reports, and what became of every file.

    Parameters
    ----------
    reports
        The reports, in reading order.
    load_report
        One row per file found; columns `LOAD_COLUMNS`. ``outcome`` is ``loaded``, ``duplicate``
        (loaded, the text equals another report's), ``refused`` or ``not listed``.
    """

    reports: tuple[Report, ...]
    load_report: pd.DataFrame

    @classmethod
    def from_reports(cls, reports: Sequence[Report]) -> Corpus:
        """Make a corpus of reports that lie in memory.

        Raises
        ------
        CorpusError
            If two reports have the same id.
        """
        _refuse_repeated_ids(reports)
        rows = [(r.report_id, r.file, "loaded", None, len(r.text), None, None) for r in reports]
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
        return Corpus(reports, load_report)

    @property
    def hash(self) -> str:
        """Identity of the corpus: a hash over ids and texts."""
        digest = hashlib.sha256()
        for report in self.reports:
            digest.update(f"{report.report_id}\t{report.sha256}\n".encode())
        return digest.hexdigest()[:16]

    def _repr_html_(self) -> str:
        outcomes = self.load_report["outcome"].value_counts()
        said = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
        columns = ["report_id", "outcome", "n_characters", "reason", "remedy"]
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


def read_corpus(folder: str | Path) -> Corpus:
    """Read the reports in a folder.

    With a ``manifest.csv`` the files it lists are read, with its metadata; other files are
    reported as not listed. Without one every ``.txt`` file in the folder and below is read, and
    its name without ending is its id.

    Parameters
    ----------
    folder
        The folder.

    Returns
    -------
    Corpus
        One bad file never stops a run: it stands in ``load_report`` with reason and remedy.

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
    rows: list[tuple[object, ...]] = []
    first_with: dict[str, str] = {}
    listed = {row["file"]: row for row in manifest} if manifest is not None else {}
    for name in sorted({*found, *listed}):
        entry = listed.get(name)
        if manifest is not None and entry is None:
            to_do = "add a row to manifest.csv to have it read"
            rows.append((None, name, "not listed", None, None, "not in manifest.csv", to_do))
            continue
        try:
            report, encoding = _read_report(root, name, entry)
        except ReaderError as error:
            listed_id = entry["report_id"] if entry else None
            rows.append((listed_id, name, "refused", None, None, error.found, error.remedy))
            continue
        twin = first_with.setdefault(report.text, report.report_id)
        is_twin = twin != report.report_id
        outcome = "duplicate" if is_twin else "loaded"
        reason = f"same text as {twin}" if is_twin else None
        remedy = "leave one out of the folder or the manifest" if is_twin else None
        reports.append(report)
        rows.append((report.report_id, name, outcome, encoding, len(report.text), reason, remedy))
    _refuse_repeated_ids(reports)
    return Corpus(tuple(reports), _load_report(rows))


def _load_report(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=list(LOAD_COLUMNS), dtype=object)
    dtypes = dict.fromkeys(LOAD_COLUMNS, "string") | {"n_characters": "Int64"}
    return table.astype(dtypes)


def _is_aside(path: Path) -> bool:
    """True for files that are no reports: hidden ones, the manifest, a README."""
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or path.name.lower().startswith(_NOT_REPORTS)


def _read_report(root: Path, name: str, entry: Mapping[str, str] | None) -> tuple[Report, str]:
    path = root / name
    if root.resolve() not in path.resolve().parents:
        raise ReaderError(
            "the file lies outside the corpus folder",
            where=name,
            remedy="copy it into the folder and correct manifest.csv",
        )
    text, encoding, digest = read_text(path, name)
    if entry is None:
        return Report(Path(name).stem, text, file=name), encoding
    expected = entry.get("sha256", "")
    if expected and expected != digest:
        raise ReaderError(
            f"the file is not the one the manifest describes (its sha256 is {digest})",
            where=name,
            remedy="restore the file, or check the metadata and write the new sha256 into the row",
        )
    meta = {field: _meta_value(field, entry, name) for field in META_FIELDS}
    basis = {field: entry[f"{field}_basis"] for field in META_FIELDS if entry.get(f"{field}_basis")}
    known = {field: value for field, value in meta.items() if value is not None}
    return Report(entry["report_id"], text, known, basis, name), encoding


def _meta_value(field: str, entry: Mapping[str, str], name: str) -> MetaValue:
    value = (entry.get(field) or "").strip()
    if not value:
        return None
    if field not in DATE_FIELDS:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ReaderError(
            f"manifest.csv gives {field} as {value!r}, which is no date",
            where=name,
            remedy="write dates as 2023-01-31, or leave the cell empty",
        ) from error


def _read_manifest(path: Path) -> list[dict[str, str]]:
    text, _, _ = read_text(path, path.name)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    columns = set(rows[0]) if rows else set()
    missing = {"report_id", "file"} - columns
    if missing:
        raise ManifestError(
            f"columns are missing: {', '.join(sorted(missing))}",
            where=str(path),
            remedy="give every row a report_id and a file (path below the folder)",
        )
    for number, row in enumerate(rows, start=2):
        if not row["report_id"] or not row["file"]:
            raise ManifestError(
                "a row has no report_id or no file",
                where=f"{path}, line {number}",
                remedy="fill both cells or take the row out",
            )
    return rows
