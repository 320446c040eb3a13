"""What the questions answer on real documents: every one of them, and one document held against its gold."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from zhengtu.graph import Store
from zhengtu.queries.catalogue import find_query, load_catalogue
from zhengtu.queries.running import run

SHARED = Path(os.environ.get("ZHENGTU_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus").parent
GOLD = SHARED / "gold" / "agri-machinery-2018-42.json"
NUMBER = "国发〔2018〕42号"

# What must be given, as the real documents have it.
GIVEN = {
    "agency-duties": {"agency": "财政部"},
    "applies-to": {"division": "上海市崇明区"},
    "document-chain": {"document": "国办发〔2018〕129号"},
    "policy-chain": {"document": "沪崇府办发〔2021〕13号"},
}


def answer(name: str, store: Store, **given: str) -> tuple[dict[str, Any], ...]:
    return tuple(dict(row) for row in run(find_query(name), {"limit": "100000", **given}, store).rows)


@pytest.mark.parametrize("name", load_catalogue())
def test_a_question_has_rows_on_real_documents_and_every_quote_is_its_span(name: str, corpus: Store) -> None:
    rows = answer(name, corpus, **GIVEN.get(name, {}))
    assert rows
    assert all(row["document"] for row in rows)
    for row in rows:
        document, _, span = row["evidence"].partition("#char=")
        begin, end = map(int, span.split(","))
        assert row["quote"] == text_of(document, corpus)[begin:end]
        assert row["position"] == begin
        # A task that nobody takes up is proved by the higher document, and told of the lower one.
        assert row["document_iri"] == document or row.get("kind") == "uncovered"


_TEXTS: dict[str, str] = {}


def text_of(iri: str, store: Store) -> str:
    if iri not in _TEXTS:
        _TEXTS[iri] = str(store.select(f"SELECT ?text {{ <{iri}> nif:isString ?text }}").plain()[0]["text"])
    return _TEXTS[iri]


WITH_DOCUMENT = [
    query.name
    for query in load_catalogue().values()
    if not query.start and any(parameter.name == "document" for parameter in query.parameters)
]


# It names a body for each task, but no place, no day, and no document of this store.
EMPTY = ("applies-to", "coverage", "deadlines", "divisions", "unassigned-tasks")


@pytest.mark.parametrize("name", WITH_DOCUMENT)
def test_an_answer_about_one_document_is_about_that_document_alone(name: str, corpus: Store) -> None:
    rows = answer(name, corpus, **{**GIVEN.get(name, {}), "document": NUMBER})
    assert {row["document_iri"].rpartition("/")[2] for row in rows} <= {"国发-2018-42"}
    assert bool(rows) is (name not in EMPTY)


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    if not GOLD.is_file():
        pytest.skip("the gold of the real documents is not here; it stands beside the corpus")
    read: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return read


def test_who_answers_for_what_in_a_real_document_is_exactly_what_its_gold_says(
    gold: dict[str, Any], corpus: Store
) -> None:
    wanted = {(each["task"], each["agent"], each["role"], each["quote"]) for each in gold["responsibilities"]}
    rows = answer("responsibilities", corpus, document=NUMBER)
    assert all(row["explicit"] for row in rows)
    assert {(row["task"], row["agent"], row["role"]) for row in rows} == {each[:3] for each in wanted}
    assert {row["agent"] for row in rows if row["generic"]} == {
        each["agent"] for each in gold["responsibilities"] if each.get("generic")
    }


def test_the_duties_of_each_body_in_a_real_document_are_exactly_those_of_its_gold(
    gold: dict[str, Any], corpus: Store
) -> None:
    bodies: dict[str, set[tuple[str, str]]] = {}
    for each in gold["responsibilities"]:
        if not each.get("generic"):
            bodies.setdefault(each["agent"], set()).add((each["task"], each["role"]))
    assert len(bodies) > 10
    for body, wanted in bodies.items():
        rows = answer("agency-duties", corpus, agency=body, document=NUMBER)
        assert {(row["task"], row["role"]) for row in rows} == wanted, body
        leads = answer("agency-duties", corpus, agency=body, document=NUMBER, role="牵头")
        assert {row["task"] for row in leads} == {task for task, role in wanted if role == "lead"}, body


@pytest.mark.parametrize(("division", "answers"), [("崇明区", {"no"}), ("昭觉县", {"yes"}), ("河南省汝阳县", {"yes"})])
def test_central_and_western_is_neither_western_alone_nor_the_whole_country(
    division: str, answers: set[str], corpus: Store
) -> None:
    rows = answer("applies-to", corpus, division=division)
    found = [row for row in rows if "中西部" in row["quote"] and row["because"].endswith("“中西部”")]
    assert {row["answer"] for row in found} == answers
    assert not any(row["because"].endswith("“西部地区”") and "东西部地区" in row["quote"] for row in rows)


def test_a_task_that_names_nobody_is_in_one_state_and_as_many_are_listed_as_counted(corpus: Store) -> None:
    rows = answer("unassigned-tasks", corpus)
    assert len({row["task_iri"] for row in rows}) == len(rows)
    assert {row["status"] for row in rows} == {"nobody", "concluded"}
    listed = Counter(row["document_iri"] for row in rows)
    assert all(row["unassigned"] == listed[row["document_iri"]] <= row["tasks"] for row in rows)
