"""What a line of a report looks like: a heading, a statement, a status."""

from __future__ import annotations

import re
from bisect import bisect_left

from .page import ENDS_IN_PROBLEM, OPENER, Page

LONGEST_HEADING = 40
LONGEST_STATEMENT = 120
_PUNCTUATION = re.compile("[。;!?:,]")
_FULL_STOPS = re.compile("[。!?:]|;$")
_LONGEST_END = 16


def is_heading(page: Page, line: int, stop: int) -> bool:
    """True for a short line without punctuation that opens no entry and states no status."""
    words = page.solid[line:stop]
    return (
        3 < len(words) <= LONGEST_HEADING
        and _PUNCTUATION.search(words) is None
        and not words[0].isdigit()
        and not OPENER.match(words)
        and not is_status(page, line, stop)
    )


def is_status(page: Page, line: int, stop: int) -> bool:
    """True for a line of status words only, in brackets or not."""
    bare = page.solid[line:stop].strip("【】[]()〔〕")
    start = page.solid.index(bare, line) if bare else line
    return bool(page.bracketed_status(start, start + len(bare)))


def is_statement(page: Page, line: int, stop: int) -> bool:
    """True for a line without a full stop that tells of deficiency."""
    words = page.solid[line:stop]
    hits = page.hits.longest("problems", line, stop)
    lacking = any(hit.code == "deficiency" and hit.end - hit.start > 1 for hit in hits)
    plain = words[0].isalnum() and not words[0].isdigit() and not _FULL_STOPS.search(words)
    return lacking and plain and 3 < len(words) <= LONGEST_STATEMENT // 2


def stands_alone(page: Page, line: int, stop: int) -> bool:
    """True for a line without a full stop between empty lines, commas or not."""
    words = page.solid[line:stop]
    apart = line in page.stream.blanks and stop in page.stream.blanks
    return apart and words[0].isalnum() and not _FULL_STOPS.search(words) and not words[0].isdigit()


def names_problem(page: Page, line: int, stop: int) -> bool:
    """True for a line that closes with 问题 and is no sentence that goes on (针对…问题, …)."""
    ends = ENDS_IN_PROBLEM.search(page.solid, max(line, stop - _LONGEST_END), stop)
    return ends is not None and page.solid[stop - 1] not in ",;"


def begins_afresh(page: Page, line: int) -> bool:
    """True for a line behind a finished sentence, or behind the line of a field."""
    if page.solid[line - 1] in "。;!?:”)】":
        return True
    above = page.stream.breaks[bisect_left(page.stream.breaks, line) - 1]
    return bool(page.labels_in(above, line))


def names_part(page: Page, line: int, stop: int) -> bool:
    """True for a heading whose words name a part of the report (下一步打算)."""
    named = page.parts_named(line, stop)
    return any(2 * len(word) >= stop - line for words in named.values() for word in words)
