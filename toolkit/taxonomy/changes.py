"""Versions of a codebook: what differs, and which codes became which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from ..errors import ResourceError
from ..vocabulary import load_yaml, resource_path
from .codebook import Codebook, Facet, as_codebook

FACETS: tuple[Facet, ...] = ("category", "types", "failure")
#: Fields of entries by their code.
_Entries = dict[str, dict[str, object]]
_DIFF = ("facet", "code", "field", "before", "after")


class Change(BaseModel):
    """Codes of one version that became codes of the next."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["rename", "merge", "split"]
    facet: Facet
    old: tuple[str, ...] = Field(min_length=1)
    new: tuple[str, ...] = Field(min_length=1)
    why: str = Field(min_length=1)


class Version(BaseModel):
    """What changed from one version of a codebook to the next."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(min_length=1)
    before: str | None
    date: date
    why: str = Field(min_length=1)
    changes: tuple[Change, ...] = ()


class ChangeLog(BaseModel):
    """The versions of a codebook, oldest first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    versions: tuple[Version, ...]


def read_change_log(path: str | Path | None = None) -> ChangeLog:
    """Read the versions of a codebook.

    Parameters
    ----------
    path
        A YAML file laid out like ``toolkit/resources/codebook_changes.yaml``; the shipped one if
        none is given.

    Raises
    ------
    ResourceError
        If the file does not hold what it must: a rename has one old and one new code, a merge
        several old ones and one new, a split one old and several new.
    """
    source = resource_path("codebook_changes") if path is None else Path(path)
    log = load_yaml(source, ChangeLog)
    for version in log.versions:
        for change in version.changes:
            sizes = (len(change.old) > 1, len(change.new) > 1)
            if (
                sizes
                != {"rename": (False, False), "merge": (True, False), "split": (False, True)}[
                    change.kind
                ]
            ):
                raise ResourceError(
                    f"a {change.kind} of {len(change.old)} codes into {len(change.new)}",
                    where=f"{source}, version {version.code}",
                    remedy="rename 1 to 1, merge several into 1, split 1 into several",
                )
    return log


def diff_codebooks(
    old: Codebook | str | Path | None, new: Codebook | str | Path | None
) -> pd.DataFrame:
    """List what differs between two codebooks.

    Parameters
    ----------
    old, new
        The codebooks, or their paths; None is the shipped one.

    Returns
    -------
    pandas.DataFrame
        One row per difference: facet (``category``, ``types``, ``failure``, ``rule`` or
        ``boundary``), code, field (``code`` where the whole entry was added or removed), before,
        after. Lists are joined by ``; ``.
    """
    before, after = as_codebook(old), as_codebook(new)
    rows: list[tuple[str, str, str, str | None, str | None]] = []
    for facet in FACETS:
        one = {code.code: code.model_dump() for code in before.codes_of(facet)}
        other = {code.code: code.model_dump() for code in after.codes_of(facet)}
        rows += _differences(facet, one, other)
    rows += _differences("rule", _rules(before), _rules(after))
    rows += _differences("boundary", _boundaries(before), _boundaries(after))
    return pd.DataFrame(rows, columns=pd.Index(_DIFF), dtype="string")


def _rules(book: Codebook) -> _Entries:
    return {rule.code: {"rule": rule.rule} for rule in book.rules}


def _boundaries(book: Codebook) -> _Entries:
    return {" / ".join(b.between): {"tell": b.tell} for b in book.boundaries}


def _differences(
    facet: str, old: _Entries, new: _Entries
) -> Iterator[tuple[str, str, str, str | None, str | None]]:
    for code in dict.fromkeys([*old, *new]):
        if code not in new:
            yield facet, code, "code", code, None
        elif code not in old:
            yield facet, code, "code", None, code
        else:
            for field in old[code]:
                if old[code][field] != new[code][field]:
                    yield facet, code, field, _said(old[code][field]), _said(new[code][field])


def _said(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
