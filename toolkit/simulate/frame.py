"""The parts of a report around its issues."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from toolkit.simulate.content import DevicePlanter
from toolkit.simulate.draft import Clause, FrameDraft, ReportDraft, Subject
from toolkit.simulate.layouts import LAYOUTS, Sections
from toolkit.simulate.markers import MARKERS, fit_markers
from toolkit.simulate.spec import SimulationSpec
from toolkit.simulate.templates import Context, print_date
from toolkit.simulate.words import Frame, Templates, Vocabulary
from toolkit.simulate.writer import Writer

#: Fewest and most sentences of the first and of the last section.
ORGANISATION = (3, 6)
CLOSING = (2, 4)
#: How often the sentences of each section are counted, and how often each on its own line.
COUNTED = 0.4
ON_LINES = 0.3


def draw_frame(
    spec: SimulationSpec, subject: Subject, words: Vocabulary, context: Context, texts: Frame
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
    texts
        Texts for this kind of document.

    Returns
    -------
    FrameDraft
        Its sentences carry devices at the same rates as measures.
    """
    dice = context.dice
    planter = DevicePlanter(spec, subject, words, "frame")

    def one(pool: Templates) -> str:
        return dice.pick(pool).render(context) if pool else ""

    def sentences(pool: Templates, bounds: tuple[int, int]) -> tuple[Clause, ...]:
        chosen = dice.sample(pool, dice.between(*bounds))
        return tuple(planter.plant(template.render(context), context, ()) for template in chosen)

    def marker() -> str:
        return ("（一）" if dice.chance(ON_LINES) else "一是") if dice.chance(COUNTED) else ""

    title = one(texts.titles)
    source = one(texts.sources)
    contact = one(texts.contact)
    shown = subject.published + timedelta(days=1)
    return FrameDraft(
        title=title if dice.chance(0.75) else "",
        source=source if dice.chance(0.25) else "",
        preamble=one(texts.preambles),
        heads=(
            one(texts.organisation_heads),
            one(texts.response_heads),
            one(texts.closing_heads),
        ),
        organisation=sentences(texts.organisation, ORGANISATION),
        closing=sentences(texts.closing, CLOSING),
        contact=contact if dice.chance(0.5) or texts.contact_heads else "",
        organisation_marker=marker(),
        closing_marker=marker(),
        period=f"{print_date(shown)}至{print_date(shown + timedelta(dice.between(4, 9)), shown)}",
        salutation=one(texts.salutations),
        contact_head=one(texts.contact_heads),
        signature=one(texts.signatures),
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
    layout = LAYOUTS[draft.layout]
    frame = draft.frame
    heads = frame.heads
    # Without line breaks, a space keeps the date of publication from the next number.
    writer = Writer(line_break=layout.line_break or " ")
    for line in (frame.title, frame.source):
        if line:
            writer.paragraph(line)
    if layout.line_break:
        writer.indent = draft.style.indent
    if frame.salutation:
        writer.line(frame.salutation)
    writer.paragraph(frame.preamble)
    writer.line_break = layout.line_break
    own = layout.sections == "own"
    if frame.organisation:
        if not own:
            _heading(writer, layout.sections, heads[0])
        _sentences(writer, frame.organisation, frame.organisation_marker)
    if not own:
        _heading(writer, layout.sections, heads[1])
    writer.part = "measure"
    layout.write(writer, replace(draft, form=fit_markers(draft.form, draft.issues)))
    writer.part = "closing"
    if frame.closing:
        _heading(writer, layout.sections, heads[2])
        _sentences(writer, frame.closing, frame.closing_marker)
    for line in (frame.contact_head, frame.contact):
        if line:
            writer.paragraph(line)
    writer.indent = ""
    writer.paragraph(frame.signature)
    writer.paragraph(print_date(draft.subject.published))
    return writer


def _heading(writer: Writer, sections: Sections, text: str) -> None:
    writer.paragraph(text if sections == "plain" else writer.next_section() + text)


def _sentences(writer: Writer, clauses: tuple[Clause, ...], marker: str) -> None:
    """Write sentences in one paragraph, or counted; then each is a measure of its own."""
    lines = marker == "（一）"
    if not lines:
        writer.paragraph()
    for number, clause in enumerate(clauses, start=1):
        if lines:
            writer.paragraph()
        if marker:
            writer.organisational([clause], number, MARKERS[marker](number, len(clauses)))
        else:
            writer.clause(clause)
            writer.write("。")
