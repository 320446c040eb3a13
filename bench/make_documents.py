"""Many documents out of a few: copies with places, bodies, numbers, an order and a length of their own.

The originals are the three samples and, where the folder $ZHENGTU_CORPUS names one, the texts of real documents. The
same seed gives the same files on any machine, and the first hundred of a thousand are the hundred. Places and bodies
become others of their kind from the gazetteers; sections and sentences change places, some are left out; each copy has
a 文号 of its own. The copies of all originals under one number are a family that cites its own members, so that chains
close. What the copies say is invented. Run: python bench/make_documents.py FOLDER DOCUMENTS [--size 400 1500]
"""

import argparse
import os
import random
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from original_text import Original, read_originals
from renaming import Names, Renaming

from zhengtu.ontology import load_ontology

#: Of about 3,000 quads each, when made of the samples: a million in all, with the vocabularies.
DOCUMENTS = 330
_CORPUS = Path(os.environ.get("ZHENGTU_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus")
#: Characters of short documents, as most notices are.
SHORT = (400, 1500)
#: So many files lie in a folder.
_FOLDER = 1000


def make_documents(
    folder: Path,
    *,
    documents: int = DOCUMENTS,
    seed: int = 2022,
    size: tuple[int, int] | None = None,
    corpus: Path | None = _CORPUS,
) -> list[Path]:
    """Write text files below a folder and return their paths; ``size``: least and most characters, else whole texts."""
    ontology = load_ontology()
    names = Names.of(ontology)
    originals = read_originals(_paths(corpus), ontology, names)
    written = []
    for number, text in enumerate(_copies(originals, names, documents, seed, size)):
        path = folder / f"{number // _FOLDER:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _paths(corpus: Path | None) -> list[Path]:
    with_samples = [Path(str(path)) for path in (files("zhengtu.cli") / "samples").iterdir()]
    real = corpus.rglob("*.txt") if corpus else ()
    return [*sorted(with_samples), *sorted(real)]


def _copies(
    originals: list[Original], names: Names, documents: int, seed: int, size: tuple[int, int] | None
) -> Iterator[str]:
    for number in range(documents):
        family, member = divmod(number, len(originals))
        if not member:
            renaming = Renaming(names, family + 1, random.Random(f"{seed} {family}"))
        yield originals[member].copy(renaming, random.Random(f"{seed} {number}"), size)


def main() -> None:
    """Write the documents that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=int, nargs="?", default=DOCUMENTS)
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--size", type=int, nargs=2, metavar=("LEAST", "MOST"), help="characters of a document")
    parser.add_argument("--corpus", type=Path, default=_CORPUS, help="a folder of further texts (.txt)")
    asked = parser.parse_args()
    size = tuple(asked.size) if asked.size else None
    made = make_documents(asked.folder, documents=asked.documents, seed=asked.seed, size=size, corpus=asked.corpus)
    print(f"{len(made)} files in {asked.folder}")


if __name__ == "__main__":
    main()
