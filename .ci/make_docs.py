"""Write docs/data_dictionary.md and docs/codebook.md from code and codebook.

usage: python .ci/make_docs.py
"""

from pathlib import Path

from toolkit.schema import data_dictionary
from toolkit.taxonomy import codebook_page, read_codebook

DOCS = Path(__file__).resolve().parent.parent / "docs"


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


def pages() -> dict[Path, str]:
    """Return every generated page and what it is to hold."""
    return {
        DOCS / "data_dictionary.md": render(),
        DOCS / "codebook.md": codebook_page(read_codebook()),
    }


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
