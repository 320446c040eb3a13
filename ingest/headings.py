"""Which numbering markers open a heading, and what its title is.

The obvious way, one heading a line, fails on copies that lost their line breaks: there 一、 and （一） stand inside a
line of ten thousand characters. So every marker is looked at, and the sequence of numbers decides: inside a line a
marker is believed only when it continues the numbering that is open (（四） after （三）) or starts one below it.
"""

import re
from typing import NamedTuple

from .numbering import RANKS, Marker, find_markers
from .paragraphs import SPACE, Paragraph

_SENTENCE_BEFORE = "。！？）)】”\u3000 \xa0\n;；："
_GAP = re.compile(rf"(?:{SPACE}|[：:、.．])*")
_DUTY_BRACKET = re.compile(
    r"[（(【〔\[](?:[^（）()【】〔〕]{2,120}?(?:负责|牵头|配合|参与)"
    r"|(?:[^（）()【】〔〕]{2,60}[；;，,])?(?:牵头|责任|配合|负责|主办|承办|指导|督导|参与)(?:单位|部门)[：:](?:[^（）()]|[（(][^（）()]*[）)])*)[）)】〕\]]$"
)
_TITLE_LIMIT = 60  # characters; what is longer before the first 。 is a sentence, not a title
_LABEL_LIMIT = 40  # characters before a colon that still make a title (（一）知识产权保护方面5项：…)
_LIST_END = "；;"
MAX_ITEM_TITLE = 40


class Heading(NamedTuple):
    """A heading before it has a place in the tree."""

    marker: Marker
    rank: int
    title: str
    title_begin: int
    title_end: int
    body_begin: int
    run_in: bool
    titled: bool  # False where the "title" is the first sentence of a paragraph that has none
    at_start: bool
    in_box: bool = False


def find_headings(
    text: str, paragraphs: tuple[Paragraph, ...], standard_titles: tuple[str, ...]
) -> tuple[Heading, ...]:
    """Return the headings of a text in order; ``standard_titles`` are what a broken copy fuses with their body."""
    accepted = _accept(text, paragraphs)
    accepted = _without_lists(text, paragraphs, accepted)
    headings = []
    for index, (marker, at_start, in_box, paragraph_end) in enumerate(accepted):
        limit = paragraph_end
        if index + 1 < len(accepted):
            limit = min(limit, accepted[index + 1][0].begin)
        heading = _titled(text, marker, limit, standard_titles)._replace(at_start=at_start, in_box=in_box)
        if marker.kind in ("annex", "box") and not heading.title:
            heading = _title_from_next(text, heading, paragraphs)
        headings.append(heading)
    return tuple(headings)


_NARROWER = {kind: frozenset(k for k in RANKS if RANKS[k] > rank) for kind, rank in RANKS.items()}
_WIDER = {kind: frozenset(k for k in RANKS if RANKS[k] < rank) for kind, rank in RANKS.items()}
_Accepted = tuple[Marker, bool, bool, int]


def _accept(text: str, paragraphs: tuple[Paragraph, ...]) -> list[_Accepted]:
    """Walk all markers with a stack of open numberings."""
    accepted: list[_Accepted] = []
    last: dict[str, int] = {}  # the last number of each kind outside boxes
    inner: dict[str, int] = {}  # the same inside the open box
    in_box = False
    reopened: frozenset[str] = frozenset()  # kinds that may start with 1 again, since a wider heading has opened
    ever: dict[str, int] = {}  # the same, never forgotten: many plans number their items throughout
    for index, paragraph in enumerate(paragraphs):
        if paragraph.row:
            continue
        for marker in find_markers(text, paragraph.begin, paragraph.end):
            at_start = _opens_paragraph(text, paragraph, marker)
            if marker.kind in ("annex", "box"):
                if marker.kind == "annex" and not (at_start and _is_annex(text, paragraphs, index, marker)):
                    continue
                if marker.kind == "box" and not _is_box(text, marker, at_start):
                    continue
                in_box = marker.kind == "box"
                inner.clear()
                if marker.kind == "annex":
                    last.clear()
                accepted.append((marker, at_start, False, paragraph.end))
                continue
            if not at_start and not _may_open_inside(text, marker, accepted, paragraph, last):
                continue
            inside = in_box and _continues(marker, inner, at_start) and not _continues_outside(marker, last, inner)
            if inside:
                inner[marker.kind] = marker.ordinal
                _forget_below(inner, marker.kind)
                accepted.append((marker, at_start, True, paragraph.end))
            elif _continues(marker, last, at_start or marker.kind in reopened) or (
                at_start and marker.ordinal == ever.get(marker.kind, 0) + 1
            ):
                in_box = False
                last[marker.kind] = ever[marker.kind] = marker.ordinal
                reopened = _NARROWER[marker.kind] | (reopened & _WIDER[marker.kind])
                _forget_below(last, marker.kind)
                accepted.append((marker, at_start, False, paragraph.end))
    return accepted


