"""The parts around a report: title and page furniture before it, contact and annex after it."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..matching import Hits
from .numbering import Marker, Paragraph

_DATE_LINE = re.compile(
    r"(?:20\d\d|[二〇零○一二三四五六七八九]{4}) ?年? ?\S{1,3}月 ?\S{1,3}日"
    r"|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
)
_ANNEX = re.compile(r"附件? ?[0-9一二三四五六七八九十]{0,2} ?[:：]?")
_LONGEST_SHORT = 60


class Part(NamedTuple):
    """A paragraph outside the body, its role and what spoke for it."""

    paragraph: Paragraph
    kind: str
    evidence: str


class Frame(NamedTuple):
    """Front matter, body and back matter of a report."""

    front: list[Part]
    body: list[Paragraph]
    markers: list[Marker | None]
    back: list[Part]


def split_frame(
    folded: str, found: list[Paragraph], markers: list[Marker | None], hits: Hits
) -> Frame:
    """Tell the body of a report from what stands before and after it.

    The body begins with the first paragraph that is a sentence or carries a number. After the
    body come, in any order, signature, date, contact line, list of annexes and page furniture.

    Parameters
    ----------
    folded
        The folded text.
    found, markers
        Its paragraphs and their numbers.
    hits
        The matcher's result for the text.

    Returns
    -------
    Frame
    """
    first = 0
    while first < len(found) and markers[first] is None and "。" not in _text(folded, found[first]):
        first += 1
    if first == len(found):
        first = 0
    front = [_front_part(folded, paragraph, hits) for paragraph in found[:first]]
    last = len(found)
    back: list[Part] = []
    while last > first:
        part = _back_part(folded, found[last - 1], markers[last - 1], hits, back)
        if part is None:
            break
        back.insert(0, part)
        last -= 1
    return Frame(front, found[first:last], markers[first:last], back)


def _text(folded: str, paragraph: Paragraph) -> str:
    return folded[paragraph.start : paragraph.end]


def _front_part(folded: str, paragraph: Paragraph, hits: Hits) -> Part:
    found = hits.within("furniture", *paragraph)
    codes = {hit.code for hit in found}
    words = "、".join(dict.fromkeys(folded[hit.start : hit.end] for hit in found))
    if "title" in codes and "chrome" not in codes:
        return Part(paragraph, "title", f"title words: {words}")
    return Part(paragraph, "chrome", words or "no sentence, before the report begins")


def _back_part(
    folded: str, paragraph: Paragraph, marker: Marker | None, hits: Hits, below: list[Part]
) -> Part | None:
    """Role of the last paragraph not yet placed, or ``None`` if it belongs to the body."""
    text = _text(folded, paragraph)
    found = hits.within("furniture", *paragraph)
    codes = [hit.code for hit in found]
    words = "、".join(dict.fromkeys(folded[hit.start : hit.end] for hit in found))
    if _ANNEX.fullmatch(text):
        below[:] = [
            part if part.kind == "chrome" else part._replace(kind="annex", evidence="below 附件")
            for part in below
        ]
        return Part(paragraph, "annex", "附件 alone on a line")
    if codes.count("contact") >= 2:
        return Part(paragraph, "contact", f"contact words: {words}")
    if "。" in text or marker is not None or len(text) > _LONGEST_SHORT:
        return None
    if "chrome" in codes:
        return Part(paragraph, "chrome", f"page words: {words}")
    if _DATE_LINE.fullmatch(text):
        return Part(paragraph, "signature", "a date alone on a line")
    if below and below[0].kind == "signature":
        return Part(paragraph, "signature", "a short line above the date")
    if codes.count("annex"):
        return Part(paragraph, "annex", f"annex words: {words}")
    return Part(paragraph, "annex", "a short line after the report") if _is_file(text) else None


def _is_file(text: str) -> bool:
    return text.lower().endswith((".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ofd", ".wps"))
