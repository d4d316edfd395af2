"""The habits of the office that wrote a report."""

from __future__ import annotations

from toolkit.simulate.dice import Dice
from toolkit.simulate.draft import Form, Style
from toolkit.simulate.markers import FIELD_STYLES, LINE_STYLES
from toolkit.simulate.words import Vocabulary

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
FINDINGS = (("对“", "”问题，"), ("对“", "”的问题，"), ("对", "问题，"), ("对", "的问题，"))
SEPARATORS = (".", ".", "．", ". ", "、")
#: How often labels stand ahead of the response, statuses end it in words, or labels end it.
STATUS_PLACES = (("heading", 0.45), ("running", 0.35), ("tail", 0.2))

LABEL_FRAMES = ("{label}：", "{label}：", "{label}:", "【{label}】")
ANSWERS = ("measures", "progress", "both")
#: Numbers of blocks, with whether they stand on lines of their own.
BLOCKS = (
    ("{numeral}、", False),
    ("问题{numeral}：", False),
    ("第{one}项", True),
    ("序号{one}", True),
    ("", False),
)
LEAVES = ("({})", "（{}）")
DIVIDERS = ("\t", "\t", "|", " | ")
BLANKS = ("—", "/", "——")
ACTION_STOPS = ("。", "。", "")


def draw_style(words: Vocabulary, dice: Dice) -> Style:
    """Draw the habits of an office in running text.

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


def draw_form(words: Vocabulary, dice: Dice) -> Form:
    """Draw the habits of an office in forms, tables and numbering.

    Parameters
    ----------
    words
        The vocabulary.
    dice
        Draws.

    Returns
    -------
    Form
        The same throughout a report.
    """
    block, block_line = dice.pick(BLOCKS)
    return Form(
        labels={name: dice.pick(wordings) for name, wordings in words.raw.labels.items()},
        label_frame=dice.pick(LABEL_FRAMES),
        answer=dice.pick(ANSWERS),
        block=block,
        block_line=block_line,
        leaf=dice.pick(LEAVES),
        line_marker=dice.pick(LINE_STYLES),
        field_marker=dice.pick(FIELD_STYLES),
        field_lines=dice.chance(0.4),
        columns=_columns(dice),
        divider=dice.pick(DIVIDERS),
        blank=dice.pick(BLANKS),
        finding=dice.pick(FINDINGS),
        action_stop=dice.pick(ACTION_STOPS),
    )


def _columns(dice: Dice) -> tuple[str, ...]:
    """Draw the columns of a table: most have numbers, some name a person."""
    wanted = {
        "number": dice.chance(0.8),
        "problem": True,
        "measures": True,
        "unit": True,
        "leader": dice.chance(0.4),
        "deadline": True,
        "status": True,
    }
    return tuple(column for column, there in wanted.items() if there)
