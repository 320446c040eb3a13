"""How much one task is like another, in parts that can be shown: words, things that both name, numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from .document_tasks import DocumentTasks, NamedThing, TaskText
from .target_comparison import TargetComparison, compare_targets
from .task_words import Profile, task_profiles

#: How much each part can do alone: the same words nearly settle it, the same names or the same indicator do not.
WORDS, NAMES, NUMBERS = 0.9, 0.4, 0.4
#: So much rarity of shared names is worth half of what names can give: about one programme that few tasks name.
HALF = 4.0
#: A programme or a set of counties is named because it is meant; firms and universities stand in most tasks.
_WEIGHTS = {"ActorGroup": 0.15, "County": 0.5, "Prefecture": 0.5, "Province": 0.3}
#: A goal is taken up by a task less plainly than by a goal, and a safeguard by anything else hardly ever.
_ACROSS = {
    frozenset(("work", "goal")): 0.8,
    frozenset(("work", "safeguard")): 0.7,
    frozenset(("goal", "safeguard")): 0.6,
}
_GROUPS = {"task": "work", "box_item": "work", "goal": "goal", "section": "goal", "safeguard": "safeguard"}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two tasks are: ``score`` from 0 to 1, and what it is made of.

    ``words``, ``names`` and ``numbers`` are the parts, each from 0 to 1 already multiplied with its weight; the score
    is ``across * (1 - (1 - words) * (1 - names) * (1 - numbers))``. ``breadth`` is how much of the higher task's words
    the lower one has. ``title_words`` are the words that stand in both titles, ``shared_words`` all that both texts
    have, those first that count the most.
    """

    score: float
    words: float
    names: float
    numbers: float
    across: float
    breadth: float = 0.0
    title_words: tuple[str, ...] = ()
    shared_words: tuple[str, ...] = ()
    shared_names: tuple[NamedThing, ...] = ()
    comparisons: tuple[TargetComparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparer:
    """What must be known of all tasks of both documents before two of them can be compared: what is rare there.

    The profiles of both are kept apart, since two versions of a plan under one number have the same IRIs.
    """

    above: Mapping[str, Profile]
    below: Mapping[str, Profile]
    rarity: Mapping[str, float]
    same_territory: bool

    @classmethod
    def of(cls, higher: DocumentTasks, lower: DocumentTasks) -> "Comparer":
        """Count words and names over the tasks of two documents."""
        tasks = (*higher.tasks, *lower.tasks)
        spread = Counter(thing.iri for task in tasks for thing in task.names)
        kinds = {thing.iri: thing.kind for task in tasks for thing in task.names}
        rarity = {
            iri: _WEIGHTS.get(kinds[iri], 1.0) * log((len(tasks) + 1) / (count + 0.5)) for iri, count in spread.items()
        }
        same = bool(higher.jurisdiction) and higher.jurisdiction == lower.jurisdiction
        profiles = task_profiles(tasks)
        above = {task.iri: profile for task, profile in zip(higher.tasks, profiles, strict=False)}
        below = {task.iri: profile for task, profile in zip(lower.tasks, profiles[len(higher.tasks) :], strict=True)}
        return cls(above, below, rarity, same)

    def within_lower(self) -> "Comparer":
        """Return what compares the tasks of the lower document with one another."""
        return replace(self, above=self.below, same_territory=True)

    def score(self, higher: TaskText, lower: TaskText) -> float:
        """Return the score alone, which is all that most pairs are needed for."""
        return self.likeness(higher, lower, score_only=True).score

    def likeness(self, higher: TaskText, lower: TaskText, *, score_only: bool = False) -> Likeness:
        """Compare two tasks."""
        above, below = self.above[higher.iri], self.below[lower.iri]
        words = WORDS * above.likeness(below)
        named = {thing.iri for thing in lower.names}
        shared = [thing for thing in higher.names if thing.iri in named]
        mass = sum(self.rarity[thing.iri] for thing in shared)
        names = NAMES * mass / (mass + HALF)
        comparisons: Sequence[TargetComparison] = ()
        if higher.targets and lower.targets:
            comparisons = compare_targets(higher.targets, lower.targets, self.same_territory)
        numbers = NUMBERS if comparisons else 0.0
        groups = frozenset((_GROUPS[higher.kind], _GROUPS[lower.kind]))
        across = _ACROSS.get(groups, 1.0)
        score = across * (1 - (1 - words) * (1 - names) * (1 - numbers))
        if score_only:
            return Likeness(score, words, names, numbers, across)
        common = above.shared(below)
        titles = tuple(word for word in common if word in above.title and word in below.title)
        shared.sort(key=lambda thing: (-self.rarity[thing.iri], thing.label))
        breadth = above.breadth(below)
        return Likeness(
            score, words, names, numbers, across, breadth, titles, common, tuple(shared), tuple(comparisons)
        )
