"""Reading and checking the extraction rules in ``rules/*.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .concept import Vocabulary
from .mistake import Mistake
from .rule import Rule
from .table import SLUG, read_text

_LISTS = ("cues", "examples", "counter_examples")
_TEXTS = ("id", "about")


def read_rules(folder: Path) -> tuple[dict[str, tuple[Rule, ...]], tuple[Mistake, ...]]:
    """Read every rule file that is there, by layer (the file's name without the ending), rules in file order."""
    layers: dict[str, tuple[Rule, ...]] = {}
    mistakes: list[Mistake] = []
    for path in sorted((folder / "rules").glob("*.toml")):
        file = f"rules/{path.name}"
        text, unread = read_text(folder, file)
        mistakes += unread
        if unread:
            continue
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            mistakes.append(_syntax_mistake(file, text, str(error)))
            continue
        rules, wrong = _rules(file, path.stem, text, document)
        layers[path.stem] = rules
        mistakes += wrong
    return layers, tuple(mistakes)


def check_rules(
    layers: Mapping[str, tuple[Rule, ...]], vocabularies: Mapping[str, Vocabulary], folder: Path
) -> Iterator[Mistake]:
    """Report values that name no concept, such as ``role = "leed"`` where the vocabulary ``role`` is there."""
    for rules in layers.values():
        for rule in rules:
            for key, value in rule.values.items():
                vocabulary = vocabularies.get(key)
                if vocabulary is not None and value not in vocabulary.concepts:
                    what = f"{key} “{value}” of rule {rule.id} is not in vocabularies/{key}.ttl"
                    text, _ = read_text(folder, rule.file)
                    line = _line_of_key(text.splitlines(), rule.line, key)
                    yield Mistake(rule.file, line, what, "write one of " + ", ".join(vocabulary.concepts))


def _syntax_mistake(file: str, text: str, message: str) -> Mistake:
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    reason = message[: place.start()] if place else message
    advice = "look for a missing quotation mark, comma or bracket here or just above"
    return Mistake(file, line, f"the TOML cannot be read: {reason}", advice)


def _rules(file: str, layer: str, text: str, document: dict[str, Any]) -> tuple[tuple[Rule, ...], tuple[Mistake, ...]]:
    mistakes: list[Mistake] = []
    source = text.splitlines()
    for key in document:
        if key != "rule":
            what = f"“{key}” stands outside of a rule"
            mistakes.append(Mistake(file, _line_of_key(source, 1, key), what, "put it below a [[rule]] line"))
    tables = document.get("rule", [])
    if not isinstance(tables, list):
        return (), (*mistakes, Mistake(file, 1, "[rule] has one pair of brackets", "write [[rule]]"))
    # tomllib keeps no positions; the n-th [[rule]] line begins the n-th rule.
    starts = [number for number, line in enumerate(source, 1) if re.match(r"\s*\[\[\s*rule\s*\]\]", line)]
    rules: list[Rule] = []
    seen: dict[str, int] = {}
    for table, start in zip(tables, starts, strict=False):
        mistakes += _check_table(file, source, start, table, seen)
        rule = Rule(
            id=_text(table, "id"),
            layer=layer,
            about=_text(table, "about"),
            cues=_texts(table, "cues"),
            values={key: value for key, value in table.items() if key not in _LISTS + _TEXTS and type(value) is str},
            examples=_texts(table, "examples"),
            counter_examples=_texts(table, "counter_examples"),
            file=file,
            line=start,
        )
        seen.setdefault(rule.id, start)
        rules.append(rule)
    return tuple(rules), tuple(mistakes)


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _check_table(
    file: str, source: list[str], start: int, table: dict[str, Any], seen: Mapping[str, int]
) -> Iterator[Mistake]:
    key = _text(table, "id")
    name = f"rule {key}" if key else "the rule"
    if not key:
        yield Mistake(file, start, "the rule has no id", 'add id = "…"')
    elif not SLUG.fullmatch(key):
        what = f"the rule id “{key}” is not of the form “abc-def”"
        line = _line_of_key(source, start, "id")
        yield Mistake(file, line, what, "use small letters, digits and hyphens")
    elif key in seen:
        yield Mistake(file, start, f"rule {key} already stands in line {seen[key]}", "give one of the two another id")
    if not _text(table, "about"):
        yield Mistake(file, start, f"{name} does not say what it is about", 'add about = "…"')
    for part, advice in (
        ("examples", "add sentences in which it must fire"),
        ("counter_examples", "add sentences in which it must not fire"),
    ):
        if not _texts(table, part):
            yield Mistake(file, start, f"{name} has no {part}", advice)
    for part, value in table.items():
        wrong = _wrong_value(part, value, name)
        if wrong:
            what, advice = wrong
            yield Mistake(file, _line_of_key(source, start, part), what, advice)
    for both in sorted(set(_texts(table, "examples")) & set(_texts(table, "counter_examples"))):
        yield Mistake(file, start, f"“{both}” is an example and a counter-example of {name}", "delete one of them")


def _wrong_value(part: str, value: object, name: str) -> tuple[str, str] | None:
    if part not in _LISTS:
        return None if isinstance(value, str) else (f"{part} of {name} is not a text", f'write {part} = "…"')
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return f"{part} of {name} is not a list of texts", f'write {part} = ["…", "…"]'
    if not all(item.strip() for item in value):
        return f"{part} of {name} holds an empty text", "delete it: it would be found everywhere"
    return None


def _line_of_key(source: list[str], start: int, key: str) -> int:
    """Return the line on which a key is set, looking down from ``start``; ``start`` itself where it is not found."""
    pattern = re.compile(rf"\s*(?:\[+\s*)?[\"']?{re.escape(key)}\b")
    for number in range(start - 1, len(source)):
        if number >= start and source[number].lstrip().startswith("[[rule"):
            break
        if pattern.match(source[number]):
            return number + 1
    return start
