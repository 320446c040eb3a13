"""``zhengtu export measures``: what is measured of a network, or of each document, as a table that can be compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .export import progress
from .failure import Misuse
from .network_options import network_options, read_documents, read_network
from .options import FORMATS, language_option, open_for_reading, store_option
from .printing import Plain, csv_text, json_text, note, print_table

if TYPE_CHECKING:
    from ..graph import Store

DOCUMENTS = "documents"
_FORMATS = (*FORMATS, "xlsx")
_SHOWN = 20
#: So much of a document's title fits beside its figures: the beginning says who, the end says what.
_TITLE, _LEAST, _LEAST_EN = 17, 18, 10
_LEVELS = {"national": "国家", "province": "省级", "prefecture": "地级", "county": "县级", "township": "乡级"}
_KNOWN = {
    "label": ("名称", "Name"),
    "type_label": ("类型", "Type"),
    "level": ("层级", "Level"),
    "date": ("日期", "Date"),
}
_SHEETS = {
    "zh": ("各节点", "各文件", "整个网络", "指标说明", "指标", "数值", "含义", "取值"),
    "en": ("Nodes", "Documents", "Whole network", "What it means", "Measure", "Value", "Meaning", "Range"),
}


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows with their columns; ``whole`` are the figures of the network itself, empty for documents."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Plain], ...]
    whole: Mapping[str, Plain]
    notes: tuple[str, ...]


@click.command("measures")
@click.argument("projection", required=False, default="")
@click.option("--format", "form", default="", help="table、csv、json、xlsx；不给时看文件名 [默认 default: table]")
@click.option("--output", type=click.Path(path_type=Path), help="文件，如 measures.xlsx、measures.csv File.")
@click.option("--by", default="", metavar="MEASURE", help="按哪一项排序，如 betweenness Order by this, highest first.")
@click.option("--top", type=click.IntRange(1), help="只列前几个（表格默认 20） Only so many (a table: 20).")
@click.option("--bom", is_flag=True, help="CSV 文件开头加 UTF-8 标记，便于 Excel 打开 Mark CSV as UTF-8 for Excel.")
@network_options
@language_option
@store_option
def command(
    projection: str,
    form: str,
    output: Path | None,
    by: str,
    top: int | None,
    bom: bool,
    lang: str,
    store: str,
    **given: Any,
) -> None:
    """测量网络：联系数、居间度、PageRank、社群、核数等；PROJECTION 为 documents 时，逐份文件比较。

    Measure a network: degree, betweenness, PageRank, communities, cores and more for each node, density and the like
    for the whole. With `documents` for PROJECTION, compare documents: tasks assigned, joint work, length of the chain,
    mix of instruments. Without PROJECTION, list the measures and what they mean.
    """
    if not projection:
        _print_measures(lang)
        return
    chosen = _format(form, output)
    with open_for_reading(store) as graph:
        table = _documents(graph, given) if projection == DOCUMENTS else _network(graph, projection, given)
    rows = _sorted(table, by)
    most = top or (_SHOWN if chosen == "table" else len(rows))
    cut = len(rows) - most
    _write(table, rows[:most], cut, chosen, output, bom, lang)
    if not rows:
        note("没有可测量的：图谱中没有这样的联系，或没有符合条件的 (nothing to measure: nothing fits)")
    if cut > 0 and chosen == "table":
        note(f"共 {len(rows):,} 个，列出前 {most} 个；全部请用 --format csv 或 --top (all: --format csv, or --top)")
    for remark in table.notes:
        note(f"说明 note: {remark}")


def _format(form: str, output: Path | None) -> str:
    chosen = form or (output.suffix.lower().lstrip(".") if output else "table") or "table"
    if chosen not in _FORMATS:
        close = get_close_matches(chosen, _FORMATS, n=1)
        advice = f"您是不是要用 (did you mean): {close[0]}" if close else f"可用 (use): {', '.join(_FORMATS)}"
        raise Misuse(f"没有格式“{chosen}” (no such format); {advice}")
    if chosen == "xlsx" and output is None:
        raise Misuse("工作簿要写入文件 (a workbook needs a file); 请用 (use) --output measures.xlsx")
    if chosen == "table" and output is not None:
        raise Misuse("表格只在屏幕上显示 (a table is for the screen); 请用 (use) --output measures.csv 或 .xlsx")
    return chosen


def _network(graph: "Store", projection: str, given: dict[str, Any]) -> _Table:
    from ..graph.network_measuring import measure_network

    with progress("读取图谱 reading") as advance:
        network = read_network(graph, projection, given, advance, also=(DOCUMENTS,))
    with progress("测量 measuring") as advance:
        found = measure_network(network, progress=advance)
    about = [name for name in _KNOWN if any(name in said for _, said in network.nodes(data=True))]
    measured = tuple(next(iter(found.nodes.values()), {}))
    rows = tuple(
        {"id": node, **{name: network.nodes[node].get(name) for name in about}, **figures}
        for node, figures in found.nodes.items()
    )
    notes = (*network.graph["notes"], *found.notes)
    return _Table(network.graph["title"], ("id", *about, *measured), rows, found.whole, notes)


def _documents(graph: "Store", given: dict[str, Any]) -> _Table:
    from ..graph.document_measures import measure_documents
    from ..graph.network_measure import MEASURES

    for name in ("types", "links", "around", "named_only"):
        if given[name]:
            option = {"types": "type", "links": "link", "named_only": "named-only"}.get(name, name)
            raise Misuse(f"比较文件时没有 --{option} (documents are not narrowed down so); 请去掉 (leave it out)")
    documents = read_documents(graph, given)
    with progress("测量 measuring") as advance:
        found = measure_documents(
            graph,
            documents=documents,
            since=given["since"],
            until=given["until"],
            concluded=given["concluded"],
            progress=advance,
        )
    columns = tuple(name for name, measure in MEASURES.items() if measure.of == "document")
    rows = tuple(
        {"id": each.iri, "label": each.title, "level": each.level, "date": each.issued, **each.figures}
        for each in found
    )
    return _Table("文件比较", ("id", "label", "level", "date", *columns), rows, {}, ())


def _sorted(table: _Table, by: str) -> list[Mapping[str, Plain]]:
    """Return the rows as they are wanted: nodes by degree, documents by date, or by what was asked for."""
    measured = [column for column in table.columns if column not in (*_KNOWN, "id")]
    if by and table.rows and by not in measured:
        close = get_close_matches(by, measured, n=1)
        advice = f"您是不是要用 (did you mean): {close[0]}" if close else f"可用 (use): {', '.join(measured)}"
        raise Misuse(f"没有“{by}”这一列 (no such column); {advice}")
    rows = list(table.rows)
    if table.whole or by:
        key = by or "degree"
        rows.sort(key=lambda row: -float(str(row.get(key) or 0)))
    return rows


def _title(column: str, lang: str) -> str:
    from ..graph.network_measure import MEASURES

    if column in MEASURES:
        words = MEASURES[column].title
        return words.zh if lang == "zh" else words.en
    return _KNOWN.get(column, ("标识", "IRI"))[lang == "en"]


def _write(
    table: _Table,
    rows: Sequence[Mapping[str, Plain]],
    cut: int,
    form: str,
    output: Path | None,
    bom: bool,
    lang: str,
) -> None:
    if form == "table":
        _print(table, rows, lang)
    elif form == "xlsx":
        assert output is not None
        _write_workbook(table, rows, output, lang)
    else:
        if form == "csv":
            text = csv_text(table.columns, [[row.get(name) for name in table.columns] for row in rows])
        else:
            text = json_text(_as_json(table, rows, cut))
        if output is None:
            click.echo(text, nl=False)
        else:
            _save(text.encode("utf-8-sig" if bom and form == "csv" else "utf-8", errors="replace"), output)
    if output is not None:
        note(f"{table.title}：{len(rows):,} 行，写入 {output} (rows)")


def _print(table: _Table, rows: Sequence[Mapping[str, Plain]], lang: str) -> None:
    """Print for people: without what is alike everywhere, shares of documents in per cent, levels in words."""
    if not rows:
        return
    kinds = {row.get("type_label") for row in table.rows}
    shown = [name for name in table.columns if name != "id" and (name != "type_label" or len(kinds) > 1)]
    print_table(
        [_title(name, lang) for name in shown],
        [[_shown(name, row.get(name), lang, bool(table.whole)) for name in shown] for row in rows],
        wide=(0,),
        least=_LEAST if lang == "zh" else _LEAST_EN,
    )
    whole = [(_title(name, lang), value) for name, value in table.whole.items() if value is not None]
    if whole:
        print_table(_SHEETS[lang][4:6], whole)


def _shown(name: str, value: Plain, lang: str, of_node: bool) -> Plain:
    if name == "level" and lang == "zh":
        return _LEVELS.get(str(value), value)
    if isinstance(value, float):
        # Weighted degrees may be large; a share of documents is told in per cent.
        return f"{value:.4g}" if of_node else f"{value:.0%}"
    if name == "date" and not of_node:
        return str(value)[:4]
    if name == "label" and not of_node:
        text = str(value)
        return text if len(text) <= _TITLE else f"{text[: _TITLE // 2]}…{text[-_TITLE // 2 :]}"
    return value


def _as_json(table: _Table, rows: Sequence[Mapping[str, Plain]], cut: int) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": list(table.columns),
        "rows": [{name: row.get(name) for name in table.columns} for row in rows],
        "truncated": cut > 0,
        "whole": dict(table.whole),
        "notes": list(table.notes),
    }


def _save(content: bytes, output: Path) -> None:
    from ..graph.export_file import whole_file

    with whole_file(output) as file:
        file.write(content)


def _write_workbook(table: _Table, rows: Sequence[Mapping[str, Plain]], output: Path, lang: str) -> None:
    """Write the rows, the figures of the whole, and a sheet that says what every column means."""
    from ..graph.export_file import whole_file
    from ..graph.export_workbook import Heading, Matrix, Sheet, write_workbook
    from ..graph.network_measure import MEASURES

    words = _SHEETS[lang]
    columns = tuple(Heading(name, _title(name, lang)) for name in (*table.columns[1:], table.columns[0]))
    sheets: list[Sheet | Matrix] = [Sheet(words[0] if table.whole else words[1], columns, rows)]
    if table.whole:
        figures = [{"name": _title(name, lang), "value": value} for name, value in table.whole.items()]
        sheets.append(Sheet(words[2], (Heading("name", words[4]), Heading("value", words[5])), figures))
    explained = [
        {
            "name": _title(name, lang),
            "meaning": MEASURES[name].meaning.zh if lang == "zh" else MEASURES[name].meaning.en,
            "range": MEASURES[name].range,
        }
        for name in (*table.columns, *table.whole)
        if name in MEASURES
    ]
    notes = [{"name": "", "meaning": remark, "range": ""} for remark in table.notes]
    headings = (Heading("name", words[4]), Heading("meaning", words[6], quote=True), Heading("range", words[7]))
    sheets.append(Sheet(words[3], headings, [*explained, *notes]))
    with whole_file(output) as file:
        for remark in write_workbook(sheets, file):
            note(f"说明 note: {remark}")


def _print_measures(lang: str) -> None:
    from ..graph.network_measure import MEASURES

    kinds = {"node": "节点", "edge": "边", "network": "网络", "document": "文件"}
    titles = ("列 Column", "指标", "测量 Of", "含义", "取值 Range")
    if lang == "en":
        titles = ("Column", "Measure", "Of", "Meaning", "Range")
    rows = [
        (
            each.name,
            each.title.zh if lang == "zh" else each.title.en,
            kinds[each.of] if lang == "zh" else each.of,
            each.meaning.zh if lang == "zh" else each.meaning.en,
            each.range,
        )
        for each in MEASURES.values()
    ]
    print_table(titles, rows, wide=(3,), whole=True)
    click.echo("用法 Usage:  zhengtu export measures agency-agency --by betweenness --store DIR")
    click.echo("             zhengtu export measures documents --output documents.xlsx --store DIR")
