"""The dictionary as a whole, and the tables it is read from."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ontology import check_ontology, load_ontology
from zhengtu.ontology.table import Row, read_table

NAMES = st.text(st.characters(categories=["Lo"]), min_size=1, max_size=8)


def test_the_shipped_dictionary_has_no_mistake() -> None:
    assert [str(mistake) for mistake in check_ontology()] == []


def test_a_folder_is_read_once_per_process(folder: Path) -> None:
    assert load_ontology() is load_ontology(Path(load_ontology().folder))
    assert load_ontology(folder) is load_ontology(folder / ".." / folder.name)


def test_a_folder_without_rules_and_vocabularies_is_a_dictionary(folder: Path) -> None:
    ontology = load_ontology(folder)
    assert (ontology.rules, ontology.vocabularies) == ({}, {})
    assert ontology.folder == folder.resolve()


def test_sets_may_be_left_out(folder: Path) -> None:
    for path in (folder / "sets").iterdir():
        path.unlink()
    assert load_ontology(folder).sets == {}


@given(st.lists(NAMES, max_size=5))
def test_a_list_in_a_cell_is_read_as_it_was_written(names: list[str]) -> None:
    assert Row(2, {"names": "|".join(names)}).items("names") == tuple(names)
    assert Row(2, {"names": " | ".join(names)}).items("names") == tuple(names)


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('a,b\n1,"two\nlines"\n\n3,4\n', "utf-8")
    assert [(row.line, row["a"]) for row in read_table(tmp_path, "t.csv", ("a", "b")).rows] == [(2, "1"), (5, "3")]
