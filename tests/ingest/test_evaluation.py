"""The scorer: a perfect record scores 1, each damage lowers its own layer, only the optional is forgiven."""

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from zhengtu.ingest.document import Document
from zhengtu.ingest.evaluation import evaluate, evaluate_paths, format_errors, format_report, total
from zhengtu.ingest.problem import UnreadableSource
from zhengtu.ingest.record import Record
from zhengtu.ingest.schema import RecordError
from zhengtu.ingest.scoring_match import path_of
from zhengtu.ingest.scoring_report import Report
from zhengtu.ingest.source import Source
from zhengtu.ontology.dictionary import Ontology

CORPUS = Path(os.environ.get("ZHENGTU_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
GOLD = sorted(CORPUS.parent.joinpath("gold").glob("*.json"))
needs_gold = pytest.mark.skipif(not GOLD, reason="the gold files stand beside the corpus, which $ZHENGTU_CORPUS names")

UNUSED = cast(Ontology, None)  # a record file is scored without asking the dictionary

SMALL: dict[str, Any] = {
    "document": {"title": "某市数字乡村规划", "type": "Plan", "issuer": ["某市政府"], "period": ["2021", "2025"]},
    "sections": [
        {"level": 1, "number": "一", "title": "发展目标", "kind": "goals"},
        {"level": 1, "number": "二", "title": "重点任务", "kind": "tasks"},
        {"level": 2, "number": "（一）", "title": "建设网络", "kind": "tasks"},
        {"level": 3, "number": "专栏1", "title": "重点工程", "kind": "box"},
        {"level": 1, "number": "三", "title": "保障措施", "kind": "safeguards"},
    ],
    "principles": ["需求导向"],
    "goals": ["网络更好"],
    "tasks": [
        {"title": "铺设光纤", "section": "二/（一）"},
        {"title": "开放平台", "section": "二/（一）", "optional": True},
    ],
    "box_items": [{"title": "光纤到户", "section": "二/（一）/专栏1"}],
    "safeguards": ["加强领导"],
    "responsibilities": [
        {"agent": "市科技局", "role": "lead", "task": "铺设光纤", "quote": "市科技局牵头，市财政局配合"},
        {"agent": "市财政局", "role": "support", "task": "铺设光纤", "quote": "市科技局牵头，市财政局配合"},
        {
            "agent": "市教育局",
            "role": "responsible",
            "role_alt": ["lead"],
            "task": "铺设光纤",
            "quote": "市教育局要落实",
        },
        {"agent": "各单位", "role": "responsible", "task": "加强领导", "quote": "各单位要重视", "optional": True},
    ],
    "targets": [
        {
            "quote": "光纤覆盖率达到95%以上",
            "indicator": "光纤覆盖率",
            "value": 95,
            "unit": "%",
            "comparator": ">=",
            "deadline": "2025",
            "kind": "target",
        },
        {"quote": "共3项", "value": 3, "unit": "项", "kind": "mention", "optional": True},
    ],
    "deadlines": [{"quote": "2022年底前完成铺设", "date": "2022-12-31", "task": "铺设光纤"}],
    "citations": [
        {"title": "中华人民共和国电信条例", "relation": "basis"},
        {"title": "某省数字乡村意见", "relation": "implements", "number": "某政发〔2020〕1号"},
    ],
    "mentions": [
        {"type": "Agency", "text": "市科技局"},
        {"type": "Division", "text": "安吉县"},
        {"type": "Programme", "text": "宽带下乡工程"},
        {"type": "Programme", "text": "智慧乡村", "optional": True},
    ],
    "measures_scope": ["二/（一）/铺设光纤"],
    "measures": [
        {"quote": "鼓励运营企业下沉服务", "verb": "鼓励", "target": "运营企业"},
        {"quote": "探索开展共建共享", "verb": "探索", "verb_alt": ["开展"]},
        {"quote": "加快光纤入户改造", "verb": "加快"},
    ],
}


def perfect(gold: dict[str, Any]) -> dict[str, Any]:
    """Return the record that an extractor without faults would give for a gold file."""
    facts = dict(gold["document"])
    if "period" in facts:
        facts["period"] = dict(zip(("start", "end"), facts["period"], strict=True))
    sections: list[dict[str, Any]] = []
    paths: dict[str, str] = {"": ""}
    chain: list[dict[str, Any]] = []
    for position, section in enumerate(gold["sections"]):
        chain = [above for above in chain if above["level"] < section["level"]]
        parent = chain[-1]["id"] if chain else None
        sections.append({**section, "id": f"s{position}", "parent": parent})
        chain.append(sections[-1])
        paths.setdefault(path_of(above["number"] for above in chain), f"s{position}")

    def place(path: str) -> str | None:
        return paths[path_of(path.split("/"))] or None

    rows: list[tuple[str, str, str | None]] = [("principle", each, None) for each in gold["principles"]]
    rows += [("goal", each, None) for each in gold["goals"]]
    rows += [
        ("safeguard", each, None) for each in gold["safeguards"] if each not in {t["title"] for t in gold["tasks"]}
    ]
    rows += [
        ("safeguard" if each["title"] in gold["safeguards"] else "task", each["title"], place(each["section"]))
        for each in gold["tasks"]
    ]
    rows += [("box_item", each["title"], place(each["section"])) for each in gold["box_items"]]
    tasks = [{"id": f"t{i}", "kind": k, "title": title, "section": s} for i, (k, title, s) in enumerate(rows)]
    ids = {task["title"]: task["id"] for task in tasks}
    scope = [path.rpartition("/")[2] for path in gold["measures_scope"]]
    blank = {"indicator": "", "comparator": "", "deadline": "", "frequency": ""}
    return {
        "document": facts,
        "sections": sections,
        "tasks": tasks,
        "responsibilities": [
            {**each, "task": ids[each["task"]], "explicit": True} for each in gold["responsibilities"]
        ],
        "targets": [{**blank, **each} for each in gold["targets"]],
        "deadlines": [{**each, "task": ids.get(each.get("task", ""), "")} for each in gold.get("deadlines", ())],
        "citations": [{"number": "", **each} for each in gold["citations"]],
        "mentions": gold["mentions"],
        "measures": [{**each, "task": ids[each.get("task", scope[0] if scope else "")]} for each in gold["measures"]],
    }


def small() -> tuple[dict[str, Any], dict[str, Any]]:
    gold = copy.deepcopy(SMALL)
    return gold, copy.deepcopy(perfect(gold))


def imperfect_layers(report: Report) -> set[str]:
    """Return the layers with a miss, a false alarm or a fact that differs."""
    return {layer.name for layer in report.layers if layer.misses or layer.false_alarms or layer.differences}


@needs_gold
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_gold_file_turned_into_a_record_is_perfect_in_every_layer(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    report = evaluate(gold, perfect(gold))
    assert imperfect_layers(report) == set()
    assert {layer.f1 for layer in report.layers} <= {1.0, None}
    assert all(figure.right == figure.of for layer in report.layers for figure in layer.figures)
    required = [entry for entry in gold["responsibilities"] if not entry.get("optional")]
    assert report.layer("responsibilities").right == len(required)
    assert report.layer("tasks").right == sum(1 for task in gold["tasks"] if not task.get("optional"))


@needs_gold
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_leaving_out_all_that_is_optional_costs_nothing(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    record = perfect(gold)
    for key in ("responsibilities", "targets", "deadlines", "citations", "mentions", "measures"):
        record[key] = [each for each in record[key] if not each.get("optional")]
    assert imperfect_layers(evaluate(gold, record)) == set()


@needs_gold
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_an_empty_record_finds_nothing_and_invents_nothing(path: Path) -> None:
    report = evaluate(json.loads(path.read_text("utf-8")), {"document": {}})
    assert {layer.recall for layer in report.layers} <= {0.0, None}
    assert {layer.precision for layer in report.layers} == {None}


def _set(key: str, position: int, **values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda record: record[key][position].update(values)


def _drop(key: str, position: int) -> Callable[[dict[str, Any]], None]:
    def drop(record: dict[str, Any]) -> None:
        del record[key][position]

    return drop


def _add(key: str, **values: Any) -> Callable[[dict[str, Any]], None]:
    def add(record: dict[str, Any]) -> None:
        record[key].append({**record[key][0], **values})

    return add


def _retitle(kind: str) -> Callable[[dict[str, Any]], None]:
    def retitle(record: dict[str, Any]) -> None:
        next(task for task in record["tasks"] if task["kind"] == kind)["title"] += "了"

    return retitle


ROLES = {"responsibilities", "responsibilities.any_role"}
DAMAGE: list[tuple[str, Callable[[dict[str, Any]], None], set[str]]] = [
    ("a wrong type", lambda r: r["document"].update(type="Notice"), {"document"}),
    ("an invented number", lambda r: r["document"].update(number="某府发〔2021〕9号"), {"document"}),
    ("a second issuer", lambda r: r["document"]["issuer"].append("某市党委"), {"document"}),
    ("a missing fact", lambda r: r["document"].pop("period"), {"document"}),
    ("a wrong level", _set("sections", 2, level=3), {"sections"}),
    ("a wrong section kind", _set("sections", 0, kind="other"), {"sections"}),
    ("an invented box", _add("sections", level=3, number="专栏9", kind="box", id="s9"), {"sections"}),
    ("an unnumbered extra section", _add("sections", level=3, number="", id="s9"), {"sections"}),
    ("a lost principle", _retitle("principle"), {"principles"}),
    ("a lost goal", _retitle("goal"), {"goals"}),
    ("a box item's title", _retitle("box_item"), {"box_items"}),
    ("an invented task", _add("tasks", kind="task", title="不存在的任务", id="t9"), {"tasks"}),
    ("an invented safeguard", _add("tasks", kind="safeguard", title="不存在", id="t9"), {"tasks", "safeguards"}),
    ("a task in the wrong place", _set("tasks", 3, section="s0"), {"tasks"}),
    ("a wrong role", _set("responsibilities", 0, role="support"), {"responsibilities"}),
    ("a wrong agent", _set("responsibilities", 1, agent="财政局"), ROLES),
    ("a wrong task", _set("responsibilities", 1, task="t4"), ROLES),
    ("what was only concluded", _set("responsibilities", 0, explicit=False), ROLES),
    ("another quote", _set("responsibilities", 0, quote="无关的一句话"), {"responsibilities"}),
    ("a wrong value", _set("targets", 0, value=59), {"targets"}),
    ("a wrong comparator", _set("targets", 0, comparator="="), {"targets"}),
    ("an invented deadline of a target", _set("targets", 0, deadline=""), {"targets"}),
    ("a wrong date", _set("deadlines", 0, date="2023-12-31"), {"deadlines"}),
    ("a date put to another task", _set("deadlines", 0, task="t4"), {"deadlines"}),
    ("a wrong relation", _set("citations", 0, relation="repeals"), {"citations"}),
    ("a wrong number", _set("citations", 1, number="某政发〔2020〕2号"), {"citations"}),
    ("a wrong title", _set("citations", 1, title="某省意见"), {"citations"}),
    ("an agency too few", _drop("mentions", 0), {"mentions.Agency", "mentions.Agency.lenient"}),
    ("an agency cut short", _set("mentions", 0, text="科技局"), {"mentions.Agency"}),
    (
        "an invented division",
        _add("mentions", type="Division", text="德清县"),
        {"mentions.Division", "mentions.Division.lenient"},
    ),
    ("a programme too long", _set("mentions", 2, text="实施宽带下乡工程"), {"mentions.Programme"}),
    ("a wrong verb", _set("measures", 2, verb="改造"), {"measures"}),
    ("a wrong addressee", _set("measures", 0, target="企业"), {"measures"}),
    ("an unmatched clause", _set("measures", 2, quote="形成共享格局"), {"measures"}),
    ("a measure put to another task", _set("measures", 0, task="t4"), {"measures"}),
]


def test_the_small_record_is_perfect_before_it_is_damaged() -> None:
    assert imperfect_layers(evaluate(*small())) == set()


@pytest.mark.parametrize(("damage", "layers"), [pytest.param(d, s, id=name) for name, d, s in DAMAGE])
def test_a_damage_lowers_exactly_its_layer(damage: Callable[[dict[str, Any]], None], layers: set[str]) -> None:
    gold, record = small()
    damage(record)
    assert imperfect_layers(evaluate(gold, record)) == layers


FORGIVEN: list[tuple[str, Callable[[dict[str, Any]], None]]] = [
    ("the order of a list", lambda r: r["responsibilities"].reverse()),
    ("a role listed as also right", _set("responsibilities", 2, role="lead")),
    ("the second of two right roles", _add("responsibilities", agent="市教育局", role="lead")),
    ("the same responsibility found twice", _add("responsibilities", quote="市科技局负责统筹")),
    ("a line break in a quote", _set("targets", 0, quote="光纤覆盖率\n  达到95%以上")),
    ("an ASCII bracket in a number", _set("citations", 1, number="某政发[2020]1号")),
    ("a passing mention beside a strong relation", _add("citations", relation="mentions")),
    ("a half-width section number", _set("sections", 2, number="(一)")),
    ("a numbered section of level 3", _add("sections", level=3, number="1", title="铺设光纤", id="s9")),
    ("another verb that is also right", _set("measures", 1, verb="开展")),
    ("a measure outside the scope", _add("measures", task="t4")),
    (
        "a longer wording with the same verb",
        _set("measures", 2, quote="加快光纤入户改造，由县级统一组织、分批实施、年度考核"),
    ),
    ("a name found in two places", _add("mentions", text="市科技局")),
]


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in FORGIVEN])
def test_what_the_guidelines_leave_open_costs_nothing(change: Callable[[dict[str, Any]], None]) -> None:
    gold, record = small()
    change(record)
    assert imperfect_layers(evaluate(gold, record)) == set()


def test_the_right_counts_give_the_right_shares() -> None:
    gold, record = small()
    record["responsibilities"][0]["agent"] = "市公安局"
    layer = evaluate(gold, record).layer("responsibilities")
    assert (layer.right, len(layer.misses), len(layer.false_alarms), layer.spared) == (2, 1, 1, 1)
    assert layer.precision == layer.recall == layer.f1 == pytest.approx(2 / 3)


def test_a_layer_without_gold_is_said_to_be_unscored_and_an_empty_one_is_scored() -> None:
    gold, record = small()
    del gold["deadlines"]
    gold["goals"] = []
    gold["measures_scope"] = []
    report = evaluate(gold, record)
    assert not report.layer("deadlines").annotated
    assert not report.layer("measures").annotated
    assert [entry.text for entry in report.layer("goals").false_alarms] == ["网络更好"]
    assert "not annotated" in format_report(report)


def test_agents_of_one_task_in_two_roles_are_two_entries_with_role_and_one_without() -> None:
    gold, record = small()
    gold["responsibilities"].append({**gold["responsibilities"][0], "role": "support", "optional": True})
    record["responsibilities"].append({**record["responsibilities"][0], "role": "support"})
    report = evaluate(gold, record)
    assert imperfect_layers(report) == set()
    assert report.layer("responsibilities").right == report.layer("responsibilities.any_role").right == 3


def test_a_task_in_scope_is_known_by_its_path_where_two_share_a_title() -> None:
    gold, record = small()
    record["tasks"].append({"id": "t9", "kind": "task", "title": "铺设光纤", "section": "s4"})
    record["measures"].append({**record["measures"][0], "task": "t9", "quote": "鼓励另一处的做法"})
    assert evaluate(gold, record).layer("measures").false_alarms == ()


def test_two_numbers_of_one_clause_are_told_apart_by_their_indicators() -> None:
    gold, record = small()
    both = {**gold["targets"][0], "quote": "种植率、收获率分别达到65%和65%", "value": 65}
    gold["targets"] = [{**both, "indicator": "种植率"}, {**both, "indicator": "收获率"}]
    record["targets"] = [{"frequency": "", **target} for target in reversed(gold["targets"])]
    assert imperfect_layers(evaluate(gold, record)) == set()


def test_reports_are_summed_by_counts_and_errors_keep_their_document() -> None:
    gold, record = small()
    record["responsibilities"] = []
    both = total([evaluate(*small()), evaluate(gold, record)])
    assert both.layer("responsibilities").recall == 0.5
    assert both.layer("responsibilities").precision == 1.0
    assert "[某市数字乡村规划] 市科技局 | 铺设光纤 | lead" in format_errors(both, "responsibilities")
    assert "2 documents" in format_report(both)


def test_there_is_no_sum_of_nothing() -> None:
    with pytest.raises(ValueError, match="at least one"):
        total([])


def test_errors_are_listed_with_their_quotes() -> None:
    gold, record = small()
    record["targets"][0]["comparator"] = "="
    record["responsibilities"][1]["agent"] = "财政局"
    report = evaluate(gold, record)
    assert "comparator: gold >=, found =" in format_errors(report, "targets")
    assert "光纤覆盖率达到95%以上" in format_errors(report, "targets")
    listing = format_errors(report, "responsibilities")
    assert "missed       市财政局 | 铺设光纤 | support" in listing
    assert "false alarm  财政局 | 铺设光纤 | support" in listing
    assert "「市科技局牵头，市财政局配合」" in listing


def test_an_unknown_layer_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"responsibilities, responsibilities\.any_role"):
        format_errors(evaluate(*small()), "duties")


def test_rows_hold_the_table_as_plain_values() -> None:
    rows = {row["layer"]: row for row in evaluate(*small()).rows()}
    assert json.loads(json.dumps(rows))["targets"]["figures"]["comparator"] == {"right": 1, "of": 1, "accuracy": 1.0}


def test_a_record_file_is_scored_as_it_is(tmp_path: Path) -> None:
    record = Record(Document("p", "某市数字乡村规划", "Plan"), Source("file:p.txt", "text/plain", "0" * 64, ""))
    (tmp_path / "gold.json").write_text(json.dumps(SMALL), "utf-8")
    (tmp_path / "record.json").write_text(json.dumps(record.to_json()), "utf-8")
    report = evaluate_paths(tmp_path / "gold.json", tmp_path / "record.json", UNUSED)
    assert report.layer("document").right == 2
    assert report.layer("tasks").recall == 0.0


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ("", UnreadableSource, "empty"),
        ("{,}", UnreadableSource, "record.json, line 1: this is no JSON"),
        ("[]", UnreadableSource, "no JSON object"),
        (json.dumps(SMALL), RecordError, "'schema' is a required property"),
    ],
)
def test_what_is_no_record_is_refused(content: str, error: type[Exception], message: str, tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text(json.dumps(SMALL), "utf-8")
    (tmp_path / "record.json").write_text(content, "utf-8")
    with pytest.raises(error, match=message):
        evaluate_paths(tmp_path / "gold.json", tmp_path / "record.json", UNUSED)
