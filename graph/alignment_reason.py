"""Saying in Chinese why two tasks were aligned, or why a task was aligned with none: what a reader can check."""

from .alignment import Alignment, CoverageKind
from .document_tasks import StatedTarget
from .target_comparison import TargetComparison
from .task_likeness import Likeness

#: So many names and words are told; the others say the same again.
TOLD = 5
#: Words are told from this likeness on: below, they are what any two tasks share.
_SMALL = 0.05

_KINDS = {
    CoverageKind.COVERED: "承接",
    CoverageKind.PARTIAL: "部分承接",
    CoverageKind.UNCOVERED: "未承接",
    CoverageKind.ADDED: "新增",
    CoverageKind.CONTINUED: "延续",
    CoverageKind.STRENGTHENED: "强化",
    CoverageKind.WEAKENED: "弱化",
    CoverageKind.CANCELLED: "取消",
}
_VERDICTS = {"stronger": "要求更高", "equal": "要求相同", "weaker": "要求更低", "share": "地域不同，总量不直接比较"}
_TIMINGS = {"": "", "same": "", "earlier": "，时限提前", "later": "，时限推后"}
_COMPARATORS = {">=": "不低于", "<=": "不超过", ">": "超过", "<": "低于", "about": "约", "=": ""}
_CHANGES = {"increase": "增长", "decrease": "下降"}


def kind_in_words(kind: CoverageKind) -> str:
    """Return what a kind is called: 承接, 部分承接, 未承接 …"""
    return _KINDS[kind]


def because(alignment: Alignment) -> str:
    """Return the reason of an alignment in one line, such as 都提到 星创天地；标题相近（科技特派员）.

    Numbers come last, with the verdict on them. For a task without a counterpart the line names the nearest one.
    """
    likeness = alignment.likeness
    if alignment.higher and alignment.lower and likeness:
        repeated = [f"附表重复了《{alignment.restates.title}》"] if alignment.restates else []
        return "；".join([*repeated, *_in_common(likeness), *map(compared, likeness.comparisons)])
    side = "上级" if alignment.kind is CoverageKind.ADDED else "下级"
    if alignment.kind is CoverageKind.CANCELLED:
        side = "新版"
    if alignment.nearest is None:
        return f"与{side}文件各项任务没有共同的实词和名称"
    return f"{side}最接近的是《{alignment.nearest.title}》，共同点太少"


def compared(comparison: TargetComparison) -> str:
    """Return what became of a number: 指标“科技型中小企业”由900家到不低于1000家，要求更高."""
    above, below = comparison.higher, comparison.lower
    name = below.indicator if len(below.indicator) <= len(above.indicator) else above.indicator
    change = f"{_amount(above)}→{_amount(below)}"
    return f"同一指标“{name}”{change}（{_VERDICTS[comparison.verdict]}{_TIMINGS[comparison.timing]}）"


def _in_common(likeness: Likeness) -> list[str]:
    parts = []
    if likeness.shared_names:
        parts.append(f"都提到 {'、'.join(thing.label for thing in likeness.shared_names[:TOLD])}")
    if likeness.title_words:
        parts.append(f"标题相近（{'、'.join(likeness.title_words[:TOLD])}）")
    others = [word for word in likeness.shared_words if word not in likeness.title_words][:TOLD]
    if others and likeness.words >= _SMALL:
        parts.append(f"共同用词 {'、'.join(others)}")
    return parts or ["各处合计略有相近"]


def _amount(target: StatedTarget) -> str:
    value, size = target.value, ""
    for step, name in ((100_000_000, "亿"), (10_000, "万")):
        if abs(value) >= step:
            value, size = value / step, name
            break
    per = f"/{target.per}" if target.per else ""
    words = f"{_CHANGES.get(target.change, '')}{_COMPARATORS.get(target.comparator, '')}"
    return f"{words}{value:.10g}{size}{target.unit}{per}"
