"""Named documents 《…》 and what the report says was done with them."""

from __future__ import annotations

from typing import NamedTuple

from ..matching import Hits

_REACH = 60

#: A title mark whose partner stands further away has lost it.
_LONGEST_TITLE = 300


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
        act = _act_after(folded, titles, index, hits) or _act_before(folded, titles, index, hits)
        act = act or _studied_after(folded, titles, index, hits)
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
        limit = min(len(folded), position + _LONGEST_TITLE)
        while end < limit and folded[end] != "\n":
            depth += {"《": 1, "》": -1}.get(folded[end], 0)
            end += 1
            if depth == 0:
                spans.append((position, end))
                break
        position = folded.find("《", end if depth == 0 else position + 1)
    return spans


def _act_after(
    folded: str, titles: list[tuple[int, int]], index: int, hits: Hits
) -> tuple[str, int, int] | None:
    """Revised or issued, said right after the title (对《…》进行修订)."""
    start, stop = _after_row(folded, titles, index, 6)
    for hit in hits.longest("documents", start, stop):
        if hit.code in {"revised", "issued"}:
            return hit.code, hit.start, hit.end
    return None


def _studied_after(
    folded: str, titles: list[tuple[int, int]], index: int, hits: Hits
) -> tuple[str, int, int] | None:
    """Studied, said after the title where no word before it tells (加强《…》等文件学习)."""
    start, stop = _after_row(folded, titles, index, 14)
    for hit in hits.longest("documents", start, stop):
        if hit.code == "studied":
            return hit.code, hit.start, hit.end
    return None


def _after_row(
    folded: str, titles: list[tuple[int, int]], index: int, reach: int
) -> tuple[int, int]:
    """The words after a title, and after those that stand in a row with it, up to a stop."""
    while index + 1 < len(titles) and _in_a_row(folded, titles, index):
        index += 1
    start = titles[index][1]
    stops = (folded.find(mark, start, start + reach) for mark in ",。;、《\n")
    return start, min((stop for stop in stops if stop >= 0), default=start + reach)


def _in_a_row(folded: str, titles: list[tuple[int, int]], index: int) -> bool:
    """True if only joining marks stand between a title and the next."""
    return not folded[titles[index][1] : titles[index + 1][0]].strip("、和及与,以 ")


def _act_before(
    folded: str, titles: list[tuple[int, int]], index: int, hits: Hits
) -> tuple[str, int, int] | None:
    """Nearest act before the title, seen past titles that stand in a row with it.

    A verb that only modifies the title (某厅发布的《…》) is another body's act and passed over.
    """
    while index > 0 and _in_a_row(folded, titles, index - 1):
        index -= 1
    start = titles[index][0]
    reach = max(0, start - _REACH)
    floor = max(reach, *(folded.rfind(mark, reach, start) + 1 for mark in "。;\n》"))
    words = hits.longest("documents", floor, start)
    if words and folded[words[-1].end : start].strip() == "的":
        words = [word for word in words[:-1] if word.code == "required"]
    if not words:
        return None
    return words[-1].code, words[-1].start, words[-1].end
