"""``zhengtu evaluate``: how well a reading agrees with a person's annotations."""

from difflib import get_close_matches
from pathlib import Path

import click

from .failure import Failure, Misuse
from .options import load, ontology_option


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.argument("document", type=click.Path(path_type=Path), metavar="RECORD|DOCUMENT")
@click.option("--errors", metavar="LAYER", help="列出某一层的漏报和误报 List what one layer missed and invented.")
@ontology_option
def command(gold: Path, document: Path, errors: str | None, folder: Path | None) -> None:
    """把读取结果与人工标注比较，逐层给出准确率、召回率和 F1。

    Score a record (JSON) or a document against a gold file, layer by layer; with two folders, every gold file against
    the document of the same name, and all of them together in one table.
    """
    from ..ingest.evaluation import evaluate_paths, format_errors, format_report, total

    ontology = load(folder)
    if gold.is_dir():
        report = total([evaluate_paths(one, _of_same_name(one, document), ontology) for one in _gold_files(gold)])
    else:
        report = evaluate_paths(gold, document, ontology)
    layers = [layer.name for layer in report.layers]
    if errors is not None and errors not in layers:
        close = get_close_matches(errors, layers, n=3, cutoff=0.5) or layers
        raise Misuse(f"没有“{errors}”这一层 (no such layer); 可用 (use): {', '.join(close)}")
    shown = format_report(report) if errors is None else format_errors(report, errors)
    click.echo(shown.rstrip("\n"))


def _gold_files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.json"))
    if not found:
        raise Failure(f"{folder}：没有标注文件 (no gold file); 放入 *.json (put *.json files there)")
    return found


def _of_same_name(gold: Path, documents: Path) -> Path:
    """The document that a gold file annotates: the one of its name, with any ending but that of a gold file's own."""
    if not documents.is_dir():
        raise Misuse(f"{documents} 不是文件夹 (is no folder); GOLD 是文件夹时这里也须是文件夹 (give a folder)")
    for ending in (".txt", ".md", ".html", ".htm", ".docx", ".pdf"):
        if (documents / f"{gold.stem}{ending}").exists():
            return documents / f"{gold.stem}{ending}"
    raise Failure(f"{gold.name}：{documents} 中没有同名文档 (no document of this name); 补上文档或移走标注 (add it)")
