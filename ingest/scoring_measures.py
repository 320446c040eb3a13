"""Scoring measures: the action clauses of the tasks that a gold file names in its ``measures_scope``."""

from collections.abc import Sequence

from .scoring_findings import SAME_PLACE, SAME_QUOTE, compare
from .scoring_match import bare, closest_pairs, common_run, coverage, overlap, path_of, title_of
from .scoring_report import Entry, Json, Layer, tally
from .scoring_structure import section_paths


def score_measures(gold: Json, record: Json) -> Layer:
    """Score the measures of the tasks in scope; measures of other tasks are not looked at.

    Two quotes state the same measure where they overlap by half (intersection over union), or where they share their
    governing verb at the same place and half of the shorter quote. Figures: the verb is ``verb`` or one of
    ``verb_alt``; the target is the same words, over the pairs where either side names one.
    """
    scope = tuple(_scope(path) for path in gold["measures_scope"])
    in_scope = tasks_in_scope(scope, record)
    wanted = sorted(gold["measures"], key=lambda each: bool(each.get("optional", False)))
    offered = [each for each in record["measures"] if each["task"] in in_scope]

    def likeness(one: Json, other: Json) -> float | None:
        if "task" in one and title_of(one["task"]) != in_scope[other["task"]]:
            return None
        share = overlap(one["quote"], other["quote"])
        return share if share >= SAME_QUOTE or _same_verb_place(one, other) else None

    pairs = closest_pairs(wanted, offered, likeness)
    entries = [Entry(each["verb"], each["quote"], bool(each.get("optional", False))) for each in wanted]
    required = [(i, j) for i, j in pairs if not entries[i].optional]
    verb, wrong_verbs = compare(
        "verb",
        [(wanted[i]["verb"], entries[i]) for i, _ in required],
        [offered[j]["verb"] for _, j in required],
        [bare(offered[j]["verb"]) in _verbs(wanted[i]) for i, j in required],
    )
    target, wrong_targets = compare(
        "target",
        [(bare(wanted[i].get("target", "")), entries[i]) for i, _ in required],
        [bare(offered[j].get("target", "")) for _, j in required],
    )
    return tally(
        "measures",
        entries,
        [Entry(each["verb"], each["quote"]) for each in offered],
        pairs,
        figures=(verb, target),
        differences=(*wrong_verbs, *wrong_targets),
    )


def tasks_in_scope(scope: Sequence[tuple[str, str]], record: Json) -> dict[str, str]:
    """Return the titles of the record's tasks in scope by task id.

    A task is known by its title; its path decides only where the record has several tasks of that title, so that a
    misplaced heading costs the tasks layer and not this one too.
    """
    paths = section_paths(record["sections"])
    placed = [(t["id"], title_of(t["title"]), paths.get(t["section"] or "", "")) for t in record["tasks"]]
    titles = [title for _, title, _ in placed]
    return {
        task: title
        for task, title, path in placed
        if any(title == name and (titles.count(title) == 1 or path == place) for place, name in scope)
    }


def _scope(path: str) -> tuple[str, str]:
    place, _, title = path.rpartition("/")
    return path_of(place.split("/")), title_of(title)


def _verbs(one: Json) -> tuple[str, ...]:
    return tuple(bare(verb) for verb in (one["verb"], *one.get("verb_alt", ())))


def _same_verb_place(one: Json, other: Json) -> bool:
    """Tell whether both quotes have the same verb at the same place of the run that they share."""
    quote, other_quote, verb = bare(one["quote"]), bare(other["quote"]), bare(other["verb"])
    if verb not in _verbs(one) or coverage(quote, other_quote) < SAME_PLACE:
        return False
    start, other_start, size = common_run(quote, other_quote)
    at, other_at = quote.find(verb, start), other_quote.find(verb, other_start)
    return at - start == other_at - other_start >= 0 and at + len(verb) <= start + size
