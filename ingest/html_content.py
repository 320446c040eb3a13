"""Which lines of a web page are the document: its header facts, its title and its text, without what surrounds them.

Government sites differ too much for a list of their templates. What they share: the text stands in one block that holds
nearly all sentences of the page, and what surrounds it is links, tools and lines about the site.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .html_facts import is_header_line, read_header
from .html_lines import Line

if TYPE_CHECKING:
    from lxml.etree import _Element

# Blocks that content systems of government sites use for the text itself. They only save the search below.
_TEXT_BLOCKS = re.compile(
    r"ucap-content|pages_content|trs_editor|trs_editor_view|custom_unionstyle|trs_ueditor|zoom(?:con)?|"
    r"article[-_]?(?:content|con|body|text|main)|news[-_]?(?:content|con|text)|(?:main|detail|text|info)[-_]?content|"
    r"xxgk[-_]?content|content[-_]?(?:body|text|region)|xl[-_]?content|bt[-_]?content|j-fontcontent",
    re.I,
)
_SURROUNDINGS = re.compile(
    r"(?:bd)?share(?:[-_]?\w*)?|bdsharebuttonbox|bshare\w*|jiathis\w*|social[-_]?\w*|(?:top|main|sub|side|foot|page|global)?[-_]?"
    r"(?:nav|menu|navbar|navigation)|breadcrumbs?|crumbs?|(?:page|site|main|g|common)?[-_]?foot(?:er)?(?:[-_]?\w+)?|"
    r"(?:site|page|main|g|common)?[-_]?header|side[-_]?bar|tool[-_]?bar|tools?|print(?:er)?|qr[-_]?code|ewm|erweima|"
    r"weixin|wechat|weibo|copy[-_]?right|banner|ad|ads|advert\w*|login|search(?:[-_]?\w+)?|go[-_]?top|back[-_]?top|"
    r"pager|paging|pagination|comments?|recommend|hot[-_]?news|de_banner\w*|font[-_]?size|dqwz|wza|sr-only|"
    r"visually-hidden|hide|hidden|d-none",
    re.I,
)
_SURROUNDING_TAGS = frozenset(("nav", "footer", "aside"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_TOOLS = re.compile(
    r"[\s【\[（(]*(?:打印(?:本页|此页)?|关闭(?:窗口|本页)?|保存本页|收藏|返回(?:顶部|列表)?|分享(?:到.{0,20})?|扫一扫.{0,14}|字体[：:]?.{0,12}|字号[：:]?.{0,12}|"
    r"大|中|小|微信|微博|上一篇.*|下一篇.*|当前位置.*|您(?:现在)?(?:的|所在)?位置.*|我要纠错)[\s】\]）)]*"
)
# What a site says of itself at its foot; it may come as a sentence.
_SITE = re.compile(
    r"版权所有(?![者人])|ICP备|公网安备|网站标识码|建议使用.{0,16}(?:浏览|分辨率)|Copyright|"
    r"(?:主办|承办|维护|技术支持|地址|电话|邮编|邮箱)(?:单位)?[：:]",
    re.I,
)
_DOCUMENT_LINE = re.compile(
    r"[12]\d{3}年\d{1,2}月\d{1,2}日|[（(]?[一-鿿]{2,12}[〔\[【（(][12]\d{3}[〕\]】）)]第?\d{1,5}号[）)]?"
)
_TITLE = re.compile(
    r"关于|(?:规划|计划|纲要|要点|意见|通知|办法|规定|细则|规则|规程|条例|方案|决定|决议|批复|报告|公告|通告)(?:（.{1,12}）)?$"
)
_HAN = re.compile("[一-鿿]")
_STOPS = re.compile("[。；，]")
_SENTENCE = 15  # characters; a shorter line is a label, a link or a signature
_ROW = 4  # Chinese letters; a row with fewer belongs to a calendar
_MOST = 0.9  # share of the sentences from which a block counts as the whole text


@dataclass(frozen=True, slots=True)
class Content:
    """The lines of a page's document, and the sentences outside of it that were left out."""

    lines: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    revealed: bool = False  # text that the page hides until a script shows it
    mostly_links: bool = False


def find_content(root: "_Element", lines: Sequence[Line]) -> Content:
    """Return the document of a page: header facts first, then the title where the text lacks it, then the text."""
    weights = _totals(root, filter(_is_sentence, lines))
    total = weights.get(root, 0)
    surrounding, revealed = _surroundings(root, weights, total)
    place = _Places(surrounding)
    seen = [line for line in lines if not place.under_any(line.block)]
    block = _text_block(root, seen)
    place_in = _Places({block})
    inside = [line for line in seen if place_in.under_any(line.block)]
    outside = [line for line in seen if not place_in.under_any(line.block)]
    text = [line.text for line in inside if not (_TOOLS.fullmatch(line.text) and not line.row)]
    facts = read_header(outside).rows
    first = next((index for index, line in enumerate(seen) if place_in.under_any(line.block)), 0)
    title = _title(root, outside, seen[:first], facts, text)
    gone = (line for line in lines if place.under_any(line.block) or not place_in.under_any(line.block))
    left_out = tuple(line.text for line in gone if _is_sentence(line))
    linked = sum(line.linked for line in lines)
    return Content(
        (*facts, *title, *text),
        left_out,
        revealed,
        mostly_links=not total and linked > 0.5 * sum(len(line.text) for line in lines),
    )


