"""Whether the folder of a store still holds what it held when it was opened."""

from pathlib import Path


def state_of(folder: Path) -> str:
    """Return a text that changes whenever a store is written or replaced, "" where none can be read.

    Only Oxigraph's data count: it writes its log and its lock even when a store is merely looked at.
    """
    found = []
    try:
        for path in sorted(folder.iterdir()):
            if path.name.startswith(("CURRENT", "MANIFEST-")) or path.suffix in (".log", ".sst"):
                status = path.stat()
                found.append(f"{path.name} {status.st_ino} {status.st_size} {status.st_mtime_ns}")
    except OSError:  # being replaced or compacted at this very moment
        return ""
    return "\n".join(found)
