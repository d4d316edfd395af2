"""Why a part of a report was read as it was: the evidence of an outline node, in words."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .errors import LedgerError
from .ledger import Ledger

_LONGEST = 40


@dataclass(frozen=True)
class Explanation:
    """The evidence for the role of an outline node; printing it shows all of it.

    Parameters
    ----------
    lines
        One line for each node from the top of the report down to the node asked for.
    """

    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def __repr__(self) -> str:
        return str(self)


def explain(ledger: Ledger, identity: str) -> Explanation:
    """Say what spoke for the role of an outline node.

    Parameters
    ----------
    ledger
        The ledger.
    identity
        A ``node_id``, or an ``issue_id`` or ``measure_id``: then its node is explained.

    Returns
    -------
    Explanation
        For each node from the top of the report down: role, printed number, numbering style,
        score (2 and more: its first words state a problem), first words, and the evidence.

    Raises
    ------
    LedgerError
        If the ledger has no such node, issue or measure.

    Examples
    --------
    ``tk.explain(ledger, "nanjing-2020/i003")``
    """
    nodes = ledger.nodes.set_index("node_id")
    node = _node_of(ledger, identity)
    if node is None or node not in nodes.index:
        raise LedgerError(
            f"no node, issue or measure is called {identity!r}",
            where="explain",
            remedy="use an identity from ledger.nodes, ledger.issues or ledger.measures",
        )
    path = []
    above: object = node
    while isinstance(above, str):
        path.append(nodes.loc[above])
        above = path[-1]["parent_id"]
    lines = tuple(_line(row, depth) for depth, row in enumerate(reversed(path)))
    return Explanation(lines)


def _node_of(ledger: Ledger, identity: str) -> str | None:
    for table, key in ((ledger.issues, "issue_id"), (ledger.measures, "measure_id")):
        found = table.loc[table[key] == identity, "node_id"]
        if len(found):
            return str(found.iloc[0])
    return identity


def _line(row: pd.Series, depth: int) -> str:
    words = str(row["heading"] if pd.notna(row["heading"]) else row["text"]).split("\n")[0]
    parts = [f"{'  ' * depth}{row['kind']}"]
    if pd.notna(row["number"]):
        parts.append(f"{row['number']} ({row['style']})")
    if pd.notna(row["score"]):
        parts.append(f"score {row['score']:g}")
    parts.append(words[:_LONGEST])
    if pd.notna(row["evidence"]):
        parts.append(f"because: {row['evidence']}")
    return " · ".join(parts)
