"""Scoring findings: responsibilities, targets, deadlines, citations and mentions."""

import math
from collections.abc import Sequence

from .scoring_match import bare, closest_pairs, coverage, folded, overlap, title_of
from .scoring_report import Difference, Entry, Figure, Json, Layer, tally

SAME_QUOTE = 0.5  # intersection over union from which two quotes count as the same words
SAME_PLACE = 0.5  # share of the shorter quote that must stand in the longer one where other facts agree too


def compare(
    name: str, gold: Sequence[tuple[str, Entry]], found: Sequence[str], right: Sequence[bool] | None = None
) -> tuple[Figure, tuple[Difference, ...]]:
    """Return a figure over matched pairs: gold values with their entries, found values, and whether each pair agrees.

    Pairs where neither side states the fact say nothing about accuracy and are left out.
    """
    agree = right if right is not None else [value == other for (value, _), other in zip(gold, found, strict=True)]
    stated = [
        (value, entry, other, good)
        for (value, entry), other, good in zip(gold, found, agree, strict=True)
        if value or other
    ]
    wrong = tuple(Difference(name, value, other, entry) for value, entry, other, good in stated if not good)
    return Figure(name, len(stated) - len(wrong), len(stated)), wrong


def task_titles(record: Json) -> dict[str, str]:
    """Return each task's title by its id."""
    return {task["id"]: title_of(task["title"]) for task in record["tasks"]}


def score_responsibilities(gold: Json, record: Json, *, with_role: bool = True) -> Layer:
    """Score who answers for what: agent as written, task title and, unless ``with_role`` is False, role.

    Only what the text says is compared: the record's ``explicit: false`` responsibilities, which the tool concluded,
    are not counted at all. An agent named for one task twice, in prose and in the list at its end, is one entry. A role
    in ``role_alt`` is right too; a second entry with such a role is spared. The figure ``quote`` tells how many matched
    entries rest on the same words (intersection over union of at least 0.5 with the gold quote or one in ``also``).
    """
    titles = task_titles(record)
    offered: dict[tuple[str, str, str], list[str]] = {}
    for each in record["responsibilities"]:
        if each["explicit"]:
            key = (bare(each["agent"]), titles.get(each["task"], ""), each["role"] if with_role else "")
            offered.setdefault(key, []).append(each["quote"])
    wanted: dict[tuple[str, str, str], list[Json]] = {}
    for each in gold["responsibilities"]:
        key = (bare(each["agent"]), title_of(each["task"]), each["role"] if with_role else "")
        wanted.setdefault(key, []).append(each)
    golds = sorted(wanted.items(), key=lambda item: all(each.get("optional", False) for each in item[1]))
    founds = list(offered)
    also_right = [{role for each in entries for role in each.get("role_alt", ())} for _, entries in golds]

    def likeness(i: int, j: int) -> float | None:
        (agent, task, role), other = golds[i][0], founds[j]
        if (agent, task) != other[:2]:
            return None
        if role == other[2]:
            return 1.0
        return 0.5 if with_role and other[2] in also_right[i] else None

    pairs = closest_pairs(range(len(golds)), range(len(founds)), likeness)
    taken = {j for _, j in pairs}
    spared = {
        j for j in range(len(founds)) if j not in taken and any(likeness(i, j) is not None for i in range(len(golds)))
    }
    entries = [
        Entry(" | ".join(filter(None, key)), each[0]["quote"], all(e.get("optional", False) for e in each))
        for key, each in golds
    ]
    required = [(i, j) for i, j in pairs if not entries[i].optional]
    quotes = [[q for each in golds[i][1] for q in (each["quote"], *each.get("also", ()))] for i, _ in required]
    figure, wrong = compare(
        "quote",
        [(entries[i].quote, entries[i]) for i, _ in required],
        [offered[founds[j]][0] for _, j in required],
        [
            any(overlap(a, b) >= SAME_QUOTE for a in wordings for b in offered[founds[j]])
            for wordings, (_, j) in zip(quotes, required, strict=True)
        ],
    )
    return tally(
        "responsibilities" if with_role else "responsibilities.any_role",
        entries,
        [Entry(" | ".join(filter(None, key)), offered[key][0]) for key in founds],
        pairs,
        spared=spared,
        figures=(figure,) if with_role else (),
        differences=wrong if with_role else (),
    )


