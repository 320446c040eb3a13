"""Where a remote store takes queries and changes, told by one address as people give it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from .error import StoreError

#: Environment variables: who writes, with which password, and where changes go if that cannot be told from the address.
USER, PASSWORD, UPDATE = "ZHENGTU_STORE_USER", "ZHENGTU_STORE_PASSWORD", "ZHENGTU_STORE_UPDATE"

_REPOSITORY = re.compile(r"/repositories/[^/]+$")


@dataclass(frozen=True, slots=True)
class RemoteAddress:
    """The services of one store; ``shown`` is what may be printed, and user and password never are."""

    shown: str
    queries: tuple[str, ...]
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    update: str = ""

    def updates(self, query: str) -> tuple[str, ...]:
        """Return where the store may take changes, the likeliest first, given where it answers queries.

        >>> RemoteAddress("", ()).updates("http://127.0.0.1:7878/query")
        ('http://127.0.0.1:7878/update',)
        >>> RemoteAddress("", ()).updates("http://127.0.0.1:7200/repositories/policy")
        ('http://127.0.0.1:7200/repositories/policy/statements',)
        """
        if self.update:
            return (self.update,)
        parts = urlsplit(query)
        path = parts.path.rstrip("/")
        above = path.rpartition("/")[0]
        if path.endswith("/query"):  # Oxigraph, Fuseki
            paths = [f"{above}/update"]
        elif path.endswith("/sparql"):  # Virtuoso asks for a password at the first, Fuseki has the second
            paths = [f"{path}-auth"] * bool(self.user) + [f"{above}/update", path]
        elif _REPOSITORY.search(path):  # GraphDB, RDF4J
            paths = [f"{path}/statements"]
        else:  # QLever, Neptune
            paths = [path or "/"]
        return tuple(urlunsplit(parts._replace(path=each)) for each in paths)


def read_address(address: str, environment: Mapping[str, str] = os.environ) -> RemoteAddress:
    """Read the address of a SPARQL service, or of a server whose service lies where servers have it.

    A password in the address is used and taken out; the environment's counts first.

    >>> read_address("http://me:secret@127.0.0.1:7878/query", {})
    RemoteAddress(shown='http://127.0.0.1:7878/query', queries=('http://127.0.0.1:7878/query',), update='')
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        raise StoreError("the address of the store cannot be read; write http://host:port/path") from None
    if not parts.hostname:
        raise StoreError(f"the address {_shown(parts)} names no host; write http://host:port/path")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    plain = parts._replace(netloc=f"{host}:{port}" if port else host, fragment="")
    if plain.path.strip("/"):
        queries = [urlunsplit(plain)]
    else:
        queries = [urlunsplit(plain._replace(path=path)) for path in ("/query", "/sparql")]
    return RemoteAddress(
        _shown(plain),
        tuple(queries),
        environment.get(USER, "") or unquote(parts.username or ""),
        environment.get(PASSWORD, "") or unquote(parts.password or ""),
        environment.get(UPDATE, ""),
    )


def _shown(parts: SplitResult) -> str:
    # A query string may hold an access token.
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
