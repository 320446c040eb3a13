"""``zhengtu ask``: a question in Chinese, answered by a query of the catalogue, or not at all."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failure import MENDABLE, Failure
from .options import format_option, language_option, load, ontology_option, open_for_reading, store_option
from .printing import note, print_csv, print_json
from .query import print_answer

if TYPE_CHECKING:
    from ..queries.asking import Reply


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@store_option
@format_option
@language_option
@ontology_option
@click.option("--sparql", "with_sparql", is_flag=True, help="同时显示所用的 SPARQL Show the SPARQL that ran, too.")
@click.pass_context
def command(
    ctx: click.Context,
    question: tuple[str, ...],
    store: str,
    form: str,
    lang: str,
    folder: Path | None,
    with_sparql: bool,
) -> None:
    """用中文提问，如：zhengtu ask "科技特派员由谁负责？"

    Ask in Chinese. It says as what it understood the question, and answers with quotes; a question that it does not
    understand as a whole it does not answer, but offers the nearest ones that it can.
    """
    from ..queries.asking import ask

    asked = " ".join(question).strip()
    if not asked:
        raise Failure("没有问题 (no question); 例如 (for example): zhengtu ask 科技特派员由谁负责")
    with open_for_reading(store) as graph:
        reply = ask(asked, graph, load(folder) if folder else None)
    if form == "json":
        print_json(reply.to_json())
    elif reply.answer is not None:
        _print(reply, form, lang, with_sparql)
    if reply.answer is None:
        if form != "json":
            _refuse(reply)
        ctx.exit(MENDABLE)


def _print(reply: "Reply", form: str, language: str, with_sparql: bool) -> None:
    answer, query = reply.answer, reply.query
    if answer is None or query is None:
        return
    # In a file of answers only the answer belongs, so the rest goes where remarks go.
    say = click.echo if form == "table" else note
    say(f"理解为：{reply.understood}")
    options = "".join(f' --{name} "{value}"' for name, value in reply.values.items())
    say(f"查询：zhengtu query {query.name}{options}")
    if with_sparql:
        say(f"\n{reply.sparql.strip()}\n")
    if form == "csv":
        print_csv(answer.columns, [tuple(row.values()) for row in answer.rows])
    elif answer.rows:
        print_answer(answer, language)
    if not answer.rows:
        # In the words of what was asked: nobody is to take "no task at all" for "no task that it leads".
        wider, more = (reply.wider.zh, f" {reply.wider.en}") if reply.wider else ("", "")
        asked = reply.question.rstrip("？?。 ")
        note(f"没有结果：文中没有写明“{asked}”。{query.empty.zh}{wider}\nNo rows. {query.empty.en}{more}")
    if answer.truncated:
        note(f"只列出前 {len(answer)} 行，后面还有 (more rows: zhengtu query {query.name} --limit)")


def _refuse(reply: "Reply") -> None:
    note(f"没有回答 (not answered)：{reply.because}")
    if reply.suggestions:
        note("可以问 (you can ask)：")
        for question in reply.suggestions:
            note(f"  zhengtu ask {question}")
