"""Bad specifications are refused, with what was found and what to do."""

from __future__ import annotations

from typing import Any

import pytest

from toolkit.errors import ToolkitError
from toolkit.simulate import LAYOUTS, SimulationError, SimulationSpec


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"cities": 0}, "cities"),
        ({"cities": 500}, "cities"),
        ({"cities": True}, "cities"),
        ({"cities": ()}, "cities"),
        ({"cities": ("云泽市", "云泽市")}, "cities"),
        ({"cities": ["云泽市"]}, "cities"),
        ({"years": ()}, "years"),
        ({"years": ("2020",)}, "years"),
        ({"years": (20,)}, "years"),
        ({"reports_per_cell": 0}, "reports_per_cell"),
        ({"issues": (3, 2)}, "issues"),
        ({"issues": 3}, "issues"),
        ({"measures": (0, 2)}, "measures"),
        ({"measures": (1, 200)}, "measures"),
        ({"layouts": ("none",)}, "layouts"),
        ({"layouts": "run_in"}, "layouts"),
        ({"layouts": ()}, "layouts"),
        ({"layouts": ("mixed",)}, "layouts"),
        ({"device_rates": {"none": 0.1}}, "device_rates"),
        ({"device_rates": {"urgency": 1.5}}, "device_rates"),
        ({"device_rates": {"urgency": "much"}}, "device_rates"),
        ({"year_effects": {"none": {2020: 2.0}}}, "year_effects"),
        ({"year_effects": {"urgency": {1999: 2.0}}}, "year_effects"),
        ({"year_effects": {"urgency": {2020: -1.0}}}, "year_effects"),
        ({"city_effects": {"urgency": {"无此市": 2.0}}}, "city_effects"),
        ({"status_shares": {1999: {"completed": 1.0}}}, "status_shares"),
        ({"status_shares": {2020: {"done": 1.0}}}, "status_shares"),
        ({"status_shares": {2020: {"completed": 0.5}}}, "status_shares"),
        ({"borrowing": 2}, "borrowing"),
        ({"damage": 0.1}, "damage"),
        ({"sectors": ("none",)}, "sectors"),
        ({"seed": 0.5}, "seed"),
    ],
)
def test_bad_values(values: dict[str, Any], name: str) -> None:
    with pytest.raises(SimulationError) as caught:
        SimulationSpec(**values)
    assert isinstance(caught.value, ToolkitError)
    assert caught.value.where == f"SimulationSpec, {name}"
    assert caught.value.found
    assert caught.value.remedy


def test_defaults_and_cells() -> None:
    spec = SimulationSpec(cities=2, years=(2020, 2021), reports_per_cell=3)
    assert spec.count == 12
    assert spec.layout_names == tuple(name for name, kind in LAYOUTS.items() if kind.notice)
    assert SimulationSpec(layouts="mixed").layout_names == tuple(LAYOUTS)
    one, two = spec.city_names
    assert [spec.cell(i) for i in range(5)] == [
        (one, 2020),
        (two, 2020),
        (one, 2021),
        (two, 2021),
        (one, 2020),
    ]


def test_notices_are_in_running_text() -> None:
    assert {name for name, kind in LAYOUTS.items() if not kind.notice} == {
        "audit_letter",
        "close_out",
        "field_blocks",
        "general_plan",
        "one_line",
        "plan",
        "tables",
    }


def test_layout_of_a_report_is_one_of_those_asked_for() -> None:
    spec = SimulationSpec(cities=6, reports_per_cell=3, layouts=("tables", "plan"))
    assert {spec.layout(index).name for index in range(spec.count)} == {"tables", "plan"}


def test_rates_multiply_and_stop_at_one() -> None:
    spec = SimulationSpec(
        cities=("云泽市",),
        years=(2020, 2021),
        device_rates={"urgency": 0.2},
        city_effects={"urgency": {"云泽市": 2.0}},
        year_effects={"urgency": {2020: 1.5, 2021: 9.0}},
    )
    assert spec.rate("urgency", "云泽市", 2020) == pytest.approx(0.6)
    assert spec.rate("urgency", "云泽市", 2021) == 1.0
    assert spec.rate("vagueness", "云泽市", 2020) == 0.15
