"""A codebook as the tree of codes that programs of qualitative analysis show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from ..codings.readings import CERTAINTIES, NO_TYPE
from ..errors import ExchangeError
from ..taxonomy import Codebook
from ..taxonomy.codebook import codebook_of
from .descriptions import description, description_data

#: Branches of the tree: their codes are given to problems or to measures.
BRANCHES = {"category": "问题类别", "types": "措施类型", "failure": "失责类型"}
#: Branches that a project has besides, for what readers say of a unit.
READER_BRANCHES = {"further": "其他类别", "certainty": "把握程度"}
#: The branch that holds what is no code: version, rules, boundaries, settings.
SETTINGS = ("codebook", "编码手册")

_LISTS = {"category": "categories", "types": "measure_types", "failure": "failures"}
_OF_CODE = {"code", "zh", "group"}
#: Order of the categories, where it is not that of the groups.
_ORDER = "order"


def _names_in(kind: Any) -> set[str]:
    """Names of all fields of a model, and of the models in it."""
    names = {name for part in get_args(kind) for name in _names_in(part)}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            names |= {name, *_names_in(field.annotation)}
    return names


#: Names that may open a line of a description.
_NAMES = frozenset({_ORDER, *_names_in(Codebook)})


class Node(NamedTuple):
    """A code of the tree.

    Attributes
    ----------
    branch
        The branch it stands in.
    code
        Its code.
    label
        Its Chinese name.
    codable
        True if passages may be coded with it.
    description
        What is said of it.
    children
        Codes below it.
    """

    branch: str
    code: str
    label: str
    codable: bool
    description: str = ""
    children: tuple[Node, ...] = ()

    @property
    def name(self) -> str:
        """Name as programs show it: code and Chinese name."""
        return f"{self.code} {self.label}"


def tree_of(book: Codebook) -> list[Node]:
    """Lay out a codebook: a branch for each facet, categories below their groups, and settings."""
    groups = tuple(
        Node(
            *("category", group.code, group.zh, False),
            description(group.model_dump(mode="json", exclude=_OF_CODE)),
            tuple(_code("category", c) for c in book.categories if c.group == group.code),
        )
        for group in book.groups
    )
    grouped = [node.code for group in groups for node in group.children]
    settings = book.model_dump(
        mode="json", exclude={"groups", *_LISTS.values()}, exclude_defaults=True
    )
    if grouped != [c.code for c in book.categories]:
        settings[_ORDER] = [c.code for c in book.categories]
    flat = {
        branch: tuple(_code(branch, code) for code in getattr(book, _LISTS[branch]))
        for branch in ("types", "failure")
    }
    return [
        Node("category", "category", BRANCHES["category"], False, "", groups),
        *(Node(b, b, BRANCHES[b], False, "", nodes) for b, nodes in flat.items()),
        Node("codebook", *SETTINGS, False, description(settings)),
    ]


def reader_branches(book: Codebook) -> list[Node]:
    """Branches for further categories, certainty, and measures read as having no type."""
    further = tuple(Node("further", c.code, f"{c.zh} (further)", True) for c in book.categories)
    sure = tuple(Node("certainty", value, f"certainty {value}", True) for value in CERTAINTIES)
    none = (Node("types", NO_TYPE, "无类型", True),)
    return [
        Node("further", "further", READER_BRANCHES["further"], False, "", further),
        Node("certainty", "certainty", READER_BRANCHES["certainty"], False, "", sure),
        Node("no type", "no-type", "无类型", False, "", none),
    ]


def book_of(nodes: Iterable[tuple[str, str, Any]], where: str) -> Codebook:
    """Make a codebook of a tree of codes.

    Parameters
    ----------
    nodes
        The codes at the top, each with name, description and its own such children.
    where
        The file, for messages.

    Raises
    ------
    ExchangeError
        If the tree is not one that `tree_of` lays out.
    ResourceError
        If its codes make no valid codebook.
    """
    top = {name.split(" ", 1)[0]: (text, children) for name, text, children in nodes}
    missing = [name for name in (*BRANCHES, SETTINGS[0]) if name not in top]
    if missing:
        raise ExchangeError(
            f"there is no branch {', '.join(missing)} at the top of the codes",
            where=where,
            remedy="this codebook is another program's: read its codes with read_qdc_codes, and "
            "make a codebook of them as docs/codebook.md shows",
        )
    data: dict[str, Any] = description_data(top[SETTINGS[0]][0], _NAMES, where)
    order = data.pop(_ORDER, None)
    groups, categories = [], []
    for name, text, children in top["category"][1]:
        group = _entry(name, text, where)
        groups.append(group)
        categories += [
            {**_entry(child, said, where), "group": group["code"]} for child, said, _ in children
        ]
    if order:
        categories.sort(key=lambda c: order.index(c["code"]) if c["code"] in order else len(order))
    flat = {
        _LISTS[branch]: [_entry(name, text, where) for name, text, _ in top[branch][1]]
        for branch in ("types", "failure")
    }
    return codebook_of({**data, "groups": groups, "categories": categories, **flat}, where)


def _code(branch: str, code: Any) -> Node:
    said = code.model_dump(mode="json", exclude=_OF_CODE, exclude_defaults=True)
    return Node(branch, code.code, code.zh, True, description(said))


def _entry(name: str, text: str, where: str) -> dict[str, Any]:
    code, _, zh = name.partition(" ")
    return {"code": code, "zh": zh, **description_data(text, _NAMES, f"{where}, code {name}")}
