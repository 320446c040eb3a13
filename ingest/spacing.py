"""Blanks that set letters apart for the eye and are no part of a word: 总　则, 财 政 部, 索 引 号：."""

import re

_SPREAD = re.compile(r"(?<![^\s|])[一-鿿](?:[ \t\xa0\u3000]+[一-鿿])+(?=[ \t\xa0\u3000]*[：:]|[\s|]|\Z)")
_INNER = re.compile(r"[ \t\xa0\u3000]+")


def closed_up(text: str) -> str:
    """Return text with words closed up whose letters stand apart, since a name is looked up letter by letter.

    Words of two letters and more that stand side by side (two issuers in a signature) stay apart.

    >>> [closed_up(text) for text in ("第一章　总　则", "索 引 号：", "国家发展改革委 财 政 部", "中共中央 国务院")]
    ['第一章　总则', '索引号：', '国家发展改革委 财政部', '中共中央 国务院']
    """
    return _SPREAD.sub(lambda match: _INNER.sub("", match[0]), text)
