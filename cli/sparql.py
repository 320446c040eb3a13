"""``zhengtu sparql``: any SPARQL query on a store."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failure import Failure, Misuse
from .options import format_option, open_for_reading, store_option
from .printing import note, print_csv, print_json, print_table

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from ..graph import Answer


@click.command("sparql")
@click.argument("query", required=False)
@click.option(
    "--file", type=click.Path(path_type=Path), metavar="FILE", help="从文件读取查询 Read the query from a file."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="最多用多少秒，超时即停止 End the query after so many seconds [default: never].",
)
@store_option
@format_option
def command(query: str | None, file: Path | None, timeout: float | None, store: str, form: str) -> None:
    """执行 SPARQL 查询（SELECT、ASK、CONSTRUCT、DESCRIBE）。QUERY 为 - 时读标准输入。

    Run a SPARQL query. The prefixes zt:, ztv:, eli:, skos:, org:, nif: … need no declaration; the default graph is the
    union of all graphs.
    """
    from ..graph import Answer

    sparql = _text(query, file)
    found = _ask(sparql, store, timeout)
    if isinstance(found, Answer):
        rows = found.plain()
        if form == "json":
            shape = {"query": sparql, "parameters": {}, "columns": list(found.columns), "rows": list(rows)}
            print_json({**shape, "truncated": False})
        elif form == "csv":
            print_csv(found.columns, [tuple(row.values()) for row in rows])
        else:
            print_table(found.columns, [tuple(row.values()) for row in rows])
            click.echo(f"共 {len(found)} 行 rows")
    elif isinstance(found, bool):
        click.echo("true" if found else "false")
    else:
        for triple in found:
            click.echo(f"{triple} .")
        note(f"共 {len(found)} 条三元组 (triples)，格式为 N-Triples")


def _ask(sparql: str, store: str, timeout: float | None) -> "Answer | bool | tuple[Triple, ...]":
    if timeout is not None and (Path(store) / "CURRENT").is_file():
        return _ask_within(sparql, Path(store), timeout)
    with open_for_reading(store) as graph:
        if timeout is not None:  # only a process of its own can be stopped, and only a folder is open to two
            note("--timeout 只对文件夹中的图谱有效，本次不限时 (--timeout needs a store in a folder; no limit here)")
        return graph.query(sparql)


def _ask_within(sparql: str, folder: Path, timeout: float) -> "Answer | bool | tuple[Triple, ...]":
    """Ask in a process that is ended when the time is up; SERVICE is not answered there."""
    from ..graph.query_worker_job import QueryJob
    from ..graph.query_worker_limit import QueryLimits
    from ..graph.query_worker_pool import QueryWorkerPool
    from ..graph.query_worker_reply import read_answer

    limits = QueryLimits(seconds=timeout, memory=None, rows=None, size=None)
    with QueryWorkerPool(folder, limits, workers=1) as pool:
        return read_answer(pool.run(QueryJob(sparql, graph="ntriples")))


def _text(query: str | None, file: Path | None) -> str:
    """Return the query from the one place that was named."""
    if (query is None) == (file is None):
        raise Misuse("请给出查询语句，或用 --file 指定文件，二者取一 (give a query or --file, not both)")
    try:
        if file is not None:
            return file.read_text(encoding="utf-8-sig")
        return sys.stdin.buffer.read().decode("utf-8-sig") if query == "-" else str(query)
    except UnicodeDecodeError:
        raise Failure(f"{file or '标准输入'}: 不是 UTF-8 文本 (not UTF-8); 请另存为 UTF-8") from None
