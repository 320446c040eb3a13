"""What every question answers on the samples, row by row; `python tests/golden_rows.py` writes the files anew."""

import json
from pathlib import Path

import pytest
from golden_rows import golden_answer, golden_files

from zhengtu.graph import Store
from zhengtu.queries.catalogue import find_query, load_catalogue

SAMPLES = Path(__file__).parents[2] / "cli" / "samples"


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: path.stem)
def test_a_question_answers_what_was_found_right_when_it_was_read(path: Path, samples: Store) -> None:
    wanted = path.read_text(encoding="utf-8")
    case = json.loads(wanted)
    found = golden_answer(case["query"], case["given"], samples)
    assert found.splitlines() == wanted.splitlines(), "judge the difference, then run: python tests/golden_rows.py"


@pytest.mark.parametrize("name", load_catalogue())
def test_every_question_has_a_golden_answer_with_rows(name: str) -> None:
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in golden_files()]
    assert any(case["query"] == name and case["rows"] for case in cases), f"run: python tests/golden_rows.py {name}"


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: path.stem)
def test_a_quote_of_a_golden_answer_stands_at_its_place_in_a_sample(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    texts = [sample.read_text(encoding="utf-8") for sample in SAMPLES.glob("*.txt")]
    for row in case["rows"]:
        row = {**case["same"], **row}
        begin = row.get("position")
        if not isinstance(begin, int) or begin < 0:
            begin = int(str(row["evidence"]).partition("#char=")[2].partition(",")[0])
        assert any(text.startswith(row["quote"], begin) for text in texts), row


@pytest.mark.parametrize("name", load_catalogue())
def test_every_question_is_documented_in_both_languages(name: str) -> None:
    query = find_query(name)
    labels = [each.label for each in query.parameters] + [each.title for each in query.columns]
    for wording in (query.summary, query.description, query.empty, *labels):
        assert any("一" <= letter <= "鿿" for letter in wording.zh), wording
        assert any(letter.isascii() and letter.isalpha() for letter in wording.en), wording
    assert len(query.description.en) > len(query.summary.en)
    assert len(query.patterns) >= 3
    assert query.tags
