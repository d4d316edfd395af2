"""What every coder has in common: units of text in, a table of codes out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol

import pandas as pd

#: What a coder codes: the category of a problem, or the types of a measure.
CodedFacet = Literal["category", "types"]

_DTYPES = {
    "rank": "Int64", "code": "string", "score": "Float64", "basis": "string",
    "evidence": "string", "spans": "string",
}  # fmt: skip


class Given(NamedTuple):
    """A code given to a unit.

    Attributes
    ----------
    code
        The code.
    score
        How sure the coder is, from 0 to 1; ``None`` if it cannot say.
    basis
        Which text of the unit it was read from; ``None`` for coders that do not say.
    evidence
        The words it was read from.
    spans
        Where they stand in that text.
    """

    code: str
    score: float | None = None
    basis: str | None = None
    evidence: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


class Coder(Protocol):
    """Codes texts.

    Attributes
    ----------
    name : str
        Name of the coder, for tables and figures.
    facet : {"category", "types"}
        What it gives: problem categories, the primary one first, or measure types.
    """

    @property
    def name(self) -> str:
        """Name of the coder."""
        ...

    @property
    def facet(self) -> CodedFacet:
        """What it gives."""
        ...

    def code(self, units: pd.DataFrame) -> pd.DataFrame:
        """Code units.

        Parameters
        ----------
        units
            One row per unit, as `toolkit.units_of` gives them; the column ``text`` is enough.

        Returns
        -------
        pandas.DataFrame
            One row per unit and code given, in the order of the units, and one without a code
            for each unit left uncoded; indexed as `units`. Columns: rank (from 1; the primary
            category is 1), code (missing: uncoded), score (0 to 1), basis, evidence (words,
            joined by ``; ``), spans (``start:end`` of each of the words in the text that the
            basis names, joined by ``;``).
        """
        ...


def coded_table(units: pd.DataFrame, given: Iterable[list[Given]]) -> pd.DataFrame:
    """Lay out what a coder gave to each unit, in the form `Coder.code` returns."""
    labels, rows = [], []
    for label, codes in zip(units.index, given, strict=True):
        for rank, code in enumerate(codes, 1):
            labels.append(label)
            spans = ";".join(f"{start}:{end}" for start, end in code.spans)
            words = "; ".join(code.evidence)
            rows.append((rank, code.code, code.score, code.basis, words or None, spans or None))
        if not codes:
            labels.append(label)
            rows.append((None,) * len(_DTYPES))  # type: ignore[arg-type]
    table = pd.DataFrame(rows, columns=pd.Index(list(_DTYPES)), index=_index(labels, units))
    return table.astype(_DTYPES)


def given_of(units: pd.DataFrame, table: pd.DataFrame) -> list[list[Given]]:
    """Take from a table of codes what was given to each unit, in the order of the units."""
    given: dict[object, list[Given]] = {label: [] for label in units.index}
    cells = table[table["code"].notna()].astype(object)
    for label, row in zip(cells.index, cells.to_dict("records"), strict=True):
        row = {name: None if pd.isna(cell) else cell for name, cell in row.items()}
        spans = (span.split(":") for span in (row["spans"] or "").split(";") if span)
        given[label].append(
            Given(
                row["code"],
                row["score"],
                row["basis"],
                tuple(row["evidence"].split("; ")) if row["evidence"] else (),
                tuple((int(start), int(end)) for start, end in spans),
            )
        )
    return list(given.values())


def _index(labels: list[object], units: pd.DataFrame) -> pd.Index:
    return pd.Index(labels, dtype=units.index.dtype, name=units.index.name)