def _opens_paragraph(text: str, paragraph: Paragraph, marker: Marker) -> bool:
    between = text[paragraph.begin : marker.begin]
    return not between or not between.strip(" \t\u3000*#-—")


def _may_open_inside(
    text: str, marker: Marker, accepted: list[_Accepted], paragraph: Paragraph, last: dict[str, int]
) -> bool:
    before = text[marker.begin - 1]
    if marker.kind in ("part", "chapter", "division", "article"):
        after = text[marker.end : marker.end + 1]
        return before in "。\u3000 ；" and after in ("\u3000", " ") and bool(after)
    if marker.kind == "item" and before == "：":
        # 具体措施：1．… opens items that are sentences; （注：1.…2.…） does not.
        return "措施" in text[max(paragraph.begin, marker.begin - 6) : marker.begin]
    if before in _LIST_END or before == "：":
        return False
    if before in _SENTENCE_BEFORE:
        return True
    if marker.kind in ("subheading", "item") and accepted:
        # 一、完善机制（一）健全制度。: the heading above has no stop of its own.
        above = accepted[-1][0]
        between = text[above.end : marker.begin]
        return (
            marker.ordinal in (1, last.get(marker.kind, 0) + 1)
            and RANKS.get(above.kind, 0) < RANKS[marker.kind]
            and len(between) <= _TITLE_LIMIT
            and "。" not in between
            and above.begin >= paragraph.begin
        )
    return False


def _continues(marker: Marker, last: dict[str, int], at_start: bool) -> bool:
    """Whether a number follows what is open; gaps are allowed to wide headings that stand on a line of their own."""
    expected = last.get(marker.kind, 0) + 1
    if marker.ordinal in (expected, 1):
        return marker.ordinal == expected or at_start or marker.kind not in last
    if marker.kind in ("item", "subitem"):
        return False
    return at_start and (marker.ordinal > expected or marker.kind == "heading")


def _continues_outside(marker: Marker, last: dict[str, int], inner: dict[str, int]) -> bool:
    """Whether a marker after a box goes on with the numbering before the box."""
    if marker.kind == "heading" or RANKS[marker.kind] < RANKS["heading"]:
        return True
    outer = last.get(marker.kind, 0) + 1
    own = inner.get(marker.kind, 0) + 1
    return marker.ordinal == outer and marker.ordinal != own


def _forget_below(last: dict[str, int], kind: str) -> None:
    """A new heading restarts what is numbered below it, except （一）, which many opinions number throughout."""
    for other in list(last):
        if RANKS[other] > RANKS[kind] and other not in ("subheading", "article"):
            del last[other]


def _is_box(text: str, marker: Marker, at_start: bool) -> bool:
    if at_start:
        return True
    # Inside a line "见专栏2" refers to a box; one that opens is followed by a space and its title.
    return text[marker.begin - 1] in "。\n" and text[marker.end : marker.end + 1] in ("\u3000", " ", "：")


_ANNEX_ALONE = re.compile(r"附[\s\u3000]*件[\s\u3000]*[一二三四五六七八九十\d]{0,2}[：:]?")
_SIGNED = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日|二[○〇零Ｏ]\S{2,12}日|（此件|（联系人|抄送|（信息公开")


def _is_annex(text: str, paragraphs: tuple[Paragraph, ...], index: int, marker: Marker) -> bool:
    """Tell an annex from the line above the signature that lists the annexes."""
    paragraph = paragraphs[index]
    rest = text[marker.end : paragraph.end].strip(" ：:\u3000")
    if len(rest) > _TITLE_LIMIT or rest.startswith(("所列", "中", "的", "）", "规定", "要求")):
        return False
    following = paragraphs[index + 1 : index + 9]
    if not following:
        return False
    for later in following:
        line = text[later.begin : later.end]
        if _SIGNED.match(line) and len(line) < 40:
            return False
        if rest and _ANNEX_ALONE.fullmatch(line):
            return False  # 附件：分工表 announces what stands below 附件
        if later.row or len(line) > 60:
            return True
    return True


def _without_lists(text: str, paragraphs: tuple[Paragraph, ...], accepted: list[_Accepted]) -> list[_Accepted]:
    """Drop numbered lists inside a sentence or an article: items that end in ； are no headings."""
    group: list[int] = []
    dropped: set[int] = set()
    article = False

    def close() -> None:
        if len(group) >= 2:
            ends = [_last_character(text, accepted, i) for i in group[:-1]]
            if sum(end in _LIST_END for end in ends) * 2 > len(ends):
                dropped.update(group)
        group.clear()

    for index, (marker, _, _, _) in enumerate(accepted):
        if marker.kind in ("subheading", "item", "subitem"):
            if article and marker.kind == "subheading":
                dropped.add(index)  # 项 of an article
                continue
            if group and (accepted[group[-1]][0].kind != marker.kind or marker.ordinal == 1):
                close()
            group.append(index)
        else:
            close()
            article = marker.kind == "article"
    close()
    return [entry for index, entry in enumerate(accepted) if index not in dropped]


