from flask.testing import FlaskClient


def test_home_lists_the_documents_of_each_level(client: FlaskClient) -> None:
    levels = client.get("/home.json").json["levels"]  # type: ignore[index]
    assert [(level["level"], len(level["documents"])) for level in levels] == [
        ("national", 1),
        ("province", 1),
        ("county", 1),
    ]


def test_home_is_a_page_of_its_own_for_readers(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "zh-CN"})
    assert answer.status_code == 200
    assert "安吉县" in answer.text
