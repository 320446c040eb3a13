"""Which lines of a web page are the document: its header facts, its title and its text, without what surrounds them.

Government sites differ too much for a list of their templates. What they share: the text stands in one block that holds
nearly all sentences of the page, and what surrounds it is links, tools and lines about the site.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .html_lines import Line
from .table_text import row_line

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
_FIELDS = (
    "索引号", "主题分类", "主题词", "发文机关", "发文机构", "发文单位", "制发机关", "制定机关", "发布机构",
    "发布机关", "发布单位", "发布部门", "公开主体", "成文日期", "成文时间", "发文日期", "发文时间", "签发日期",
    "生成日期", "印发日期", "标题", "名称", "文件名称", "信息名称", "发文字号", "文号", "发文号", "文件编号",
    "发布日期", "发布时间", "公布日期", "公开日期", "实施日期", "施行日期", "生效日期", "失效日期", "废止日期",
    "有效性", "时效性", "是否有效", "公文种类", "体裁分类", "分类", "关键词", "来源", "信息来源", "文章来源",
    "统一登记号", "法规分类",
)  # fmt: skip
_FIELD_NAMES = frozenset(_FIELDS)
# The letters of a name may be spaced out: 索 引 号.
_FIELD = re.compile(
    "(?P<name>"
    + "|".join(r"[\s\u3000]*".join(name) for name in sorted(_FIELDS, key=len, reverse=True))
    + r")[\s\u3000]*[：:]"
)
_TOOLS = re.compile(
    r"[\s【\[（(]*(?:打印(?:本页|此页)?|关闭(?:窗口|本页)?|保存本页|收藏|返回(?:顶部|列表)?|分享(?:到.{0,20})?|扫一扫.{0,14}|字体[：:]?.{0,12}|字号[：:]?.{0,12}|"
    r"大|中|小|微信|微博|上一篇.*|下一篇.*|当前位置.*|您(?:现在)?(?:的|所在)?位置.*|我要纠错)[\s】\]）)]*"
)
_DOCUMENT_LINE = re.compile(
    r"[12]\d{3}年\d{1,2}月\d{1,2}日|[（(]?[一-鿿]{2,12}[〔\[【（(][12]\d{3}[〕\]】）)]第?\d{1,5}号[）)]?"
)
_TITLE = re.compile(
    r"关于|(?:规划|计划|纲要|要点|意见|通知|办法|规定|细则|规则|规程|条例|方案|决定|决议|批复|报告|公告|通告)(?:（.{1,12}）)?$"
)
_STOPS = re.compile("[。；，]")
_SENTENCE = 15  # characters; a shorter line is a label, a link or a signature
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
    weights = _weights(lines)
    total = weights.get(root, 0)
    surrounding, revealed = _surroundings(root, weights, total)
    place = _Places(surrounding)
    seen = [line for line in lines if not place.under_any(line.block)]
    block = _text_block(root, seen)
    place_in = _Places({block})
    inside = [line for line in seen if place_in.under_any(line.block)]
    outside = [line for line in seen if not place_in.under_any(line.block)]
    text = [line.text for line in inside if not (_TOOLS.fullmatch(line.text) and not line.row)]
    facts = _facts(outside)
    title = _title(root, outside, facts, text)
    left_out = tuple(line.text for line in outside if _is_sentence(line) and not _FIELD.match(line.text))
    linked = sum(line.linked for line in lines)
    return Content(
        (*facts, *title, *text),
        left_out,
        revealed,
        mostly_links=not total and linked > 0.5 * sum(len(line.text) for line in lines),
    )


def _is_sentence(line: Line) -> bool:
    if line.linked * 2 > len(line.text) or len(line.text) < _SENTENCE:
        return False
    return line.row or _STOPS.search(line.text) is not None


def _weights(lines: Iterable[Line]) -> dict["_Element", int]:
    """Return how many characters of sentences each element holds."""
    own: dict[_Element, int] = {}
    for line in lines:
        if _is_sentence(line):
            own[line.block] = own.get(line.block, 0) + len(line.text)
    weights: dict[_Element, int] = {}
    for block, weight in own.items():
        weights[block] = weights.get(block, 0) + weight
        for above in block.iterancestors():
            weights[above] = weights.get(above, 0) + weight
    return weights


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
    weights = _weights(seen)
    total = weights.get(root, 0)
    if not total:
        return root
    named = [element for element in weights if _is_named_text_block(element)]
    best = max(named, key=lambda element: weights[element], default=None)
    if best is not None and weights[best] >= 0.7 * total:
        return best
    block = root
    while True:
        heavy = max((child for child in block if child in weights), key=weights.__getitem__, default=None)
        if heavy is None or weights[heavy] < _MOST * total or not any(child in weights for child in heavy):
            return block
        around = _Places({heavy})
        lost = [line for line in seen if not around.under_any(line.block)]
        if sum(weights[block] - weights[heavy] > 0 and _is_sentence(line) for line in lost) > 1:
            return block
        if any(_DOCUMENT_LINE.fullmatch(line.text) for line in lost):
            return block
        block = heavy


def _is_named_text_block(element: "_Element") -> bool:
    if element.tag in ("article", "main") or element.get("role") in ("main", "article"):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return any(_TEXT_BLOCKS.fullmatch(name) for name in names)


def _facts(outside: Sequence[Line]) -> list[str]:
    """Return the header facts of a page (索引号, 发文机关, 成文日期 …) as rows of names and values."""
    rows: list[str] = []
    known: set[str] = set()
    for line in outside:
        cells = _fact_cells(line)
        names = {cell for cell in cells if cell.endswith("：") and cell[:-1] in _FIELD_NAMES}
        # A page repeats its header for small screens.
        if names and not names <= known:
            known |= names
            rows.append(row_line(cells))
    return rows


def _fact_cells(line: Line) -> list[str]:
    """Split a line into names (with a full-width colon) and values; an empty list where it names no fact."""
    if line.row:
        cells = [cell.strip() for cell in line.text.removeprefix("|").split("|")]
        return [_field_name(cell) or cell for cell in cells]
    fields = list(_FIELD.finditer(line.text))
    if not fields or fields[0].start() > 2 or len(line.text) > 300:
        return []
    cells = []
    for index, field in enumerate(fields):
        stop = fields[index + 1].start() if index + 1 < len(fields) else len(line.text)
        cells += [_field_name(field[0]), line.text[field.end() : stop].strip(" \u3000|｜[]【】")]
    return cells


def _field_name(cell: str) -> str:
    name = re.sub(r"[\s\u3000：:]", "", cell)
    return f"{name}：" if name in _FIELD_NAMES else ""


def _title(root: "_Element", outside: Sequence[Line], facts: Sequence[str], text: Sequence[str]) -> list[str]:
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
    for candidate in candidates:
        written = " ".join(candidate.split())
        if len(written) >= 6:
            return [] if _compact(written) in beginning else [written]
    return []


def _compact(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)
