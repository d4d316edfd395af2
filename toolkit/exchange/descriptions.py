"""Descriptions of codes and passages: lines that people read and change, and programs keep.

They are YAML, written by rule and read with more patience than YAML has: in another program
people write what they like behind a name. A colon, a number sign or a bracket in their words is
no YAML there, and a line that begins with no name goes on with what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import yaml

from ..errors import ExchangeError

#: What opens a line: its depth, the mark of an item, and a name.
_LINE = re.compile(r"(?P<head>(?:- |  )*(?:(?P<name>[a-z_]+):(?: +|$))?)(?P<words>.*)")
#: Words in quotation marks, as they are written where they could be mistaken.
_QUOTED = re.compile(r"'(?:[^']|'')*'\s*|\"(?:[^\"\\]|\\.)*\"\s*", re.DOTALL)


class _Loader(yaml.BaseLoader):
    """Every word is text; nothing refers to anything else, so that nothing small grows large."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "an alias, which is never written", mark)
        return super().compose_node(parent, index)


def description(data: Mapping[str, Any]) -> str:
    """Write names and what belongs to them, a line for each; nothing if there is nothing."""
    if not data:
        return ""
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=10**6)


def description_data(text: str, names: Collection[str], where: str) -> dict[str, Any]:
    """Read a description that `description` wrote, changed by people since or not.

    Parameters
    ----------
    text
        The description.
    names
        Names that may stand at the beginning of a line.
    where
        What is described, for messages.

    Returns
    -------
    dict of str to object
        Names and what belongs to them; every single value is text.

    Raises
    ------
    ExchangeError
        If the lines do not say what belongs to which name.
    """
    lines = "\n".join(_unmistakable(text.replace("\r\n", "\n").rstrip("\n"), names))
    try:
        data = yaml.load(lines, _Loader) if lines.strip() else {}
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise ExchangeError(
            f"the description has lost its form: {said}",
            where=where,
            remedy="keep a name and a colon before each part, and '- ' before each of several",
        ) from error
    if not isinstance(data, dict):
        raise ExchangeError(
            "the description holds words without a name before them",
            where=where,
            remedy="write 'definition: ' before them",
        )
    return data


def _unmistakable(text: str, names: Collection[str]) -> Iterator[str]:
    """Lines of a description with what people wrote in quotation marks."""
    rest = text.split("\n")
    while rest:
        head, words = _opened(rest.pop(0), names)
        quoted = _quotation(words, rest)
        if quoted is None and words not in {"[]", "{}"}:
            more = _continued(rest, names)
            words = "\n".join([words, *(line.strip() for line in rest[:more])]).lstrip("\n")
            yield f"{head.rstrip()} {_in_marks(words)}" if words else head.rstrip()
            del rest[:more]
        else:
            yield head + words
            yield from rest[: quoted or 0]
            del rest[: quoted or 0]


def _continued(rest: list[str], names: Collection[str]) -> int:
    """How many lines more go on with the words of one: those that begin with no name or mark."""
    count = 0
    for number, line in enumerate(rest, 1):
        if line.strip():
            if _opened(line, names)[0].strip():
                break
            count = number
    return count


def _opened(line: str, names: Collection[str]) -> tuple[str, str]:
    """What opens a line, and its words; a name that is none of ours is of the words."""
    match = _LINE.fullmatch(line)
    if match is None:
        return "", line
    name = match["name"]
    if name is None or name in names:
        return match["head"], match["words"]
    return line[: match.start("name")], line[match.start("name") :]


def _quotation(words: str, rest: list[str]) -> int | None:
    """How many lines more a text in quotation marks has; nothing if it is none."""
    if words[:1] not in {"'", '"'}:
        return None
    for count in range(len(rest) + 1):
        if _QUOTED.fullmatch("\n".join([words, *rest[:count]])):
            return count
    return None


def _in_marks(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + escaped.replace("\n", "\\n") + '"'
