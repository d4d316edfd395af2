"""Reading takes no more than linear time on words that repeat."""

from __future__ import annotations

import time

import pytest

from toolkit.damage import find_damage
from toolkit.matching import default_matcher
from toolkit.metadata import read_metadata
from toolkit.outline import read_outline
from toolkit.vocabulary import default_vocabulary

#: A text of this length takes one to four seconds; where a pattern took quadratic time, fifteen and
#: more, and minutes for some.
LENGTH, LIMIT = 300_000, 10.0


@pytest.mark.parametrize(
    "words",
    ["(", "(]", "4月6日从巡视", "(1)4月6日至5月6日,巡察", "已完成整改21个"],
)
def test_repeated_words(words: str) -> None:
    text = words * (LENGTH // len(words))
    outline = read_outline(text, default_vocabulary(), default_matcher())
    begun = time.perf_counter()
    read_metadata(text, outline, default_vocabulary())
    find_damage(text, default_vocabulary())
    assert time.perf_counter() - begun < LIMIT
