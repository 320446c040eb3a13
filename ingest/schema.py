"""The JSON Schema of a record, and what no schema can say: unique ids, references that resolve, quotes that fit."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from .problem import Problem

_ADVICE = "write the record anew with `zhengtu extract`, or correct it after ingest/record.schema.json"
_FINDINGS = ("measures", "responsibilities", "targets", "deadlines", "citations")


class RecordError(ValueError):
    """A record that does not keep the contract; ``problems`` holds every fault, the message the first one."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record as `Record.to_json()` gives it; the caller may change the copy.

    >>> record_schema()["title"]
    'zhengtu-record/1'
    """
    loaded: dict[str, Any] = json.loads(files(__package__ or "").joinpath("record.schema.json").read_text("utf-8"))
    return loaded


def validate_record(record: Any) -> None:
    """Raise RecordError with all faults where a record does not keep the contract.

    >>> validate_record({"schema": "zhengtu-record/1"})
    Traceback (most recent call last):
    ...
    zhengtu.ingest.schema.RecordError: record: 'document' is a required property; write the record anew ...
    """
    problems = tuple(_shape_faults(record)) or tuple(_reference_faults(record))
    if problems:
        raise RecordError(problems)


def _shape_faults(record: Any) -> Iterator[Problem]:
    for error in sorted(_validator().iter_errors(record), key=lambda error: [str(step) for step in error.path]):
        where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.path).lstrip(".")
        if where == "schema":
            what = f"{error.instance!r} is not the version read here, 'zhengtu-record/1'"
        else:
            what = _shortened(error.message)
        yield Problem(where or "record", what, _ADVICE, "error")


@cache
def _validator() -> Any:
    # The import takes a tenth of a second, which only those who validate should wait for.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(record_schema())


def _shortened(message: str, limit: int = 200) -> str:
    """Keep both ends of a message: its value comes first and may be a whole document, its complaint comes last."""
    return message if len(message) <= limit else f"{message[: limit // 2]} … {message[-limit // 2 :]}"


def _reference_faults(record: Mapping[str, Any]) -> Iterator[Problem]:
    sections = {section["id"] for section in record["sections"]}
    tasks = {task["id"] for task in record["tasks"]}
    for key in ("sections", "tasks", "measures"):
        yield from _repeated(key, (entry["id"] for entry in record[key]))
    yield from _dangling("sections", "parent", record["sections"], sections)
    yield from _dangling("tasks", "section", record["tasks"], sections)
    for key in ("measures", "responsibilities", "targets", "deadlines"):
        # What stands outside every titled unit (an article, a heading's own line) belongs to its section.
        yield from _dangling(key, "task", record[key], tasks | sections)
    for key in ("sections", "tasks", "mentions", *_FINDINGS):
        for position, entry in enumerate(record[key]):
            length = entry["end"] - entry["begin"]
            words = entry.get("quote", entry["text"] if key == "mentions" else None)
            if length < 0:
                yield _fault(f"{key}[{position}]", f"end {entry['end']} stands before begin {entry['begin']}")
            elif words is not None and len(words) != length:
                what = f"the span has {length} characters, its words {len(words)}: {_shortened(words, 60)!r}"
                yield _fault(f"{key}[{position}]", what)


def _repeated(key: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, each in enumerate(ids):
        if each in seen:
            yield _fault(f"{key}[{position}].id", f"{each!r} is used twice")
        seen.add(each)


def _dangling(key: str, field: str, entries: Iterable[Mapping[str, Any]], known: set[str]) -> Iterator[Problem]:
    for position, entry in enumerate(entries):
        if entry[field] and entry[field] not in known:
            kind = "task" if field == "task" else "section"
            yield _fault(f"{key}[{position}].{field}", f"{entry[field]!r} is no {kind} of this record")


def _fault(where: str, what: str) -> Problem:
    return Problem(where, what, _ADVICE, "error")
