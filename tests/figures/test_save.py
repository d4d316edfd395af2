"""Files on disk: complete, the same every time, and printed in a font that has every character."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import figure_tables as tables
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from PIL import Image

from toolkit.errors import FigureError
from toolkit.figures import city_looks, plot_profile, plot_status, save_figure, style
from toolkit.figures.fonts import flow, font_path, register, text_width, wrap
from toolkit.figures.labels import sort_codes
from toolkit.figures.style import GROUP_LOOKS, lightness

PROVENANCE = {"toolkit": "0.1.0", "corpus": "6b603eb5ed06c2d4", "vocabulary": "a3451b2953459866"}


def save(folder: Path, lang: Any = "en", **changes: Any) -> list[Path]:
    axes = plot_status(tables.status(), lang=lang, **changes.pop("plot", {}))
    given: dict[str, Any] = {
        "data": tables.status(),
        "provenance": PROVENANCE,
        "parameters": {"places": ["南京市"], "share": 1 / 3, "source": Path("corpus/manifest.csv")},
        **changes,
    }
    return save_figure(axes.figure, given.pop("name", "status"), lang=lang, folder=folder, **given)


FILES = ["status_en.pdf", "status_en.png", "status.csv", "status.json"]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same figure in both languages, saved twice, and once more in one of them."""
    folder = tmp_path_factory.mktemp("saved")
    for where, lang in (("a", "en"), ("a", "zh"), ("b", "zh"), ("b", "en"), ("b", "zh")):
        written = save(folder / where, lang)
        assert [path.name for path in written] == [name.replace("en", lang) for name in FILES]
        plt.close("all")
    return folder


def test_files_and_what_they_hold(saved: Path) -> None:
    pdf, png, csv, record = (saved / "a" / name for name in FILES)
    with Image.open(png) as image:
        assert image.size[0] == int(120 / 25.4 * 300)
        assert round(image.info["dpi"][0]) == 300
    assert csv.read_bytes().startswith("place,status,n\n博兴县,completed,19\n".encode())
    held = json.loads(record.read_text(encoding="utf-8"))
    assert held["provenance"] == PROVENANCE
    assert held["parameters"] == {
        "places": ["南京市"],
        "share": 0.333333,
        "source": "corpus/manifest.csv",
    }
    assert held["data"]["sha256"] == hashlib.sha256(csv.read_bytes()).hexdigest()
    assert str(saved) not in record.read_text(encoding="utf-8")
    assert b"CreationDate" not in pdf.read_bytes()


def test_same_figure_same_bytes_and_both_languages_listed(saved: Path) -> None:
    first = {path.name: path.read_bytes() for path in (saved / "a").iterdir()}
    second = {path.name: path.read_bytes() for path in (saved / "b").iterdir()}
    assert first == second
    figures = [f"status_{lang}.{kind}" for lang in ("en", "zh") for kind in ("pdf", "png")]
    assert json.loads(first["status.json"])["figures"] == figures
    assert sorted(first) == sorted([*figures, "status.csv", "status.json"])


