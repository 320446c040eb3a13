"""``zhengtu compare``: what a lower document takes up of a higher one, or a new version of the one before."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failure import Misuse
from .options import format_option, load, ontology_option, open_for_reading, store_option
from .printing import Plain, note, print_csv, print_json, shown

if TYPE_CHECKING:
    from ..graph.alignment import Alignment
    from ..graph.document_tasks import DocumentTasks, Quote, TaskText

_COLUMNS = (
    *("kind", "kind_label", "score", "higher_task", "higher_place", "higher_quote", "higher_begin", "higher_end"),
    *("lower_task", "lower_place", "lower_quote", "lower_begin", "lower_end", "because"),
    *("words", "names", "numbers", "numbers_compared", "higher_iri", "lower_iri"),
)


@click.command("compare")
@click.argument("first", metavar="[A", required=False, default="")
@click.argument("second", metavar="B]", required=False, default="")
@store_option
@format_option
@click.option("--versions", is_flag=True, help="A、B 是同一规划的前后两版 A and B are versions of one plan.")
@click.option("--save", is_flag=True, help="把结果存入图谱 Keep the result in the graph.")
@ontology_option
def command(first: str, second: str, store: str, form: str, versions: bool, save: bool, folder: Path | None) -> None:
    """对照两份文件：B 承接了 A 的哪些任务，哪些没有承接，哪些是新增。

    A 是上级文件（或前一版），B 是下级文件（或后一版）；可以是图谱中文件的文号、标题或简称，也可以是未入库的文件路径。
    只用 --save 而不给 A、B 时，对照图谱中每份文件和它写明的依据。

    What B takes up of A: each task of A with the tasks of B that carry it out, with both passages and the reason. A and
    B are documents of the graph by number, title or short title, or files that are read on the fly. With --save and
    neither of them, every document is compared with those that it says it is based on.
    """
    if not first and save:
        _save_all(store)
        return
    if not second:
        missing = "A 和 B (A and B)" if not first else "B"
        raise Misuse(f"缺少{missing}; 例如 (for example): zhengtu compare 国发〔2018〕42号 下级方案.docx")
    if save and (_is_file(first) or _is_file(second)):
        raise Misuse("--save 只用于图谱中的文件 (for documents of the graph); 先运行 (first run): zhengtu build 文件")
    from ..graph.alignment import align

    if save:
        rows, higher, lower = _compare_and_save(first, second, store, versions)
    else:
        higher, lower = _tasks(first, store, folder), _tasks(second, store, folder)
        rows = align(higher, lower, versions=versions)
    _print(form, higher, lower, rows, versions)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long for a path, or a NUL in it: then it is a title
        return False


def _tasks(name: str, store: str, folder: Path | None) -> "DocumentTasks":
    """Read the tasks of a file, or of a document of the store."""
    from ..graph.document_tasks import read_tasks
    from ..queries.names import resolve

    if _is_file(name):
        return _tasks_of_file(Path(name), folder)
    with open_for_reading(store) as graph:
        return read_tasks(graph, resolve("document", name, graph)[0].iri)


def _tasks_of_file(path: Path, folder: Path | None) -> "DocumentTasks":
    from ..graph import open_store
    from ..graph.document_tasks import read_tasks
    from ..graph.quads import record_quads
    from ..ingest.extraction import extract_file

    ontology = load(folder)
    record = extract_file(path, ontology)
    with open_store("memory:") as graph:
        graph.load_vocabularies(ontology)
        graph.replace_document(record_quads(record, ontology))
        return read_tasks(graph, graph.documents()[0].iri)


def _compare_and_save(
    first: str, second: str, store: str, versions: bool
) -> "tuple[tuple[Alignment, ...], DocumentTasks, DocumentTasks]":
    from ..graph import open_store
    from ..graph.alignment import align
    from ..graph.alignment_statements import save_alignments
    from ..graph.document_tasks import read_tasks
    from ..queries.names import resolve

    with open_for_reading(store):
        pass  # a folder without a graph is told as such; opening it for writing would make one
    with open_store(store) as graph:
        higher, lower = (read_tasks(graph, resolve("document", name, graph)[0].iri) for name in (first, second))
        rows = align(higher, lower, versions=versions)
        change = save_alignments(graph, higher, lower, rows)
    note(f"已存入图谱 (kept in the graph): {store}, +{change.added} −{change.removed}")
    return rows, higher, lower


def _save_all(store: str) -> None:
    from ..graph import open_store
    from ..graph.alignment_statements import align_with_bases

    with open_for_reading(store):
        pass
    with open_store(store) as graph:
        titles = {document.iri: document.title for document in graph.documents()}
        saved = align_with_bases(graph)
    for lower, higher, change in saved:
        click.echo(f"《{titles[higher]}》→《{titles[lower]}》 +{change.added} −{change.removed}")
    if not saved:
        note("没有可对照的文件：各文件的依据都不在图谱中 (no base is in the graph); 用 zhengtu build 加入")


def _print(
    form: str, higher: "DocumentTasks", lower: "DocumentTasks", rows: "Sequence[Alignment]", versions: bool
) -> None:
    if form == "json":
        values = [dict(zip(_COLUMNS, _plain(row), strict=True)) for row in rows]
        parameters = {"higher": higher.iri, "lower": lower.iri, "versions": versions}
        answer = {"query": "compare", "parameters": parameters, "columns": list(_COLUMNS), "rows": values}
        print_json({**answer, "truncated": False})
    elif form == "csv":
        print_csv(_COLUMNS, [_plain(row) for row in rows])
    else:
        _print_for_reading(higher, lower, rows, versions)
    for document in (higher, lower):
        if not document.tasks:
            note(f"《{document.title}》没有读出任务、目标或保障措施 (no tasks were read in it)")


def _plain(row: "Alignment") -> tuple[Plain, ...]:
    from ..graph.alignment_reason import because, kind_in_words
    from ..graph.target_comparison import overall

    like = row.likeness
    parts = (round(like.words, 3), round(like.names, 3), round(like.numbers, 3)) if like else (None, None, None)
    verdict = overall(like.comparisons) if like and row.higher and row.lower else ""
    iris = (row.higher.iri if row.higher else None, row.lower.iri if row.lower else None)
    sides = (*_side(row.higher, row.higher_quote), *_side(row.lower, row.lower_quote))
    return (
        *(row.kind.value, kind_in_words(row.kind), row.score, *sides, because(row), *parts),
        *(verdict or None, *iris),
    )


def _side(task: "TaskText | None", quote: "Quote | None") -> tuple[Plain, ...]:
    if task is None or quote is None:
        return (None,) * 5
    return task.title, _place(task), quote.text, quote.begin, quote.end


def _print_for_reading(
    higher: "DocumentTasks", lower: "DocumentTasks", rows: "Sequence[Alignment]", versions: bool
) -> None:
    """Print the rows by kind: each task of the higher document with what takes it up, then what has no counterpart."""
    from ..graph.alignment import CoverageKind
    from ..graph.alignment_reason import kind_in_words

    names = ("前一版", "后一版") if versions else ("上级", "下级")
    for name, document in zip(names, (higher, lower), strict=True):
        number = f"（{document.number}）" if document.number else ""
        click.echo(f"{name}：{document.title}{number}，{len(document.tasks)} 项任务、目标和保障措施")
    # The rows of a task stand together; what is new has no higher task, and each is a group of its own.
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row.higher or row.lower)]
    by_kind = {
        kind: [group for group in groups if min((row.kind for row in group), key=_ORDER.index) == kind]
        for kind in map(CoverageKind, _ORDER)
    }
    click.echo("　".join(f"{kind_in_words(kind)} {len(found)}" for kind, found in by_kind.items() if found))
    for kind, found in by_kind.items():
        if found:
            click.echo(f"\n—— {kind_in_words(kind)} {len(found)} ——")
        for group in found:
            _print_group(group)
    click.echo("\n相近程度由用词、共同的名称和指标算出；是否真正承接，请对照原文判断。")


#: A task that one task takes up whole and another in part is taken up; so is one that is strengthened somewhere.
_ORDER = ("covered", "partial", "strengthened", "weakened", "continued", "uncovered", "cancelled", "added")


def _print_group(rows: "Sequence[Alignment]") -> None:
    from ..graph.alignment_reason import because, kind_in_words

    above = rows[0].higher or rows[0].lower
    if above:
        click.echo(f"\n{_titled(above)}")
    for row in rows:
        if row.higher and row.lower:
            click.echo(f"  → {_titled(row.lower)}　[{kind_in_words(row.kind)} {row.score:.2f}]")
            click.echo(f"     上：{_quoted(row.higher_quote)}")
            click.echo(f"     下：{_quoted(row.lower_quote)}")
        else:
            click.echo(f"     文：{_quoted(row.higher_quote or row.lower_quote)}")
        click.echo(f"     因：{because(row)}")


def _titled(task: "TaskText") -> str:
    return f"{_place(task)} {shown(task.title)}".strip()


def _place(task: "TaskText") -> str:
    """Return where a task stands, without the line that ends the number's column in a row of a table."""
    return task.path.rstrip(" |")


def _quoted(quote: "Quote | None") -> str:
    return f"“{shown(quote.text)}”（{quote.begin}–{quote.end}）" if quote else ""
