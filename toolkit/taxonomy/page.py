"""The codebook as a page for readers: Markdown, without the words the automatic coder uses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .codebook import Codebook, DefinedCode, as_codebook


def codebook_page(codebook: Codebook | str | Path | None = None, *, examples: bool = True) -> str:
    """Write a codebook as the page that readers code from.

    Parameters
    ----------
    codebook
        The codebook, or the path of one; the shipped one if none is given.
    examples
        Whether to print the examples. Leave them out where readers are to code the very texts
        that the examples come from.

    Returns
    -------
    str
        Markdown: the rules; the codes with definition, what falls under them and what does not,
        and how neighbours are told apart. Indicators are left out, so that readings do not lean
        on the words by which they are later to be compared with the automatic coder.
    """
    book = as_codebook(codebook)
    lines = [f"# Codebook (编码手册), version {book.version}", "", "## Rules of coding", ""]
    lines += [f"{n}. **{rule.code}** {rule.rule}" for n, rule in enumerate(book.rules, start=1)]
    lines += ["", "## Problem categories (问题类别), field `category`"]
    for group in book.groups:
        lines += ["", f"### {group.code} · {group.zh} · {group.en}"]
        for category in book.categories:
            if category.group == group.code:
                lines += _entry(book, category, examples)
    lines += ["", "## Measure types (措施类型), field `types`"]
    for measure_type in book.measure_types:
        lines += _entry(book, measure_type, examples)
    lines += ["", "## Kinds of failure (失责类型), field `failure`"]
    for failure in book.failures:
        lines += _entry(book, failure, examples)
    return "\n".join(lines) + "\n"


def _entry(book: Codebook, code: DefinedCode, examples: bool) -> Iterator[str]:
    yield ""
    yield f"#### {code.code} · {code.zh} · {code.en}"
    yield ""
    yield code.definition
    for title, items in (("Includes", code.includes), ("Excludes", code.excludes)):
        if items:
            yield f"- *{title}*: {'; '.join(items)}."
    for neighbour, tell in book.neighbours_of(code.code).items():
        yield f"- *Beside {neighbour}*: {tell}"
    if examples:
        yield from _examples(code)


def _examples(code: DefinedCode) -> Iterator[str]:
    for one in code.examples:
        yield f"- *Example*: {one.quote} ({one.report_id}, {one.start}–{one.end})"
    if not code.examples:
        yield "- *Example*: none in this corpus."
