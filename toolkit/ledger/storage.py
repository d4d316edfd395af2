"""Keep a ledger in a folder of Parquet files, and open it again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pandas as pd

from ..errors import LedgerError
from ..schema import TABLES
from .ledger import Ledger, check_tables

_TEXTS = "texts.parquet"
_PROVENANCE = "provenance.json"


def save_ledger(ledger: Ledger, folder: str | Path) -> Path:
    """Write a ledger to a folder: one Parquet file per table, the texts, the provenance.

    The folder is written beside its place and then moved there, so that a reader never meets
    half a ledger.

    Parameters
    ----------
    ledger
        The ledger.
    folder
        Where to. A folder that holds a ledger is replaced; any other folder with files in it
        is left alone.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    LedgerError
        If the folder holds something else than a ledger.
    """
    target = Path(folder)
    if target.exists() and not (target / _PROVENANCE).exists() and any(target.iterdir()):
        raise LedgerError(
            "the folder holds files that are no ledger",
            where=str(target),
            remedy="choose a new folder, or empty this one yourself",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    made = target.parent / f".{target.name}-{uuid4().hex}"
    made.mkdir()
    try:
        for name, table in ledger.tables.items():
            table.to_parquet(made / f"{name}.parquet", index=False)
        texts = pd.DataFrame(
            {"report_id": list(ledger.texts), "text": list(ledger.texts.values())}, dtype="string"
        )
        texts.to_parquet(made / _TEXTS, index=False)
        (made / _PROVENANCE).write_text(
            json.dumps(dict(ledger.provenance), ensure_ascii=False, indent=2) + "\n",
            encoding="utf-8",
        )
        if target.exists():
            old = target.parent / f".{target.name}-{uuid4().hex}-old"
            target.replace(old)
            made.replace(target)
            shutil.rmtree(old)
        else:
            made.replace(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return target


def open_ledger(folder: str | Path) -> Ledger:
    """Open a ledger that `save_ledger` wrote.

    Raises
    ------
    LedgerError
        If the folder holds no ledger, or one whose tables are not this version's.
    """
    source = Path(folder)
    if not (source / _PROVENANCE).exists():
        raise LedgerError(
            f"there is no {_PROVENANCE} here, so this is no saved ledger",
            where=str(source),
            remedy="give the folder that was given to save()",
        )
    tables = {}
    for name, columns in TABLES.items():
        path = source / f"{name}.parquet"
        if path.exists():
            tables[name] = pd.read_parquet(path).astype(
                {column.name: column.dtype for column in columns}, errors="ignore"
            )
    check_tables(tables, where=str(source))
    texts = pd.read_parquet(source / _TEXTS)
    provenance = json.loads((source / _PROVENANCE).read_text(encoding="utf-8"))
    return Ledger(tables, dict(zip(texts["report_id"], texts["text"], strict=True)), provenance)
