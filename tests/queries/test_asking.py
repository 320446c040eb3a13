import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengtu.graph import Store, open_store
from zhengtu.graph.alignment_statements import align_with_bases
from zhengtu.graph.building import build
from zhengtu.ontology import Rule, load_ontology
from zhengtu.queries.asking import Reply, ask, catalogue_patterns, interpret
from zhengtu.queries.catalogue import load_catalogue
from zhengtu.queries.name_index import name_index
from zhengtu.queries.question_examples import failing_question_examples
from zhengtu.queries.question_patterns import check_patterns
from zhengtu.queries.question_words import question_words
from zhengtu.queries.suggesting import example_of

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "cli" / "samples"
with (HERE / "questions.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
IN_SCOPE = [(row["question"], row["query"], row["slots"]) for row in ROWS if row["query"]]
OUT_OF_SCOPE = [row["question"] for row in ROWS if not row["query"]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The samples in a folder that is open for reading, whose names are gathered once."""
    folder = tmp_path_factory.mktemp("asked")
    with open_store(folder) as written:
        build([SAMPLES], written, load_ontology())
        align_with_bases(written)
    with open_store(folder, read_only=True) as store:
        yield store


def slots_of(reply: Reply) -> dict[str, str]:
    """The values by parameter; a place is called by its full name."""
    return {each.parameter.name: each.value for each in reply.given}


@pytest.mark.parametrize(("question", "query", "slots"), IN_SCOPE, ids=[row[0] for row in IN_SCOPE])
def test_a_question_is_answered_by_its_query_with_its_slots(
    question: str, query: str, slots: str, store: Store
) -> None:
    reply = interpret(question, store)
    assert reply.query, reply.because
    assert reply.query.name == query
    assert slots_of(reply) == dict(slot.split("=", 1) for slot in slots.split(";") if slot)


@pytest.mark.parametrize("question", OUT_OF_SCOPE)
def test_a_question_out_of_scope_is_refused_with_suggestions(question: str, store: Store) -> None:
    reply = ask(question, store)
    assert (reply.query, reply.answer, reply.values) == (None, None, {})
    assert reply.because
    assert reply.suggestions


def test_at_least_sixty_questions_ask_every_query_of_the_catalogue_and_twenty_none() -> None:
    assert len(IN_SCOPE) >= 60
    assert len(OUT_OF_SCOPE) >= 20
    assert {query for _, query, _ in IN_SCOPE} == set(load_catalogue())


@pytest.mark.parametrize("question", ["科技特派员由谁负责", "哪些任务没人管", "竹产业为什么重要", "县水利局负责什么"])
def test_a_reply_is_json_with_the_question_and_what_was_understood_or_suggestions(question: str, store: Store) -> None:
    reply = json.loads(json.dumps(ask(question, store).to_json()))
    assert reply["question"] == question
    if reply["query"]:
        assert {"query", "parameters", "columns", "rows", "truncated", "understood", "sparql"} <= set(reply)
        assert reply["understood"]["text"]
    else:
        assert reply["suggestions"]


def test_the_reply_tells_as_what_the_question_was_understood(store: Store) -> None:
    assert ask("竹产业由谁牵头", store).understood == "谁负责什么，任务=竹产业，角色=牵头"
    assert ask("安吉县有哪些项目", store).understood.startswith(
        "提到了哪些项目、工程和平台，文件=安吉县（安吉县人民政府办公室"
    )


def test_a_name_that_several_things_have_is_asked_back_with_each_of_them(store: Store) -> None:
    reply = interpret("组织部负责什么", store)
    assert reply.query is None
    assert "可以指" in reply.because
    assert {"中共安吉县委组织部负责什么", "中共浙江省委组织部负责什么"} <= set(reply.suggestions)


def test_a_suggestion_for_an_ambiguous_name_is_answered(store: Store) -> None:
    for question in interpret("组织部负责什么", store).suggestions[:2]:
        assert interpret(question, store).values.keys() == {"agency"}


@pytest.mark.parametrize("question", OUT_OF_SCOPE)
def test_what_is_suggested_is_never_an_answer_to_another_query_than_it_names(question: str, store: Store) -> None:
    for suggestion in interpret(question, store).suggestions:
        assert interpret(suggestion, store).query, suggestion


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("浙政办发〔2022〕900号依据哪些文件", "哪些文件依据浙政办发〔2022〕900号"),
        ("浙政办发〔2022〕900号依据的文件有哪些", "依据浙政办发〔2022〕900号的文件有哪些"),
        ("浙政办发〔2022〕900号引用了哪些文件", "浙政办发〔2022〕900号被哪些文件引用"),
        ("谁负责竹产业", "谁不负责竹产业"),
        ("哪些任务有人负责", "哪些任务没有人负责"),
        ("竹产业由谁负责", "竹产业为什么由谁负责"),
        ("2023年要完成哪些任务", "2023年完成了哪些任务"),
        ("省科技厅负责哪些任务", "除省科技厅外谁负责哪些任务"),
    ],
)
def test_questions_that_look_alike_and_mean_different_things_get_no_common_answer(
    one: str, other: str, store: Store
) -> None:
    first, second = interpret(one, store), interpret(other, store)
    assert (first.query and first.query.name, first.values) != (second.query and second.query.name, second.values) or (
        first.query is None
    )


@pytest.mark.parametrize(
    "question",
    [
        "竹产业由谁牵头",
        "请问竹产业由谁牵头呢？",
        "竹产业归哪个部门牵头？",
        "哪家单位牵头竹产业",
        "竹产业的牵头单位是哪家",
        "竹产业 由 谁 牵头？？",
        "“竹产业”由谁牵头",
    ],
)
def test_ways_to_say_the_same_are_the_same_question(question: str, store: Store) -> None:
    reply = interpret(question, store)
    assert reply.query, reply.because
    assert (reply.query.name, reply.values) == ("responsibilities", {"task": "竹产业", "role": "牵头"})


@pytest.mark.parametrize(
    "called",
    [
        "国科发农〔2022〕158号",
        "国科发农[2022]158号",
        "国科发农2022年158号",
        "《“十四五”县域创新驱动发展规划》",
        "县域创新规划",
        "158号文",
    ],
)
def test_a_document_is_known_by_its_number_in_any_spelling_and_by_short_titles(called: str, store: Store) -> None:
    reply = ask(f"{called}有哪些目标", store)
    assert reply.answer, reply.because
    assert {row["document"] for row in reply.answer.rows} == {"“十四五”县域创新驱动发展规划（示例文本）"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_gets_a_reply_that_is_either_an_answer_or_a_refusal(store: Store, text: str) -> None:
    reply = interpret(text, store)
    assert bool(reply.query) != bool(reply.because)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(IN_SCOPE), st.sampled_from(["火箭", "彩票", "除了", "最", "不", "恐龙", "xyz"]), st.data())
def test_a_word_that_is_not_understood_is_never_passed_over(
    store: Store, row: tuple[str, str, str], strange: str, data: st.DataObject
) -> None:
    question = row[0].rstrip("？")
    place = data.draw(st.integers(0, len(question)))
    reply = interpret(question[:place] + strange + question[place:], store)
    # Inside a title some stretch may still be the whole of what is wanted; the value then has the word in it.
    assert reply.query is None or any(strange in each.text for each in reply.given), reply.understood


def test_a_store_with_other_names_is_asked_about_those(model: Store) -> None:
    reply = interpret("科技部负责什么", model)
    assert reply.query, reply.because
    assert reply.query.name == "agency-duties"


def test_every_example_of_the_words_of_questions_holds() -> None:
    assert "\n".join(map(str, failing_question_examples(load_ontology()))) == ""


def test_an_example_that_does_not_hold_is_reported() -> None:
    rule = Rule("who", "questions", "Bodies.", ("谁",), {"form": "word"}, ("哪些任务",), ("谁牵头",))
    strange = replace(rule, id="odd", values={"form": "wrod"})
    told = failing_question_examples(replace(load_ontology(), rules={"questions": (rule, strange)}))
    assert [mistake.what for mistake in told] == [
        "rule who is not heard in its example “哪些任务”",
        "rule who is heard in its counter-example “谁牵头”",
        "rule odd has no form that questions know",
    ]


def test_every_pattern_of_the_catalogue_says_something_in_known_words() -> None:
    words = question_words(load_ontology())
    assert [mistake for query in load_catalogue().values() for mistake in check_patterns(query, words)] == []


def test_every_pattern_of_the_catalogue_with_its_examples_is_a_question_that_is_understood(store: Store) -> None:
    _, patterns = catalogue_patterns(load_ontology())
    refused = []
    for pattern in patterns:
        if any(slot.type == "text" for slot in pattern.slots):
            continue  # an example of a text need not be a word of questions
        question = pattern.filled({slot.name: example_of(slot, name_index(store)) for slot in pattern.slots})
        reply = interpret(question, store)
        if reply.query is None:
            refused.append((question, reply.because))
    assert refused == []


@pytest.mark.parametrize("question", ["谁负责竹产业" * 2000, "谁" * 200])
def test_a_question_that_is_too_long_is_told_so_whatever_its_beginning_asks(question: str, store: Store) -> None:
    reply = interpret(question, store)
    assert reply.query is None
    assert reply.because.startswith("问题太长")
    assert reply.suggestions


def test_characters_that_nobody_sees_do_not_count(store: Store) -> None:
    reply = interpret("\u200b谁负责科技\x07特派员\x00", store)
    assert reply.query, reply.because
    assert reply.values == {"task": "科技特派员"}


@pytest.mark.parametrize("question", ["县科技局归谁管", "谁领导县科技局", "科技特派员只由谁负责", "写一份行动方案"])
def test_a_part_of_a_name_or_of_a_question_is_not_answered_for_the_whole(question: str, store: Store) -> None:
    assert interpret(question, store).query is None


def test_the_wording_of_something_that_is_no_name_can_be_asked_for(store: Store) -> None:
    reply = ask("关于以竹代塑，原文怎么说", store)
    assert reply.answer, reply.because
    assert reply.values == {"text": "以竹代塑"}
    assert any("以竹代塑" in str(row["quote"]) for row in reply.answer.rows)
