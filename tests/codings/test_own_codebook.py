"""A codebook of one's own, as an object or a path, and what is said where it was not passed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import yaml

import toolkit as tk
from toolkit.errors import CodingError, CodingWarning, ResourceError

#: The codes of the shipped codebook that become those of the own one.
OWN = {"F3": "Z1", "E1": "Z2", "E2": "Z3"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shipped = tk.read_codebook()
    own = shipped.model_copy(
        update={
            "version": "own",
            "boundaries": (),
            "groups": (*shipped.groups, shipped.groups[0].model_copy(update={"code": "Z"})),
            "categories": tuple(
                c.model_copy(update={"code": OWN[c.code], "group": "Z"}) if c.code in OWN else c
                for c in shipped.categories
            ),
        }
    )
    file = tmp_path_factory.mktemp("own") / "codebook.yaml"
    text = yaml.safe_dump(own.model_dump(mode="json"), allow_unicode=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def own(readings: dict[str, tk.Codings]) -> dict[str, tk.Codings]:
    return {
        name: tk.Codings(reading.issues.replace({"category": OWN}), reading.measures)
        for name, reading in readings.items()
    }


@pytest.fixture
def coded(ledger: tk.Ledger, own: dict[str, tk.Codings], path: Path) -> tk.Ledger:
    return tk.apply_codings(ledger, own["a"], path)


def test_a_path_serves_wherever_a_codebook_is_asked_for(
    coded: tk.Ledger, own: dict[str, tk.Codings], path: Path
) -> None:
    book = tk.read_codebook(path)
    assert coded.provenance["codebook"] == "own"
    assert tk.codebook_page(path, examples=False) == tk.codebook_page(book, examples=False)
    assert tk.codebook_page().startswith("# Codebook (编码手册), version 3")
    assert tk.diff_codebooks(None, path)["code"].to_list()[:3] == ["E1", "E2", "F3"]
    assert tk.migrate_codings(own["a"], [], path).log.empty
    pd.testing.assert_frame_equal(
        tk.compare_codings(own, path, resamples=10).scores,
        tk.compare_codings(own, book, resamples=10).scores,
    )
    counts = tk.category_counts(coded, "report_id", level="group", codebook=path)
    assert counts.to_numpy().tolist() == [["r", "Z", 2]]
    ties = tk.edge_table(tk.network(coded, "category_group", "measure_type", codebook=path))
    assert ties["code_1"].to_list() == ["Z", "Z", "Z"]


def test_codes_that_the_codebook_does_not_have_are_named(
    ledger: tk.Ledger, coded: tk.Ledger, own: dict[str, tk.Codings]
) -> None:
    said = r"codebook 3 has no Z1, Z2 \(category\)\n.*\n.*pass the codebook"
    with pytest.raises(CodingError, match=said):
        tk.category_counts(coded, level="group")
    with pytest.raises(CodingError, match=said):
        tk.apply_codings(ledger, own["a"])
    with pytest.raises(CodingError, match=said):
        tk.compare_codings(own)
    with (
        pytest.raises(CodingError, match=said),
        pytest.warns(CodingWarning, match="network: the ledger is coded by codebook own"),
    ):
        tk.network(coded, "category_group", "measure_type")


@pytest.mark.parametrize(
    ("table", "column", "facet"),
    [
        ("issues", "category", "category"),
        ("issues", "further", "category"),
        ("issues", "failure", "failure"),
        ("measures", "types", "types"),
    ],
)
def test_every_field_of_a_coding_is_held_against_the_codebook(
    ledger: tk.Ledger, readings: dict[str, tk.Codings], table: str, column: str, facet: str
) -> None:
    changed = getattr(readings["b"], table).copy()
    changed.loc[0, column] = "E1;Q" if column == "further" else "Q"
    with pytest.raises(CodingError, match=rf"has no Q \({facet}\)"):
        tk.apply_codings(ledger, readings["b"]._replace(**{table: changed}))


def test_a_ledger_of_another_codebook_is_said(
    ledger: tk.Ledger, readings: dict[str, tk.Codings]
) -> None:
    other = tk.read_codebook().model_copy(update={"version": "2b"})
    coded = tk.apply_codings(ledger, readings["a"], other)
    said = "the ledger is coded by codebook 2b .* and read by codebook 3 "
    with pytest.warns(CodingWarning, match=f"category_counts: {said}"):
        tk.category_counts(coded, level="group")
    with pytest.warns(CodingWarning, match=f"crosswalk_counts: {said}"):
        tk.crosswalk_counts(coded, "cao_2019")
    counts = tk.crosswalk_counts(coded, "cao_2019", other)
    assert counts.to_numpy().tolist() == [["E1", "other", 1], ["F3", "finance", 1]]


def test_a_crosswalk_that_lacks_a_code_names_the_codebook_of_the_ledger(coded: tk.Ledger) -> None:
    said = r"does not map Z1, Z2\n.*a ledger coded by codebook own"
    with pytest.raises(ResourceError, match=said):
        tk.crosswalk_counts(coded, "cao_2019")
