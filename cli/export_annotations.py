"""``zhengtu export annotations``: the evidence of a document, to be laid over its text."""

import io
import sys
from pathlib import Path

import click

from .options import open_for_reading, store_option
from .printing import note


@click.command("annotations")
@click.argument("document")
@click.option("--output", type=click.Path(path_type=Path), help="文件，如 evidence.jsonld File.")
@store_option
def command(document: str, output: Path | None, store: str) -> None:
    """导出一份文件（文号、标题或简称）的全部证据：每个发现及其原文位置。

    Export the evidence of a document as Web Annotations (JSON-LD): every finding with the place of its words.
    """
    from ..graph.export_annotations import write_annotations
    from ..graph.export_file import whole_file
    from ..queries import resolve

    with open_for_reading(store) as graph:
        iri = resolve("document", document, graph)[0].iri
        written = io.StringIO()
        number = write_annotations(graph, iri, written)
    content = written.getvalue().encode("utf-8", errors="replace")
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        with whole_file(output) as file:
            file.write(content)
    note(f"{number:,} 条证据 (annotations){f'，写入 {output}' if output else ''}")
    if not number:
        note("这份文件中没有读出任何内容 (nothing was found in this document)")
