"""The catalogue in a notebook: functions of a store, tables, data frames, and the notebook of the documentation."""

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from zhengtu.graph import Store
from zhengtu.queries import Answer, UnknownParameterError, UnresolvedNameError, find_query, load_catalogue, run
from zhengtu.queries.offered import OfferedCatalogue, python_name

NOTEBOOK = Path(__file__).parents[2] / "docs" / "tour.ipynb"


@pytest.mark.parametrize("name", load_catalogue())
def test_every_question_is_a_function_with_the_answer_of_the_catalogue(name: str, samples: Store) -> None:
    query = find_query(name)
    given = {f"{key}_" if key == "from" else key: value for key, value in query.examples.items()}
    asked = getattr(samples.queries, python_name(name))(**given)
    # Rows that are equal in what they are sorted by may stand in any order.
    assert sorted(map(str, asked.rows)) == sorted(map(str, run(query, query.examples, samples).rows))


@pytest.mark.parametrize("name", load_catalogue())
def test_help_and_completion_tell_what_can_be_given(name: str, samples: Store) -> None:
    offered, query = getattr(samples.queries, python_name(name)), find_query(name)
    assert python_name(name) in dir(samples.queries)
    assert [each.rstrip("_") for each in inspect.signature(offered).parameters] == [p.name for p in query.parameters]
    described = inspect.getdoc(offered) or ""
    for told in (
        query.summary.zh,
        query.summary.en,
        query.description.en,
        query.empty.en,
        f"kg.queries.{python_name(name)}(",
    ):
        assert told in described
    assert all(f"{column.name}: {column.title.en}" in described for column in query.columns)


def test_a_wrong_name_is_told_with_the_one_meant(samples: Store) -> None:
    with pytest.raises(AttributeError, match="responsibilities"):
        samples.queries.responsibility()
    with pytest.raises(UnknownParameterError, match="agency"):
        samples.queries.responsibilities(agncy="科技部")
    with pytest.raises(UnresolvedNameError, match="库中没有"):
        samples.queries.responsibilities(agency="科学技树部")


def test_a_number_may_be_given_as_a_number_and_none_as_nothing(samples: Store) -> None:
    answer = samples.queries.tasks(limit=2, document=None)
    assert (len(answer), answer.truncated) == (2, True)


def test_an_answer_is_a_data_frame_with_all_columns(samples: Store) -> None:
    pytest.importorskip("pandas")
    answer = samples.queries.responsibilities(task="竹产业")
    frame = answer.to_pandas()
    assert list(frame.columns) == list(answer.columns)
    assert frame["quote"].tolist() == [row["quote"] for row in answer.rows]
    empty = samples.queries.targets(year=1999)
    assert (empty.to_pandas().shape[0], list(empty.to_pandas().columns)) == (0, list(empty.columns))


def test_without_pandas_it_is_said_what_to_do(samples: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        samples.queries.tasks().to_pandas()


def test_a_notebook_shows_quotes_escaped_and_says_what_no_rows_mean(samples: Store) -> None:
    answer = samples.queries.responsibilities(task="竹产业")
    shown = answer._repr_html_()
    assert all(f"<q>{row['quote']}</q>" in shown for row in answer.rows)
    assert find_query("targets").empty.zh in samples.queries.targets(year=1999)._repr_html_()
    spoilt = Answer(
        answer.query, answer.parameters, answer.resolved, answer.columns, ({**answer.rows[0], "quote": "<b>&"},), False
    )
    assert "<q>&lt;b&gt;&amp;</q>" in spoilt._repr_html_()


def test_the_catalogue_shows_itself_as_a_table_with_every_question(samples: Store) -> None:
    shown = OfferedCatalogue(samples)._repr_html_()
    assert all(f"<code>{python_name(name)}</code>" in shown for name in load_catalogue())


def test_a_network_comes_from_the_store(samples: Store) -> None:
    network = samples.network("agency-agency")
    assert network.number_of_edges() > 0
    assert all(data["weight"] >= 1 for _, _, data in network.edges(data=True))


@pytest.mark.skipif(not NOTEBOOK.is_file(), reason="the documentation is not installed")
def test_the_notebook_runs_and_keeps_no_output() -> None:
    cells = [cell for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    names: dict[str, object] = {}
    for number, cell in enumerate(cells):
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)  # our own file
    assert isinstance(names["kg"], Store)
    assert names["nobody"].rows  # type: ignore[attr-defined]
    assert names["way"].rows  # type: ignore[attr-defined]
    names["kg"].close()


def test_opening_a_store_loads_no_catalogue() -> None:
    code = "import sys; from zhengtu.graph import open_store; open_store('memory:'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "zhengtu.graph" in done.stdout.split()
    assert "zhengtu.queries" not in done.stdout.split()
