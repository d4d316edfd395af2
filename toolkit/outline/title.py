"""The title of a report: the lines before it that belong together."""

from __future__ import annotations

import re
from typing import NamedTuple

#: Evidence of a front line in which nothing was found.
NO_SENTENCE = "no sentence, before the report begins"
_CLOSES_TITLE = re.compile(
    "(?:通报|报告|公告|公示|公开|通告|方案|情况|发言|汇报|清单|计划|台账|公开表)[)）]?$"
)
_NO_TITLE = re.compile(r"^附件|[A-Za-z]{4}|星期|[▲●★\[【]|〔\d+〕|:$|^[-(]|\d日\)?$|^\d")
#: A line that opens with the body and what it reports on needs none above it.
_WHOLE = re.compile("(?!关于)[^,。;:]{3,40}关于|中共[^,。;:]{4,40}巡[察视]整改")
_LAST_WORDS = re.compile("的?(?:情况)?的?(?:通报|通告|报告|公告|公示|方案|情况)")
_REMARK = re.compile(r"\([^\d()]{2,12}\)")


class Line(NamedTuple):
    """A line of text without the white space around it; places in the text."""

    start: int
    end: int


class Part(NamedTuple):
    """A line or passage outside the body, its role and what spoke for it."""

    start: int
    end: int
    kind: str
    evidence: str


class Frame(NamedTuple):
    """Front matter, page furniture inside the report, back matter, and the body's span."""

    front: list[Part]
    inside: list[Part]
    back: list[Part]
    start: int
    end: int


def whole_title(folded: str, front: list[Part]) -> list[Part]:
    """Lines before the report, those that go on with the title line above and below them."""
    closing = [
        at
        for at, part in enumerate(front)
        if part.kind == "title" and _CLOSES_TITLE.search(_words(folded, part))
    ]
    if not closing:
        return front
    first = last = closing[-1]
    while (
        first
        and not _WHOLE.match(folded, *front[first][:2])
        and _adjoins(folded, front[first - 1], front[first])
    ):
        first -= 1
    while last + 1 < len(front) and _ends_title(folded, front[last], front[last + 1]):
        last += 1
    following = front[last + 1 : last + 2]
    if following and _adjoins(folded, front[last], following[0]):
        last += _REMARK.fullmatch(folded, following[0].start, following[0].end) is not None
    return [
        part._replace(kind="title", evidence="goes on with the title")
        if first <= at <= last and part.kind != "title"
        else part
        for at, part in enumerate(front)
    ]


def _ends_title(folded: str, above: Part, below: Part) -> bool:
    """True if a line holds only the last word of the title above it."""
    return _adjoins(folded, above, below) and bool(_LAST_WORDS.fullmatch(_words(folded, below)))


def _words(folded: str, part: Part) -> str:
    return "".join(folded[part.start : part.end].split())


def _adjoins(folded: str, above: Part, below: Part) -> bool:
    """True if no empty line parts two lines, neither of which is of another kind."""
    plain = all(part.kind == "title" or part.evidence == NO_SENTENCE for part in (above, below))
    other = _NO_TITLE.search(folded, above.start, above.end)
    return plain and not other and folded.count("\n", above.end, below.start) <= 1
