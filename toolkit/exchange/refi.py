"""XML of the REFI-QDA standard: written and read under the standard's own schemas."""

from __future__ import annotations

import uuid
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from lxml import etree

from ..errors import ExchangeError

Kind = Literal["Project", "Codebook"]

#: Namespaces of the two schemas.
NAMESPACES: dict[Kind, str] = {
    "Project": "urn:QDA-XML:project:1.0",
    "Codebook": "urn:QDA-XML:codebook:1.0",
}
#: Program named as the origin of what we write.
ORIGIN = "zhenggai"
#: Our own space of names, from which GUIDs are made: the same thing has the same GUID each time.
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:zhenggai:refi-qda")

Element = Any


def guid_of(*parts: object) -> str:
    """GUID of a thing named by its parts."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(map(str, parts))))


def element(kind: Kind, tag: str, parent: Element | None = None, **attributes: str) -> Element:
    """Make an element of a schema, inside a parent if there is one.

    Raises
    ------
    ExchangeError
        If an attribute holds a character that XML cannot hold.
    """
    name = f"{{{NAMESPACES[kind]}}}{tag}"
    made = (
        etree.Element(name, nsmap={None: NAMESPACES[kind]})
        if parent is None
        else etree.SubElement(parent, name)
    )
    for attribute, value in attributes.items():
        with _holding(value, f"{tag}, attribute {attribute}"):
            made.set(attribute, value)
    return made


def described(made: Element, kind: Kind, text: str) -> None:
    """Give an element its description.

    Raises
    ------
    ExchangeError
        If it holds a character that XML cannot hold.
    """
    description = element(kind, "Description", made)
    with _holding(text, "Description"):
        description.text = text


class _holding:
    """Say of a text that XML cannot hold what it was and where."""

    def __init__(self, text: str, where: str) -> None:
        self._text, self._where = text, where

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValueError):
            raise ExchangeError(
                f"{self._text[:40]!r} holds a character that XML cannot hold",
                where=self._where,
                remedy="take control characters out of it",
            ) from error


def serialised(root: Element, kind: Kind) -> bytes:
    """Write a document as UTF-8, once it has been held against its schema."""
    _validate(root, kind, "what was to be written")
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data


def parsed(data: bytes, kind: Kind, where: str) -> Element:
    """Read a document and hold it against its schema.

    Raises
    ------
    ExchangeError
        If it is no XML, declares a document type, or does not fit the schema.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ExchangeError(
            f"this is not XML: {error}", where=where, remedy="export it again"
        ) from error
    if root.getroottree().docinfo.doctype:
        raise ExchangeError(
            "the document declares a document type, which no program of the standard does",
            where=where,
            remedy="do not open it; export it again from a program you trust",
        )
    _validate(root, kind, where)
    return root


def children(parent: Element, tag: str) -> list[Element]:
    """Children of an element by their name, whatever the namespace."""
    return [child for child in parent if etree.QName(child).localname == tag]


def description_of(parent: Element) -> str | None:
    """Text of an element's description."""
    found = children(parent, "Description")
    return (found[0].text or "") if found else None


@cache
def _schema(kind: Kind) -> Any:
    place = files("toolkit") / "resources" / "refi_qda" / f"{kind}.xsd"
    return etree.XMLSchema(etree.fromstring(place.read_bytes()))


def _validate(root: Element, kind: Kind, where: str) -> None:
    schema = _schema(kind)
    if not schema.validate(root):
        fault = schema.error_log[0]
        raise ExchangeError(
            f"line {fault.line} does not fit the schema of REFI-QDA: {fault.message}",
            where=where,
            remedy="export it again as REFI-QDA (.qdc for a codebook, .qdpx for a project)",
        )
