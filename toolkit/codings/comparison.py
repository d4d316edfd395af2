"""Agreement of readers on codes: by field, by code, and every unit they differ on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..errors import CodingError
from ..taxonomy import Codebook, as_codebook
from .coefficients import Metric, Ratings, Value, ac1, alpha, counted, over_units, percent
from .readings import CERTAINTIES, NO_TYPE, Codings, Place, by_place, refuse_foreign_codes
from .sheets import Unit

#: Lines that the literature draws; they are printed beside a coefficient, never used as a verdict.
REFERENCE_LINES = (0.667, 0.8)

_SCORES = {
    "field": "string", "unit": "string", "readers": "Int64", "units": "Int64",
    "single": "Int64", "values": "Int64", "percent": "Float64", "alpha": "Float64",
    "alpha_low": "Float64", "alpha_high": "Float64", "metric": "string", "ac1": "Float64",
    "ac1_low": "Float64", "ac1_high": "Float64", "interval": "string",
}  # fmt: skip
_CODES = {
    "field": "string", "code": "string", "units": "Int64", "any_reader": "Int64",
    "all_readers": "Int64", "agreement": "Float64", "alpha": "Float64",
}  # fmt: skip
_CONFUSION = {
    "field": "string", "reader_1": "string", "reader_2": "string", "code_1": "string",
    "code_2": "string", "units": "Int64",
}  # fmt: skip


class ReadingComparison(NamedTuple):
    """How readers who coded the same units agree.

    Attributes
    ----------
    scores : pandas.DataFrame
        One row per field: field, unit, readers, units (coded by two at least), single (coded by
        one reader only, and left out), values (that could be given, or for sets that were),
        percent (share of pairs of readers with the same value), alpha with its interval and
        metric, ac1 with its interval (fields of one code), interval (what was resampled).
    codes : pandas.DataFrame
        One row per field and code: units; any_reader and all_readers (units to which any, and
        to which every reader gave it); agreement (positive specific agreement: the share of
        given codes that another reader gave too); alpha of the code against the rest.
    confusion : pandas.DataFrame
        One row per field of one code, pair of readers and pair of codes: field, reader_1,
        reader_2, code_1, code_2, units.
    disagreements : pandas.DataFrame
        One row per unit and field on which readers differ: report_id, unit, start, end, quote,
        field, a column with each reader's value, and one with each reader's note.
    """

    scores: pd.DataFrame
    codes: pd.DataFrame
    confusion: pd.DataFrame
    disagreements: pd.DataFrame


class _Field(NamedTuple):
    """A field as it is compared."""

    name: str
    unit: Unit
    metric: Metric
    #: Value of a row; ``None`` if it was not coded.
    value: Callable[[Mapping[str, object]], Value | None]
    #: Values that could be given; none for sets.
    values: tuple[Value, ...] | None


def compare_codings(
    readings: Mapping[str, Codings],
    codebook: Codebook | str | Path | None = None,
    *,
    resamples: int = 2000,
    seed: int = 20261125,
) -> ReadingComparison:
    """Compare what readers coded.

    Parameters
    ----------
    readings
        Name of each reader, and what that reader coded; two at least.
    codebook
        The codebook the codes are of, or its path; the shipped one if none is given.
    resamples, seed
        Of the bootstrap.

    Returns
    -------
    ReadingComparison
        Fields are ``category`` (the primary one), ``group`` (of the primary category),
        ``categories`` (primary and further ones as a set), ``failure`` and ``certainty`` of
        issues, and ``types`` (a set) and ``certainty`` of measures. Units are the same if they
        begin and end at the same character.

    Raises
    ------
    CodingError
        With fewer than two readers, if two have no unit in common, or if a code is none of the
        codebook's.

    Notes
    -----
    Percent agreement, Krippendorff's alpha and Gwet's AC1 as in `toolkit.codings.coefficients`.
    Positive specific agreement of a code is, over pairs of readers, twice the units to which both
    gave it, divided by the number of times that either gave it. Intervals resample issues (or
    measures) with replacement: they speak of further units like these in these reports, and not
    of other reports. .667 and .800 are lines that the literature draws for alpha; a coefficient
    above or below them is no verdict.
    """
    if len(readings) < 2:
        raise CodingError(
            f"there is {len(readings)} reading",
            where="compare_codings",
            remedy="give at least two readers' codings of the same units",
        )
    book = as_codebook(codebook)
    for name, reading in readings.items():
        refuse_foreign_codes(reading, book, where=f"compare_codings, reader {name}")
    scores: list[tuple[object, ...]] = []
    codes: list[tuple[object, ...]] = []
    confusion: list[tuple[object, ...]] = []
    differing: list[dict[str, object]] = []
    for field in _fields(book):
        rows = {name: by_place(reading, field.unit) for name, reading in readings.items()}
        places = sorted(set.union(*(set(found) for found in rows.values())))
        ratings = [
            [field.value(found[place]) if place in found else None for found in rows.values()]
            for place in places
        ]
        scores.append(_score(field, ratings, resamples, seed))
        codes += _per_code(field, ratings)
        confusion += _confused(field, list(rows), ratings)
        differing += _differing(field, rows, places, ratings)
    if not any(row[3] for row in scores):
        raise CodingError(
            "no unit was coded by two readers",
            where="compare_codings",
            remedy="units are the same if report, start and end are; code the same sheets",
        )
    names = list(readings)
    columns = ["report_id", "unit", "start", "end", "quote", "field", *names]
    columns += [f"note_{name}" for name in names]
    return ReadingComparison(
        _frame(scores, _SCORES),
        _frame(codes, _CODES),
        _frame(confusion, _CONFUSION),
        pd.DataFrame(differing, columns=pd.Index(columns)).astype(
            dict.fromkeys(columns, "string") | {"start": "Int64", "end": "Int64"}
        ),
    )


def _fields(book: Codebook) -> tuple[_Field, ...]:
    categories, failures = (
        tuple(code.code for code in book.codes_of(facet)) for facet in ("category", "failure")
    )
    groups = tuple(group.code for group in book.groups)
    group_of = {category.code: category.group for category in book.categories}
    return (
        _Field("category", "issue", "nominal", partial(_one, "category"), categories),
        _Field("group", "issue", "nominal", partial(_group, group_of), groups),
        _Field("categories", "issue", "set", _categories, None),
        _Field("failure", "issue", "nominal", partial(_one, "failure"), failures),
        _Field("certainty", "issue", "ordinal", partial(_one, "certainty"), CERTAINTIES),
        _Field("types", "measure", "set", _types, None),
        _Field("certainty", "measure", "ordinal", partial(_one, "certainty"), CERTAINTIES),
    )


def _one(column: str, row: Mapping[str, object]) -> Value | None:
    value = row[column]
    return None if value is None else str(value)


def _group(group_of: Mapping[str, str], row: Mapping[str, object]) -> Value | None:
    category = _one("category", row)
    return None if category is None else group_of[str(category)]


def _categories(row: Mapping[str, object]) -> Value | None:
    primary, further = _one("category", row), _one("further", row)
    return None if primary is None else frozenset({primary, *str(further or "").split(";")} - {""})


def _types(row: Mapping[str, object]) -> Value | None:
    given = _one("types", row)
    return None if given is None else frozenset(str(given).split(";")) - {NO_TYPE}


def _frame(rows: list[tuple[object, ...]], dtypes: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=pd.Index(list(dtypes))).astype(dtypes)


def _score(field: _Field, ratings: Ratings, resamples: int, seed: int) -> tuple[object, ...]:
    coded = counted(ratings, field.values)
    times = coded.counts.sum(axis=1)
    units, single = int((times > 1).sum()), int((times == 1).sum())
    of_metric = partial(alpha, metric=field.metric)
    alphas = over_units(coded, of_metric, resamples=resamples, seed=seed)
    nominal = field.metric == "nominal"
    ac1s = over_units(coded, ac1, resamples=resamples, seed=seed) if nominal else None
    said = f"95 %, {resamples} resamples of {field.unit}s, seed {seed}"
    return (
        *(field.name, field.unit, len(ratings[0]) if ratings else 0, units, single),
        *(
            len(coded.values),
            percent(coded),
            of_metric(coded),
            *(alphas or (None, None)),
            field.metric,
        ),
        *(ac1(coded) if nominal else None, *(ac1s or (None, None)), said if alphas else None),
    )


def _per_code(field: _Field, ratings: Ratings) -> Iterator[tuple[object, ...]]:
    """Agreement on each code that any reader gave, as present or absent."""
    if field.metric == "ordinal":
        return
    given = sorted({code for row in ratings for value in row for code in _codes(value)})
    order = [str(code) for code in field.values or ()]
    for code in sorted(given, key=lambda c: (order.index(c) if c in order else len(order), c)):
        present = [
            [None if value is None else code in _codes(value) for value in row] for row in ratings
        ]
        coded = [[there for there in row if there is not None] for row in present]
        paired = [row for row in coded if len(row) > 1]
        pairs = [pair for row in paired for pair in combinations(row, 2)]
        both, either = sum(all(pair) for pair in pairs), sum(sum(pair) for pair in pairs)
        yield (
            *(field.name, code, len(paired), sum(map(any, paired)), sum(map(all, paired))),
            2 * both / either if either else None,
            alpha(counted(present, (False, True))),
        )


def _codes(value: Value | None) -> frozenset[str]:
    if value is None:
        return frozenset()
    return value if isinstance(value, frozenset) else frozenset({str(value)})


def _confused(field: _Field, names: list[str], ratings: Ratings) -> Iterator[tuple[object, ...]]:
    if field.metric != "nominal":
        return
    for (a, one), (b, other) in combinations(enumerate(names), 2):
        pairs = Counter(
            (row[a], row[b]) for row in ratings if row[a] is not None and row[b] is not None
        )
        for (code_1, code_2), n in sorted(pairs.items(), key=lambda item: (-item[1], str(item[0]))):
            yield field.name, one, other, code_1, code_2, n


def _differing(
    field: _Field,
    rows: Mapping[str, Mapping[Place, Mapping[str, object]]],
    places: list[Place],
    ratings: Ratings,
) -> Iterator[dict[str, object]]:
    if field.name in {"group", "certainty"}:  # group differs with category; doubt is no code
        return
    for place, values in zip(places, ratings, strict=True):
        if len(set(values)) > 1:
            here = {name: found[place] for name, found in rows.items() if place in found}
            yield {
                **{"report_id": place[0], "unit": field.unit, "start": place[1], "end": place[2]},
                **{"quote": next(iter(here.values()))["quote"], "field": field.name},
                **{name: _said(value) for name, value in zip(rows, values, strict=True)},
                **{f"note_{name}": row["note"] for name, row in here.items()},
            }


def _said(value: Value | None) -> str | None:
    """A value as it stands in a cell."""
    if isinstance(value, frozenset):
        return ";".join(sorted(value)) or NO_TYPE
    return None if value is None else str(value)
