"""``zhengtu status``: what is new, changed, moved, stale or gone, and why; nothing is read or written."""

from collections import Counter
from pathlib import Path

import click

from .options import format_option, load, ontology_option, open_for_reading, store_option
from .printing import note, print_csv, print_json, print_table

_STATES = {
    "new": "新文件",
    "changed": "已改动",
    "moved": "已移动",
    "stale": "需重读",
    "gone": "已删除",
    "unreadable": "不可读",
    "copy": "副本",
    "unchanged": "未变",
}


@click.command("status")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@store_option
@format_option
@click.option("--verbose", is_flag=True, help="也列出未变的文件 List unchanged files as well.")
@ontology_option
def command(paths: tuple[Path, ...], store: str, form: str, verbose: bool, folder: Path | None) -> None:
    """看哪些文件是新的、改动的、移动的、删除的，哪些要用新的程序或词表重读，以及为什么。

    Tell which files are new, changed, moved or gone, which ones were read by another version of the program or the
    dictionary, and why. Without PATH: all files that the store was built from. Nothing is written.
    """
    from ..graph.producer import producer_of
    from ..graph.store_status import store_status

    with open_for_reading(store) as graph:
        found = store_status(paths, graph, producer_of(load(folder)))
    shown = [status for status in found if verbose or status.state != "unchanged"]
    if form == "json":
        print_json([{"file": s.place, "state": s.state, "title": s.title, "why": s.why} for s in shown])
    elif form == "csv":
        print_csv(("file", "state", "title", "why"), [(s.place, s.state, s.title, s.why) for s in shown])
    elif shown:
        rows = [(Path(s.place).name, _STATES[s.state], s.title, s.why) for s in shown]
        print_table(("文件", "状态", "标题", "原因"), rows, wide=(2, 3))
    counts = Counter(status.state for status in found)
    note("、".join(f"{_STATES[state]} {counts[state]}" for state in _STATES if counts[state]) or "没有文件 (no files)")
