"""``zhengtu check``: every mistake in the expert's files and in the queries, at once."""

from pathlib import Path

import click

from .failure import MENDABLE, Failure
from .options import ontology_option


@click.command("check")
@ontology_option
@click.pass_context
def command(ctx: click.Context, folder: Path | None) -> None:
    """检查词表、规则和查询文件，一次列出所有错误（文件、行号、改法）。

    Check vocabularies, gazetteers, rules and queries; every mistake comes with file, line and advice.
    """
    from ..ontology import check_ontology
    from ..queries import check_catalogue

    if folder is not None and not folder.is_dir():
        raise Failure(f"{folder}: 没有这个文件夹 (no such folder); 请给出词表所在文件夹，如 ontology/")
    mistakes = (*check_ontology(folder), *check_catalogue())
    for mistake in mistakes:
        click.echo(str(mistake))
    if mistakes:
        click.echo(f"共 {len(mistakes)} 处错误 (mistakes)", err=True)
        ctx.exit(MENDABLE)
    click.echo("没有错误 (no mistakes)")
