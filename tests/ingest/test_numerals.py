"""Numbers of official prose: what counts as one, what it is worth, and where it ends."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.numerals import Quantity, quantity_reader, read_number

READER = quantity_reader(
    ("个", "家", "人", "亩", "元", "%", "％", "个百分点", "个月", "千瓦", "公里", "年", "次", "倍", "名")
)
DIGITS = "零一二三四五六七八九"


def read(text: str) -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in READER.read(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("投入资金2.5万元", [(25000, "元")]),
        ("投入资金200多亿元", [(2e10, "元")]),
        ("服务1.2亿多人", [(1.2e8, "人")]),
        ("装机10亿千瓦", [(1e9, "千瓦")]),
        ("补助3千元、2百元", [(3000, "元"), (200, "元")]),
        ("占比１５％", [(15, "%")]),
        ("提高0.5个百分点", [(0.5, "百分点")]),
        ("为6个月", [(6, "个月")]),
        ("超过五分之一", [(20, "%")]),
        ("仍占1/3以上", [(33.333333, "%")]),
        ("百分之八", [(8, "%")]),
        ("压缩一半", [(50, "%")]),
        ("八成以上", [(80, "%")]),
        ("翻一番", [(1, "番")]),
        ("翻两番", [(2, "番")]),
        ("配备一名", [(1, "名")]),
        ("增收1,200元", [(1200, "元")]),
        ("提高20.9、36个百分点", [(20.9, ""), (36, "百分点")]),
    ],
)
def test_a_number_is_read_in_base_units(text: str, found: list[tuple[float, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    ["2025年", "2018—2020年", "第3个", "前10名", "PM2.5", "5G", "1+X", "师生比1∶18", "第一次", "初二年", "几十个"],
)
def test_dates_ordinals_codes_and_ratios_are_no_quantities(text: str) -> None:
    assert [quantity for quantity in READER.read(text) if quantity.unit] == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("每25—30公里", 25, 30),
        ("建3至5家", 3, 5),
        ("种100万—120万亩", 1e6, 1.2e6),
        ("增长5%—8%", 5, 8),
        ("2-4个", 2, 4),
    ],
)
def test_a_range_keeps_both_ends(text: str, low: float, high: float) -> None:
    assert [(quantity.low, quantity.value) for quantity in READER.read(text)] == [(low, high)]


def test_an_item_number_before_a_year_is_not_its_whole_part() -> None:
    assert [quantity.value for quantity in READER.read("1.2021年建成30个")] == [1, 30]


@given(value=st.integers(1, 9999))
def test_a_chinese_number_reads_as_the_arabic_one(value: int) -> None:
    written = "".join(
        DIGITS[digit] + scale if digit else "零"
        for digit, scale in zip(divide(value), ("千", "百", "十", ""), strict=True)
    )
    assert read_number(written.strip("零") if value < 10 else written.lstrip("零")) == value


def divide(value: int) -> tuple[int, int, int, int]:
    return value // 1000, value // 100 % 10, value // 10 % 10, value % 10


@given(value=st.decimals("0.01", "9999", places=2), scale=st.sampled_from((("", 1), ("万", 1e4), ("亿", 1e8))))
def test_a_scale_word_multiplies(value: float, scale: tuple[str, float]) -> None:
    found = READER.read(f"投入{value}{scale[0]}元")
    assert [quantity.value for quantity in found] == [pytest.approx(float(value) * scale[1])]


@given(st.text(alphabet="0123456789.,万亿多个%年第到三一半翻番成以上—至，。 ", max_size=40))
def test_quantities_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found: list[Quantity] = READER.read(text)
    bounds = [(quantity.begin, quantity.end) for quantity in found]
    assert all(0 <= begin < end <= len(text) for begin, end in bounds)
    assert all(before[1] <= after[0] for before, after in pairwise(bounds))
    assert all(quantity.low is None or quantity.low < quantity.value for quantity in found)


@given(st.text(max_size=20))
def test_reading_any_text_as_a_number_gives_a_number_or_none(text: str) -> None:
    value = read_number(text)
    assert value is None or value >= 0
