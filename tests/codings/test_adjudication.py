"""Adjudication: what readers differ on, decided with a reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import CodingError


def decided(readings: dict[str, tk.Codings]) -> pd.DataFrame:
    sheet = tk.adjudication_sheet(readings)
    assert sheet[["unit", "start", "field", "a", "b"]].astype(object).fillna(
        ""
    ).to_numpy().tolist() == [
        ["issue", 48, "further", "", "D1"],
        ["issue", 87, "category", "E1", "E2"],
        ["measure", 71, "types", "M-account", "M-account;M-supervise"],
        ["measure", 98, "types", "M-build", "none"],
    ]
    assert sheet[["note_a", "note_b"]].astype(object).fillna("").to_numpy().tolist() == [
        ["", "heading"], ["", "or E1"], ["", ""], ["", "figure"],
    ]  # fmt: skip
    sheet["decided"] = pd.array([pd.NA, "E1", "M-account", "M-build"], dtype="string")
    sheet["reason"] = pd.array(["no heading", "the water", "answers", "works"], dtype="string")
    return sheet


def test_adjudication_keeps_what_is_shared_and_decides_the_rest(
    readings: dict[str, tk.Codings],
) -> None:
    joined = tk.adjudicate(readings, decided(readings))
    columns = ["category", "further", "failure", "note"]
    assert joined.issues[columns].astype(object).fillna("").to_numpy().tolist() == [
        ["F3", "", "procedure", "further: no heading"],
        ["E1", "", "result", "category: the water"],
    ]
    assert joined.measures["types"].to_list() == ["M-rule", "M-account", "M-build"]
    assert readings["b"].issues["category"].to_list() == ["F3", "E2"]


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (1, "reason", pd.NA, "the decision has no reason"),
        (1, "decided", "E99", "category is 'E99'; E99 is none of P1, P2"),
        (1, "decided", "E1;E2", "category is 'E1;E2', where one code is to stand"),
        (3, "decided", "none;M-build", "where one code is to stand"),
        (1, "decided", pd.NA, "nothing is decided"),
        (2, "decided", " ", "nothing is decided"),
        (2, "field", "failure", "no field failure of a unit measure"),
        (1, "start", pd.NA, "the span is no pair of numbers"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(
    readings: dict[str, tk.Codings], row: int, column: str, value: object, said: str
) -> None:
    sheet = decided(readings)
    sheet.loc[row, column] = value
    with pytest.raises(CodingError, match=said):
        tk.adjudicate(readings, sheet)


def test_a_field_is_decided_once(readings: dict[str, tk.Codings]) -> None:
    sheet = decided(readings)
    again = sheet.iloc[[1]].assign(decided="E2")
    with pytest.raises(CodingError, match=r"the field is decided twice: E1 and E2\n.*r 87–94"):
        tk.adjudicate(readings, pd.concat([sheet, again]))


def test_a_decision_where_readers_do_not_differ_is_refused(
    readings: dict[str, tk.Codings],
) -> None:
    sheet = decided(readings)
    more = sheet.iloc[[1]].assign(field="failure", decided="will")
    with pytest.raises(CodingError, match=r"1 decisions are on fields .*\n.* r 87–94, failure"):
        tk.adjudicate(readings, pd.concat([sheet, more]))


def test_where_the_category_is_decided_further_may_be_too(readings: dict[str, tk.Codings]) -> None:
    for reading in readings.values():
        reading.issues.loc[1, "further"] = "F1"
    sheet = decided(readings)
    sheet.loc[1, "decided"] = "F1"
    with pytest.raises(CodingError, match="F1 is the primary category and a further one"):
        tk.adjudicate(readings, sheet)
    more = sheet.iloc[[1]].assign(field="further", decided=" E1 ; E2 ")
    joined = tk.adjudicate(readings, pd.concat([sheet, more]))
    assert joined.issues.loc[1, ["category", "further", "note"]].to_list() == [
        "F1",
        "E1;E2",
        "category: the water; further: the water",
    ]


def test_decisions_lack_a_column(readings: dict[str, tk.Codings]) -> None:
    with pytest.raises(CodingError, match="there is no column reason"):
        tk.adjudicate(readings, decided(readings).drop(columns="reason"))


def test_the_sheet_is_written_for_excel_and_never_over_decisions(
    tmp_path: Path, readings: dict[str, tk.Codings]
) -> None:
    file = tk.write_adjudication_sheet(readings, tmp_path / "adjudicated" / "decisions.csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfunit,report_id,start,end,quote,field,a,b,")
    pd.testing.assert_frame_equal(
        pd.read_csv(file, dtype="string"), tk.adjudication_sheet(readings).astype("string")
    )
    with pytest.raises(CodingError, match=r"decisions.csv would be overwritten\n.*\n.*move this"):
        tk.write_adjudication_sheet(readings, file)


def test_a_difference_not_decided_is_refused(readings: dict[str, tk.Codings]) -> None:
    with pytest.raises(CodingError, match="readers differ on category, and nothing is decided"):
        tk.adjudicate(readings, decided(readings).drop(index=1))


def test_a_primary_category_may_not_be_a_further_one_too(
    readings: dict[str, tk.Codings],
) -> None:
    sheet = decided(readings)
    sheet.loc[0, "decided"] = "F3"
    with pytest.raises(CodingError, match="F3 is the primary category and a further one"):
        tk.adjudicate(readings, sheet)
