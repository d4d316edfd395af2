"""Texts with slots, and the filling of the slots."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from toolkit.simulate.dice import Dice

_SLOT = re.compile(r"\{([^{}]*)\}")
_WHOLE = re.compile(r"(\d+)-(\d+)")
_DECIMAL = re.compile(r"(\d+\.\d)-(\d+\.\d)")

#: Slots filled with a day of the rectification period.
DATE_SLOTS: tuple[str, ...] = ("date", "month", "md")


@dataclass(frozen=True)
class Name:
    """A slot filled from the context, or else from the list of that name."""

    name: str


@dataclass(frozen=True)
class Whole:
    """A slot filled with a whole number."""

    low: int
    high: int


@dataclass(frozen=True)
class Decimal:
    """A slot filled with a number with one decimal."""

    low: float
    high: float


Part = str | Name | Whole | Decimal


@dataclass(frozen=True, eq=False)
class Template:
    """A text with slots.

    Parameters
    ----------
    source
        The text as written in the vocabulary.
    only
        Category codes (or their first letters) the text is for; empty: all.
    since, until
        First and last year of publication the text fits.
    """

    source: str
    only: tuple[str, ...] = ()
    since: int = 0
    until: int = 9999
    parts: tuple[Part, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", _parse(self.source))

    def names(self) -> list[str]:
        """Names of the slots that are not numbers."""
        return [part.name for part in self.parts if isinstance(part, Name)]

    def suits(self, category: str) -> bool:
        """Say whether the text may be used for a category."""
        return not self.only or category in self.only or category[0] in self.only

    def current(self, year: int) -> bool:
        """Say whether the text may be used in a year."""
        return self.since <= year <= self.until

    def render(self, context: Context) -> str:
        """Fill the slots."""
        out: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                out.append(part)
            elif isinstance(part, Name):
                out.append(context.fill(part.name))
            elif isinstance(part, Whole):
                out.append(str(context.dice.between(part.low, part.high)))
            else:
                number = part.low + (part.high - part.low) * context.dice.uniform()
                out.append(f"{number:.1f}")
        return "".join(out)


def _parse(source: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    last = 0
    for slot in _SLOT.finditer(source):
        if slot.start() > last:
            parts.append(source[last : slot.start()])
        name = slot.group(1)
        if whole := _WHOLE.fullmatch(name):
            parts.append(Whole(int(whole.group(1)), int(whole.group(2))))
        elif decimal := _DECIMAL.fullmatch(name):
            parts.append(Decimal(float(decimal.group(1)), float(decimal.group(2))))
        else:
            parts.append(Name(name))
        last = slot.end()
    if last < len(source):
        parts.append(source[last:])
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Context:
    """What fills the slots of one report.

    Parameters
    ----------
    values
        Fixed values by slot name.
    lists
        Word lists by slot name, for slots without a fixed value.
    dice
        Draws.
    first, days
        First day of the rectification period and its length, for dates.
    """

    values: Mapping[str, str]
    lists: Mapping[str, Sequence[Template]]
    dice: Dice
    first: date
    days: int

    def fill(self, name: str) -> str:
        """Fill one named slot."""
        value = self.values.get(name)
        if value is not None:
            return value
        if name in DATE_SLOTS:
            day = self.first + timedelta(days=self.dice.between(0, self.days))
            if name == "md":
                return f"{day.month}月{day.day}日"
            return f"{day.year}年{day.month}月" + (f"{day.day}日" if name == "date" else "")
        return self.dice.pick(self.lists[name]).render(self)

    def having(self, **values: str) -> Context:
        """Copy the context with further values."""
        return Context({**self.values, **values}, self.lists, self.dice, self.first, self.days)

    def later(self) -> Context:
        """Copy the context with dates after its own."""
        first = self.first + timedelta(days=self.days)
        return Context(self.values, self.lists, self.dice, first, self.days)

    def drawing(self, dice: Dice) -> Context:
        """Copy the context with other draws."""
        return Context(self.values, self.lists, dice, self.first, self.days)


def print_date(day: date, after: date | None = None) -> str:
    """Print a date, without its year where that of `after` goes on.

    Parameters
    ----------
    day
        The date.
    after
        The date printed before it, if any.

    Returns
    -------
    str
        For example ``2023年3月1日`` or ``3月1日``.
    """
    short = f"{day.month}月{day.day}日"
    return short if after is not None and after.year == day.year else f"{day.year}年{short}"
