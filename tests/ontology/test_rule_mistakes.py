"""Every mistake in a rule file is found, with its line."""

from pathlib import Path

import pytest

from zhengtu.ontology import check_ontology, load_ontology

COLOURS = "\n".join(
    [
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix ztv: <https://w3id.org/zhengtu/voc/> .",
        "@prefix colour: <https://w3id.org/zhengtu/voc/colour/> .",
        'ztv:colour a skos:ConceptScheme ; skos:prefLabel "颜色"@zh, "Colours"@en .',
        'colour:red a skos:Concept ; skos:inScheme ztv:colour ; skos:prefLabel "红"@zh, "red"@en ;',
        '  skos:definition "像血一样。"@zh, "As blood."@en .',
        'colour:crimson a skos:Concept ; skos:inScheme ztv:colour ; skos:prefLabel "绯"@zh, "crimson"@en ;',
        '  skos:definition "深红。"@zh, "A deep red."@en .',
    ]
)

RULES = """\
# Colours of things.

[[rule]]
id = "red-things"
about = "What is red."
cues = ["血", "火"]
colour = "red"
examples = ["火是红的。"]
counter_examples = ["天是蓝的。"]

[[rule]]
id = "crimson-things"
about = "What is deep red."
colour = "crimson"
unit = "点"
examples = ["绯色的云。"]
counter_examples = [
  "白色的云。",
]
"""


def write_rules(folder: Path, text: str) -> None:
    (folder / "rules" / "colours.toml").write_text(text, "utf-8")


def test_a_rule_is_read_with_its_place(folder: Path) -> None:
    write_rules(folder, RULES)
    ontology = load_ontology(folder)
    rule = ontology.rule("colours", "crimson-things")
    assert (rule.layer, rule.file, rule.line) == ("colours", "rules/colours.toml", 11)
    assert (rule.values, rule.cues) == ({"colour": "crimson", "unit": "点"}, ())
    assert rule.counter_examples == ("白色的云。",)
    assert ontology.cues("colours", "red-things") == ("血", "火")


def test_asking_for_a_rule_that_is_not_there_says_so(folder: Path) -> None:
    write_rules(folder, RULES)
    with pytest.raises(KeyError, match=r"rules/colours\.toml has no rule green-things"):
        load_ontology(folder).rule("colours", "green-things")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('id = "red-things"\n', "", 3, "the rule has no id"),
        ('"red-things"', '"Red_things"', 4, "“Red_things” is not of the form"),
        ('"crimson-things"', '"red-things"', 11, "rule red-things already stands in line 3"),
        ('about = "What is red."\n', "", 3, "rule red-things does not say what it is about"),
        ('examples = ["火是红的。"]\n', "", 3, "rule red-things has no examples"),
        ('counter_examples = ["天是蓝的。"]\n', "", 3, "rule red-things has no counter_examples"),
        ('["绯色的云。"]', '["白色的云。"]', 11, "“白色的云。” is an example and a counter-example"),
        ('["血", "火"]', '"血"', 6, "cues of rule red-things is not a list of texts"),
        ('["血", "火"]', '["血", 1]', 6, "cues of rule red-things is not a list of texts"),
        ('["血", "火"]', '["血", " "]', 6, "cues of rule red-things holds an empty text"),
        ('unit = "点"', "unit = 1", 15, "unit of rule crimson-things is not a text"),
        ("# Colours of things.", 'layer = "colours"', 1, "“layer” stands outside of a rule"),
        ('colour = "red"\n', 'colour = "red\n', 7, "the TOML cannot be read"),
        ('colour = "crimson"', 'colour = "blue"', 14, "colour “blue” of rule crimson-things is not in"),
    ],
)
def test_a_mistake_in_a_rule_is_told(folder: Path, old: str, new: str, line: int, what: str) -> None:
    (folder / "vocabularies" / "colour.ttl").write_text(COLOURS, "utf-8")
    write_rules(folder, RULES)
    assert check_ontology(folder) == ()
    assert RULES.count(old) == 1
    write_rules(folder, RULES.replace(old, new))
    (mistake,) = check_ontology(folder)
    assert (mistake.file, mistake.line) == ("rules/colours.toml", line)
    assert what in mistake.what
    assert mistake.advice


def test_single_brackets_are_told(folder: Path) -> None:
    write_rules(folder, RULES.split('[[rule]]\nid = "crimson')[0].replace("[[rule]]", "[rule]"))
    assert [m.advice for m in check_ontology(folder)] == ["write [[rule]]"]
