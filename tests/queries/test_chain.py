"""Followed link by link: what cannot join the nodes of a ring is left out, and no row with it."""

from unittest.mock import patch

import pytest

from zhengtu.graph import Store
from zhengtu.queries import find_query, run
from zhengtu.queries.binding import only_links

KINDS = ("document", "goal", "task", "box_item", "safeguard", "measure", "target", "programme", "division")
STARTS = [
    {"document": "国科发农〔2022〕158号"},
    {"document": "安政办发〔2022〕901号", "direction": "both"},
    {"from": "创新能力明显增强", "direction": "down"},
    {"from": "programme:星创天地", "direction": "both"},
    {"from": "division:安吉县", "direction": "up"},
    {"from": "创新能力明显增强", "to": "推进创新型乡镇建设"},
]


@pytest.mark.parametrize("given", STARTS)
def test_a_chain_has_the_same_rows_when_all_kinds_of_links_are_asked_for(given: dict[str, str], samples: Store) -> None:
    query = find_query("policy-chain")
    found = run(query, given, samples).rows
    assert found
    with patch("zhengtu.queries.chain.only_links", lambda sparql, *_: sparql):
        assert run(query, given, samples).rows == found


@pytest.mark.parametrize("place", ["from", "to"])
def test_every_part_of_the_links_says_what_it_joins(place: str) -> None:
    whole = find_query("policy-chain").sparql
    for kind in KINDS:
        fewer = only_links(whole, place, {kind})
        # Nothing begins at a division, and nothing ends in a document but what rests on another.
        assert fewer.count("} UNION {\n    # [") < whole.count("} UNION {\n    # [") or (place, kind) == (
            "from",
            "division",
        )
    assert only_links(whole, place, {"unheard of"}) == whole
    assert only_links(whole, place, KINDS) == whole


def test_a_union_that_does_not_say_what_it_joins_stays_whole() -> None:
    sparql = find_query("broken-chains").sparql
    assert only_links(sparql, "from", {"document"}) == sparql
