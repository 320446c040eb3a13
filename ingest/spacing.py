"""Blanks that set letters apart for the eye and are no part of a word: 总　则, 财 政 部, 索 引 号：."""

import re

_BLANKS = re.compile(r"([ \t\xa0\u3000]+)")


def closed_up(text: str) -> str:
    """Return text with words closed up whose letters stand apart, since a name is looked up letter by letter.

    Words of two letters and more that stand side by side (two issuers in a signature) stay apart.

    >>> [closed_up(text) for text in ("第一章　总　则", "索 引 号：", "国家发展改革委 财 政 部", "中共中央 国务院")]
    ['第一章　总则', '索引号：', '国家发展改革委 财政部', '中共中央 国务院']
    """
    # Split, since a pattern for such a word would be tried from each of its letters: a line of them takes for ever.
    pieces = _BLANKS.split(text)
    if len(pieces) == 1:
        return text
    closed = pieces[0]
    single = _is_letter(closed)
    for blank, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if single and (_is_letter(piece) or piece in _COLONS or (_is_letter(piece[:1]) and piece[1:] in _COLONS)):
            closed += piece
        else:
            closed += blank + piece
        single = _is_letter(piece)
    return closed


_COLONS = ("：", ":")


def _is_letter(piece: str) -> bool:
    return len(piece) == 1 and "一" <= piece <= "鿿"
