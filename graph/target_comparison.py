"""Comparing the numbers of two tasks: whether both state the same indicator, and which of them asks for more."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .document_tasks import StatedTarget

#: ``share`` where the numbers count things of two territories: 8 of the county's are part of the province's 300.
Verdict: TypeAlias = Literal["stronger", "equal", "weaker", "share"]
Timing: TypeAlias = Literal["", "same", "earlier", "later"]

_RATES = ("%", "％", "‰", "个百分点")
_COUNTED = frozenset(("个", "家", "所", "项", "名", "人", "座", "处", "条", "件", "种"))
_CEILINGS = ("<", "<=")
_TERRITORY = re.compile(
    r"^(?:到|力争|努力|实现|争取|其中|累计|新增|新建|建成|建设|培育|打造|选派|开展|完成|创建|争创|每年|全国|全省|全市|全县|全区|全域|全旗|本省|本市|本县|本区"
    r"|省内|市内|县内|区内|县域|市域|辖区|县[（(]市、区[）)]|各县[（(]市、区[）)]|各地|的)+"
)
_NOISE = re.compile(r"[\s（）()“”\"、，,]+|以上|的比重|的比例|比重|比例|总数|数量|总量")
_SHORTEST = 3  # 引进, 选派 and the like, which rows of tables give for a name, are none
_FEWEST = 4  # characters that a name needs to stand for a longer one: 企业 is not 高新技术企业
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class TargetComparison:
    """The same indicator in both tasks: what the lower asks, seen from the higher, and whether it is due earlier."""

    higher: StatedTarget
    lower: StatedTarget
    verdict: Verdict
    timing: Timing


def compare_targets(
    higher: Sequence[StatedTarget], lower: Sequence[StatedTarget], same_territory: bool
) -> tuple[TargetComparison, ...]:
    """Pair the targets of two tasks that state the same indicator in the same unit, each of them once at most.

    Rates (15%) are compared whatever the level. Amounts are compared only where both documents speak of the
    ``same_territory``: that a county has fewer firms than its province weakens nothing, it is a ``share``.
    """
    found: list[TargetComparison] = []
    taken: set[int] = set()
    for above in higher:
        candidates = [
            (sameness(above, below), -place)
            for place, below in enumerate(lower)
            if place not in taken and sameness(above, below) > 0
        ]
        if candidates:
            place = -max(candidates)[1]
            taken.add(place)
            below = lower[place]
            found.append(TargetComparison(above, below, _verdict(above, below, same_territory), _timing(above, below)))
    return tuple(found)


def overall(comparisons: Sequence[TargetComparison]) -> str:
    """Return one word for all numbers of a pair: stronger, weaker, mixed, equal, share, or "" without any."""
    verdicts = {comparison.verdict for comparison in comparisons}
    for one, other in (("stronger", "weaker"), ("weaker", "stronger")):
        if one in verdicts:
            return "mixed" if other in verdicts else one
    return "equal" if "equal" in verdicts else "share" if verdicts else ""


def sameness(one: StatedTarget, other: StatedTarget) -> float:
    """Return how sure it is that two targets state the same indicator: 1 the same name, 0 not the same.

    Units must agree, and so must what is counted in a year with what is counted in a year, and growth with growth.
    Chinese names end in what they are about, so a name may be longer at its beginning (科技型中小企业 is no
    科技型中小企业贷款余额, but 规模以上科技型中小企业 may be).
    """
    if _unit(one) != _unit(other) or one.change != other.change or bool(one.frequency) != bool(other.frequency):
        return 0.0
    names = sorted((indicator_name(one.indicator), indicator_name(other.indicator)), key=len)
    short, long = names
    if len(short) < _SHORTEST:
        return 0.0
    if short == long:
        return 1.0
    pairs = [{name[place : place + 2] for place in range(len(name) - 1)} for name in names]
    dice = 2 * len(pairs[0] & pairs[1]) / (len(pairs[0]) + len(pairs[1]) or 1)
    contained = len(short) >= _FEWEST and (long.endswith(short) or (_is_rate(one) and long.startswith(short)))
    return max(dice, _ALIKE) if contained or (dice >= _ALIKE and short[-2:] == long[-2:]) else 0.0


def indicator_name(indicator: str) -> str:
    """Return what an indicator is called without the territory, the verb before it and the word for its kind.

    It is "" where a table says but 建成 and leaves to the reader what is built.

    >>> indicator_name("全省建成创新型乡镇"), indicator_name("公民具备科学素质的比例")
    ('创新型乡镇', '公民具备科学素质')
    """
    plain = unicodedata.normalize("NFKC", indicator)
    return _NOISE.sub("", _TERRITORY.sub("", plain))


def _unit(target: StatedTarget) -> tuple[str, str]:
    unit = "个" if target.unit in _COUNTED else target.unit
    return unit, target.per


def _is_rate(target: StatedTarget) -> bool:
    return target.unit in _RATES


def _verdict(above: StatedTarget, below: StatedTarget, same_territory: bool) -> Verdict:
    if not (same_territory or _is_rate(above) or above.per):
        return "share"
    if above.value == below.value:
        return "equal"
    # A ceiling is the stronger the lower it is; so is what the text wants decreased to a level, which has a ceiling.
    ceiling = above.comparator in _CEILINGS and below.comparator in _CEILINGS
    return "stronger" if (below.value < above.value) == ceiling else "weaker"


def _timing(above: StatedTarget, below: StatedTarget) -> Timing:
    """Compare two deadlines as far as both are given: 2025 and 2025-12-31 are the same, 2025-06-30 is earlier."""
    if not (above.deadline and below.deadline):
        return ""
    one, other = _last_day(above.deadline), _last_day(below.deadline)
    return "same" if one == other else "earlier" if other < one else "later"


def _last_day(date: str) -> str:
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    return f"{year}-{month or '12'}-{day or '31'}"
