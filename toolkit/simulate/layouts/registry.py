"""The register of layouts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from toolkit.simulate.documents import DOCUMENTS, Document
from toolkit.simulate.draft import ReportDraft
from toolkit.simulate.writer import Writer

WriteIssues = Callable[[Writer, ReportDraft], None]

#: ``numbered``: headings 一、, 二、, 三、 around the issues; ``plain``: headings without numbers;
#: ``own``: the layout counts with 一、, 二、, … itself, and only the closing has a heading.
Sections = Literal["numbered", "plain", "own"]


@dataclass(frozen=True)
class Layout:
    """A registered layout.

    Parameters
    ----------
    name
        Its name in the tables.
    write
        Writes the issues.
    sections
        How the headings around the issues are printed.
    kind
        Name of the kind of document it is for.
    notice
        Whether it is a notice in running text that prints all issues, measures and statuses
        that were drawn; these are the layouts of ``layouts="notices"``.
    line_break
        What stands between two lines.
    """

    name: str
    write: WriteIssues
    sections: Sections
    kind: str
    notice: bool
    line_break: str

    @property
    def document(self) -> Document:
        """The kind of document it is for."""
        return DOCUMENTS[self.kind]


#: All layouts by name, in the order of their registration.
LAYOUTS: dict[str, Layout] = {}


def layout(
    name: str,
    *,
    sections: Sections = "numbered",
    kind: str = "notice",
    notice: bool = False,
    line_break: str = "\n",
) -> Callable[[WriteIssues], WriteIssues]:
    """Register a layout.

    Parameters
    ----------
    name
        Its name.
    sections, kind, notice, line_break
        As for `Layout`.

    Returns
    -------
    Callable
        The decorator.
    """

    def register(write: WriteIssues) -> WriteIssues:
        LAYOUTS[name] = Layout(name, write, sections, kind, notice, line_break)
        return write

    return register
