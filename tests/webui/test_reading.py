"""The pages' contents: the text of a document with its findings, the matrix, chains, targets and coverage."""

import csv
import io
import re
from typing import Any
from urllib.parse import quote

import pytest
from explorer_addresses import COUNTY, NATION, PROVINCE  # type: ignore[import-not-found]
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengtu.graph.layered_drawing import Edge, Node, columns, draw, wrapped
from zhengtu.webui.charts import time_line
from zhengtu.webui.finding import LAYERS, Finding
from zhengtu.webui.marking import mark


def read(client: FlaskClient, address: str) -> dict[str, Any]:
    found = client.get(address).json
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("key", [NATION, PROVINCE, COUNTY])
def test_every_finding_of_a_document_is_exactly_its_words(client: FlaskClient, key: str) -> None:
    page = read(client, f"/document/{key}.json")
    assert page["whole"]
    assert {each["layer"] for each in page["findings"]} <= set(LAYERS)
    for each in page["findings"]:
        words = page["text"][each["begin"] : each["end"]]
        if each["layer"] == "task":
            assert words.replace("\n", "") in (each["title"], "")
        else:
            assert words == each["quote"]


def _finding(number: int, begin: int, end: int) -> Finding:
    return Finding(f"f{number}", "measure", "measure", "", begin, end, "", (), True, "", 0.0, "", "")


