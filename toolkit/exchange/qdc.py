"""Codebooks as REFI-QDA codebook files (``.qdc``)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ..readers.files import read_bytes
from ..taxonomy import Codebook, as_codebook
from .book_tree import Node, book_of, tree_of
from .refi import (
    ORIGIN,
    Element,
    Kind,
    children,
    described,
    description_of,
    element,
    guid_of,
    parsed,
    serialised,
)

_CODES = {
    "guid": "string", "name": "string", "path": "string", "codable": "boolean",
    "color": "string", "description": "string",
}  # fmt: skip


def write_qdc(codebook: Codebook | str | Path | None, path: str | Path) -> Path:
    """Write a codebook as a REFI-QDA codebook, for NVivo, ATLAS.ti, MAXQDA, QualCoder and others.

    Parameters
    ----------
    codebook
        The codebook, or the path of one; the shipped one if ``None``.
    path
        The file, ``.qdc``; one that is there is replaced.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ExchangeError
        If a text holds a character that XML cannot hold.

    Notes
    -----
    A code's name is the code and its Chinese name; all else that the codebook says of it stands
    in its description, a line for each (``definition: …``), so that people can read and change it
    there. Categories stand below their groups; a branch ``codebook`` holds version, rules and
    boundaries. The same codebook gives the same bytes. The document is held against the schema of
    the standard (Codebook.xsd) before it is written.
    """
    book = as_codebook(codebook)
    root = element("Codebook", "CodeBook", origin=ORIGIN)
    nodes = tree_of(book)
    write_nodes(element("Codebook", "Codes", root), nodes, "Codebook")
    _write_sets(root, nodes)
    target = Path(path)
    target.write_bytes(serialised(root, "Codebook"))
    return target


def read_qdc(path: str | Path) -> Codebook:
    """Read a codebook from a REFI-QDA codebook that `write_qdc` wrote, changed since or not.

    Parameters
    ----------
    path
        The file, ``.qdc``.

    Raises
    ------
    ReaderError
        If the file cannot be read.
    ExchangeError
        If it is no REFI-QDA codebook, or another program's own.
    ResourceError
        If its codes make no valid codebook.
    """
    root = _root(path)
    return book_of(_tree(children(children(root, "Codes")[0], "Code")), str(path))


def read_qdc_codes(path: str | Path) -> pd.DataFrame:
    """Read the codes of any REFI-QDA codebook as a table.

    Parameters
    ----------
    path
        The file, ``.qdc``.

    Returns
    -------
    pandas.DataFrame
        One row per code, in the order of the file: guid, name, path (names of the codes above it
        and its own, divided by `` / ``), codable, color, description.

    Raises
    ------
    ReaderError
        If the file cannot be read.
    ExchangeError
        If it is no REFI-QDA codebook.
    """
    rows: list[tuple[object, ...]] = []
    waiting = [("", code) for code in reversed(children(children(_root(path), "Codes")[0], "Code"))]
    while waiting:
        above, code = waiting.pop()
        name = str(code.get("name"))
        here = f"{above} / {name}" if above else name
        codable = code.get("isCodable") in {"true", "1"}
        rows.append(
            (code.get("guid"), name, here, codable, code.get("color"), description_of(code))
        )
        waiting += [(here, child) for child in reversed(children(code, "Code"))]
    return pd.DataFrame(rows, columns=pd.Index(list(_CODES))).astype(_CODES)


def write_nodes(parent: Element, nodes: Iterable[Node], kind: Kind) -> None:
    """Write codes, and those below them, into an element."""
    for node in nodes:
        made = element(
            kind,
            "Code",
            parent,
            guid=code_guid(node),
            name=node.name,
            isCodable="true" if node.codable else "false",
        )
        if node.description:
            described(made, kind, node.description)
        write_nodes(made, node.children, kind)


def _write_sets(root: Element, nodes: Iterable[Node]) -> None:
    """Write a set of codes for each facet: some programs read no codebook without sets."""
    sets = element("Codebook", "Sets", root)
    for branch in nodes:
        members = list(_codable(branch.children))
        if members:
            guid = guid_of("set", branch.code)
            made = element("Codebook", "Set", sets, guid=guid, name=branch.name)
            for node in members:
                element("Codebook", "MemberCode", made, guid=code_guid(node))


def _codable(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        if node.codable:
            yield node
        yield from _codable(node.children)


def code_guid(node: Node) -> str:
    """GUID of a code, the same in every file."""
    return guid_of("code", node.branch, node.code, node.codable)


def _root(path: str | Path) -> Element:
    return parsed(read_bytes(Path(path), str(path)), "Codebook", str(path))


def _tree(codes: list[Element]) -> list[tuple[str, str, object]]:
    return [
        (str(c.get("name")), description_of(c) or "", _tree(children(c, "Code"))) for c in codes
    ]
