"""What a coder is worth: its codes held against those that were read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from ..errors import CodingError
from .protocol import CodedFacet, Coder
from .trained import TrainedCoder

_SCORES = {
    "coder": "string", "facet": "string", "units": "Int64", "coded": "Int64",
    "coverage": "Float64", "precision": "Float64", "accuracy": "Float64", "macro_f1": "Float64",
    "codes": "Int64", "macro_f1_seen": "Float64", "codes_seen": "Int64",
    "calibration_error": "Float64",
}  # fmt: skip
_CODES = {
    "code": "string", "read": "Int64", "given": "Int64", "right": "Int64",
    "precision": "Float64", "recall": "Float64", "f1": "Float64",
}  # fmt: skip
_BINS = {
    "low": "Float64", "high": "Float64", "given": "Int64", "score": "Float64", "right": "Float64",
}  # fmt: skip
_ERRORS = {
    "read": "string", "given": "string", "score": "Float64", "basis": "string",
    "evidence": "string", "text": "string",
}  # fmt: skip
#: How many bins of equal width calibration is looked at in.
_BINS_N = 10

Codes = frozenset[str]


class Evaluation(NamedTuple):
    """How the codes that a coder gave agree with those that were read.

    Attributes
    ----------
    scores : pandas.DataFrame
        One row: coder; facet; units (that were read); coded (units with a code); coverage (of the
        units that were read as having a code, the share that was coded); precision (of the codes
        given, the share that was read); accuracy (share of all units with the same code, or the
        same set of types: an uncoded unit is right only if it was read as having none); macro_f1
        (mean F1 over all codes that were read or given, so many as in codes); macro_f1_seen (the
        same over codes of which the coder had seen a case, codes_seen of them);
        calibration_error (missing without scores).
    codes : pandas.DataFrame
        One row per code: code, read, given, right (counts of units), precision, recall, f1.
    calibration : pandas.DataFrame
        One row per bin of the score that holds any: low, high, given (codes), score (their mean),
        right (the share of them that was read).
    errors : pandas.DataFrame
        One row per unit coded otherwise than read, by its index: read, given, score (the highest),
        basis, evidence, text.
    found : pandas.DataFrame
        What the coder gave.
    """

    scores: pd.DataFrame
    codes: pd.DataFrame
    calibration: pd.DataFrame
    errors: pd.DataFrame
    found: pd.DataFrame


class _Case(NamedTuple):
    """A unit as it was read and coded."""

    unit: object
    text: str
    read: Codes
    given: Mapping[str, float | None]
    basis: str | None
    evidence: str | None


def evaluate_coder(
    coder: Coder, units: pd.DataFrame, read: pd.Series, *, seen: Iterable[str] | None = None
) -> Evaluation:
    """Hold a coder's codes against those that were read.

    Parameters
    ----------
    coder
        The coder. Of categories the primary one counts; of types all count.
    units
        Units as `toolkit.units_of` gives them.
    read
        What was read, by the same index, as `toolkit.read_codes` gives it; units whose reading
        is missing are left out.
    seen
        Codes of which the coder had seen a case; without it, those it learned from, and for a
        coder that learns from none, all.

    Returns
    -------
    Evaluation
        Scores, figures by code, calibration and errors.

    Raises
    ------
    CodingError
        If no unit was read.

    Notes
    -----
    F1 of a code is twice the units to which it was given rightly, divided by the units to which
    it was given plus those for which it was read; macro-F1 is the mean over codes, each with the
    same weight. The calibration error (expected calibration error) is the distance between the
    mean score and the share of right codes, over ten bins of the score, weighted by the codes in
    them.
    """
    if seen is None and isinstance(coder, TrainedCoder):
        seen = coder.seen
    inside = units[read.reindex(units.index).notna()]
    if inside.empty:
        raise CodingError(
            "no unit was read",
            where="evaluate_coder",
            remedy="give readings of the same units, by the same index",
        )
    return _evaluation(coder.name, coder.facet, inside, read, coder.code(inside), seen)


def leave_one_report_out(
    make: Callable[[], TrainedCoder], units: pd.DataFrame, read: pd.Series
) -> Evaluation:
    """Code each report by a coder that learned from the others alone, and evaluate that.

    Parameters
    ----------
    make
        Makes a coder that has not learned yet.
    units
        Units as `toolkit.units_of` gives them.
    read
        What was read, by the same index.

    Returns
    -------
    Evaluation
        As `evaluate_coder` gives it; a code is seen if the coder of any report in which it was
        read had met it in other reports.

    Raises
    ------
    CodingError
        With fewer than two reports that were read.
    """
    inside = units[read.reindex(units.index).notna()]
    reports = list(inside["report_id"].unique())
    if len(reports) < 2:
        raise CodingError(
            f"readings of {len(reports)} reports are given",
            where="leave_one_report_out",
            remedy="give readings of two reports at least",
        )
    parts, seen = [], set()
    for report_id in reports:
        here = inside["report_id"].eq(report_id)
        coder = make().fit(inside[~here], read)
        parts.append(coder.code(inside[here]))
        met = {code for given in read[inside.index[here]] for code in str(given).split(";")}
        seen |= met & coder.seen
    return _evaluation(coder.name, coder.facet, inside, read, pd.concat(parts), seen)


def _evaluation(
    name: str,
    facet: CodedFacet,
    units: pd.DataFrame,
    read: pd.Series,
    found: pd.DataFrame,
    seen: Iterable[str] | None,
) -> Evaluation:
    cases = _cases(facet, units, read, found)
    codes = _by_code(cases)
    known = set(codes["code"]) if seen is None else set(seen)
    f1, f1_seen = codes["f1"], codes.loc[codes["code"].isin(known), "f1"]
    bins = _calibration(cases)
    read_any = [case for case in cases if case.read]
    given = sum(len(case.given) for case in cases)
    row = {
        "coder": name,
        "facet": facet,
        "units": len(cases),
        "coded": sum(bool(case.given) for case in cases),
        "coverage": _share(sum(bool(case.given) for case in read_any), len(read_any)),
        "precision": _share(sum(len(case.read & set(case.given)) for case in cases), given),
        "accuracy": _share(sum(case.read == set(case.given) for case in cases), len(cases)),
        "macro_f1": _share(f1.sum(), len(f1)),
        "codes": len(f1),
        "macro_f1_seen": _share(f1_seen.sum(), len(f1_seen)),
        "codes_seen": len(f1_seen),
        "calibration_error": _calibration_error(bins),
    }
    scores = pd.DataFrame([row], columns=pd.Index(list(_SCORES))).astype(_SCORES)
    return Evaluation(scores, codes, bins, _errors(cases), found)


def _cases(
    facet: CodedFacet, units: pd.DataFrame, read: pd.Series, found: pd.DataFrame
) -> list[_Case]:
    """Each unit with the codes that count: the primary category, or all types."""
    rows: dict[object, list[dict[str, object]]] = {unit: [] for unit in units.index}
    cells = found.astype(object).where(found.notna(), None)
    for unit, row in zip(cells.index, cells.to_dict("records"), strict=True):
        if row["code"] is not None and (facet == "types" or row["rank"] == 1):
            rows[unit].append({str(name): value for name, value in row.items()})
    cases = []
    for unit, text in zip(units.index, units["text"], strict=True):
        given = rows[unit]
        said = "; ".join(f"{row['code']}: {row['evidence']}" for row in given if row["evidence"])
        cases.append(
            _Case(
                unit,
                str(text),
                frozenset(str(read[unit]).split(";")) - {"none"},
                {str(row["code"]): row["score"] for row in given},  # type: ignore[misc]
                str(given[0]["basis"]) if given and given[0]["basis"] else None,
                said or None,
            )
        )
    return cases


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _by_code(cases: list[_Case]) -> pd.DataFrame:
    rows = []
    for code in sorted({code for case in cases for code in (*case.read, *case.given)}):
        read = sum(code in case.read for case in cases)
        given = sum(code in case.given for case in cases)
        right = sum(code in case.read and code in case.given for case in cases)
        shares = (_share(right, given), _share(right, read), 2 * right / (read + given))
        rows.append((code, read, given, right, *shares))
    return pd.DataFrame(rows, columns=pd.Index(list(_CODES))).astype(_CODES)


def _calibration(cases: list[_Case]) -> pd.DataFrame:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for case in cases:
        for code, score in case.given.items():
            if score is not None:
                place = min(int(score * _BINS_N), _BINS_N - 1)
                bins.setdefault(place, []).append((score, code in case.read))
    rows = [
        (
            *(place / _BINS_N, (place + 1) / _BINS_N, len(codes)),
            *(sum(score for score, _ in codes) / len(codes), sum(r for _, r in codes) / len(codes)),
        )
        for place, codes in sorted(bins.items())
    ]
    return pd.DataFrame(rows, columns=pd.Index(list(_BINS))).astype(_BINS)


def _calibration_error(bins: pd.DataFrame) -> float | None:
    gaps = (bins["score"] - bins["right"]).abs() * bins["given"]
    return _share(float(gaps.sum()), float(bins["given"].sum()))


def _errors(cases: list[_Case]) -> pd.DataFrame:
    wrong = [case for case in cases if case.read != set(case.given)]
    rows = [
        (
            *(";".join(sorted(case.read)) or None, ";".join(sorted(case.given)) or None),
            max((score for score in case.given.values() if score is not None), default=None),
            *(case.basis, case.evidence, case.text),
        )
        for case in wrong
    ]
    index = pd.Index([case.unit for case in wrong])
    return pd.DataFrame(rows, columns=pd.Index(list(_ERRORS)), index=index).astype(_ERRORS)
