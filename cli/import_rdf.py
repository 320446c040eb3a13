"""``zhengtu import-rdf``: a store made of a file that `zhengtu export rdf` wrote."""

from pathlib import Path

import click

from .failure import Misuse
from .options import store_option
from .printing import note


@click.command("import-rdf")
@click.argument("file", type=click.Path(path_type=Path))
@store_option
def command(file: Path, store: str) -> None:
    """用 zhengtu export rdf 导出的文件（.nq、.trig、.jsonld，可加 .gz）重建图谱；--store 须是新的或空的文件夹。

    Make a store of an exported file; --store must be a new or empty folder.
    """
    from ..graph.export_dump import import_store

    if "://" in store or store == "memory:":
        what = f"--store {store}: import-rdf 只写入文件夹 (writes a folder only)"
        raise Misuse(f"{what}; 请给出新的文件夹 (give a new folder)")
    imported = import_store(file, Path(store))
    click.echo(f"图谱 {store}：{imported.documents} 份文件，{imported.quads:,} 条四元组 (documents, quads)")
    if not imported.documents:
        note("说明 note: 文件中没有政策文件 (no policy document in it)，可能不是 zhengtu export rdf 导出的")
