"""README's snippets run; the data dictionary is what the code declares."""

from __future__ import annotations

import re
import runpy
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT


def test_the_snippets_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    snippets = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(snippets) >= 5
    for folder in ("corpus", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "readme.py").write_text("\n".join(snippets), encoding="utf-8")
    names = runpy.run_path(str(tmp_path / "readme.py"))
    assert len(names["nanjing"].issues) == 31
    assert len(names["both"].reports) == 7
    assert (tmp_path / "output" / "nanjing.xlsx").exists()


def test_the_snippets_of_the_guide_to_readings_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "docs" / "readings.md").read_text(encoding="utf-8")
    snippets = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    for name, content in re.findall(r"```yaml\n# (\S+)\n(.*?)```", text, re.DOTALL):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "guide.py").write_text("\n".join(snippets), encoding="utf-8")
    runpy.run_path(str(tmp_path / "guide.py"))
    names = runpy.run_path(str(tmp_path / "guide.py"))  # the same again does no harm
    assert names["coded"].issues["category_basis"].eq("reading").all()
    made = tmp_path / "mine" / "readings"
    assert sorted(file.relative_to(made).as_posix() for file in made.rglob("*.csv")) == [
        "adjudicated/decisions.csv",
        "adjudicated/issues.csv",
        "adjudicated/measures.csv",
        "reader_a/issues.csv",
        "reader_a/measures.csv",
        "reader_b/issues.csv",
        "reader_b/measures.csv",
    ]
    kinds = names["moved"].log["change"].str.split(" ").str[0]
    assert kinds.value_counts().to_dict() == {"split": 29, "rename": 23, "merge": 12}
    assert names["moved"].log["undecided"].sum() == 1
    assert names["recoded"].provenance["codebook"] == "4"


def test_the_snippets_of_the_guide_to_coders_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "docs" / "coders.md").read_text(encoding="utf-8")
    snippets = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "guide.py").write_text("\n".join(snippets), encoding="utf-8")
    names = runpy.run_path(str(tmp_path / "guide.py"))
    assert names["coded"].provenance["coder_category"] == "linear (n-grams)"
    assert names["back"].issues.equals(names["readings"].issues)
    assert names["same"] == names["book"]


def test_the_counts_in_the_readme_are_those_read(
    shipped_counts: dict[str, tuple[int, int]],
) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `([a-z0-9-]+)` \|[^|]*\|[^|]*\| (\d+) \| (\d+|–) \|$", text, re.MULTILINE
    )
    printed = {name: (int(entries), 0 if n == "–" else int(n)) for name, entries, n in rows}
    assert printed == shipped_counts


def test_generated_pages_are_what_the_code_gives() -> None:
    pages = runpy.run_path(str(ROOT / ".ci" / "make_docs.py"))["pages"]()
    assert {page.name for page in pages} == {"data_dictionary.md", "codebook.md"}
    for page, text in pages.items():
        assert page.read_text(encoding="utf-8") == text
