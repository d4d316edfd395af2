"""Turn whatever goes wrong while one file is read into the refusal of that file.

Files come from anywhere, and the libraries that open them raise what they like on bytes nobody
foresaw: a list of exceptions is never complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import ReaderError, ToolkitError

_LONGEST = 200


@contextmanager
def refusing(found: str, *, where: str, remedy: str) -> Iterator[None]:
    """Refuse a file if anything but the toolkit's own errors is raised inside.

    Parameters
    ----------
    found
        What is wrong with the file if something is; the exception is named behind it.
    where
        How to call the file in messages.
    remedy
        What to do next.

    Raises
    ------
    ReaderError
        For every exception that is not the toolkit's own, lack of memory and too deep nesting
        among them. An interruption by the user (``KeyboardInterrupt``) is let through.
    """
    try:
        yield
    except ToolkitError:
        raise
    except Exception as error:
        raise ReaderError(f"{found} ({_named(error)})", where=where, remedy=remedy) from error


def _named(error: Exception) -> str:
    """Kind and words of an exception, short enough for a cell and fit to be written anywhere."""
    words = " ".join(str(error).split()).encode("utf-8", "backslashreplace").decode()
    words = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
