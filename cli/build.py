"""``zhengtu build``: files and folders become a graph."""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failure import MENDABLE
from .options import load, ontology_option, store_option
from .printing import console, note, note_problem, print_table
from .processors import keep_to

if TYPE_CHECKING:
    from ..graph.build_report import BuildReport, DocumentRow
    from ..graph.building import Progress
    from ..ontology import Ontology

#: Up to so many files one process is quicker than several, each of which has to load the dictionary first.
FEW = 32
#: From so many files on, those that were taken are only counted.
MANY = 100
_STATUSES = {
    "new": "新增",
    "replaced": "已更新",
    "unchanged": "未变",
    "refused": "未采用",
    "unreadable": "不可读",
}


@click.command("build")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@click.option("--force", is_flag=True, help="未变的文件也重新读取 Read files anew even if they did not change.")
@click.option("--prune", is_flag=True, help="删除文件夹中已不存在的文件的内容 Remove documents whose files are gone.")
@click.option("--jobs", type=click.IntRange(1, 256), help="用几个处理器 Processors to use [default: all].")
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="在 Dask 集群上读取 Read on a Dask cluster.")
@click.option("--verbose", is_flag=True, help="列出全部文件和一般提示 List every file, and remarks.")
@ontology_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    store: str,
    force: bool,
    prune: bool,
    jobs: int | None,
    scheduler: str | None,
    verbose: bool,
    folder: Path | None,
) -> None:
    """读取文件和文件夹，写入图谱；一份文件有错不影响其他文件。

    Read files and folders into a graph. A document that is there already is replaced as a whole.
    """
    from ..graph import open_store
    from ..graph.building import build
    from ..graph.files import find_files

    ontology = load(folder)
    processes = jobs or (1 if len(find_files(paths).paths) <= FEW else os.cpu_count() or 1)
    with (
        keep_to(None if scheduler else jobs),
        open_store(store) as graph,
        _executor(processes, scheduler, ontology) as executor,
        _progress() as progress,
    ):
        report = build(paths, graph, ontology, force=force, prune=prune, executor=executor, progress=progress)
        shown = graph.address  # not as it was given, which may hold a password
    print_report(report, whole=verbose)
    _print_problems(report, verbose)
    for title in report.gone:
        click.echo(f"已删除 (removed): {title}")
    statuses = "、".join(f"{_STATUSES[status]} {count:,}" for status, count in report.statuses.items() if count)
    # What was written, not what the store holds: to count that takes reading all of it.
    click.echo(
        f"图谱 {shown}：{statuses or '没有文件 (no files)'}；写入 {report.totals.quads:,} 条四元组 (quads written)"
    )
    if failed(report):
        ctx.exit(MENDABLE)


def failed(report: "BuildReport") -> bool:
    """Whether a file that was named is not in the graph now, for another reason than being a copy of one that is."""
    return any(problem.severity == "error" for problem in report.all_problems) or any(
        row.status == "unreadable" or (row.status == "refused" and any(p.severity != "info" for p in row.problems))
        for row in report.rows
    )


def print_report(report: "BuildReport", whole: bool = True) -> None:
    """Print what became of each file, and the sums; of many files only those not taken, unless the whole is wanted."""
    titles = ("文件", "标题", "状态", "任务", "措施", "分工", "指标", "引用", "问题")
    few = whole or len(report.rows) <= MANY
    rows = [_row(row) for row in report.rows if few or row.status in ("refused", "unreadable")]
    totals = report.totals
    if len(report.rows) != 1:
        problems = len(report.all_problems)
        rows.append(
            (
                f"合计 {len(report.rows)}",
                "",
                "",
                totals.tasks,
                totals.measures,
                totals.responsibilities,
                totals.targets,
                totals.citations,
                problems,
            )
        )
    print_table(titles, rows, wide=(1,))
    if not few:
        note("未列出已读入和未变的文件，用 --verbose 查看全部 (--verbose lists all files)")


def _row(row: "DocumentRow") -> tuple[str | int | None, ...]:
    read = row.status in ("new", "replaced")
    counts = row.counts
    numbers = (counts.tasks, counts.measures, counts.responsibilities, counts.targets, counts.citations)
    shown = numbers if read else (None,) * len(numbers)
    return (row.path.name, row.title, _STATUSES.get(row.status, row.status), *shown, len(row.problems))


def _print_problems(report: "BuildReport", verbose: bool) -> None:
    remarks = 0
    for problem in report.all_problems:
        if problem.severity == "info" and not verbose:
            remarks += 1
        else:
            note_problem(problem)
    if remarks:
        note(f"另有 {remarks} 条一般提示，用 --verbose 查看 (remarks: --verbose)")


@contextmanager
def _executor(processes: int, scheduler: str | None, ontology: "Ontology") -> Iterator[Executor | None]:
    if processes == 1 and not scheduler:
        yield None
        return
    from ..graph.worker_pool import WorkerPool, open_cluster

    with open_cluster(scheduler, ontology) if scheduler else WorkerPool(processes) as pool:
        yield pool


@contextmanager
def _progress() -> "Iterator[Progress | None]":
    """Show how far it is, on standard error and only where somebody sees it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(done: int, total: int, path: Path) -> None:
            bar.update(task, completed=done, total=total, description=path.name)

        yield advance
