"""Sentences and provisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.graph.passage import Provisions, Sentences, trim
from zhengtu.ingest.outline import Section, Task


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("甲。科技部负责。乙。", "科技部", "科技部负责。"),
        ("（一）建平台\n　　科技部负责；财政部配合\n乙", "财政部", "科技部负责；财政部配合"),
        ("他说：“科技部负责。”乙。", "科技部", "他说：“科技部负责。”"),
        ("（科技部负责。）乙。", "科技部", "（科技部负责。）"),
        ("科技部", "科技部", "科技部"),
        ("甲！\r\n\r\n科技部如何？乙", "科技部", "科技部如何？"),
    ],
)
def test_a_sentence_ends_at_a_full_stop_or_a_line_break(text: str, name: str, sentence: str) -> None:
    begin, end = Sentences(text).around(text.index(name), text.index(name) + len(name))
    assert text[begin:end] == sentence


@given(st.text("甲乙。！\n 　”）", min_size=1, max_size=40), st.data())
def test_a_sentence_holds_the_words_it_was_asked_for(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    first, last = Sentences(text).around(begin, end)
    assert 0 <= first <= last <= len(text)
    assert text[begin:end].strip() in text[first:last]


@given(st.text(max_size=20), st.data())
def test_trimming_takes_white_space_only(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    first, last = trim(text, begin, end)
    assert begin <= first <= last <= end
    assert text[first:last] == text[begin:end].strip()


def test_a_place_belongs_to_the_smallest_provision_that_holds_it() -> None:
    chapter = Section("s1", 1, "一", "甲", "tasks", "", 0, 100, 5)
    part = Section("s2", 2, "（一）", "乙", "tasks", "s1", 10, 50, 15)
    provisions = Provisions([Task("t1", "乙", "task", "s1", 10, 50, 15)], [chapter, part])
    assert [provisions.task(place) for place in (9, 10, 49, 50)] == ["", "t1", "t1", ""]
    assert [provisions.section(place) for place in (9, 10, 49, 50, 100)] == ["s1", "s2", "s2", "s1", ""]


def test_a_sentence_ends_where_a_task_does() -> None:
    text = "（一）甲。由财政部办（科技部牵头）（二）乙由农业部办"
    second = text.index("（二）")
    sentences = Sentences(text, [0, second])
    begin, end = sentences.around(text.index("科技部"), text.index("科技部") + 3)
    assert text[begin:end] == "由财政部办（科技部牵头）"
    begin, end = sentences.around(text.index("农业部"), text.index("农业部") + 3)
    assert begin == second
