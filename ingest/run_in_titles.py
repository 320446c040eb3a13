"""Run-in titles without a number: `发展壮大特色产业。科技支撑…`, `——坚持因地制宜。根据…`.

A short first sentence alone proves nothing; what tells a title is that its neighbours have one too. So titles are
looked for in the paragraphs of one section together.
"""

import re
from dataclasses import dataclass

_SHORT = 36  # characters; titles of tasks in plans of all levels stay well below
_PRINCIPLE = 24
_BODY = 12  # characters that must follow
_DASH = re.compile(r"(?:——|--|—|－－|●|◆|\*)[\s\u3000]*")
# A sentence that orders, dates or lists is no title, however short.
_SENTENCE = re.compile(
    r"[0-9０-９]{4}年|^(?:到|对|各|其中|一是|二是|三是|四是|首先|此外|同时|特此|现将|凡|如|若|本|这|我们|我国|[一-鿿]{2,8}(?:要|应|须|应当|必须)[^求素])|分为|包括|负责|报告$"
)


@dataclass(frozen=True, slots=True)
class Titled:
    """A paragraph segment and its title's span; no title where ``title_end == title_begin``."""

    begin: int
    end: int
    title_begin: int
    title_end: int

    @property
    def has_title(self) -> bool:
        """Whether the segment opens with what looks like a title."""
        return self.title_end > self.title_begin


def split_dashes(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Split a run-on paragraph where a dash opens a new item after a full stop."""
    cuts = [match.start() for match in re.finditer(r"(?<=[。\s\u3000])——(?=\S)", text[begin:end])]
    starts = [begin, *(begin + cut for cut in cuts if cut)]
    return [(start, stop) for start, stop in zip(starts, [*starts[1:], end], strict=True) if text[start:stop].strip()]


def read_title(text: str, begin: int, end: int, limit: int = _SHORT) -> Titled:
    """Read the possible title of one segment.

    >>> text = "强化企业主体地位。引导企业加大创新投入，支持企业设立研发机构。"
    >>> titled = read_title(text, 0, len(text))
    >>> text[titled.title_begin:titled.title_end]
    '强化企业主体地位'
    """
    dash = _DASH.match(text, begin, end)
    start = dash.end() if dash else begin
    stop = text.find("。", start, min(end, start + limit + 1))
    colon = text.find("：", start, min(end, start + 16))
    if dash and stop < 0 and colon > 0:
        stop = colon
    if stop < 0 or stop - start < 4 or end - stop - 1 < _BODY:
        return Titled(begin, end, start, start)
    title = text[start:stop]
    if _SENTENCE.search(title) or title.count("，") > 1 or any(c in title for c in "；：？！"):
        return Titled(begin, end, start, start)
    if "，" in title and not dash:
        left, right = title.split("，")
        # 统筹规划，系统治理 is a title; 加强宣传，营造良好氛围 of unequal halves is mostly a sentence.
        if abs(len(left) - len(right)) > 2:
            return Titled(begin, end, start, start)
    return Titled(begin, end, start, stop)


def titled_group(text: str, segments: list[tuple[int, int]], kind: str, heading: str = "") -> list[Titled]:
    """Read the titles of a section's paragraphs; an empty list where the section has none.

    Goals and principles may open with an untitled paragraph; a section of tasks whose first paragraph has no title
    has none at all.
    """
    if len(segments) < 2:
        return []
    limit = _PRINCIPLE if kind == "principles" else _SHORT
    group = [read_title(text, begin, end, limit) for begin, end in segments]
    titled = sum(segment.has_title for segment in group)
    if titled < 2:
        return []
    if kind == "principles" and "原则" not in heading:
        # 总体要求 holds principles only where they say so: 坚持全面覆盖。…
        marked = [t.has_title and (text.startswith("坚持", t.title_begin) or t.title_begin > t.begin) for t in group]
        return (
            [t if mark else Titled(t.begin, t.end, t.begin, t.begin) for t, mark in zip(group, marked, strict=True)]
            if sum(marked) > 1
            else []
        )
    if kind in ("principles", "goals"):
        return group
    if not group[0].has_title or titled * 5 < len(group) * 3:
        return []
    return group
