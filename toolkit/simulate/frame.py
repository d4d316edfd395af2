"""The parts of a report around its issues, and the habits of the office that wrote it."""

from __future__ import annotations

from toolkit.simulate.content import DevicePlanter
from toolkit.simulate.dice import Dice
from toolkit.simulate.draft import Clause, FrameDraft, ReportDraft, Style, Subject
from toolkit.simulate.layouts import LAYOUTS
from toolkit.simulate.spec import SimulationSpec
from toolkit.simulate.templates import Context, Template, numeral, print_date
from toolkit.simulate.vocabulary import Vocabulary
from toolkit.simulate.writer import Writer

#: Fewest and most sentences of the first and of the last section.
ORGANISATION = (3, 6)
CLOSING = (2, 4)

STATEMENTS = (
    ("针对", "问题。"),
    ("关于", "问题的整改"),
    ("关于", "的问题。"),
    ("关于", "的问题"),
    ("针对“", "”问题。"),
    ("关于“", "”的问题"),
    ("", "。"),
)
HEADINGS = (("关于", "的问题"), ("针对", "问题"), ("关于", "问题的整改情况"), ("", "的问题"))
QUOTATIONS = (
    ("针对“", "”的问题，"),
    ("针对“", "”的问题，"),
    ("关于“", "”的问题，"),
    ("针对“", "”问题，"),
    ("针对“", "”的问题。"),
    ("针对“", "”的问题："),
)
SEPARATORS = (".", ".", "．", ". ", "、")
#: How often labels stand ahead of the response, statuses end it in words, or labels end it.
STATUS_PLACES = (("heading", 0.45), ("running", 0.35), ("tail", 0.2))


def draw_style(words: Vocabulary, dice: Dice) -> Style:
    """Draw the habits of an office.

    Parameters
    ----------
    words
        The vocabulary.
    dice
        Draws.

    Returns
    -------
    Style
        The same throughout a report.
    """
    return Style(
        indent="　　" if dice.chance(0.3) else "",
        separator=dice.pick(SEPARATORS),
        statement=dice.pick(STATEMENTS),
        heading=dice.pick(HEADINGS),
        quotation=dice.pick(QUOTATIONS),
        response_label=dice.pick(words.raw.response_labels),
        status=dice.weighted(STATUS_PLACES),
        status_heading=dice.pick(words.raw.status_frames.heading),
        status_tail=dice.pick(words.raw.status_frames.tail),
        stop="；" if dice.chance(0.25) else "。",
        restart=dice.chance(0.4),
    )


def draw_frame(
    spec: SimulationSpec, subject: Subject, words: Vocabulary, context: Context
) -> FrameDraft:
    """Draw everything around the issues.

    Parameters
    ----------
    spec
        The simulation.
    subject
        Whose report it is.
    words
        The vocabulary.
    context
        Fills the slots; must know the number of issues.

    Returns
    -------
    FrameDraft
        Its sentences carry devices at the same rates as measures.
    """
    dice = context.dice
    texts = words.frame
    raw = words.raw.frame
    planter = DevicePlanter(spec, subject, words, "frame")

    def sentences(pool: tuple[Template, ...], bounds: tuple[int, int]) -> tuple[Clause, ...]:
        chosen = dice.sample(pool, dice.between(*bounds))
        return tuple(planter.plant(template.render(context), context, ()) for template in chosen)

    title = dice.pick(texts.titles).render(context)
    source = dice.pick(texts.sources).render(context)
    contact = dice.pick(texts.contact).render(context)
    return FrameDraft(
        title=title if dice.chance(0.75) else "",
        source=source if dice.chance(0.25) else "",
        preamble=dice.pick(texts.preambles).render(context),
        heads=(
            dice.pick(raw.organisation_heads),
            dice.pick(raw.response_heads),
            dice.pick(raw.closing_heads),
        ),
        organisation=sentences(texts.organisation, ORGANISATION),
        closing=sentences(texts.closing, CLOSING),
        contact=contact if dice.chance(0.5) else "",
        enumerated=dice.chance(0.4),
    )


def write_report(draft: ReportDraft) -> Writer:
    """Write a report in its layout.

    Parameters
    ----------
    draft
        The report.

    Returns
    -------
    Writer
        The text and where everything stands in it.
    """
    writer = Writer()
    layout = LAYOUTS[draft.layout]
    frame = draft.frame
    heads = frame.heads
    for line in (frame.title, frame.source):
        if line:
            writer.paragraph(line)
    writer.indent = draft.style.indent
    writer.paragraph(frame.preamble)
    if layout.sections:
        writer.paragraph(f"一、{heads[0]}")
    _sentences(writer, frame.organisation, enumerated=frame.enumerated)
    if layout.sections:
        writer.paragraph(f"二、{heads[1]}")
    writer.part = "measure"
    layout.write(writer, draft)
    writer.part = "closing"
    number = 3 if layout.sections else len(draft.issues) + 1
    writer.paragraph(f"{numeral(number)}、{heads[2]}")
    _sentences(writer, frame.closing, enumerated=False)
    if frame.contact:
        writer.paragraph(frame.contact)
    writer.indent = ""
    writer.paragraph(f"中共{draft.subject.body}{draft.subject.party}")
    writer.paragraph(print_date(draft.subject.published))
    return writer


def _sentences(writer: Writer, clauses: tuple[Clause, ...], *, enumerated: bool) -> None:
    writer.paragraph()
    for number, clause in enumerate(clauses, start=1):
        if enumerated:
            writer.write(f"{numeral(number)}是")
        writer.clause(clause)
        writer.write("。")
