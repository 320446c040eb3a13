"""``zhengtu export workbook``: answers of the catalogue as a workbook for Excel, the matrix of duties in front."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failure import Misuse
from .options import language_option, open_for_reading, store_option
from .printing import note

if TYPE_CHECKING:
    from ..graph.export_workbook import Matrix, Sheet
    from ..queries import Answer, Query

MATRIX = "responsibility-matrix"
_USUAL = (MATRIX, "targets", "coverage")
_ROWS = "1000000"
_CELL = "in the matrix"
_MATRIX_WORDS = {
    "zh": ("责任矩阵", "分工与原文", "点击角色可转到原文；括号内为推断，原文没有明说"),
    "en": ("Matrix of duties", "Duties and quotes", "Click a role for its quote; in brackets: concluded, not said"),
}


@click.command("workbook")
@click.argument("queries", nargs=-1)
@click.option("--output", type=click.Path(path_type=Path), required=True, help="文件，如 duties.xlsx File.")
@click.option("--document", default="", metavar="NAME", help="只看这份文件（文号、标题） Only this document.")
@language_option
@store_option
def command(queries: tuple[str, ...], output: Path, document: str, lang: str, store: str) -> None:
    """导出 Excel 工作簿，每个问题一张表；不指明时为责任矩阵、指标台账、承接对照。

    Export a workbook with a sheet for each question of the catalogue; without any, the matrix of duties (whose cells
    lead to the quotes), the ledger of targets and the coverage table.
    """
    from ..graph.export_file import whole_file
    from ..graph.export_workbook import write_workbook
    from ..queries import find_query, run

    if output.suffix.lower() != ".xlsx":
        what = f"{output}: 工作簿的后缀是 .xlsx (a workbook ends in .xlsx)"
        raise Misuse(f"{what}; 例如 (for example): {output.stem}.xlsx")
    asked = [find_query(name) for name in queries or _USUAL]
    for query in asked:
        _check(query, document)
    sheets: list[Sheet | Matrix] = []
    with open_for_reading(store) as graph:
        for query in asked:
            given = {"document": document, "limit": _ROWS}
            answer = run(query, {each.name: given.get(each.name, "") for each in query.parameters}, graph)
            sheets += _sheets(answer, lang)
            if not answer.rows:
                note(f"{query.summary.zh}：没有结果 (no rows)。{query.empty.zh}")
    with whole_file(output) as file:
        remarks = write_workbook(sheets, file)
    note(f"{len(sheets)} 张表，写入 {output} (sheets)")
    for remark in remarks:
        note(f"说明 note: {remark}")


def _check(query: "Query", document: str) -> None:
    """Raise Misuse for a question that cannot be asked without more than a document."""
    parameters = {parameter.name: parameter for parameter in query.parameters}
    if document and "document" not in parameters:
        raise Misuse(f"问题 {query.name} 不能限定文件 (takes no --document); 请去掉其一 (leave one out)")
    for name, parameter in parameters.items():
        if parameter.required and not (name == "document" and document):
            raise Misuse(f"问题 {query.name} 需要 --{name} (needs it); 请用 (use): zhengtu query {query.name}")


def _sheets(answer: "Answer", lang: str) -> "list[Sheet | Matrix]":
    """Return the sheet of an answer; the duties get a matrix before it, with what was concluded in brackets."""
    from ..graph.export_workbook import Heading, Matrix, Sheet

    query = answer.query
    titles = {column.name: column.title.in_language(lang) for column in query.columns}
    shown = [column for column in query.columns if column.type not in ("code", "iri")]
    shown += [column for column in query.columns if column.name in ("position", "evidence")]
    columns = tuple(Heading(column.name, titles[column.name], column.type == "quote") for column in shown)
    title = query.summary.in_language(lang)
    if query.name != MATRIX:
        return [Sheet(title, columns, answer.rows)]
    rows = [{**row, _CELL: row["role_label"] if row["explicit"] else f"（{row['role_label']}）"} for row in answer.rows]
    words = _MATRIX_WORDS[lang]
    sheet = Sheet(words[1], columns, rows)
    down = tuple(Heading(name, titles[name]) for name in ("document", "group", "task"))
    return [Matrix(words[0], sheet, down, "agency", _CELL, words[2]), sheet]
