"""How things look in a drawing: a colour for each type of node, level of administration and type of edge.

The colours differ in lightness too, so that they can be told apart in print and by people who see fewer of them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from .network_building import Network
from .network_node import TYPES

#: Type of node → fill and line of its box.
BOXES: Mapping[str, tuple[str, str]] = {
    "document": ("#d6e6f7", "#1f5c99"),
    "cited_document": ("#eef3f8", "#7d95ad"),
    "goal": ("#fbe9b7", "#9a7300"),
    "task": ("#fff6dd", "#9a7b2f"),
    "box_item": ("#fff6dd", "#9a7b2f"),
    "safeguard": ("#fff6dd", "#9a7b2f"),
    "section": ("#f4f4f1", "#77776f"),
    "principle": ("#f4f4f1", "#77776f"),
    "measure": ("#e2f1e2", "#2f7a3a"),
    "target": ("#e6e2f5", "#5b4a9e"),
    "deadline": ("#e6e2f5", "#5b4a9e"),
    "programme": ("#f7dfee", "#9c2f70"),
    "platform": ("#f7dfee", "#9c2f70"),
    "province": ("#fbe0d3", "#b04a1c"),
    "prefecture": ("#fbe0d3", "#b04a1c"),
    "county": ("#fbe0d3", "#b04a1c"),
    "agency": ("#dcefef", "#13707a"),
    "actor_group": ("#ece7df", "#7a6547"),
    "instrument": ("#e6e2f5", "#5b4a9e"),
}
#: Level → colour of a body.
LEVELS: Mapping[str, str] = {
    "national": "#1f5c99",
    "province": "#c4541b",
    "prefecture": "#9c2f70",
    "county": "#2f7a3a",
    "": "#8a8f96",
}
LEVEL_NAMES: Mapping[str, tuple[str, str]] = {
    "national": ("国家", "national"),
    "province": ("省级", "province"),
    "prefecture": ("地级", "prefecture"),
    "county": ("县级", "county"),
    "": ("层级未知", "level not known"),
}
#: Colours of roles; of other types of edges the first ones are taken in turn.
ROLES: Mapping[str, str] = {
    "lead": "#b3202c",
    "joint": "#d9822b",
    "responsible": "#1f5c99",
    "support": "#6b8e9f",
    "supervise": "#6a4fa3",
}
_IN_TURN = ("#1f5c99", "#c4541b", "#2f7a3a", "#9c2f70", "#9a7300", "#13707a", "#6a4fa3", "#57606a")
GROUPS = ("#1f5c99", "#c4541b", "#2f7a3a", "#9c2f70", "#9a7300", "#13707a", "#6a4fa3", "#8a8f96")
ONE_EDGE = "#98a1ab"
_OTHER = ("#f4f4f1", "#57606a")
_NAMES = dict(TYPES.values())


def box_look(kind: str) -> tuple[str, str]:
    """Return fill and line for a type of node."""
    return BOXES.get(kind, _OTHER)


def edge_colours(kinds: Iterable[str]) -> dict[str, str]:
    """Return a colour for every type of edge; one type alone is grey, since its colour would tell nothing.

    >>> edge_colours(["shares_task"])
    {'shares_task': '#98a1ab'}
    """
    present = list(dict.fromkeys(kinds))
    if len(present) == 1 and present[0] not in ROLES:
        return {present[0]: ONE_EDGE}
    turn = iter(_IN_TURN * (len(present) // len(_IN_TURN) + 1))
    return {kind: ROLES.get(kind) or next(turn) for kind in present}


def node_key(network: Network) -> str:
    """Return by which attribute nodes are coloured: the type, or the level where all are of one type."""
    nodes: Any = network.nodes(data=True)
    kinds = {said.get("type") for _, said in nodes}
    return "type" if len(kinds) > 1 else "level"


def key_name(key: str, value: str, zh: bool, said: Mapping[str, Any]) -> str:
    """Return what a colour stands for, in words."""
    if key == "level":
        return LEVEL_NAMES.get(value, (value, value))[0 if zh else 1]
    return str(said.get("type_label") or _NAMES.get(value, value)) if zh else value.replace("_", " ")


def key_colour(key: str, value: str) -> str:
    """Return the colour of a dot: that of its level, or the line of its type's box."""
    return LEVELS.get(value, LEVELS[""]) if key == "level" else box_look(value)[1]
