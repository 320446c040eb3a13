"""Words of a text with their offsets and word classes, by a compiled segmenter and by the one it copies.

`segment` is what extraction uses; `segment_with_jieba` is the reference implementation, some twenty times slower. Their
boundaries are the same on official writing, and a property test keeps them so.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import rjieba

_RUN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#&._%-")
_LATIN = re.compile("[A-Za-z0-9+#&._%-]")


class Token(NamedTuple):
    """A word: half-open offsets and its class in jieba's dictionary (n, v, vn, d, p …; x for marks)."""

    begin: int
    end: int
    tag: str


def segment(text: str) -> tuple[Token, ...]:
    """Cut a text into words that tile it.

    A run of ASCII letters and digits is one word with its points and hyphens (``2021-13``), where jieba itself would
    cut differently before and after a Chinese character.

    >>> [(text[t.begin : t.end], t.tag) for text in ["县2021-13号文件"] for t in segment(text)]
    [('县', 'zg'), ('2021-13', 'm'), ('号', 'm'), ('文件', 'n')]
    """
    return _tiles(_compiled().tag(text))


def word_ends(text: str) -> list[int]:
    """Return where the words of a text end: all that `segment` tells but their classes, in half the time.

    >>> word_ends("建设农村公路")
    [2, 6]
    """
    if _LATIN.search(text):
        return [token.end for token in segment(text)]
    return list(accumulate(map(len, _compiled().cut(text))))


def segment_with_jieba(text: str) -> tuple[Token, ...]:
    """Cut a text with jieba itself: the same boundaries as `segment`, for checking it; all tags are "".

    >>> [text[t.begin : t.end] for text in ["建设农村公路"] for t in segment_with_jieba(text)]
    ['建设', '农村公路']
    """
    # Its dictionary takes half a second to load, which only a check should cost.
    import jieba  # type: ignore[import-untyped]

    return _tiles((word, "") for word in jieba.cut(text))


def _tiles(words: Iterable[tuple[str, str]]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    new = tuple.__new__  # what Token itself calls; without the call of Python in between, half the time
    begin = 0
    run = False
    for word, tag in words:
        end = begin + len(word)
        latin = word[0] in _RUN and _RUN.issuperset(word)
        if latin and run:
            tokens[-1] = Token(tokens[-1].begin, end, tokens[-1].tag)
        else:
            tokens.append(new(Token, (begin, end, tag)))
        begin, run = end, latin
    return tuple(tokens)


@cache
def _compiled() -> rjieba.Jieba:
    return rjieba.Jieba()
