"""Scoring what a document says of itself and how it is built: facts, sections, titles and tasks."""

from collections.abc import Mapping, Sequence
from typing import Any

from .scoring_match import bare, closest_pairs, folded, number_of, path_of, title_of
from .scoring_report import Entry, Json, Layer, tally

FACTS = ("title", "type", "number", "issuer", "issued", "period")


def score_document(gold: Json, record: Json) -> Layer:
    """Score the document's facts, one by one.

    A wrong value is both missed and invented. A fact of the guidelines' list that the gold file leaves out is one that
    the text does not state, so that finding it is a false alarm; other facts count only where the gold file has them.
    """
    wanted, offered = gold["document"], record["document"]
    extra = tuple(key for key in wanted if key not in FACTS)
    gold_facts = [(key, value) for key in (*FACTS, *extra) if (value := _fact(key, wanted.get(key)))]
    found_facts = [(key, value) for key in (*FACTS, *extra) if (value := _fact(key, offered.get(key)))]
    return tally(
        "document",
        [Entry(f"{key}: {'、'.join(value)}") for key, value in gold_facts],
        [Entry(f"{key}: {'、'.join(value)}") for key, value in found_facts],
        closest_pairs(gold_facts, found_facts, _same),
    )


def _fact(key: str, value: Any) -> tuple[str, ...]:
    """Return a fact for comparison; issuers are a set, a number's brackets may differ."""
    if not value:
        return ()
    if key == "period":
        start, end = (value["start"], value["end"]) if isinstance(value, Mapping) else value
        return (str(start), str(end))
    if isinstance(value, str):
        return (folded(value) if key == "number" else bare(value),)
    return tuple(sorted(bare(each) for each in value))


def _same(wanted: object, offered: object) -> float | None:
    return 1.0 if wanted == offered else None


def score_sections(gold: Json, record: Json) -> Layer:
    """Score headings: level, number, title and kind must all agree.

    Numbered sections of level 3 and deeper are optional in gold files, listed or not; a box is required. A deep section
    that the gold file requires at another level is an error, not an extra.
    """
    wanted = [(s["level"], number_of(s["number"]), title_of(s["title"]), s["kind"]) for s in gold["sections"]]
    offered = list(
        dict.fromkeys((s["level"], number_of(s["number"]), title_of(s["title"]), s["kind"]) for s in record["sections"])
    )
    required = {key[1:3] for key, s in zip(wanted, gold["sections"], strict=True) if not _optional(s)}
    spared = {
        j
        for j, (level, number, title, kind) in enumerate(offered)
        if level >= 3 and number and kind != "box" and (number, title) not in required
    }
    return tally(
        "sections",
        [Entry(_heading(key), optional=_optional(s)) for key, s in zip(wanted, gold["sections"], strict=True)],
        [Entry(_heading(key)) for key in offered],
        closest_pairs(wanted, offered, _same),
        spared=spared,
    )


def _heading(key: tuple[int, str, str, str]) -> str:
    level, number, title, kind = key
    return f"level {level} | {number} | {title} | {kind}"


def _optional(entry: Json) -> bool:
    return bool(entry.get("optional", False))


def score_titles(name: str, kind: str, gold: Json, record: Json) -> Layer:
    """Score a plain list of titles (principles, goals, safeguards) against the record's tasks of that kind."""
    wanted = [title_of(each["title"] if isinstance(each, Mapping) else each) for each in gold[name]]
    optional = [isinstance(each, Mapping) and _optional(each) for each in gold[name]]
    offered = list(dict.fromkeys(title_of(t["title"]) for t in record["tasks"] if t["kind"] == kind))
    return tally(
        name,
        [Entry(title, optional=free) for title, free in zip(wanted, optional, strict=True)],
        [Entry(title) for title in offered],
        closest_pairs(wanted, offered, _same),
    )


def score_tasks(name: str, gold: Json, record: Json) -> Layer:
    """Score tasks or box items: the title and the path of numbers must both agree.

    Safeguards are tasks where they assign work: the record's safeguards are compared too, and the gold file's
    safeguards that it does not list among its tasks are optional here, whatever their path.
    """
    kinds = ("box_item",) if name == "box_items" else ("task", "safeguard")
    wanted = [(title_of(t["title"]), path_of(t["section"].split("/"))) for t in gold[name]]
    entries = [Entry(_placed(key), optional=_optional(t)) for key, t in zip(wanted, gold[name], strict=True)]
    paths = section_paths(record["sections"])
    offered = list(
        dict.fromkeys(
            (title_of(t["title"]), paths.get(t["section"] or "", "")) for t in record["tasks"] if t["kind"] in kinds
        )
    )
    listed = {title for title, _ in wanted}
    free = {title_of(each) for each in gold.get("safeguards", ()) if isinstance(each, str)} - listed
    return tally(
        name,
        entries,
        [Entry(_placed(key)) for key in offered],
        closest_pairs(wanted, offered, _same),
        spared={j for j, (title, _) in enumerate(offered) if name == "tasks" and title in free},
    )


def _placed(key: tuple[str, str]) -> str:
    title, path = key
    return f"{path or '(top)'} | {title}"


def section_paths(sections: Sequence[Json]) -> dict[str, str]:
    """Return each section's path of numbers by its id, outermost first: ``{"s5": "四/一"}``."""
    by_id = {section["id"]: section for section in sections}
    paths: dict[str, str] = {}
    for section in sections:
        numbers: list[str] = []
        seen: set[str] = set()
        here: Json | None = section
        while here is not None and here["id"] not in seen:
            seen.add(here["id"])
            numbers.append(here["number"])
            here = by_id.get(here["parent"] or "")
        paths[section["id"]] = path_of(reversed(numbers))
    return paths
