"""``zhengtu validate``: the graph against the shapes of the ontology."""

from pathlib import Path

import click

from .failure import MENDABLE
from .options import load, ontology_option, open_for_reading, store_option


@click.command("validate")
@store_option
@ontology_option
@click.pass_context
def command(ctx: click.Context, store: str, folder: Path | None) -> None:
    """按 SHACL 形状约束检查图谱，逐条列出问题和原文。

    Check a graph against the shapes of the ontology; each finding shows the words of the text.
    """
    from ..graph.validation import validate

    with open_for_reading(store) as graph:
        violations = validate(graph, load(folder))
    for violation in violations:
        click.echo(f"{violation.severity}: {violation}")
    errors = sum(violation.severity == "error" for violation in violations)
    click.echo(f"{errors} 处错误 (errors)，{len(violations) - errors} 处提示 (remarks)")
    if errors:
        ctx.exit(MENDABLE)
