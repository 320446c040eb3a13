"""The state of a store's folder: a name for what is in it, found without opening it."""

import hashlib
from pathlib import Path

# Oxigraph writes its lock and its log when a store is only opened, too; indexes are made of what the store holds.
_OTHERS = ("LOG", "LOCK", "OPTIONS", "search-", "index-")


def state_of(folder: Path) -> str:
    """Return a name for the content of a store's folder: it changes whenever something was written."""
    digest = hashlib.sha256()
    for path in store_files(folder):
        found = path.stat()
        digest.update(f"{path.name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def store_files(folder: Path) -> list[Path]:
    """Return the files of a folder that are the store itself."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith(_OTHERS))
