"""The shipped corpus: five reports, unchanged, and a manifest with a basis for every value."""

from __future__ import annotations

import csv
import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from toolkit.report import DATE_FIELDS, META_FIELDS

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
MANIFEST = CORPUS / "manifest.csv"

COLUMNS = [
    "report_id",
    "file",
    "sha256",
    "label_year",
    *(column for field in META_FIELDS for column in (field, f"{field}_basis")),
    "notes",
]

#: The codes the corpus README explains; every other field holds words or dates.
CODES = {
    "genre": {"notice", "plan"},
    "body_level": {"province", "prefecture", "county", "township"},
    "inspection_kind": {"routine", "special", "look_back", "cross_promoted", "environmental"},
}
WORD_FIELDS = [field for field in META_FIELDS if field not in CODES and field not in DATE_FIELDS]

#: Each date may not be earlier than the one before it.
CHAIN = ("inspection_start", "inspection_end", "feedback_date", "publication_date")

PRINTED = "printed: "
INFERRED = "inferred: "
NOT_SAID = "not said"

Row = dict[str, str]


def read_manifest() -> list[Row]:
    with MANIFEST.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, strict=True))


ROWS = read_manifest()
BY_ID = {row["report_id"]: row for row in ROWS}
every_report = pytest.mark.parametrize("row", ROWS, ids=[row["report_id"] for row in ROWS])


def report_text(row: Row) -> str:
    return (CORPUS / row["file"]).read_bytes().decode("utf-8")


def test_manifest_is_utf8_with_unix_line_ends_and_no_byte_order_mark() -> None:
    content = MANIFEST.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_manifest_has_exactly_the_declared_columns() -> None:
    with MANIFEST.open(encoding="utf-8", newline="") as handle:
        lines = list(csv.reader(handle, strict=True))
    assert lines[0] == COLUMNS
    assert {len(line) for line in lines} == {len(COLUMNS)}


def test_manifest_lists_every_report_once_and_nothing_else() -> None:
    listed = [row["file"] for row in ROWS]
    present = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("reports/*"))
    assert sorted(listed) == present
    assert len(BY_ID) == len(ROWS) == 5


@every_report
def test_identity_follows_from_the_file_name(row: Row) -> None:
    assert Path(row["file"]).stem == row["report_id"]
    assert row["label_year"] == row["report_id"].rsplit("-", 1)[1]


@every_report
def test_report_is_unchanged_to_the_byte(row: Row) -> None:
    content = (CORPUS / row["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == row["sha256"]


@every_report
def test_every_value_has_a_basis_and_every_gap_is_said_to_be_one(row: Row) -> None:
    for field in META_FIELDS:
        basis = row[f"{field}_basis"]
        if row[field]:
            assert basis.startswith((PRINTED, INFERRED)), field
            assert basis.split(": ", 1)[1].strip(), field
        else:
            assert basis == NOT_SAID or basis.startswith(f"{NOT_SAID}: "), field


@every_report
def test_values_are_trimmed_of_blanks(row: Row) -> None:
    assert all(value == value.strip() for value in row.values())


@every_report
def test_every_printed_basis_stands_in_the_report(row: Row) -> None:
    text = report_text(row)
    for field in META_FIELDS:
        basis = row[f"{field}_basis"]
        if basis.startswith(PRINTED):
            assert basis.removeprefix(PRINTED) in text, field


@every_report
def test_every_quotation_in_corner_brackets_stands_in_the_report(row: Row) -> None:
    text = report_text(row)
    assert not set("「」") & set(text), "corner brackets would no longer mark a quotation"
    for column in [*(f"{field}_basis" for field in META_FIELDS), "notes"]:
        assert row[column].count("「") == row[column].count("」"), column
        for quotation in re.findall("「([^「」]*)」", row[column]):
            assert quotation, column
            assert quotation in text, column


@every_report
def test_an_inference_quotes_the_words_it_rests_on(row: Row) -> None:
    for field in META_FIELDS:
        basis = row[f"{field}_basis"]
        if basis.startswith(INFERRED):
            assert "「" in basis, field


@every_report
def test_a_printed_word_is_part_of_the_words_quoted_for_it(row: Row) -> None:
    for field in WORD_FIELDS:
        basis = row[f"{field}_basis"]
        if basis.startswith(PRINTED):
            assert row[field] in basis.removeprefix(PRINTED), field


@every_report
def test_a_printed_date_is_the_date_quoted_for_it(row: Row) -> None:
    for field in DATE_FIELDS:
        basis = row[f"{field}_basis"]
        if basis.startswith(PRINTED):
            day = date.fromisoformat(row[field])
            chinese = f"{day.year}年" in basis and f"{day.month}月{day.day}日" in basis
            assert chinese or day.isoformat() in basis, field


@every_report
def test_codes_are_those_the_readme_explains(row: Row) -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    for field, codes in CODES.items():
        assert row[field] in codes, field
        assert all(f"`{code}`" in readme for code in codes), field


@every_report
def test_dates_are_whole_and_in_order(row: Row) -> None:
    days = {field: date.fromisoformat(row[field]) for field in DATE_FIELDS if row[field]}
    assert all(day.isoformat() == row[field] for field, day in days.items())
    chain = [days[field] for field in CHAIN if field in days]
    assert chain == sorted(chain)
    assert days["not_before"] <= days["not_after"]
    if chain:
        assert chain[-1] <= days["not_after"]


@every_report
def test_bounds_equal_the_publication_date_where_there_is_one(row: Row) -> None:
    if row["publication_date"]:
        assert row["not_before"] == row["not_after"] == row["publication_date"]
    else:
        assert row["not_before"] < row["not_after"]


def test_reports_without_a_publication_date_are_not_given_one() -> None:
    without = {row["report_id"] for row in ROWS if not row["publication_date"]}
    assert without == {"dongguan-2023", "maoming-2019"}


def test_a_date_under_the_signature_is_not_called_a_printed_publication_date() -> None:
    basis = BY_ID["binzhou-boxing-2023"]["publication_date_basis"]
    assert basis.startswith(INFERRED)
    assert "date under the signature" in basis


def test_reports_without_a_title_are_not_given_one() -> None:
    without = {row["report_id"] for row in ROWS if not row["title"]}
    assert without == {"binzhou-boxing-2023", "dongguan-2023", "maoming-2019"}


def test_the_plan_reports_no_inspection_dates() -> None:
    plan = BY_ID["maoming-2019"]
    assert plan["genre"] == "plan"
    assert not any(plan[field] for field in CHAIN)
