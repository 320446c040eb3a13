"""``zhengtu extract``: read one document and show what it says."""

import json
import sys
from pathlib import Path

import click

from .options import load, ontology_option
from .printing import note, note_problem


@click.command("extract")
@click.argument("file", metavar="FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="text 供阅读，json 为完整记录 text to read, json is the whole record.",
)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="写入文件 Write to a file.")
@ontology_option
def command(file: str, form: str, output: Path | None, folder: Path | None) -> None:
    """读出一份政策文件的结构、任务、分工、目标和引用。FILE 为 - 时读标准输入。

    Read one policy document: its structure, tasks, responsibilities, targets and citations, each with its quote.
    """
    from ..ingest.extraction import extract_file, extract_text
    from .outline_text import outline_text

    ontology = load(folder)
    record = extract_text(_standard_input(), ontology, "stdin") if file == "-" else extract_file(Path(file), ontology)
    if form == "json":
        shown = json.dumps(record.to_json(), ensure_ascii=False, indent=2) + "\n"
    else:
        shown = outline_text(record, ontology, styled=output is None)
    for problem in record.problems:
        note_problem(problem)
    if output is None:
        click.echo(shown, nl=False)
    else:
        output.write_text(shown, encoding="utf-8")
        note(f"已写入 (written to) {output}")


def _standard_input() -> str:
    """Return the text on standard input; it must be UTF-8, since there is no file name to judge by."""
    from .failure import Failure

    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure("标准输入不是 UTF-8 (standard input is not UTF-8); 请存成文件再读") from None
    if not text.strip():
        raise Failure("标准输入没有内容 (standard input is empty); 请给出文件名，或用管道输入正文")
    return text
