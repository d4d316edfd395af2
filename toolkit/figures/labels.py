"""Words on figures: codes in their order, their printed names, and the notes under a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .style import GROUP_LOOKS, Lang

#: Reports below which no interval is drawn by itself.
FEW_REPORTS = 12
UNCODED_CODE = "–"
SIMULATED = "SIMULATED 模拟数据"

_STATUS = {
    "completed": ("completed", "已完成"),
    "phased": ("phased or basically completed", "阶段性完成"),
    "ongoing": ("ongoing", "推进中"),
    "unstated": ("not stated", "未说明"),
}
_ASPECT = {
    "done": ("done", "已做"),
    "under_way": ("under way", "正在进行"),
    "promised": ("promised", "承诺"),
    "conditional": ("conditional", "有条件"),
    "none": ("no marker", "无标记"),
}
_ROLE = {
    "done": ("done on or by", "完成"),
    "deadline": ("deadline", "期限"),
    "as_of": ("as of (cut-off of a figure)", "截至（统计时点）"),
    "unknown": ("other dates", "其他日期"),
}
_LAYER = {
    "category": ("problem category", "问题类别"),
    "measure_type": ("measure type", "措施类型"),
    "institution": ("institution", "机构"),
    "institution_kind": ("kind of institution", "机构类型"),
    "category_group": ("group of problem categories", "问题大类"),
}


def _pick(table: Mapping[str, tuple[str, str]], lang: Lang) -> dict[str, str]:
    return {code: words[lang == "zh"] for code, words in table.items()}


def status_labels(lang: Lang) -> dict[str, str]:
    """Names of the claimed statuses."""
    return _pick(_STATUS, lang)


def aspect_labels(lang: Lang) -> dict[str, str]:
    """Names of the aspects."""
    return _pick(_ASPECT, lang)


def role_labels(lang: Lang) -> dict[str, str]:
    """Names of the roles of dates."""
    return _pick(_ROLE, lang)


def layer_labels(lang: Lang) -> dict[str, str]:
    """Names of the layers of a network."""
    return _pick(_LAYER, lang)


def say(lang: Lang, en: str, zh: str) -> str:
    """Choose the wording of one language."""
    return zh if lang == "zh" else en


def name_of(code: str, labels: Mapping[str, str] | None) -> str:
    """Printed name of a code; the code itself where no name is given."""
    return (labels or {}).get(code, code)


def code_and_name(code: str, labels: Mapping[str, str] | None) -> str:
    """Code and printed name together."""
    name = name_of(code, labels)
    return code if name == code else f"{code} {name}"


def group_of(code: str, groups: Mapping[str, str] | None = None) -> str:
    """Group of a category code: as given, else the letters it begins with."""
    if groups and code in groups:
        return groups[code]
    letters = re.match(r"[^\W\d_]+", code)
    return letters[0] if letters else code


def sort_codes(codes: Iterable[str], groups: Mapping[str, str] | None = None) -> list[str]:
    """Put category codes in the order of their groups, numbers counted as numbers."""
    order = [*dict.fromkeys((groups or {}).values()), *GROUP_LOOKS] if groups else [*GROUP_LOOKS]

    def key(code: str) -> tuple[int, str, list[tuple[int, str]]]:
        group = group_of(code, groups)
        place = len(order) + (code == UNCODED_CODE)
        parts = [
            (int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", code)
        ]
        return (order.index(group) if group in order else place, group, parts)

    return sorted(set(codes), key=key)


def reports_note(
    lang: Lang, *, n_reports: int | None, n_places: int | None, intervals: bool
) -> str | None:
    """Say why no interval is drawn, if the reports are few.

    Parameters
    ----------
    lang
        Language of the note.
    n_reports, n_places
        Reports behind the figure and places they come from; None: not known.
    intervals
        True if the figure draws intervals.
    """
    if intervals or n_reports is None or n_reports >= FEW_REPORTS:
        return None
    if n_reports == n_places:
        return say(
            lang,
            "One report per city: counts and points, no intervals.",
            "每市一份报告：只列计数与点值，不给区间。",
        )
    return say(
        lang,
        f"Fewer than {FEW_REPORTS} reports: counts and points, no intervals.",
        f"报告不足{FEW_REPORTS}份：只列计数与点值，不给区间。",
    )


def count_note(lang: Lang, n: int, what_en: str, what_zh: str, n_reports: int | None) -> str:
    """State what was counted, and in how many reports."""
    if n_reports is None:
        return say(lang, f"n = {n:,} {what_en}.", f"n = {n:,} {what_zh}。")
    reports = "report" if n_reports == 1 else "reports"
    return say(
        lang,
        f"n = {n:,} {what_en} in {n_reports:,} {reports}.",
        f"n = {n:,} {what_zh}，{n_reports:,} 份报告。",
    )
