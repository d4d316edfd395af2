"""The ledger: tidy tables whose every row points back at the characters it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from ..errors import LedgerError
from ..schema import TABLES

#: Everyday names for columns of the reports table.
ALIASES: Mapping[str, str] = MappingProxyType(
    {"city": "prefecture", "year": "publication_year", "kind": "inspection_kind"}
)

_MEANINGS = {
    "reports": "reports (报告)",
    "metadata": "metadata read from the text (元数据)",
    "nodes": "outline nodes (提纲)",
    "issues": "problem entries (问题条目)",
    "measures": "measures (整改措施)",
    "clauses": "clauses (小句)",
    "institutions": "mentions of institutions (机构)",
    "documents": "named documents (文件)",
    "quantities": "numbers with a unit (数量)",
    "dates": "dates and periods (日期)",
    "commitments": "targets and dated promises (承诺)",
    "accountability": "reported acts of accountability (问责)",
    "devices": "rhetorical devices (修辞)",
    "flags": "damage and doubts (损坏与存疑)",
}


@dataclass(frozen=True)
class Ledger:
    """Tables read from a corpus.

    Parameters
    ----------
    tables
        Table name to data frame, with the columns declared in `toolkit.schema`.
    texts
        Report id to text; every ``start`` and ``end`` refers to it.
    provenance
        What the tables were made from: toolkit version, vocabulary and codebook hashes.
    """

    tables: Mapping[str, pd.DataFrame]
    texts: Mapping[str, str]
    provenance: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> pd.DataFrame:
        """One table by name.

        Raises
        ------
        LedgerError
            If there is no such table.
        """
        if name not in self.tables:
            raise LedgerError(
                f"there is no table {name!r}",
                where="Ledger.table",
                remedy=f"choose one of {', '.join(self.tables)}",
            )
        return self.tables[name]

    @property
    def reports(self) -> pd.DataFrame:
        """One row per report."""
        return self.tables["reports"]

    @property
    def metadata(self) -> pd.DataFrame:
        """One row per piece of metadata read from a text, with its basis and any conflict."""
        return self.tables["metadata"]

    @property
    def nodes(self) -> pd.DataFrame:
        """One row per outline node; the leaves tile the text."""
        return self.tables["nodes"]

    @property
    def issues(self) -> pd.DataFrame:
        """One row per problem entry."""
        return self.tables["issues"]

    @property
    def measures(self) -> pd.DataFrame:
        """One row per measure, lead, explanation or organisational step."""
        return self.tables["measures"]

    @property
    def clauses(self) -> pd.DataFrame:
        """One row per clause of a measure."""
        return self.tables["clauses"]

    @property
    def institutions(self) -> pd.DataFrame:
        """One row per mention of an institution."""
        return self.tables["institutions"]

    @property
    def documents(self) -> pd.DataFrame:
        """One row per named document."""
        return self.tables["documents"]

    @property
    def quantities(self) -> pd.DataFrame:
        """One row per number with a unit."""
        return self.tables["quantities"]

    @property
    def dates(self) -> pd.DataFrame:
        """One row per date or period."""
        return self.tables["dates"]

    @property
    def commitments(self) -> pd.DataFrame:
        """One row per target or dated promise."""
        return self.tables["commitments"]

    @property
    def accountability(self) -> pd.DataFrame:
        """One row per reported act of accountability."""
        return self.tables["accountability"]

    @property
    def devices(self) -> pd.DataFrame:
        """One row per rhetorical device found."""
        return self.tables["devices"]

    @property
    def flags(self) -> pd.DataFrame:
        """One row per damage or doubt."""
        return self.tables["flags"]

    def filter(self, **conditions: Any) -> Ledger:
        """Keep the reports that satisfy all conditions, and every row read from them.

        Parameters
        ----------
        **conditions
            Column of the reports table (or ``city``, ``year``, ``kind``) and a value, or a list
            of values of which one must hold.

        Returns
        -------
        Ledger

        Raises
        ------
        LedgerError
            If a column does not exist, or no report has the value; the message lists what is
            there.

        Examples
        --------
        >>> ledger.filter(city="南京市")  # doctest: +SKIP
        """
        reports = self.reports
        for name, wanted in conditions.items():
            column = ALIASES.get(name, name)
            if column not in reports.columns:
                raise LedgerError(
                    f"the reports table has no column {name!r}",
                    where="Ledger.filter",
                    remedy=f"use {', '.join([*ALIASES, *reports.columns])}",
                )
            values = list(wanted) if _is_list(wanted) else [wanted]
            printed = reports[column].astype("string").str.removesuffix(" 00:00:00")
            kept = reports[printed.isin([str(value) for value in values])]
            if kept.empty:
                present = sorted(printed.dropna().unique())
                raise LedgerError(
                    f"no report has {name} = {wanted!r}",
                    where="Ledger.filter",
                    remedy=f"the values present are {', '.join(present) or 'none'}",
                )
            reports = kept
        ids = list(reports["report_id"])
        tables = {
            name: frame[frame["report_id"].isin(ids)].reset_index(drop=True)
            for name, frame in self.tables.items()
        }
        said = ", ".join(f"{name}={wanted}" for name, wanted in conditions.items())
        earlier = self.provenance.get("filter")
        kept_of = f"{said} ({len(ids)} of {len(self.reports)} reports)"
        provenance = {**self.provenance, "filter": f"{earlier}; {kept_of}" if earlier else kept_of}
        return replace(
            self,
            tables=tables,
            texts={key: self.texts[key] for key in ids},
            provenance=provenance,
        )

    def save(self, folder: str | Path) -> Path:
        """Keep the ledger in a folder of Parquet files; `toolkit.open_ledger` reads it back.

        Parameters
        ----------
        folder
            Where to; a ledger that lies there is replaced, other files are never touched.
        """
        from .storage import save_ledger

        return save_ledger(self, folder)

    def to_csv(self, folder: str | Path) -> list[Path]:
        """Write every table as CSV that Excel opens with Chinese intact (``utf-8-sig``)."""
        from .export import to_csv

        return to_csv(self, folder)

    def to_excel(self, path: str | Path) -> Path:
        """Write all tables to one Excel workbook; no text in it can run as a formula."""
        from .export import to_excel

        return to_excel(self, path)

    def with_tables(self, **tables: pd.DataFrame) -> Ledger:
        """Return a copy with some tables replaced."""
        return replace(self, tables={**self.tables, **tables})

    def counts(self) -> pd.DataFrame:
        """Rows of each table, by report.

        Returns
        -------
        pandas.DataFrame
            Index: report id. One column per table.
        """
        ids = self.reports["report_id"]
        return pd.DataFrame(
            {
                name: frame.groupby("report_id").size().reindex(ids, fill_value=0)
                for name, frame in self.tables.items()
                if name != "reports"
            }
        )

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'><code>.{name}</code></td>"
            f"<td>{len(frame):,}</td><td style='text-align:left'>{_MEANINGS[name]}</td></tr>"
            for name, frame in self.tables.items()
        )
        made = " · ".join(f"{key} {value}" for key, value in self.provenance.items())
        return (
            "<table><thead><tr><th style='text-align:left'>table</th><th>rows</th>"
            f"<th style='text-align:left'>one row per</th></tr></thead>{rows}</table>"
            f"<small>{escape(made)}</small>"
        )

    def __repr__(self) -> str:
        """Say how much the ledger holds."""
        return (
            f"Ledger: {len(self.reports)} reports, {len(self.issues)} problem entries, "
            f"{len(self.measures)} measures"
        )


def _is_list(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str)


def check_tables(tables: Mapping[str, pd.DataFrame], *, where: str) -> None:
    """Refuse tables that are not those declared in `toolkit.schema`.

    Raises
    ------
    LedgerError
        If a table or column is missing.
    """
    for name, columns in TABLES.items():
        wanted = [column.name for column in columns]
        found = list(tables[name].columns) if name in tables else None
        if found != wanted:
            raise LedgerError(
                f"table {name!r} is missing" if found is None else f"table {name!r} has {found}",
                where=where,
                remedy="build the ledger anew with this version of the toolkit",
            )
