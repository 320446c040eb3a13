"""When two pieces of text say the same: folding, the overlap of quotes, and one-to-one pairing, for scoring."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeVar

G = TypeVar("G")
F = TypeVar("F")

# 〔〕 and 【】 are not width variants of [], so Unicode's folding leaves them as they are.
_BRACKETS = str.maketrans("〔〕【】", "[][]")


def bare(text: str) -> str:
    """Drop all white space, since a quote may be written without the line break that falls in it.

    >>> bare("国务院 办公厅\\n")
    '国务院办公厅'
    """
    return "".join(text.split())


def title_of(text: str) -> str:
    """Return a title for comparison: white space and the final full stop are not part of it.

    >>> title_of("加强组织领导。")
    '加强组织领导'
    """
    return bare(text).rstrip("。")


def folded(text: str) -> str:
    """Fold character widths and kinds of brackets, which web copies of one document write differently.

    >>> folded("国发〔2018〕42号") == folded("国发［2018］42号")
    True
    """
    return unicodedata.normalize("NFKC", bare(text)).translate(_BRACKETS)


def number_of(text: str) -> str:
    """Return a section's number without brackets and punctuation: （一）, (一) and 一、 are the same number.

    >>> number_of("（一）"), number_of("1."), number_of("专栏 1")
    ('一', '1', '专栏1')
    """
    return folded(text).strip("()[]、.,:")


def path_of(numbers: Iterable[str]) -> str:
    """Join the numbers of nested sections, outermost first, leaving out unnumbered ones.

    >>> path_of(["四", "（一）", "专栏1"])
    '四/一/专栏1'
    """
    return "/".join(number for number in map(number_of, numbers) if number)


@lru_cache(maxsize=65536)
def common_run(one: str, other: str) -> tuple[int, int, int]:
    """Return where the longest common run starts in each text, and its length in characters.

    Two spans of one text overlap in such a run, so that it stands for their overlap where only the words are known.

    >>> common_run("大力发展订单农业", "发展订单农业，")
    (2, 0, 6)
    """
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return match.a, match.b, match.size


def overlap(one: str, other: str) -> float:
    """Return the intersection over union of two quotes, in characters without white space; 0 where one is empty.

    >>> overlap("大力发展订单农业", "发展订单农业")
    0.75
    """
    one, other = bare(one), bare(other)
    size = common_run(one, other)[2]
    return size / (len(one) + len(other) - size) if size else 0.0


def coverage(one: str, other: str) -> float:
    """Return how much of the shorter quote stands in the longer one, 0 to 1.

    >>> coverage("到2025年全国农机总动力稳定在11亿千瓦左右", "11亿千瓦")
    1.0
    """
    one, other = bare(one), bare(other)
    shorter = min(len(one), len(other))
    return common_run(one, other)[2] / shorter if shorter else 0.0


def closest_pairs(
    gold: Sequence[G], found: Sequence[F], likeness: Callable[[G, F], float | None]
) -> tuple[tuple[int, int], ...]:
    """Pair gold entries with found ones, one to one, the most alike first.

    ``likeness`` returns None for two that cannot be a pair. Among equals the earlier gold entry goes first, then the
    earlier found one.

    >>> closest_pairs([10, 20], [19, 21, 10], lambda g, f: -abs(g - f) if abs(g - f) < 5 else None)
    ((0, 2), (1, 0))
    """
    candidates: list[tuple[float, int, int]] = []
    for i, wanted in enumerate(gold):
        for j, offered in enumerate(found):
            score = likeness(wanted, offered)
            if score is not None:
                candidates.append((-score, i, j))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(candidates):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return tuple(sorted(pairs))
