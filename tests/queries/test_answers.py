"""What the questions answer on the small model graph, where every row is known by heart."""

import json
from typing import Any

import pytest

from zhengtu.graph import Store
from zhengtu.queries.catalogue import find_query, load_catalogue
from zhengtu.queries.error import InvalidValueError, UnknownParameterError
from zhengtu.queries.question import Query
from zhengtu.queries.running import run


def needed(query: Query) -> dict[str, str]:
    """Values of what must be given, as the model graph has them."""
    known = {"agency": "科技部", "node": "全国乡村创新规划", "document": "全国乡村创新规划", "division": "安吉县"}
    return {name: known[query.parameter(name).type] for name in query.examples}


def rows(name: str, store: Store, *columns: str, **given: str) -> list[Any]:
    answer = run(find_query(name), given, store)
    return [tuple(row[column] for column in columns) if len(columns) > 1 else row[columns[0]] for row in answer.rows]


CHAIN = [
    ("创新发展纲要", "全国乡村创新规划"),
    ("全国乡村创新规划", "浙江省乡村创新意见"),
    ("浙江省乡村创新意见", "安吉县乡村创新方案"),
]


def test_a_chain_leads_from_the_basis_through_nation_and_province_to_the_county(model: Store) -> None:
    links = rows("policy-chain", model, "step", "from", "link", "to", document="安吉县乡村创新方案")
    assert [link[1:] for link in links if link[0] == 1] == [
        ("创新发展纲要", "basis", "全国乡村创新规划"),
        ("全国乡村创新规划", "implements", "浙江省乡村创新意见"),
        ("浙江省乡村创新意见", "basis", "安吉县乡村创新方案"),
    ]


@pytest.mark.parametrize("document", ["创新发展纲要", "全国乡村创新规划", "浙江省乡村创新意见"])
def test_a_chain_is_the_same_from_whichever_document_one_looks(document: str, model: Store) -> None:
    links = rows("policy-chain", model, "step", "from", "to", document=document)
    assert {link[1:] for link in links if link[0] == 1} == set(CHAIN)


@pytest.mark.parametrize(("direction", "expected"), [("down", CHAIN[1:]), ("up", CHAIN[:1]), ("both", CHAIN)])
def test_a_chain_is_followed_the_way_that_was_asked_for(
    direction: str, expected: list[tuple[str, str]], model: Store
) -> None:
    given = {"from": "全国乡村创新规划", "direction": direction}
    links = rows("policy-chain", model, "step", "from", "to", **given)
    assert [link[1:] for link in links if link[0] == 1] == expected


def test_a_chain_ends_after_as_many_links_as_were_asked_for(model: Store) -> None:
    links = rows("policy-chain", model, "hop", "to", **{"from": "全国乡村创新规划", "depth": "1"})
    assert {hop for hop, _ in links} == {1}
    assert "安吉县乡村创新方案" not in {to for _, to in links}


def test_a_chain_between_two_ends_holds_nothing_beside_the_way(model: Store) -> None:
    links = rows("policy-chain", model, "from", "to", **{"from": "创新发展纲要", "to": "安吉县乡村创新方案"})
    assert links == CHAIN


def test_a_chain_between_two_ends_is_found_upwards_too(model: Store) -> None:
    links = rows("policy-chain", model, "from", "to", **{"from": "安吉县乡村创新方案", "to": "创新发展纲要"})
    assert links == CHAIN


def test_ends_that_nothing_joins_have_no_chain(model: Store) -> None:
    assert (
        rows("policy-chain", model, "to", **{"from": "task:完善创新平台", "to": "创新发展纲要", "direction": "down"})
        == []
    )


def test_within_a_document_the_chain_goes_on_to_task_measure_programme_and_division(model: Store) -> None:
    links = rows("policy-chain", model, "from_kind", "from", "to_kind", "to", document="安政发〔2030〕15号")
    assert links[3:] == [
        ("document", "安吉县乡村创新方案", "task", "推行科技特派员制度"),
        ("task", "推行科技特派员制度", "measure", "建立特派员工作站"),
        ("measure", "建立特派员工作站", "programme", "星创天地"),
        ("programme", "星创天地", "division", "安吉县"),
        ("task", "推行科技特派员制度", "programme", "科技特派员制度"),
        ("programme", "科技特派员制度", "division", "湖州市"),
    ]


def test_a_chain_needs_a_beginning(model: Store) -> None:
    with pytest.raises(InvalidValueError, match="--from or --document"):
        rows("policy-chain", model, "document")


def test_every_link_of_a_chain_has_its_quote(model: Store) -> None:
    assert all(rows("policy-chain", model, "quote", document="安政发〔2030〕15号"))


def test_tasks_that_nobody_answers_for_are_told_from_those_only_concluded(model: Store) -> None:
    found = rows("unassigned-tasks", model, "task", "status", "unassigned", "tasks")
    assert found == [("完善创新平台", "nobody", 2, 3), ("加强组织领导", "concluded", 2, 3)]


