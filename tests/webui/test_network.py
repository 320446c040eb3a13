"""The network page: what is shown, what opens, what can be taken away."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode
from zipfile import ZipFile

import pytest
from explorer_addresses import COUNTY  # type: ignore[import-not-found]
from flask.testing import FlaskClient

from zhengtu.graph.export_network import FORMATS


def asked(client: FlaskClient, **values: Any) -> Any:
    answer = client.get(f"/network.json?{urlencode(values, doseq=True)}")
    assert answer.status_code == 200
    return answer.json


def test_links_join_nodes_that_are_shown_and_have_their_words(client: FlaskClient) -> None:
    page = asked(client)
    keys = {node["key"] for node in page["nodes"]}
    assert 0 < len(keys) <= 60 < page["total"]
    assert page["links"]
    assert all({link["source"], link["target"]} <= keys and link["quote"] and link["page"] for link in page["links"])


def test_a_node_that_is_opened_brings_all_its_neighbours_and_moves_nobody(client: FlaskClient) -> None:
    before = asked(client)
    node = next(each for each in before["nodes"] if each["hidden"])
    after = client.get(f"/network.json?{node['open']}").json
    assert after is not None
    at = {each["key"]: (each["x"], each["y"]) for each in after["nodes"]}
    assert len(at) == len(before["nodes"]) + node["hidden"]
    assert after["opened"] == [node["key"]]
    shifts = {
        (round(at[each["key"]][0] - each["x"], 1), round(at[each["key"]][1] - each["y"], 1)) for each in before["nodes"]
    }
    assert len(shifts) == 1


def test_only_chosen_types_are_shown(client: FlaskClient) -> None:
    page = asked(client, view="typed-graph", type=["agency", "task"])
    assert {node["type"] for node in page["nodes"]} == {"agency", "task"}
    assert {each["type"] for each in page["types"] if each["chosen"]} == {"agency", "task"}


def test_it_begins_around_a_name(client: FlaskClient) -> None:
    page = asked(client, **{"from": "安吉县科学技术局"})
    (first,) = [node for node in page["nodes"] if node["start"]]
    assert first["label"] == "安吉县科学技术局"
    assert len(page["nodes"]) == first["degree"] + 1


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"from": "没有的单位"}, "没有“没有的单位”"),
        ({"from": "安吉县"}, "可能指几个节点"),
        ({"view": "agency-agnecy"}, "agency-agency"),
        ({"document": "没有的文件"}, "没有的文件"),
    ],
)
def test_what_cannot_be_shown_is_told(client: FlaskClient, values: dict[str, str], told: str) -> None:
    page = asked(client, **values)
    assert told in page["problem"]
    assert not page["nodes"]


def test_without_a_script_every_node_is_a_link_and_every_link_is_in_the_table(client: FlaskClient) -> None:
    page = asked(client, document="安政办发-2022-901")
    html = client.get(f"/network?document={COUNTY}").text
    assert html.count('class="net-node"') == len(page["nodes"])
    assert html.count('<td class="quote">') == len(page["links"])


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_shown_can_be_taken_away_in_every_format(client: FlaskClient, form: str) -> None:
    name = quote("安吉县科学技术局")
    answer = client.get(f"/network/download/{form}?from={name}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    body = answer.data
    if FORMATS[form].is_folder:
        with ZipFile(BytesIO(body)) as archive:
            assert archive.namelist() == sorted(FORMATS[form].writers)
            body = archive.read("nodes.csv")
    decoded = body.decode("utf-8-sig")
    assert "安吉县科学技术局" in decoded or "\\u5b89\\u5409" in decoded or "&#23433;" in decoded


def test_the_picture_is_a_file_too(client: FlaskClient) -> None:
    answer = client.get("/network.svg")
    assert answer.content_type.startswith("image/svg+xml")
    assert answer.text.count("<g transform") == 60


def test_a_body_leads_to_the_network_around_it(client: FlaskClient) -> None:
    html = client.get("/agency/330523/science").text
    (address,) = re.findall(r'href="/network\?([^"]+)"', html)
    page = client.get(f"/network.json?{address.replace('&amp;', '&')}").json
    assert page is not None
    assert [node["label"] for node in page["nodes"] if node["start"]] == ["安吉县科学技术局"]
