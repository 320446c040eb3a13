"""Golden answers: what each question of the catalogue answers on the three samples, read and judged by a person.

A file of ``tests/queries/golden`` is an answer with what was asked. To write one, or to write all anew:

    python tests/golden_rows.py responsibilities              the question with what its header gives as examples
    python tests/golden_rows.py responsibilities task=竹产业    one more case, with these values
    python tests/golden_rows.py                               every file that is there, with the values in it

Then read what `git diff` shows against the texts in ``cli/samples``: a row that is merely printed proves nothing.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhengtu.graph import Store, open_store
from zhengtu.graph.alignment_statements import align_with_bases
from zhengtu.graph.building import build
from zhengtu.ontology import load_ontology
from zhengtu.queries import find_query, load_catalogue, run

FOLDER = Path(__file__).parent / "queries" / "golden"
SAMPLES = Path(__file__).parents[1] / "cli" / "samples"
_BASE, _SHORT = "https://w3id.org/zhengtu/", "zhengtu:"


def golden_files() -> list[Path]:
    """Return the golden answers by name."""
    return sorted(FOLDER.glob("*.json"))


def golden_answer(name: str, given: Mapping[str, str], store: Store) -> str:
    """Return an answer as its file has it: a row a line, what is the same in all rows once, what is absent nowhere."""
    answer = run(find_query(name), given, store)
    rows = [{column: _shortened(value) for column, value in row.items() if value is not None} for row in answer.rows]
    first = rows[0] if len(rows) > 1 else {}
    same = {key: value for key, value in first.items() if all(row.get(key, row) == value for row in rows)}
    kept = [{key: value for key, value in row.items() if key not in same} for row in rows]
    head = {"query": name, "given": dict(given), "resolved": dict(answer.resolved), "truncated": answer.truncated}
    lines = [f"  {_text(key)}: {_text(value)}," for key, value in {**head, "count": len(rows), "same": same}.items()]
    body = ",\n".join(f"    {_text(row)}" for row in kept)
    return "\n".join(("{", *lines, '  "rows": [', body, "  ]", "}", ""))


def sample_store() -> Store:
    """Build the graph of the samples, with what each takes up of those above it."""
    store = open_store("memory:")
    build([SAMPLES], store, load_ontology())
    align_with_bases(store)
    return store


def _shortened(value: object) -> object:
    return value.replace(_BASE, _SHORT) if isinstance(value, str) else value


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def main(arguments: list[str]) -> None:
    """Write the golden answer of a question, or all of them anew."""
    if arguments:
        query = load_catalogue()[arguments[0]]
        given = dict(each.split("=", 1) for each in arguments[1:]) or query.examples
        cases = [(query.name, given, FOLDER / f"{case_name(query.name, arguments[1:])}.json")]
    else:
        read = [(json.loads(path.read_text(encoding="utf-8")), path) for path in golden_files()]
        cases = [(case["query"], case["given"], path) for case, path in read]
    with sample_store() as store:
        for name, given, path in cases:
            path.write_text(golden_answer(name, given, store), encoding="utf-8")
            print(path.name)


def case_name(name: str, values: list[str]) -> str:
    """Return the name of a case's file: the question, and which parameters it gives where there are several cases."""
    return ".".join((name, *(value.partition("=")[0] for value in values)))


if __name__ == "__main__":
    main(sys.argv[1:])
