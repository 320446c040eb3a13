"""Every mistake in a SKOS vocabulary is found, with its line."""

from pathlib import Path

import pytest

from zhengtu.ontology import check_ontology, load_ontology

COLOURS = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ztv: <https://w3id.org/zhengtu/voc/> .
@prefix colour: <https://w3id.org/zhengtu/voc/colour/> .

ztv:colour a skos:ConceptScheme ;
    skos:prefLabel "颜色"@zh, "Colours"@en .

colour:red a skos:Concept ;
    skos:prefLabel "红"@zh, "red"@en ;
    skos:altLabel "红色"@zh ;
    skos:hiddenLabel "赤"@zh ;
    skos:notation "R" ;
    skos:definition "像血一样的颜色。"@zh, "As blood."@en ;
    skos:inScheme ztv:colour .

colour:crimson a skos:Concept ;
    skos:prefLabel "绯"@zh, "crimson"@en ;
    skos:definition "深红。"@zh, "A deep red."@en ;
    skos:broader colour:red ;
    skos:inScheme ztv:colour .
"""


def write(folder: Path, text: str) -> None:
    (folder / "vocabularies" / "colour.ttl").write_text(text, "utf-8")


def test_a_concept_is_read_with_all_its_labels(folder: Path) -> None:
    write(folder, COLOURS)
    colours = load_ontology(folder).vocabularies["colour"]
    red, crimson = colours.concepts["red"], colours.concepts["crimson"]
    assert (colours.label_zh, colours.label_en) == ("颜色", "Colours")
    assert (red.label_zh, red.label_en, red.aliases, red.hidden) == ("红", "red", ("红色",), ("赤",))
    assert (red.notation, red.definition, red.iri) == (
        "R",
        "像血一样的颜色。",
        "https://w3id.org/zhengtu/voc/colour/red",
    )
    assert (red.broader, crimson.broader) == ("", "red")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('"红"@zh, "red"@en', '"red"@en', 8, "red has no zh skos:prefLabel"),
        ('"红"@zh, "red"@en', '"红"@zh, "red"', 8, "red has no en skos:prefLabel"),
        ('"像血一样的颜色。"@zh, ', "", 8, "red has no zh skos:definition"),
        (', "A deep red."@en', "", 16, "crimson has no en skos:definition"),
        ('"绯"@zh', '"绯"@zh, "绯色"@zh', 16, "crimson has 2 zh skos:prefLabels (绯, 绯色)"),
        ('"绯"@zh', '"红"@zh', 16, "“红” is a label of red and of crimson"),
        ('"绯"@zh', '"红色"@zh', 16, "“红色” is a label of red and of crimson"),
        ("broader colour:red", "broader colour:blue", 16, "skos:broader of crimson is blue"),
        ("colour:crimson a skos:Concept ;", "colour:crimson", 16, "crimson is in a scheme but not a skos:Concept"),
        (
            "    skos:broader colour:red ;\n    skos:inScheme ztv:colour .",
            "    skos:broader colour:red .",
            16,
            "not in",
        ),
        ("colour:crimson a", "<https://example.org/crimson> a", 16, "does not stand below"),
        (', "Colours"@en', "", 5, "the scheme lacks a zh or en skos:prefLabel"),
        (
            "ztv:colour a skos:ConceptScheme",
            "ztv:color a skos:ConceptScheme",
            1,
            "is not declared as a skos:ConceptScheme",
        ),
        ('"crimson"@en ;', '"crimson"@en', 18, "the Turtle cannot be read"),
    ],
)
def test_a_mistake_in_a_vocabulary_is_told(folder: Path, old: str, new: str, line: int, what: str) -> None:
    assert COLOURS.count(old) == 1
    write(folder, COLOURS.replace(old, new))
    (mistake,) = check_ontology(folder)
    assert (mistake.file, mistake.line) == ("vocabularies/colour.ttl", line)
    assert what in mistake.what
    assert mistake.advice


def test_full_addresses_are_found_in_the_text_too(folder: Path) -> None:
    write(
        folder,
        COLOURS.replace("colour:crimson a", "<https://w3id.org/zhengtu/voc/colour/crimson> a").replace('"绯"@zh, ', ""),
    )
    (mistake,) = check_ontology(folder)
    assert (mistake.line, mistake.what) == (16, "crimson has no zh skos:prefLabel")
