"""Options that choose a part of a network, shared by all that takes one: network, picture, measures."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from .export import Advance
from .failure import Misuse
from .options import Command

if TYPE_CHECKING:
    from ..graph import Store
    from ..graph.network import Network

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_OPTIONS = (
    click.option(
        "--document",
        "documents",
        multiple=True,
        metavar="NAME",
        help="只看这些文件（文号、标题） Only these documents.",
    ),
    click.option("--since", default="", metavar="DATE", help="成文日期不早于，如 2020、2020-03 Issued from."),
    click.option("--until", default="", metavar="DATE", help="成文日期不晚于 Issued until."),
    click.option("--type", "types", multiple=True, metavar="TYPE", help="只留这些类型的节点，如 task Only such nodes."),
    click.option("--link", "links", multiple=True, metavar="TYPE", help="只留这些类型的边，如 lead Only such edges."),
    click.option("--around", multiple=True, metavar="NAME", help="只留这些节点的周围 Only what lies around these."),
    click.option("--hops", type=click.IntRange(0, 20), default=1, show_default=True, help="周围几步 Steps around."),
    click.option("--concluded", is_flag=True, help="也列入推断的联系 Add what was concluded, not said."),
    click.option("--named-only", is_flag=True, help="不列泛称单位（各地区） Leave out bodies named only by kind."),
)


def network_options(command: Command) -> Command:
    """Add the options; their values go to `read_network` as they are."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_network(
    graph: "Store",
    projection: str,
    given: dict[str, Any],
    advance: Advance | None = None,
    also: Sequence[str] = (),
) -> "Network":
    """Return the part of a network that the options choose; names of documents and nodes are as people write them.

    ``also`` are further names that the command takes, so that "did you mean" knows them.
    """
    from ..graph.network import project
    from ..graph.projection import UnknownProjectionError
    from ..graph.projection_file import load_projections

    projections = load_projections()
    if projection not in projections:
        raise Misuse(str(UnknownProjectionError(projection, (*projections, *also))))
    documents = read_documents(graph, given)
    around = [iri for name in given["around"] for iri in _nodes(graph, name)]
    return project(
        graph,
        projection,
        **{**given, "documents": documents, "around": around},
        progress=(lambda done, total, _: advance(done, total)) if advance else None,
    )


def read_documents(graph: "Store", given: dict[str, Any]) -> list[str]:
    """Return the IRIs of the documents that were named; tell a date that is none."""
    from ..queries import resolve

    for option in ("since", "until"):
        if given[option] and not _DATE.fullmatch(given[option]):
            what = f"--{option} “{given[option]}” 不是日期 (not a date)"
            raise Misuse(f"{what}; 例如 (for example): 2020, 2020-03, 2020-03-01")
    return [found.iri for name in given["documents"] for found in resolve("document", name, graph)]


def _nodes(graph: "Store", name: str) -> tuple[str, ...]:
    """Return what a name means: a body first, since the titles of many tasks have the name of one in them."""
    from ..queries import UnresolvedNameError, resolve
    from ..queries.node import resolve_node

    try:
        found = resolve("agency", name.removeprefix("agency:"), graph)
    except UnresolvedNameError as error:
        if error.ambiguous or name.startswith("agency:"):
            raise
        found = resolve_node(name, graph)[1]
    return tuple(each.iri for each in found)
