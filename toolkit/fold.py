"""A length-preserving fold, so that matching sees one form and spans stay true."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

#: Characters that have no width; they are taken for blanks.
_NO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

#: Lines of Unicode's data: a character or a range, and the ideograph it looks like.
_EQUIVALENT = re.compile(r"^([0-9A-F]+)(?:\.\.([0-9A-F]+))? *; *([0-9A-F]+)", re.MULTILINE)
#: The blocks CJK Radicals Supplement and Kangxi Radicals.
_RADICALS = range(0x2E80, 0x2FE0)


def _radicals() -> dict[int, str]:
    """Map radicals, which PDF files print for ideographs, to the ideographs they look like.

    Source: EquivalentUnifiedIdeograph.txt of the Unicode Character Database, version 15.0.0.
    """
    data = files("toolkit") / "resources" / "unicode" / "EquivalentUnifiedIdeograph.txt"
    return {
        code: chr(int(ideograph, 16))
        for first, last, ideograph in _EQUIVALENT.findall(data.read_text(encoding="utf-8"))
        for code in range(int(first, 16), int(last or first, 16) + 1)
        if code in _RADICALS
    }


def _table() -> dict[int, str]:
    """Map full-width forms and spaces to their half-width counterparts, one to one."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    spaces = (code for code in range(0x3001) if unicodedata.category(chr(code)) == "Zs")
    table.update(dict.fromkeys(spaces, " "))
    table.update(dict.fromkeys(map(ord, _NO_WIDTH), " "))
    table.update({ord("\t"): " ", ord("〈"): "《", ord("〉"): "》"})
    table.update(_radicals())
    table.update({ord("\u2014"): "-", ord("\u2013"): "-", ord("～"): "~"})
    return table


_FOLD = _table()
#: So many different traditional characters, and this share of all different ideographs, make a
#: text traditional. In simplified text one stands in a name at most; in traditional text a third
#: of the different ideographs are.
_FEWEST_TRADITIONAL, _LEAST_TRADITIONAL = 4, 0.1


@cache
def _traditional() -> dict[int, str]:
    """Map traditional characters to simplified ones, one to one.

    Source: OpenCC's conversion ``t2s``, asked for each ideograph by itself.
    """
    from opencc import OpenCC

    ideographs = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    pairs = zip(ideographs, simplified, strict=True)
    return {ord(one): other for one, other in pairs if one != other and len(other) == 1}


def is_traditional(text: str) -> bool:
    """True if a text is written in traditional characters (繁体).

    Examples
    --------
    >>> is_traditional("關於巡察整改進展情況的通報"), is_traditional("王乾同志")
    (True, False)
    """
    used = {ord(one) for one in set(text) if "\u4e00" <= one <= "\u9fff"}
    if len(used) < _FEWEST_TRADITIONAL:
        return False
    traditional = len(used & _traditional().keys())
    return traditional >= max(_FEWEST_TRADITIONAL, _LEAST_TRADITIONAL * len(used))


def fold(text: str, traditional: bool | None = None) -> str:
    """Fold `text` for matching without changing its length.

    Full-width letters, digits and punctuation become half-width, all kinds of spaces
    and characters without width become a space, dashes become a hyphen, radicals
    the ideographs they look like. In a text written in traditional characters these become
    simplified, one for one; a single one in a simplified text stays. Line breaks and curly quotes
    stay.

    Parameters
    ----------
    text
        Any text.
    traditional
        Whether it is written in traditional characters; told from the text itself if not given,
        for which a single sentence may be too short.

    Returns
    -------
    str
        As long as `text`, so that offsets in it hold in `text` and the other way round.

    Examples
    --------
    >>> fold("（一）２０２３年")
    '(一)2023年'
    """
    folded = text.translate(_FOLD)
    known = is_traditional(folded) if traditional is None else traditional
    return folded.translate(_traditional()) if known else folded
