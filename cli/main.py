"""The command ``zhengtu``: its commands, loaded only when they are run."""

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from .failure import Misuse, as_failure

# Name → module and one line of help, in the order of the work. Kept here so that --help imports none of them.
COMMANDS = {
    "demo": ("demo", "用三份示例文件演示全过程 Show the whole way on three sample documents"),
    "extract": ("extract", "从一份文件读出任务、分工、目标 Read one document"),
    "build": ("build", "把文件和文件夹建成图谱 Build the graph from files and folders"),
    "status": ("status", "哪些文件是新的、改动的、要重读的 Tell what a build would do, and why"),
    "query": ("query", "用现成的问题查询图谱 Ask a question of the catalogue"),
    "ask": ("ask", "用中文提问 Ask in Chinese"),
    "compare": ("compare", "对照两份文件：承接、未承接、新增 Compare two documents"),
    "export": ("export", "导出网络、工作簿、证据、RDF Export networks, workbooks, evidence, RDF"),
    "import-rdf": ("import_rdf", "用导出的 RDF 重建图谱 Make a store of an exported one"),
    "sparql": ("sparql", "用 SPARQL 查询图谱 Ask in SPARQL"),
    "validate": ("validate", "按形状约束检查图谱 Check the graph against its shapes (SHACL)"),
    "reason": ("reason", "用推理机和规则推断 Prove consistency and conclude by rules"),
    "evaluate": ("evaluate", "与人工标注比较，计算准确率 Score a reading against a gold file"),
    "check": ("check", "检查词表、规则和查询文件 Check the dictionary, the rules and the queries"),
    "serve": ("serve", "启动网页浏览器 Serve the web explorer"),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run, and whose errors fit in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command by name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f".{COMMANDS[cmd_name][0]}", __package__).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by the help kept here."""
        with formatter.section("命令 Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was asked for, or say which one may have been meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            close = get_close_matches(args[0], COMMANDS, n=3, cutoff=0.5)
            advice = f"您是不是要用 (did you mean): {', '.join(close)}" if close else "见 (see) zhengtu --help"
            raise Misuse(f"没有命令“{args[0]}” (no such command); {advice}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a user can mend ends in one line and an exit code, anything else is our own fault."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort) as error:
            raise as_failure(error) or error from None
        except Exception as error:
            failure = as_failure(error)
            if failure is None:
                raise
            raise failure from error


def _print_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"zhengtu {version('zhengtu')}")
    except PackageNotFoundError:
        click.echo("zhengtu (from a checkout that is not installed)")
    ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="显示版本 Show the version.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """政图：从政策文本到知识图谱，回答“政策如何传导”“谁负责什么”，每个答案附原文。

    Zhengtu turns Chinese policy text into a knowledge graph that tells how a policy travels and who answers for what,
    every answer with the quote that proves it. Begin with: zhengtu demo
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; the exit code is 0 (all well), 1 (you can mend it) or 2 (wrong usage)."""
    for stream in (sys.stdout, sys.stderr):
        # A file name may hold bytes that are no text, and a Windows console may lack a character: show, do not crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli(args=arguments, prog_name="zhengtu")
