"""Named documents 《…》 and what the report says was done with them."""

from __future__ import annotations

from typing import NamedTuple

from ..matching import Hits

_REACH = 60


class DocumentFound(NamedTuple):
    """A named document: span with marks, title span, act, span of the word that says so."""

    start: int
    end: int
    act: str
    act_span: tuple[int, int] | None


def find_documents(folded: str, hits: Hits) -> list[DocumentFound]:
    """Find outermost 《…》 titles and the act reported of each.

    The act is the word right after the title (进行修订) or the nearest one before it in the same
    sentence; several titles in a row share the word before the first.

    Parameters
    ----------
    folded
        The folded text; inner marks 〈〉 are folded to 《》.
    hits
        The matcher's result for the text.

    Returns
    -------
    list of DocumentFound
        In text order; a title whose mark is never closed in its line is left out.
    """
    titles = _titles(folded)
    found = []
    for index, (start, end) in enumerate(titles):
        act = _act_after(folded, end, hits) or _act_before(folded, titles, index, hits)
        if act is None:
            found.append(DocumentFound(start, end, "cited", None))
        else:
            found.append(DocumentFound(start, end, act[0], act[1:]))
    return found


def _titles(folded: str) -> list[tuple[int, int]]:
    spans = []
    position = folded.find("《")
    while position >= 0:
        depth, end = 0, position
        while end < len(folded) and folded[end] != "\n":
            depth += {"《": 1, "》": -1}.get(folded[end], 0)
            end += 1
            if depth == 0:
                spans.append((position, end))
                break
        position = folded.find("《", end if depth == 0 else position + 1)
    return spans


def _act_after(folded: str, end: int, hits: Hits) -> tuple[str, int, int] | None:
    following = folded[end : end + 6]
    stop = next((i for i, character in enumerate(following) if character in ",。;、《"), 6)
    for hit in hits.longest("documents", end, end + stop):
        if hit.code in {"revised", "issued"}:
            return hit.code, hit.start, hit.end
    return None


def _act_before(
    folded: str, titles: list[tuple[int, int]], index: int, hits: Hits
) -> tuple[str, int, int] | None:
    """Nearest act before the title, seen past titles that stand in a row with it."""
    start = titles[index][0]
    while index > 0 and not folded[titles[index - 1][1] : start].strip("、和及与,以 "):
        index -= 1
        start = titles[index][0]
    floor = max(folded.rfind(mark, 0, start) for mark in "。;\n》")
    floor = max(floor + 1, start - _REACH)
    words = hits.longest("documents", floor, start)
    if not words:
        return None
    return words[-1].code, words[-1].start, words[-1].end