def test_other_data_six_digits_and_old_figures_no_longer_listed(
    saved: Path, tmp_path: Path
) -> None:
    for path in (saved / "a").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    data = pd.DataFrame({"x": pd.array([1 / 3, None, 2e9 / 7], dtype="Float64"), "n": [1, 2, 3]})
    save(tmp_path, data=data)
    assert (tmp_path / "status.csv").read_bytes() == b"x,n\n0.333333,1\n,2\n2.85714e+08,3\n"
    held = json.loads((tmp_path / "status.json").read_text(encoding="utf-8"))
    assert held["figures"] == ["status_en.pdf", "status_en.png"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_pdf_embeds_truetype_only(saved: Path, lang: str) -> None:
    pdf = (saved / "a" / f"status_{lang}.pdf").read_bytes()
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    whole = pdf
    for stream in streams:
        try:
            whole += zlib.decompress(stream)
        except zlib.error:
            continue
    assert b"/FontFile2" in whole
    assert b"/CIDFontType2" in whole
    assert b"/Type3" not in whole
    assert b"/FontFile3" not in whole
    assert set(re.findall(rb"/BaseFont /(\S+)", whole)) != set()
    assert all(b"NotoSansSC" in name for name in re.findall(rb"/BaseFont /(\S+)", whole))


def test_a_character_the_font_lacks_is_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    axes = plot_status(tables.status())
    with style("en"):
        axes.figure.text(0.5, 0.5, "clef 𝄞")
    with pytest.raises(FigureError, match=r"U\+1D11E") as caught:
        save_figure(
            axes.figure,
            "status",
            data=tables.status(),
            provenance={},
            parameters={},
            lang="en",
            folder=tmp_path,
        )
    assert "clef 𝄞" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "options",
    [
        {"title": "\U0001f600"},
        {"note": "\U0001f600"},
        {"labels": {"resolve": "\U0001f600"}},
        {"place_labels": {"南京市": "南京\U0001f600"}},
    ],
)
def test_a_plot_refuses_such_a_character_at_once(options: dict[str, Any]) -> None:
    with pytest.raises(FigureError, match=r"U\+1F600"):
        plot_profile(tables.profile(), **options)
    assert plt.get_fignums() == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "../status"}, "cannot be used"),
        ({"parameters": {"path": Path("/home/someone/corpus")}}, "absolute"),
        ({"parameters": {"path": r"C:\Users\someone"}}, "absolute"),
        ({"parameters": {"f": print}}, "cannot be written"),
    ],
)
def test_what_cannot_be_written_down_is_refused(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(FigureError, match=message):
        save(tmp_path, **changes)
    assert list(tmp_path.iterdir()) == []


def test_one_font_file_prints_everything(caplog: pytest.LogCaptureFixture) -> None:
    from matplotlib import font_manager

    assert register() == "Noto Sans SC"
    with caplog.at_level(logging.WARNING), style("zh"):
        assert font_manager.findfont("Noto Sans SC") == str(font_path())
        figure = plt.figure()
        figure.suptitle("整改 −1 ≥ 0")
        figure.draw_without_rendering()
    assert caplog.records == []


def test_text_is_measured_as_it_is_drawn() -> None:
    text = "Responsibility for 党风廉政建设 (n = 1,234)"
    with style("en"):
        figure = plt.figure(dpi=300)
        drawn = figure.text(0, 0, text, fontsize=7).get_window_extent().width / 300 * 25.4
    assert text_width(text, 7) == pytest.approx(drawn, rel=0.02)


def test_lines_break_between_words_and_never_before_a_closing_mark() -> None:
    broken = wrap("问题类别,措施 and institutions", 7, 12).split("\n")
    assert max(text_width(line, 7) for line in broken) <= 12 + 7 * 25.4 / 72
    assert not any(line[0] in ",、。" for line in broken)
    assert "".join(broken).replace(" ", "") == "问题类别,措施andinstitutions"
    assert flow(["E1 水环境；", "E2 污水"], 7, 12) == "E1 水环境；\nE2 污水"


def test_looks_can_be_told_apart_in_grey() -> None:
    cities = city_looks(tables.PLACES)
    assert city_looks([*tables.PLACES, "广州市"])["南京市"] == cities["南京市"]
    light = sorted(lightness(look.color) for look in cities.values())
    assert min(b - a for a, b in pairwise(light)) > 9
    assert len({look.marker for look in cities.values()}) == len(cities)
    many = city_looks([str(number) for number in range(36)])
    assert len(set(many.values())) == 36
    plain = sorted(lightness(look.color) for look in GROUP_LOOKS.values() if not look.hatch)
    assert min(b - a for a, b in pairwise(plain)) > 15


def test_codes_stand_in_the_order_of_their_groups() -> None:
    assert sort_codes(["X1", "E10", "–", "E2", "P3", "Q1"]) == ["P3", "E2", "E10", "X1", "Q1", "–"]
    assert sort_codes(["a1", "b1"], {"a1": "Z", "b1": "E"}) == ["a1", "b1"]
