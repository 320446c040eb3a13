import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.paragraphs import Paragraph, split_paragraphs


def texts(text: str, begin: int = 0, end: int | None = None) -> list[str]:
    return [text[paragraph.begin : paragraph.end] for paragraph in split_paragraphs(text, begin, end)]


def hard_wrapped(sentence: str, width: int) -> str:
    return "\n".join(sentence[start : start + width] for start in range(0, len(sentence), width))


LONG = "县水利局应当会同有关乡镇对全县小型水库逐座开展安全鉴定并建立台账" * 9 + "。"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (" \n\u3000\n", []),
        ("一、总体要求\n\u3000\u3000以农为本。\n", ["一、总体要求", "以农为本。"]),
        ("修路。\r\n架桥。\r\n", ["修路。", "架桥。"]),
        ("\ufeff关于修路的通知\n各乡镇：", ["关于修路的通知", "各乡镇："]),
        ("修路。&nbsp;&nbsp;\n&nbsp;架桥。", ["修路。", "架桥。"]),
        ("修路。\n\n架桥。", ["修路。", "架桥。"]),
        # A short line without a stop is a title or a signature, however many there are.
        ("县水利局\n县财政局\n县民政局", ["县水利局", "县财政局", "县民政局"]),
    ],
)
def test_lines_become_paragraphs_without_the_space_around_them(text: str, lines: list[str]) -> None:
    assert texts(text) == lines


def test_lines_that_a_copy_broke_in_mid_sentence_are_one_paragraph() -> None:
    text = f"一、主要任务\n{hard_wrapped(LONG, 34)}\n二、保障措施\n加强领导。"
    assert [line.replace("\n", "") for line in texts(text)] == ["一、主要任务", LONG, "二、保障措施", "加强领导。"]


def test_a_broken_line_does_not_swallow_the_heading_below_it() -> None:
    body = hard_wrapped(LONG.rstrip("。"), 34)
    assert texts(f"{body}\n（二）建设泵站\n建成三座。")[-2:] == ["（二）建设泵站", "建成三座。"]


def test_a_few_long_lines_without_a_stop_are_not_taken_for_broken_ones() -> None:
    text = "关于进一步加强全县小型水库安全鉴定和除险加固工作的\n实施意见\n一、总体要求"
    assert texts(text) == text.split("\n")


def test_a_blank_line_ends_a_paragraph_even_in_a_broken_copy() -> None:
    first = hard_wrapped(LONG.rstrip("。"), 34)
    assert len(texts(f"{first}\n\n另起一段的文字没有句号")) == 2


def test_numbers_on_lines_of_their_own_are_joined_again() -> None:
    text = "某县水利局\n2030\n年\n3\n月\n5\n日\n"
    assert "".join(texts(text)[-1].split()).endswith("2030年3月5日")


@pytest.mark.parametrize("line", ["1 | 修路 | 县交通运输局", "| 序号 | 任务 |", "修路 |  | 县交通运输局"])
def test_a_line_with_cells_is_a_row(line: str) -> None:
    assert [paragraph.row for paragraph in split_paragraphs(f"分工表\n{line}\n说明。")] == [False, True, False]


def test_only_the_given_span_is_read() -> None:
    text = "页眉\n修路。\n页脚"
    assert texts(text, 3, 6) == ["修路。"]


LINES = st.sampled_from(
    [
        "一、总体要求", "（一）修路。", "1 | 修路 | 县局", "", "\u3000\u3000加快建设", "2030", "年", LONG[:34],
        "&nbsp;", "；",
    ]
)  # fmt: skip


@given(st.one_of(st.lists(LINES, max_size=20).map("\n".join), st.text(max_size=200)))
def test_paragraphs_hold_all_of_a_text_but_the_space_between_them(text: str) -> None:
    paragraphs = split_paragraphs(text)
    position = 0
    for paragraph in paragraphs:
        between = text[position : paragraph.begin].replace("&nbsp;", "")
        assert not re.sub(r"[\s\ufeff]", "", between)
        assert position <= paragraph.begin < paragraph.end
        position = paragraph.end
    assert not re.sub(r"[\s\ufeff]", "", text[position:].replace("&nbsp;", ""))


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_splitting_is_a_matter_of_the_text_alone(text: str) -> None:
    assert split_paragraphs(text) == split_paragraphs(text)
    assert all(isinstance(paragraph, Paragraph) for paragraph in split_paragraphs(text))
