"""``zhengtu evaluate``: how well a reading agrees with a person's annotations."""

from difflib import get_close_matches
from pathlib import Path

import click

from .failure import Misuse
from .options import load, ontology_option


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.argument("document", type=click.Path(path_type=Path), metavar="RECORD|DOCUMENT")
@click.option("--errors", metavar="LAYER", help="列出某一层的漏报和误报 List what one layer missed and invented.")
@ontology_option
def command(gold: Path, document: Path, errors: str | None, folder: Path | None) -> None:
    """把读取结果与人工标注比较，逐层给出准确率、召回率和 F1。

    Score a record (JSON) or a document against a gold file, layer by layer.
    """
    from ..ingest.evaluation import evaluate_paths, format_errors, format_report

    report = evaluate_paths(gold, document, load(folder))
    layers = [layer.name for layer in report.layers]
    if errors is not None and errors not in layers:
        close = get_close_matches(errors, layers, n=3, cutoff=0.5) or layers
        raise Misuse(f"没有“{errors}”这一层 (no such layer); 可用 (use): {', '.join(close)}")
    shown = format_report(report) if errors is None else format_errors(report, errors)
    click.echo(shown.rstrip("\n"))
