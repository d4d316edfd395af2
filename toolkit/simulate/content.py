"""What was wrong and what was done about it: the issues of a report."""

from __future__ import annotations

from functools import cache

from toolkit.simulate.dice import Dice
from toolkit.simulate.documents import Document
from toolkit.simulate.draft import Clause, Fields, IssueDraft, Piece, Subject
from toolkit.simulate.spec import DEFAULT_STATUS_SHARES, SimulationSpec
from toolkit.simulate.templates import Context, Template
from toolkit.simulate.words import Templates, Vocabulary

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
        self,
        text: str,
        context: Context,
        types: tuple[str, ...],
        opener: str = "",
        silent: tuple[str, ...] = (),
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
        silent
            Devices left out, whatever was drawn.

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
            if code in silent:
                continue
            if ahead:
                before += [(printed, code), ("，", None)]
            else:
                after += [("，", None), (printed, code)]
        return Clause((*before, (text, None), *after), types)


def draw_issues(
    spec: SimulationSpec,
    subject: Subject,
    words: Vocabulary,
    context: Context,
    document: Document,
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
    document
        What kind of report it is.

    Returns
    -------
    tuple of IssueDraft
        No two have the same problem template.
    """
    maker = _IssueMaker(spec, subject, words, context, document)
    most = context.dice.between(*spec.issues)
    return tuple(maker.draw(index) for index in range(1 if document.single else most))


class _IssueMaker:
    """Draws the issues of one report, one after the other."""

    def __init__(
        self,
        spec: SimulationSpec,
        subject: Subject,
        words: Vocabulary,
        context: Context,
        document: Document,
    ) -> None:
        self.words = words
        self.context = context
        self.dice = context.dice
        self.document = document
        self.texts = words.promises if document.promises else words.deeds
        self.planter = DevicePlanter(spec, subject, words, "measures")
        self.year = subject.year
        self.bounds = spec.measures
        self.shares = tuple(spec.status_shares.get(subject.year, DEFAULT_STATUS_SHARES).items())
        self.core = words.raw.sectors[subject.sector].core
        letters = document.categories or "".join(words.raw.groups)
        self.other = tuple(
            code
            for code in words.categories
            if code[0] in letters and code[0] not in SECTOR_LETTERS
        )
        # What only forms print has draws of its own: it changes nothing else.
        self.form_dice = Dice(spec.seed, subject.index, "fields")
        self.used: set[Template] = set()
        self.headings: set[str] = set()

    def draw(self, index: int) -> IssueDraft:
        """Draw the next issue."""
        dice, words = self.dice, self.words
        category = dice.pick(self.core if dice.chance(CORE_SHARE) else self.other)
        if not self._left(words.categories[category].problems):
            category = dice.pick(self.other)
        problem = self._fresh(words.categories[category].problems)
        status = self._status(dice.weighted(self.shares))
        count = dice.between(*self.bounds)
        about = words.categories[category]
        here = self.context.having(
            topic=dice.pick(about.topics[problem]),
            target=dice.pick(about.targets[problem]),
            site=dice.pick(about.site) if about.site else "",
        )
        statement = problem.render(here)
        # A promise of more to come would be a status by itself.
        silent = ("promise",) if status == "unstated" and not self.document.promises else ()
        kinds = words.answers[category]
        chosen = dice.sample(kinds, count)
        chosen += [dice.pick(kinds) for _ in range(count - len(chosen))]
        clauses = tuple(self._measure(kind, category, here, silent) for kind in chosen)
        lead = None
        if dice.chance(LEAD_SHARE) and count > 1:
            kind = dice.pick([kind for kind in LEAD_TYPES if kind in kinds] or kinds)
            action = self._action(kind, category, here)
            lead = self.planter.plant(action, here, (kind,), silent=silent)
        label = running = ""
        if status != "unstated":
            label = dice.pick(words.status[status].label)
            running = dice.pick(words.status[status].running).render(here)
        form_context = here.drawing(self.form_dice)
        if self.document.promises:
            form_context = form_context.later()
        return IssueDraft(
            index=index,
            category=category,
            problem=statement,
            action=self._heading(category, form_context),
            status=status,
            label=label,
            running=running,
            lead=lead,
            clauses=clauses,
            fields=self._fields(status, form_context),
        )

    def _status(self, drawn: str) -> str:
        """Change a drawn status to one that the document can carry."""
        if self.document.single:
            return "completed"
        return "unstated" if self.document.promises else drawn

    def _left(self, templates: Templates) -> list[Template]:
        return [t for t in templates if t not in self.used and t.current(self.year)]

    def _fresh(self, templates: Templates) -> Template:
        """Draw a text, if possible one that the report does not have yet."""
        chosen = self.dice.pick(
            self._left(templates) or [t for t in templates if t.current(self.year)]
        )
        self.used.add(chosen)
        return chosen

    def _measure(
        self, kind: str, category: str, context: Context, silent: tuple[str, ...]
    ) -> Clause:
        dice = self.dice
        text = self._action(kind, category, context)
        types: tuple[str, ...] = (kind,)
        if dice.chance(SECOND_SHARE):
            second = dice.pick(self.words.answers[category])
            text += dice.pick(LINKS) + self._action(second, category, context)
            types = (kind,) if second == kind else (kind, second)
        opener = ""
        if dice.chance(OPENER_SHARE):
            opener = dice.pick(self.texts.openers).render(context)
        return self.planter.plant(text, context, types, opener, silent)

    def _action(self, kind: str, category: str, context: Context) -> str:
        """Draw an action, if possible one that the report does not have yet."""
        text = self._fresh(self.texts.pools[kind, category]).render(context)
        # As in 资产管理 + 管理办法.
        return text.replace("管理管理", "管理")

    def _heading(self, category: str, context: Context) -> str:
        """Draw a heading that names an action, if possible one the report does not have yet."""
        headings = [template.render(context) for template in self.words.actions[category]]
        heading = context.dice.pick([h for h in headings if h not in self.headings] or headings)
        self.headings.add(heading)
        return heading

    def _fields(self, status: str, context: Context) -> Fields:
        dice, texts = context.dice, self.words.fields
        closures = self.words.raw.status[status].closure if status != "unstated" else ("",)
        return Fields(
            goal=dice.pick(texts.goals).render(context),
            unit=dice.pick(texts.units).render(context),
            leader=dice.pick(texts.leaders).render(context),
            deadline=dice.pick(texts.deadlines).render(context),
            closure=dice.pick(closures),
        )
