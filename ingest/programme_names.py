"""Programmes, plans, projects and funds that no vocabulary lists, told by the form of their names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhengtu.ontology import Ontology

_HAN = r"[一-鿿]"
_STOP = r"(?=[，。；：、！？）)】”\s等和及与的]|以及|$)"


@dataclass(frozen=True, slots=True, eq=False)
class _Forms:
    quoted: re.Pattern[str]
    governed: re.Pattern[str]
    verbs: re.Pattern[str]
    stop: tuple[str, ...]


@lru_cache(maxsize=4)
def _forms(ontology: Ontology) -> _Forms:
    def cues(rule: str) -> tuple[str, ...]:
        return ontology.cues("programmes", rule)

    kinds = "|".join(sorted(cues("quoted-name"), key=len, reverse=True))
    endings = "|".join(sorted(cues("endings"), key=len, reverse=True))
    verbs = "|".join(sorted(cues("named-by-verb"), key=len, reverse=True))
    return _Forms(
        re.compile(rf"(?P<left>{_HAN}{{0,10}})“[^“”，。；\n]{{2,16}}”{_HAN}{{0,8}}?(?:{kinds}){_STOP}"),
        re.compile(
            rf"(?:{verbs})(?:好|了|国家|全国)?(?P<name>{_HAN}(?:{_HAN}|（{_HAN}{{1,8}}）){{2,26}}?(?:{endings})){_STOP}"
        ),
        re.compile(
            r".*(?:实施|开展|启动|推进|落实|推行|设立|建设|参与|依托|推动|加强|支持|鼓励|组织|纳入|深入|大力|继续|积极|创建|打造|通过|以|在|对|将|把|为|向|及|和|与|的|强化|做好|用好|加大|完善|全面|结合|按照|发挥|探索|争创|被|是|有)"
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
        left = match["left"]
        verb = forms.verbs.match(left)
        start = match.start() + (verb.end() if verb else 0)
        if match.start() + len(left) - start > 8:
            start = match.start() + len(left)
        yield start, match.end()
    for match in forms.governed.finditer(text, begin, end):
        name = match["name"]
        if name.startswith(forms.stop) or not _is_name(name):
            continue
        yield match.span("name")


def _is_name(name: str) -> bool:
    """Whether a governed phrase is long enough to name one thing, and no clause of its own."""
    if len(name) < 6:
        return False
    return not re.search(r"[为将把对在从被是并]|以及|有关|相关|各类|一批|若干|等", name)
