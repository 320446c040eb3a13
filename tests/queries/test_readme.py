"""The README for those who add a question: its example is a question without a mistake that answers on the samples."""

import re
from pathlib import Path

from zhengtu.graph import Store
from zhengtu.queries.catalogue import check_catalogue, load_catalogue
from zhengtu.queries.question import COLUMN_TYPES, PARAMETER_TYPES
from zhengtu.queries.running import run

README = Path(__file__).parents[2] / "queries" / "README.md"


def test_the_example_is_a_question_like_ours(tmp_path: Path, samples: Store) -> None:
    (example,) = re.findall(r"```sparql\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "addressees.rq").write_text(example, encoding="utf-8")
    assert check_catalogue(tmp_path) == ()
    query = load_catalogue(tmp_path)["addressees"]
    for parameter in query.parameters[:2]:
        rows = run(query, {parameter.name: parameter.example}, samples).rows
        assert rows
        assert all(row["quote"] and row["document"] and row["evidence"] for row in rows)
    assert all("企业" in str(row["addressee"]) for row in run(query, {"text": "企业"}, samples).rows)


def test_every_type_and_key_is_explained() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in (*PARAMETER_TYPES, *COLUMN_TYPES) if f"`{name}`" not in text] == []