TARGET_FACTS = ("kind", "comparator", "deadline", "frequency", "change", "strength", "per")


def score_targets(gold: Json, record: Json) -> Layer:
    """Score numbers to be reached: value and unit agree, and half of the shorter quote stands in the other.

    The other facts are figures over the matched targets, each on its own; an indicator is right in the lenient figure
    where one contains the other or they overlap by half.
    """
    wanted = sorted(gold["targets"], key=_is_optional)
    offered = _unique(record["targets"], ("quote", "value", "unit", "indicator", "kind", "deadline"))

    def likeness(one: Json, other: Json) -> float | None:
        if not math.isclose(one["value"], other["value"], rel_tol=1e-9) or folded(one["unit"]) != folded(other["unit"]):
            return None
        if coverage(one["quote"], other["quote"]) < SAME_PLACE:
            return None
        # Two numbers of one clause share quote, value and unit (均为65%): the indicator tells them apart.
        return overlap(one["quote"], other["quote"]) + overlap(one.get("indicator", ""), other["indicator"]) / 100

    pairs = closest_pairs(wanted, offered, likeness)
    entries = [_target(each) for each in wanted]
    required = [(i, j) for i, j in pairs if not entries[i].optional]
    results = [
        compare(
            fact,
            [(str(wanted[i].get(fact, "")), entries[i]) for i, _ in required],
            [str(offered[j].get(fact, "")) for _, j in required],
        )
        for fact in TARGET_FACTS
    ]
    named = [(i, j) for i, j in required if "indicator" in wanted[i]]
    gold_names = [(bare(wanted[i]["indicator"]), entries[i]) for i, _ in named]
    found_names = [bare(offered[j]["indicator"]) for _, j in named]
    results.append(compare("indicator", gold_names, found_names))
    near = [
        bool(b) and (a in b or b in a or overlap(a, b) >= SAME_QUOTE)
        for (a, _), b in zip(gold_names, found_names, strict=True)
    ]
    # The strict figure already lists the differences.
    results.append((compare("indicator, lenient", gold_names, found_names, near)[0], ()))
    return tally(
        "targets",
        entries,
        [_target(each) for each in offered],
        pairs,
        figures=[figure for figure, _ in results],
        differences=[difference for _, wrong in results for difference in wrong],
    )


def _target(each: Json) -> Entry:
    text = f"{each.get('indicator', '')} {each.get('comparator', '')} {each['value']:g} {each['unit']} ({each['kind']})"
    return Entry(text.strip(), each["quote"], _is_optional(each))


def _is_optional(each: Json) -> bool:
    return bool(each.get("optional", False))


def _unique(entries: Sequence[Json], keys: Sequence[str]) -> list[Json]:
    """Drop entries that say the same with the same words: lists are sets."""
    return list({tuple(bare(str(each.get(key, ""))) for key in keys): each for each in reversed(entries)}.values())[
        ::-1
    ]


def score_deadlines(gold: Json, record: Json) -> Layer:
    """Score completion dates: the date agrees and half of the shorter quote stands in the other.

    The task is a figure over the matched dates whose gold entry names one.
    """
    titles = task_titles(record)
    wanted = sorted(gold["deadlines"], key=_is_optional)
    offered = _unique(record["deadlines"], ("quote", "date"))

    def likeness(one: Json, other: Json) -> float | None:
        if one["date"] != other["date"] or coverage(one["quote"], other["quote"]) < SAME_PLACE:
            return None
        return overlap(one["quote"], other["quote"])

    pairs = closest_pairs(wanted, offered, likeness)
    entries = [Entry(each["date"], each["quote"], _is_optional(each)) for each in wanted]
    placed = [(i, j) for i, j in pairs if not entries[i].optional and "task" in wanted[i]]
    figure, wrong = compare(
        "task",
        [(title_of(wanted[i]["task"]), entries[i]) for i, _ in placed],
        [titles.get(offered[j]["task"], "") for _, j in placed],
    )
    found = [Entry(each["date"], each["quote"]) for each in offered]
    return tally("deadlines", entries, found, pairs, figures=(figure,), differences=wrong)


