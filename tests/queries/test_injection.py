"""Whatever anybody types for a parameter: the query keeps its form, the answer is rows or a sentence, nothing else."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from zhengtu.graph import Store
from zhengtu.queries.binding import bind
from zhengtu.queries.catalogue import load_catalogue
from zhengtu.queries.error import QuestionError, UnresolvedNameError
from zhengtu.queries.question import PARAMETER_TYPES, Query
from zhengtu.queries.running import read_parameters, run

# One question for each type of parameter.
BY_TYPE = {
    parameter.type: (query, parameter.name)
    for query in load_catalogue().values()
    for parameter in query.parameters
    if parameter.type != "node" or parameter.name == "from"
}

HOSTILE = (
    '" } } ; DROP ALL #',
    "> } UNION { ?s ?p ?o } #",
    "https://w3id.org/zhengtu/id/agency/most> ?p ?o . <urn:x",
    "agency:most> } #",
    "programme:星创天地> } #",
    "'''\\'",
    "} VALUES ?_agency { UNDEF",
    "UNDEF",
    "?_agency",
    "\\u0022 \\u007D",
    "国发〔2030〕1号#char=1,2> } #",
    "1 UNION SELECT",
    "2030; DROP ALL",
    "‮\u2028\x00",
    "\ud800",
    "_:b0",
    "<<( <urn:a> <urn:b> <urn:c> )>>",
    "9" * 400,
    "牵头" * 200,
)
TYPED = (
    st.text(max_size=40)
    | st.sampled_from(HOSTILE)
    | st.builds(str.__add__, st.sampled_from(HOSTILE), st.text(max_size=5))
)


def skeleton(sparql: str) -> str:
    """Return a query without what stands in it as a term: literals, IRIs and numbers."""
    bare = re.sub(r'"(?:[^"\\\n]|\\.)*"(?:\^\^<[^<>\s]*>|@[a-z-]+)?', "·", sparql)
    bare = re.sub(r"<[^<>\"{}|^`\\\s]*>", "·", bare)
    return re.sub(r"·(?: ·)*", "·", bare)


def test_every_type_of_parameter_is_tried() -> None:
    # Of targets no question has a parameter of its own: they are nodes of a chain.
    assert set(BY_TYPE) == set(PARAMETER_TYPES) - {"target"}


@pytest.mark.parametrize("kind", BY_TYPE)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=TYPED)
@example(typed=HOSTILE[0])
@example(typed=HOSTILE[2])
@example(typed="\ud800")
def test_what_is_typed_is_a_value_or_is_refused_in_one_line(kind: str, typed: str, model: Store) -> None:
    query, name = BY_TYPE[kind]
    before = len(model)
    try:
        asked = read_parameters(query, {**needed(query), name: typed}, model)
    except (QuestionError, UnresolvedNameError) as refusal:
        told = str(refusal)
    else:
        told = ""
    if told:
        assert told.isprintable()
        return
    harmless = read_parameters(query, {**needed(query), name: harmless_value(kind)}, model) if typed.strip() else asked
    assert skeleton(bind(query, asked.terms, 5)) == skeleton(bind(query, harmless.terms, 5))
    answer = run(query, {**needed(query), name: typed, "limit": "5"} if kind != "limit" else {name: typed}, model)
    assert answer.columns == tuple(column.name for column in query.columns)
    assert len(model) == before


def needed(query: Query) -> dict[str, str]:
    known = {"agency": "科技部", "node": "全国乡村创新规划", "document": "全国乡村创新规划", "division": "安吉县"}
    return {name: known[query.parameter(name).type] for name in query.examples}


def harmless_value(kind: str) -> str:
    """Return a value of each type that the model graph knows."""
    return {
        "agency": "科技部",
        "document": "全国乡村创新规划",
        "task": "完善创新平台",
        "programme": "星创天地",
        "division": "安吉县",
        "target": "创新型县",
        "node": "全国乡村创新规划",
        "year": "2030",
        "text": "科技",
        "direction": "down",
        "depth": "3",
        "limit": "5",
        "role": "牵头",
    }.get(kind, PARAMETER_TYPES[kind])
