"""``zhengtu check``: every mistake in the expert's files and in the queries, at once."""

from pathlib import Path

import click

from .failure import MENDABLE, Failure
from .options import ontology_option, open_for_reading
from .printing import note_problem


@click.command("check")
@ontology_option
@click.option("--store", metavar="DIR", help="改为检查这个图谱是否完整 Verify this graph instead.")
@click.pass_context
def command(ctx: click.Context, folder: Path | None, store: str | None) -> None:
    """检查词表、规则和查询文件，一次列出所有错误（文件、行号、改法），并试读规则的每个例句。

    Check vocabularies, gazetteers, rules and queries; every mistake comes with file, line and advice. The examples of
    the rules are read as documents are: one that no longer holds is told as well. With --store: whether every document
    of a graph is whole, every finding has its quote, and every quote is what the text says at its place.
    """
    if store is not None:
        _check_store(ctx, store)
        return
    from ..ingest.rule_examples import failing_examples
    from ..ontology import check_ontology, load_ontology
    from ..queries import check_catalogue

    if folder is not None and not folder.is_dir():
        raise Failure(f"{folder}: 没有这个文件夹 (no such folder); 请给出词表所在文件夹，如 ontology/")
    files = check_ontology(folder)
    # Examples can only run through a dictionary that loads.
    mistakes = (*files, *(() if files else failing_examples(load_ontology(folder))), *check_catalogue())
    for mistake in mistakes:
        click.echo(str(mistake))
    if mistakes:
        click.echo(f"共 {len(mistakes)} 处错误 (mistakes)", err=True)
        ctx.exit(MENDABLE)
    click.echo("没有错误 (no mistakes)")


def _check_store(ctx: click.Context, address: str) -> None:
    from ..graph.store_check import check_store

    with open_for_reading(address) as graph:
        found = check_store(graph)
    for problem in found.problems:
        note_problem(problem)
    sums = f"文件 {found.documents:,}、引文 {found.passages:,}、四元组 {found.quads:,}"
    sums += f" ({found.documents:,} documents, {found.passages:,} quotes, {found.quads:,} quads)"
    if found.problems:
        click.echo(f"{sums}；共 {len(found.problems)} 处错误 (mistakes)", err=True)
        ctx.exit(MENDABLE)
    click.echo(f"没有错误 (no mistakes)：{sums}")
