"""Units to learn from: several sets of reports with the codings of each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ..codings.readings import read_codings
from ..corpus import read_corpus
from ..ledger import build_ledger
from .protocol import CodedFacet
from .units import read_codes, units_of


def read_training(
    sources: Iterable[tuple[str | Path, str | Path]], facet: CodedFacet
) -> tuple[pd.DataFrame, pd.Series]:
    """Read what coders learn from: the units of several corpora and what was read of them.

    Parameters
    ----------
    sources
        Pairs of a corpus (a folder of reports) and a folder of codings of it.
    facet
        ``category`` or ``types``.

    Returns
    -------
    units : pandas.DataFrame
        The units that were read, as `units_of` gives them.
    codes : pandas.Series
        Their codes, by the same index, as `read_codes` gives them.
    """
    units, codes = [], []
    for reports, folder in sources:
        corpus = read_corpus(reports)
        found = units_of(build_ledger(corpus), facet)
        read = read_codes(found, read_codings(folder, corpus), facet).dropna()
        units.append(found.loc[read.index])
        codes.append(read)
    return pd.concat(units), pd.concat(codes)
