"""The whole store as one RDF file, and a store made of such a file again: nothing is added and nothing lost."""

import gzip
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, serialize

from .dataset_description import DESCRIPTION, PREFIXES_OF_DESCRIPTION, base_of, describe_dataset, graph_sizes
from .export_file import whole_file
from .projection import NetworkError, did_you_mean
from .store import Store
from .store_folder import open_folder
from .terms import PREFIXES, RDF, ZT

#: Suffix → format. The first three hold named graphs, without which no store can be made again.
DUMP_FORMATS = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".nt": RdfFormat.N_TRIPLES,
    ".ttl": RdfFormat.TURTLE,
    ".rdf": RdfFormat.RDF_XML,
}
_STEP = 20_000
_TYPE = NamedNode(f"{RDF}type")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought into a store."""

    quads: int
    documents: int


def dump_format(path: Path) -> tuple[RdfFormat, bool]:
    """Return the format that the name of a file tells, and whether it is compressed; NetworkError where it tells none.

    >>> dump_format(Path("store.nq.gz"))[1]
    True
    """
    packed = path.suffix.lower() == ".gz"
    suffix = Path(path.stem).suffix.lower() if packed else path.suffix.lower()
    if suffix not in DUMP_FORMATS:
        raise NetworkError(
            f"{path}: 看不出 RDF 格式 (the name tells no RDF format); {did_you_mean(suffix, tuple(DUMP_FORMATS))}"
        )
    return DUMP_FORMATS[suffix], packed


def export_store(store: Store, path: Path, *, licence: str = "", progress: Progress | None = None) -> tuple[str, ...]:
    """Write all quads of a store and a description of them to a file; return in words what the format cannot hold.

    The format is told by the name: .nq, .trig, .jsonld, or .nt, .ttl and .rdf, which lose the names of the graphs; each
    also with .gz. The description (DCAT and VoID, in a graph of its own) says what there is, how much, by which
    vocabularies and by whose work; ``licence`` is the IRI of the licence that you give the data.
    """
    form, packed = dump_format(path)
    with whole_file(path) as file:
        if packed:
            # Without name and time, so that the same store gives the same file.
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6) as out:
                return write_store(store, cast(IO[bytes], out), form, licence=licence, progress=progress)
        return write_store(store, file, form, licence=licence, progress=progress)


def write_store(
    store: Store, out: IO[bytes], form: RdfFormat, *, licence: str = "", progress: Progress | None = None
) -> tuple[str, ...]:
    """Write all quads of a store and their description to a stream, graph by graph, one quad at a time."""
    prefixes = {**PREFIXES, **PREFIXES_OF_DESCRIPTION}
    quads = _quads(store, form, licence, progress)
    if form.supports_datasets:
        serialize(quads, out, format=form, prefixes=prefixes)
        return ()
    serialize((quad.triple for quad in quads), out, format=form, prefixes=prefixes)
    what = "这种格式没有命名图，不能据此重建图谱"
    return (f"{what}，重建请用 .nq 或 .trig (no named graphs; to make a store of it again use .nq or .trig)",)


def import_store(path: Path, folder: Path) -> Imported:
    """Make a store of a file that `export_store` wrote; the folder must be new or empty, and is so again if it fails.

    The description is left out, since it describes the file; it is made anew by the next export.
    """
    form, packed = dump_format(path)
    if not form.supports_datasets:
        what = f"{path}: 这种格式没有命名图，不能据此重建图谱 (no named graphs, which a store is made of)"
        raise NetworkError(f"{what}; 请用 zhengtu export rdf --output FILE.nq 导出的文件 (export to .nq or .trig)")
    existed = folder.exists()
    if existed and (not folder.is_dir() or any(folder.iterdir())):
        raise NetworkError(f"{folder}: 不是空文件夹 (not empty); 请给出新的文件夹 (give a new folder)")
    with path.open("rb") as raw:
        inner = open_folder(folder, read_only=False)
        try:
            stream = gzip.GzipFile(fileobj=raw) if packed else raw
            inner.bulk_load(cast(IO[bytes], stream), form)
            for quad in tuple(inner.quads_for_pattern(None, None, DESCRIPTION, None)):
                if isinstance(quad.graph_name, NamedNode):
                    inner.remove_graph(quad.graph_name)
            inner.flush()
            documents = sum(1 for _ in inner.quads_for_pattern(None, _TYPE, NamedNode(f"{ZT}PolicyDocument"), None))
            return Imported(len(inner), documents)
        except (SyntaxError, ValueError, EOFError, OSError) as error:
            del inner  # gives the lock back, so that the folder can go
            _empty(folder, existed)
            reason = " ".join(str(error).split())[:200]
            raise NetworkError(f"{path}: 无法读入 ({reason}); 图谱没有建立 (no store was made), 请检查文件") from error


def _quads(store: Store, form: RdfFormat, licence: str, progress: Progress | None) -> Iterator[Quad]:
    sizes = graph_sizes(store)
    base = base_of(sizes)
    description = NamedNode(f"{base}graph/description")
    for triple in describe_dataset(store, sizes, base, form, licence):
        yield Quad(triple.subject, triple.predicate, triple.object, description)
    total, done = sum(sizes.values()), 0
    graphs: list[NamedNode | DefaultGraph] = [NamedNode(name) for name in sorted(sizes) if name]
    for graph in (DefaultGraph(), *graphs):
        if graph == description:
            continue  # of an older export that was loaded by other means
        for quad in store.quads(graph=graph):
            if progress and done % _STEP == 0:
                progress(done, total)
            done += 1
            yield quad
    if progress:
        progress(total, total)


def _empty(folder: Path, existed: bool) -> None:
    if not existed:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
