"""The house: rooms import one way, modules stay readable, public names exist."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import toolkit as tk
from tests.conftest import ROOT

#: Rooms from left to right; a room imports only from itself and from rooms before it.
ROOMS = (
    "errors", "numerals", "shielding", "fold", "vocabulary", "matching", "stream", "wrapping", "damage", "schema", "report",
    "readers", "reposts", "corpus",
    "places", "divisions", "outline", "metadata", "status", "facts", "ledger", "explain", "inference", "taxonomy", "codings", "coders", "exchange",
    "compare", "networks", "rhetoric", "figures", "view", "runner", "cli", "__main__",
)  # fmt: skip
#: The room that nothing else imports, and the package itself.
ASIDE = ("simulate", "__init__")
MODULES = sorted((ROOT / "toolkit").rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT / "toolkit").parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    package = ["toolkit", *path.relative_to(ROOT / "toolkit").with_suffix("").parts]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        base = package[: -node.level] if node.level else []
        target = [*base, *(node.module.split(".") if node.module else [])]
        if target[:1] == ["toolkit"]:
            names = [target[1]] if len(target) > 1 else [alias.name for alias in node.names]
            found.update(names)
    return found - {"__version__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_import_one_way(path: Path) -> None:
    here = room(path)
    if here in ASIDE:
        return
    before = set(ROOMS[: ROOMS.index(here) + 1])
    if here == "cli":  # the door is used from outside, as any user does
        before |= {"build_ledger", "code", "read_corpus"}
    assert imported_rooms(path) <= before


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_public_name_can_be_used() -> None:
    assert "build_ledger" in tk.__all__
    for name in tk.__all__:
        assert getattr(tk, name).__doc__


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = "import sys, toolkit; print([m for m in ('pandas', 'matplotlib') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"
