import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from zhengtu.ingest.rule_examples import ELSEWHERE, LAYERS, failing_examples
from zhengtu.ontology import Mistake, Ontology, Rule, load_ontology

ONTOLOGY = load_ontology()


def with_rules(*rules: Rule) -> Ontology:
    """The shipped dictionary with further rules at the end of their layers."""
    layers = dict(ONTOLOGY.rules)
    for rule in rules:
        layers[rule.layer] = (*layers.get(rule.layer, ()), rule)
    return replace(ONTOLOGY, rules=layers)


def new_mistakes(ontology: Ontology) -> tuple[Mistake, ...]:
    shipped = set(failing_examples(ONTOLOGY))
    return tuple(mistake for mistake in failing_examples(ontology) if mistake not in shipped)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "ontology"
    for part in ("gazetteers", "sets", "vocabularies", "rules"):
        shutil.copytree(ONTOLOGY.folder / part, copy / part)
    return copy


def test_the_shipped_rules_understand_their_examples() -> None:
    assert "\n".join(str(mistake) for mistake in failing_examples(ONTOLOGY)) == ""


def test_every_shipped_layer_has_an_extractor() -> None:
    assert set(ONTOLOGY.rules) == {*LAYERS, *ELSEWHERE}


# For each layer a sentence that its rule understands and one that it does not, planted the wrong way round.
PLANTED = [
    ("responsibilities", "tail-lead", "修桥。（县水利局牵头）", "修桥。（县水利局负责）"),
    ("responsibilities", "prose-by", "由县水利局制定办法。", "由此产生的费用另行安排。"),
    ("agencies", "level-words", "（责任单位：县水利局）", "山区面貌明显改善。"),
    ("agencies", "generic-scopes", "（各有关部门负责）", "（财政部负责）"),
    ("sections", "goals", "二、发展目标", "二、加强组织领导"),
    ("sections", "standard-titles", "一、总体要求以农民增收为核心，加快发展乡村产业。", "一、总体要求"),
    ("documents", "field-number", "文号：安政发〔2030〕1号", "主题词：水利"),
    ("documents", "type-reply", "关于同意设立茶叶市场的批复", "关于设立茶叶市场的请示"),
    ("programmes", "quoted-name", "开展“河畅水清”专项行动。", "坚持“两手抓”。"),
    ("programmes", "generic-heads", "实施有关工程。", "实施乡村水网提档升级工程。"),
    ("targets", "unit-share", "到2030年，自来水普及率达到96%。", "到2030年，建成6座水厂。"),
    ("targets", "strive", "力争产值达到6亿元。", "产值达到6亿元。"),
    ("targets", "metric", "自来水普及率达到96%，山区达到90%。", "自来水普及率达到96%。"),
    ("deadlines", "done", "2030年底前完成管网改造。", "2030年继续推进管网改造。"),
    ("deadlines", "date-column", "完成时限", "工作内容"),
    ("citations", "repeal-after", "《甲县水库管理办法》同时废止。", "严格执行《甲县水库管理办法》。"),
    ("citations", "short-title", "制定《甲县水库规划》（以下简称《规划》），落实《规划》。", "落实《甲县水库规划》。"),
    ("measures", "encourage", "鼓励村民参与管护。", "加强水库管护。"),
    ("instruments", "procurement", "扩大政府采购规模。", "加强水库管护。"),
]


def told(wrong: bool) -> dict[str, set[str]]:
    """What is said of each planted rule, its two sentences in their places or in each other's."""
    layers = dict(ONTOLOGY.rules)
    for layer, rule_id, fires, silent in PLANTED:
        first, second = (silent, fires) if wrong else (fires, silent)
        layers[layer] = tuple(
            replace(rule, examples=(first,), counter_examples=(second,)) if rule.id == rule_id else rule
            for rule in layers[layer]
        )
    found: dict[str, set[str]] = {row[1]: set() for row in PLANTED}
    for mistake in failing_examples(replace(ONTOLOGY, rules=layers)):
        for rule_id, what in found.items():
            if f"rule {rule_id} " in mistake.what:
                what.add(mistake.what)
    return found


@pytest.fixture(scope="module")
def right() -> dict[str, set[str]]:
    return told(wrong=False)


@pytest.fixture(scope="module")
def wrong() -> dict[str, set[str]]:
    return told(wrong=True)


