"""Agreement of readers on units: which characters belong to one, and where one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from ..corpus import Corpus
from .agreement import COUNTED
from .coefficients import alpha, counted, percent
from .structure import Mark, marks_of

#: Where a unit could begin: behind a mark that closes or pauses a sentence, or a line end.
_POSSIBLE = re.compile(r"(?<=[。;；!！?？:：,，\n])[^\s]|\A\S")
_SCORES = {
    "layer": "string", "characters": "Int64", "percent_inside": "Float64",
    "alpha_inside": "Float64", "places": "Int64", "percent_begin": "Float64",
    "alpha_begin": "Float64",
}  # fmt: skip


def compare_units(one: pd.DataFrame, other: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Agreement beyond chance of two structure codings on the units themselves.

    Parameters
    ----------
    one, other
        Codings as `toolkit.read_structure_codings` and `toolkit.structure_of` give them.
    corpus
        The reports that both coded.

    Returns
    -------
    pandas.DataFrame
        One row per layer (issue, problem, measure): characters (of the reports), percent_inside
        and alpha_inside (whether a character belongs to a unit), places (where a unit could
        begin), percent_begin and alpha_begin (whether one does).

    Notes
    -----
    Krippendorff's nominal alpha with characters, and possible beginnings, as units. A unit could
    begin behind 。;!?:, or a line end, and wherever either reader lets one begin. Most places
    are no beginnings, so percent agreement is high whatever the readers do.
    """
    rows: list[tuple[object, ...]] = []
    for layer in ("issue", "problem", "measure"):
        inside: list[tuple[bool, bool]] = []
        begins: list[tuple[bool, bool]] = []
        for report in corpus:
            spans = [
                list(_spans(marks_of(coding), report.report_id, layer)) for coding in (one, other)
            ]
            covered = [{at for a, b in found for at in range(a, b)} for found in spans]
            starts = [{a for a, _ in found} for found in spans]
            places = {match.start() for match in _POSSIBLE.finditer(report.text)}
            inside += [(at in covered[0], at in covered[1]) for at in range(len(report.text))]
            begins += [(at in starts[0], at in starts[1]) for at in sorted(places.union(*starts))]
        by_character, by_place = counted(inside, (False, True)), counted(begins, (False, True))
        rows.append(
            (
                *(layer, len(inside), percent(by_character), alpha(by_character)),
                *(len(begins), percent(by_place), alpha(by_place)),
            )
        )
    return pd.DataFrame(rows, columns=pd.Index(list(_SCORES))).astype(_SCORES)


def _spans(marks: list[Mark], report_id: str, layer: str) -> Iterator[tuple[int, int]]:
    for mark in marks:
        if mark.report_id != report_id or mark.layer != layer or mark.start is None:
            continue
        if mark.end is not None and (layer != "measure" or mark.kind in COUNTED):
            yield mark.start, mark.end