def _last_character(text: str, accepted: list[_Accepted], index: int) -> str:
    end = accepted[index + 1][0].begin if index + 1 < len(accepted) else accepted[index][3]
    stripped = text[accepted[index][0].end : min(end, accepted[index][3])].rstrip()
    return stripped[-1:] or "。"


def _titled(text: str, marker: Marker, limit: int, standard_titles: tuple[str, ...]) -> Heading:
    gap = _GAP.match(text, marker.end, limit)
    begin = gap.end() if gap else marker.end
    line = text[begin:limit]
    if marker.kind == "article":
        return _article(text, marker, begin, limit)
    title, run_in, titled = _title_of(line.rstrip(), standard_titles)
    if marker.kind in ("item", "subitem") and not run_in and line.rstrip().endswith("。") and _ORDERS.search(title):
        titled = False  # 1.县教育局要组织培训。 is what is to be done, not what it is called
    title_end = begin + len(title)
    body = title_end
    if run_in or text[body : body + 1] in ("。", "：", ":"):
        after = _GAP.match(text, body, limit)
        body = after.end() if after else body
        if text[body : body + 1] == "。":
            body += 1
    if not titled:
        body = begin
    rank = RANKS.get(marker.kind, -1)
    return Heading(marker, rank, title.replace("\n", ""), begin, title_end, body, run_in, titled, True)


_ORDERS = re.compile(r"[一-鿿](?:要|应当|应(?!急|用|对)|须|负责|牵头|会同)")
_ARTICLE_TITLE = re.compile(r"[（(【](?P<title>[^（）()【】]{2,16})[）)】][\s\u3000]*")


def _article(text: str, marker: Marker, begin: int, limit: int) -> Heading:
    """An article has no title, except where drafters put one in brackets: 第四条（职责分工）."""
    match = _ARTICLE_TITLE.match(text, begin, limit)
    title = match["title"] if match else ""
    body = match.end() if match else begin
    start = match.start("title") if match else begin
    return Heading(marker, RANKS["article"], title, start, start + len(title), body, True, bool(match), True)


def _title_of(line: str, standard_titles: tuple[str, ...]) -> tuple[str, bool, bool]:
    """Return the title at the start of a line, whether text follows it, and whether it is one at all."""
    if not line:
        return "", False, True
    stop = _first_stop(line)
    title = line[:stop].rstrip() if stop >= 0 else line
    rest = line[stop + 1 :].strip() if stop >= 0 else ""
    for standard in standard_titles:
        if title.startswith(standard) and len(title) > len(standard) + 8 and title[len(standard)] not in "、，和与及的":
            return standard, True, True
    colon = _outside_brackets(title, "：")
    if 0 < colon <= _LABEL_LIMIT and len(line) - colon > 10:
        return title[:colon], True, True
    title = _DUTY_BRACKET.sub("", title).rstrip()
    if len(title) > _TITLE_LIMIT:
        return title, bool(rest), False
    if stop >= 0 and rest and _DUTY_BRACKET.match(rest) and len(rest) < 130 and "，" in title:
        return title, True, False
    return title, bool(rest), True


def _first_stop(line: str) -> int:
    """The first 。 outside quotation marks and brackets, and the first of all where those are not closed."""
    stop = _outside_brackets(line, "。")
    return stop if stop >= 0 else line.find("。")


_BRACKET = re.compile("[（(“《〔]")
_LOOKED_AT = 401  # characters


def _outside_brackets(line: str, mark: str) -> int:
    first = line.find(mark)
    if first < 0 or not _BRACKET.search(line, 0, first):
        return first if first <= _LOOKED_AT else -1
    depth = 0
    for index, character in enumerate(line):
        if character in "（(“《〔":
            depth += 1
        elif character in "）)”》〕":
            depth = max(0, depth - 1)
        elif character == mark and depth == 0:
            return index
        if index >= _LOOKED_AT:
            break
    return -1


def _title_from_next(text: str, heading: Heading, paragraphs: tuple[Paragraph, ...]) -> Heading:
    """An annex or a box whose title stands on the next line."""
    for paragraph in paragraphs:
        if paragraph.begin >= heading.marker.end:
            line = text[paragraph.begin : paragraph.end]
            if paragraph.row or len(line) > _TITLE_LIMIT or line[-1] in "。；":
                break
            return heading._replace(
                title=line, title_begin=paragraph.begin, title_end=paragraph.end, body_begin=paragraph.end
            )
    return heading
