"""Files as bytes: read them under a limit, and tell their format by content."""

from __future__ import annotations

import codecs
import io
import stat
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from ..errors import ReaderError

#: Largest file read, in bytes.
LIMIT = 64_000_000
#: Largest content of an archive (Office files are archives), in bytes and in files.
LIMIT_UNPACKED = 256_000_000
LIMIT_MEMBERS = 5_000


class _Refused(NamedTuple):
    """A format that is not read: how it begins, what it is called, and what to do."""

    marks: tuple[bytes, ...]
    name: str
    remedy: str


_PICTURE = (
    "a picture holds no text: publish or find the report as text, or recognise it (OCR) first"
)
_UNPACK = "unpack it into the folder"
_REFUSED = (
    _Refused(
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        "Office 97-2003 (.doc, .xls, .wps)",
        "open it in Word, WPS or LibreOffice and save it as .docx or .xlsx",
    ),
    _Refused((b"{\\rtf",), "rich text (RTF)", "open it in Word or WPS and save it as .docx"),
    _Refused((b"\xff\xd8\xff",), "JPEG picture", _PICTURE),
    _Refused((b"\x89PNG\r\n\x1a\n",), "PNG picture", _PICTURE),
    _Refused((b"GIF87a", b"GIF89a"), "GIF picture", _PICTURE),
    _Refused((b"II*\0", b"MM\0*"), "TIFF picture", _PICTURE),
    _Refused((b"Rar!\x1a\x07",), "RAR archive", _UNPACK),
    _Refused((b"7z\xbc\xaf\x27\x1c",), "7z archive", _UNPACK),
    _Refused((b"\x1f\x8b",), "gzip archive", _UNPACK),
)
#: A PDF begins within as many bytes.
_FIRST = 1024
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
#: A member that tells what an archive is.
_MEMBERS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def read_bytes(path: Path, name: str) -> bytes:
    """Read a file whole.

    Parameters
    ----------
    path
        The file.
    name
        How to call it in messages.

    Raises
    ------
    ReaderError
        If it is missing, no file, cannot be read, is larger than `LIMIT` or empty.
    """
    try:
        about = path.stat()
        size, regular = about.st_size, stat.S_ISREG(about.st_mode)
        data = path.read_bytes() if size <= LIMIT and regular else b""
    except OSError as error:
        raise ReaderError(
            f"the file cannot be read: {error.strerror or error}",
            where=name,
            remedy="check that it exists and may be read",
        ) from error
    if not regular:
        raise ReaderError(
            "this is a folder, a pipe or a device, and no file",
            where=name,
            remedy="list the files themselves",
        )
    if size > LIMIT:
        raise ReaderError(
            f"the file has {size:,} bytes, more than {LIMIT:,}",
            where=name,
            remedy="split it into one file per report",
        )
    if not data.strip():
        raise ReaderError("the file is empty", where=name, remedy="fetch or export it again")
    return data


def format_of(data: bytes, name: str) -> str:
    """Tell a format by the bytes: ``docx``, ``xlsx``, ``pdf`` or ``text``.

    Parameters
    ----------
    data
        The file's bytes.
    name
        How to call it in messages. Its ending is not believed.

    Raises
    ------
    ReaderError
        If the bytes are of a format that is not read.
    """
    if data.startswith(_ZIP):
        return _archive(data, name)
    # Readers of PDF look for its mark behind whatever a server has put before it; text that only
    # speaks of PDF has words before the mark.
    if data[:_FIRST].removeprefix(codecs.BOM_UTF8).lstrip().startswith(_PDF):
        return "pdf"
    for refused in _REFUSED:
        if data.startswith(refused.marks):
            raise ReaderError(
                f"the file is of the format {refused.name}, which is not read",
                where=name,
                remedy=refused.remedy,
            )
    return "text"


def _archive(data: bytes, name: str) -> str:
    """Format of an archive that can be unpacked within the limits and declares no entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            # zipfile never unpacks more of a member than the size declared for it.
            unpacked = sum(member.file_size for member in members)
            large = len(members) > LIMIT_MEMBERS or unpacked > LIMIT_UNPACKED
            declares = not large and any(_declares(archive, member) for member in members)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, zlib.error) as error:
        raise ReaderError(
            f"the file is a damaged or locked archive ({error})",
            where=name,
            remedy="fetch or save it again, without a password",
        ) from error
    if large:
        raise ReaderError(
            f"the archive holds {len(members):,} files of {unpacked:,} bytes, more than "
            f"{LIMIT_MEMBERS:,} files or {LIMIT_UNPACKED:,} bytes",
            where=name,
            remedy="open it in its own program and save the text alone",
        )
    if declares:
        raise ReaderError(
            "a part of the file declares a document type, which Office files never do",
            where=name,
            remedy="do not trust this file; open it in Word or Excel and save it anew",
        )
    names = {member.filename for member in members}
    for member, kind in _MEMBERS.items():
        if member in names:
            return kind
    raise ReaderError("the file is an archive, not of Word or Excel", where=name, remedy=_UNPACK)


def _declares(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    if not member.filename.endswith((".xml", ".rels")):
        return False
    content = archive.read(member)
    return any("<!DOCTYPE".encode(code) in content for code in ("ascii", "utf-16-le", "utf-16-be"))
