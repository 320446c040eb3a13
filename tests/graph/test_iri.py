"""IRIs."""

from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from zhengtu.graph.entity import agent_entity, parse_entity
from zhengtu.graph.iri import canonical_name, document_graph, document_iri, segment

ANY_TEXT = st.text(st.characters(codec="utf-8"), min_size=1)


@given(ANY_TEXT)
@example("..")
@example('a b/c?d#e%f[g]|h^i`j{k}<l>"m\\n\ue000\u200e\ufdd0')
def test_any_name_makes_a_valid_iri(name: str) -> None:
    iri = document_iri(name)
    # Strict, and resolved against a base: dots must not climb out of the folder.
    (quad,) = parse(f"<urn:s> <urn:p> <{iri}> .", RdfFormat.TURTLE, base_iri="https://example.org/")
    assert quad.object == NamedNode(iri)
    assert iri.count("/") == "https://w3id.org/zhengtu/id/document/".count("/")


@given(ANY_TEXT, ANY_TEXT)
def test_different_names_have_different_iris(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) == (unquote(segment(one)) == unquote(segment(other)))


def test_chinese_stays_readable() -> None:
    assert document_graph("国发-2018-42", "https://example.org/") == "https://example.org/graph/document/国发-2018-42"


@pytest.mark.parametrize(
    ("entity", "iri"),
    [
        ("agency:most", "https://w3id.org/zhengtu/id/agency/most"),
        ("agency:310151/jiaotong", "https://w3id.org/zhengtu/id/agency/310151/jiaotong"),
        ("agency=某县数字办", "https://w3id.org/zhengtu/id/agency/named/某县数字办"),
        ("agency?各地区", "https://w3id.org/zhengtu/id/agency/generic/各地区"),
        ("division:330523", "https://w3id.org/zhengtu/id/division/330523"),
        ("division-set:star", "https://w3id.org/zhengtu/id/division-set/star"),
        ("division=某新区", "https://w3id.org/zhengtu/id/division/named/某新区"),
        ("programme:spark", "https://w3id.org/zhengtu/voc/programme/spark"),
        ("programme=数字乡村行动", "https://w3id.org/zhengtu/id/programme/数字乡村行动"),
        ("actor:firms", "https://w3id.org/zhengtu/voc/actor-group/firms"),
        ("actor=龙头企业", "https://w3id.org/zhengtu/id/actor-group/龙头企业"),
    ],
)
def test_an_entity_has_one_iri(entity: str, iri: str) -> None:
    assert parse_entity(entity).iri() == iri


@pytest.mark.parametrize("entity", ["", "most", "agency", "agency:", "agency= ", "person:x", "agency/most"])
def test_what_names_no_entity_is_refused(entity: str) -> None:
    with pytest.raises(ValueError, match="names no entity"):
        parse_entity(entity)


def test_copies_of_a_name_mean_the_same_body() -> None:
    assert canonical_name("科技部 (国家外专局)") == canonical_name("科技部（国家外专局）")
    assert parse_entity("agency=县 ＡＩ 办").iri() == parse_entity("agency=县AI办").iri()


def test_a_body_without_an_id_is_named_as_written_and_never_guessed() -> None:
    assert agent_entity("", "有关部门", generic=True).iri().endswith("/agency/generic/有关部门")
    assert agent_entity("", "科技部", generic=False).iri().endswith("/agency/named/科技部")
    assert agent_entity("most", "科技部", generic=False).iri().endswith("/agency/most")
