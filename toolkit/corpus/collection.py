"""A corpus: reports, and an account of every file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from ..errors import CorpusError
from ..report import Report

#: Columns of the load report.
LOAD_COLUMNS = (
    *("report_id", "file", "outcome", "reader", "encoding", "evidence", "n_characters"),
    *("health", "health_reasons", "duplicate_of", "reason", "remedy"),
)
Row = dict[str, object]


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
        rows = [load_row(r.report_id, r.file, "loaded", n_characters=len(r.text)) for r in reports]
        return cls(tuple(reports), load_report_of(rows))

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


def load_row(report_id: str | None, file: str | None, outcome: str, **said: object) -> Row:
    """One row of the load report; what is not said is missing."""
    return {"report_id": report_id, "file": file, "outcome": outcome} | said


def load_report_of(rows: Sequence[Row]) -> pd.DataFrame:
    """Put rows into a load report."""
    table = pd.DataFrame(list(rows), columns=list(LOAD_COLUMNS), dtype=object)
    dtypes = dict.fromkeys(LOAD_COLUMNS, "string") | {
        "n_characters": "Int64",
        "health": "Float64",
    }
    return table.astype(dtypes)
