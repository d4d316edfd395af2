"""Crosswalks (对照表): our codes beside classes that others use, each mapping argued."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from ..errors import ResourceError
from ..ledger import Ledger
from ..vocabulary import load_yaml, resource_path
from .codebook import Codebook, as_codebook
from .held import warn_of_another_codebook

#: Stands for a code that has no class in a crosswalk.
NO_CLASS = "none"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(min_length=1)


class OuterClass(_Part):
    """A class that others use."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    definition: str = Field(min_length=1)


class CrosswalkRow(_Part):
    """The classes one of our codes stands for, and why."""

    classes: tuple[str, ...]
    why: str = Field(min_length=1)


class Crosswalk(_Part):
    """How the codes of one facet stand to the classes of others."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    facet: Literal["category", "types"]
    verified: bool
    source: str = Field(min_length=1)
    classes: tuple[OuterClass, ...]
    rows: tuple[CrosswalkRow, ...]

    def table(self) -> pd.DataFrame:
        """One row per code and class: code, class, why."""
        rows = [
            (row.code, name, row.why) for row in self.rows for name in row.classes or (NO_CLASS,)
        ]
        return pd.DataFrame(rows, columns=pd.Index(["code", "class", "why"]), dtype="string")


class _Crosswalks(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    crosswalks: tuple[Crosswalk, ...]


def read_crosswalk(name: str, path: str | Path | None = None) -> Crosswalk:
    """Read a crosswalk.

    Parameters
    ----------
    name
        Its code: among those shipped ``mcdonnell_elmore`` and ``rothwell_zegveld`` (measure
        types to families of policy instruments), ``cao_2019`` (problem categories to the closest
        published classes of problems).
    path
        A YAML file laid out like ``toolkit/resources/crosswalks.yaml``; the shipped one if none.

    Raises
    ------
    ResourceError
        If the file does not hold what it must, or no crosswalk of that name.
    """
    source = resource_path("crosswalks") if path is None else Path(path)
    known = {walk.code: walk for walk in _read(source).crosswalks}
    if name not in known:
        raise ResourceError(
            f"there is no crosswalk {name!r}",
            where=str(source),
            remedy=f"use {', '.join(known)}, or add it to a file of your own",
        )
    return known[name]


@cache
def _read(source: Path) -> _Crosswalks:
    crosswalks = load_yaml(source, _Crosswalks)
    for walk in crosswalks.crosswalks:
        names = {outer.code for outer in walk.classes}
        for row in walk.rows:
            unknown = sorted(set(row.classes) - names)
            if unknown:
                raise ResourceError(
                    f"{', '.join(unknown)} is no class of the crosswalk",
                    where=f"{source}, {walk.code}, row {row.code}",
                    remedy=f"use {', '.join(sorted(names))}",
                )
    return crosswalks


def crosswalk_counts(
    ledger: Ledger,
    crosswalk: Crosswalk | str,
    codebook: Codebook | str | Path | None = None,
) -> pd.DataFrame:
    """Count a ledger's codes by the classes of a crosswalk.

    Parameters
    ----------
    ledger
        A coded ledger.
    crosswalk
        The crosswalk, or the name of a shipped one.
    codebook
        The codebook of the ledger, or the path of one, for the order of codes; the shipped one
        if none is given.

    Returns
    -------
    pandas.DataFrame
        One row per code and class: code, class, n (problem entries by primary category, or
        measures by type, with that code). A code that stands for several classes is counted in
        each; ``none`` is for codes without a class.

    Raises
    ------
    ResourceError
        If the ledger has a code that the crosswalk does not map.

    Warns
    -----
    CodingWarning
        If the ledger was coded by another codebook.
    """
    walk = read_crosswalk(crosswalk) if isinstance(crosswalk, str) else crosswalk
    column = ledger.issues["category"] if walk.facet == "category" else ledger.measures["types"]
    codes = column.dropna().str.split(";").explode()
    mapped = walk.table()
    lost = sorted(set(codes) - set(mapped["code"]))
    if lost:
        raise ResourceError(
            f"the crosswalk {walk.code} does not map {', '.join(lost)}",
            where=f"a ledger coded by codebook {ledger.provenance.get('codebook', 'unknown')}",
            remedy="add the rows, with the reason, to a crosswalk file of your own",
        )
    counts = codes.value_counts().rename("n").rename_axis("code").reset_index()
    counts["code"] = counts["code"].astype("string")
    book = as_codebook(codebook)
    warn_of_another_codebook(ledger, book, where="crosswalk_counts")
    order = {code.code: n for n, code in enumerate(book.codes_of(walk.facet))}
    joined = mapped.merge(counts, on="code")[["code", "class", "n"]]
    rank = joined["code"].map(order).fillna(len(order))
    return joined.iloc[rank.argsort(kind="stable")].reset_index(drop=True)
