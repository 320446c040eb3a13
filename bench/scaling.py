"""How building grows with the number of documents: time, memory, the store's size, and what a re-build costs.

The documents are short, of 400 to 1,500 characters as most notices are, so that a hundred thousand of them fit one
machine. Run: python bench/scaling.py [--documents 100 1000 10000] [--results DIR] [--keep DIR]; writes scaling.md and
scaling.json. A hundred thousand take half an hour and 20 GB of disk. The stores that are kept are those that
`bench/queries.py --short --cache DIR` asks.
"""

import argparse
import json
import math
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from make_documents import SHORT, make_documents
from process_cost import build, bytes_in, cost

#: Of the documents so many are changed for the re-build, at least one.
_CHANGED = 0.01


@dataclass(frozen=True, slots=True)
class Row:
    """The figures at one number of documents; seconds are of the processor unless they say otherwise."""

    documents: int
    characters: int
    build_seconds: float
    build_clock: float
    build_megabytes: float
    store_megabytes: float
    unchanged_seconds: float
    unchanged_megabytes: float
    changed_seconds: float


def measure(count: int, folder: Path, keep: Path | None) -> Row:
    """Build so many documents, build them again unchanged, and again with one in a hundred changed."""
    texts, store = folder / "texts", folder / "store"
    files = make_documents(texts, documents=count, size=SHORT)
    characters = sum(len(path.read_text("utf-8")) for path in files)
    first = cost(build(texts, store))
    size = bytes_in(store)
    unchanged = cost(build(texts, store))
    for path in files[:: round(1 / _CHANGED)]:
        path.write_text(path.read_text("utf-8") + "\n县科技局负责解释本通知。\n", "utf-8")
    changed = cost(build(texts, store))
    row = Row(
        count,
        characters,
        first.cpu,
        first.wall,
        first.megabytes,
        size / 1e6,
        unchanged.cpu,
        unchanged.megabytes,
        changed.cpu,
    )
    if keep:
        shutil.move(store, keep / f"short-{count}")
        (keep / f"short-{count}.done").touch()
    for place in (texts, store):
        shutil.rmtree(place, ignore_errors=True)
    return row


def exponent(rows: Sequence[Row]) -> float:
    """Return the slope of log time over log documents, by least squares."""
    points = [(math.log(row.documents), math.log(row.build_seconds)) for row in rows]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def table(rows: Sequence[Row]) -> str:
    """Return the figures as Markdown, costs as parts of those of the first build of the same row."""
    titles = ("documents", "CPU a document ÷ that at the fewest", "peak memory, MB", "store, bytes a character")
    titles += ("nothing changed ÷ full", "its memory, MB", "1 % changed ÷ full")
    lines = [f"| {' | '.join(titles)} |", "|" + "---:|" * len(titles)]
    least = rows[0].build_seconds / rows[0].documents
    for row in rows:
        values = (
            f"{row.documents:,}",
            f"{row.build_seconds / row.documents / least:.2f}",
            f"{row.build_megabytes:.0f}",
            f"{row.store_megabytes * 1e6 / row.characters:.0f}",
            f"{row.unchanged_seconds / row.build_seconds:.3f}",
            f"{row.unchanged_megabytes:.0f}",
            f"{row.changed_seconds / row.build_seconds:.3f}",
        )
        lines.append(f"| {' | '.join(values)} |")
    if len(rows) > 1:
        lines += ["", f"Fitted exponent of CPU time over documents: {exponent(rows):.3f}"]
        if len(rows) > 2:
            lines[-1] += f"; from {rows[1].documents:,} documents on: {exponent(rows[1:]):.3f}"
        lines[-1] += "."
    return "\n".join(lines)


def main() -> None:
    """Measure, print and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--folder", type=Path, help="where the documents and stores are made, else a temporary folder")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the stores")
    asked = parser.parse_args()
    for folder in filter(None, (asked.keep, asked.folder)):
        folder.mkdir(parents=True, exist_ok=True)
    rows = []
    with tempfile.TemporaryDirectory(dir=asked.folder) as temporary:
        for count in asked.documents:
            rows.append(measure(count, Path(temporary), asked.keep))
            print(json.dumps(asdict(rows[-1])), file=sys.stderr, flush=True)
    about = f"Python {platform.python_version()}, {os.cpu_count()} processors"
    text = table(rows)
    print(text)
    asked.results.mkdir(parents=True, exist_ok=True)
    (asked.results / "scaling.md").write_text(f"# Many documents\n\n{about}.\n\n{text}\n", "utf-8")
    figures = {"about": about, "rows": [asdict(row) for row in rows]}
    (asked.results / "scaling.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
