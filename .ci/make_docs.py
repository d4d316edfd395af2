"""Write docs/data_dictionary.md from the declarations in code.

usage: python .ci/make_docs.py
"""

from pathlib import Path

from toolkit.schema import data_dictionary

TARGET = Path(__file__).resolve().parent.parent / "docs" / "data_dictionary.md"


def render() -> str:
    """Return the data dictionary as Markdown."""
    lines = ["# Data dictionary", "", "Written by `.ci/make_docs.py` from `toolkit/schema.py`."]
    for table, rows in data_dictionary().groupby("table", sort=False):
        lines += [
            "",
            f"## {table}",
            "",
            "| column | type | meaning | allowed |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| `{row.column}` | {row.dtype} | {row.meaning} | {row.allowed} |"
            for row in rows.itertuples()
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
