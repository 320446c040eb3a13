"""``zhengtu export``: what analysts take away; each kind of export is a command of its own."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module

import click

from .failure import Misuse
from .printing import console

# Name → module and one line of help, as in main.
KINDS = {
    "network": ("export_network", "关系网络，用于 Gephi、Cytoscape、Neo4j、R、Python Networks"),
    "picture": ("export_picture", "图：网络、责任热图、指标、政策工具（SVG、PNG、HTML） Pictures"),
    "measures": (
        "export_measures",
        "网络测度：居间度、社群、密度、工具比例 What is measured of networks and documents",
    ),
    "workbook": ("export_workbook", "Excel 工作簿：责任矩阵、指标、承接对照 Workbooks for Excel"),
    "annotations": ("export_annotations", "一份文件的证据（Web Annotation） The evidence of a document"),
    "rdf": ("export_rdf", "整个图谱，可用 import-rdf 重建 The whole store as RDF"),
}

Advance = Callable[[int, int], None]


class Kinds(click.Group):
    """A group whose commands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the kinds of export."""
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a kind."""
        if cmd_name not in KINDS:
            return None
        command = import_module(f".{KINDS[cmd_name][0]}", __package__).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the kinds by the help kept here."""
        with formatter.section("种类 Kinds"):
            formatter.write_dl([(name, about) for name, (_, about) in KINDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the kind, or say which one may have been meant."""
        if args and args[0] not in KINDS and not args[0].startswith("-"):
            close = get_close_matches(args[0], KINDS, n=3, cutoff=0.5)
            advice = f"您是不是要用 (did you mean): {', '.join(close)}" if close else f"可用 (use): {', '.join(KINDS)}"
            raise Misuse(f"不能导出“{args[0]}” (no such kind of export); {advice}")
        return super().resolve_command(ctx, args)


@click.group("export", cls=Kinds, invoke_without_command=True, subcommand_metavar="KIND [参数]")
@click.pass_context
def command(ctx: click.Context) -> None:
    """导出图谱：网络、工作簿、证据、RDF。

    Export the graph in forms that other programs open.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@contextmanager
def progress(what: str) -> Iterator[Advance | None]:
    """Show how far it is, on standard error and only where somebody sees it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance
