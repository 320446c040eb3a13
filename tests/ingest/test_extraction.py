"""Laws of the whole way from text to record, on any text, on official sentences gone wrong, and on real documents."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhengtu.ingest.extraction import extract_file, extract_text
from zhengtu.ingest.record import Record
from zhengtu.ingest.schema import validate_record
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
CORPUS = Path(os.environ.get("ZHENGTU_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
DOCUMENTS = sorted(CORPUS.rglob("*.txt")) if CORPUS.is_dir() else []

PLAN = """安吉县人民政府办公室关于印发安吉县农村供水行动方案（2028—2030年）的通知
安政办发〔2028〕6号
各乡镇人民政府，县政府各部门：
根据《浙江省农村供水条例》，制定本方案。
一、总体要求
（一）基本原则
坚持城乡统筹。推动城市管网向农村延伸，实现同网同质同价。
坚持建管并重。落实管护主体和管护经费，保障工程长久运行。
（二）工作目标。到2030年，农村自来水普及率达到96%，建成规模化水厂3座。
二、重点任务
（一）改造老旧管网。更换漏损管道，2029年底前完成改造。（县水利局牵头，县财政局配合，列第一位者为牵头单位，下同）
（二）建设化验室。鼓励供水企业配备检测设备，开展“放心水”行动。（责任单位：县水利局、县卫生健康局）
专栏1 重点工程
1.水厂扩建工程。扩建三座水厂。
序号 | 重点任务 | 责任单位 | 完成时限
1 | 更换水表 | 各乡镇人民政府 | 2029年6月
三、保障措施
县水利局要会同县财政局加强督导。
安吉县人民政府办公室
2028年5月6日
"""


def extract(text: str) -> Record:
    return extract_text(text, ONTOLOGY)


def check(record: Record) -> None:
    """The laws of a record: it keeps the contract, and every quote is exactly its span."""
    validate_record(record.to_json())
    text = record.source.text
    quotes = [(found.quote, found.begin, found.end) for found in record.measures]
    quotes += [(found.quote, found.begin, found.end) for found in record.responsibilities]
    quotes += [(found.quote, found.begin, found.end) for found in record.targets]
    quotes += [(found.quote, found.begin, found.end) for found in record.deadlines]
    quotes += [(found.quote, found.begin, found.end) for found in record.citations]
    quotes += [(found.text, found.begin, found.end) for found in record.mentions]
    for quote, begin, end in quotes:
        assert quote == text[begin:end] != ""
    plain = "".join(text.split())
    for responsibility in record.responsibilities:
        assert "".join(responsibility.agent.split()) in plain


def test_a_plan_gives_something_of_everything() -> None:
    record = extract(PLAN)
    check(record)
    assert record.document.number == "安政办发〔2028〕6号"
    assert [section.number for section in record.sections if section.level == 1] == ["一", "二", "三"]
    assert {task.kind for task in record.tasks} == {"principle", "task", "box_item", "safeguard"}
    assert {(r.role, r.agent) for r in record.responsibilities} >= {
        ("lead", "县水利局"),
        ("support", "县财政局"),
        ("responsible", "县卫生健康局"),
        ("responsible", "各乡镇人民政府"),
    }
    assert {(t.value, t.unit) for t in record.targets} >= {(96.0, "%"), (3.0, "座")}
    assert {deadline.date for deadline in record.deadlines} >= {"2029-12-31"}
    assert [(c.title, c.relation) for c in record.citations] == [("浙江省农村供水条例", "basis")]
    assert "“放心水”行动" in {mention.text for mention in record.mentions}
    assert record.measures


def test_a_text_gives_the_same_record_every_time() -> None:
    assert extract(PLAN) == extract(PLAN)
    assert extract(PLAN).to_json() == extract(PLAN).to_json()


def test_an_empty_text_gives_an_empty_record_that_says_why() -> None:
    record = extract("")
    check(record)
    assert (record.sections, record.tasks, record.responsibilities, record.mentions) == ((), (), (), ())
    assert any("title" in problem.what for problem in record.problems)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_record(text: str) -> None:
    check(extract(text))


@settings(deadline=None)
@given(st.permutations(PLAN.split("\n")), st.sampled_from(["\n", "", " ", "\u3000", "\r\n", "\n\n"]))
def test_a_plan_with_its_lines_shuffled_has_a_record(lines: list[str], between: str) -> None:
    check(extract(between.join(lines)))


PUT_IN = st.sampled_from(["", *"一、（）。，；：|《》“”〔2030年%的由请 \n\u3000"])
EDITS = st.lists(st.tuples(st.integers(0, len(PLAN)), st.integers(0, 6), PUT_IN), max_size=12)


@settings(deadline=None)
@given(EDITS)
@example([(PLAN.index("总体要求"), 0, "。")])
def test_a_plan_with_characters_lost_and_put_in_has_a_record(edits: list[tuple[int, int, str]]) -> None:
    text = PLAN
    for place, lost, put in edits:
        text = text[:place] + put + text[place + lost :]
    check(extract(text))


@settings(deadline=None)
@given(st.integers(0, len(PLAN)), st.integers(0, len(PLAN)))
def test_any_stretch_of_a_plan_has_a_record_and_only_one(begin: int, end: int) -> None:
    record = extract(PLAN[begin:end])
    check(record)
    assert extract(PLAN[begin:end]) == record


@pytest.mark.skipif(not DOCUMENTS, reason=f"no documents below {CORPUS}; set ZHENGTU_CORPUS to a folder of them")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_real_document_has_a_record_that_keeps_the_contract(path: Path) -> None:
    record = extract_file(path, ONTOLOGY)
    check(record)
    told = " ".join(problem.what for problem in record.problems)
    assert record.document.title or "no title" in told
    assert record.sections or "no headings" in told
