"""Records written by hand: the graph is tested without any extraction."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from zhengtu.ingest.document import Document
from zhengtu.ingest.finding import Citation, Deadline, Measure, Responsibility, Target
from zhengtu.ingest.mention import Mention
from zhengtu.ingest.outline import Section, Task
from zhengtu.ingest.record import Record
from zhengtu.ingest.source import Source
from zhengtu.ontology import Agency, Concept, DepartmentType, Division, DivisionSet, Ontology, Vocabulary

PLAN = """北川省乡村科技振兴规划（2031－2035年）

一、发展目标
到2035年，全省建成示范县20个以上。

二、重点任务
（一）建设星火驿站。省科技厅牵头，财政部配合，各地区按职责落实。支持龙头企业在南溪县建立"星火\\驿站"。
（二）培育人才。2032年底前完成方案编制。

三、保障措施
（一）加强领导。有关工作由省科技厅统筹。
"""

NOTICE = """南溪县人民政府关于印发星火驿站实施方案的通知
南政发〔2032〕15号
各乡镇：
根据《北川省乡村科技振兴规划（2031-2035年）》（北政发〔2031〕7号）和《全国乡村科技纲要》，制定本方案。
"""


def _span(text: str, words: str, start: int = 0) -> tuple[int, int]:
    begin = text.index(words, start)
    return begin, begin + len(words)


def _source(name: str, text: str) -> Source:
    return Source(name, "text/plain", sha256(text.encode()).hexdigest(), text)


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    agency = Agency("most", "科学技术部", ("科技部",), "state", "", "science", date(1998, 3, 10), None, "", "Ministry")
    old = replace(agency, id="sstc", name="国家科学技术委员会", short_names=("国家科委",), valid_from=None)
    old = replace(old, valid_until=date(1998, 3, 10), successor="most")
    finance = replace(agency, id="mof", name="财政部", short_names=("国家财政部",), valid_from=None, name_en="Finance")
    spark = Concept("https://w3id.org/zhengtu/voc/programme/spark", "spark", "星火计划", "Spark")
    return Ontology(
        folder=Path("no-such-folder"),
        agencies={body.id: body for body in (agency, old, finance)},
        departments={"science": DepartmentType("science", "科学技术厅", ("科技厅",), "state", "most", "Science")},
        divisions={
            "960000": Division("960000", "北川省", "province", "", ("北川",)),
            "960100": Division("960100", "东山市", "prefecture", "960000", ()),
            "960101": Division("960101", "南溪县", "county", "960100", ("南溪",)),
        },
        sets={"star": DivisionSet("star", "星火县", ("星火县（市）",), date(2030, 1, 1), 2, ("960101",), "a notice")},
        vocabularies={"programme": Vocabulary("programme", "项目", "Programmes", {"spark": spark})},
        rules={},
    )


@pytest.fixture(scope="session")
def plan() -> Record:
    text = PLAN
    goals, tasks = text.index("一、发展"), text.index("二、重点")
    guards, end = text.index("三、保障"), len(text)
    first, second, third = text.index("（一）建设"), text.index("（二）培育"), text.index("（一）加强")
    lead = _span(text, "省科技厅牵头，财政部配合，各地区按职责落实")
    guard = _span(text, "有关工作由省科技厅统筹")
    support = _span(text, '支持龙头企业在南溪县建立"星火\\驿站"')
    completion = _span(text, "2032年底前完成方案编制")
    goal = _span(text, "建成示范县20个以上")

    def responsibility(agent: str, agency: str, role: str, explicit: bool = True) -> Responsibility:
        begin, stop = lead if explicit else guard
        task, quote, generic = "t1" if explicit else "t3", text[begin:stop], agency.startswith("agency?")
        return Responsibility(agent, agency, role, task, generic, explicit, quote, begin, stop, "lead-clause", 0.9)

    def mention(kind: str, words: str, entity: str, start: int = 0) -> Mention:
        return Mention(kind, words, entity, *_span(text, words, start))

    return Record(
        Document(
            id="北政发-2031-7",
            title="北川省乡村科技振兴规划（2031－2035年）",
            type="Plan",
            number="北政发〔2031〕7号",
            issuers=("北川省人民政府", "科技部"),
            issued="2031-02-03",
            level="province",
            jurisdiction="960000",
            period=("2031", "2035"),
            aliases=("乡村科技振兴规划（2031－2035年）",),
        ),
        _source("plan.txt", text),
        sections=(
            Section("s1", 1, "一", "发展目标", "goals", "", goals, tasks, goals + 6),
            Section("s2", 1, "二", "重点任务", "tasks", "", tasks, guards, tasks + 6),
            Section("s3", 2, "（一）", "建设星火驿站", "tasks", "s2", first, second, first + 10, run_in=True),
            Section("s4", 1, "三", "保障措施", "safeguards", "", guards, end, guards + 6),
        ),
        tasks=(
            Task("t1", "建设星火驿站", "task", "s2", first, second, first + 10),
            Task("t2", "培育人才", "task", "s2", second, guards, second + 8),
            Task("t3", "加强领导", "safeguard", "s4", third, end, third + 8),
        ),
        measures=(
            Measure(
                "m1", "t1", text[slice(*support)], *support, "支持", "encourage", "demonstration", "龙头企业", "驿站"
            ),
        ),
        responsibilities=(
            responsibility("省科技厅", "agency:960000/science", "lead"),
            responsibility("财政部", "agency:mof", "support"),
            responsibility("各地区", "agency?各地区", "responsible"),
            responsibility("省科技厅", "agency:960000/science", "responsible", explicit=False),
        ),
        targets=(
            Target(
                *("", "示范县", 20.0, "个", ">=", "2035", "", "target", text[slice(*goal)], *goal, "count", 0.85),
            ),
        ),
        deadlines=(Deadline("t2", "2032-12-31", text[slice(*completion)], *completion),),
        mentions=(
            mention("Agency", "省科技厅", "agency:960000/science"),
            mention("Agency", "财政部", "agency:mof"),
            mention("Division", "南溪县", "division:960101"),
            mention("Programme", "星火", "programme:spark", support[0]),
            mention("ActorGroup", "龙头企业", "actor=龙头企业"),
        ),
    )


@pytest.fixture(scope="session")
def notice() -> Record:
    text = NOTICE
    first = _span(text, "《北川省乡村科技振兴规划（2031-2035年）》（北政发〔2031〕7号）")
    second = _span(text, "《全国乡村科技纲要》")
    return Record(
        Document(
            id="南政发-2032-15",
            title="南溪县人民政府关于印发星火驿站实施方案的通知",
            type="Notice",
            number="南政发〔2032〕15号",
            issuers=("南溪县人民政府",),
            issued="2032-03-01",
            level="county",
            jurisdiction="960101",
        ),
        _source("notice.txt", text),
        citations=(
            Citation(
                *("北川省乡村科技振兴规划（2031-2035年）", "北政发〔2031〕7号", "basis", text[slice(*first)], *first),
            ),
            Citation("全国乡村科技纲要", "", "basis", text[slice(*second)], *second),
        ),
    )
