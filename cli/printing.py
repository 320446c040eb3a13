"""Printing answers: tables for people, CSV and JSON for programs."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

import click

if TYPE_CHECKING:
    from rich.console import Console

    from ..ingest.problem import Problem

Plain: TypeAlias = str | int | float | bool | None

#: Longer texts are cut in a table; CSV and JSON have them whole.
LONGEST = 72
_WIDTH = 132  # columns where there is no terminal to ask


def print_table(
    titles: Sequence[str],
    rows: Sequence[Sequence[Plain]],
    *,
    wide: Sequence[int] = (),
    least: int = 0,
    whole: bool = False,
) -> None:
    """Print a table to standard output; ``wide`` are the columns that may take the most room, and get ``least``.

    Long texts are cut off, unless ``whole`` asks for all of them.

    In a terminal it takes the terminal's width, elsewhere a fixed one, and colours only where somebody sees them.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for index, title in enumerate(titles):
        numbers = any(isinstance(row[index], int | float) and not isinstance(row[index], bool) for row in rows)
        table.add_column(
            title,
            overflow="fold",
            justify="right" if numbers else "left",
            ratio=2 if index in wide else None,
            min_width=least if index in wide else None,
        )
    for row in rows:
        table.add_row(*(Text(str(value) if whole else shown(value)) for value in row))
    console().print(table)


def console(stderr: bool = False) -> "Console":
    """Return where to print: rich's console, made anew so that it sees the streams of this moment."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = shutil.get_terminal_size((_WIDTH, 40)).columns if stream.isatty() else _WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def shown(value: Plain) -> str:
    """Return a value as a table shows it.

    >>> shown(None), shown(True), shown(2.5), shown("一\\n二")
    ('', '是', '2.5', '一 二')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def print_csv(columns: Sequence[str], rows: Sequence[Sequence[Plain]]) -> None:
    """Print CSV (RFC 4180) to standard output; absent values are empty."""
    click.echo(csv_text(columns, rows), nl=False)


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[Plain]]) -> str:
    """Return rows as CSV (RFC 4180); absent values are empty.

    >>> csv_text(["甲", "乙"], [[None, True]])
    '甲,乙\\n,true\\n'
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            ["" if value is None else str(value).lower() if isinstance(value, bool) else value for value in row]
        )
    return written.getvalue()


def print_json(value: Any) -> None:
    """Print JSON as people can read it too."""
    click.echo(json_text(value), nl=False)


def json_text(value: Any) -> str:
    """Return JSON as people can read it too."""
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n"


def note(message: str) -> None:
    """Print a remark to standard error, so that it never gets into a file of answers."""
    click.echo(message, err=True)


def note_problem(problem: "Problem") -> None:
    """Print a problem; the file's name is shown as people know it, not as a URI writes it."""
    where = unquote(problem.where).removeprefix("file:")
    note(f"{problem.severity}: {where}: {problem.what}; {problem.advice}")
