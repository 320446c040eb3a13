"""The divisions of the country and the sets that policies name."""

from collections import Counter
from datetime import date

import pytest

from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
DIVISIONS = ONTOLOGY.divisions


def test_the_table_holds_every_county_and_province() -> None:
    assert Counter(division.level for division in DIVISIONS.values()) == {
        "county": 2847,
        "prefecture": 333,
        "province": 34,
    }


def test_codes_tell_the_same_as_parents() -> None:
    for division in DIVISIONS.values():
        if division.level == "province":
            assert division.code.endswith("0000")
            assert division.parent == ""
        elif division.level == "prefecture":
            assert division.code.endswith("00")
            assert division.parent == division.code[:2] + "0000"
        else:
            assert division.parent in (division.code[:4] + "00", division.code[:2] + "0000")


@pytest.mark.parametrize(
    ("code", "name", "above"),
    [
        ("330523", "安吉县", ["湖州市", "浙江省"]),
        ("310151", "崇明区", ["上海市"]),
        ("500229", "城口县", ["重庆市"]),
        ("429004", "仙桃市", ["湖北省"]),
        ("659001", "石河子市", ["新疆维吾尔自治区"]),
        ("469023", "澄迈县", ["海南省"]),
        ("422801", "恩施市", ["恩施土家族苗族自治州", "湖北省"]),
        ("710000", "台湾省", []),
    ],
)
def test_a_division_lies_in_those_above_it(code: str, name: str, above: list[str]) -> None:
    division = DIVISIONS[code]
    assert division.name == name
    found = []
    while division.parent:
        division = DIVISIONS[division.parent]
        found.append(division.name)
    assert found == above


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("330000", ("浙江",)),
        ("650000", ("新疆",)),
        ("150000", ("内蒙古", "内蒙")),
        ("422800", ("恩施州", "恩施")),
        ("130930", ("孟村县", "孟村")),
        ("500242", ("酉阳县", "酉阳")),
        ("330523", ("安吉",)),
        ("310115", ("浦东",)),
        ("152223", ("扎赉特",)),
        ("150422", ()),  # nobody writes 巴林左 for 巴林左旗
        ("450329", ()),  # 资源 is an everyday word
        ("360121", ()),  # 南昌 is the city, not the county in it
        ("632500", ("海南州",)),  # 海南 is the province
        ("341126", ("凤阳",)),
        ("230208", ("梅里斯区", "梅里斯")),
    ],
)
def test_short_names_drop_endings_and_peoples(code: str, short: tuple[str, ...]) -> None:
    assert DIVISIONS[code].short_names == short


def test_no_short_name_is_one_character_or_the_full_name() -> None:
    for division in DIVISIONS.values():
        assert all(len(short) > 1 and short != division.name for short in division.short_names)


def test_a_short_name_of_a_province_means_no_other_division() -> None:
    provinces = {short for d in DIVISIONS.values() if d.level == "province" for short in d.short_names}
    others = {short for d in DIVISIONS.values() if d.level != "province" for short in d.short_names}
    assert provinces & others == set()


@pytest.mark.parametrize(("name", "marked"), [("老城区", True), ("范县", True), ("矿区", True), ("安吉县", False)])
def test_full_names_that_arise_elsewhere_are_marked(name: str, marked: bool) -> None:
    assert {d.common_noun for d in DIVISIONS.values() if d.name == name} == {marked}


@pytest.mark.parametrize(
    ("key", "members", "size", "as_of"),
    [
        ("key-counties-160", 90, 160, date(2021, 8, 27)),
        ("innovative-counties-1", 15, 52, date(2018, 11, 22)),
        ("innovative-counties-2", 65, 92, date(2023, 5, 10)),
    ],
)
def test_a_set_says_how_complete_it_is(key: str, members: int, size: int, as_of: date) -> None:
    division_set = ONTOLOGY.sets[key]
    assert (len(division_set.members), division_set.size, division_set.as_of) == (members, size, as_of)
    assert not division_set.complete
    assert f"{members} of {size}" in division_set.source
    assert {DIVISIONS[code].level for code in division_set.members} == {"county"}
