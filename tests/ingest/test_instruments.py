import pytest

from zhengtu.ingest.instruments import UNCLASSIFIED, find_instrument
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
RULES = ONTOLOGY.rules["instruments"]


def test_no_cue_speaks_for_two_instruments() -> None:
    owners: dict[str, set[str]] = {}
    for rule in RULES:
        for cue in rule.cues:
            owners.setdefault(cue, set()).add(rule.id)
    assert {cue: ids for cue, ids in owners.items() if len(ids) > 1} == {}


def test_every_rule_names_an_instrument_of_the_vocabulary() -> None:
    assert {rule.values["instrument"] for rule in RULES} <= set(ONTOLOGY.vocabularies["instrument"].concepts)


def test_unclassified_is_a_concept_of_the_vocabulary() -> None:
    assert UNCLASSIFIED in ONTOLOGY.vocabularies["instrument"].concepts


@pytest.mark.parametrize(
    ("clause", "instrument"),
    [
        ("建设智慧农业示范基地", "demonstration"),  # the last cue counts twice
        ("组织养老护理员技能培训", "talent"),
        ("扩大财政补贴范围", "funding"),
        ("完善工作机制", "organisation"),  # a strong cue silences the weak 机制
        ("健全利益联结机制", "strategy"),
        ("悬挂横幅", UNCLASSIFIED),
        ("", UNCLASSIFIED),
    ],
)
def test_the_words_of_a_clause_choose_its_instrument(clause: str, instrument: str) -> None:
    assert find_instrument(clause, ONTOLOGY) == instrument
