"""How healthy a text is as a whole: a number, and the reasons for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .mark import Damage

#: Below this share of undamaged clauses a text is quarantined: more of it is broken than whole.
LEAST_HEALTH = 0.5
#: Ideographs a report has at least; a page that was meant to hold one and does not has fewer.
_FEWEST_IDEOGRAPHS = 20
#: Share of ideographs among letters below which a text is not Chinese.
_LEAST_CHINESE = 0.3
_CLAUSE = re.compile("[^,，。；;：:！!？?\n\r]*[^,，。；;：:！!？?\\s][^,，。；;：:！!？?\n\r]*")
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")


class Health(NamedTuple):
    """How healthy a text is: share of clauses without damage (0 to 1), and reasons in words."""

    score: float
    reasons: tuple[str, ...]


def text_health(text: str, damage: Sequence[Damage]) -> Health:
    """Measure how much of a text can be trusted.

    The score is the share of clauses (what stands between marks and line ends) that hold no place
    of severity ``damage``. A text with too few ideographs to be a report, or with more letters of
    other scripts than Chinese ones, has the score 0.

    Parameters
    ----------
    text
        The text.
    damage
        From `find_damage`.

    Returns
    -------
    Health
    """
    ideographs, letters = len(_IDEOGRAPH.findall(text)), len(_LETTER.findall(text))
    if ideographs < _FEWEST_IDEOGRAPHS:
        return Health(0.0, (f"{ideographs} Chinese characters are no report",))
    if ideographs < _LEAST_CHINESE * letters:
        share = ideographs / letters
        return Health(0.0, (f"only {share:.0%} of its letters are Chinese characters",))
    serious = [(one.start, one.end) for one in damage if one.severity == "damage"]
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    hurt = 0
    at = 0
    for start, end in clauses:
        while at < len(serious) and serious[at][1] <= start:
            at += 1
        hurt += any(low < end for low, _ in serious[at : at + 1])
    counts = Counter(one.kind.replace("_", " ") for one in damage if one.severity != "note")
    reasons = tuple(f"{count} × {kind}" for kind, count in sorted(counts.items()))
    return Health(1 - hurt / len(clauses), reasons)
