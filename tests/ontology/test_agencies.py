"""The bodies that the dictionary knows, and what official texts call them."""

from collections import defaultdict
from datetime import date

import pytest

from zhengtu.ontology import Agency, load_ontology

ONTOLOGY = load_ontology()


def bearers(name: str, day: str) -> list[str]:
    """Ids of the bodies that bore a name on a day."""
    when = date.fromisoformat(day)

    def existed(agency: Agency) -> bool:
        return (agency.valid_from or date.min) <= when < (agency.valid_until or date.max)

    return [
        agency.id
        for agency in ONTOLOGY.agencies.values()
        if name in (agency.name, *agency.short_names, *agency.ambiguous_names) and existed(agency)
    ]


@pytest.mark.parametrize(
    ("name", "day", "agency"),
    [
        ("发展改革委", "2018-12-01", "ndrc"),
        ("国家发改委", "2018-12-01", "ndrc"),
        ("科技部", "2024-01-01", "most"),
        ("工信部", "2019-01-01", "miit"),
        ("人力资源社会保障部", "2019-01-01", "mohrss"),
        ("住房城乡建设部", "2019-01-01", "mohurd"),
        ("市场监管总局", "2019-01-01", "samr"),
        ("工商总局", "2017-01-01", "saic"),
        ("中国银保监会", "2019-01-01", "cbirc"),
        ("银监会", "2010-01-01", "cbrc"),
        ("金融监管总局", "2024-01-01", "nfra"),
        ("央行", "2019-01-01", "pbc"),
        ("国管局", "2019-01-01", "ngoa"),
        ("供销合作总社", "2019-01-01", "acfsmc"),
        ("国家卫计委", "2016-01-01", "nhfpc"),
        ("国家卫生健康委", "2019-01-01", "nhc"),
        ("农业部", "2017-01-01", "moa"),
        ("国务院扶贫办", "2020-01-01", "cpad"),
        ("国家乡村振兴局", "2022-01-01", "nrra"),
        ("广电总局", "2010-01-01", "sarft"),
        ("广电总局", "2020-01-01", "nrta"),
        ("国家药监局", "2001-01-01", "sda"),
        ("国家药监局", "2020-01-01", "nmpa"),
        ("中央军委政治工作部", "2019-01-01", "cmc-political-work"),
        ("国务院食安办", "2019-01-01", "sc-food-safety-office"),
        ("中央网信办", "2019-01-01", "cac"),
        ("国家铁路集团", "2020-01-01", "china-railway"),
    ],
)
def test_a_name_means_the_body_that_bore_it_then(name: str, day: str, agency: str) -> None:
    assert bearers(name, day) == [agency]


@pytest.mark.parametrize(
    ("name", "day"), [("农业部", "2019-01-01"), ("银保监会", "2017-01-01"), ("国家乡村振兴局", "2020-01-01")]
)
def test_a_name_means_nobody_when_its_body_was_not_there(name: str, day: str) -> None:
    assert bearers(name, day) == []


@pytest.mark.parametrize(
    ("first", "chain"),
    [
        ("cpad", ["nrra", "mara"]),
        ("cbrc", ["cbirc", "nfra"]),
        ("circ", ["cbirc", "nfra"]),
        ("moh", ["nhfpc", "nhc"]),
        ("sda", ["sfda", "cfda", "samr"]),
        ("sepa", ["mep", "mee"]),
        ("nlgc", ["mlr", "mnr"]),
    ],
)
def test_successors_lead_to_the_body_of_today(first: str, chain: list[str]) -> None:
    found = []
    agency = ONTOLOGY.agencies[first]
    while agency.successor:
        agency = ONTOLOGY.agencies[agency.successor]
        found.append(agency.id)
    assert found == chain


def test_a_successor_with_dates_begins_before_its_forerunner_ends_or_on_that_day() -> None:
    for agency in ONTOLOGY.agencies.values():
        if agency.successor and agency.valid_until:
            begun = ONTOLOGY.agencies[agency.successor].valid_from
            assert begun is None or begun <= agency.valid_until, agency.name


def test_all_26_departments_of_the_state_council_are_there() -> None:
    ids = "mfa mnd ndrc moe most miit seac mps mss mca moj mof mohrss mnr mee mohurd mot mwr mara mofcom mct nhc"
    departments = [ONTOLOGY.agencies[agency] for agency in (*ids.split(), "mva", "mem", "pbc", "cnao")]
    assert len(departments) == 26
    assert {(agency.parent, agency.valid_until) for agency in departments} == {("sc", None)}


def test_every_ministry_is_found_with_the_prefix_that_local_texts_put_in_front() -> None:
    known = {name for agency in ONTOLOGY.agencies.values() for name in (agency.name, *agency.short_names)}
    ministries = (
        "科技部",
        "教育部",
        "财政部",
        "水利部",
        "商务部",
        "农业农村部",
        "工信部",
        "人社部",
        "住建部",
        "生态环境部",
    )
    assert [name for name in ministries if "国家" + name not in known] == []


def test_ambiguous_names_are_kept_apart_from_short_names() -> None:
    bank = ONTOLOGY.agencies["pbc"]
    assert "人民银行" in bank.short_names
    assert set(bank.ambiguous_names) == {"央行", "人行"}
    assert not set(bank.short_names) & set(bank.ambiguous_names)


@pytest.mark.parametrize(
    ("name", "department"),
    [
        ("科委", "science"),
        ("科学技术厅", "science"),
        ("发改局", "development-reform"),
        ("农粮局", "agriculture"),
        ("农业农村委", "agriculture"),
        ("经信委", "industry"),
        ("教体局", "education"),
        ("建设管理委", "housing"),
        ("交通委", "transport"),
        ("水务局", "water"),
        ("规划资源局", "natural-resources"),
        ("国土资源局", "land"),
        ("卫健局", "health"),
        ("市场监管局", "market-regulation"),
        ("质监局", "quality-supervision"),
        ("文体广旅局", "culture-tourism"),
        ("绿化市容局", "greening"),
        ("房管局", "real-estate"),
        ("金融办", "financial-affairs"),
        ("行政审批局", "government-services"),
        ("扶贫办", "rural-revitalization"),
        ("府办", "office"),
        ("委办", "party-office"),
        ("编委办", "establishment"),
        ("纪委监委", "discipline"),
        ("团委", "youth-league"),
        ("水保局", "soil-conservation"),
        ("矿管局", "mining"),
        ("投促局", "investment-promotion"),
    ],
)
def test_a_local_department_is_known_by_its_everyday_name(name: str, department: str) -> None:
    assert [d.id for d in ONTOLOGY.departments.values() if name in d.names] == [department]


def test_names_of_a_department_come_longest_first_and_hold_its_own() -> None:
    for department in ONTOLOGY.departments.values():
        lengths = [len(name) for name in department.names]
        assert lengths == sorted(lengths, reverse=True)
        assert department.name in department.names


def test_bodies_that_worked_side_by_side_are_not_one_department() -> None:
    owner = {name: d.id for d in ONTOLOGY.departments.values() for name in d.names}
    together = defaultdict(set)
    for name in (
        "工商局",
        "质监局",
        "食药监局",
        "国税局",
        "地税局",
        "卫生局",
        "计生局",
        "文化局",
        "旅游局",
        "公路局",
        "交通局",
    ):
        together[owner[name]].add(name)
    assert [names for names in together.values() if len(names) > 1] == []


def test_a_department_and_its_national_body_point_at_each_other() -> None:
    for department in ONTOLOGY.departments.values():
        if department.national:
            assert ONTOLOGY.agencies[department.national].department == department.id
