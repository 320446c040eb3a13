"""Aligning two documents: which tasks of the lower take up which of the higher, which nobody takes up, which are new.

Every pair of tasks gets a score that is a sum of evidence a person can check (`zhengtu.graph.task_likeness`). A pair is
kept where the score reaches a threshold and comes close to the best that one of the two tasks has anywhere. Tasks split
and merge on their way down (one national task becomes three of a county; two become one), so an assignment of one to
one, even the best one, would be wrong by construction; greedy with many to one is what the matter asks for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .document_tasks import DocumentTasks, Quote, TaskText
from .target_comparison import overall
from .task_likeness import Comparer, Likeness
from .task_words import Profile

#: Below this score two tasks have no more in common than any two tasks of official writing.
#: Chosen on the samples' gold and on pairs of real documents that have nothing to do with each other.
TASKS_ALIKE = 0.15
#: Two versions of one plan share their style and most of their words, so that only more means the same task.
VERSIONS_ALIKE = 0.25
#: 承接 needs a score, and so much of the higher task's own words in the lower one; else it is 部分承接.
#: A goal sums up several things, so more of it must be there.
TAKEN_UP, BREADTH, BREADTH_OF_GOAL = 0.18, 0.18, 0.36
#: A pair counts where it comes so close to the best pair that the higher or the lower task has.
CLOSE = 0.8
#: Between versions it must come so close to the best of both: a task that lives on whole is nobody else's counterpart.
CLOSE_VERSIONS = 0.6
#: A row of an annexed table that is so much like a task of the body repeats it, and shares what that one takes up.
RESTATES, RESTATED = 0.3, 0.8
#: So much of what the title has in common is enough for a sentence below it to be quoted in its place.
ENOUGH_BELOW = 0.3
_ANNEX = ("附",)
# Who is responsible stands in brackets of its own and says nothing of the work.
_DUTY = re.compile(r"[（(][^（()）]*(?:负责|牵头|配合|责任单位)[^（()）]*[）)]?")


class CoverageKind(StrEnum):
    """What became of a task on its way down, or from one version of a plan to the next."""

    COVERED = "covered"
    PARTIAL = "partial"
    UNCOVERED = "uncovered"
    ADDED = "added"
    CONTINUED = "continued"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Alignment:
    """One row of the comparison: a pair of tasks, or a task that nothing on the other side fits.

    ``higher`` is None for what is new, ``lower`` for what is not taken up; then ``nearest`` is the task that came
    nearest, and ``likeness`` how near. ``higher_quote`` and ``lower_quote`` are the sentences in which the two agree
    the most, the whole task where there is no pair. ``restates`` is the task of the body that the lower one, a row of
    an annexed table, repeats and owes the alignment to.
    """

    kind: CoverageKind
    higher: TaskText | None
    lower: TaskText | None
    score: float
    likeness: Likeness | None = None
    higher_quote: Quote | None = None
    lower_quote: Quote | None = None
    nearest: TaskText | None = None
    restates: TaskText | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    higher: TaskText
    lower: TaskText
    score: float
    restates: TaskText | None = None


def align(higher: DocumentTasks, lower: DocumentTasks, *, versions: bool = False) -> tuple[Alignment, ...]:
    """Align the tasks of two documents: all of the higher one in the order of its text, then what is new in the lower.

    With ``versions`` the two are an earlier and a later version (or period) of one plan, and the kinds are 延续, 强化,
    弱化, 新增 and 取消; else they are those of 承接对照: 承接, 部分承接, 未承接 and 新增. The result depends on nothing
    but the two values.

    >>> empty = DocumentTasks("urn:a", "甲", "", "", ())
    >>> align(empty, empty)
    ()
    """
    comparer = Comparer.of(higher, lower)
    pairs = _all_pairs(higher, lower, comparer)
    kept = _kept(pairs, versions)
    by_higher: dict[str, list[_Pair]] = {}
    for pair in kept:
        by_higher.setdefault(pair.higher.iri, []).append(pair)
    rows: list[Alignment] = []
    for task in higher.tasks:
        found = sorted(by_higher.get(task.iri, ()), key=lambda pair: (-pair.score, pair.lower.quote.begin))
        rows += [_alignment(pair, comparer, versions) for pair in found]
        if not found:
            kind = CoverageKind.CANCELLED if versions else CoverageKind.UNCOVERED
            rows.append(_single(kind, task, [pair for pair in pairs if pair.higher is task], comparer))
    taken = {pair.lower.iri for pair in kept}
    rows += [
        _single(CoverageKind.ADDED, task, [pair for pair in pairs if pair.lower is task], comparer)
        for task in lower.tasks
        if task.iri not in taken
    ]
    return tuple(rows)


def _all_pairs(higher: DocumentTasks, lower: DocumentTasks, comparer: Comparer) -> list[_Pair]:
    """Score every pair; a row of an annex gets a little less than the task that it repeats, where that is more."""
    repeats = dict(_restatements(lower.tasks, comparer.within_lower()))
    pairs: list[_Pair] = []
    for above in higher.tasks:
        scores = {below.iri: comparer.score(above, below) for below in lower.tasks}
        for below in lower.tasks:
            body = repeats.get(below.iri)
            owed = RESTATED * scores[body.iri] if body else 0.0
            better = body is not None and owed > scores[below.iri]
            pairs.append(_Pair(above, below, max(owed, scores[below.iri]), body if better else None))
    return pairs


def _restatements(tasks: Sequence[TaskText], comparer: Comparer) -> Iterator[tuple[str, TaskText]]:
    """Yield the rows of annexed tables with the task of the body that each repeats: 分工表 say the same in brief."""
    body = [task for task in tasks if not task.path.startswith(_ANNEX) and task.kind in ("task", "box_item")]
    for row in tasks:
        if row.path.startswith(_ANNEX) and body:
            scores = [comparer.score(task, row) for task in body]
            best = max(scores)
            if best >= RESTATES:
                yield row.iri, body[scores.index(best)]


def _kept(pairs: Sequence[_Pair], versions: bool) -> list[_Pair]:
    of_higher: dict[str, float] = {}
    of_lower: dict[str, float] = {}
    for pair in pairs:
        for best, iri in ((of_higher, pair.higher.iri), (of_lower, pair.lower.iri)):
            best[iri] = max(best.get(iri, 0.0), pair.score)

    def enough(pair: _Pair) -> float:
        bests = of_higher[pair.higher.iri], of_lower[pair.lower.iri]
        return max(VERSIONS_ALIKE, CLOSE_VERSIONS * max(bests)) if versions else max(TASKS_ALIKE, CLOSE * min(bests))

    return [pair for pair in pairs if pair.score >= enough(pair)]


def _alignment(pair: _Pair, comparer: Comparer, versions: bool) -> Alignment:
    likeness = comparer.likeness(pair.higher, pair.restates or pair.lower)
    kind = _version_kind(likeness) if versions else _coverage_kind(pair, likeness)
    above, below = comparer.above[pair.higher.iri], comparer.below[pair.lower.iri]
    return Alignment(
        kind,
        pair.higher,
        pair.lower,
        round(pair.score, 3),
        likeness,
        _telling_quote(pair.higher, above, below, [each.higher.quote for each in likeness.comparisons]),
        _telling_quote(pair.lower, below, above, [each.lower.quote for each in likeness.comparisons]),
        restates=pair.restates,
    )


def _single(kind: CoverageKind, task: TaskText, pairs: Sequence[_Pair], comparer: Comparer) -> Alignment:
    nearest = max(pairs, key=lambda pair: pair.score, default=None)
    row = Alignment(kind, None, task, 0.0, lower_quote=task.quote)
    if kind is not CoverageKind.ADDED:
        row = replace(row, higher=task, lower=None, higher_quote=task.quote, lower_quote=None)
    if nearest is None or not nearest.score:
        return row
    other = nearest.higher if nearest.lower is task else nearest.lower
    likeness = comparer.likeness(nearest.higher, nearest.restates or nearest.lower)
    return replace(row, score=round(nearest.score, 3), likeness=likeness, nearest=other)


def _coverage_kind(pair: _Pair, likeness: Likeness) -> CoverageKind:
    """Tell 承接 from 部分承接: by how much of the higher task is there, and for a goal by whether all its numbers are.

    A task serves a goal but in part, and a row of an annexed table names but a part of the work.
    """
    goal = pair.higher.kind in ("goal", "section")
    whole = (
        pair.score >= TAKEN_UP
        and likeness.across == 1.0
        and not pair.lower.path.startswith(_ANNEX)
        and likeness.breadth >= (BREADTH_OF_GOAL if goal else BREADTH)
        and not (goal and len(likeness.comparisons) < len(pair.higher.targets))
    )
    return CoverageKind.COVERED if whole else CoverageKind.PARTIAL


def _version_kind(likeness: Likeness) -> CoverageKind:
    """Tell 强化 from 弱化 by the numbers, where all that changed did so in one direction."""
    kinds = {"stronger": CoverageKind.STRENGTHENED, "weaker": CoverageKind.WEAKENED}
    return kinds.get(overall(likeness.comparisons), CoverageKind.CONTINUED)


def _telling_quote(task: TaskText, own: Profile, other: Profile, numbers: Sequence[Quote]) -> Quote:
    """Return the sentence of a task that has most of what the other has too; one with the number, if there is one."""
    shared: Mapping[str, float] = {
        word: weight * other.weights[word] for word, weight in own.weights.items() if word in other.weights
    }

    def common(sentence: Quote) -> float:
        number = any(sentence.begin <= each.begin < sentence.end for each in numbers)
        return number + sum(value for word, value in shared.items() if word in sentence.text)

    def first_best(sentences: Sequence[Quote]) -> Quote:
        return max(sentences, key=lambda sentence: (common(sentence), -sentence.begin))

    said = [sentence for sentence in task.sentences if not _DUTY.match(sentence.text)]
    if not said:
        return task.quote
    # The title stands above the passage anyway, so it is quoted only where the text below it has little of it.
    below = [sentence for sentence in said if task.title not in sentence.text]
    best = first_best(said)
    return first_best(below) if below and common(first_best(below)) >= ENOUGH_BELOW * common(best) else best
