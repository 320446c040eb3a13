"""``zhengtu demo``: what a newcomer sees first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from zhengtu.cli.demo import longest_chain, sample_names
from zhengtu.graph import open_store

Run = Callable[..., Result]


def test_it_shows_the_chain_from_basis_to_county(zhengtu: Run) -> None:
    result = zhengtu("demo")
    assert (result.exit_code, result.stderr) == (0, "")
    titles = [line.strip() for line in result.stdout.splitlines() if line.startswith("  《") and line.endswith("》")]
    assert [next(word for word in ("纲要", "规划（示", "意见", "方案") if word in title) for title in titles[:4]] == [
        "纲要",
        "规划（示",
        "意见",
        "方案",
    ]
    assert result.stdout.count("    ↓ 依据  “") == 3


@pytest.mark.parametrize("words", ["县科技局牵头", "没有写明", "zhengtu query", "What to run next"])
def test_it_shows_who_answers_what_is_open_and_what_to_run_next(words: str, zhengtu: Run) -> None:
    assert words in zhengtu("demo", "--quick").stdout


def test_it_keeps_the_graph_where_it_is_told_to(zhengtu: Run, tmp_path: Path) -> None:
    for _ in range(2):  # a second time finds its own documents and minds nothing
        assert zhengtu("demo", "--quick", "--store", tmp_path / "demo").exit_code == 0
    with open_store(tmp_path / "demo", read_only=True) as store:
        assert {document.source for document in store.documents()} == set(sample_names())


def test_what_it_advises_to_run_next_runs(zhengtu: Run, tmp_path: Path) -> None:
    kept = str(tmp_path / "demo")
    shown = zhengtu("demo", "--quick", "--store", kept).stdout
    lines = [line.split()[1:] for line in shown.splitlines() if line.startswith("  zhengtu query")]
    assert len(lines) == 3
    for arguments in lines:
        assert zhengtu(*arguments).exit_code == 0


def test_invented_documents_never_get_among_real_ones(zhengtu: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("某县修路工作方案\n一、重点任务\n（一）修路。修好公路。\n", encoding="utf-8")
    zhengtu("build", tmp_path / "plan.txt", "--store", tmp_path / "store")
    result = zhengtu("demo", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "某县修路工作方案" in result.stderr
    with open_store(tmp_path / "store", read_only=True) as store:
        assert len(store.documents()) == 1


def link(source: str, target: str) -> dict[str, str]:
    return {"from_iri": source, "to_iri": target}


@pytest.mark.parametrize(
    ("links", "longest"),
    [
        ([], ""),
        ([link("a", "b")], "ab"),
        ([link("a", "c"), link("b", "c"), link("a", "b")], "abc"),
        ([link("a", "b"), link("b", "a"), link("b", "c")], "abc"),
    ],
)
def test_the_longest_chain_ends_even_where_documents_cite_each_other(links: list[dict[str, str]], longest: str) -> None:
    chain = longest_chain(links)
    assert "".join(str(one["from_iri"]) for one in chain[:1]) + "".join(str(one["to_iri"]) for one in chain) == longest
