"""From bytes to characters: strictly, and with the reason."""

from __future__ import annotations

import codecs

import pytest

from tests.conftest import ROOT
from toolkit.errors import ReaderError
from toolkit.readers import decode

TEXT = "关于巡察整改进展情况的通报\r\n一是修订制度；二是追缴资金１２.5万元。\n"
TRADITIONAL = "關於巡察整改進展情況的通報\n一是修訂制度；二是追繳資金。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf_16_le"),
        (TEXT.encode("utf-16-be"), "utf_16_be"),
        (TEXT.encode("gb2312"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("gb18030"), "gb18030"),
    ],
)
def test_simplified_text_is_decoded_to_the_character(data: bytes, encoding: str) -> None:
    decoded = decode(data, "a.txt")
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


def test_traditional_text_in_big5_is_not_taken_for_gb18030() -> None:
    decoded = decode(TRADITIONAL.encode("big5"), "a.txt")
    assert (decoded.text, decoded.encoding) == (TRADITIONAL, "big5hkscs")


def test_a_rare_character_needs_all_of_gb18030() -> None:
    text = TEXT + "罗店镇𠮷𡐓村"
    assert decode(text.encode("gb18030"), "a.txt").text == text


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "reports").glob("*.txt")), ids=str)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_the_shipped_reports_survive_every_encoding(path: object, encoding: str) -> None:
    text = path.read_bytes().decode()  # type: ignore[attr-defined]
    assert decode(text.encode(encoding), "a.txt").text == text


def test_why_an_encoding_was_chosen_is_said() -> None:
    assert decode(TEXT.encode(), "a").evidence == "all bytes are valid UTF-8"
    assert decode(codecs.BOM_UTF8 + TEXT.encode(), "a").evidence == "byte order mark"
    assert decode(TEXT.encode("gbk"), "a").evidence.startswith(
        "byte 0 is not valid UTF-8; charset-normalizer "
    )


def test_a_lying_mark_and_damaged_bytes_are_refused_not_replaced() -> None:
    with pytest.raises(ReaderError, match="mark says utf-8, but byte 3 is not valid"):
        decode(codecs.BOM_UTF8 + TEXT.encode("gbk"), "a.txt")
    with pytest.raises(ReaderError, match=r"no other Chinese encoding fits.*\n  where: a.txt"):
        decode(TEXT.encode()[:-2] + b"\xff\n", "a.txt")
