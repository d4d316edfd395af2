"""The vocabulary is complete, its own, and keeps rhetoric apart from facts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit.errors import ResourceError
from toolkit.simulate import load_vocabulary
from toolkit.simulate.vocabulary import VOCABULARY_PATH

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
CATEGORIES = (
    ["P1", "P2", "P3", "R1", "O1", "O2", "O3"]
    + [f"E{n}" for n in range(1, 11)]
    + [f"D{n}" for n in range(1, 5)]
    + [f"F{n}" for n in range(1, 6)]
    + [f"X{n}" for n in range(1, 10)]
)
MEASURES = (
    "study lead rule plan supervise build enforce monitor account coord outsource fund staff "
    "public review train"
)
DEVICES = (
    "alignment resolve urgency thoroughness campaign institutionalisation responsibility "
    "vagueness promise recognition"
)


def _strings(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    if isinstance(node, dict):
        return [text for value in node.values() for text in _strings(value)]
    if isinstance(node, list):
        return [text for value in node for text in _strings(value)]
    return []


def _data() -> dict[str, Any]:
    data = yaml.safe_load(VOCABULARY_PATH.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def test_every_code_has_words() -> None:
    words = load_vocabulary()
    assert sorted(words.categories) == sorted(CATEGORIES)
    assert all(len(category.problems) >= 3 for category in words.categories.values())
    for measures, fewest in ((words.raw.measures, 6), (words.raw.promises, 5)):
        assert list(measures.types) == [f"M-{name}" for name in MEASURES.split()]
        assert all(len(texts) >= fewest for texts in measures.types.values())
    assert all(len(headings) >= 4 for headings in words.actions.values())
    assert sorted(words.devices) == sorted(DEVICES.split())
    assert all(len(d.before) + len(d.after) >= 8 for d in words.devices.values())
    cores = {code for sector in words.raw.sectors.values() for code in sector.core}
    assert cores == {code for code in CATEGORIES if code[0] in "EX"}


def test_no_run_of_the_real_reports() -> None:
    """No 15 characters of the vocabulary stand in a real report, bar nationwide formulae."""
    size = 15
    seen: set[str] = set()
    for path in sorted(CORPUS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        seen.update(text[i : i + size] for i in range(len(text) - size + 1))
    assert len(seen) > 20000
    data = _data()
    formulae = data.pop("formulae")
    shared = []
    for text in _strings(data):
        for formula in formulae:
            text = text.replace(formula, "\n")
        shared += [t for i in range(len(text) - size + 1) if (t := text[i : i + size]) in seen]
    assert shared == []


def test_facts_carry_no_rhetoric() -> None:
    """Otherwise a report with all rates at 0 would not be free of devices."""
    words = load_vocabulary()
    rhetoric = re.compile(
        "进一步|切实|长效|立行立改|举一反三|压实|持续|不断|坚决|彻底|第一时间|立即|攻坚|高度重视|"
        "政治站位|下一步|专项行动|层层|全面|逐条|逐项|从严|务必|深刻|狠抓|扎实|今后|力争|大力|迅速|"
        "两个维护|四个意识|指导思想|标本兼治|主体责任"
    )
    texts: list[Any] = [*words.raw.actions, *words.raw.fields.goals]
    for measures in (words.raw.measures, words.raw.promises):
        texts += [*measures.openers, *(t for texts in measures.types.values() for t in texts)]
    for frame in words.raw.frames.values():
        texts += [*frame.preambles, *frame.organisation, *frame.closing]
    for text in texts:
        source = text if isinstance(text, str) else text.text
        assert not rhetoric.search(source), source


def test_measures_give_away_no_status() -> None:
    words = load_vocabulary()
    status = re.compile(
        "已完成|已整改|整改完成|整改到位|正在|启动|下一步|截至|目前|办结|销号|阶段性"
    )
    for measures in (words.raw.measures, words.raw.promises):
        for texts in [measures.openers, *measures.types.values()]:
            for text in texts:
                source = text if isinstance(text, str) else text.text
                assert not status.search(source), source


def test_statements_stand_alone() -> None:
    for category in load_vocabulary().raw.categories.values():
        for text in category.problems:
            source = text if isinstance(text, str) else text.text
            assert not source.endswith(("问题", "。", "的")), source
            assert not source.startswith(("针对", "关于", "对")), source
            # A number would run into that of the issue: 3.5个入河排口.
            assert not re.match(r"\d|\{\d", source), source


def test_promises_answer_what_deeds_answer() -> None:
    words = load_vocabulary()
    for code, kinds in words.answers.items():
        wanted = words.raw.answers[code[0]]
        assert kinds == tuple(kind for kind in wanted if words.deeds.pools[kind, code])


def test_headings_and_labels_mean_one_thing() -> None:
    words = load_vocabulary()
    heads = [head for heads in words.raw.groups.values() for head in heads]
    heads += [head for finding in words.raw.findings for head in finding.heads]
    assert len(heads) == len(dict.fromkeys(heads))
    labels = [wording for wordings in words.raw.labels.values() for wording in wordings]
    assert len(labels) == len(dict.fromkeys(labels))
    for heading in words.raw.actions:
        source = heading if isinstance(heading, str) else heading.text
        assert not source.endswith(("。", "问题", "方面")), source


def test_audit_findings_cover_what_an_audit_may_find() -> None:
    words = load_vocabulary()
    named = [code for finding in words.raw.findings for code in finding.only]
    assert len(named) == len(dict.fromkeys(named))
    for code in words.categories:
        if code[0] in "FREX":
            assert (code in named) != (code[0] in named)


def _write(tmp_path: Path, data: object) -> Path:
    path = tmp_path / "vocabulary.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def test_missing_part_is_named(tmp_path: Path) -> None:
    data = _data()
    del data["measures"]["openers"]
    with pytest.raises(ResourceError, match=r"measures\.openers"):
        load_vocabulary(_write(tmp_path, data))


def test_unknown_slot_is_named(tmp_path: Path) -> None:
    data = _data()
    data["measures"]["types"]["M-rule"][0] = "制定{nothing}"
    with pytest.raises(ResourceError, match=r"nothing.*\n.*M-rule"):
        load_vocabulary(_write(tmp_path, data))


def test_missing_measure_type_is_named(tmp_path: Path) -> None:
    data = _data()
    data["answers"]["P"].append("M-none")
    with pytest.raises(ResourceError, match="M-none"):
        load_vocabulary(_write(tmp_path, data))


@pytest.mark.parametrize(
    ("part", "name"), [("frames", "plan"), ("labels", "goal"), ("inspections", "audit_county")]
)
def test_missing_entry_is_named(tmp_path: Path, part: str, name: str) -> None:
    data = _data()
    del data[part][name]
    with pytest.raises(ResourceError, match=f"{part} has no entry '{name}'"):
        load_vocabulary(_write(tmp_path, data))


@pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe\x00", b"just text"])
def test_unreadable_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vocabulary.yaml"
    path.write_bytes(content)
    with pytest.raises(ResourceError) as caught:
        load_vocabulary(path)
    assert str(path) in caught.value.where
    assert caught.value.remedy


def test_absent_file(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot read"):
        load_vocabulary(tmp_path / "none.yaml")
