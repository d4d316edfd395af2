"""A length-preserving fold, so that matching sees one form and spans stay true."""

from __future__ import annotations

import unicodedata

#: Characters that have no width; they are taken for blanks.
_NO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def _table() -> dict[int, str]:
    """Map full-width forms and spaces to their half-width counterparts, one to one."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    spaces = (code for code in range(0x3001) if unicodedata.category(chr(code)) == "Zs")
    table.update(dict.fromkeys(spaces, " "))
    table.update(dict.fromkeys(map(ord, _NO_WIDTH), " "))
    table.update({ord("\t"): " ", ord("〈"): "《", ord("〉"): "》"})
    table.update({ord("\u2014"): "-", ord("\u2013"): "-", ord("～"): "~"})
    return table


_FOLD = _table()


def fold(text: str) -> str:
    """Fold `text` for matching without changing its length.

    Full-width letters, digits and punctuation become half-width, all kinds of spaces
    and characters without width become a space, dashes become a hyphen. Line breaks and curly
    quotes stay.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        As long as `text`, so that offsets in it hold in `text` and the other way round.

    Examples
    --------
    >>> fold("（一）２０２３年")
    '(一)2023年'
    """
    return text.translate(_FOLD)
