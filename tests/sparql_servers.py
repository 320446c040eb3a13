"""Real SPARQL servers for the tests, on 127.0.0.1 and in folders that go with the test run."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError

#: User and password of a new Virtuoso, which its documentation tells everybody.
VIRTUOSO_USER = "dba"

_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def missing(kind: str) -> str:
    """Return why a kind of server cannot be started here, "" where it can."""
    if kind == "oxigraph":
        return "" if _oxigraph() else "there is no `oxigraph` here; pip install oxigraph"
    return "" if shutil.which("virtuoso-t") else "there is no `virtuoso-t` here; apt-get install virtuoso-opensource-7"


@contextmanager
def server(kind: str, folder: Path, port: int) -> Iterator[str]:
    """Run a server and give the address of its SPARQL service; it is killed in the end, with -9."""
    folder.mkdir(exist_ok=True)
    if kind == "oxigraph":
        command = [str(_oxigraph()), "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
        address, probe = f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/query?query=ASK%20%7B%7D"
    else:
        (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=port))
        command = ["virtuoso-t", "-f", "-c", "virtuoso.ini"]
        address = f"http://127.0.0.1:{port}/sparql"
        probe = f"{address}?query=ASK%20%7B%7D"
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        _wait(probe, process, folder)
        yield address
    finally:
        process.kill()
        process.wait()
        with suppress(FileNotFoundError):
            (folder / "virtuoso.lck").unlink()


def _oxigraph() -> str | None:
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


def _wait(probe: str, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    for _ in range(300):
        with suppress(HTTPError, OSError), urllib.request.urlopen(probe, timeout=2):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {(folder / 'output.txt').read_text(errors='replace')[-500:]}")
