"""Who is inspected, by whom and when."""

from __future__ import annotations

from datetime import date, timedelta

from toolkit.simulate.dice import Dice
from toolkit.simulate.documents import Document
from toolkit.simulate.draft import Subject
from toolkit.simulate.schema import BodyShape, SectorShape
from toolkit.simulate.spec import SimulationSpec
from toolkit.simulate.templates import Context, Template, print_date
from toolkit.simulate.words import Vocabulary

#: Share of bodies at county level; the rest belong to the city.
COUNTY_SHARE = 0.5

#: Counties of each city.
COUNTIES = 5

#: By how many days a plan is earlier than a notice, and in how many its first steps fall.
PLAN_AHEAD = 75
PLAN_DAYS = 150


def draw_subject(spec: SimulationSpec, index: int, words: Vocabulary) -> Subject:
    """Draw the body inspected and the dates of its inspection.

    Parameters
    ----------
    spec
        The simulation.
    index
        Number of the report.
    words
        The vocabulary.

    Returns
    -------
    Subject
        The same for the same seed and number.
    """
    dice = Dice(spec.seed, index, "subject")
    city, year = spec.cell(index)
    document = spec.layout(index).document
    sector = dice.pick(spec.sectors or tuple(words.raw.sectors))
    shape = words.raw.sectors[sector]
    body = dice.pick(shape.bodies)
    level, county = _level(spec, city, shape, words, dice)
    place = county or city
    committee = _committee(county)
    above = document.inspections + ("prefecture" if county is None else "county")
    inspection = dice.pick(words.raw.inspections[above])
    days = _dates(year, dice, PLAN_AHEAD if document.promises else 0)
    context = Context(
        {
            "place": place if level != "township" else f"{city}{place}",
            "city": city,
            "committee": committee,
        },
        words.lists,
        dice,
        days[0],
        0,
    )
    inspector = Template(inspection.inspector).render(context)
    return Subject(
        index=index,
        city=city,
        year=year,
        province=words.cities.get(city),
        county=county,
        sector=sector,
        place=place,
        body=_body(body, context),
        level=level,
        party=body.party,
        own=body.own,
        units=dice.pick(shape.units),
        inspector=inspector,
        committee=committee if document.inspections else inspector[:2],
        kind=inspection.kind,
        start=days[0],
        end=days[1],
        feedback=days[2],
        published=days[3],
    )


def _level(
    spec: SimulationSpec, city: str, shape: SectorShape, words: Vocabulary, dice: Dice
) -> tuple[str, str | None]:
    """Draw the level of the body, and its county if it is below the city."""
    below = dice.chance(COUNTY_SHARE) or shape.level is not None
    counties = words.raw.places.counties
    first = spec.city_names.index(city) * COUNTIES
    county = counties[(first + dice.between(0, COUNTIES - 1)) % len(counties)]
    if not below:
        return "prefecture", None
    return shape.level or "county", county


def _committee(county: str | None) -> str:
    return "市委" if county is None else f"{county[-1]}委"


def _body(shape: BodyShape, context: Context) -> str:
    return Template(shape.name).render(context)


def _dates(year: int, dice: Dice, ahead: int) -> tuple[date, date, date, date]:
    """Draw start and end of the inspection, its feedback, and the day of publication.

    The feedback is `ahead` days closer to the publication than that of a notice.
    """
    first = date(year, 1, 1)
    published = first + timedelta(days=dice.between(0, (date(year, 12, 31) - first).days))
    feedback = published - timedelta(days=dice.between(100, 190) - ahead)
    end = feedback - timedelta(days=dice.between(25, 80))
    return end - timedelta(days=dice.between(40, 80)), end, feedback, published


def make_context(subject: Subject, words: Vocabulary, dice: Dice, document: Document) -> Context:
    """Make the context that fills the slots of the report's texts.

    Parameters
    ----------
    subject
        Who is inspected.
    words
        The vocabulary.
    dice
        Draws for the slots.
    document
        What kind of report it is.

    Returns
    -------
    Context
        Dates fall between the feedback and the publication, those of a plan behind it.
    """
    congress = next(
        (entry.source for entry in words.congress if entry.current(subject.year)),
        words.congress[-1].source,
    )
    core = words.raw.categories[words.raw.sectors[subject.sector].core[0]]
    values = {
        "year": str(subject.year),
        "prev": str(subject.year - 1),
        "next": str(subject.year + 1),
        "congress": congress,
        "city": subject.city,
        "place": subject.place,
        "body": subject.body,
        "org": subject.own + subject.party,
        "self": subject.own,
        "party": subject.party,
        "units": subject.units,
        "level": subject.committee,
        "committee": subject.committee,
        "kind": subject.kind,
        "inspector": subject.inspector,
        "start": print_date(subject.start),
        "end": print_date(subject.end, after=subject.start),
        "feedback": print_date(subject.feedback, after=subject.end),
        "feedback_full": print_date(subject.feedback),
        "published": subject.published.isoformat(),
        # What the body does; filled anew for each issue.
        "topic": Dice("topic", subject.index, subject.sector).pick(core.topic),
        "target": core.target[0],
    }
    first = subject.feedback + timedelta(days=3)
    days = (subject.published - first).days - 5
    if document.promises:
        first, days = subject.published + timedelta(days=20), PLAN_DAYS
    return Context(values, words.lists, dice, first, days)
