"""Codings made elsewhere, by people or programs, as a coder like the others."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..codings import Codings
from ..codings.readings import NO_TYPE
from .protocol import CodedFacet, Given, coded_table
from .units import rows_of


class ImportedCoder:
    """Gives each unit the codes that a coding has for it.

    Parameters
    ----------
    facet
        ``category`` (the primary one and the further ones) or ``types``.
    codings
        The coding, as `toolkit.read_codings` and the readers of other formats give it.
    name
        Who coded.

    Notes
    -----
    Units are the same if report, start and end are. A unit that was not coded, and one read as
    having no type, get no code. There is no score: what a reader says of certainty is no share.
    """

    def __init__(self, facet: CodedFacet, codings: Codings, *, name: str = "reading") -> None:
        self.facet = facet
        self.name = name
        self._codings = codings

    def code(self, units: pd.DataFrame) -> pd.DataFrame:
        """Code units; see `toolkit.coders.protocol.Coder.code`."""
        return coded_table(units, map(self._given, rows_of(units, self._codings, self.facet)))

    def _given(self, row: Mapping[str, str | None]) -> list[Given]:
        fields = ("category", "further") if self.facet == "category" else ("types",)
        joined = ";".join(str(row[field]) for field in fields if row.get(field))
        codes = [code for code in joined.split(";") if code and code != NO_TYPE]
        note = (str(row["note"]),) if row.get("note") else ()
        return [Given(code, None, "reading", note if rank == 0 else ())
                for rank, code in enumerate(codes)]  # fmt: skip
