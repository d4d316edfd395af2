"""The one font of all figures: where it lies, what it can print, how wide its words are.

Chinese and Latin come from the same static TrueType file (Noto Sans SC Regular, shipped inside
the package zhplot), so that a figure looks the same on every machine. A character the font cannot
print is an error, never an empty box.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.text import Text

from ..errors import FigureError

#: Millimetres in a typographic point.
POINT = 25.4 / 72
_FILE = Path("fonts") / "NotoSansSC-Regular.ttf"
#: What matplotlib warns of when it would print an empty box.
MISSING_GLYPH = "Glyph .* missing"
_MEASURE_SIZE = 100.0
#: Breakable pieces of a line: one Chinese character with its closing marks, a word, white space.
_CJK = r"\u2e80-\u9fff\uff00-\uffef"
_CLOSING = r",.:;)%\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\uff09\u300b\u300d\u300f\u201d\u2019"
_PIECE = re.compile(rf"[{_CJK}][{_CLOSING}]*|\s+|[^\s{_CJK}]+[{_CLOSING}]*")


@cache
def font_path() -> Path:
    """Path of the font file.

    Raises
    ------
    FigureError
        If the package zhplot, or the file in it, is not there.
    """
    spec = find_spec("zhplot")
    folders = spec.submodule_search_locations if spec is not None else None
    path = Path(next(iter(folders))) / _FILE if folders else _FILE
    if not path.is_file():
        raise FigureError(
            "the font NotoSansSC-Regular.ttf is not there",
            where=f"package zhplot, {_FILE.as_posix()}",
            remedy="install the toolkit's requirements again (pip install 'zhplot>=1.0')",
        )
    return path


@cache
def register() -> str:
    """Make the font known to matplotlib and return the name of its family.

    The file goes before any installed font of the same name, so that one file prints everything.
    """
    manager = font_manager.fontManager
    manager.addfont(str(font_path()))
    manager.ttflist.insert(0, manager.ttflist.pop())
    return str(manager.ttflist[0].name)


@cache
def _face(path: str) -> FT2Font:
    face = FT2Font(path)
    face.set_size(_MEASURE_SIZE, 72)
    return face


@cache
def _characters(path: str) -> frozenset[int]:
    return frozenset(_face(path).get_charmap())


@cache
def _advance(character: str) -> float:
    """Width of one character at one point, in millimetres."""
    glyph = _face(str(font_path())).load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / _MEASURE_SIZE * POINT


def text_width(text: str, size: float) -> float:
    """Width of the widest line of a text in millimetres, at a font size in points."""
    known = _characters(str(font_path()))
    return max(
        sum(_advance(character if ord(character) in known else "中") for character in line) * size
        for line in text.split("\n")
    )


def wrap(text: str, size: float, width: float) -> str:
    """Break a text into lines no wider than `width` millimetres at `size` points.

    Lines break at white space and between Chinese characters; a closing mark never begins a line.
    A single word wider than the line is left whole.
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _PIECE.findall(paragraph):
            if line and text_width(line + piece.rstrip(), size) > width:
                lines.append(line.rstrip())
                line = ""
            if line or not piece.isspace():
                line += piece
        lines.append(line.rstrip())
    return "\n".join(lines)


def flow(items: Sequence[str], size: float, width: float) -> str:
    """Set items one after the other in lines no wider than `width`; none is broken."""
    lines = [""]
    for item in items:
        if lines[-1] and text_width(lines[-1] + item.rstrip(), size) > width:
            lines.append("")
        lines[-1] += item
    return "\n".join(line.rstrip() for line in lines)


def check_glyphs(drawn: Artist) -> None:
    """Refuse a figure, or axes, with a character that its font cannot print.

    Parameters
    ----------
    drawn
        A figure, or axes, laid out, so that its tick labels exist.

    Raises
    ------
    FigureError
        Naming the character and the text it stands in.
    """
    for artist in drawn.findobj(Text):
        text = artist.get_text()
        if not text.strip() or not artist.get_visible():
            continue
        known = _printable(artist)
        lost = [mark for mark in text if not mark.isspace() and ord(mark) not in known]
        if lost:
            raise FigureError(
                f"the font cannot print {lost[0]!r} (U+{ord(lost[0]):04X})",
                where=f"the text {text!r} on the figure",
                remedy="write the text without this character, or pass another label for it",
            )


def _printable(artist: Any) -> frozenset[int]:
    """Code points that the font, or fonts, of a text can print."""
    known: frozenset[int] = frozenset()
    for family in artist.get_fontproperties().get_family():
        properties = font_manager.FontProperties(family=[family])
        try:
            path = font_manager.findfont(properties, fallback_to_default=False)
        except ValueError:
            continue
        known |= _characters(str(path))
    return known
