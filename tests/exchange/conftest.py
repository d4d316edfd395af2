"""Two readers' coding of a small report with characters outside the basic plane."""

from __future__ import annotations

import pandas as pd
import pytest

import toolkit as tk
from toolkit.codings.readings import Codings
from toolkit.codings.sheets import text_hash

TEXT = "😀关于𠮷县合同管理不规范的问题。\r\n一是修订办法😀。=二是约谈。\n"
READERS = ("读者甲", "reader b")


def table(rows: list[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=pd.Index(columns))
    dtypes = dict.fromkeys(columns, "string") | dict.fromkeys(
        ("start", "end", "certainty"), "Int64"
    )
    return frame.astype(dtypes)


def coding(category: str, further: str | None, types: str | None, note: str | None) -> Codings:
    digest = text_hash(TEXT)
    spans = [(3, 14), (18, 26), (26, 32)]
    quotes = [TEXT[a:b] for a, b in spans]
    issue = (
        "r",
        "r/i001",
        *spans[0],
        quotes[0],
        digest,
        "党建方面",
        category,
        further,
        "procedure",
        1,
        note,
    )
    return Codings(
        table([issue], ["report_id", "issue_id", "start", "end", "quote", "text_hash", "group", "category", "further", "failure", "certainty", "note"]),
        table(
            [
                ("r", "r/i001/m01", *spans[1], quotes[1], digest, "enumerated", types, 2, None),
                ("r", "r/i001/m02", *spans[2], quotes[2], digest, "enumerated", None, None, None),
            ],
            ["report_id", "measure_id", "start", "end", "quote", "text_hash", "kind", "types", "certainty", "note"],
        ),
    )  # fmt: skip


@pytest.fixture
def corpus() -> tk.Corpus:
    return tk.Corpus.from_reports([tk.Report("r", TEXT)])


@pytest.fixture
def readings() -> dict[str, Codings]:
    return {
        READERS[0]: coding("F3", "D1;O3", "M-rule;M-account", "含“引号”: 与 冒号\n两行"),
        READERS[1]: coding("F3", None, "none", None),
    }
