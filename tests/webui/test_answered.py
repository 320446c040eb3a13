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


def test_a_question_without_an_answer_is_repeated_as_not_stated(client: FlaskClient) -> None:
    found = client.get(f"/search.json?q={quote('县财政局牵头哪些任务？')}", headers={"Accept-Language": "zh"}).json
    assert found is not None
    assert found["answer"]["rows"] == []
    assert found["answer"]["empty"].startswith("文中没有写明“县财政局牵头哪些任务”。")


def test_large_numbers_of_an_answer_are_read_as_people_write_them(client: FlaskClient) -> None:
    address = f"/queries/targets?document={quote('浙政办发〔2022〕900号')}"
    page = client.get(address, headers={"Accept-Language": "zh"}).text
    assert "1.2万亿" in page
    assert "1,200,000,000,000" not in page
    data = client.get(address.replace("?", ".json?")).json
    assert data is not None
    assert 1_200_000_000_000 in {row["value"] for row in data["rows"]}
