"""Coding sheets: the units of a ledger as CSV files that readers fill in."""

from __future__ import annotations

import hashlib
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
    ledger: Ledger, folder: str | Path, *, units: pd.DataFrame | None = None
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
        The problems to be coded, as `toolkit.draw_units` draws them of ``ledger.issues``; their
        measures are written with them. All, if none are given.

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
        If one of the files is there already: a coding is never overwritten; or if units are given
        that are no problems of the ledger.
    """
    chosen = _chosen(ledger, units)
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for unit, table in (("issue", _issues(ledger)), ("measure", _measures(ledger))):
        file = place / FILES[unit]  # type: ignore[index]
        if file.exists():
            raise CodingError(
                "a coding is here already, and is never overwritten",
                where=str(file),
                remedy="choose another folder, or move the file",
            )
        table = table[table["issue_id"].isin(chosen)].reindex(columns=[*GIVEN[unit], *FIELDS[unit]])  # type: ignore[index]
        texts: list[str] = table.select_dtypes("string").columns.tolist()
        for column in texts:
            table[column] = table[column].map(shielded, na_action="ignore")
        table.to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\n")
        files.append(file)
    return files


def _chosen(ledger: Ledger, units: pd.DataFrame | None) -> set[str]:
    known = set(ledger.issues["issue_id"])
    chosen = known if units is None else set(units["issue_id"])
    if chosen - known:
        raise CodingError(
            f"{len(chosen - known)} units are no problems of the ledger",
            where="write_coding_sheets",
            remedy="draw them from this ledger: draw_units(ledger.issues, …)",
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
