"""Texts with tags around what is to be read: the tags come out, the exact records stay."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from toolkit.codings.structure import COLUMNS

_TAG = re.compile(r"⟦(/?)([IPMS])((?: [a-z]+)*)⟧")
_LAYERS = {"I": "issue", "P": "problem", "M": "measure", "S": "status"}


class Tagged(NamedTuple):
    """A text without its tags, and what they marked, as a structure coding."""

    text: str
    coding: pd.DataFrame


def strip(tagged: str, report_id: str) -> Tagged:
    """Take the tags out of a text and keep what they marked."""
    pieces: list[str] = []
    length = last = issue = 0
    waiting: list[tuple[str, list[str], int]] = []
    rows: list[list[object]] = []
    for match in _TAG.finditer(tagged):
        piece = tagged[last : match.start()]
        pieces.append(piece)
        length += len(piece)
        last = match.end()
        tag, words = match[2], match[3].split()
        if not match[1]:
            issue += tag == "I"
            waiting.append((tag, words, length))
            continue
        opened, words, start = waiting.pop()
        assert opened == tag, f"{report_id}: {opened} closed by {tag} at {length}"
        inside = tag == "I" or any(other == "I" for other, *_ in waiting)
        kind = words[0] if tag == "M" else None
        status, scope = words if tag == "S" else (None, None)
        rows.append(
            [
                report_id,
                _LAYERS[tag],
                issue if inside else None,
                kind,
                start,
                length,
                "",
                status,
                scope,
            ]
        )
    pieces.append(tagged[last:])
    text = "".join(pieces)
    said = {row[2] for row in rows if row[1] == "status"}
    for row in rows:
        row[6] = text[row[4] : row[5]]  # type: ignore[misc]
    for ordinal in range(1, issue + 1):
        if ordinal not in said:
            rows.append([report_id, "status", ordinal, None, None, None, None, "unstated", "none"])
    frame = pd.DataFrame(rows, columns=pd.Index(["report_id", *COLUMNS]))
    return Tagged(text, frame.astype({"issue": "Int64", "start": "Int64", "end": "Int64"}))
