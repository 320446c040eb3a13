import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.numbering import RANKS, find_markers, marker_at, ordinal_of

_DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number below 1000 in Chinese figures, as headings write it."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if hundreds and not tens and ones:
        text += "零"
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    return text + (_DIGITS[ones] if ones else "")


@pytest.mark.parametrize(
    ("line", "kind", "ordinal", "number"),
    [
        ("一、总体要求", "heading", 1, "一"),
        ("二十三、加强管护", "heading", 23, "二十三"),
        ("（三）建设泵站。", "subheading", 3, "（三）"),
        ("(三)建设泵站。", "subheading", 3, "(三)"),
        ("（十二）落实经费", "subheading", 12, "（十二）"),
        ("4.疏浚河道。", "item", 4, "4"),
        ("4．疏浚河道。", "item", 4, "4"),
        ("12、疏浚河道。", "item", 12, "12"),
        ("3.2030年底前完成改造", "item", 3, "3"),
        ("（5）植树", "subitem", 5, "（5）"),
        ("(5)植树", "subitem", 5, "(5)"),
        ("第一篇 总则", "part", 1, "第一篇"),
        ("第三章 供水管理", "chapter", 3, "第三章"),
        ("第十二章 附则", "chapter", 12, "第十二章"),
        ("第二节 水质", "division", 2, "第二节"),
        ("第一百零三条 罚则", "article", 103, "第一百零三条"),
        ("第12条 罚则", "article", 12, "第12条"),
        ("第二部分 主要任务", "part", 2, "第二部分"),
        ("专栏1 水利工程", "box", 1, "专栏1"),
        ("专栏 2：水利工程", "box", 2, "专栏2"),
        ("专栏三 水利工程", "box", 3, "专栏三"),
        ("附件", "annex", 0, "附件"),
        ("附件1：分工表", "annex", 1, "附件1"),
        ("附 件 2", "annex", 2, "附件2"),
    ],
)
def test_a_marker_tells_its_kind_and_number(line: str, kind: str, ordinal: int, number: str) -> None:
    marker = marker_at(line, 0)
    assert marker is not None
    assert (marker.kind, marker.ordinal, marker.written) == (kind, ordinal, number)
    assert line[marker.begin : marker.end].replace(" ", "").startswith(number)


@pytest.mark.parametrize(
    "line",
    [
        "一是加强领导",
        "一方面",
        "十分重要",
        "3.5万亩",
        "12.5%",
        "2030年底前",
        "2030.06",
        "（2030）",
        "（县水利局负责）",
        "（含县级市）",
        "第一批名单",
        "第三季度",
        "本条所称水源",
        "",
    ],
)
def test_words_and_figures_are_no_markers(line: str) -> None:
    assert marker_at(line, 0) is None


@given(st.integers(1, 999))
def test_every_number_below_a_thousand_is_read_in_both_scripts(number: int) -> None:
    assert ordinal_of(written(number)) == ordinal_of(str(number)) == number


@given(st.text(alphabet="一二三十百零第章条节（）(）1234.、．专栏附件 修路。", max_size=60))
def test_markers_stand_in_order_inside_the_text(text: str) -> None:
    markers = find_markers(text, 0, len(text))
    position = 0
    for marker in markers:
        assert position <= marker.begin < marker.end <= len(text)
        assert marker.kind == "box" or marker.kind in RANKS
        position = marker.end
