"""The record's contract: the schema says exactly what `Record.to_json` gives, and faults are named one by one."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from zhengtu.ingest.document import Document
from zhengtu.ingest.finding import Citation, Deadline, Measure, Responsibility, Target
from zhengtu.ingest.mention import Mention
from zhengtu.ingest.outline import Section, Task
from zhengtu.ingest.problem import Problem
from zhengtu.ingest.record import Record
from zhengtu.ingest.schema import RecordError, record_schema, validate_record
from zhengtu.ingest.source import Source

SOURCE = Source("file:plan.txt", "text/plain", "0" * 64, "某市科技局牵头")
BARE = Record(Document("plan", ""), SOURCE)
FULL = Record(
    Document(
        "某政发-2021-1",
        "某市规划",
        "Plan",
        "某政发〔2021〕1号",
        ("某市政府",),
        "2021-03-04",
        "prefecture",
        "330500",
        ("2021", "2025"),
        ("各县区政府",),
        "2021-03-10",
        "2021-04-01",
        ("规划",),
        "2026-03-31",
    ),
    SOURCE,
    sections=(
        Section("s1", 1, "一", "任务", "tasks", "", 0, 7, 2),
        Section("s2", 2, "", "", "other", "s1", 0, 7, 2, True),
    ),
    tasks=(Task("t1", "建设网络", "task", "s1", 0, 7, 2), Task("t2", "科学发展", "principle", "", 0, 7, 2)),
    measures=(
        Measure("m1", "t1", "某市", 0, 2, "支持", "encourage", "funding", "企业", "创新"),
        Measure("m2", "", "某市", 0, 2, "建设", "do", "unclassified"),
    ),
    responsibilities=(
        Responsibility(
            "市科技局", "agency:330500/keji", "lead", "t1", False, True, "某市科技局牵头", 0, 7, "leads", 0.9
        ),
    ),
    targets=(
        Target(
            "t1",
            "覆盖率",
            95.5,
            "%",
            ">=",
            "2025",
            "",
            "target",
            "牵头",
            5,
            7,
            "reach",
            1,
            "increase",
            "strive",
            "公里",
        ),
        Target("", "", 3, "项", "", "2022-12-31", "yearly", "mention", "牵头", 5, 7, "", 0.5),
    ),
    deadlines=(Deadline("t1", "2022-12-31", "牵头", 5, 7),),
    citations=(
        Citation("某条例", "", "basis", "牵头", 5, 7, "国务院"),
        Citation("", "某政发〔2020〕2号", "mentions", "牵头", 5, 7),
    ),
    mentions=(Mention("Agency", "科技局", "", 2, 5), Mention("Agency", "某市", "agency=某市", 0, 2, True)),
    problems=(Problem("line 1", "no title", "name it", "info"),),
)


def full() -> dict[str, Any]:
    return copy.deepcopy(FULL.to_json())


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(record_schema())


@pytest.mark.parametrize("record", [BARE, FULL], ids=["bare", "full"])
def test_what_a_record_gives_keeps_the_contract_also_after_a_trip_through_json(record: Record) -> None:
    validate_record(record.to_json())
    validate_record(json.loads(json.dumps(record.to_json(), ensure_ascii=False)))


def test_every_key_that_a_record_can_give_is_in_the_schema_and_no_other() -> None:
    schema, record = record_schema(), full()
    assert list(schema["properties"]) == list(record)
    for key, name in [
        ("document", "document"),
        ("sections", "section"),
        ("tasks", "task"),
        ("measures", "measure"),
        ("responsibilities", "responsibility"),
        ("targets", "target"),
        ("deadlines", "deadline"),
        ("citations", "citation"),
        ("mentions", "mention"),
        ("problems", "problem"),
    ]:
        given_keys = set(record[key]) if key == "document" else {each for entry in record[key] for each in entry}
        assert set(schema["$defs"][name]["properties"]) == given_keys
        if key != "document":
            always = set.intersection(*(set(entry) for entry in record[key]))
            assert set(schema["$defs"][name]["required"]) <= always


def test_every_object_of_the_schema_refuses_further_keys() -> None:
    def objects(node: Any) -> list[dict[str, Any]]:
        if isinstance(node, list):
            return [found for each in node for found in objects(each)]
        if not isinstance(node, dict):
            return []
        own = [node] if node.get("type") == "object" else []
        return own + [found for each in node.values() for found in objects(each)]

    found = objects(record_schema())
    assert len(found) == 13
    assert all(each["additionalProperties"] is False for each in found)


def _set(key: str, position: int, **values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda record: record[key][position].update(values)


FAULTS: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda r: r.update(schema="zhengtu-record/2"), "schema: 'zhengtu-record/2' is not the version read here"),
    (lambda r: r.pop("targets"), "record: 'targets' is a required property"),
    (lambda r: r.update(remarks=[]), "'remarks' was unexpected"),
    (lambda r: r["document"].pop("id"), "document: 'id' is a required property"),
    (lambda r: r["document"].update(issued="2021年3月"), "document.issued: '2021年3月' does not match"),
    (lambda r: r["document"].update(type="Plans"), "document.type: 'Plans' is not one of"),
    (lambda r: r["document"].update(number=""), "document.number: '' should be non-empty"),
    (lambda r: r["document"]["source"].update(sha256="abc"), "document.source.sha256"),
    (_set("responsibilities", 0, role="leader"), "responsibilities[0].role: 'leader' is not one of"),
    (_set("responsibilities", 0, confidence=1.5), "responsibilities[0].confidence: 1.5 is greater"),
    (_set("responsibilities", 0, explicit="yes"), "responsibilities[0].explicit: 'yes' is not of type 'boolean'"),
    (_set("targets", 0, value="95"), "targets[0].value: '95' is not of type 'number'"),
    (_set("targets", 1, comparator="≥"), "targets[1].comparator: '≥' is not one of"),
    (_set("targets", 1, deadline="2022年"), "targets[1].deadline"),
    (_set("sections", 0, kind="task"), "sections[0].kind: 'task' is not one of"),
    (_set("sections", 0, begin=-1), "sections[0].begin: -1 is less than the minimum"),
    (_set("mentions", 0, note="x"), "mentions[0]"),
    (_set("citations", 0, relation="cites"), "citations[0].relation: 'cites' is not one of"),
    (_set("sections", 1, id="s1"), "sections[1].id: 's1' is used twice"),
    (_set("sections", 1, parent="s9"), "sections[1].parent: 's9' is no section of this record"),
    (_set("tasks", 0, section="t1"), "tasks[0].section: 't1' is no section of this record"),
    (_set("deadlines", 0, task="s9"), "deadlines[0].task: 's9' is no task of this record"),
    (_set("tasks", 0, begin=7, end=3), "tasks[0]: end 3 stands before begin 7"),
    (_set("targets", 0, end=9), "targets[0]: the span has 4 characters, its words 2: '牵头'"),
    (_set("mentions", 0, text="科技"), "mentions[0]: the span has 3 characters, its words 2: '科技'"),
]


@pytest.mark.parametrize(("damage", "message"), FAULTS, ids=[message.partition(":")[0] for _, message in FAULTS])
def test_a_fault_is_named_with_its_place_and_what_to_do(damage: Callable[[dict[str, Any]], Any], message: str) -> None:
    record = full()
    damage(record)
    with pytest.raises(RecordError) as caught:
        validate_record(record)
    assert message in str(caught.value)
    assert "zhengtu extract" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_faults_are_gathered() -> None:
    record = full()
    record["responsibilities"][0]["role"] = "leader"
    record["targets"][0]["kind"] = "goal"
    with pytest.raises(RecordError, match=r"\(and 1 more\)") as caught:
        validate_record(record)
    assert {problem.where for problem in caught.value.problems} == {"responsibilities[0].role", "targets[0].kind"}


@pytest.mark.parametrize("value", [None, [], "zhengtu-record/1", 3])
def test_what_is_no_object_is_no_record(value: Any) -> None:
    with pytest.raises(RecordError, match="is not of type 'object'"):
        validate_record(value)


def test_a_fault_in_a_huge_value_is_told_in_one_short_line() -> None:
    record = full()
    record["document"]["issuer"] = "局" * 100_000
    with pytest.raises(RecordError) as caught:
        validate_record(record)
    assert len(str(caught.value)) < 500
    assert "is not of type 'array'" in str(caught.value)


texts = st.text(max_size=12)
names = st.text(min_size=1, max_size=12)


@st.composite
def records(draw: st.DrawFn) -> Record:
    words = draw(names)
    begin = draw(st.integers(0, 10**6))
    end = begin + len(words)
    roles = st.sampled_from(["lead", "joint", "responsible", "support", "supervise"])
    return replace(
        FULL,
        document=replace(FULL.document, title=draw(texts), number=draw(texts), issuers=tuple(draw(st.lists(names)))),
        responsibilities=(
            Responsibility(
                draw(names),
                draw(texts),
                draw(roles),
                draw(st.sampled_from(["", "t1", "t2"])),
                draw(st.booleans()),
                draw(st.booleans()),
                words,
                begin,
                end,
                draw(texts),
                draw(st.floats(0, 1)),
            ),
        ),
        targets=(
            replace(
                FULL.targets[0],
                value=draw(st.floats(allow_nan=False, allow_infinity=False)),
                per=draw(texts),
                unit=draw(texts),
                quote=words,
                begin=begin,
                end=end,
            ),
        ),
        mentions=(Mention("Programme", words, draw(texts), begin, end, draw(st.booleans())),),
    )


@settings(max_examples=60, deadline=None)
@given(records())
def test_every_record_that_can_be_built_keeps_the_contract(record: Record) -> None:
    validate_record(record.to_json())


def test_jsonschema_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, zhengtu.ingest.schema as s; s.record_schema(); print('jsonschema' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
