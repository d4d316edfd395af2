"""Title, kind of text, body, source and day of publication: what stands around a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .days import Day, days_in
from .record import Metadatum, Parts, Span

_PLAN = re.compile("(?:整改|工作|实施|落实)?(?:方案|计划)[)）]?$|方案\\(")
_NOTICE = re.compile("通报|通告|报告|公示|公告|公开|公布|情况")
_MAKES_PLAN = re.compile("制定(?:本|如下|以下|此)(?:整改)?(?:工作|实施)?方案")
_TELLS = re.compile(
    "(?:现(?:将|把|就)|现)[^。]{0,60}?(?:公布|公开|通报|公示|公告|报告|汇报|交个底|予以公布)"
    "|[^。]{0,30}如下[。:,]"
)
#: Words behind the name of a body in its title.
_BEHIND_BODY = re.compile(
    "(?:党组|党委|委员会|政府|公司|集团|局|院|校|学|处|办|厅|部|社|站|中心|市|县|区|州|盟|旗|镇|乡|村|街道|支部|总支|工委)"
    "(?:班子)?(?=关于|贯彻|落实|对|第[一二三四五六七八九十]|巡[察视]|整改|审计|中央|[省市区县州盟]委|[省市]级)"
)
_IN_LEAD = re.compile(
    "对((?:中共)?[^,。;:对(]{3,36}?)(?:\\([^)]*\\))?(?:20\\d\\d年度?[^,。;:]{0,30})?(?:开展了?|进行了?|实施了?|作了)"
)
_NO_NAME = re.compile("我|本|该|局|院|校|委|集团党|公司党|党组|党委|其|相关|有关|全")
_OFFICE = re.compile(
    "(?:中共)?[\u4e00-\u9fff]{4,30}(?:党组|党委|委员会|人民政府|局|厅|院|大学|学院|公司|集团)"
)
_REPORTS = re.compile("(?:填报|报送|编制|公开|整改)单位:((?:中共)?[\u4e00-\u9fff]{4,30})")
#: A province before a place that stands for its government.
_PROVINCE_AHEAD = re.compile("[^省区]{2,8}(?:省|自治区)(?=[^省市]{1,10}(?:市|州|盟|县|区|旗)$)")
_PLACE_ONLY = re.compile("[\u4e00-\u9fff]{1,12}(?:省|市|州|盟|县|区|旗)")
_TAIL, _HEAD = 4, 6
_LABELLED = re.compile(
    r"(?:(?:信息|稿件|文章|内容|新闻)?来[ \u3000]*源|稿源|发布机构|发布单位|信息发布) ?: ?"
    r"(?P<name>[^\s:|\]】》)]{2,40}?)(?=[\s|\]】)]|发布|发表|更新|时间|日期|作者|编辑|浏览|点击|字体|$)"
)
_NO_SOURCE = re.compile(r"^(?:原创|本站|转载|网络)?$")
_DAY = re.compile(
    r"(?:19|20)\d\d ?(?:年|[-./]) ?\d{1,2} ?(?:月|[-./]) ?\d{1,2}(?!\d)"
    "|[二〇零○一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}(?=日)"
)
#: A line that is a date, below a report.
_DATED_LINE = re.compile(rf"\(?(?:{_DAY.pattern})日?(?:印发|印)?\)?")
_DAY_LABEL = re.compile(r"(?:时间|日期|发布|发表|更新|公开|公布|成文)[^\d\n]{0,6}$")
_AT_MEETING = re.compile("会议|会上|审议|通过|审定|讨论")
_UNDER_TITLE = re.compile(r"\([^()]{8,14}日\)")


def title_of(parts: Parts) -> Iterator[Metadatum]:
    """The title, from the first of its lines to the last."""
    if parts.title:
        yield parts.found("title", (parts.title[0][0], parts.title[-1][1]))


def genre_of(parts: Parts) -> Iterator[Metadatum]:
    """Kind of text: a plan, a notice of what was done, or another."""
    for span in reversed(parts.title):
        words = parts.solid[slice(*span)]
        plan, notice = _PLAN.search(words), _NOTICE.search(words)
        match = plan or notice
        if match:
            at = span[0] + match.start(), span[0] + match.end()
            yield parts.found("genre", at, "plan" if plan else "notice")
            return
    if parts.title:
        note = "no word of a notice or a plan in the title"
        yield parts.found("genre", parts.title[-1], "other", "inferred", note)
        return
    for pattern, genre in ((_MAKES_PLAN, "plan"), (_TELLS, "notice")):
        match = pattern.search(parts.solid, *parts.lead)
        if match:
            basis = "printed" if genre == "plan" else "inferred"
            yield parts.found("genre", match.span(), genre, basis)
            return


def body_of(parts: Parts) -> Iterator[Metadatum]:
    """Body whose report it is: named in the title, the signature, under the title, or in the lead.

    Where two of these name the same body, the fuller name is taken.
    """
    spans = [span for find in (_titled, _signed, _under_title, _inspected) if (span := find(parts))]
    if not spans:
        return
    spans = [_below_province(parts, span) for span in spans]
    first = parts.solid[slice(*spans[0])]
    same = [span for span in spans if _one_body(first, parts.solid[slice(*span)])]
    yield parts.found("body", max(same, key=lambda span: span[1] - span[0]))


def _below_province(parts: Parts, span: Span) -> Span:
    """A place that stands for its government, without the province before it."""
    ahead = _PROVINCE_AHEAD.match(parts.solid, *span)
    return (ahead.end(), span[1]) if ahead else span


def _one_body(one: str, other: str) -> bool:
    """True if two names may be of one body: one opens the other, or both end alike."""
    short, long = sorted((one, other), key=len)
    if _PLACE_ONLY.fullmatch(one):
        return other.removeprefix(one) in {"", "人民政府", "政府"}
    bare = [name.removeprefix("中共") for name in (one, other)]
    alike = len(short) > _HEAD and bare[0][:_HEAD] == bare[1][:_HEAD]
    return alike or long.startswith(short) or short[-_TAIL:] in long


def _titled(parts: Parts) -> Span | None:
    if not parts.title:
        return None
    start, end = parts.title[0][0], parts.title[-1][1]
    about = parts.solid.find("关于", start, end)
    if about == start:
        return None
    last = None
    for match in _BEHIND_BODY.finditer(parts.solid, start, end):
        if about < 0 or match.end() <= about:
            last = match.end()
            if about < 0:
                break
    return (start, last) if last is not None and last - start >= 3 else None


def _under_title(parts: Parts) -> Span | None:
    """A line before the report that is the name of an office."""
    for start, end, kind in parts.front:
        low, high = parts.stream.place(start), parts.stream.place(end)
        reporting = _REPORTS.search(parts.solid, low, high)
        if reporting:
            return reporting.span(1)
        if kind == "chrome" and _OFFICE.fullmatch(parts.solid, low, high):
            return low, high
    return None


def _signed(parts: Parts) -> Span | None:
    if parts.signature is None:
        return None
    start, end = parts.signature
    match = re.match(r"[^\d(二〇]{4,40}", parts.solid[start:end])
    return (start, start + match.end()) if match else None


def _inspected(parts: Parts) -> Span | None:
    match = _IN_LEAD.search(parts.solid, *parts.lead)
    return match.span(1) if match and not _NO_NAME.match(match[1]) else None


def source_of(parts: Parts) -> Iterator[Metadatum]:
    """Source that the page names, without its label."""
    for start, end, _ in (*parts.front, *parts.back):
        for match in _LABELLED.finditer(parts.stream.folded, start, end):
            if not _NO_SOURCE.match(match["name"]):
                yield Metadatum("source", "", *match.span("name"), "printed")
                return


def publication_of(parts: Parts) -> Iterator[Metadatum]:
    """Day of publication: of the page, else under the signature, else in brackets below a title."""
    folded = parts.stream.folded
    plain: list[tuple[int, int]] = []
    for start, end, kind in (*parts.front, *parts.back):
        if kind in {"title", "contact", "annex", "signature"}:
            continue
        for match in _DAY.finditer(folded, start, end):
            if _DAY_LABEL.search(folded, start, match.start()):
                yield from _published(parts, match.span(), "date of the page")
                return
            if not _AT_MEETING.search(folded, start, end):
                plain.append(match.span())
    signed = (
        []
        if parts.signature is None
        else list(days_in(parts.solid, *parts.signature, parts.breaks))
    )
    below = [
        (parts.stream.place(start), parts.stream.place(end))
        for start, end, kind in parts.back
        if kind != "chrome" and _DATED_LINE.fullmatch(parts.stream.folded[start:end].strip())
    ]
    signed += [day for span in below for day in days_in(parts.solid, *span, parts.breaks)]
    bracketed = [span for span in plain if _UNDER_TITLE.search(folded, span[0] - 1, span[1] + 2)]
    for span in plain:
        if span not in bracketed:
            yield from _published(parts, span, "date of the page")
            return
    for day in signed:
        if day.printed() and day.day:
            note = "date under the signature; it may have gone online later"
            yield parts.found(
                "publication_date", (day.start, day.end), day.printed() or "", note=note
            )
            return
    for span in bracketed:
        yield from _published(parts, span, "date under the title")
        return


def front_day(parts: Parts) -> Day | None:
    """Any day printed before the report: it tells the year of 今年 where no publication does."""
    for start, end, kind in parts.front:
        if kind != "title":
            for match in _DAY.finditer(parts.stream.folded, start, end):
                printed = "".join(match.group().split())
                return next(days_in(f"{printed}日", 0, len(printed) + 1), None)
    return None


def _published(parts: Parts, span: Span, note: str) -> Iterator[Metadatum]:
    printed = "".join(parts.stream.folded[slice(*span)].split())
    for day in days_in(f"{printed}日", 0, len(printed) + 1):
        if day.printed():
            yield Metadatum("publication_date", day.printed() or "", *span, "printed", note)
            return
