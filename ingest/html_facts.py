"""The header that government pages put above a document: 索引号, 发文机关, 成文日期, 发文字号 and their values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .html_lines import Line
from .table_text import row_line

# The fields of the catalogue that the rules on open government prescribe, and those that sites add.
_FIELDS = (
    "索引号", "主题分类", "主题词", "发文机关", "发文机构", "发文单位", "制发机关", "制定机关", "发布机构",
    "发布机关", "发布单位", "发布部门", "公开主体", "成文日期", "成文时间", "发文日期", "发文时间", "签发日期",
    "生成日期", "印发日期", "标题", "名称", "文件名称", "信息名称", "发文字号", "文号", "发文号", "文件编号",
    "发布日期", "发布时间", "公布日期", "公开日期", "实施日期", "施行日期", "生效日期", "失效日期", "废止日期",
    "有效性", "时效性", "是否有效", "公文种类", "体裁分类", "分类", "关键词", "来源", "信息来源", "文章来源",
    "统一登记号", "法规分类",
)  # fmt: skip
_FIELD_NAMES = frozenset(_FIELDS)
# A field's name with its colon; its letters may be spaced out: 索 引 号：.
_FIELD = re.compile(
    "(?P<name>"
    + "|".join(r"[\s\u3000]*".join(name) for name in sorted(_FIELDS, key=len, reverse=True))
    + r")[\s\u3000]*[：:]"
)
_COUNTERS = re.compile(r"[\s\u3000【\[]+(?:浏览|阅读|点击|访问|字体|字号|大小|责任编辑|编辑|打印|分享).*", re.S)


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a header, and the lines of the page that it was read from."""

    rows: tuple[str, ...]
    lines: frozenset[Line]


def read_header(lines: Iterable[Line]) -> Header:
    """Read the facts of a header (索引号, 发文机关, 成文日期 …) as rows of names and values.

    >>> from lxml import etree
    >>> block = etree.Element("li")
    >>> read_header([Line("文　　号：某政发〔2022〕3号", block), Line("首页", block)]).rows
    ('文号： | 某政发〔2022〕3号',)
    """
    rows: list[str] = []
    read: set[Line] = set()
    known: set[str] = set()
    name = ""  # one that stands on a line of its own, with its value on the next
    for line in lines:
        cells = _fact_cells(line)
        if name and not cells:
            cells = [name, line.text]
        if cells:
            read.add(line)
        name = cells[0] if len(cells) == 2 and not cells[1] and not line.row else ""
        if name:
            continue
        names = {cell for cell in cells if cell.endswith("：") and cell[:-1] in _FIELD_NAMES}
        # A page repeats its header for small screens.
        if names and not names <= known:
            known |= names
            rows.append(row_line(cells))
    return Header(tuple(rows), frozenset(read))


def is_header_line(line: Line) -> bool:
    """Whether a line names facts of a header and is no running text, however long it is."""
    return any(cell.endswith("：") and cell[:-1] in _FIELD_NAMES for cell in _fact_cells(line))


def _fact_cells(line: Line) -> list[str]:
    """Split a line into names (with a full-width colon) and values; an empty list where it names no fact."""
    if line.row:
        written = [cell.strip() for cell in line.text.removeprefix("|").split("|")]
        names = [_field_name(cell) for cell in written]
        # Without colons, names and values take turns; 名称 | 分类 is the head of a table.
        in_turns = all(names[::2]) and not any(names[1::2]) and len(names) > 1
        if not in_turns and not any(name and cell[-1] in "：:" for name, cell in zip(names, written, strict=True)):
            return []
        return [name or cell for name, cell in zip(names, written, strict=True)]
    if line.block.tag == "dt" and _field_name(line.text):
        return [_field_name(line.text), ""]
    fields = list(_FIELD.finditer(line.text))
    if not fields or fields[0].start() > 2 or len(line.text) > 300:
        return []
    cells = []
    for index, field in enumerate(fields):
        stop = fields[index + 1].start() if index + 1 < len(fields) else len(line.text)
        value = _COUNTERS.sub("", line.text[field.end() : stop])
        cells += [_field_name(field[0]), value.strip(" \u3000|｜[]【】")]
    return cells


def _field_name(cell: str) -> str:
    name = re.sub(r"[\s\u3000：:]", "", cell)
    return f"{name}：" if name in _FIELD_NAMES else ""
