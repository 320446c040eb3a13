"""Which files of a folder are documents."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..ingest.problem import Problem

#: Endings of the files that are taken out of a folder; a file that is named itself is read whatever its ending.
SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".zip")


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """Files in an order that does not depend on the file system, and what was left out."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


def find_files(paths: Iterable[Path]) -> FoundFiles:
    """Return the files named, and those in the folders named; hidden ones are passed over.

    A path that does not exist is a problem, and so are, in one line per folder, files of other kinds.
    """
    found: dict[Path, Path] = {}  # by their real place, since a folder and a file in it may both be named
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            inside, others = _walk(path)
            for each in inside:
                found.setdefault(each.resolve(), each)
            if others:
                kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(others.items()))
                what, advice = f"files of other kinds were left out ({kinds})", f"readable are {', '.join(SUFFIXES)}"
                problems.append(Problem(str(path), what, advice, "info"))
            elif not inside:
                problems.append(
                    Problem(str(path), "the folder holds no documents", f"readable are {', '.join(SUFFIXES)}")
                )
        elif path.exists():
            found.setdefault(path.resolve(), path)
        else:
            problems.append(Problem(str(path), "there is no such file or folder", "check the path", "error"))
    return FoundFiles(tuple(found.values()), tuple(problems))


def _walk(folder: Path) -> tuple[list[Path], Counter[str]]:
    inside: list[Path] = []
    others: Counter[str] = Counter()
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.startswith("."):
                continue
            suffix = Path(name).suffix.lower()
            if suffix in SUFFIXES:
                inside.append(Path(root, name))
            else:
                others[suffix or "without ending"] += 1
    return sorted(inside, key=lambda path: path.relative_to(folder).parts), others
