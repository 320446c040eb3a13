from typing import Any

import pytest
from explorer_addresses import COUNTY, PAGES, json_of  # type: ignore[import-not-found]
from flask.testing import FlaskClient

from zhengtu.webui.openapi import describe


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_shown_in_both_languages(client: FlaskClient, address: str, language: str) -> None:
    answer = client.get(address, headers={"Accept-Language": language, "Accept": "text/html"})
    assert answer.status_code == 200
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in answer.text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_json_twin_by_suffix_and_by_header(client: FlaskClient, address: str) -> None:
    by_suffix = client.get(json_of(address))
    by_header = client.get(address, headers={"Accept": "application/json"})
    assert by_suffix.mimetype == by_header.mimetype == "application/json"
    assert by_suffix.status_code == by_header.status_code
    assert by_suffix.json == by_header.json
    unanswerable = "%E6%B2%A1" in address
    assert by_suffix.status_code == (400 if unanswerable else 200)


@pytest.mark.parametrize("address", PAGES)
def test_a_json_twin_is_as_its_description_says(client: FlaskClient, address: str) -> None:
    import jsonschema

    described = describe()
    path = next(
        (path for path in described["paths"] if _fits(path, json_of(address).partition("?")[0])), "there is none"
    )
    responses = described["paths"][path]["get"]["responses"]
    answer = client.get(json_of(address))
    schema: dict[str, Any] = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
    jsonschema.validate(answer.json, {**schema, "components": described["components"]})


def _fits(described: str, path: str) -> bool:
    import re

    pattern = re.sub(
        r"\\\{(\w+)\\\}", lambda match: "[^/]+" if match[1] in ("name", "kind") else ".+", re.escape(described)
    )
    if "{kind}" in described and path.startswith(("/document", "/matrix", "/queries")):
        return False
    if described == "/document/{key}.json" and ("/task/" in path or "/target/" in path):
        return False
    return re.fullmatch(pattern, path) is not None


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf", "jsonld"])
@pytest.mark.parametrize("page", [f"/document/{COUNTY}", f"/document/{COUNTY}/task/t12", "/agency/330523/science"])
def test_the_data_of_a_thing_can_be_read_back(client: FlaskClient, page: str, suffix: str) -> None:
    import pyoxigraph

    formats = {"ttl": "TURTLE", "nt": "N_TRIPLES", "rdf": "RDF_XML", "jsonld": "JSON_LD"}
    answer = client.get(f"{page}.{suffix}")
    assert answer.status_code == 200
    triples = list(pyoxigraph.parse(answer.data, getattr(pyoxigraph.RdfFormat, formats[suffix])))
    assert len(triples) > 2


@pytest.mark.parametrize(
    ("accept", "leads_to"),
    [("text/html", ""), ("text/turtle", ".ttl"), ("application/ld+json", ".jsonld"), ("application/json", ".json")],
)
def test_an_iri_leads_to_its_page_or_its_data(client: FlaskClient, accept: str, leads_to: str) -> None:
    answer = client.get("/id/agency/330523/science", headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/agency/330523/science{leads_to}"


def test_a_measure_leads_to_its_words_in_the_document(client: FlaskClient) -> None:
    answer = client.get(f"/document/{COUNTY}/measure/m3")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"/document/{COUNTY}?begin=")


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere",
        "/agency/nobody",
        "/document/none",
        f"/document/{COUNTY}/task/t999",
        "/queries/none",
        "/search?q=a&page=0",
        "/search?q=a&page=x",
        "/home.ttl",
        f"/matrix/{COUNTY}.svg",
    ],
)
def test_what_is_not_there_is_said_to_be_missing(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "This page was not found" in answer.text


def test_the_language_and_colours_that_were_chosen_are_kept(client: FlaskClient) -> None:
    answer = client.post("/preferences", data={"lang": "en", "theme": "dark", "back": "/targets?year=2025"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/targets?year=2025"
    page = client.get("/", headers={"Accept-Language": "zh-CN"}).text
    assert '<html lang="en" data-theme="dark">' in page
