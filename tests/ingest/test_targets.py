"""Targets: which numbers must be reached, by when, and which are only mentioned or already reached."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.finding import Target
from zhengtu.ingest.outline import Outline, Passage
from zhengtu.ingest.structure import split_sections
from zhengtu.ingest.targets import find_targets
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
CORPUS = Path(os.environ.get("ZHENGTU_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))


def read(text: str, kind: str = "tasks") -> tuple[Target, ...]:
    return find_targets(Outline(text, passages=(Passage(0, len(text), "", "", kind),)), ONTOLOGY)


def read_text(text: str) -> tuple[Target, ...]:
    return find_targets(split_sections(text, ONTOLOGY), ONTOLOGY)


@pytest.mark.parametrize(
    ("sentence", "indicator", "comparator", "value", "unit"),
    [
        ("茶产业总产值突破60亿元", "茶产业总产值", ">", 6e9, "元"),
        ("林地面积稳定在20万亩左右", "林地面积", "about", 200000, "亩"),
        ("培育10家左右龙头企业", "龙头企业", "about", 10, "家"),
        ("培训农技人员800人次以上", "培训农技人员", ">=", 800, "人次"),
        ("实现90%以上的村通光纤", "村通光纤", ">=", 90, "%"),
        ("办理时限由7天压缩至3天以内", "办理时限", "<=", 3, "天"),
        ("每季度至少召开一次联席会议", "联席会议", ">=", 1, "次"),
        ("向山区、库区选派科技人员30名", "选派科技人员", "=", 30, "名"),
        ("茶产业总产值翻一番", "茶产业总产值", "=", 1, "番"),
        ("将办理时限压缩一半", "办理时限", "=", 50, "%"),
        ("城镇登记失业率4.5%以内", "城镇登记失业率", "<=", 4.5, "%"),
        ("调整周期不超过两年", "调整周期", "<=", 2, "年"),
        ("灌溉水利用系数提高到0.62", "灌溉水利用系数", "=", 0.62, ""),
    ],
)
def test_a_number_is_named_compared_and_measured(
    sentence: str, indicator: str, comparator: str, value: float, unit: str
) -> None:
    (target,) = read(sentence + "。")
    assert (target.indicator, target.comparator, target.value, target.unit) == (indicator, comparator, value, unit)
    assert target.kind == "target"
    assert target.quote == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "2030年6月30日前印发第3号通知。",
        "支持30亩以上的种植大户安装设备。",
        "淘汰10蒸吨以下燃煤锅炉。",
        "聘请具有3年以上工作经验的人员。",
        "比重达到10%以上的企业，按规定给予奖励。",
        "用5年时间打好基础。",
        "深入实施“1262”机制，拨打12345热线。",
        "（10分）得5分，扣完为止。",
        "共同推进23个方面的工作。",
        "处2000元以上1万元以下罚款。",
        "提前24小时告知用户。",
        "师生比不高于1:18。",
    ],
)
def test_conditions_times_names_and_penalties_are_no_targets(sentence: str) -> None:
    assert [target for target in read(sentence) if target.kind == "target"] == []


def test_each_number_of_a_list_has_its_own_indicator() -> None:
    found = read("到2030年，小麦播种、收获机械化率分别达到90%和95%。", "goals")
    assert [(t.indicator, t.value) for t in found] == [("小麦播种机械化率", 90), ("小麦收获机械化率", 95)]
    assert len({t.quote for t in found}) == 1


def test_numbers_without_a_unit_take_that_of_the_last_one() -> None:
    found = read("优良率、达标率分别提高1.5、2个百分点。")
    assert [(t.indicator, t.value, t.unit, t.change) for t in found] == [
        ("优良率", 1.5, "百分点", "increase"),
        ("达标率", 2, "百分点", "increase"),
    ]


def test_a_list_goes_on_with_the_verb_of_its_first_number() -> None:
    found = read("培育龙头企业15家、示范社30家，家庭农场200家。")
    assert [(t.indicator, t.value, t.kind) for t in found] == [
        ("龙头企业", 15, "target"),
        ("示范社", 30, "target"),
        ("家庭农场", 200, "target"),
    ]


def test_a_part_that_names_a_place_goes_on_with_the_measure_and_the_limit_before() -> None:
    text = "乡道、村道养护经费不得低于乡道每年每公里6000元，村道每年每公里4000元。"
    found = read(text)
    assert [(t.indicator, t.comparator, t.value, t.per, t.frequency) for t in found] == [
        ("乡道养护经费", ">=", 6000, "公里", "yearly"),
        ("村道养护经费", ">=", 4000, "公里", "yearly"),
    ]
    assert found[1].quote == text[:-1]


def test_only_the_end_of_a_rise_is_a_target() -> None:
    found = read("普及率由2025年的86%提高到95%。")
    assert [t.value for t in found] == [95]


def test_what_a_number_is_counted_for_is_no_target_of_its_own() -> None:
    (target,) = read("每20—30户配备不少于一名网格员。")
    assert (target.value, target.per, target.indicator) == (1, "20—30户", "网格员")


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("二、发展目标\n到2030年，产值达到9亿元。面积达到3万亩。\n建成基地5个。\n", ["2030", "2030", "2030"]),
        ("二、发展目标\n到2028年，产值达到9亿元。\n到2030年，产值达到12亿元。\n", ["2028", "2030"]),
        (
            "二、重点任务\n（一）兴茶。到2030年，产值达到9亿元，面积达到3万亩。\n（二）修路。新建公路30公里。\n",
            ["2030", "2030", ""],
        ),
        ("二、重点任务\n（一）修路。2029年底前新建公路30公里，“十五五”期间架桥5座。\n", ["2029-12-31", "2030"]),
        ("甲县2031年工作要点\n一、重点任务\n（一）修路。新建公路30公里。\n", ["2031"]),
        ("一、2031年重点工作\n（一）修路。新建公路30公里。\n", ["2031"]),
        ("二、重点任务\n（一）减排。用量比2025年下降5%。\n", [""]),
    ],
)
def test_a_number_inherits_the_date_that_governs_it(text: str, deadlines: list[str]) -> None:
    assert [target.deadline for target in read_text(text)] == deadlines


def test_a_text_that_looks_back_tells_achievements_and_faults() -> None:
    found = read("全县污水处理率达到96%，新建水厂8座。仍有3万亩坡耕地没有治理。", "background")
    assert [(t.kind, t.deadline) for t in found] == [("achievement", ""), ("achievement", ""), ("mention", "")]


def test_an_article_of_a_regulation_sets_limits_only() -> None:
    text = "第一章 总则\n第一条 合格率不得低于95%。\n第二条 日供水1000立方米的工程，应当建设3个检测点。\n"
    assert [(t.indicator, t.comparator, t.value) for t in read_text(text)] == [("合格率", ">=", 95)]


def test_the_last_year_of_an_indicator_table_holds_the_targets() -> None:
    text = (
        "一、主要指标\n"
        "序号 | 指标名称 | 单位 | 2025年 | 2030年目标 | 属性\n"
        "1 | 森林覆盖率 | % | 61.2 | ≥62 | 约束性\n"
        "2 | 茶产业总产值（亿元） | - | 30 | 60左右 | 预期性\n"
        "3 | 群众满意度 | % | 90 | 持续提升 | 预期性\n"
    )
    assert [(t.indicator, t.comparator, t.value, t.unit, t.deadline) for t in read_text(text)] == [
        ("森林覆盖率", ">=", 62, "%", "2030"),
        ("茶产业总产值", "about", 6e9, "元", "2030"),
    ]


def test_a_heading_that_is_a_task_is_read_too() -> None:
    (target,) = read_text("二、重点任务\n1.新建公办幼儿园8所。\n")
    assert (target.indicator, target.value, target.quote) == ("公办幼儿园", 8, "新建公办幼儿园8所")


PIECES = (
    "到2030年，",
    "产值达到",
    "60亿元",
    "、",
    "15",
    "%以上",
    "不少于三",
    "年",
    "分别",
    "，",
    "。",
    "（",
    "）",
    "每",
    "“十五五”期间",
    "仍有",
    "培育",
    "家企业",
    "的",
    "由",
    "至",
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(("goals", "tasks", "background")))
def test_a_quote_is_exactly_its_span_and_holds_the_number(text: str, kind: str) -> None:
    for target in read(text, kind):
        assert text[target.begin : target.end] == target.quote
        assert any(character.isdigit() or character in "一二三半" for character in target.quote)
        assert target.kind in ("target", "achievement", "mention")
        assert target.kind == "target" or not target.deadline


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not here (ZHENGTU_CORPUS)")
@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.txt")), ids=lambda path: path.stem)
def test_quotes_of_real_documents_are_their_spans(path: Path) -> None:
    text = path.read_text("utf-8")
    found = read_text(text)
    assert all(text[target.begin : target.end] == target.quote and target.quote for target in found)
    # One sentence may give many numbers, but none of them twice.
    keys = [(t.begin, t.end, t.value, t.unit, t.indicator) for t in found]
    assert len(set(keys)) == len(keys)
