"""``zhengtu query``: the questions of the catalogue, each with the options that its file declares."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from .options import FORMATS, format_option, language_option, open_for_reading, store_option
from .printing import note, print_csv, print_json, print_table, shown
from .tree import print_tree

if TYPE_CHECKING:
    from ..queries import Answer, Column, Query


class Catalogue(click.Group):
    """A group whose commands are the ``.rq`` files."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the questions."""
        from ..queries import load_catalogue

        return list(load_catalogue())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a question out of its header."""
        from ..queries import load_catalogue

        query = load_catalogue().get(cmd_name)
        return _question_command(query) if query else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the question, or say which one may have been meant."""
        from ..queries import find_query

        if args and not args[0].startswith("-"):
            find_query(args[0])
        return super().resolve_command(ctx, args)


@click.group("query", cls=Catalogue, invoke_without_command=True, subcommand_metavar="[NAME [参数]]")
@click.pass_context
def command(ctx: click.Context) -> None:
    """用现成的问题查询图谱；不带名称时列出所有问题。

    Ask a question of the catalogue; without a name, list them all. Each has --help of its own.
    """
    if ctx.invoked_subcommand is None:
        _print_catalogue()


def _print_catalogue() -> None:
    from ..queries import load_catalogue

    rows = [
        (query.name, query.summary.zh, query.summary.en, " ".join(f"--{each.name}" for each in query.parameters))
        for query in load_catalogue().values()
    ]
    print_table(("名称 Name", "问题", "Question", "参数 Parameters"), rows)
    click.echo("用法 Usage:  zhengtu query responsibilities --agency 科技部 --store DIR")


def _question_command(query: "Query") -> click.Command:
    def ask(**given: Any) -> None:
        store, form, language = given.pop("store"), given.pop("form"), given.pop("lang")
        _ask(query, {name: value for name, value in given.items() if value is not None}, store, form, language)

    with_format = _tree_option if query.start else format_option
    asked = store_option(with_format(language_option(ask)))
    for parameter in reversed(query.parameters):
        kind = f"{parameter.label.zh} {parameter.label.en}"
        default = f"[默认 default: {parameter.default}]" if parameter.default else f"如 e.g. {parameter.example}"
        must = "，必填 required" if parameter.required else ""
        asked = click.option(f"--{parameter.name}", metavar=parameter.type.upper(), help=f"{kind}{must}；{default}")(
            asked
        )
    about = f"{query.summary.zh}。{query.description.zh}\n\n{query.summary.en}. {query.description.en}"
    return click.command(query.name, help=about, short_help=f"{query.summary.zh} {query.summary.en}")(asked)


def _tree_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --format with the tree, which only links make."""
    return click.option(
        "--format",
        "form",
        type=click.Choice((*FORMATS, "tree")),
        default="table",
        show_default=True,
        help="输出格式 Output format.",
    )(command)


def _ask(query: "Query", given: dict[str, str], store: str, form: str, language: str) -> None:
    from ..queries import run

    with open_for_reading(store) as graph:
        answer = run(query, given, graph)
    if form == "json":
        print_json(answer.to_json())
    elif form == "csv":
        print_csv(answer.columns, [tuple(row.values()) for row in answer.rows])
    elif form == "tree":
        print_tree(answer)
    elif answer.rows:
        print_answer(answer, language)
    if not answer.rows:
        note(f"没有结果：{query.empty.zh}\nNo rows. {query.empty.en}")
    for name, meaning in answer.resolved.items():
        if meaning != answer.parameters[name]:
            note(f"{query.parameter(name).label.zh}“{answer.parameters[name]}”= {meaning}")
    if answer.truncated:
        note(f"只列出前 {len(answer)} 行，后面还有；用 --limit 增加 (more rows: --limit)")


def print_answer(answer: "Answer", language: str = "zh", most: int | None = None) -> None:
    """Print an answer as a table to read: without codes, IRIs, details and columns in which nothing stands.

    What is the same in every row stands once above the table, which leaves more room for the rest.
    """
    rows = answer.rows[:most]
    table: list[Column] = []
    for column in answer.query.columns:
        values = {row[column.name] for row in rows} - {None, "", " "}
        if not column.for_reading or not values:
            continue
        if len(rows) > 1 and len(values) == 1 and all(row[column.name] in values for row in rows):
            click.echo(f"{column.title.in_language(language)}：{shown(values.pop())}")
        else:
            table.append(column)
    print_table(
        [column.title.in_language(language) for column in table],
        [tuple(row[column.name] for column in table) for row in rows],
        wide=[index for index, column in enumerate(table) if column.type == "quote"],
    )
    if most is None:
        click.echo(f"共 {len(answer)} 行 rows")
