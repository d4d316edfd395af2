"""Coding sheets: the units of a ledger as CSV files that readers fill in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import pandas as pd

from ..errors import CodingError
from ..ledger.ledger import Ledger
from ..shielding import shielded

Unit = Literal["issue", "measure"]

#: Fields a reader fills in, by unit.
FIELDS: dict[Unit, tuple[str, ...]] = {
    "issue": ("category", "further", "failure", "certainty", "note"),
    "measure": ("types", "certainty", "note"),
}
#: Columns that say what is being coded, by unit.
GIVEN: dict[Unit, tuple[str, ...]] = {
    "issue": ("report_id", "issue_id", "start", "end", "quote", "text_hash", "group"),
    "measure": ("report_id", "measure_id", "start", "end", "quote", "text_hash", "kind"),
}
#: File of each unit.
FILES: dict[Unit, str] = {"issue": "issues.csv", "measure": "measures.csv"}


def write_coding_sheets(
    ledger: Ledger, folder: str | Path, *, units: pd.DataFrame | Iterable[str] | None = None
) -> list[Path]:
    """Write empty coding sheets: every problem and every measure of an answer, to be coded.

    Parameters
    ----------
    ledger
        The ledger; codes it has are not written.
    folder
        Where to write ``issues.csv`` and ``measures.csv`` (UTF-8 with BOM, so that Excel reads
        it); made if it is not there.
    units
        The issues to be coded, by id or as a table of them (`toolkit.draw_units` of
        ``ledger.issues``), and with them the measures of these issues; all if none are given.

    Returns
    -------
    list of pathlib.Path
        The two files. Each row has its report, id, span, quote and the SHA-256 of the report's
        text; the columns to fill in are empty. The span of an issue is that of its statement.
        Measures outside the entries are not among them. A text that a spreadsheet would take for
        a formula has an apostrophe before it, which `toolkit.read_codings` takes away.

    Raises
    ------
    CodingError
        If one of the files is there already: sheets that may be filled in are never overwritten.
        If `units` are no issues of the ledger.
    """
    place = Path(folder)
    files = [place / FILES["issue"], place / FILES["measure"]]
    refuse_existing(files, "give another folder, or move the files away if nobody filled them in")
    tables: dict[Unit, pd.DataFrame] = {"issue": _issues(ledger), "measure": _measures(ledger)}
    if units is not None:
        chosen = _chosen(units, ledger)
        tables = {unit: table[table["issue_id"].isin(chosen)] for unit, table in tables.items()}
    place.mkdir(parents=True, exist_ok=True)
    for file, (unit, table) in zip(files, tables.items(), strict=True):
        write_sheet(table.reindex(columns=[*GIVEN[unit], *FIELDS[unit]]), file)
    return files


def write_sheet(table: pd.DataFrame, file: Path) -> None:
    """Write a table that people fill in: for Excel (UTF-8 with BOM), texts shielded."""
    sheet = table.copy()
    texts: list[str] = sheet.select_dtypes("string").columns.tolist()
    for column in texts:
        sheet[column] = sheet[column].map(shielded, na_action="ignore")
    sheet.to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\n")


def refuse_existing(files: Sequence[Path], remedy: str) -> None:
    """Refuse to write where a file stands that somebody may have filled in."""
    there = [file for file in files if file.exists()]
    if there:
        raise CodingError(
            f"{' and '.join(file.name for file in there)} would be overwritten",
            where=str(there[0].parent),
            remedy=remedy,
        )


def _chosen(units: pd.DataFrame | Iterable[str], ledger: Ledger) -> set[str]:
    """Ids of the issues that are to be coded."""
    if isinstance(units, pd.DataFrame):
        if "issue_id" not in units or "measure_id" in units:
            raise CodingError(
                "units are a table of something else than issues",
                where="write_coding_sheets",
                remedy="draw from ledger.issues; their measures come with them",
            )
        units = units["issue_id"]
    chosen = set(units)
    unknown = sorted(chosen - set(ledger.issues["issue_id"]))
    if unknown or not chosen:
        raise CodingError(
            f"{', '.join(unknown[:3]) or 'none'} of {len(chosen)} units: no issue of the ledger",
            where="write_coding_sheets",
            remedy="give issue_id of ledger.issues, such as draw_units(ledger.issues, …)",
        )
    return chosen


def _issues(ledger: Ledger) -> pd.DataFrame:
    named = {"problem_start": "start", "problem_end": "end", "problem": "quote"}
    columns = ["report_id", "issue_id", *named, "group"]
    return _hashed(ledger.issues[columns].rename(columns=named), ledger)


def _measures(ledger: Ledger) -> pd.DataFrame:
    inside = ledger.measures[ledger.measures["issue_id"].notna()]
    return _hashed(inside.rename(columns={"text": "quote"}), ledger)


def _hashed(units: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    hashes = {name: text_hash(text) for name, text in ledger.texts.items()}
    return units.assign(text_hash=units["report_id"].map(hashes))


def text_hash(text: str) -> str:
    """SHA-256 of a report's text (UTF-8), as `toolkit.Report.sha256`."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
