"""``zhengtu serve``: the web explorer."""

import os
import signal
import threading
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failure import Failure

if TYPE_CHECKING:
    from ..webui import Settings
    from ..webui.shelf import Snapshot

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Seconds at most for the search index of a store that has none yet.
_PATIENCE = 3600


@click.command("serve")
@click.option(
    "--store",
    envvar="ZHENGTU_STORE",
    metavar="DIR",
    help="图谱所在文件夹；不给则用三份示例文件 Folder of the graph [default: the three samples].",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口 Port.")
@click.option(
    "--token",
    envvar="ZHENGTU_TOKEN",
    default="",
    help="整个网站的口令（也可用环境变量 ZHENGTU_TOKEN） Password of the whole site.",
)
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True, help="线程数 Threads.")
@click.option(
    "--rate",
    type=click.IntRange(0),
    default=1200,
    show_default=True,
    help="每个客户端每分钟最多请求数，0 为不限 Requests a minute from one client, 0 for any number.",
)
@click.option(
    "--access-log",
    type=click.Choice(["path", "query", "off"]),
    default="path",
    show_default=True,
    help="访问日志：只记路径、连同查询内容、不记 Log paths, also what is asked, or nothing.",
)
def command(store: str | None, host: str, port: int, token: str, threads: int, rate: int, access_log: str) -> None:
    """启动网页浏览器，查看图谱。

    Serve the web explorer of a graph; without --store, of the three sample documents. End it with Ctrl+C.
    """
    with ExitStack() as stack:
        folder = Path(store) if store else _build_samples(stack)
        from ..webui import Settings

        settings = Settings(token=token, samples=not store, rate=rate, access_log=access_log)
        _serve(folder, host, port, threads, settings)


def _build_samples(stack: ExitStack) -> Path:
    """Build the samples into a folder that goes when the server ends."""
    from tempfile import TemporaryDirectory

    from ..graph import open_store
    from ..graph.alignment_statements import align_with_bases
    from ..graph.building import build
    from ..ontology import load_ontology

    folder = Path(stack.enter_context(TemporaryDirectory(prefix="zhengtu-"))) / "store"
    click.echo("没有给出 --store，正在用三份教学示例文件建图谱…… No --store given: building the three samples…")
    samples = stack.enter_context(as_file(files(__package__).joinpath("samples")))
    with open_store(folder) as graph:
        build([samples], graph, load_ontology())
        align_with_bases(graph)
    return folder


def _serve(folder: Path, host: str, port: int, threads: int, settings: "Settings") -> None:
    import logging

    from waitress.server import create_server

    from ..webui import create_app, site_of

    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("zhengtu.access").setLevel(logging.INFO)
    if host not in _LOOPBACK and not settings.token:
        click.echo(
            f"警告：{host} 上的任何人都能查看全部内容；请加 --token 口令。"
            f" Warning: everybody who reaches {host} can read everything; add --token.",
            err=True,
        )
    app = create_app(folder, settings)
    threading.Thread(target=_prepare, args=(site_of(app).snapshot,), name="words", daemon=True).start()
    try:
        try:
            server = create_server(app, host=host, port=port, threads=threads, ident=None)
        except OSError as error:
            what = f"{host}:{port} 不能使用 (cannot be used: {os.strerror(error.errno or 0)})"
            raise Failure(f"{what}; 请换一个端口，如 --port {port + 1 if port < 65535 else 8000}") from error
        # A name such as localhost may stand for two addresses, which then have one port each.
        listening = getattr(server, "effective_listen", None) or ((host, getattr(server, "effective_port", port)),)
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"政图已启动 Zhengtu is ready: http://{shown}:{listening[0][1]}/   （按 Ctrl+C 结束 stop）")
        # Services are ended with SIGTERM: what is being answered is answered, and the workers go as well.
        signal.signal(signal.SIGTERM, _stop)
        try:
            server.run()
        except KeyboardInterrupt:
            pass
        finally:
            server.close()
    finally:
        site_of(app).close()


def _prepare(snapshot: "Snapshot") -> None:
    """Make what the first question about words or names would have to wait for."""
    import logging

    from ..queries import load_catalogue
    from ..queries.known_name import read_levels
    from ..queries.known_things import prepare_words

    store = snapshot.bounded
    try:
        snapshot.index.get(_PATIENCE)  # readers search before they ask
        read_levels(store)
        prepare_words(load_catalogue().values(), store)
    except Exception:  # the pages work without, and make it when they need it
        logging.getLogger("zhengtu.webui").exception("the word index of %s could not be made", store.address)


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt
