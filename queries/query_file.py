"""Reading one ``.rq`` file: its header becomes a `Query`, and what is wrong with it is told with line and advice."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from ..ontology import Mistake
from .header import Entry, read_header
from .question import COLUMN_TYPES, PARAMETER_TYPES, Column, Parameter, Query, Wording
from .question_forms import forms_of, mistake_in

_KEYS = ("summary", "description", "tags", "params", "follow", "pages", "columns", "questions", "empty")
_OPTIONAL_KEYS = ("follow", "pages")
_PARAMETER_KEYS = ("name", "type", "label", "example", "default", "required")
_COLUMN_KEYS = ("name", "type", "zh", "en")
_LISTS = {
    "tags": "[task]",
    "params": "“- {name: …}” on a line of its own for each",
    "columns": "“- {name: …}” on a line of its own for each",
    "questions": '“- "谁负责{task}"” on a line of its own for each',
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_FIELD = re.compile(r"\{([^{}]*)\}")


def read_query(path: Path) -> tuple[Query | None, tuple[Mistake, ...]]:
    """Read a file of the catalogue; without a Query where it cannot be read at all."""
    file = path.name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        return None, (Mistake(file, 1, f"cannot be read ({error.strerror})", "check the file and its permissions"),)
    except UnicodeDecodeError:
        return None, (Mistake(file, 1, "is not UTF-8", "save it as UTF-8"),)
    header, mistakes = read_header(file, text)
    if mistakes:
        return None, mistakes
    query = Query(
        name=path.stem,
        summary=_wording(header.keys.get("summary")),
        description=_wording(header.keys.get("description")),
        tags=tuple(tag.text for tag in _items(header, "tags")),
        parameters=tuple(map(_parameter, _items(header, "params"))),
        columns=tuple(map(_column, _items(header, "columns"))),
        patterns=tuple(form for pattern in _items(header, "questions") for form in forms_of(pattern.text)),
        empty=_wording(header.keys.get("empty")),
        sparql=text,
        file=path,
        start=tuple(name.text for name in _start(header)),
        pages={name: entry.text for name, entry in _pages(header).items()},
    )
    return query, tuple(_check(file, header))


def _items(header: Entry, key: str) -> tuple[Entry, ...]:
    return header.keys[key].items if key in header.keys else ()


def _start(header: Entry) -> tuple[Entry, ...]:
    follow = header.keys.get("follow")
    return follow.keys["start"].items if follow and "start" in follow.keys else ()


def _pages(header: Entry) -> Mapping[str, Entry]:
    return header.keys["pages"].keys if "pages" in header.keys else {}


def _wording(entry: Entry | None) -> Wording:
    keys: Mapping[str, Entry] = entry.keys if entry else {}
    return Wording(*(keys[language].text if language in keys else "" for language in ("zh", "en")))


def _parameter(entry: Entry) -> Parameter:
    text = {key: value.text for key, value in entry.keys.items()}
    return Parameter(
        name=text.get("name", ""),
        type=text.get("type", ""),
        label=_wording(entry.keys.get("label")),
        example=text.get("example", ""),
        default=text.get("default", ""),
        required=text.get("required", "") == "true",
    )


def _column(entry: Entry) -> Column:
    text = {key: value.text for key, value in entry.keys.items()}
    return Column(text.get("name", ""), text.get("type", ""), _wording(entry))


def _check(file: str, header: Entry) -> Iterator[Mistake]:
    yield from _check_keys(file, header, _KEYS, tuple(key for key in _KEYS if key not in _OPTIONAL_KEYS))
    for key in ("summary", "description", "empty"):
        if key in header.keys:
            yield from _check_wording(file, header.keys[key], key)
    yield from _check_lists(file, header)
    names = [_parameter(entry).name for entry in _items(header, "params")]
    for entry in _items(header, "params"):
        yield from _check_parameter(file, entry)
    for entry in _items(header, "columns"):
        yield from _check_keys(file, entry, _COLUMN_KEYS, _COLUMN_KEYS)
        yield from _check_wording(file, entry, f"column {_column(entry).name}")
        yield from _check_choice(file, entry, "type", COLUMN_TYPES)
    for key in ("params", "columns"):
        entries = [(entry.keys["name"].text, entry.line) for entry in _items(header, key) if "name" in entry.keys]
        for index, (name, line) in enumerate(entries):
            if name in (other for other, _ in entries[:index]):
                yield Mistake(file, line, f"{key} has {name} twice", "give each a name of its own")
    if "follow" in header.keys:
        yield from _check_follow(file, header, names)
    if "pages" in header.keys:
        yield from _check_pages(file, header, names)
    for pattern in _items(header, "questions"):
        for field in _FIELD.findall(pattern.text):
            if field not in names:
                yield Mistake(file, pattern.line, f"“{{{field}}}” is no parameter", f"use {_one_of(field, names)}")
        if wrong := mistake_in(pattern.text):
            yield Mistake(file, pattern.line, f"the question “{pattern.text}” {wrong}", "write it as two questions")


def _check_lists(file: str, header: Entry) -> Iterator[Mistake]:
    """Check that what must be a list is one; a question without a column or a pattern would be none."""
    for key, example in _LISTS.items():
        if key in header.keys and not header.keys[key].items:
            empty = header.keys[key].value == () and key != "params"
            if empty or header.keys[key].value != ():
                what = f"{key} is {'empty' if empty else 'no list'}"
                yield Mistake(file, header.keys[key].line, what, f"write it as a list: {example}")


def _check_follow(file: str, header: Entry, names: list[str]) -> Iterator[Mistake]:
    """Check what following links needs: where to begin, and the columns that hold both ends and the length of a way."""
    follow = header.keys["follow"]
    yield from _check_keys(file, follow, ("start",), ("start",))
    for start in _start(header):
        if start.text not in names:
            yield Mistake(
                file, start.line, f"start “{start.text}” is no parameter", f"use {_one_of(start.text, names)}"
            )
    columns = [_column(entry).name for entry in _items(header, "columns")]
    for name in ("from", "to"):
        if name not in names:
            yield Mistake(file, follow.line, f"follow needs a parameter {name}", f"add {name} to params")
    for name in ("from_iri", "to_iri", "hop"):
        if name not in columns:
            yield Mistake(file, follow.line, f"follow needs a column {name}", f"add {name} to columns and SELECT")


def _check_pages(file: str, header: Entry, names: list[str]) -> Iterator[Mistake]:
    """Check that pages are turned by a document, and that each pattern leads from a parameter to such documents."""
    pages = header.keys["pages"]
    by = pages.keys["by"].text if "by" in pages.keys else ""
    documents = [each.name for each in map(_parameter, _items(header, "params")) if each.type == "document"]
    if by not in documents:
        yield Mistake(file, pages.line, f"pages are turned by “{by}”", f"by: {_one_of(by, documents)}, a document")
    for name, pattern in _pages(header).items():
        if name == "each" and not pattern.text.isdecimal():
            yield Mistake(
                file, pattern.line, f"each thing has “{pattern.text}” rows", "write about how many, as each: 4"
            )
        if name in ("by", "any", "each", "first"):
            continue
        if name not in names:
            yield Mistake(file, pattern.line, f"“{name}” is no parameter", f"use {_one_of(name, names)}")
        elif f"?_{name}" not in pattern.text or f"?_{by}" not in pattern.text:
            yield Mistake(file, pattern.line, f"{name} does not lead to documents", f"use ?_{name} and ?_{by} in it")


def _check_parameter(file: str, entry: Entry) -> Iterator[Mistake]:
    parameter = _parameter(entry)
    yield from _check_keys(file, entry, _PARAMETER_KEYS, ("name", "type", "label"))
    if parameter.name and not _NAME.fullmatch(parameter.name):
        what = f"“{parameter.name}” is no parameter name"
        yield Mistake(file, entry.line, what, "use small Latin letters, digits and _")
    yield from _check_choice(file, entry, "type", tuple(PARAMETER_TYPES))
    if "label" in entry.keys:
        yield from _check_wording(file, entry.keys["label"], f"label of {parameter.name}")
    if "required" in entry.keys:
        yield from _check_choice(file, entry, "required", ("true", "false"))
    if parameter.type in ("limit", "depth"):
        if parameter.name != parameter.type:
            what = f"the {parameter.type} is called {parameter.name}"
            yield Mistake(file, entry.line, what, f"call it {parameter.type}, as everywhere")
        if not parameter.default.isdecimal():
            yield Mistake(file, entry.line, f"the {parameter.type} has no default", "add default: 500")
    elif not parameter.example:
        what = f"parameter {parameter.name} has no example"
        yield Mistake(file, entry.line, what, "add a value for which the sample graph has an answer")


def _check_keys(file: str, entry: Entry, known: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[Mistake]:
    for key, value in entry.keys.items():
        if key not in known:
            yield Mistake(file, value.line, f"“{key}” is no key here", f"use {_one_of(key, known)}")
    for key in needed:
        if key not in entry.keys:
            yield Mistake(file, entry.line, f"{key} is missing", f"add {key}:")


def _check_wording(file: str, entry: Entry, of_what: str) -> Iterator[Mistake]:
    for language in ("zh", "en"):
        if language not in entry.keys or not entry.keys[language].text.strip():
            yield Mistake(file, entry.line, f"{of_what} has no {language} words", f"add {language}: …")


def _check_choice(file: str, entry: Entry, key: str, choices: tuple[str, ...]) -> Iterator[Mistake]:
    if key in entry.keys and entry.keys[key].text not in choices:
        value = entry.keys[key]
        yield Mistake(file, value.line, f"{key} “{value.text}” is unknown", f"use {_one_of(value.text, choices)}")


def _one_of(word: str, choices: tuple[str, ...] | list[str]) -> str:
    return " or ".join(get_close_matches(word, choices, n=2, cutoff=0.6)) or " or ".join(choices) or "none"