def _is_sentence(line: Line) -> bool:
    """Whether a line is running text or a row of data, rather than a label, a link or a signature."""
    if line.linked * 2 > len(line.text) or _SITE.search(line.text) or is_header_line(line):
        return False
    if line.row:
        return len(_HAN.findall(line.text)) >= _ROW
    return len(line.text) >= _SENTENCE and _STOPS.search(line.text) is not None


def _totals(
    root: "_Element", lines: Iterable[Line], measure: Callable[[Line], int] = lambda line: len(line.text)
) -> dict["_Element", int]:
    """Return the sum of a measure over the lines in each element; elements where it is 0 are left out."""
    totals: dict[_Element, int] = {}
    for line in lines:
        totals[line.block] = totals.get(line.block, 0) + measure(line)
    # From the last element to the first, each after all that it holds: once round, however deep the page is nested.
    for element in reversed(list(root.iter("*"))):
        above = element.getparent()
        if element in totals and above is not None and element is not root:
            totals[above] = totals.get(above, 0) + totals[element]
    return totals


def _surroundings(root: "_Element", weights: dict["_Element", int], total: int) -> tuple[set["_Element"], bool]:
    """Return the elements that a page hides or that serve it, told by tag, style, class and id."""
    found: set[_Element] = set()
    revealed = False
    for element in root.iter("*"):
        if element is root or not _is_surrounding(element):
            continue
        if total and weights.get(element, 0) > 0.5 * total:
            # A template may call everything "nav", and a script may show the text only once the page is there.
            revealed = revealed or _is_hidden(element)
        else:
            found.add(element)
    return found, revealed


def _is_hidden(element: "_Element") -> bool:
    return element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style", "")) is not None


def _is_surrounding(element: "_Element") -> bool:
    if element.tag in _SURROUNDING_TAGS or _is_hidden(element):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return any(_SURROUNDINGS.fullmatch(name) for name in names)


class _Places:
    """Tells whether an element stands under one of several others; asked for every line, so answers are kept."""

    def __init__(self, tops: set["_Element"]) -> None:
        self._known: dict[_Element, bool] = dict.fromkeys(tops, True)

    def under_any(self, element: "_Element") -> bool:
        path: list[_Element] = []
        current: _Element | None = element
        while current is not None and current not in self._known:
            path.append(current)
            current = current.getparent()
        answer = current is not None and self._known[current]
        self._known.update(dict.fromkeys(path, answer))
        return answer


def _text_block(root: "_Element", seen: Sequence[Line]) -> "_Element":
    """Return the smallest block that holds the text: a known one, or the one where the sentences are."""
    sentences = [line for line in seen if _is_sentence(line)]
    weights = _totals(root, sentences)
    total = weights.get(root, 0)
    if not total:
        return root
    named = [element for element in weights if _is_named_text_block(element)]
    best = max(named, key=lambda element: weights[element], default=None)
    if best is not None and weights[best] >= 0.7 * total:
        return best
    counts = _totals(root, sentences, lambda line: 1)
    header = read_header(seen).lines
    marks = _totals(
        root, seen, lambda line: int(_DOCUMENT_LINE.fullmatch(line.text) is not None and line not in header)
    )
    block = root
    while True:
        heavy = max((child for child in block if child in weights), key=weights.__getitem__, default=None)
        if heavy is None or weights[heavy] < _MOST * total or not any(child in weights for child in heavy):
            return block
        # Further in, a second sentence would be lost, or the date or number of the document.
        if counts[root] - counts[heavy] > 1 and counts[heavy] < counts[block]:
            return block
        if marks[root] > marks[heavy]:
            return block
        block = heavy


def _is_named_text_block(element: "_Element") -> bool:
    if element.tag in ("article", "main") or element.get("role") in ("main", "article"):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return any(_TEXT_BLOCKS.fullmatch(name) for name in names)


def _title(
    root: "_Element", outside: Sequence[Line], above: Sequence[Line], facts: Sequence[str], text: Sequence[str]
) -> list[str]:
    """Return the title as a line where the text itself does not begin with it, else nothing."""
    beginning = _compact("".join((*facts, *text[:12])))
    candidates = [line.text for line in outside if line.block.tag == "h1" and line.linked < len(line.text)]
    candidates += [
        meta.get("content", "") for meta in root.iter("meta") if meta.get("name", "").lower() == "articletitle"
    ]
    for title in root.iter("title"):
        # Sites put their own name behind the title of the page.
        first = re.split(r"[_|｜]|\s[-–—]+\s|--", "".join(title.itertext()))[0].strip()
        if _TITLE.search(first):
            candidates.append(first)
    candidates += [line.text for line in reversed(above) if _is_title_line(line)]
    for candidate in candidates:
        written = " ".join(candidate.split())
        if len(written) >= 6:
            return [] if _compact(written) in beginning else [written]
    return []


def _is_title_line(line: Line) -> bool:
    if line.row or line.linked or _STOPS.search(line.text) or is_header_line(line):
        return False
    return 8 <= len(line.text) <= 80 and _TITLE.search(line.text) is not None


def _compact(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)
