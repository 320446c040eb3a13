"""Citations: which documents a text names, and why."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.citations import find_citations
from zhengtu.ingest.document import Document
from zhengtu.ingest.finding import Citation
from zhengtu.ingest.outline import Outline, Passage
from zhengtu.ingest.structure import split_sections
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
CORPUS = Path(os.environ.get("ZHENGTU_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
DOCUMENT = Document("d", "甲县茶叶提升行动方案", number="甲政发〔2030〕1号", aliases=("甲县茶叶方案",))


def read(text: str, kind: str = "tasks", document: Document = DOCUMENT) -> tuple[Citation, ...]:
    return find_citations(Outline(text, passages=(Passage(0, len(text), "", "", kind),)), document, ONTOLOGY)


def test_a_short_title_stands_for_the_one_named_before() -> None:
    text = "根据《甲省茶产业条例》（以下简称《条例》），制定本方案。各乡镇要落实《条例》。"
    assert [each.title for each in read(text, "opening")] == ["甲省茶产业条例"]


def test_a_short_title_without_a_title_before_it_is_no_document() -> None:
    assert read("落实《方案》各项要求。") == ()


@pytest.mark.parametrize(
    ("line", "relation"),
    [
        ("甲县人民政府关于印发《甲县防汛方案》的通知", "issues"),
        ("甲县人民政府转发《甲省茶产业意见》的通知", "forwards"),
        ("甲县关于贯彻落实《甲省茶产业意见》的实施方案", "basis"),
        ("甲县关于修改《甲县茶园办法》的决定", "amends"),
        ("甲县关于废止《甲县茶园办法》的决定", "repeals"),
    ],
)
def test_the_title_of_a_text_tells_what_it_does_to_another(line: str, relation: str) -> None:
    assert [each.relation for each in read(line, "opening")] == [relation]


def test_a_list_shares_its_cue_and_each_number_stays_with_its_title() -> None:
    text = "根据《甲法》、国务院《乙条例》（乙令第7号）和《丙办法》（丙发〔2020〕3号）等，制定本方案。"
    assert [(each.title, each.number, each.relation, each.issuer) for each in read(text, "opening")] == [
        ("甲法", "", "basis", ""),
        ("乙条例", "乙令第7号", "basis", "国务院"),
        ("丙办法", "丙发〔2020〕3号", "basis", ""),
    ]


def test_titles_inside_a_title_stay_in_it() -> None:
    (found,) = read("执行《甲部关于印发〈乙办法〉的通知》。")
    assert found.title == "甲部关于印发〈乙办法〉的通知"


def test_a_title_that_a_line_break_cut_is_whole() -> None:
    (found,) = read("落实《甲省关于加快茶产业\n发展的意见》。")
    assert found.title == "甲省关于加快茶产业发展的意见"
    assert "\n" in found.quote


@pytest.mark.parametrize(
    ("text", "kind", "relation"),
    [
        ("为贯彻落实《甲规划》，加快发展。现提出如下意见。", "opening", "basis"),
        ("为贯彻落实全会精神和《甲规划》要求，结合实际，制定本方案。", "opening", "basis"),
        ("各乡镇要认真落实《甲规划》。", "safeguards", "implements"),
        ("按《甲规划》要求备足物资。", "tasks", "implements"),
        ("全面落实《甲规划》，坚持生态优先。", "principles", "basis"),
        ("省政府办公厅印发《甲规划》，作出部署。", "background", "mentions"),
        ("违反规定的，依照《甲条例》处罚。", "tasks", "mentions"),
        ("不再执行《甲办法》中的限制性规定。", "tasks", "mentions"),
        ("《甲办法》同时废止。", "safeguards", "repeals"),
    ],
)
def test_the_place_tells_a_ground_from_work_to_do(text: str, kind: str, relation: str) -> None:
    assert [each.relation for each in read(text, kind)] == [relation]


def test_the_first_article_of_a_regulation_names_its_grounds() -> None:
    text = "第一章 总则\n第一条 为加强管理，根据《甲法》，制定本办法。\n第二条 依照《乙法》处罚。\n"
    found = find_citations(split_sections(text, ONTOLOGY), DOCUMENT, ONTOLOGY)
    assert [(each.title, each.relation) for each in found] == [("甲法", "basis"), ("乙法", "mentions")]


def test_a_text_does_not_cite_itself_but_issues_its_annex() -> None:
    text = "《甲县茶叶方案》已经县政府同意，现印发给你们。要落实《甲县茶叶提升行动方案》。"
    assert [(each.title, each.relation) for each in read(text, "opening")] == [("甲县茶叶方案", "issues")]


def test_a_document_named_twice_keeps_its_strongest_relation_and_its_number() -> None:
    text = "根据《甲规划》，制定本方案。各乡镇要落实《甲规划》（甲发〔2029〕2号）。"
    (found,) = read(text, "opening")
    assert (found.relation, found.begin) == ("basis", 0)
    first = read("《甲规划》（甲发〔2029〕2号）提出要求。各乡镇要落实《甲规划》。")
    assert [(each.relation, each.number) for each in first] == [("implements", "甲发〔2029〕2号")]


def test_a_document_may_be_named_by_its_number_alone() -> None:
    (found,) = read("按照甲政发〔2029〕8号文件要求抓好落实。")
    assert (found.title, found.number, found.relation) == ("", "甲政发〔2029〕8号", "implements")


def test_the_texts_own_number_is_no_citation() -> None:
    assert read("甲政发〔2030〕1号", "opening") == ()


@given(
    st.lists(
        st.sampled_from(("《", "》", "甲", "根据", "（甲发〔2020〕3号）", "、", "。", "同时废止", "\n", "以下简称")),
        max_size=16,
    )
)
def test_a_quote_is_exactly_its_span(pieces: list[str]) -> None:
    text = "".join(pieces)
    for each in read(text):
        assert text[each.begin : each.end] == each.quote
        assert each.title or each.number


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not here (ZHENGTU_CORPUS)")
@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.txt")), ids=lambda path: path.stem)
def test_each_document_is_cited_once_with_its_words(path: Path) -> None:
    text = path.read_text("utf-8")
    found = find_citations(split_sections(text, ONTOLOGY), Document("d", ""), ONTOLOGY)
    assert all(text[each.begin : each.end] == each.quote for each in found)
    names = [each.title or each.number for each in found]
    assert len(set(names)) == len(names)
