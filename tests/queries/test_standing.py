"""Looking into the graphs of one document after the other finds what a query over the whole store finds."""

from unittest.mock import patch

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from zhengtu.graph import Store
from zhengtu.graph.iri import concluded_graph, corrections_graph, document_graph, document_iri
from zhengtu.graph.terms import ZT
from zhengtu.queries.standing import Lookup, Walk, read_lookup, shelves

PATTERN = "?duty zt:role ?_role . ?duty zt:inDocument ?_document"
NUMBERS = st.sampled_from(["国发-2018-42", "国发-2018-5", "安政办发-2022-901"])
GRAPHS = st.sampled_from([document_graph, concluded_graph, lambda _: corrections_graph(), lambda _: "urn:other"])
ROLES = st.sampled_from(["lead", "support"])
DUTIES = st.lists(st.tuples(st.integers(0, 5), NUMBERS, GRAPHS, ROLES, ROLES), max_size=12)
ROLE, PARTY, WITHIN = (NamedNode(f"{ZT}{name}") for name in ("role", "party", "inDocument"))


@given(DUTIES, ROLES, ROLES, st.sampled_from([(2000, 300), (0, 300), (0, 2)]))
def test_a_walk_finds_what_a_query_finds(
    duties: list[tuple[int, str, object, str, str]], one: str, two: str, sizes: tuple[int, int]
) -> None:
    inner = pyoxigraph.Store()
    for number, document, graph, role, party in duties:
        duty, where = NamedNode(f"urn:{document}:{number}"), NamedNode(graph(document))  # type: ignore[operator]
        inner.add(Quad(duty, WITHIN, NamedNode(document_iri(document)), where))
        inner.add(Quad(duty, ROLE, NamedNode(f"urn:{role}"), where))
        inner.add(Quad(duty, PARTY, NamedNode(f"urn:{party}"), where))
    store = Store(inner, "memory:")
    first, other = Lookup("duty", ROLE, (NamedNode(f"urn:{one}"),)), Lookup("duty", PARTY, (NamedNode(f"urn:{two}"),))
    found = f"?duty zt:inDocument ?d ; zt:role <urn:{one}>"
    for things, beside, pattern in [
        ([first], [], found),
        ([first, other], [], f"{found} ; zt:party <urn:{two}>"),
        ([first], [other], f"{found} . ?other zt:inDocument ?d ; zt:party <urn:{two}>"),
    ]:
        walk = Walk(store, shelves(store), things, beside)
        with patch.multiple("zhengtu.queries.standing", MANY=sizes[0], RARE=sizes[1]):
            documents = list(walk.documents())
        assert documents == sorted(documents, key=lambda document: document.value)
        walked = [(each, thing) for each in documents if walk.fits(each) for thing in walk.find(each)]
        rows = store.select(f"SELECT DISTINCT ?d ?duty {{ {pattern} }}").rows
        assert sorted(map(str, walked)) == sorted(map(str, rows))
        if not beside:
            assert all(walk.sift(walk.find(each)) == walk.find(each) for each in documents)


def test_of_what_is_rare_in_a_large_store_only_its_documents_are_looked_into() -> None:
    inner = pyoxigraph.Store()
    for number in range(9):
        for name in ("国发-2018-42", "国发-2018-5") if number < 8 else ("国发-2018-5",):
            where, duty = NamedNode(document_graph(name)), NamedNode(f"urn:{name}:{number}")
            inner.add(Quad(duty, ROLE, NamedNode("urn:lead" if number < 8 else "urn:joint"), where))
    store = Store(inner, "memory:")
    with patch.multiple("zhengtu.queries.standing", MANY=1, RARE=2):
        for role, wanted in (("lead", 2), ("joint", 1), ("none", 0)):
            walk = Walk(store, shelves(store), [Lookup("duty", ROLE, (NamedNode(f"urn:{role}"),))], [])
            assert len(list(walk.documents())) == wanted


@pytest.mark.parametrize(
    "pattern",
    [
        "?duty zt:role ?_role ; zt:inDocument ?_document",
        "?duty zt:role ?_role . ?other zt:inDocument ?_document",
        "?kind skos:broader? ?_role . ?duty zt:role ?kind . ?duty zt:inDocument ?_document",
        "?_document eli:date_document ?date FILTER(YEAR(?date) = ?_year)",
        "",
    ],
)
def test_only_one_thing_with_one_value_can_be_looked_for(pattern: str) -> None:
    value = (NamedNode("urn:x"),)
    assert read_lookup(pattern, value) is None
    assert read_lookup(PATTERN) is None
    assert read_lookup(PATTERN, value) == Lookup("duty", ROLE, value)
