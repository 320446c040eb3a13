"""Ten documents of other fields and levels, written before anybody looked what the program makes of them.

``tests/corpus/NAME.duties`` says who answers for what in ``NAME.txt``: a task (or the lowest titled unit that holds the
clause), and below it roles and bodies. What the program does not understand yet stands in `NOT_YET`, what it reads
into a text in `TOO_MUCH`; entries may go from both, none may come.
"""

from functools import cache
from pathlib import Path

import pytest

from zhengtu.ingest.extraction import extract_text
from zhengtu.ingest.record import Record
from zhengtu.ontology import load_ontology

CORPUS = Path(__file__).parents[1] / "corpus"
NAMES = sorted(path.stem for path in CORPUS.glob("*.duties"))
Duty = tuple[str, str, str]  # task, role, body

NOT_YET: dict[str, set[Duty]] = {
    "cross-border-trade": {
        ("优化通关监管", "responsible", "天津海关"),
        ("便利外汇结算", "responsible", "国家外汇管理局天津市分局"),
        ("便利外汇结算", "responsible", "中国人民银行天津市分行"),
        ("完善税收服务", "responsible", "天津市税务局"),
    },
    "elderly-care": {("强化考核", "responsible", "区委目标督查办公室")},
    "flood-control": {("组织体系", "responsible", "县防汛防台抗旱指挥部办公室")},
    "medical-insurance": {
        ("优化经办服务", "responsible", "医疗保障经办机构"),
        ("加强基金监管", "responsible", "公安机关"),
        ("做好组织实施", "responsible", "各省级医疗保障部门"),
        ("做好组织实施", "supervise", "财政部各地监管局"),
    },
    "night-tourism": {("健全机制", "lead", "市商务局")},
    "rural-schools": {("科学编制布局规划", "responsible", "市（州）、县（市、区）人民政府")},
    "social-relief": {
        ("织密社会救助网", "responsible", "乡镇（街道）"),
        ("规范社会组织管理", "responsible", "业务主管单位"),
        ("加强自身建设", "responsible", "县民政局机关党委"),
    },
    "street-order": {
        ("学校周边流动摊贩", "responsible", "区城管执法局"),
        ("学校周边流动摊贩", "responsible", "区教育局"),
        ("背街小巷违规店招", "lead", "区城管执法局"),
        ("背街小巷违规店招", "support", "区市场监管局"),
        ("占用盲道停放车辆", "responsible", "区公安分局"),
        ("集中整治阶段（2029年4月至9月）", "joint", "街道、公安、市场监管等部门"),
        ("巩固提升阶段（2029年10月以后）", "responsible", "区城市管理委员会办公室"),
        ("巩固提升阶段（2029年10月以后）", "responsible", "各街道"),
        ("工作要求", "responsible", "区委宣传部"),
        ("工作要求", "responsible", "区纪委监委"),
    },
    "town-buses": {
        ("总则", "responsible", "县交通运输局"),
        ("监督管理", "responsible", "县人民政府"),
    },
}

# Who explains a text (由…负责解释) is said of the text, not of the task above; in 附则 it is no task at all.
TOO_MUCH: dict[str, set[Duty]] = {
    "cross-border-trade": {
        ("引进和培养人才", "responsible", "市商务局"),
        ("引进和培养人才", "joint", "有关部门"),
    },
    "flood-control": {("附则", "responsible", "县应急管理局")},
}


@cache
def record_of(name: str) -> Record:
    return extract_text((CORPUS / f"{name}.txt").read_text("utf-8"), load_ontology(), name)


def wanted(name: str) -> set[Duty]:
    duties: set[Duty] = set()
    lines = (CORPUS / f"{name}.duties").read_text("utf-8").rstrip("\n").split("\n")
    for task, answer in zip(lines[::2], lines[1::2], strict=True):
        assert answer.startswith("    "), f"{name}.duties: {task}"
        duties |= {(task, part.split()[0], body) for part in answer.split(";") for body in part.split()[1:]}
    return duties


def found(name: str) -> set[Duty]:
    """The stated duties by the title of their task, or of the lowest titled section where they stand in none."""
    record = record_of(name)
    sections = {section.id: section for section in record.sections}
    titles = {task.id: task.title for task in record.tasks}
    duties: set[Duty] = set()
    for each in record.responsibilities:
        place = sections.get(each.task)
        while place is not None and not place.title:
            place = sections.get(place.parent)
        title = titles.get(each.task) or (place.title if place else "")
        if each.explicit:
            duties.add(("".join(title.split()), each.role, each.agent))
    return duties


@pytest.mark.parametrize("name", NAMES)
def test_every_body_that_the_text_gives_work_is_named(name: str) -> None:
    assert wanted(name) - found(name) - NOT_YET.get(name, set()) == set()


@pytest.mark.parametrize("name", NAMES)
def test_nobody_else_is_named(name: str) -> None:
    assert found(name) - wanted(name) - TOO_MUCH.get(name, set()) == set()


def test_what_is_not_understood_yet_is_something_that_the_texts_say() -> None:
    for name, duties in NOT_YET.items():
        assert duties <= wanted(name), name
    for name, duties in TOO_MUCH.items():
        assert not duties & wanted(name), name


@pytest.mark.parametrize(
    ("name", "type_", "number", "level", "code", "issued"),
    [
        ("elderly-care", "Scheme", "", "county", "510107", ""),
        ("flood-control", "Scheme", "", "county", "330521", ""),
        ("rural-schools", "Opinion", "甘政办发〔2029〕31号", "province", "620000", "2029-09-03"),
        ("night-tourism", "Plan", "", "prefecture", "320500", ""),
        ("medical-insurance", "Notice", "医保发〔2029〕18号", "national", "100000", "2029-11-20"),
        ("town-buses", "Measures", "", "county", "350821", ""),
        ("cross-border-trade", "Measures", "", "province", "120000", ""),
        ("street-order", "Scheme", "", "county", "420102", ""),
        ("social-relief", "Plan", "", "county", "330523", ""),
    ],
)
def test_the_facts_are_what_the_text_says_of_itself(
    name: str, type_: str, number: str, level: str, code: str, issued: str
) -> None:
    document = record_of(name).document
    facts = (document.type, document.number, document.level, document.jurisdiction, document.issued)
    assert facts == (type_, number, level, code, issued)


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        (
            "rural-schools",
            [
                "科学编制布局规划", "改善寄宿条件", "统筹教师编制", "推动城乡交流", "提高待遇保障", "加大投入",
                "加强督导",
            ],
        ),
        (
            "night-tourism",
            [
                "丰富夜间产品", "完善配套服务", "点亮沿河景观", "运河夜航提升项目", "园林夜花园项目", "健全机制",
                "包容审慎监管", "加强宣传推广",
            ],
        ),
        (
            "cross-border-trade",
            [
                "支持建设海外仓", "优化通关监管", "便利外汇结算", "完善税收服务", "培育本土品牌", "引进和培养人才",
            ],
        ),
        (
            "social-relief",
            [
                "织密社会救助网", "做优儿童福利服务", "建设公益性公墓", "整治违规私建", "规范社会组织管理",
                "加强自身建设",
            ],
        ),
    ],
)  # fmt: skip
def test_the_tasks_are_the_lowest_titled_units(name: str, titles: list[str]) -> None:
    assert [task.title for task in record_of(name).tasks] == titles
