"""What to simulate: the size of the corpus, its layouts and the differences planted in it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from toolkit.errors import ToolkitError
from toolkit.simulate.dice import Dice
from toolkit.simulate.layouts import LAYOUTS, Layout
from toolkit.simulate.vocabulary import STATUSES, load_vocabulary

#: Probability that a measure, or a sentence of the opening or closing, carries a device.
DEFAULT_RATES: dict[str, float] = {
    "alignment": 0.06,
    "resolve": 0.06,
    "urgency": 0.10,
    "thoroughness": 0.10,
    "campaign": 0.06,
    "institutionalisation": 0.10,
    "responsibility": 0.10,
    "vagueness": 0.15,
    "promise": 0.08,
    "recognition": 0.04,
}

#: Shares of the statuses where the specification gives none.
DEFAULT_STATUS_SHARES: dict[str, float] = {
    "completed": 0.5,
    "phased": 0.2,
    "ongoing": 0.15,
    "unstated": 0.15,
}

#: Named groups of layouts.
LAYOUT_GROUPS: tuple[str, ...] = ("notices", "mixed")

#: Most measures one issue may have; enumerations in real reports stay below it.
MOST_MEASURES = 20


class SimulationError(ToolkitError):
    """A simulation cannot be run as asked."""


def _refuse(found: str, name: str, remedy: str) -> SimulationError:
    return SimulationError(found, where=f"SimulationSpec, {name}", remedy=remedy)


@dataclass(frozen=True)
class SimulationSpec:
    """A corpus to simulate.

    Reports are numbered round by round: one for each year and city, then the next round. So
    report `i` is the same whatever `reports_per_cell` is.

    Parameters
    ----------
    cities
        How many invented cities, or their names. Names of real cities are possible; their
        province is then not said.
    years
        Years of publication.
    reports_per_cell
        Reports for each city and year.
    issues, measures
        Fewest and most issues of a report, and measures of an issue.
    layouts
        Names of layouts (see `toolkit.simulate.layouts.LAYOUTS`), or a group of them.
        ``"notices"``, the default, are the notices in running text: each prints as many issues,
        measures and statuses as were drawn, so that what is planted is there to be found.
        ``"mixed"`` is every layout, also forms, tables, a text without line breaks, and
        documents that cannot carry all of that: a close-out page has one issue, which is
        completed; plans print no status; a general plan has no issues. Their records say what
        is printed.
    device_rates
        Probability that a measure, and likewise a sentence of the opening or closing section,
        carries a device, by device. Devices left out keep their default. In the ``block``
        layout, where several actions make up one measure, it holds for each action.
    city_effects, year_effects
        Planted differences: for a device, the multiplier of its rate by city or year. Rates
        above 1 count as 1.
    status_shares
        Shares of the statuses by year; other years have the default. Measures of an unstated
        issue carry no ``promise``, which would be a status (work still to come) by itself.
    borrowing
        Share of reports that copy passages from an earlier report of another city, and of the
        same kind: plans copy from plans. A plan without problems copies nothing.
    damage
        Reserved; must be 0.
    sectors
        Sectors the bodies come from; all if empty.
    seed
        Seed of all draws.

    Raises
    ------
    SimulationError
        If a value makes no sense.

    Examples
    --------
    >>> spec = SimulationSpec(cities=4, years=(2021, 2022), seed=1,
    ...                       year_effects={"urgency": {2022: 2.0}})
    >>> spec.count
    8
    """

    cities: int | tuple[str, ...] = 12
    years: tuple[int, ...] = (2019, 2020, 2021, 2022, 2023, 2024)
    reports_per_cell: int = 1
    issues: tuple[int, int] = (7, 15)
    measures: tuple[int, int] = (1, 4)
    layouts: Literal["notices", "mixed"] | tuple[str, ...] = "notices"
    device_rates: Mapping[str, float] = field(default_factory=dict)
    city_effects: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    year_effects: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    status_shares: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    borrowing: float = 0.0
    damage: float = 0.0
    sectors: tuple[str, ...] = ()
    seed: int = 0
    #: Names of the cities, given or invented.
    city_names: tuple[str, ...] = field(init=False)
    #: Names of the layouts, given or those of the group.
    layout_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._set("city_names", self._cities())
        self._set("layout_names", self._layouts())
        self._check_counts()
        self._check_names("years", self.years)
        self._check_names("sectors", self.sectors, tuple(load_vocabulary().raw.sectors), empty=True)
        self._set("device_rates", {**DEFAULT_RATES, **self.device_rates})
        self._check_rates()
        self._check_shares()
        for name in ("borrowing", "damage"):
            _check_share(getattr(self, name), name)
        if self.damage != 0:
            raise _refuse("damage is not simulated yet", "damage", "leave damage at 0.0")

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _cities(self) -> tuple[str, ...]:
        known = tuple(load_vocabulary().cities)
        if isinstance(self.cities, int):
            if isinstance(self.cities, bool) or not 1 <= self.cities <= len(known):
                raise _refuse(
                    f"cities is {self.cities!r}",
                    "cities",
                    f"ask for 1 to {len(known)} invented cities, or give a tuple of names",
                )
            # One city of each province in turn.
            return tuple(sorted(known, key=lambda c: known.index(c) % 6))[: self.cities]
        self._check_names("cities", self.cities)
        return tuple(self.cities)

    def _layouts(self) -> tuple[str, ...]:
        if isinstance(self.layouts, str):
            if self.layouts not in LAYOUT_GROUPS:
                raise _refuse(
                    f"layouts is {self.layouts!r}",
                    "layouts",
                    f"use {' or '.join(LAYOUT_GROUPS)}, or give a tuple of names",
                )
            every = self.layouts == "mixed"
            return tuple(name for name, kind in LAYOUTS.items() if every or kind.notice)
        self._check_names("layouts", self.layouts, tuple(LAYOUTS))
        return tuple(self.layouts)

    def _check_counts(self) -> None:
        for name, most in (("issues", 99), ("measures", MOST_MEASURES)):
            low, high = _pair(getattr(self, name), name)
            if not 1 <= low <= high <= most:
                raise _refuse(f"{name} is {(low, high)}", name, f"give 1 ≤ fewest ≤ most ≤ {most}")
        if not _whole(self.reports_per_cell) or self.reports_per_cell < 1:
            raise _refuse(
                f"reports_per_cell is {self.reports_per_cell!r}",
                "reports_per_cell",
                "give 1 or more",
            )
        if not _whole(self.seed):
            raise _refuse(f"seed is {self.seed!r}", "seed", "give a whole number")

    def _check_names(
        self, name: str, given: Any, known: tuple[str, ...] = (), *, empty: bool = False
    ) -> None:
        kind = int if name == "years" else str
        if not isinstance(given, tuple) or (not given and not empty):
            raise _refuse(f"{name} is {given!r}", name, f"give a tuple of {kind.__name__}")
        if len(dict.fromkeys(given)) != len(given):
            raise _refuse(f"{name} has repeats: {given}", name, "name each one once")
        for item in given:
            if not isinstance(item, kind) or not item or (known and item not in known):
                remedy = f"use {', '.join(known)}" if known else f"give a tuple of {kind.__name__}"
                raise _refuse(f"{name} has {item!r}", name, remedy)
        if name == "years" and not all(1950 <= year <= 2100 for year in given):
            raise _refuse(f"years is {given}", name, "give years of publication, such as 2023")

    def _check_rates(self) -> None:
        devices = tuple(load_vocabulary().devices)
        remedy = f"use {', '.join(devices)}"
        cells: dict[str, tuple[Any, ...]] = {
            "city_effects": self.city_names,
            "year_effects": self.years,
        }
        for device, rate in self.device_rates.items():
            if device not in devices:
                raise _refuse(f"unknown device {device!r}", "device_rates", remedy)
            _check_share(rate, "device_rates")
        for name, known in cells.items():
            for device, effects in getattr(self, name).items():
                if device not in devices:
                    raise _refuse(f"unknown device {device!r}", name, remedy)
                for key, factor in effects.items():
                    if key not in known:
                        raise _refuse(f"{key!r} is not simulated", name, f"use one of {known}")
                    if not (isinstance(factor, int | float) and 0 <= factor < math.inf):
                        raise _refuse(f"multiplier {factor!r}", name, "give a number from 0 on")

    def _check_shares(self) -> None:
        for year, shares in self.status_shares.items():
            if year not in self.years:
                raise _refuse(f"{year!r} is not simulated", "status_shares", f"use {self.years}")
            for status, share in shares.items():
                if status not in STATUSES:
                    raise _refuse(
                        f"unknown status {status!r}", "status_shares", f"use {', '.join(STATUSES)}"
                    )
                _check_share(share, "status_shares")
            if not math.isclose(sum(shares.values()), 1.0, abs_tol=1e-6):
                raise _refuse(
                    f"shares of {year} add up to {sum(shares.values()):g}",
                    "status_shares",
                    "make the shares of each year add up to 1",
                )

    @property
    def cells(self) -> int:
        """How many pairs of city and year there are."""
        return len(self.city_names) * len(self.years)

    @property
    def count(self) -> int:
        """How many reports there are."""
        return self.cells * self.reports_per_cell

    def cell(self, index: int) -> tuple[str, int]:
        """City and year of a report.

        Parameters
        ----------
        index
            Number of the report, from 0.

        Returns
        -------
        tuple of str and int
            The city and the year of publication.
        """
        year, city = divmod(index % self.cells, len(self.city_names))
        return self.city_names[city], self.years[year]

    def layout(self, index: int) -> Layout:
        """Layout of a report.

        Parameters
        ----------
        index
            Number of the report, from 0.

        Returns
        -------
        Layout
            One of those asked for.
        """
        return LAYOUTS[Dice(self.seed, index, "layout").pick(self.layout_names)]

    def rate(self, device: str, city: str, year: int) -> float:
        """Probability of a device in a city and year, with the planted differences.

        Parameters
        ----------
        device, city, year
            What, where and when.

        Returns
        -------
        float
            At most 1.
        """
        rate = (
            self.device_rates[device]
            * self.city_effects.get(device, {}).get(city, 1.0)
            * self.year_effects.get(device, {}).get(year, 1.0)
        )
        return min(1.0, rate)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _pair(value: Any, name: str) -> tuple[int, int]:
    if not isinstance(value, tuple) or len(value) != 2 or not all(map(_whole, value)):
        raise _refuse(f"{name} is {value!r}", name, "give a pair (fewest, most)")
    return value[0], value[1]


def _check_share(value: Any, name: str) -> None:
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _refuse(f"{name} has {value!r}", name, "give a share from 0 to 1")
