"""The small graph on the page of a body, place or programme."""

from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from zhengtu.webui.entity_graph import OTHERS, PROVISIONS


@pytest.mark.parametrize("page", ["/agency/330523/science", "/programme/xingchuang-tiandi", "/division/330523"])
def test_every_box_and_line_of_the_graph_leads_on_and_stands_in_the_table(client: FlaskClient, page: str) -> None:
    found = client.get(f"{page}.json").json
    assert found is not None
    near = found["neighbourhood"]
    boxes = near["picture"]["boxes"]
    assert 3 <= len(boxes) <= 1 + PROVISIONS + OTHERS
    assert len(near["picture"]["curves"]) == len(near["links"])
    named = {link[end]["label"] for link in near["links"] for end in ("provision", "thing")}
    assert {box["node"]["label"] for box in boxes} <= named | {found["title"]}
    for address in {box["node"]["page"] for box in boxes} - {""} | {near["links"][0]["evidence"]}:
        assert client.get(address, follow_redirects=True).status_code == 200, address


def test_a_line_tells_the_role_and_the_words(client: FlaskClient) -> None:
    found = client.get("/agency/330523/science.json", headers={"Accept-Language": "zh"}).json
    assert found is not None
    told = {
        (link["provision"]["label"], link["thing"]["label"], link["label"], link["quote"], link["said"])
        for link in found["neighbourhood"]["links"]
    }
    assert ("创建国家农业科技园区", "安吉县科学技术局", "牵头", "县科技局牵头", True) in told


def test_a_thing_beside_which_nothing_stands_has_no_graph(client: FlaskClient) -> None:
    alone = []
    for key in ("division/110000", "division/540000"):
        found = client.get(f"/{key}.json").json
        assert found is not None, unquote(key)
        alone.append(found["neighbourhood"])
    assert alone == [None, None]
