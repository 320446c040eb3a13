"""Questions typed into the search box."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient


def test_a_question_is_answered_above_the_results(client: FlaskClient) -> None:
    found = client.get(f"/search.json?q={quote('竹产业由谁负责？')}").json
    assert found is not None
    assert found["answer"]["understood"].startswith("谁负责什么")
    words = {cell["text"] for row in found["answer"]["rows"] for cell in row}
    assert "县林业局" in words
    page = client.get(found["answer"]["page"])
    assert page.status_code == 200
    assert "县林业局" in page.text


def test_a_question_that_is_not_understood_says_why_and_what_can_be_asked(client: FlaskClient) -> None:
    found = client.get(f"/search.json?q={quote('谁的猫偷吃了鱼？')}").json
    assert found is not None
    assert found["answer"]["because"]
    assert found["answer"]["rows"] == []
    for each in found["answer"]["suggestions"]:
        assert client.get(each["page"]).status_code == 200


@pytest.mark.parametrize("words", ["安吉县", "科技特派员", "县财政局 负责"])
def test_words_to_find_are_no_question(client: FlaskClient, words: str) -> None:
    found = client.get(f"/search.json?q={quote(words)}").json
    assert found is not None
    assert found["answer"] is None
