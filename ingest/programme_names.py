"""Programmes, plans, projects and funds that no vocabulary lists, told by the form of their names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhengtu.ontology import Ontology

from .segmentation import segment

_HAN = r"[一-鿿]"
_WINDOW, _LEFT = 16, 8  # characters before a quoted name that are cut into words, and that may belong to it
_NOUNS = frozenset({"n", "nz", "ns", "nt", "j", "nr"})
_STOP = r"(?=[，。；：、！？）)】”\s等和及与的]|以及|$)"


@dataclass(frozen=True, slots=True, eq=False)
class _Forms:
    quoted: re.Pattern[str]
    governed: re.Pattern[str]
    national: re.Pattern[str]
    zones: re.Pattern[str]
    stop: tuple[str, ...]


@lru_cache(maxsize=4)
def _forms(ontology: Ontology) -> _Forms:
    def cues(rule: str) -> tuple[str, ...]:
        return ontology.cues("programmes", rule)

    kinds = "|".join(sorted(cues("quoted-name"), key=len, reverse=True))
    endings = "|".join(sorted(cues("endings"), key=len, reverse=True))
    weak = "|".join(sorted(cues("endings-of-national-names"), key=len, reverse=True))
    verbs = "|".join(sorted(cues("named-by-verb"), key=len, reverse=True))
    return _Forms(
        re.compile(rf"“[^“”，。；\n]{{2,16}}”(?:(?![等和的及与为])[一-鿿]){{0,8}}?(?:{kinds}){_STOP}"),
        re.compile(rf"(?:{verbs})(?:好|了)?(?P<name>{_HAN}(?:{_HAN}|（{_HAN}{{1,8}}）){{2,26}}?(?:{endings})){_STOP}"),
        re.compile(
            rf"(?P<name>(?:国家|全国|中国)(?!级)(?:(?![的等和及与为在对将])[一-鿿]){{4,20}}?(?:{endings}|{weak})){_STOP}"
        ),
        re.compile(
            rf"[、和在及](?P<name>(?:(?![等的和及与为在对将])[一-鿿]){{3,14}}?(?:功能区|保护区|优势区|示范区|试验区|先行区)){_STOP}"
        ),
        cues("generic-heads"),
    )


def find_programme_names(text: str, begin: int, end: int, ontology: Ontology) -> Iterator[tuple[int, int]]:
    """Yield the spans of names that have the form of a programme's.

    >>> from zhengtu.ontology import load_ontology
    >>> text = "实施快递下乡工程，开展“万企帮万村”精准扶贫行动。"
    >>> [text[b:e] for b, e in find_programme_names(text, 0, len(text), load_ontology())]
    ['“万企帮万村”精准扶贫行动', '快递下乡工程']
    """
    forms = _forms(ontology)
    for match in forms.quoted.finditer(text, begin, end):
        yield _nouns_before(text, begin, match.start()), match.end()
    for match in forms.governed.finditer(text, begin, end):
        name = match["name"]
        if name.startswith(forms.stop) or not _is_name(name):
            continue
        yield match.span("name")
    # The word in front of a zone's name belongs to the pattern: it is what the regex engine skips ahead to.
    for pattern, first in ((forms.national, begin), (forms.zones, max(0, begin - 1))):
        for match in pattern.finditer(text, first, end):
            if _is_name(match["name"]) and not match["name"].startswith(forms.stop):
                yield match.span("name")


def _nouns_before(text: str, begin: int, quote: int) -> int:
    """Where the nouns in front of a quoted name start: 科技计划成果“进园入县”行动, but 开展“进园入县”行动."""
    window = max(begin, quote - _WINDOW)
    pause = max(text.rfind(mark, window, quote) for mark in "、，。；：（")
    if pause >= 0 and text[pause] == "、":
        return quote  # 增品种、创品牌“三品”行动: what stands in front are the items that the name sums up
    start = quote
    for token in reversed(segment(text[window:quote])):
        if token.tag not in _NOUNS or quote - (window + token.begin) > _LEFT:
            break
        start = window + token.begin
    return start


def _is_name(name: str) -> bool:
    """Whether a governed phrase is long enough to name one thing, and no clause of its own."""
    if len(name) < 6:
        return False
    return not re.search(r"[为将把对在从被是并]|以及|有关|相关|各类|一批|一项|若干|等|的", name)
