"""Pictures of the catalogue's answers."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from zhengtu.graph.answer import Plain
from zhengtu.webui.answer_picture import MOST_BOXES, picture_of

BASE = "https://w3id.org/zhengtu/id/"


@pytest.mark.parametrize(
    "asked",
    [
        f"policy-chain?from={quote('创新能力明显增强')}",
        f"document-chain?document={quote('安政办发〔2022〕901号')}",
        f"joint-work?agency={quote('县科技局')}",
        "citations?ask=yes",
        "coverage?ask=yes",
        "responsibilities?ask=yes",
        f"agency-duties?agency={quote('县科技局')}",
    ],
)
def test_an_answer_that_joins_things_has_a_picture_with_its_words(client: FlaskClient, asked: str) -> None:
    page = client.get(f"/queries/{asked}").text
    assert 2 <= page.count('<rect class="box"') <= MOST_BOXES
    assert page.count('class="edge ') >= 1
    assert "<title>（" not in page


def test_an_answer_without_links_has_none(client: FlaskClient) -> None:
    assert "<svg" not in client.get("/queries/tasks?ask=yes").text


def test_a_pair_listed_from_both_sides_is_drawn_once() -> None:
    row = {"role_label": "牵头", "partner_role_label": "配合", "task": "任务", "task_iri": f"{BASE}document/d/task/t1"}
    one, other = ("甲", f"{BASE}agency/a"), ("乙", f"{BASE}agency/b")
    rows = [
        {**row, "agency": mine[0], "agency_iri": mine[1], "partner": yours[0], "partner_iri": yours[1]}
        for mine, yours in ((one, other), (other, one))
    ]
    both, cut = picture_of("joint-work", rows, BASE)
    single, _ = picture_of("joint-work", rows[:1], BASE)
    assert both
    assert single
    assert not cut
    assert [(curve.edge.start, curve.edge.end) for curve in both.curves] == [
        (one[1], row["task_iri"]),
        (other[1], row["task_iri"]),
    ]
    assert (row["task_iri"], other[1]) in {(curve.edge.start, curve.edge.end) for curve in single.curves}


def test_too_many_things_are_cut_and_what_was_concluded_is_marked() -> None:
    rows: list[dict[str, Plain]] = [
        {"agency": f"局{n}", "agency_iri": f"{BASE}agency/{n}", "task": "事", "task_iri": f"{BASE}document/d/task/t1",
         "role_label": "负责", "explicit": n > 0}
        for n in range(MOST_BOXES + 5)
    ]  # fmt: skip
    picture, cut = picture_of("responsibilities", rows, BASE)
    assert picture
    assert cut
    assert len(picture.boxes) == MOST_BOXES
    assert [curve.edge.classes for curve in picture.curves][:2] == ["inferred", ""]
