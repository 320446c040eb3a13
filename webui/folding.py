"""Matching without regard to width, case and spaces, and finding the place in the unchanged text again."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

#: Stands after the last character, so that this one begins a pair too.
END = "\ue000"


@lru_cache(maxsize=20_000)
def _fold_character(character: str) -> str:
    if not character.isprintable() or character.isspace():
        return ""
    return "".join(each for each in unicodedata.normalize("NFKC", character).lower() if not each.isspace())


def fold(text: str) -> str:
    """Return a text as it is matched.

    >>> fold("Ｒ＆Ｄ 经费\\n投入")
    'r&d经费投入'
    """
    return "".join(map(_fold_character, text))


def pairs(text: str) -> str:
    """Return every two neighbouring characters as a token; text search finds any run of characters as a run of these.

    >>> pairs("安吉县").split() == ["安吉", "吉县", "县" + END]
    True
    """
    folded = fold(text) + END
    return " ".join(folded[place : place + 2] for place in range(len(folded) - 1))


def phrase(term: str) -> str:
    """Return the text-search expression for a term, "" where nothing is left to search for.

    >>> phrase("安吉县"), phrase("县"), phrase(" ")
    ('"安吉 吉县"', '"县"*', '')
    """
    folded = fold(term).replace(END, "")
    if not folded:
        return ""
    if len(folded) == 1:
        return f"{_quoted(folded)}*"
    return _quoted(" ".join(folded[place : place + 2] for place in range(len(folded) - 1)))


def occurrences(text: str, term: str) -> Iterator[tuple[int, int]]:
    """Yield where a term stands in a text, in offsets of the unchanged text.

    >>> list(occurrences("到２０２５年，2025 年", "2025年"))
    [(1, 6), (7, 13)]
    """
    wanted = fold(term)
    if not wanted:
        return
    folded, places = [], []
    for place, character in enumerate(text):
        for each in _fold_character(character):
            folded.append(each)
            places.append(place)
    whole = "".join(folded)
    found = whole.find(wanted)
    while found >= 0:
        yield places[found], places[found + len(wanted) - 1] + 1
        found = whole.find(wanted, found + len(wanted))


def _quoted(tokens: str) -> str:
    return '"' + tokens.replace('"', '""') + '"'
