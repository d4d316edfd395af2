"""What one coder proposes stands where another, which has learned, holds it likely enough."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

import toolkit as tk
from toolkit.coders.protocol import CodedFacet, Given, coded_table, given_of
from toolkit.errors import CodingError

UNITS = pd.DataFrame({"text": ["甲", "乙", "丙"]}, index=pd.Index(["u0", "u1", "u2"]))


class Proposes:
    """Gives fixed codes, each with its word."""

    name = "words"

    def __init__(self, facet: CodedFacet, *given: str) -> None:
        self.facet: CodedFacet = facet
        self._given = given

    def code(self, units: pd.DataFrame) -> pd.DataFrame:
        """Code units."""
        return coded_table(
            units,
            (
                [Given(code, 1.0, "problem", ("字",), ((0, 1),)) for code in codes.split()]
                for codes in self._given
            ),
        )


class Learned(tk.TrainedCoder):
    """Gives fixed scores."""

    name = "learned"

    def __init__(self, facet: CodedFacet, *scores: Mapping[str, float]) -> None:
        super().__init__(facet)
        self.seen = frozenset({"A", "B"})
        self._fixed = [dict(given) for given in scores]

    def _learn(self, units: pd.DataFrame, codes: list[frozenset[str]]) -> None:
        raise NotImplementedError

    def _scores(self, units: pd.DataFrame) -> list[dict[str, float]]:
        return self._fixed


def given(coder: tk.Coder) -> list[tuple[object, ...]]:
    found = coder.code(UNITS)
    cells = found[["rank", "code", "score", "evidence"]].astype(object).where(found.notna(), None)
    return [(label, *row) for label, row in zip(found.index, cells.values, strict=True)]


def test_a_category_stands_if_its_score_is_high_enough_and_takes_the_others_along() -> None:
    learned = Learned("category", {"A": 0.3, "B": 0.1}, {"A": 0.1, "B": 0.5}, {"A": 0.4, "B": 0.4})
    coder = tk.ConfirmedCoder(Proposes("category", "A B", "A", ""), learned, least=0.2, alone=2)
    assert given(coder) == [
        ("u0", 1, "A", 0.3, "字"), ("u0", 2, "B", 0.1, "字"),
        ("u1", None, None, None, None), ("u2", None, None, None, None),
    ]  # fmt: skip


def test_a_sure_code_of_the_second_coder_is_given_alone_without_evidence() -> None:
    learned = Learned("category", {"A": 0.1, "B": 0.9}, {"A": 0.7, "B": 0.3}, {"A": 0.6, "B": 0.4})
    coder = tk.ConfirmedCoder(Proposes("category", "A", "A", ""), learned, least=0.2, alone=0.7)
    assert given(coder) == [
        ("u0", 1, "B", 0.9, None), ("u1", 1, "A", 0.7, "字"), ("u2", None, None, None, None),
    ]  # fmt: skip


def test_types_are_looked_at_one_by_one_and_sure_ones_are_added() -> None:
    learned = Learned("types", {"A": 0.3, "B": 0.1}, {"A": 0.3, "B": 0.9}, {"A": 0.8, "B": 0.1})
    coder = tk.ConfirmedCoder(Proposes("types", "A B", "A", "A"), learned, least=0.2, alone=0.7)
    assert given(coder) == [
        ("u0", 1, "A", 0.3, "字"), ("u1", 1, "A", 0.3, "字"), ("u1", 2, "B", 0.9, None),
        ("u2", 1, "A", 0.8, "字"),
    ]  # fmt: skip


def test_a_code_that_the_second_coder_never_saw_does_not_stand() -> None:
    learned = Learned("category", {"A": 0.9}, {"A": 0.9}, {"A": 0.9})
    coder = tk.ConfirmedCoder(Proposes("category", "C", "", ""), learned, least=0.1, alone=2)
    assert [row[2] for row in given(coder)] == [None, None, None]


def test_two_coders_of_different_facets_do_not_go_together() -> None:
    with pytest.raises(CodingError, match=r"words gives types, learned gives category"):
        tk.ConfirmedCoder(Proposes("types"), Learned("category"), least=0.1, alone=2)


def test_a_table_of_codes_is_taken_apart_as_it_was_put_together() -> None:
    codes = [
        [Given("A", 0.5, "problem", ("甲", "乙"), ((0, 1), (3, 4))), Given("B")],
        [],
        [Given("C", None, "text")],
    ]
    assert given_of(UNITS, coded_table(UNITS, codes)) == codes
