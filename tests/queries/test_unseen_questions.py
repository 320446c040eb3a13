"""Questions written before anybody looked at how they would be read, over the samples and published documents.

``questions-unseen.csv`` says of each what became of it: answered (by which query, with which values) or refused. One
that is refused may be understood one day, by the query that is named; it must never be answered by another.
``questions-groups.csv`` has, for kinds of words, sentences that must be understood and others that look alike and mean
something else.
"""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhengtu.graph import Store, open_store
from zhengtu.graph.alignment_statements import align_with_bases
from zhengtu.graph.building import build
from zhengtu.ontology import load_ontology
from zhengtu.queries.asking import interpret

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "cli" / "samples"
CORPUS = Path(os.environ.get("ZHENGTU_CORPUS") or HERE.parents[2] / "shared" / "corpus")
with (HERE / "questions-unseen.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def store_of(folder: Path, documents: list[Path]) -> Iterator[Store]:
    with open_store(folder) as written:
        build(documents, written, load_ontology())
        align_with_bases(written)
    with open_store(folder, read_only=True) as store:
        yield store


with (HERE / "questions-groups.csv").open(encoding="utf-8", newline="") as file:
    GROUPS = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield from store_of(tmp_path_factory.mktemp("samples"), [SAMPLES])


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    documents = sorted(CORPUS.rglob("*.txt"))
    if not documents:
        pytest.skip("needs the published documents")
    yield from store_of(tmp_path_factory.mktemp("corpus"), documents)


def rows_of(store: str) -> list[tuple[str, str, str, str]]:
    return [(row["question"], row["state"], row["query"], row["slots"]) for row in ROWS if row["store"] == store]


@pytest.mark.parametrize(("question", "state", "query", "slots"), rows_of("samples"))
def test_a_question_nobody_has_seen_is_answered_as_meant_or_refused(
    question: str, state: str, query: str, slots: str, samples: Store
) -> None:
    check(question, state, query, slots, samples)


@pytest.mark.parametrize(("question", "state", "query", "slots"), rows_of("corpus"))
def test_a_question_about_published_documents_is_answered_as_meant_or_refused(
    question: str, state: str, query: str, slots: str, corpus: Store
) -> None:
    check(question, state, query, slots, corpus)


@pytest.mark.parametrize("row", GROUPS, ids=[row["question"] for row in GROUPS])
def test_what_is_understood_of_a_kind_of_words_holds_in_other_sentences_and_in_none_that_look_alike(
    row: dict[str, str], samples: Store
) -> None:
    reply = interpret(row["question"], samples)
    slots = dict(slot.split("=", 1) for slot in row["slots"].split(";") if slot)
    assert (reply.query.name if reply.query else "", reply.values) == (row["query"], slots), row["group"]


def check(question: str, state: str, query: str, slots: str, store: Store) -> None:
    reply = interpret(question, store)
    if state == "refused":
        assert reply.query is None or reply.query.name == query, reply.understood
        assert reply.query or (reply.because and reply.suggestions)
    else:
        assert reply.query, reply.because
        assert (reply.query.name, reply.values) == (
            query,
            dict(slot.split("=", 1) for slot in slots.split(";") if slot),
        )
