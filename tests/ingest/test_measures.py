import json
import os
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.finding import Measure
from zhengtu.ingest.measures import find_measures
from zhengtu.ingest.mention import Mention
from zhengtu.ingest.outline import Cell, Outline, Passage, Row, Table, Task
from zhengtu.ingest.scoring_measures import score_measures
from zhengtu.ingest.structure import split_sections
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
CORPUS = Path(os.environ.get("ZHENGTU_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
GOLD = CORPUS.parent / "gold"


def measures_of(text: str, kind: str = "task") -> tuple[Measure, ...]:
    """Read a text as the body of one provision."""
    task = Task("t1", "任务", kind, "", 0, len(text), 0)
    return find_measures(Outline(text, (), (task,), (Passage(0, len(text), "", "t1", "tasks"),)), (), ONTOLOGY)


def only(text: str) -> Measure:
    (measure,) = measures_of(text)
    return measure


@pytest.mark.parametrize(
    ("clause", "verb", "modality"),
    [
        ("积极稳妥推进碳达峰", "推进", "do"),
        ("建立健全长效机制", "建立健全", "do"),
        ("大力遴选和培养乡村医生", "遴选和培养", "do"),
        ("探索开展用水权交易", "探索", "explore"),
        ("鼓励发展社区食堂", "鼓励", "encourage"),
        ("将考核结果与绩效工资挂钩", "挂钩", "do"),
        ("对困难家庭学生给予资助", "给予", "do"),
        ("在产粮大县建设仓储设施", "建设", "do"),
        ("由市教育局牵头制定实施细则", "制定", "do"),
        ("各县区要压实属地责任", "压实", "must"),
        ("任何单位不得截留补助资金", "截留", "forbid"),
        ("严禁擅自改变土地用途", "严禁", "forbid"),
        ("结余资金用于设备更新", "用于", "do"),
        ("采取以奖代补方式支持村级公益事业", "支持", "encourage"),
        ("编制单位应当合理确定建设规模", "确定", "must"),
        ("2030年底前完成管网改造", "完成", "do"),
        ("选树推广一批先进典型", "选树推广", "do"),
        ("市局将加大抽查力度", "加大", "do"),
        ("制定实施方案和年度计划", "制定", "do"),
    ],
)
def test_the_verb_governs_behind_adverbs_frames_and_subjects(clause: str, verb: str, modality: str) -> None:
    found = only(clause + "。")
    assert (found.quote, found.verb, found.modality) == (clause, verb, modality)


@pytest.mark.parametrize(
    ("clause", "target"),
    [
        ("支持规模以上企业设立博士后工作站", "规模以上企业"),
        ("鼓励各县（市）制定奖励办法", "各县（市）"),
        ("引导高校、科研院所等开放实验设备", "高校、科研院所"),
        ("组织志愿者协会、慈善机构等社会力量参与救助", "志愿者协会、慈善机构等社会力量"),
        ("允许租用厂房的实际经营者申请补贴", "租用厂房的实际经营者"),
        ("对吸纳残疾人就业的单位给予奖励", "吸纳残疾人就业的单位"),
        ("支持企业技术改造项目", ""),
        ("推动县域创新平台优化升级", ""),
        ("鼓励在社区设立托育点", ""),
        ("支持开展跨省医疗合作", ""),
        ("加强企业信用监管", ""),
    ],
)
def test_only_those_who_are_to_act_are_addressed(clause: str, target: str) -> None:
    assert only(clause + "。").target == target


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("完善管网，提高供水保障能力。", ["完善管网"]),
        ("提高基础养老金标准，健全调整机制。", ["提高基础养老金标准", "健全调整机制"]),
        ("通过以奖代补等方式，支持村级公益事业。", ["支持村级公益事业"]),
        ("建立台账，并定期更新数据。", ["建立台账", "定期更新数据"]),
        ("对带动就业明显的企业，在用地方面给予倾斜。", ["对带动就业明显的企业，在用地方面给予倾斜"]),
        (
            "带动各地以园区为平台，以企业为主体，发展订单农业。",
            ["带动各地以园区为平台，以企业为主体，发展订单农业"],
        ),
        ("加强巡查。（县水利局、县公安局负责）", ["加强巡查"]),
        ("加强巡查（县水利局负责）。", ["加强巡查"]),
        ("一是完善制度；二是强化监督。", ["完善制度", "强化监督"]),
        ("近年来，培育龙头企业三十家。", []),
        ("申报评价标识的项目，由市住建局组织评审。", ["由市住建局组织评审"]),
    ],
)
def test_a_clause_with_its_own_verb_is_a_measure(sentence: str, quotes: list[str]) -> None:
    assert [measure.quote for measure in measures_of(sentence)] == quotes


