"""Write environment.yml, for conda, from pyproject.toml and requirements.lock.

usage: python .ci/make_environment.py

Conda gets the same environment as ``python run.py env``: the versions that the
lock has for the one Python named here, without the hashes, which conda's pip
section cannot check. tests/test_environment.py fails when the file is stale.
"""

import itertools
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "3.11"

HEAD = f"""\
# The environment for conda users: conda env create -f environment.yml
# Everyone else: python run.py env, which needs no conda and checks hashes too.
#
# Written by .ci/make_environment.py from requirements.lock; do not edit by hand.
name: zhenggai
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python={PYTHON}
  - pip
  - pip:
"""

# What a marker can ask about, over every machine that the file is for. The
# marker is settled, and goes, if it answers the same on all of them.
MACHINES = [
    {"python_version": PYTHON, "python_full_version": f"{PYTHON}.{patch}", **system}
    for patch, system in itertools.product(
        (0, 99),
        (
            {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
            {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
            {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
        ),
    )
]
CPYTHON = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}


def lock_pins(lock: str) -> dict[str, list[str]]:
    """Return the pins for this Python, by package, with the markers still open.

    Parameters
    ----------
    lock : str
        The text of a requirements file as ``uv pip compile`` writes it.

    Returns
    -------
    dict of str to list of str
        Package name and its pins: more than one where they depend on a marker.
    """
    pins: dict[str, list[str]] = {}
    for line in re.findall(r"^\w.*==.*$", lock, re.MULTILINE):
        requirement = Requirement(line.rstrip("\\ "))
        pin = f"{requirement.name}{requirement.specifier}"
        if requirement.marker:
            answers = {requirement.marker.evaluate({**CPYTHON, **m}) for m in MACHINES}
            if answers == {False}:
                continue
            if answers == {True, False}:
                pin += f" ; {requirement.marker}"
        pins.setdefault(canonicalize_name(requirement.name), []).append(pin)
    return pins


def environment(pyproject: str, lock: str) -> str:
    """Return the text of environment.yml.

    Parameters
    ----------
    pyproject, lock : str
        The texts of pyproject.toml and requirements.lock.

    Returns
    -------
    str
        The direct dependencies in pyproject.toml's order, then the development
        tools, then everything that these need, then the project itself.
    """
    pins = lock_pins(lock)
    metadata = tomllib.loads(pyproject)

    def section(title: str, names: Iterable[str]) -> list[str]:
        return [f"      # {title}"] + [
            f"      - {pin}" for name in names for pin in pins.pop(canonicalize_name(name), [])
        ]

    def direct(requirements: Iterable[str]) -> list[str]:
        return [Requirement(text).name for text in requirements]

    lines = section("what the toolkit uses", direct(metadata["project"]["dependencies"]))
    lines += section("what its developers use", direct(metadata["dependency-groups"]["dev"]))
    lines += section("what those need", list(pins))
    lines += ["      # the toolkit itself", "      - -e ."]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Write environment.yml."""
    text = environment(
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
        (ROOT / "requirements.lock").read_text(encoding="utf-8"),
    )
    (ROOT / "environment.yml").write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write("wrote environment.yml\n")


if __name__ == "__main__":
    main()
