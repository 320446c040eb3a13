"""Deadlines: when work must be done, and which dates say something else."""

import os
from pathlib import Path

import pytest

from zhengtu.ingest.dates import find_moments
from zhengtu.ingest.deadlines import find_deadlines
from zhengtu.ingest.finding import Deadline
from zhengtu.ingest.outline import Outline, Passage
from zhengtu.ingest.structure import split_sections
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
CORPUS = Path(os.environ.get("ZHENGTU_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
SIGNED = "2030年1月8日 "  # tells what 年内 means


def read(text: str, kind: str = "tasks") -> tuple[Deadline, ...]:
    whole = SIGNED + text
    return find_deadlines(Outline(whole, passages=(Passage(len(SIGNED), len(whole), "", "t1", kind),)), ONTOLOGY)


def in_table(column: str) -> tuple[Deadline, ...]:
    text = f"一、任务分工\n序号 | 任务 | 责任单位 | {column}\n1 | 修路 | 县交通局 | 2030年8月\n"
    return find_deadlines(split_sections(text, ONTOLOGY), ONTOLOGY)


@pytest.mark.parametrize(
    ("text", "date", "quote"),
    [
        ("2022年底前完成。", "2022-12-31", "2022年底前完成"),
        ("方案要在2019年2月底前完成。", "2019-02-28", "方案要在2019年2月底前完成"),
        ("2024年2月底前出台办法，加强督促。", "2024-02-29", "2024年2月底前出台办法"),
        ("2023年6月底前，各县编制方案。", "2023-06-30", "2023年6月底前，各县编制方案"),
        ("各县应于2026年3月31日前报送总结。", "2026-03-31", "各县应于2026年3月31日前报送总结"),
        ("到2027年完成普查任务。", "2027-12-31", "到2027年完成普查任务"),
        ("年底前建成投用。", "2030-12-31", "年底前建成投用"),
        ("建成一座场馆，完成时限为2031年6月30日。", "2031-06-30", "完成时限为2031年6月30日"),
        ("二〇二六年底前建成。", "2026-12-31", "二〇二六年底前建成"),
        ("2026年第三季度前完成验收。", "2026-09-30", "2026年第三季度前完成验收"),
        ("“十五五”末全面完成改造。", "2030-12-31", "“十五五”末全面完成改造"),
    ],
)
def test_a_completion_date_is_the_last_day_it_allows(text: str, date: str, quote: str) -> None:
    assert [(each.date, each.quote) for each in read(text)] == [(date, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "每年2月底前报送总结。",
        "每季度公布一次名单。",
        "自2026年起实施改造。",
        "排放量比2025年底下降3%。",
        "三年内建成。",
        "到2030年，污水处理率达到96%。",
        "2030年2月30日前完成。",
    ],
)
def test_what_returns_begins_compares_or_is_a_target_gives_no_date(text: str) -> None:
    assert read(text) == ()


def test_the_horizon_of_goals_belongs_to_the_targets() -> None:
    assert read("到2030年，茶产业体系基本建成。", "goals") == ()


def test_what_was_done_is_no_deadline() -> None:
    assert read("2029年底前完成了普查。", "background") == ()


def test_a_month_alone_takes_the_year_of_the_date_before_it() -> None:
    found = read("2026年6月底前出台办法，10月底前建成平台。")
    assert [each.date for each in found] == ["2026-06-30", "2026-10-31"]


def test_a_date_in_a_bracket_is_quoted_without_its_neighbours() -> None:
    (found,) = read("改造管网30公里（责任单位：县水利局，完成时限：2030年11月底前）。")
    assert (found.date, found.quote, found.task) == ("2030-11-30", "完成时限：2030年11月底前", "t1")


def test_the_row_of_a_table_is_due_at_its_date() -> None:
    (found,) = in_table("完成时限")
    assert (found.date, found.quote) == ("2030-08-31", "2030年8月")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("到2030年", "by"),
        ("2030年底前", "by"),
        ("“十五五”期间", "in"),
        ("自2030年起", "since"),
        ("“十四五”以来", "since"),
        ("比2030年", "base"),
        ("截至2030年底", "reached"),
    ],
)
def test_the_words_around_a_date_tell_its_role(text: str, role: str) -> None:
    assert [moment.role for moment in find_moments(text, 0, len(text))] == [role]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not here (ZHENGTU_CORPUS)")
@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.txt")), ids=lambda path: path.stem)
def test_deadlines_of_real_documents_quote_their_date(path: Path) -> None:
    text = path.read_text("utf-8")
    for each in find_deadlines(split_sections(text, ONTOLOGY), ONTOLOGY):
        assert text[each.begin : each.end] == each.quote
        assert each.date[:4].isdigit()
        assert any(mark in each.quote for mark in ("年", "月"))
