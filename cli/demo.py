"""``zhengtu demo``: the whole way from three sample documents to answers with quotes."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failure import Failure
from .options import load, ontology_option
from .printing import Plain, note_problem, shown

if TYPE_CHECKING:
    from ..graph import Store
    from ..ontology import Ontology

Row = Mapping[str, Plain]

_COUNTY = "安政办发〔2022〕901号"
_AGENCY = "县科技局"


@click.command("demo")
@click.option("--store", metavar="DIR", help="把图谱保存在此文件夹 Keep the graph in a folder [default: memory only].")
@click.option("--quick", is_flag=True, help="每部分只列几行 Show a few rows of each part only.")
@ontology_option
def command(store: str | None, quick: bool, folder: Path | None) -> None:
    """用三份示例文件（国家规划、省级意见、县级方案）演示从文本到答案的全过程。

    Build the graph of three sample documents (national, provincial, county) and ask it the questions that matter.
    """
    from ..graph import open_store

    with open_store(store or "memory:") as graph:
        _refuse_other_documents(graph)
        _build(graph, load(folder))
        most = 3 if quick else 8
        _show_chain(graph)
        _show_duties(graph, most)
        _show_unassigned(graph, most)
    _show_next(store)


def sample_names() -> tuple[str, ...]:
    """Return the file names of the samples."""
    return tuple(
        sorted(each.name for each in files(__package__).joinpath("samples").iterdir() if each.name.endswith(".txt"))
    )


def _refuse_other_documents(graph: "Store") -> None:
    """Keep the samples out of a graph of real documents: nobody wants invented policy among them."""
    others = [document.title for document in graph.documents() if document.source not in sample_names()]
    if others:
        what = f"{graph.address}: 已有其他文件的图谱 (holds other documents)，如《{others[0]}》"
        raise Failure(f"{what}; 示例是虚构的，请另给一个空文件夹 (give an empty folder)")


def _build(graph: "Store", ontology: "Ontology") -> None:
    from ..graph.alignment_statements import align_with_bases
    from ..graph.building import build
    from .build import print_report

    _title("政图演示", "Zhengtu demo: three sample documents, written for teaching, become a graph")
    with ExitStack() as stack:
        folder = files(__package__).joinpath("samples")
        paths = [stack.enter_context(as_file(folder.joinpath(name))) for name in sample_names()]
        report = build(paths, graph, ontology)
    align_with_bases(graph)
    print_report(report)
    for problem in report.all_problems:
        note_problem(problem)


def _show_chain(graph: "Store") -> None:
    _title("一、政策如何传导", "How a policy travels: basis → nation → province → county → task → programme → place")
    rows = _rows("policy-chain", graph, document=_COUNTY)
    path = longest_chain([row for row in rows if row["step"] == 1])
    for row in path:
        if row is path[0]:
            click.echo(f"  《{row['from']}》")
        click.echo(f"    ↓ {row['link_label']}  {_quote(row)}")
        click.echo(f"  《{row['to']}》")
    others = sum(row["step"] == 1 for row in rows) - len(path)
    if others:
        click.echo(f"  （另有 {others} 处依据关系 other links）")
    _show_thread(rows)


def longest_chain(links: Sequence[Row]) -> list[Row]:
    """Return the longest way through links of documents, from the first basis down; [] where there are none."""

    def ways(link: Row, seen: frozenset[Plain]) -> Iterable[list[Row]]:
        yield [link]
        for following in links:
            if following["from_iri"] == link["to_iri"] and following["to_iri"] not in seen:
                yield from ([link, *rest] for rest in ways(following, seen | {following["to_iri"]}))

    return max(
        (way for link in links for way in ways(link, frozenset((link["from_iri"], link["to_iri"])))),
        key=len,
        default=[],
    )


def _show_thread(rows: Sequence[Row]) -> None:
    """Follow one thread inside the county's document: a task, its measure, the programme that the measure names."""
    by_target = {row["to_iri"]: row for row in rows if row["step"] in (3, 4)}
    for row in rows:
        measure = by_target.get(row["from_iri"])
        task = by_target.get(measure["from_iri"]) if measure else None
        if row["to_kind"] == "programme" and measure and task:
            click.echo()
            click.echo(f"  {task['link_label']}  {task['place']}")
            click.echo(f"    ↓ 措施  {_quote(measure)}")
            click.echo(f"    ↓ 涉及  {row['to']}")
            return


def _show_duties(graph: "Store", most: int) -> None:
    from ..queries import find_query, run
    from .query import print_answer

    _title(f"二、谁负责什么：{_AGENCY}", "Who answers for what: one bureau's duties, each with the quote")
    answer = run(find_query("agency-duties"), {"agency": _AGENCY}, graph)
    print_answer(answer, most=most)
    _more(len(answer), most)


def _show_unassigned(graph: "Store", most: int) -> None:
    _title("三、没有写明由谁负责的任务", "Tasks for which the text names nobody")
    rows = _rows("unassigned-tasks", graph)
    for document in dict.fromkeys(row["document"] for row in rows):
        own = [row for row in rows if row["document"] == document]
        nobody = sum(row["status"] == "nobody" for row in own)
        concluded = f"，其中 {len(own) - nobody} 项可由上级标题推断" if len(own) > nobody else ""
        click.echo(f"  《{document}》{own[0]['tasks']} 项任务中有 {len(own)} 项没有写明{concluded}")
        # The county's own tasks are few; the national plan leaves nearly all to others, which the count tells.
        for row in own[: min(most, 3)]:
            click.echo(f"    · {row['place']}")
        if len(own) > min(most, 3):
            click.echo("    · …")


def _show_next(store: str | None) -> None:
    _title("接下来", "What to run next")
    kept = store or "zhengtu-demo"
    steps = [] if store else [(f"zhengtu demo --store {kept}", "保存图谱 keep this graph")]
    steps += [
        ("zhengtu query", "所有问题 all questions"),
        (f"zhengtu query responsibilities --agency 省科技厅 --store {kept}", "省科技厅负责什么"),
        (f"zhengtu query targets --year 2025 --format csv --store {kept}", "2025年的指标，导出表格"),
        ("zhengtu extract FILE", "读自己的文件 read your own document"),
        ("zhengtu build FOLDER --store store", "建自己的图谱 build your own graph"),
    ]
    for line, about in steps:
        click.echo(f"  {line}")
        click.echo(click.style(f"      {about}", dim=True))


def _rows(name: str, graph: "Store", **given: str) -> Sequence[Row]:
    from ..queries import find_query, run

    return run(find_query(name), given, graph).rows


def _title(chinese: str, english: str) -> None:
    click.echo()
    click.echo(click.style(chinese, bold=True))
    click.echo(click.style(english, dim=True))
    click.echo()


def _quote(row: Row) -> str:
    return f"“{shown(row['quote'])}”"


def _more(total: int, most: int) -> None:
    if total > most:
        click.echo(f"  共 {total} 行，只列出 {most} 行 ({total} rows in all)")
