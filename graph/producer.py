"""What made a document's graph: the version of the program and the state of the dictionary."""

import hashlib
from importlib.metadata import PackageNotFoundError, version

from ..ontology import Ontology


def producer_of(ontology: Ontology) -> str:
    """Return one line that changes whenever the same text could be read differently: a new release, an edited cue.

    Line ends do not count, since they differ between check-outs of the same dictionary.
    """
    digest = hashlib.sha256()
    files = (path for path in ontology.folder.rglob("*") if path.suffix in (".csv", ".toml", ".ttl"))
    for path in sorted(files, key=lambda path: path.relative_to(ontology.folder).parts):
        name = path.relative_to(ontology.folder).as_posix()
        digest.update(f"{name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    try:
        release = version("zhengtu")
    except PackageNotFoundError:  # run from the source tree without installing it
        release = "unreleased"
    return f"zhengtu {release}, dictionary {digest.hexdigest()[:12]}"
