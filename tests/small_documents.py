"""Small documents that are read in no time, and a build of them that tests can run in a process of its own."""

import os
import signal
import sys
from pathlib import Path

from zhengtu.graph import open_store, store
from zhengtu.graph.building import build
from zhengtu.ingest.document import Document
from zhengtu.ingest.finding import Deadline
from zhengtu.ingest.problem import Problem
from zhengtu.ingest.record import Record
from zhengtu.ingest.source import Source
from zhengtu.ontology import Ontology

LINES = 12


def write(folder: Path, count: int, version: int) -> dict[str, str]:
    """Write documents into a folder, the same ones in another version; return their texts by id."""
    folder.mkdir(exist_ok=True)
    texts = {}
    for number in range(count):
        lines = (f"第{line}项，于{2030 + version + line}年完成。\n" for line in range(LINES))
        texts[f"id-{number}"] = f"id-{number}\n文件{number}第{version}版\n{''.join(lines)}"
        (folder / f"{number:03}.txt").write_text(texts[f"id-{number}"], "utf-8")
    return texts


def extract(source: Source, known: Ontology, problems: tuple[Problem, ...]) -> Record:
    """Read the id off the first line, the title off the second, a deadline off each of the others."""
    name, title, *lines = source.text.splitlines()
    deadlines, begin = [], len(name) + len(title) + 2
    for line in lines:
        year = line.partition("于")[2][:4]
        deadlines.append(Deadline("", year, line, begin, begin + len(line)))
        begin += len(line) + 1
    return Record(Document(id=name, title=title), source, deadlines=tuple(deadlines), problems=problems)


def deadly(source: Source, known: Ontology, problems: tuple[Problem, ...]) -> Record:
    """Kill the process that reads document 7, and the first that reads document 30."""
    once = Path(os.environ["ZHENGTU_TEST_ONCE"])
    if source.text.startswith("id-7\n") or (source.text.startswith("id-30\n") and not once.exists()):
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return extract(source, known, problems)


def small_ontology() -> Ontology:
    """Return a dictionary of nothing, which costs no time to write."""
    return Ontology(Path("no-such-folder"), {}, {}, {}, {}, {}, {})


def read_lines(folder: Path, place: str, batch: int = 0, bulk: int = 0) -> None:
    """Build a folder of such documents into a store, and say when it begins.

    ``batch`` and ``bulk`` take the place of the store's own, which so few documents never reach.
    """
    ontology = small_ontology()
    print("begin", flush=True)
    with open_store(place) as opened:
        opened.batch = batch or opened.batch
        store.BULK = bulk or store.BULK
        build([folder], opened, ontology, extract=extract)


if __name__ == "__main__":
    read_lines(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))
