"""Files made of what a store holds, so that nobody reads it all again: each is of one state of the store.

The state is part of the file's name. So a file is current or is not found, two processes may make the same one, and
one that is killed leaves nothing that is ever read: a file gets its name when it is whole.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir, mkstemp
from weakref import finalize

from .store import Store
from .store_state import state_of

#: Part of the names, so that a file of another make is never read.
VERSION = 1
#: Seconds after which a file that never got its name was left behind by a process that is no more.
ABANDONED = 24 * 3600

#: Writes a whole file at the path; into a copy of an older one where it says so.
Make = Callable[[Path, bool], None]


def index_file(store: Store, name: str, make: Make) -> Path | None:
    """Return the file of this name for the state that a store shows, made where it is not there yet.

    It lies in the store's folder, or in the user's cache where that folder may only be read. None where the store
    cannot tell its state: in memory, on a server, or while it is written. ``make`` is told whether the file it is to
    write begins as a copy of one of an earlier state.
    """
    if not store.state:
        return None
    folder = Path(store.address)
    places = [folder / f"index-{VERSION}-{name}-", _cache(folder) / f"{VERSION}-{name}-"]
    for place in places:
        file = _named(place, store.state)
        if file.is_file():
            return file
    return _make(store, places, make)


def forget_indexes(folder: Path) -> None:
    """Take all files away: the documents will be read anew, and may have become others with the same bytes."""
    for file in (*folder.glob("index-*"), *_cache(folder).glob("*.sqlite")):
        with suppress(OSError):
            file.unlink()


def _make(store: Store, places: list[Path], make: Make) -> Path:
    old = max((file for place in places for file in _all(place)), key=lambda file: file.stat().st_mtime, default=None)
    place, half = _begin(places)
    try:
        if old:
            try:
                shutil.copyfile(old, half)
            except OSError:  # taken away by another process
                old = None
        make(half, old is not None)
        # Where the store has changed since, who opens it now needs another file, and this one goes with this process.
        if place is None or state_of(Path(store.address)) != store.state:
            finalize(store, _remove, half)
            return half
        file = _named(place, store.state)
        if place == places[0]:  # whoever may read the store may read this
            half.chmod((Path(store.address) / "CURRENT").stat().st_mode & 0o666)
        half.replace(file)
    except BaseException:
        _remove(half)
        raise
    for other in _all(place):
        if other != file:
            _remove(other)
    for left in place.parent.glob("index-half-*"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - ABANDONED:
                left.unlink()
    return file


def _begin(places: list[Path]) -> tuple[Path | None, Path]:
    """Return where the file goes, None for nowhere, and an empty one to be written."""
    for place in places:
        with suppress(OSError):
            if place != places[0]:
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return place, _half(place.parent)
    return None, _half(Path(gettempdir()))


def _half(folder: Path) -> Path:
    handle, name = mkstemp(prefix="index-half-", suffix=".sqlite", dir=folder)
    os.close(handle)
    return Path(name)


def _cache(folder: Path) -> Path:
    """Return the folder of the user's own that stands for a store's; nobody else can put anything there."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    return root / "zhengtu" / hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def _named(place: Path, state: str) -> Path:
    return place.with_name(f"{place.name}{state}.sqlite")


def _all(place: Path) -> Iterator[Path]:
    return place.parent.glob(f"{place.name}*.sqlite")


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()