def score_citations(gold: Json, record: Json) -> Layer:
    """Score documents cited, by title (or by number where one side has no title); relation and number are figures.

    A document cited several times is one entry. Since ``mentions`` stands for all else, it does not count against a
    document cited with a stronger relation elsewhere; two different stronger relations must both be in the gold file.
    """
    wanted = sorted(_by_title(gold["citations"]), key=lambda group: all(map(_is_optional, group)))
    offered = _by_title(record["citations"])

    def likeness(one: Sequence[Json], other: Sequence[Json]) -> float | None:
        title, other_title = _title(one[0]), _title(other[0])
        if title and other_title:
            return 1.0 if title == other_title else None
        return 0.5 if _numbers(one) & _numbers(other) else None

    pairs = closest_pairs(wanted, offered, likeness)
    entries = [_cited(group, all(map(_is_optional, group))) for group in wanted]
    required = [(i, j) for i, j in pairs if not entries[i].optional]
    results = [
        compare(
            "relation",
            [(_relations(wanted[i]), entries[i]) for i, _ in required],
            [_relations(offered[j]) for _, j in required],
        )
    ]
    numbered = [(i, j) for i, j in required if _numbers(wanted[i])]
    results.append(
        compare(
            "number",
            [("、".join(sorted(_numbers(wanted[i]))), entries[i]) for i, _ in numbered],
            ["、".join(sorted(_numbers(offered[j]))) for _, j in numbered],
        )
    )
    return tally(
        "citations",
        entries,
        [_cited(group, False) for group in offered],
        pairs,
        figures=[figure for figure, _ in results],
        differences=[difference for _, wrong in results for difference in wrong],
    )


def _title(each: Json) -> str:
    return folded(each.get("title", "")).strip("《》")


def _numbers(group: Sequence[Json]) -> set[str]:
    return {folded(each["number"]) for each in group if each.get("number")}


def _relations(group: Sequence[Json]) -> str:
    strong = {each["relation"] for each in group} - {"mentions"}
    return "、".join(sorted(strong)) or "mentions"


def _by_title(citations: Sequence[Json]) -> list[list[Json]]:
    groups: dict[str, list[Json]] = {}
    for each in citations:
        groups.setdefault(_title(each) or folded(each.get("number", "")), []).append(each)
    return list(groups.values())


def _cited(group: Sequence[Json], optional: bool) -> Entry:
    first = group[0]
    text = f"{first.get('title') or first.get('number', '')} ({_relations(group)})"
    return Entry(text, first.get("quote", ""), optional)


def score_mentions(kind: str, gold: Json, record: Json, *, lenient: bool = False) -> Layer:
    """Score the names of one type (Agency, Division, Programme) as unique strings.

    Strict: the texts are equal. Lenient: one contains the other (two characters at least); equal ones are paired first,
    and each name is used once.
    """
    wanted = sorted((each for each in gold["mentions"] if each["type"] == kind), key=_is_optional)
    offered = list(dict.fromkeys(bare(each["text"]) for each in record["mentions"] if each["type"] == kind))

    def likeness(one: Json, other: str) -> float | None:
        text = bare(one["text"])
        if text == other:
            return 1.0
        if lenient and min(len(text), len(other)) >= 2 and (text in other or other in text):
            return overlap(text, other)
        return None

    return tally(
        f"mentions.{kind}" + (".lenient" if lenient else ""),
        [Entry(each["text"], optional=_is_optional(each)) for each in wanted],
        [Entry(text) for text in offered],
        closest_pairs(wanted, offered, likeness),
    )
