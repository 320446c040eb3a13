"""The catalogue's files are checked like an expert's: every mistake with file, line and advice."""

import re
from pathlib import Path

import pytest

from zhengtu.ontology import VocabularyError
from zhengtu.queries.catalogue import check_catalogue, find_query, load_catalogue
from zhengtu.queries.error import UnknownQueryError

GOOD = """#+ summary: {zh: 问, en: Asks}
#+ description: {zh: 问, en: Asks}
#+ tags: [one]
#+ params:
#+   - {name: text, type: text, label: {zh: 词, en: Word}, example: 科技}
#+   - {name: limit, type: limit, label: {zh: 行, en: Rows}, default: 5}
#+ columns:
#+   - {name: a, type: text, zh: 甲, en: A}
#+ questions: ["什么是{text}"]
#+ empty: {zh: 无, en: None}
SELECT ?a WHERE {
  VALUES ?_text { UNDEF }
  BIND(?_text AS ?a)
}
"""


def told(folder: Path, text: str) -> list[str]:
    (folder / "a.rq").write_text(text, encoding="utf-8")
    return [str(mistake) for mistake in check_catalogue(folder)]


def test_our_own_files_have_no_mistake() -> None:
    assert check_catalogue() == ()


def test_the_questions_that_people_rely_on_are_there() -> None:
    assert set(load_catalogue()) >= {
        "tasks",
        "responsibilities",
        "agency-duties",
        "unassigned-tasks",
        "policy-chain",
        "targets",
        "programmes",
        "divisions",
        "citations",
    }


@pytest.mark.parametrize("name", load_catalogue())
def test_every_answer_shows_document_place_and_quote(name: str) -> None:
    assert {"document", "place", "quote", "evidence"} <= {column.name for column in find_query(name).columns}


@pytest.mark.parametrize("name", load_catalogue())
def test_every_parameter_but_the_limit_can_be_asked_for_in_words(name: str) -> None:
    query = find_query(name)
    assert query.patterns
    for pattern in query.patterns:
        assert set(re.findall(r"\{(\w+)\}", pattern)) <= {parameter.name for parameter in query.parameters}


def test_a_good_file_has_no_mistake(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ tags: [one]\n", "", "line 1: tags is missing; add tags:"),
        ("#+ tags: [one]", "#+ tag: [one]", "line 3: “tag” is no key here; use tags"),
        ("#+ tags: [one]", "#+ tags: [one", "the header is no YAML"),
        ("#+ tags: [one]", "#+ tags: [one]\n#+ tags: [two]", "line 4: “tags” stands twice; keep one of the two"),
        ("zh: 问, en: Asks", "zh: 问", "line 1: summary has no en words; add en: …"),
        ("type: text, label", "type: txet, label", "line 5: type “txet” is unknown; use text"),
        (", example: 科技", "", "line 5: parameter text has no example"),
        (", default: 5", "", "line 6: the limit has no default"),
        ("什么是{text}", "什么是{word}", "line 9: “{word}” is no parameter"),
        ("{name: a, type", "{name: b, type", "columns lacks a; SELECT lacks b"),
        ("BIND(?_text AS ?a)", "BIND(?_text AS ?a", "line 14:"),
        ("BIND(?_text AS ?a)", "?a zz:b ?_text", "zz:b"),
        ("BIND(?_text AS ?a)", "BIND(?_word AS ?a)", "line 13: ?_word is no parameter"),
        (
            "  VALUES ?_text { UNDEF }\n  BIND(?_text AS ?a)",
            "  BIND(1 AS ?a)",
            "parameter text has no place in the query",
        ),
        ("{name: text,", "{name: Text,", "“Text” is no parameter name"),
        ("#+ empty: {zh: 无, en: None}\n", "", "line 1: empty is missing; add empty:"),
        ('["什么是{text}"]', "[]", "line 9: questions is empty"),
        ('["什么是{text}"]', "什么是{text}", "line 9: questions is no list"),
        ("#+ tags: [one]", "#+ tags: one", "line 3: tags is no list; write it as a list: [task]"),
        ("#+ tags: [one]", "# tags: [one]", "line 3: the header stops here and goes on at line 4"),
        ("example: 科技}", "example: 科技, required: yes}", "line 5: required “yes” is unknown; use true or false"),
        ("VALUES ?_text { UNDEF }", "VALUES ?_text {UNDEF}", "write “VALUES ?_text { UNDEF }” on a line of its own"),
        ("en: Asks}", "en: Asks: who}", "line 1: the header is no YAML"),
        ("type: text, zh", "type: txt, zh", "line 8: type “txt” is unknown; use text"),
        ("SELECT ?a WHERE", "SELCT ?a WHERE", "line 11: a query begins, after its prefixes, with SELECT"),
        ("SELECT ?a WHERE", "CONSTRUCT { ?a a ?a } WHERE", "this query gives no table; write a SELECT"),
        ("  BIND(?_text AS ?a)\n}", "  BIND(?_text AS ?a)\n} LIMIT 5", "line 14: the query sets its own LIMIT"),
        ("BIND(?_text AS ?a)", "SERVICE <http://x> { ?a ?b ?_text }", "line 13: SERVICE would ask another server"),
        (GOOD, "SELECT ?a {}", "line 1: the file has no header; begin with lines such as “#+ summary:”"),
    ],
)
def test_a_mistake_is_told_with_line_and_advice(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in GOOD
    assert any(message in line for line in told(tmp_path, GOOD.replace(old, new, 1))), told(
        tmp_path, GOOD.replace(old, new, 1)
    )


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace("#+ tags: [one]\n", "").replace(", example: 科技", "").replace(", default: 5", "")
    assert len(told(tmp_path, broken)) == 3


def test_a_catalogue_with_a_broken_header_does_not_load(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text("SELECT * {}", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"a\.rq, line 1"):
        load_catalogue(tmp_path)


def test_a_file_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_bytes("#+ summary: 问".encode("gb18030"))
    assert [str(mistake) for mistake in check_catalogue(tmp_path)] == ["a.rq, line 1: is not UTF-8; save it as UTF-8"]


@pytest.mark.parametrize(("name", "meant"), [("responsibility", "responsibilities"), ("unasigned", "unassigned-tasks")])
def test_an_unknown_query_is_told_with_the_one_meant(name: str, meant: str) -> None:
    with pytest.raises(UnknownQueryError, match=meant):
        find_query(name)


@pytest.mark.parametrize("name", load_catalogue())
def test_what_a_question_says_of_itself_names_no_code_and_no_file(name: str) -> None:
    query = find_query(name)
    said = [text for both in (query.description, query.empty) for text in (both.zh, both.en)]
    said = [text.replace("zhengtu compare --save", "").replace("zhengtu compare", "") for text in said]
    codes = re.compile(r"[a-z]+_[a-z_]+|--|\(\"|answer\.|" + "|".join(each for each in load_catalogue() if "-" in each))
    assert [codes.findall(text) for text in said] == [[]] * 4
    # Chinese readers meet no English words there.
    assert [re.findall(r"[A-Za-z]{3,}", text) for text in said[::2]] == [[], []]
