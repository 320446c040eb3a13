"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ..graph import Store
    from ..ontology import Ontology

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("table", "csv", "json")


def store_option(command: Command) -> Command:
    """Add --store, where the graph lies."""
    return click.option(
        "--store",
        default="store",
        show_default=True,
        envvar="ZHENGTU_STORE",
        metavar="DIR",
        help="图谱所在文件夹（也可用环境变量 ZHENGTU_STORE） Folder of the graph.",
    )(command)


def format_option(command: Command) -> Command:
    """Add --format: a table to read, CSV or JSON to work with."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="输出格式 Output format.",
    )(command)


def language_option(command: Command) -> Command:
    """Add --lang, the language of headings."""
    return click.option(
        "--lang",
        type=click.Choice(("zh", "en")),
        default="zh",
        show_default=True,
        help="表头语言 Language of headings.",
    )(command)


def ontology_option(command: Command) -> Command:
    """Add --ontology, another folder of vocabularies and rules."""
    return click.option(
        "--ontology",
        "folder",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="另用一套词表和规则 Use another dictionary folder.",
    )(command)


def load(folder: Path | None) -> "Ontology":
    """Load the dictionary, with a plain word where the folder is none."""
    from ..ontology import load_ontology
    from .failure import Failure

    if folder is not None and not folder.is_dir():
        raise Failure(f"{folder}: 没有这个文件夹 (no such folder); 请给出词表所在文件夹，如 ontology/")
    return load_ontology(folder)


def open_for_reading(address: str) -> "Store":
    """Open a store to ask it; another process may be writing it at the same time."""
    from ..graph import open_store
    from .printing import note

    store = open_store(address, read_only=True)
    store.tell = note
    return store
