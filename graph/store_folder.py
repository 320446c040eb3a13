"""Opening the folder of an embedded store, with a plain reason wherever that is not possible."""

import os
import re
import time
from pathlib import Path

import pyoxigraph

from .error import StoreError

#: So often a store is opened for reading while a build changes it, and seconds between.
ATTEMPTS, PAUSE = 20, 0.05

_VANISHED = "No such file"
#: What lies in a folder before its store has anything in it: a build that was killed this early left nothing to lose.
_BEGUN = re.compile(r"LOCK|LOG(\.old\.\d+)?|IDENTITY|MANIFEST-\d+|OPTIONS-\d+(\.dbtmp)?|\d+\.dbtmp|\d+\.log")
_BUILD = "build one with `zhengtu build FILES --store {path}`"


def open_folder(path: Path, read_only: bool) -> pyoxigraph.Store:
    """Open a folder, which is made where it is to be written and does not exist; raise StoreError with what to do."""
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file, not the folder of a store; give another path")
    is_store = (path / "CURRENT").is_file()
    try:
        is_empty = not path.exists() or all(_BEGUN.fullmatch(each.name) for each in path.iterdir())
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({_reason(error)}); change its permissions") from error
    if not is_store and not is_empty:
        raise StoreError(f"{path} holds other files and is no store; give an empty folder or a new one")
    if not is_store and read_only:
        raise StoreError(f"there is no store at {path}; {_BUILD.format(path=path)}")
    if not read_only and not _writable(path):
        raise StoreError(f"{path} cannot be written; change its permissions or give another path")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return pyoxigraph.Store.read_only(str(path)) if read_only else pyoxigraph.Store(str(path))
        except (OSError, RuntimeError, ValueError) as error:
            # A build that merges files takes old ones away between their being listed and their being opened here.
            if not (read_only and _VANISHED in str(error)) or attempt == ATTEMPTS:
                raise StoreError(_explain(path, error)) from error
        time.sleep(PAUSE)
    raise AssertionError("the last attempt returns or raises")


def _writable(path: Path) -> bool:
    """Whether a folder, or the nearest one above it that exists, can be written."""
    folder = path.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _explain(path: Path, error: Exception) -> str:
    message = str(error)
    if "lock" in message.lower():
        return f"{path} is being written by another process; wait until it ends, or open it for reading only"
    if _VANISHED in message:
        return (
            f"files of the store at {path} are missing; if no build is changing it just now, build it into a new folder"
        )
    if "orruption" in message or "CURRENT" in message:
        return f"the store at {path} is damaged ({_reason(error)}); delete the folder and build it again"
    return f"the store at {path} cannot be opened: {_reason(error)}"


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split()))[:160]
