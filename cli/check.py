"""``zhengtu check``: every mistake in the expert's files and in the queries, at once."""

from pathlib import Path

import click

from .failure import MENDABLE, Failure
from .options import ontology_option


@click.command("check")
@ontology_option
@click.pass_context
def command(ctx: click.Context, folder: Path | None) -> None:
    """检查词表、规则和查询文件，一次列出所有错误（文件、行号、改法），并试读规则的每个例句。

    Check vocabularies, gazetteers, rules and queries; every mistake comes with file, line and advice. The examples of
    the rules are read as documents are: one that no longer holds is told as well.
    """
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
