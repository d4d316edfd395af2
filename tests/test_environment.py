"""environment.yml, requirements.lock and the metadata say the same things."""

import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import toolkit

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENVIRONMENT = (ROOT / "environment.yml").read_text(encoding="utf-8")
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

SYSTEMS = {
    "Linux": {"sys_platform": "linux", "os_name": "posix"},
    "macOS": {"sys_platform": "darwin", "os_name": "posix"},
    "Windows": {"sys_platform": "win32", "os_name": "nt"},
}


def pip_section() -> list[str]:
    (section,) = [
        part["pip"]
        for part in yaml.safe_load(ENVIRONMENT)["dependencies"]
        if isinstance(part, dict)
    ]
    return list(section)


def installed(lines: list[str], python: str, system: str) -> set[str]:
    """Return the pins among some lines that one machine would install."""
    machine = {
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        **SYSTEMS[system],
    }
    requirements = [Requirement(line) for line in lines]
    return {
        f"{canonicalize_name(r.name)}{r.specifier}"
        for r in requirements
        if r.marker is None or r.marker.evaluate(machine)
    }


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", ["3.11.0", "3.11.4", "3.11.5", "3.11.14"])
def test_conda_gets_what_the_lock_has(python: str, system: str) -> None:
    locked = [line.rstrip("\\ ") for line in LOCK.splitlines() if re.match(r"\w", line)]
    expected = installed(locked, python, system)
    assert installed(pip_section()[:-1], python, system) == expected
    assert len({pin.partition("==")[0] for pin in expected}) == len(expected) > 100


def test_environment_yml_is_what_its_generator_writes() -> None:
    path = ROOT / ".ci" / "make_environment.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    generator: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    assert generator.environment(PROJECT, LOCK) == ENVIRONMENT, "run .ci/make_environment.py"


def test_environment_yml_names_the_main_packages_first_and_the_project_last() -> None:
    section = pip_section()
    names = [line.partition("==")[0] for line in section]
    assert names[:5] == ["jupyterlab", "pandas", "matplotlib", "networkx", "snownlp"]
    assert names[-1] == "-e ."
    direct = tomllib.loads(PROJECT)["project"]["dependencies"]
    assert names[: len(direct)] == [Requirement(line).name for line in direct]


def test_environment_yml_leaves_only_python_and_pip_to_conda() -> None:
    environment = yaml.safe_load(ENVIRONMENT)
    assert environment["name"] == "zhenggai"
    assert environment["channels"] == ["conda-forge", "nodefaults"]
    assert [part for part in environment["dependencies"] if isinstance(part, str)] == [
        "python=3.11",
        "pip",
    ]


@pytest.mark.parametrize("text", [LOCK, ENVIRONMENT], ids=["requirements.lock", "environment.yml"])
def test_no_host_is_named(text: str) -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links|-i\s", text)


def test_the_lock_satisfies_the_metadata() -> None:
    metadata = tomllib.loads(PROJECT)
    wanted = metadata["project"]["dependencies"] + metadata["dependency-groups"]["dev"]
    locked = [
        Requirement(line.rstrip("\\ ")) for line in LOCK.splitlines() if re.match(r"\w", line)
    ]
    for requirement in map(Requirement, wanted):
        pins = [r for r in locked if r.name == canonicalize_name(requirement.name)]
        assert pins, requirement
        for pin in pins:
            (version,) = [specifier.version for specifier in pin.specifier]
            assert requirement.specifier.contains(version), (requirement, version)


def test_citation_is_of_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == toolkit.__version__
    assert citation["license"] == tomllib.loads(PROJECT)["project"]["license"] == "MIT"
    assert citation["authors"] == [{"name": "The zhenggai contributors"}]
