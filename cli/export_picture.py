"""``zhengtu export picture``: a network or a chart as SVG, PNG or a page to click through."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .export import progress
from .failure import Misuse
from .network_options import network_options, read_documents, read_network
from .options import language_option, open_for_reading, store_option
from .printing import note, print_table

if TYPE_CHECKING:
    from ..graph import Store
    from ..graph.drawing import Drawing

FORMATS = ("svg", "png", "html")
_LAYOUTS = ("auto", "layered", "force")
# Name → what it shows; any projection is a picture too.
CHARTS = {
    "responsibilities": ("责任热图：单位与任务，颜色为角色；多份文件时为职责数", "Who answers for what, as a heat map"),
    "targets": ("指标与时限：各文件要在哪一年达到什么", "Targets by year and document"),
    "instruments": ("政策工具比例：供给、环境、需求", "The mix of policy instruments of each document"),
}
_ROWS = "20000"


@click.command("picture")
@click.argument("picture", required=False, default="")
@click.option("--format", "form", default="", help="svg、png、html；不给时看文件名 [默认 default: svg]")
@click.option("--output", type=click.Path(path_type=Path), help="文件，如 chain.html File.")
@click.option("--nodes", type=click.IntRange(2, 2000), default=200, show_default=True, help="最多画几个 Draw at most.")
@click.option("--layout", default="auto", show_default=True, help="layered（分层）或 force（力导向） Layout.")
@click.option("--font", type=click.Path(path_type=Path), help="PNG 所用的中文字体文件 Font file for PNG.")
@click.option("--scale", type=click.FloatRange(0.2, 8), default=2.0, show_default=True, help="PNG 的倍数 Scale of PNG.")
@network_options
@language_option
@store_option
def command(
    picture: str,
    form: str,
    output: Path | None,
    nodes: int,
    layout: str,
    font: Path | None,
    scale: float,
    lang: str,
    store: str,
    **given: Any,
) -> None:
    """画图：任一关系网络，或责任热图、指标图、政策工具图；不带名称时列出全部。

    Draw a network, a heat map of duties, a chart of targets or of instruments. An HTML file needs no network and can
    be mailed; a click shows the quotes. Without a name, list the pictures. Without --output it is printed.
    """
    if not picture:
        _print_pictures()
        return
    chosen = _format(form, output)
    if layout not in _LAYOUTS:
        raise Misuse(f"没有布局“{layout}” (no such layout); 可用 (use): {', '.join(_LAYOUTS)}")
    with open_for_reading(store) as graph:
        if picture in CHARTS:
            drawing, empty = _chart(graph, picture, given, lang)
        else:
            from ..graph.network_drawing import draw_network

            with progress("读取图谱 reading") as advance:
                network = read_network(graph, picture, given, advance, also=tuple(CHARTS))
            drawing, empty = draw_network(network, layout=layout, most=nodes, lang=lang), not network
    content = _content(drawing, chosen, lang, font, scale)
    _save(content, output)
    where = f"，写入 {output}" if output else ""
    note(f"{drawing.title}：{drawing.width:,} × {drawing.height:,} 像素 (pixels){where}")
    if empty:
        note("图是空的：图谱中没有这样的内容，或没有符合条件的 (an empty picture: nothing fits)")
    for remark in drawing.notes:
        note(f"说明 note: {remark}")


def _format(form: str, output: Path | None) -> str:
    from difflib import get_close_matches

    chosen = form or (output.suffix.lower().lstrip(".") if output else "") or "svg"
    chosen = {"htm": "html"}.get(chosen, chosen)
    if chosen not in FORMATS:
        close = get_close_matches(chosen, FORMATS, n=1)
        advice = f"您是不是要用 (did you mean): {close[0]}" if close else f"可用 (use): {', '.join(FORMATS)}"
        raise Misuse(f"没有格式“{chosen}” (no such format); {advice}")
    return chosen


def _chart(graph: "Store", picture: str, given: dict[str, Any], lang: str) -> "tuple[Drawing, bool]":
    """Return a chart, and whether there is nothing in it."""
    from ..graph.chart_drawing import draw_heat_map, draw_instruments, draw_targets
    from ..graph.document_measures import measure_documents
    from ..graph.network import chosen_documents
    from ..queries import find_query, run

    for name in ("types", "links", "around", "named_only"):
        if given[name]:
            option = {"types": "type", "links": "link", "named_only": "named-only"}.get(name, name)
            raise Misuse(f"图 {picture} 没有 --{option} (this picture is not narrowed down so); 请去掉 (leave it out)")
    documents = read_documents(graph, given)
    if picture == "instruments":
        with progress("测量 measuring") as advance:
            measured = measure_documents(
                graph, documents=documents, since=given["since"], until=given["until"], progress=advance
            )
        return draw_instruments(measured, lang), not measured
    notes: list[str] = []
    chosen = {each.iri for each in chosen_documents(graph, documents, given["since"], given["until"], notes)}
    query = find_query("responsibility-matrix" if picture == "responsibilities" else "targets")
    answer = run(query, {"limit": _ROWS}, graph)
    rows = [row for row in answer.rows if row["document_iri"] in chosen]
    if picture == "responsibilities":
        said = [row for row in rows if row["explicit"] or given["concluded"]]
        if len(said) < len(rows):
            notes.append(
                f"另有 {len(rows) - len(said)} 项推断的职责未列入 (concluded duties left out; see --concluded)"
            )
        rows = said
    for remark in notes:
        note(f"说明 note: {remark}")
    draw: Callable[..., Drawing] = draw_heat_map if picture == "responsibilities" else draw_targets
    return draw(rows, lang), not rows


def _content(drawing: "Drawing", form: str, lang: str, font: Path | None, scale: float) -> bytes:
    from ..graph.drawing_files import as_page, as_png, as_svg
    from ..graph.drawing_font import find_chinese_font

    if form == "png":
        return as_png(drawing, find_chinese_font(font), scale)
    return (as_svg(drawing) if form == "svg" else as_page(drawing, lang)).encode("utf-8", errors="replace")


def _save(content: bytes, output: Path | None) -> None:
    import sys

    from ..graph.export_file import whole_file

    if output is None:
        sys.stdout.buffer.write(content)
        return
    with whole_file(output) as file:
        file.write(content)


def _print_pictures() -> None:
    from ..graph.projection_file import load_projections

    rows = [(name, *about) for name, about in CHARTS.items()]
    rows += [(each.name, each.summary.zh, each.summary.en) for each in load_projections().values()]
    print_table(("名称 Name", "图", "Picture"), rows)
    click.echo("用法 Usage:  zhengtu export picture policy-chain --document 文号 --output chain.html --store DIR")
