"""``zhengtu export network``: a projection of the graph in a format that other programs open."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .export import progress
from .failure import Misuse
from .network_options import network_options, read_network
from .options import open_for_reading, store_option
from .printing import note, print_table

if TYPE_CHECKING:
    from ..graph.export_network import Format
    from ..graph.network import Network


@click.command("network")
@click.argument("projection", required=False, default="")
@click.option("--format", "form", default="", help="格式；不给时看文件名 [默认 default: graphml]")
@click.option("--output", type=click.Path(path_type=Path), help="文件；csv、neo4j 为文件夹 A file, or a folder.")
@network_options
@click.option("--measures", is_flag=True, help="加上联系数、居间度、社群等各列 Add columns with what is measured.")
@click.option("--bom", is_flag=True, help="文件开头加 UTF-8 标记，便于 Excel 打开 Mark CSV as UTF-8 for Excel.")
@store_option
def command(
    projection: str, form: str, output: Path | None, measures: bool, bom: bool, store: str, **given: Any
) -> None:
    """导出关系网络；不带名称时列出所有网络和格式。

    Export a network of the graph; without a name, list the networks and formats. Without --output it is printed.
    """
    if not projection:
        _print_projections()
        return
    from ..graph.export_network import export_network, print_network

    chosen = _format(form, output)
    with open_for_reading(store) as graph, progress("读取图谱 reading") as advance:
        network = read_network(graph, projection, given, advance)
    if measures:
        from ..graph.network_measuring import add_measures, measure_network

        with progress("测量 measuring") as advance:
            add_measures(network, measure_network(network, progress=advance))
    if output is None:
        remarks = print_network(network, chosen.name, sys.stdout.buffer)
    else:
        with progress("写出 writing") as advance:
            remarks = export_network(network, chosen.name, output, bom=bom, progress=advance)
    _tell(network, output, remarks)


def _format(name: str, output: Path | None) -> "Format":
    """Return the format that was named, or that the name of the file tells."""
    from ..graph.export_network import find_format, format_of
    from ..graph.projection import NetworkError

    told = format_of(output) if output and not name else None
    try:
        chosen = told or find_format(name or "graphml")
    except NetworkError as error:
        raise Misuse(str(error)) from None
    if chosen.is_folder and output is None:
        what = f"格式 {chosen.name} 有多个文件 (several files: {', '.join(chosen.writers)})"
        raise Misuse(f"{what}; 请用 --output 指定文件夹 (give a folder)")
    return chosen


def _tell(network: "Network", output: Path | None, remarks: tuple[str, ...]) -> None:
    title, nodes, edges = network.graph["title"], network.number_of_nodes(), network.number_of_edges()
    where = f"，写入 {output}" if output else ""
    note(f"{title}：{nodes:,} 个节点，{edges:,} 条边 (nodes, edges){where}")
    if not nodes:
        note("网络是空的：图谱中没有这样的联系，或没有符合条件的 (an empty network: nothing fits)")
    for remark in (*network.graph["notes"], *remarks):
        note(f"说明 note: {remark}")


def _print_projections() -> None:
    from ..graph.export_network import FORMATS
    from ..graph.projection_file import load_projections

    kinds = {"graph": "无向", "digraph": "有向", "multigraph": "无向多重", "multidigraph": "有向多重"}
    networks = load_projections().values()
    rows = [(each.name, each.summary.zh, each.summary.en, kinds[each.kind]) for each in networks]
    print_table(("名称 Name", "网络", "Network", "边 Edges"), rows)
    formats = [(form.name, form.suffix or "（文件夹）", form.about) for form in FORMATS.values()]
    print_table(("格式 Format", "后缀", "用于 For"), formats)
    click.echo("用法 Usage:  zhengtu export network agency-agency --output agencies.graphml --store DIR")
