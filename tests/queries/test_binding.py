"""Whatever a value holds, it reaches the query as one RDF term and never as part of its text."""

import re
from pathlib import Path

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from zhengtu.queries.binding import bind, check_binding
from zhengtu.queries.question import Parameter, Query, Wording

WORDS = Wording("词", "words")
ECHO = "#+ summary: x\nSELECT ?_text ?_year WHERE {\n  VALUES ?_text { UNDEF }\n  VALUES ?_year { UNDEF }\n}\n"


def question(sparql: str, *parameters: str) -> Query:
    declared = tuple(Parameter(name, "text", WORDS, "x") for name in parameters)
    return Query("echo", WORDS, WORDS, (), declared, (), (), WORDS, sparql, Path("echo.rq"))


def ask(sparql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in pyoxigraph.Store().query(sparql)]  # type: ignore[union-attr]


TEXT = st.text() | st.sampled_from(
    ['" } DROP ALL #', "\\", "'''", "} UNION { ?s ?p ?o", "\n", "\u2028", '\\"', "UNDEF"]
)


@given(TEXT.filter(lambda text: text.isprintable() or "\ud800" not in text))
def test_any_text_comes_back_as_the_very_same_literal(text: str) -> None:
    try:
        literal = Literal(text)
    except (UnicodeError, ValueError):  # half of a surrogate pair is no text; running.py refuses it before
        return
    assert ask(bind(question(ECHO), {"text": (literal,)}, 5)) == [(literal, None)]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_any_iri_that_is_one_comes_back_as_the_very_same_iri(path: str) -> None:
    try:
        iri = NamedNode(f"https://example.org/{path}")
    except ValueError:
        return
    assert ask(bind(question(ECHO), {"text": (iri,)}, 5)) == [(iri, None)]


@given(TEXT, TEXT)
def test_the_structure_of_a_query_does_not_depend_on_its_values(one: str, other: str) -> None:
    def skeleton(text: str) -> str:
        try:
            bound = bind(question(ECHO), {"text": (Literal(text),)}, 5)
        except (UnicodeError, ValueError):
            bound = bind(question(ECHO), {"text": (Literal(""),)}, 5)
        return re.sub(r'"(?:[^"\\]|\\.)*"', '""', bound)

    assert skeleton(one) == skeleton(other)


def test_several_terms_mean_any_of_them() -> None:
    bound = bind(question(ECHO), {"year": (Literal(2021), Literal(2022))}, 5)
    assert ask(bound) == [(None, Literal(2021)), (None, Literal(2022))]


def test_a_value_is_put_wherever_its_parameter_stands() -> None:
    sparql = (
        "SELECT ?a WHERE {\n  { VALUES ?_a { UNDEF } } UNION {\n    VALUES ?_a { UNDEF }\n  }\n  BIND(?_a AS ?a)\n}"
    )
    assert ask(bind(question(sparql, "a"), {"a": (Literal("x"),)}, 5)) == [(Literal("x"),), (Literal("x"),)]


def test_a_query_asks_for_one_row_more_than_the_limit() -> None:
    assert bind(question(ECHO), {}, 7).endswith("LIMIT 8\n")


def test_a_query_without_values_is_the_file_as_it_stands() -> None:
    sparql = "SELECT ?_text ?x WHERE {\n  VALUES ?_text { UNDEF }\n  VALUES ?x { 1 2 }\n}"
    assert sorted(map(str, ask(sparql))) == sorted(map(str, ask(bind(question(sparql), {}, 5))))


def test_a_parameter_without_place_and_a_place_without_parameter_are_told() -> None:
    told = [str(mistake) for mistake in check_binding(question(f"{ECHO}LIMIT 5", "text", "agency"))]
    assert told == [
        "echo.rq, line 1: parameter agency has no place in the query; "
        "write “VALUES ?_agency { UNDEF }” on a line of its own where it matters",
        "echo.rq, line 2: ?_year is no parameter; declare it in params, or take the _ out of its name",
        "echo.rq, line 6: the query sets its own LIMIT; declare a parameter of type limit instead",
    ]
