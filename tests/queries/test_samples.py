"""Every question has an answer on the sample documents: with what it needs, and with each parameter's example."""

import pytest

from zhengtu.graph import Store
from zhengtu.queries.binding import bind
from zhengtu.queries.catalogue import find_query, load_catalogue
from zhengtu.queries.running import run

EXAMPLES = [
    (query.name, parameter.name)
    for query in load_catalogue().values()
    for parameter in query.parameters
    if parameter.type != "limit"
]


@pytest.mark.parametrize("name", load_catalogue())
def test_a_question_has_rows_on_the_samples(name: str, samples: Store) -> None:
    query = find_query(name)
    assert run(query, query.examples, samples).rows


@pytest.mark.parametrize(("name", "parameter"), EXAMPLES)
def test_an_example_of_a_parameter_has_rows_on_the_samples(name: str, parameter: str, samples: Store) -> None:
    query = find_query(name)
    assert run(query, {**query.examples, parameter: query.parameter(parameter).example}, samples).rows


@pytest.mark.parametrize("name", load_catalogue())
def test_every_row_on_the_samples_shows_its_quote(name: str, samples: Store) -> None:
    query = find_query(name)
    assert all(row["quote"] and row["document"] for row in run(query, query.examples, samples).rows)


@pytest.mark.parametrize("name", load_catalogue())
def test_a_file_as_it_stands_asks_about_everything(name: str, samples: Store) -> None:
    query = find_query(name)
    as_it_stands = samples.select(query.sparql).rows
    assert sorted(map(str, as_it_stands)) == sorted(map(str, samples.select(bind(query, {}, 100_000)).rows))


def test_large_amounts_of_a_chain_and_a_passage_are_written_as_people_write_them(samples: Store) -> None:
    document = {"document": "浙政办发〔2022〕900号"}
    chain = run(find_query("policy-chain"), {**document, "direction": "down", "limit": "5000"}, samples).rows
    targets = {str(row["to"]).strip() for row in chain if row["to_kind"] == "target"}
    assert "全省科技型中小企业贷款余额 >1.2万亿元" in targets
    assert "县域高新技术企业 约1.8万家" in targets
    found = {row["finding"] for row in run(find_query("evidence"), {**document, "text": "1.2万亿"}, samples).rows}
    assert "全省科技型中小企业贷款余额 >1.2万亿元" in found