def test_a_task_given_to_a_general_body_is_not_unassigned(model: Store) -> None:
    assert rows("unassigned-tasks", model, "task", document="安政发〔2030〕15号") == []


def test_duties_include_those_of_the_predecessor_and_say_so(model: Store) -> None:
    columns = ("role", "task", "agency", "relation")
    found = rows("agency-duties", model, *columns, agency="国家卫生健康委")
    assert found == [("support", "壮大科技特派员队伍", "国家卫生和计划生育委员会", "predecessor")]


def test_what_was_concluded_stands_after_what_the_text_says(model: Store) -> None:
    found = rows("agency-duties", model, "role", "explicit", "task", agency="科技部")
    assert found == [("lead", True, "壮大科技特派员队伍"), ("responsible", False, "加强组织领导")]


def test_responsibilities_show_bodies_that_the_text_leaves_open(model: Store) -> None:
    found = rows("responsibilities", model, "agent", "agency", "generic", document="安政发〔2030〕15号")
    assert found == [("县科技局", "安吉县科学技术局", False), ("有关部门", None, True)]


@pytest.mark.parametrize(
    ("given", "agents"),
    [
        ({"agency": "科技部"}, ["科技部", "科技部"]),
        ({"agency": "科技部", "role": "牵头"}, ["科技部"]),
        ({"task": "壮大科技特派员队伍"}, ["科技部", "国家卫生计生委"]),
        ({"year": "2031"}, []),
        ({"role": "lead", "year": "2030"}, ["科技部", "县科技局"]),
    ],
)
def test_parameters_narrow_an_answer_down(given: dict[str, str], agents: list[str], model: Store) -> None:
    assert rows("responsibilities", model, "agent", **given) == agents


def test_a_county_is_found_under_its_province(model: Store) -> None:
    assert rows("divisions", model, "division", division="浙江") == ["安吉县", "湖州市"]
    assert rows("divisions", model, "division", division="湖州") == ["安吉县", "湖州市"]
    assert rows("divisions", model, "division", division="北京") == []


def test_targets_are_found_by_the_words_of_indicator_or_quote(model: Store) -> None:
    assert rows("targets", model, "value", "unit", "deadline", text="创新型县") == [(100, "个", "2035")]
    assert rows("targets", model, "indicator", text="左右", year="2035") == ["创新型县"]
    assert rows("targets", model, "indicator", text="左右", year="2030") == []


def test_citations_tell_which_cited_document_the_store_holds(model: Store) -> None:
    assert rows("citations", model, "document", "relation", "cited", "held") == [
        ("全国乡村创新规划", "basis", "创新发展纲要", None),
        ("安吉县乡村创新方案", "basis", "浙江省乡村创新意见", "浙江省乡村创新意见"),
        ("浙江省乡村创新意见", "implements", "全国乡村创新规划", "全国乡村创新规划"),
    ]


def test_tasks_are_found_by_a_word_of_their_title(model: Store) -> None:
    assert rows("tasks", model, "task", "kind", text="组织") == [("加强组织领导", "safeguard")]


@pytest.mark.parametrize("name", load_catalogue())
def test_an_answer_tells_whether_there_is_more(name: str, model: Store) -> None:
    query = find_query(name)
    given = needed(query)
    everything = run(query, given, model)
    assert not everything.truncated
    if len(everything) > 1:
        cut = run(query, {**given, "limit": str(len(everything) - 1)}, model)
        assert cut.truncated
        assert cut.rows == everything.rows[:-1]


@pytest.mark.parametrize("name", load_catalogue())
def test_json_has_one_shape_for_every_question(name: str, model: Store) -> None:
    query = find_query(name)
    answer = run(query, needed(query), model).to_json()
    assert list(json.loads(json.dumps(answer))) == ["query", "parameters", "columns", "rows", "truncated"]
    assert answer["columns"] == [column.name for column in query.columns]
    assert all(list(row) == answer["columns"] for row in answer["rows"])
    assert answer["parameters"]["limit"] == int(query.parameter("limit").default)


@pytest.mark.parametrize("name", load_catalogue())
def test_nothing_stands_twice_in_an_answer(name: str, model: Store) -> None:
    query = find_query(name)
    found = [json.dumps(row) for row in run(query, needed(query), model).rows]
    assert len(found) == len(set(found))


def test_an_unknown_parameter_is_told_with_the_one_meant(model: Store) -> None:
    with pytest.raises(UnknownParameterError, match="agency"):
        run(find_query("responsibilities"), {"agencies": "科技部"}, model)


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("responsibilities", {"year": "二〇二二"}, "整数"),
        ("responsibilities", {"limit": "0"}, "整数"),
        ("responsibilities", {"limit": "-5"}, "整数"),
        ("tasks", {"text": "\ud800"}, "无法识别的字符"),
        ("agency-duties", {}, "需要单位"),
    ],
)
def test_a_value_that_cannot_be_is_refused(name: str, given: dict[str, str], message: str, model: Store) -> None:
    with pytest.raises(InvalidValueError, match=message):
        run(find_query(name), given, model)
