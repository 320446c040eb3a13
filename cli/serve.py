"""``zhengtu serve``: the web explorer, which is not there yet."""

import click

from .failure import Failure


@click.command("serve")
def command() -> None:
    """网页浏览器（尚未实现）。

    The web explorer is not built yet.
    """
    raise Failure(
        "网页浏览器尚未实现 (the web explorer is not built yet); 目前请用 zhengtu query 或 zhengtu sparql 查询"
    )