@pytest.mark.parametrize(
    ("rule_id", "fires", "silent"), [row[1:] for row in PLANTED], ids=[f"{row[0]}-{row[1]}" for row in PLANTED]
)
def test_a_wrong_example_is_reported_and_a_right_one_is_not(
    rule_id: str, fires: str, silent: str, right: dict[str, set[str]], wrong: dict[str, set[str]]
) -> None:
    assert right[rule_id] == set()
    assert wrong[rule_id] == {
        f"rule {rule_id} does not fire in its example “{silent}”",
        f"rule {rule_id} fires in its counter-example “{fires}”",
    }


def test_a_wrong_example_is_reported_with_its_file_and_line(folder: Path) -> None:
    path = folder / "rules" / "responsibilities.toml"
    rule = """
[[rule]]
id = "tail-hosting"
about = "A主持: the bodies in front lead."
form = "tail"
role = "lead"
cues = ["主持"]
examples = [
  "评审茶样。（县农业农村局主持）",
  "评审茶样。（县农业农村局\\"主理\\"）",
]
counter_examples = ["挑选节目主持人。（县文旅局负责）"]
"""
    path.write_text(path.read_text("utf-8") + rule, "utf-8")
    found = [mistake for mistake in failing_examples(load_ontology(folder)) if "tail-hosting" in mistake.what]
    (mistake,) = found
    lines = path.read_text("utf-8").splitlines()
    assert mistake.file == "rules/responsibilities.toml"
    assert "主理" in lines[mistake.line - 1]
    assert mistake.what == 'rule tail-hosting does not fire in its example “评审茶样。（县农业农村局"主理"）”'
    assert "counter_examples" in mistake.advice


def test_a_cue_that_is_taken_away_is_missed_by_its_examples(folder: Path) -> None:
    path = folder / "rules" / "responsibilities.toml"
    text = path.read_text("utf-8")
    assert text.count('"指导部门", ') == 1
    path.write_text(text.replace('"指导部门", ', ""), "utf-8")
    found = [m for m in failing_examples(load_ontology(folder)) if "label-supervise" in m.what]
    assert [mistake.what for mistake in found] == [
        "rule label-supervise does not fire in its example “试点改革。（指导部门：科技部、财政部）”"
    ]


def test_a_rule_file_that_nobody_reads_is_reported() -> None:
    rule = Rule("rivers", "rivers", "…", ("河",), {}, ("治河。",), ("修路。",), "rules/rivers.toml", 1)
    (mistake,) = new_mistakes(with_rules(rule))
    assert (mistake.file, mistake.line) == ("rules/rivers.toml", 1)
    assert "rivers" in mistake.what
    assert "responsibilities" in mistake.advice


@pytest.mark.parametrize(
    ("layer", "values"),
    [
        ("responsibilities", {"form": "tial", "role": "lead"}),
        ("agencies", {}),
        ("sections", {}),
        ("documents", {}),
        ("programmes", {"form": "quotation"}),
        ("instruments", {}),
    ],
)
def test_a_rule_that_tells_no_extractor_anything_is_reported_once(layer: str, values: dict[str, str]) -> None:
    rule = Rule("mute-rule", layer, "…", ("村",), values, ("修路。", "架桥。"), ("植树。",), f"rules/{layer}.toml", 7)
    found = [mistake for mistake in failing_examples(with_rules(rule)) if "mute-rule" in mistake.what]
    assert [(mistake.file, mistake.line) for mistake in found] == [(f"rules/{layer}.toml", 7)]


def test_a_rule_that_the_program_needs_and_does_not_find_is_reported() -> None:
    kept = tuple(rule for rule in ONTOLOGY.rules["agencies"] if rule.id != "persons")
    found = new_mistakes(replace(ONTOLOGY, rules={**ONTOLOGY.rules, "agencies": kept}))
    assert found
    assert all("rules/agencies.toml has no rule persons" in mistake.what for mistake in found)


def test_a_dictionary_without_rules_has_no_wrong_examples() -> None:
    assert failing_examples(replace(ONTOLOGY, rules={})) == ()


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_a_layer_that_lost_its_cue_words_is_full_of_failing_examples(layer: str) -> None:
    mute = tuple(replace(rule, cues=()) for rule in ONTOLOGY.rules[layer])
    found = failing_examples(replace(ONTOLOGY, rules={**ONTOLOGY.rules, layer: mute}))
    assert len([mistake for mistake in found if mistake.file == f"rules/{layer}.toml"]) > len(mute) / 2