@given(st.text("一二三。\n |", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
@settings(max_examples=300, deadline=None)
def test_a_marked_text_keeps_its_characters_and_marks_no_others(text: str, spans: list[tuple[int, int]]) -> None:
    findings = [_finding(number, *sorted(span)) for number, span in enumerate(spans)]
    pieces = [p for block in mark(text, findings, {}) for line in block.lines for cell in line.cells for p in cell]
    for piece in pieces:
        assert text[piece.begin : piece.begin + len(piece.text)] == piece.text
        end = piece.begin + len(piece.text)
        over = {f.id for f in findings if f.begin <= piece.begin and end <= f.end and f.begin < f.end}
        assert {f.id for f in piece.findings} - {f.id for f in findings if f.begin == f.end} == over
    shown = "".join(piece.text for piece in pieces)
    assert [c for c in shown if c not in "| \n"] == [c for c in text if c not in "| \n"]


def test_the_matrix_counts_what_the_text_leaves_open(client: FlaskClient) -> None:
    page = read(client, f"/matrix/{NATION}.json")
    stated = [row for row in page["rows"] if row["stated"]]
    assert page["tasks"] == len(page["rows"])
    assert page["unstated"] == len(page["rows"]) - len(stated) > len(stated)
    assert read(client, f"/matrix/{NATION}.json?only=unstated")["rows"] == [r for r in page["rows"] if not r["stated"]]


def test_a_cell_of_the_matrix_leads_to_its_words(client: FlaskClient) -> None:
    page = read(client, f"/matrix/{COUNTY}.json")
    bureau = [named["label"] for named in page["agencies"]].index("县财政局")
    (row,) = [row for row in page["rows"] if row["title"] == "建设星创天地"]
    (part,) = [part for cell in row["cells"] if cell["agency"] == bureau for part in cell["parts"]]
    assert part["role"] == "responsible"
    assert part["said"]
    begin, end = (int(value) for value in part["page"].partition("?begin=")[2].partition("#")[0].split("&end="))
    text = read(client, f"/document/{COUNTY}.json")["text"]
    assert text[begin:end] == part["quote"]
    assert "县财政局" in part["quote"]


def test_the_matrix_as_a_table_has_the_same_cells(client: FlaskClient) -> None:
    page = read(client, f"/matrix/{COUNTY}.json")
    answer = client.get(f"/matrix/{COUNTY}.csv", headers={"Accept-Language": "zh"})
    assert answer.data.startswith(b"\xef\xbb\xbf")
    head, *rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert head[2:] == [named["label"] for named in page["agencies"]]
    assert len(rows) == len(page["rows"])
    assert sum(bool(cell) for row in rows for cell in row[2:]) == sum(len(row["cells"]) for row in page["rows"])


def test_a_filtered_matrix_shows_only_what_was_asked_for(client: FlaskClient) -> None:
    page = read(client, f"/matrix/{COUNTY}.json?agency={quote('县科技局')}&role=lead")
    assert [named["label"] for named in page["agencies"]] == ["县科技局"]
    assert page["rows"]
    assert {part["role"] for row in page["rows"] for cell in row["cells"] for part in cell["parts"]} == {"lead"}


def test_a_county_has_its_programmes_with_their_sentences(client: FlaskClient) -> None:
    page = read(client, "/division/330523.json")
    programmes = {each["programme"]["label"]: each["sentences"] for each in page["programmes"]}
    assert "星创天地" in programmes
    assert any("一次性奖励" in sentence["label"] for sentence in programmes["星创天地"])


def test_what_a_body_answers_for_is_apart_from_what_was_concluded(client: FlaskClient) -> None:
    page = read(client, "/agency/330523/science.json")
    assert page["duties"]
    assert all(duty["said"] for duty in page["duties"])
    assert not any(duty["said"] for duty in page["concluded"])


def test_a_chain_begins_with_the_basis_and_ends_in_the_county(client: FlaskClient) -> None:
    page = read(client, f"/chain.json?document={COUNTY}")
    links = [(link["start"]["label"], link["end"]["label"]) for link in page["links"] if link["end_kind"] == "document"]
    assert any("五年规划" in start and "县域创新" in end for start, end in links)
    assert any("浙江省" in start and "安吉县" in end for start, end in links)
    assert len(page["picture"]["boxes"]) <= 45


def test_everything_in_a_picture_hangs_together(client: FlaskClient) -> None:
    page = read(client, f"/chain.json?document={COUNTY}")
    linked = {curve["edge"][end] for curve in page["picture"]["curves"] for end in ("start", "end")}
    assert {box["node"]["id"] for box in page["picture"]["boxes"]} == linked


def test_an_ambiguous_beginning_is_asked_back(client: FlaskClient) -> None:
    page = read(client, f"/chain.json?from={quote('星创')}")
    assert page["problem"]
    assert page["candidates"]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
@settings(max_examples=200, deadline=None)
def test_boxes_never_overlap_and_circles_come_to_an_end(pairs: list[tuple[int, int]]) -> None:
    nodes = [Node(str(number), f"节点{number}" * (number + 1), "") for number in range(8)]
    edges = [Edge(str(a), str(b), "", "", "") for a, b in pairs if a != b]
    picture = draw(nodes, edges)
    assert len(picture.curves) == len(edges)
    assert set(columns(map(str, range(8)), [(e.start, e.end) for e in edges])) == set(map(str, range(8)))
    for one in picture.boxes:
        assert one.x + 190 <= picture.width
        assert one.y + one.height <= picture.height
        for other in picture.boxes:
            if one is not other and one.x == other.x:
                assert one.y + one.height <= other.y or other.y + other.height <= one.y


@given(st.text(max_size=200))
def test_a_label_fits_its_box(label: str) -> None:
    assert len(wrapped(label)) <= 3


def test_a_long_time_line_stays_as_wide_as_a_page() -> None:
    line = time_line([("1950", "", ""), ("2050-12-31", "", "")])
    assert line.width < 6000
    assert all(0 < moment.x <= line.width for moment in line.moments)


def test_targets_can_be_narrowed_down_by_year(client: FlaskClient) -> None:
    page = read(client, f"/targets.json?document={COUNTY}&year=2023")
    assert page["deadlines"]
    assert all(each["date"].startswith("2023") for each in page["deadlines"])
    assert all("2023" in each["deadline"] for each in page["targets"])


def test_coverage_shows_both_sides_with_their_words(client: FlaskClient) -> None:
    page = read(client, f"/coverage.json?lower={COUNTY}&higher={PROVINCE}")
    assert sum(each["count"] for each in page["counts"]) == len(page["matches"]) > 0
    for match in page["matches"]:
        assert (match["kind"] == "added") == (not match["higher"]["label"])
        assert (match["kind"] == "uncovered") == (not match["lower"]["label"])
        assert match["higher_quote"] or match["lower_quote"]


@pytest.mark.parametrize(("language", "told"), [("zh", "指标要求更高"), ("en", "asks for more")])
def test_compared_numbers_are_told_in_words(client: FlaskClient, language: str, told: str) -> None:
    page = client.get(f"/coverage?lower={COUNTY}&higher={PROVINCE}", headers={"Accept-Language": language}).text
    assert f'<span class="tag">{told}</span>' in page
    assert not re.search(r"\b(stronger|weaker|numbers_)\w*", page)


def test_an_answer_has_the_one_shape_of_all_answers(client: FlaskClient) -> None:
    answer = read(client, f"/queries/agency-duties.json?agency={quote('县科技局')}")
    assert list(answer) == ["query", "parameters", "columns", "rows", "truncated"]
    assert list(answer["rows"][0]) == answer["columns"]
