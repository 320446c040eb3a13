"""How people call things when they speak: 42号文 for a document, 安吉科技局 and 科技局 for a county's bureau."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ..ontology import load_ontology
from .known_name import KnownName, fold

_NUMBER = re.compile(r"(\D+?)\[?(\d{4})\]?(\d{1,4})号")
_KEY = re.compile(r"(\D+)-(\d{4})-(\d+)$")
_LEVELS = ("省", "市", "县", "区")
_GOVERNMENT = "人民政府"
_TOWNS = ("镇", "乡", "街道")
#: People say a type of department in few characters: 卫健局 for 卫生健康委员会; longer ones are names as written.
_SHORT_TYPE = 4
# What a task is to do with a thing is no part of the thing: 建设低（零）碳村 is called 低碳村, too.
_DOING = re.compile(
    r"^(?:加快|加强|着力|大力|积极|全面|深入|进一步|稳步|扎实)*(?:推动|推进|建设|实施|开展|发展|培育|打造|完善|健全|推广|提升|优化|构建)"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_SHORTEST_THING = 3

#: How sure such a name is: a document's number without its year or a bureau without its place may be another one's.
LOOSE, BARE = 0.9, 0.6


def spoken_names(kind: str, name: KnownName, places: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, float]]:
    """Yield further names of a thing, folded, each with how sure it is; ``places`` are names of divisions by code.

    >>> bureau = KnownName("…/agency/330523/science", ("安吉县科学技术局",), ("县科技局",))
    >>> said = dict(spoken_names("agency", bureau, {"330523": ("安吉县", "安吉")}))
    >>> [each for each in said if each.endswith("科技局")]
    ['安吉县科技局', '安吉科技局', '科技局', '县科技局']
    >>> low_carbon = KnownName("…/task/9", ("建设低（零）碳村",))
    >>> dict(spoken_names("task", low_carbon, {}))
    {'建设低碳村': 0.9, '低碳村': 0.9}
    """
    if kind == "document":
        # The number of a document that is only cited stands in its key alone.
        for number in map(fold, (*name.others, _KEY.sub(r"\1[\2]\3号", name.key))):
            yield number, 1.0
            yield from _numbers(number)
    elif kind == "agency":
        yield from _bodies(name, places)
    elif kind in ("task", "target"):
        yield from _things(name)


def _numbers(number: str) -> Iterator[tuple[str, float]]:
    found = _NUMBER.fullmatch(number)
    if not found:
        return
    code, year, serial = found.groups()
    for written in (
        f"{code}{year}年{serial}号",
        f"{code}{year}-{serial}",
        f"{code}[{year}]{serial}",
        f"{code}{year}{serial}",
    ):
        yield written, 1.0
    for written in (f"{code}{year}年第{serial}号", f"{code}[{year}]第{serial}号", f"{code}{year}{serial}号"):
        yield written, 1.0
    for written in (f"{code}{serial}号", f"{serial}号文", f"{code}[{year}]{serial}号文", f"{code}{serial}号文"):
        yield written, LOOSE
    if len(serial) > 1:  # 901号方案; 5号 is rather a day
        yield f"{serial}号", LOOSE


def _things(name: KnownName) -> Iterator[tuple[str, float]]:
    """Yield a task's thing where its title has brackets, which nobody speaks."""
    for title in map(fold, name.labels):
        bare = _BRACKETED.sub("", title)
        thing = _DOING.sub("", bare)
        for said in dict.fromkeys((bare, thing)) if bare != title else ():
            if len(said) >= _SHORTEST_THING:
                yield said, LOOSE


@cache
def _short_types() -> Mapping[str, tuple[str, ...]]:
    """Return the short names of each type of department that local governments have."""
    types = load_ontology().departments.values()
    return {each.id: tuple(name for name in each.names if 2 < len(name) <= _SHORT_TYPE) for each in types}


def _bodies(name: KnownName, places: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, float]]:
    code, slash, _ = name.key.partition("/")
    called = [fold(each).removeprefix("中共") for each in (*name.labels, *name.others)]
    around = [fold(place) for place in places.get(code, ())] if slash else []
    for each in called:
        if each.endswith(_GOVERNMENT) and len(each) > len(_GOVERNMENT):
            yield f"{each.removesuffix(_GOVERNMENT)}政府", 1.0
            if each.removesuffix(_GOVERNMENT).endswith(_TOWNS):
                yield each.removesuffix(_GOVERNMENT), LOOSE
    for each in called:
        bare = next((each.removeprefix(place) for place in around if each.startswith(place)), "")
        if not bare and around and each[:1] in _LEVELS:
            bare = each[1:]
            yield from ((f"{place}{each}", 1.0) for place in around if not place.endswith(each[0]))
        if len(bare) < 2:
            continue
        # 中共安吉县委组织部 is 安吉县委组织部, and 组织部 for short.
        for short in dict.fromkeys((bare, bare.removeprefix("党委").removeprefix("委"))):
            if len(short) > 1:
                yield from ((f"{place}{short}", 1.0) for place in around)
                yield short, BARE
    if around:
        level = next((each[0] for each in called if each[:1] in _LEVELS), around[0][-1])
        short_types = _short_types().get(name.key.partition("/")[2], ())
        # A province has 厅, what is below it 局.
        for short in (each for each in short_types if not each.endswith("局" if level == "省" else "厅")):
            yield f"{level}{short}", LOOSE
            yield from ((f"{place}{short}", LOOSE) for place in around)
            yield short, BARE
