"""The archive that a project of REFI-QDA is: packed always alike, unpacked under limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from ..errors import ExchangeError
from ..readers.files import LIMIT_MEMBERS, LIMIT_UNPACKED
from ..readers.guard import refusing

#: Time stamped on members: the same content gives the same bytes.
_STAMP = (1980, 1, 1, 0, 0, 0)
#: What is read of an archive, by the ends of names.
_READ = (".qde", ".txt")


def packed(members: Mapping[str, bytes]) -> bytes:
    """Make an archive of members, by their names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            about = zipfile.ZipInfo(name, _STAMP)
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, data)
    return made.getvalue()


def unpacked(data: bytes, where: str) -> dict[str, bytes]:
    """Read the documents and plain texts of an archive; nothing is written anywhere.

    Parameters
    ----------
    data
        The archive.
    where
        How to call it in messages.

    Returns
    -------
    dict of str to bytes
        Contents by the last part of their names, folders left out.

    Raises
    ------
    ExchangeError
        If it unpacks to too much, or two members have the same name.
    ReaderError
        If it cannot be unpacked.
    """
    members: dict[str, bytes] = {}
    damaged = refusing(
        "this is not a ZIP archive that can be read",
        where=where,
        remedy="export the project again as REFI-QDA (.qdpx), without a password",
    )
    with damaged, zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        # zipfile never unpacks more of a member than the size declared for it.
        size = sum(info.file_size for info in infos)
        if len(infos) > LIMIT_MEMBERS or size > LIMIT_UNPACKED:
            raise ExchangeError(
                f"the archive holds {len(infos):,} files of {size:,} bytes",
                where=where,
                remedy=f"export fewer sources: up to {LIMIT_UNPACKED:,} bytes are read",
            )
        for info in infos:
            name = info.filename.rsplit("/", 1)[-1]
            if not name.lower().endswith(_READ):
                continue
            if name in members:
                raise ExchangeError(
                    f"two files of the archive are called {name}",
                    where=where,
                    remedy="export the project again as REFI-QDA (.qdpx)",
                )
            members[name] = archive.read(info)
    return members
