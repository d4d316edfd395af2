"""Tables for other programs: CSV that Excel opens right, and Excel workbooks."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from ..schema import data_dictionary
from .ledger import Ledger

#: Longest text an Excel cell holds.
_CELL_LIMIT = 32_767
#: Characters that may not stand in an Excel file.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def to_csv(ledger: Ledger, folder: str | Path) -> list[Path]:
    """Write every table as CSV in UTF-8 with a byte order mark (``utf-8-sig``).

    Excel opens such files with Chinese intact. A data dictionary is written beside them.

    Parameters
    ----------
    ledger
        The ledger.
    folder
        Made if it does not exist; files of the same names are replaced.

    Returns
    -------
    list of pathlib.Path
        The files written.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in {**ledger.tables, "data_dictionary": data_dictionary()}.items():
        path = target / f"{name}.csv"
        table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
        written.append(path)
    return written


def to_excel(ledger: Ledger, path: str | Path) -> Path:
    """Write all tables to one Excel workbook, a sheet each, with a data dictionary.

    Text is written as text: nothing in a report can run as a formula. What Excel cannot hold
    (control characters, cells over 32,767 characters) is replaced or cut; the sheet ``about``
    says how many cells were cut.

    Parameters
    ----------
    ledger
        The ledger.
    path
        The workbook, ``.xlsx``.

    Returns
    -------
    pathlib.Path
        The workbook.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    cut = 0
    sheets: dict[str, pd.DataFrame] = {}
    for name, table in ledger.tables.items():
        sheet = table.copy()
        texts: list[str] = sheet.select_dtypes("string").columns.tolist()
        for column in texts:
            cut += int((sheet[column].str.len() > _CELL_LIMIT).sum())
            sheet[column] = sheet[column].str.replace(_CONTROL, "\ufffd", regex=True)
            sheet[column] = sheet[column].str.slice(0, _CELL_LIMIT)
        sheets[name] = sheet
    about = pd.DataFrame(
        [*ledger.provenance.items(), ("cells cut to Excel's limit", str(cut))],
        columns=["what", "value"],
    )
    with pd.ExcelWriter(target, engine="openpyxl") as writer:
        for name, sheet in {"about": about, **sheets, "columns": data_dictionary()}.items():
            sheet.to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
            for row in writer.sheets[name].iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        cell.data_type = "s"
    return target