def test_a_line_break_inside_a_word_does_not_hide_the_verb() -> None:
    found = only("推\n广竹木混交种植。")
    assert (found.verb, found.quote) == ("推广", "推\n广竹木混交种植")


def test_a_name_found_before_tells_who_acts() -> None:
    text = "海关总署署企联席会落实通关便利举措。"
    task = Task("t1", "任务", "task", "", 0, len(text), 0)
    outline = Outline(text, (), (task,), (Passage(0, len(text), "", "t1", "tasks"),))
    name = Mention("Agency", text[:9], "", 0, 9)
    assert [measure.verb for measure in find_measures(outline, (name,), ONTOLOGY)] == ["落实"]
    assert find_measures(outline, (), ONTOLOGY) == ()


def test_the_object_is_what_is_done() -> None:
    assert only("引导企业加大创新投入。").object == "加大创新投入"
    assert only("将培训结果纳入年度考核。").object == "培训结果纳入年度考核"


@pytest.mark.parametrize(
    ("kind", "count"), [("task", 1), ("safeguard", 1), ("box_item", 1), ("goal", 0), ("principle", 0)]
)
def test_only_operative_provisions_state_measures(kind: str, count: int) -> None:
    assert len(measures_of("建设农村公路。", kind)) == count


def test_the_running_text_of_a_task_row_is_read() -> None:
    text = "1 | 修路 | 建设农村公路，完善管护机制。 | 县交通局"
    cells = tuple(Cell(text.index(part), text.index(part) + len(part)) for part in text.split(" | "))
    table = Table(None, (Row(cells, "s1", "t1"),))
    outline = Outline(text, (), (Task("t1", "修路", "task", "s1", 0, len(text), 0),), (), (table,))
    found = find_measures(outline, (), ONTOLOGY)
    assert [(measure.verb, measure.task) for measure in found] == [("建设", "t1"), ("完善", "t1")]


WORDS = "加强 鼓励农户 对 将 的 要 不得 ， 。 ； （ ） “ ” 以 为 建设 等 在县域 纳入 给予 并 机制 通过 方式 2030年"
PIECES = st.sampled_from([*WORDS.split(" "), "\n", "  "])


@given(st.lists(PIECES, max_size=25).map("".join))
def test_a_quote_is_exactly_its_span_and_holds_the_verb(text: str) -> None:
    found = measures_of(text)
    for number, measure in enumerate(found, 1):
        assert measure.id == f"m{number}"
        assert measure.quote == text[measure.begin : measure.end]
        assert measure.verb in "".join(measure.quote.split())
        assert measure.target in "".join(measure.quote.split())
    assert all(one.end <= other.begin for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("name", "f1", "verb", "target"),
    [
        ("county-innovation-plan", 0.9, 0.95, 0.9),
        ("agri-machinery-2018-42", 0.95, 0.95, 0.9),
        ("chongming-roads-2021-13", 0.95, 0.95, 0.9),
        ("consumption-poverty-2018-129", 0.95, 0.95, 0.9),
    ],
)
def test_the_measures_of_real_documents_are_found(name: str, f1: float, verb: float, target: float) -> None:
    path = GOLD / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"no gold file at {path}; set ZHENGTU_CORPUS to the folder of real documents beside gold/")
    outline = split_sections((CORPUS / f"{name}.txt").read_text(encoding="utf-8"), ONTOLOGY)
    record = {
        "sections": [asdict(section) for section in outline.sections],
        "tasks": [asdict(task) for task in outline.tasks],
        "measures": [asdict(measure) for measure in find_measures(outline, (), ONTOLOGY)],
    }
    layer = score_measures(json.loads(path.read_text(encoding="utf-8")), record)
    accuracy = {figure.name: figure.accuracy or 0.0 for figure in layer.figures}
    assert (layer.f1 or 0.0) >= f1
    assert accuracy["verb"] >= verb
    assert accuracy["target"] >= target
