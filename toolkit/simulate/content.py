"""What was wrong and what was done about it: the issues of a report."""

from __future__ import annotations

from functools import cache

from toolkit.simulate.dice import Dice
from toolkit.simulate.draft import Clause, IssueDraft, Piece, Subject
from toolkit.simulate.spec import DEFAULT_STATUS_SHARES, SimulationSpec
from toolkit.simulate.templates import Context, Template
from toolkit.simulate.vocabulary import Templates, Vocabulary

#: Categories that only bodies of their sector have.
SECTOR_LETTERS = "EX"
#: Share of issues about the sector's own business.
CORE_SHARE = 0.45
#: Share of measures that hold two actions, and that open with a date or an occasion.
SECOND_SHARE = 0.25
OPENER_SHARE = 0.3
#: Share of enumerations behind a sentence of their own.
LEAD_SHARE = 0.25
#: Between the two actions of one measure.
LINKS = ("，", "，", "，同时", "，此外")
#: Kinds of measures that open a response, where there are any for the category.
LEAD_TYPES = ("M-lead", "M-plan", "M-study")


@cache
def _formulae(words: Vocabulary, year: int) -> dict[str, list[tuple[Template, bool]]]:
    """Formulae of a year by device; with each, whether it stands ahead of the action."""
    return {
        code: [(t, True) for t in device.before if t.current(year)]
        + [(t, False) for t in device.after if t.current(year)]
        for code, device in words.devices.items()
    }


class DevicePlanter:
    """Puts rhetorical devices around clauses, at the rates of one city and year.

    Whether a device is there depends on draws of its own: at other rates the report says the
    same with more or fewer devices.

    Parameters
    ----------
    spec
        The simulation.
    subject
        Whose report it is.
    words
        The vocabulary.
    part
        Part of the report the clauses are for; each has draws of its own.
    """

    def __init__(
        self, spec: SimulationSpec, subject: Subject, words: Vocabulary, part: str
    ) -> None:
        self._hits = Dice(spec.seed, subject.index, part, "devices").uniform
        self._dice = Dice(spec.seed, subject.index, part, "formulae")
        self._devices = [
            (code, spec.rate(code, subject.city, subject.year), formulae)
            for code, formulae in _formulae(words, subject.year).items()
        ]

    def plant(
        self, text: str, context: Context, types: tuple[str, ...], opener: str = ""
    ) -> Clause:
        """Make a clause of a text, with devices ahead of it and behind it.

        Parameters
        ----------
        text
            What is done.
        context
            Fills the slots of the formulae.
        types
            Types of measures.
        opener
            Printed first of all.

        Returns
        -------
        Clause
            The text with its devices marked.
        """
        before: list[Piece] = [(opener, None)] if opener else []
        after: list[Piece] = []
        for code, rate, formulae in self._devices:
            if self._hits() >= rate:
                continue
            formula, ahead = self._dice.pick(formulae)
            printed = formula.render(context.drawing(self._dice))
            if ahead:
                before += [(printed, code), ("，", None)]
            else:
                after += [("，", None), (printed, code)]
        return Clause((*before, (text, None), *after), types)


def draw_issues(
    spec: SimulationSpec, subject: Subject, words: Vocabulary, context: Context
) -> tuple[IssueDraft, ...]:
    """Draw the issues of a report.

    Parameters
    ----------
    spec
        The simulation.
    subject
        Whose report it is.
    words
        The vocabulary.
    context
        Fills the slots.

    Returns
    -------
    tuple of IssueDraft
        No two have the same problem template.
    """
    dice = context.dice
    planter = DevicePlanter(spec, subject, words, "measures")
    core = words.raw.sectors[subject.sector].core
    other = tuple(code for code in words.categories if code[0] not in SECTOR_LETTERS)
    shares = spec.status_shares.get(subject.year, DEFAULT_STATUS_SHARES)
    used: set[Template] = set()
    issues = []
    for index in range(dice.between(*spec.issues)):
        category = dice.pick(core if dice.chance(CORE_SHARE) else other)
        if not _left(words.categories[category].problems, used, subject.year):
            category = dice.pick(other)
        problem = _fresh(words.categories[category].problems, used, dice, subject.year)
        status = dice.weighted(tuple(shares.items()))
        count = dice.between(*spec.measures)
        issues.append(
            _issue(index, category, problem, status, count, words, context, planter, used)
        )
    return tuple(issues)


def _left(templates: Templates, used: set[Template], year: int) -> list[Template]:
    return [t for t in templates if t not in used and t.since <= year <= t.until]


def _fresh(templates: Templates, used: set[Template], dice: Dice, year: int) -> Template:
    """Draw a text, if possible one that the report does not have yet."""
    chosen = dice.pick(_left(templates, used, year) or _left(templates, set(), year))
    used.add(chosen)
    return chosen


def _issue(
    index: int,
    category: str,
    problem: Template,
    status: str,
    count: int,
    words: Vocabulary,
    context: Context,
    planter: DevicePlanter,
    used: set[Template],
) -> IssueDraft:
    dice = context.dice
    about = words.categories[category]
    here = context.having(
        topic=dice.pick(about.topics[problem]),
        target=dice.pick(about.targets[problem]),
        site=dice.pick(about.site) if about.site else "",
    )
    statement = problem.render(here)
    kinds = words.answers[category]
    chosen = dice.sample(kinds, count)
    chosen += [dice.pick(kinds) for _ in range(count - len(chosen))]
    clauses = tuple(_measure(kind, category, words, here, planter, used) for kind in chosen)
    lead = None
    if dice.chance(LEAD_SHARE) and count > 1:
        lead_kinds = [kind for kind in LEAD_TYPES if kind in kinds]
        kind = dice.pick(lead_kinds or kinds)
        text = _action(kind, category, words, here, used)
        lead = planter.plant(text, here, (kind,))
    label = running = ""
    if status != "unstated":
        label = dice.pick(words.status[status].label)
        running = dice.pick(words.status[status].running).render(here)
    return IssueDraft(index, category, statement, status, label, running, lead, clauses)


def _measure(
    kind: str,
    category: str,
    words: Vocabulary,
    context: Context,
    planter: DevicePlanter,
    used: set[Template],
) -> Clause:
    dice = context.dice
    text = _action(kind, category, words, context, used)
    types: tuple[str, ...] = (kind,)
    if dice.chance(SECOND_SHARE):
        second = dice.pick(words.answers[category])
        text += dice.pick(LINKS) + _action(second, category, words, context, used)
        types = (kind,) if second == kind else (kind, second)
    opener = ""
    if dice.chance(OPENER_SHARE):
        opener = dice.pick(words.openers).render(context)
    return planter.plant(text, context, types, opener)


def _action(
    kind: str,
    category: str,
    words: Vocabulary,
    context: Context,
    used: set[Template],
) -> str:
    """Draw an action, if possible one that the report does not have yet."""
    year = int(context.values["year"])
    text = _fresh(words.pools[kind, category], used, context.dice, year).render(context)
    # As in 资产管理 + 管理办法.
    return text.replace("管理管理", "管理")
