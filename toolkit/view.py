"""The reading view: a report's running text with its records marked."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple

from .errors import LedgerError
from .ledger import Ledger


class Layer(NamedTuple):
    """A kind of record and how it is marked."""

    name: str
    zh: str
    en: str
    style: str


#: Marks, told apart by form as well as colour (blue and orange are safe for most eyes).
LAYERS = (
    Layer("problem", "问题表述", "problem statement", "background:#fde3c8;color:#000"),
    Layer("measure", "整改措施", "measure", "background:#dcebf9;color:#000"),
    Layer("institution", "机构", "institution", "border-bottom:2px solid #0072b2"),
    Layer("document", "文件", "document", "border-bottom:2px dotted #555"),
    Layer("quantity", "数量", "number", "border-bottom:2px solid #d55e00"),
    Layer("status", "状态", "claimed status", "outline:2px solid #009e73"),
    Layer("flag", "存疑", "damage or doubt", "outline:2px dashed #cc0000"),
)


@dataclass(frozen=True)
class ReadingView:
    """A report as self-contained HTML; JupyterLab shows it by itself.

    Parameters
    ----------
    html
        The view, as a piece of HTML.
    """

    html: str

    def save(self, path: str | Path) -> Path:
        """Write the view as one HTML file, at full height, that needs nothing else.

        Parameters
        ----------
        path
            The file, ``.html``.
        """
        target = Path(path)
        page = self.html.replace("max-height:40em;overflow:auto;", "")
        target.write_text(f"<!doctype html><meta charset='utf-8'>{page}", encoding="utf-8")
        return target

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"ReadingView: {len(self.html):,} characters of HTML"


def view(ledger: Ledger, report_id: str) -> ReadingView:
    """Show a report's text with problems, measures, facts, status and flags marked.

    Parameters
    ----------
    ledger
        The ledger.
    report_id
        The report.

    Returns
    -------
    ReadingView
        All text is escaped; nothing in a report can run.

    Raises
    ------
    LedgerError
        If there is no such report.
    """
    if report_id not in ledger.texts:
        raise LedgerError(
            f"there is no report {report_id!r}",
            where="view",
            remedy=f"the reports are {', '.join(ledger.texts) or 'none'}",
        )
    text = ledger.texts[report_id]
    spans = _spans(ledger, report_id)
    legend = " ".join(
        f"<span style='{layer.style};padding:0 .3em;white-space:nowrap'>"
        f"{layer.zh} {layer.en}</span>"
        for layer in LAYERS
    )
    body = _marked(text, spans)
    return ReadingView(
        f"<div style='line-height:2;max-width:60em'><p><b>{escape(report_id)}</b> · {legend}</p>"
        f"<div style='white-space:pre-wrap;max-height:40em;overflow:auto;padding:.5em;"
        f"border:1px solid #999'>{body}</div></div>"
    )


def _spans(ledger: Ledger, report_id: str) -> list[tuple[int, int, int]]:
    """Spans of the report's records with the number of their layer."""
    issues = ledger.issues[ledger.issues["report_id"] == report_id]
    status = issues[issues["status_start"].notna()]
    spans: list[tuple[int, int, int]] = [
        *_pairs(issues["problem_start"], issues["problem_end"], 0),
        *_pairs(status["status_start"], status["status_end"], 5),
    ]
    tables = {1: "measures", 2: "institutions", 3: "documents", 4: "quantities", 6: "flags"}
    for layer, name in tables.items():
        rows = ledger.table(name)
        rows = rows[rows["report_id"] == report_id]
        spans += _pairs(rows["start"], rows["end"], layer)
    return spans


def _pairs(starts: object, ends: object, layer: int) -> list[tuple[int, int, int]]:
    return [(int(a), int(b), layer) for a, b in zip(starts, ends, strict=True)]  # type: ignore[call-overload]


def _marked(text: str, spans: list[tuple[int, int, int]]) -> str:
    """The text cut at every span's ends; each piece bears the marks of the spans around it."""
    changes: dict[int, list[tuple[int, int]]] = {0: [], len(text): []}
    for start, end, layer in spans:
        changes.setdefault(start, []).append((layer, 1))
        changes.setdefault(end, []).append((layer, -1))
    depth = [0] * len(LAYERS)
    pieces = []
    cuts = sorted(changes)
    for low, high in zip(cuts, [*cuts[1:], len(text)], strict=True):
        for layer, change in changes[low]:
            depth[layer] += change
        style = ";".join(LAYERS[i].style for i, open_spans in enumerate(depth) if open_spans)
        piece = escape(text[low:high])
        pieces.append(f"<span style='{style}'>{piece}</span>" if style else piece)
    return "".join(pieces)
