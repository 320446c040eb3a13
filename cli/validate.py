"""``zhengtu validate``: a graph, or files, against the shapes of the ontology."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failure import MENDABLE, Failure
from .options import load, ontology_option, open_for_reading, store_option
from .printing import note_problem, print_json

if TYPE_CHECKING:
    from ..graph import Store
    from ..graph.violation import Violation
    from ..ontology import Ontology

_FORMATS = ("table", "json", "ttl")
#: Files of quads or triples are checked as they are; anything else is a text, which is read first.
_RDF = (".nq", ".nt", ".trig", ".ttl")


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILES]...")
@store_option
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="输出格式；ttl 为 SHACL 标准报告 Output format; ttl is SHACL's own report.",
)
@click.option(
    "--engine",
    type=click.Choice(("sparql", "pyshacl")),
    default="sparql",
    show_default=True,
    help="sparql 快；pyshacl 是参照实现，慢十倍以上 sparql is fast, pyshacl is the reference.",
)
@ontology_option
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], store: str, form: str, engine: str, folder: Path | None
) -> None:
    """按 SHACL 形状约束检查图谱，逐条列出问题、所在文件和原文。

    给出 FILES 时检查这些文件（政策文本，或 RDF：.nq .nt .trig .ttl），不给时检查 --store 中的图谱。
    有错误 (error) 时退出码为 1；只有提示 (warning) 时为 0。

    Check a graph against the shapes of the ontology: each finding names the document and the place and quotes the
    words. With FILES (policy texts, or RDF), check these instead of the store. The exit code is 1 for errors, 0 for
    warnings alone.
    """
    from ..graph.validation import validate
    from ..graph.validation_report import count_severities, to_json, to_turtle

    ontology = load(folder)
    with _opened(files, store, ontology) as graph:
        violations = validate(graph, ontology, engine=engine)
        size, documents = len(graph), len(graph.documents())
    if form == "json":
        print_json(to_json(violations, engine))
    elif form == "ttl":
        click.echo(to_turtle(violations), nl=False)
    else:
        _print_for_reading(violations)
        counted = count_severities(violations)
        click.echo(
            f"{counted['error']} 处错误 (errors)，{counted['warning'] + counted['info']} 处提示 (warnings)；"
            f"检查了 {documents} 份文件、{size} 条陈述 (documents, statements)"
        )
    if any(violation.severity == "error" for violation in violations):
        ctx.exit(MENDABLE)


def _print_for_reading(violations: "tuple[Violation, ...]") -> None:
    """Print the violations below the title of their document, those of the graph at large at the end."""
    title = None
    for violation in sorted(violations, key=lambda each: not each.document):
        if violation.document != title:
            title = violation.document
            click.echo(f"《{title}》" if title else "其他 (elsewhere)")
        severity = {"error": "错误 error", "warning": "提示 warning"}.get(violation.severity, "说明 info")
        click.echo(f"  {severity}：{violation.message}")
        if violation.message_en:
            click.echo(f"    {violation.message_en}")
        place = "，".join(
            filter(None, (violation.words.place, f"第 {violation.begin} 字起" if violation.quote else ""))
        )
        if place:
            click.echo(f"    位置 where：{place}")
        if violation.quote:
            click.echo(f"    原文 words：“{violation.shown_quote}”")
        if violation.value:
            click.echo(f"    所给的值 value：{violation.value}")
        click.echo(f"    标识 IRI：{violation.focus}")


@contextmanager
def _opened(files: tuple[Path, ...], address: str, ontology: "Ontology") -> "Iterator[Store]":
    if not files:
        with open_for_reading(address) as store:
            yield store
        return
    from ..graph import open_store
    from ..graph.building import build

    rdf = [path for path in files if path.suffix.lower() in _RDF]
    texts = [path for path in files if path not in rdf]
    with _of_rdf(rdf) if rdf else open_store("memory:") as store:
        if texts:
            report = build(texts, store, ontology)
            for problem in report.all_problems:
                note_problem(problem)
            if not any(row.document for row in report.rows):
                raise Failure(f"{texts[0]}: 没有读出文件 (nothing was read); 请给出政策文本 (give policy texts)")
        yield store


def _of_rdf(paths: list[Path]) -> "Store":
    import pyoxigraph

    from ..graph import Store

    inner = pyoxigraph.Store()
    for path in paths:
        try:
            with path.open("rb") as file:
                inner.bulk_load(file, pyoxigraph.RdfFormat.from_extension(path.suffix[1:].lower()))
        except (SyntaxError, ValueError) as error:
            what = " ".join(str(error).split())
            raise Failure(f"{path}: 不是正确的 RDF (not well-formed): {what}; 请改正该处 (correct it)") from error
    return Store(inner, "memory:")
