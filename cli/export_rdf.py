"""``zhengtu export rdf``: the whole store as one file."""

import sys
from pathlib import Path

import click

from .export import progress
from .failure import Misuse
from .options import open_for_reading, store_option
from .printing import note


@click.command("rdf")
@click.option("--output", type=click.Path(path_type=Path), help="文件，如 store.nq、store.trig.gz File.")
@click.option("--licence", default="", metavar="IRI", help="您给这份数据的许可 The licence you give the data.")
@store_option
def command(output: Path | None, licence: str, store: str) -> None:
    """导出整个图谱，附数据集说明（DCAT、VoID）；用 zhengtu import-rdf 可原样重建。

    Export the whole store with a description of it; `zhengtu import-rdf` makes the same store of it again. The format
    is told by the name: .nq, .trig, .jsonld keep the graphs apart, .nt, .ttl, .rdf do not; each also with .gz.
    """
    from ..graph.export_dump import DUMP_FORMATS, dump_format, export_store, write_store
    from ..graph.projection import NetworkError

    if output is not None:
        try:
            dump_format(output)
        except NetworkError as error:
            raise Misuse(str(error)) from None
    if licence and ":" not in licence:
        what = f"--licence “{licence}” 不是 IRI (no IRI)"
        raise Misuse(f"{what}; 例如 (for example): https://creativecommons.org/licenses/by/4.0/")
    with open_for_reading(store) as graph, progress("导出 exporting") as advance:
        if output is None:
            remarks = write_store(graph, sys.stdout.buffer, DUMP_FORMATS[".nq"], licence=licence, progress=advance)
        else:
            remarks = export_store(graph, output, licence=licence, progress=advance)
        quads = len(graph)
    note(f"{quads:,} 条四元组 (quads){f'，写入 {output}' if output else ''}")
    for remark in remarks:
        note(f"说明 note: {remark}")
