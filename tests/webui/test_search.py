from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengtu.webui.folding import fold, occurrences, pairs, phrase


def search(client: FlaskClient, q: str = "", **chosen: str) -> dict[str, Any]:
    address = f"/search.json?q={quote(q)}" + "".join(f"&{name}={quote(value)}" for name, value in chosen.items())
    found = client.get(address).json
    assert isinstance(found, dict)
    return found


def words(hit: dict[str, Any]) -> str:
    return "".join(piece["text"] for piece in hit["pieces"])


@pytest.mark.parametrize("q", ["县", "科技", "特派", "派员", "星创天", "158号", "〔2022〕", "5G", "５Ｇ", "5g"])
def test_any_run_of_characters_is_found_where_it_stands(client: FlaskClient, q: str) -> None:
    found = search(client, q)
    assert found["total"] > 0
    for hit in found["hits"]:
        assert fold(q) in fold(words(hit))
        assert any(piece["marked"] and fold(piece["text"]) == fold(q) for piece in hit["pieces"])


@pytest.mark.parametrize("q", ["技特", "特派 没有的词", "天创星", "*", '"', "AND", "a OR b", "NEAR(", "县*"])
def test_what_does_not_stand_there_is_not_found(client: FlaskClient, q: str) -> None:
    assert all(all(fold(term) in fold(words(hit)) for term in q.split()) for hit in search(client, q)["hits"])


def test_every_sentence_of_a_document_can_be_found(client: FlaskClient) -> None:
    text = client.get(f"/document/{quote('安政办发-2022-901')}.json").json["text"]  # type: ignore[index]
    for begin in range(0, len(text) - 12, 97):
        words_there = text[begin : begin + 12]
        if fold(words_there) and not set("。！？\n") & set(words_there[:-1]):
            assert search(client, words_there)["total"] >= 1, words_there


def test_facets_say_beforehand_how_many_will_be_left(client: FlaskClient) -> None:
    everything = search(client, "科技")
    for facet in everything["facets"]:
        for choice in facet["choices"][:4]:
            assert search(client, "科技", **{facet["name"]: choice["value"]})["total"] == choice["count"]


def test_facets_narrow_each_other_down(client: FlaskClient) -> None:
    county = search(client, "科技", level="county")
    kinds = {
        each["value"]: each["count"]
        for facet in county["facets"]
        if facet["name"] == "kind"
        for each in facet["choices"]
    }
    assert search(client, "科技", level="county", kind="measure")["total"] == kinds["measure"]
    assert kinds["measure"] < county["total"] < search(client, "科技")["total"]


def test_titles_come_before_sentences(client: FlaskClient) -> None:
    kinds = [hit["kinds"] for hit in search(client, "科技特派员")["hits"]]
    first = kinds.index(next(own for own in kinds if set(own) & {"measure", "text", "target", "duty"}))
    assert all(not set(own) & {"task", "document", "box_item"} for own in kinds[first:])


@pytest.mark.parametrize(
    ("q", "page"),
    [
        ("安吉县", "/division/330523"),
        ("安吉", "/division/330523"),
        ("330523", "/division/330523"),
        ("星创天地", "/programme/xingchuang-tiandi"),
        ("科技部", "/agency/most"),
    ],
)
def test_a_thing_is_suggested_by_any_of_its_names(client: FlaskClient, q: str, page: str) -> None:
    things = client.get(f"/suggest.json?q={quote(q)}").json["things"]  # type: ignore[index]
    assert things[0]["page"] == page


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 8))
@settings(max_examples=200, deadline=None)
def test_a_part_of_a_text_is_always_among_its_pairs(text: str, start: int, length: int) -> None:
    folded = fold(text)
    part = folded[start : start + length]
    if len(part) > 1 and "\ue000" not in folded:
        assert phrase(part).strip('"').replace('""', '"') in pairs(text)


@given(st.text(max_size=40), st.text(min_size=1, max_size=3))
@settings(max_examples=200, deadline=None)
def test_marked_words_are_the_words_that_were_looked_for(text: str, term: str) -> None:
    for begin, end in occurrences(text, term):
        assert fold(term) in fold(text[begin:end])
