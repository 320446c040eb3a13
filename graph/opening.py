"""Opening a store by its address: a folder, a server or memory."""

import re
from pathlib import Path

import pyoxigraph

from .error import StoreError
from .store import Store
from .store_folder import open_folder
from .store_state import state_of

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


def open_store(address: str | Path, *, read_only: bool = False) -> Store:
    """Open a store: a folder (made where it does not exist), a server, or ``memory:``, which ends with the program.

    A server is named by the address of its SPARQL service, ``http://host:7878/query``; user and password come from the
    environment (ZHENGTU_STORE_USER, ZHENGTU_STORE_PASSWORD).

    Raise StoreError with one line that says what to do where the address is no store or another process writes it.
    A read-only store sees what was there when it was opened and creates nothing.
    """
    if str(address) == "memory:":
        return Store(pyoxigraph.Store(), "memory:", read_only)
    remote = _SCHEME.match(str(address))
    if remote and remote[1].lower() in ("http", "https"):
        from .remote_store import RemoteStore

        return RemoteStore(str(address), read_only)
    if remote:
        kind = f"addresses that begin with {remote[0]}"
        raise StoreError(f"{kind} are not supported ({address}); give a folder, http://… or memory:")
    folder = Path(address)
    before = state_of(folder) if read_only and folder.is_dir() else ""
    store = Store(open_folder(folder, read_only), str(address), read_only)
    # Where a build wrote while it was being opened, nobody knows what it shows.
    store.state = before if before and before == state_of(folder) else ""
    return store
