"""Drawing a network: chains in layers from left to right, everything else by forces that pull the joined together."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from .drawing import GREY, INK, LINE, Detail, Drawing, Link, behind, cut, escape, footing, heading, rect, wide, words
from .drawing_look import LEVEL_NAMES, box_look, edge_colours, key_colour, key_name, node_key
from .layered_drawing import BOX_WIDTH, COLUMN_GAP, Edge, Node, columns, draw
from .network_building import Network
from .network_layout import lay_out
from .projection import NetworkError

LAYOUTS = ("auto", "layered", "force")
#: More nodes than this are no picture any more.
MOST = 200
#: In the policy chain each kind of thing has columns of its own, in this order.
_ORDER = (
    ("document", "cited_document"),
    ("goal", "task", "box_item", "safeguard", "section", "principle"),
    ("measure",),
    ("programme", "platform"),
    ("province", "prefecture", "county", "division"),
)
_TOP, _LEGEND = 62, 200
_LABELLED, _ALWAYS = 60, 20
#: Pixels of a side that each node gets, and between two dots.
_ROOM, _GAP, _ROUNDS = 84, 20, 80

Point: TypeAlias = tuple[float, float]


def draw_network(network: Network, *, layout: str = "auto", most: int = MOST, lang: str = "zh") -> Drawing:
    """Draw a network as `project` returns it; of one with more nodes than ``most``, those with most ties.

    ``layout`` is ``layered`` (boxes in columns, for what leads from one to another), ``force`` (dots), or ``auto``:
    layered for the policy chain and for networks of documents. Raise NetworkError for a layout that does not exist.
    """
    if layout not in LAYOUTS:
        raise NetworkError(f"没有布局“{layout}” (no such layout); 可用 (use one of): {', '.join(LAYOUTS)}")
    notes = list(network.graph.get("notes", ()))
    shown = _thinned(network, most, notes)
    zh = lang == "zh"
    title = str(network.graph.get("title" if zh else "title_en") or network.graph.get("projection") or "")
    below = _size(shown, network, zh)
    layered = layout == "layered" or (
        layout == "auto" and network.graph.get("projection") in ("policy-chain", "document-document")
    )
    details = _details(shown, zh)
    if not shown:
        nothing = "网络是空的，没有可画的 (an empty network: nothing to draw)"
        return Drawing(title, 640, 120, (*heading(title, below, 640), words(20, 84, nothing)), {}, tuple(notes))
    return (
        _layered(shown, title, below, notes, details, zh)
        if layered
        else _forced(shown, title, below, notes, details, zh)
    )


def _thinned(network: Network, most: int, notes: list[str]) -> Network:
    """Return a network of the nodes with most ties; those that then have none left go too."""
    if len(network) <= most:
        return network
    degrees: Any = network.degree()
    place = {node: number for number, node in enumerate(network)}
    kept = set(sorted(network, key=lambda node: (-degrees[node], place[node]))[:most])
    shown: Any = network.__class__()
    shown.graph.update(network.graph)
    edges: Any = network.edges(data=True)
    joined = [(one, other, said) for one, other, said in edges if one in kept and other in kept]
    ends = {node for one, other, _ in joined for node in (one, other)}
    shown.add_nodes_from((node, network.nodes[node]) for node in network if node in ends)
    shown.add_edges_from(joined)
    notes.append(
        f"只画出联系最多的 {len(shown):,} 个节点，共 {len(network):,} 个；请用 --document、--around、--type 缩小范围"
        " (only those with most ties; narrow the network down)"
    )
    return shown  # type: ignore[no-any-return]


def _size(shown: Network, network: Network, zh: bool) -> str:
    nodes, edges = shown.number_of_nodes(), shown.number_of_edges()
    said = f"{nodes:,} 个节点，{edges:,} 条边" if zh else f"{nodes:,} nodes, {edges:,} edges"
    if nodes == len(network):
        return said
    return f"{said}（共 {len(network):,} 个节点）" if zh else f"{said} (of {len(network):,} nodes)"


def _details(network: Network, zh: bool) -> dict[str, Detail]:
    titles = {"type_label": "类型", "document": "文件", "level": "层级", "place": "地方", "date": "日期"}
    if not zh:
        titles = {"type": "type", "document": "document", "level": "level", "place": "place", "date": "date"}
    links: dict[str, list[Link]] = {node: [] for node in network}
    edges: Any = network.edges(data=True)
    for one, other, said in edges:
        for node, end, arrow in ((one, other, "→"), (other, one, "←")):
            sign = arrow if network.is_directed() else "—"
            kind = f"{sign} {said.get('label' if zh else 'type', '')}"
            kind += f" ×{said['weight']:g}" if said.get("weight", 1) != 1 else ""
            name = str(network.nodes[end].get("label", end))
            links[node].append(Link(end, name, kind, str(said.get("quote", "")), str(said.get("document", ""))))
    nodes: Any = network.nodes(data=True)
    return {
        node: Detail(
            str(said.get("label", node)),
            tuple((title, _fact(name, str(said[name]), zh)) for name, title in titles.items() if said.get(name)),
            tuple(links[node]),
        )
        for node, said in nodes
    }


def _fact(name: str, value: str, zh: bool) -> str:
    return LEVEL_NAMES[value][0 if zh else 1] if name == "level" and value in LEVEL_NAMES else value


def _layers(network: Network) -> dict[str, int]:
    """Return the column of every node: in a policy chain by kind, so that a column has one heading."""
    edges = [(one, other) for one, other in network.edges() if one != other]
    if network.graph.get("projection") != "policy-chain":
        return columns(network, edges)
    rank = {kind: number for number, kinds in enumerate(_ORDER) for kind in kinds}
    group = {node: rank.get(str(network.nodes[node].get("type")), len(_ORDER)) for node in network}
    inside = columns(network, [(one, other) for one, other in edges if group[one] == group[other]])
    first, following = {}, 0
    for number in sorted(set(group.values())):
        first[number] = following
        following += 1 + max(inside[node] for node in network if group[node] == number)
    return {node: first[group[node]] + inside[node] for node in network}


def _layered(
    network: Network, title: str, below: str, notes: list[str], details: Mapping[str, Detail], zh: bool
) -> Drawing:
    all_nodes: Any = network.nodes(data=True)
    all_edges: Any = network.edges(data=True)
    nodes = [Node(node, str(said.get("label", node)), "", "", str(said.get("type", ""))) for node, said in all_nodes]
    edges = [Edge(one, other, str(said.get("label", "")), "", "") for one, other, said in all_edges if one != other]
    layers = _layers(network)
    picture = draw(nodes, edges, layers, aligned=True)
    # In the policy chain the columns tell the types apart already.
    colours = edge_colours(str(said.get("type", "")) for _, _, said in all_edges)
    if network.graph.get("projection") == "policy-chain":
        colours = {}
    said_of = [said for one, other, said in all_edges if one != other]
    heads, top = [], _TOP + 24
    for place in sorted(set(layers.values())):
        kinds = Counter(_kind(network, node, zh) for node in network if layers[node] == place)
        text = "、".join(kind for kind, _ in kinds.most_common(3))
        middle = 14 + place * (BOX_WIDTH + COLUMN_GAP) + BOX_WIDTH / 2
        heads.append(words(middle, _TOP + 12, cut(text, BOX_WIDTH, 12.5), size=12.5, fill=GREY, anchor="middle"))
    shapes = []
    for curve, said in zip(picture.curves, said_of, strict=True):
        dashed = ' stroke-dasharray="5 4"' if said.get("explicit") is False else ""
        colour = colours.get(str(said.get("type", "")), LINE)
        shapes.append(
            f'<path class="edge" data-from="{escape(curve.edge.start)}" data-to="{escape(curve.edge.end)}" fill="none"'
            f' stroke="{colour}" stroke-opacity="0.75" stroke-width="1.2"{dashed} d="{curve.path}"'
            f' marker-end="url(#arrow)"><title>{escape(_edge_title(said, zh))}</title></path>'
        )
    for box in picture.boxes:
        fill, line = box_look(box.node.kind)
        inner = rect(box.x, box.y, BOX_WIDTH, box.height, fill=fill, stroke=line, radius=5)
        inner += "".join(words(box.x + 9, box.y + 21 + 18 * number, text) for number, text in enumerate(box.lines))
        centre = f'data-x="{box.x + BOX_WIDTH / 2:g}" data-y="{box.y + box.height / 2:g}"'
        shapes.append(behind(box.node.id, box.node.label, inner, classes="node", more=centre))
    width = max(picture.width, 420)
    moved = [f'<g transform="translate(0 {top})">', *shapes, "</g>"]
    shown: list[str] = []
    if len(colours) > 1:
        y, x = top + picture.height + 16, 20.0
        names = {str(said.get("type", "")): str(said.get("label" if zh else "type", "")) for said in said_of}
        for kind, colour in colours.items():
            shown.append(f'<path d="M{x:g},{y - 4:g} h18" stroke="{colour}" stroke-width="2.5"/>')
            shown.append(words(x + 24, y, names.get(kind, kind).replace("_", " "), size=12))
            x += 44 + wide(names.get(kind, kind), 12)
    lower = top + picture.height + (22 if shown else 0)
    footed, height = footing((*_dashed(network, zh), *notes), lower, width)
    all_shapes = (*heading(title, below, width), *heads, *moved, *shown, *footed)
    return Drawing(title, width, round(height), all_shapes, details, tuple(notes))


def _kind(network: Network, node: str, zh: bool) -> str:
    said = network.nodes[node]
    return key_name("type", str(said.get("type", "")), zh, said)


def _edge_title(said: Mapping[str, Any], zh: bool) -> str:
    quote = f"：“{said['quote']}”" if said.get("quote") else ""
    return f"{said.get('label' if zh else 'type', '')}{quote}"


def _dashed(network: Network, zh: bool) -> tuple[str, ...]:
    """Return what dashed lines mean, where there are any."""
    edges: Any = network.edges(data=True)
    if any(said.get("explicit") is False for _, _, said in edges):
        return ("虚线：推断，原文没有明说" if zh else "dashed: concluded, not said by a text",)
    return ()


def _forced(
    network: Network, title: str, below: str, notes: list[str], details: Mapping[str, Detail], zh: bool
) -> Drawing:
    degrees: Any = network.degree()
    most = max(degrees[node] for node in network) or 1
    radius = {node: 4 + 12 * math.sqrt(degrees[node] / most) for node in network}
    at = _fitted(lay_out(network), radius)
    right, bottom = max(x for x, _ in at.values()) + 130, max(y for _, y in at.values()) + 30
    all_edges: Any = network.edges(data=True)
    colours = edge_colours(str(said.get("type", "")) for _, _, said in all_edges)
    heaviest = max((float(said.get("weight", 1)) for _, _, said in all_edges), default=1.0)
    key = node_key(network)
    shapes = []
    for one, other, said in all_edges:
        if one == other:
            continue
        weight = 0.8 + 4 * math.sqrt(float(said.get("weight", 1)) / heaviest) * (heaviest > 1)
        shapes.append(_line(network, one, other, said, at, radius, colours, weight, zh))
    for node in network:
        said = network.nodes[node]
        (x, y), r = at[node], radius[node]
        colour = key_colour(key, str(said.get(key) or ""))
        fill = "#fff" if said.get("generic") else colour
        circle = (
            f'<circle cx="{x:g}" cy="{y:g}" r="{r:.1f}" fill="{fill}" stroke="{colour if fill == "#fff" else "#fff"}"'
        )
        circle += f' stroke-width="{2 if fill == "#fff" else 1}"/>'
        shapes.append(behind(node, details[node].label, circle, classes="node", more=f'data-x="{x:g}" data-y="{y:g}"'))
    labels, named = _labels(network, at, radius, degrees)
    shapes += labels
    if named < len(network):
        notes = [
            *notes,
            f"标出 {named} 个名称，其余在鼠标停留时显示（SVG、网页） (other names are shown on hovering)"
            if zh
            else f"{named} names are shown, the others on hovering (SVG, HTML)",
        ]
    legend, tall = _legend(network, key, colours, heaviest, right + 10, zh)
    width = round(right + _LEGEND)
    footed, height = footing(tuple(notes), max(bottom, tall), width)
    return Drawing(
        title, width, round(height), (*heading(title, below, width), *shapes, *legend, *footed), details, tuple(notes)
    )


def _fitted(places: Mapping[str, Point], radius: Mapping[str, float]) -> dict[str, Point]:
    """Return places on a page whose size goes by the number of nodes, with dots that would cover others moved apart."""
    left, up = min(x for x, _ in places.values()), min(y for _, y in places.values())
    wide_now = max(max(x for x, _ in places.values()) - left, 1)
    tall_now = max(max(y for _, y in places.values()) - up, 1)
    room = _ROOM * math.sqrt(len(places))
    by = min(1.0, room / math.sqrt(wide_now * tall_now))
    at = {node: [(x - left) * by, (y - up) * by] for node, (x, y) in places.items()}
    # No two dots farther apart than this touch: only those in the same and the next cells are looked at.
    cell = (2 * max(radius.values()) + _GAP) / 0.7
    for _ in range(_ROUNDS):
        if not _push_apart(at, radius, cell):
            break
    left, up = 70 - min(x for x, _ in at.values()), _TOP + 26 - min(y for _, y in at.values())
    return {node: (round(x + left, 1), round(y + up, 1)) for node, (x, y) in at.items()}


def _push_apart(at: dict[str, list[float]], radius: Mapping[str, float], cell: float) -> bool:
    """Move dots that would cover one another half of what is wanting each; return whether there were any."""
    cells: dict[tuple[int, int], list[str]] = {}
    for node, (x, y) in at.items():
        cells.setdefault((int(x // cell), int(y // cell)), []).append(node)
    moved = False
    for (column, row), own in cells.items():
        for number, one in enumerate(own):
            ahead = [(column + 1, row), (column - 1, row + 1), (column, row + 1), (column + 1, row + 1)]
            near = [*own[number + 1 :], *(other for place in ahead for other in cells.get(place, ()))]
            for other in near:
                dx, dy = at[other][0] - at[one][0], at[other][1] - at[one][1]
                # Farther apart sideways: names are wide and low.
                apart = math.hypot(dx * 0.7, dy)
                least = radius[one] + radius[other] + _GAP
                if apart >= least:
                    continue
                moved = True
                if apart < 1e-6:
                    dx, dy, apart = 1.0, 0.5, 1.0
                push = (least - apart) / apart / 2
                for axis, by in enumerate((dx * push, dy * push)):
                    at[one][axis] -= by
                    at[other][axis] += by
    return moved


def _line(
    network: Network,
    one: str,
    other: str,
    said: Mapping[str, Any],
    at: Mapping[str, tuple[float, float]],
    radius: Mapping[str, float],
    colours: Mapping[str, str],
    weight: float,
    zh: bool,
) -> str:
    (x1, y1), (x2, y2) = at[one], at[other]
    far = math.dist((x1, y1), (x2, y2)) or 1
    # Ends at the rim of the dot, so that the arrow is seen.
    back = (radius[other] + 2) / far if network.is_directed() else 0
    x2, y2 = x2 - (x2 - x1) * back, y2 - (y2 - y1) * back
    path = f"M{x1:.1f},{y1:.1f} L{x2:.1f},{y2:.1f}"
    if network.is_directed():
        # Bent a little, so that there and back are two lines.
        mx, my = (x1 + x2) / 2 - (y2 - y1) * 0.08, (y1 + y2) / 2 + (x2 - x1) * 0.08
        path = f"M{x1:.1f},{y1:.1f} Q{mx:.1f},{my:.1f} {x2:.1f},{y2:.1f}"
    dashed = ' stroke-dasharray="5 4"' if said.get("explicit") is False else ""
    arrow = ' marker-end="url(#arrow)"' if network.is_directed() else ""
    return (
        f'<path class="edge" data-from="{escape(one)}" data-to="{escape(other)}" fill="none"'
        f' stroke="{colours[str(said.get("type", ""))]}" stroke-opacity="0.5" stroke-width="{weight:.2f}"{dashed}'
        f' d="{path}"{arrow}><title>{escape(_edge_title(said, zh))}</title></path>'
    )


def _labels(
    network: Network, at: Mapping[str, tuple[float, float]], radius: Mapping[str, float], degrees: Any
) -> tuple[list[str], int]:
    """Return the names of the nodes with most ties, each where it covers no other name and no dot."""
    place = {node: number for number, node in enumerate(network)}
    dots = [(x - radius[node], y - radius[node], x + radius[node], y + radius[node]) for node, (x, y) in at.items()]
    taken: list[tuple[float, float, float, float]] = []
    shapes: list[str] = []
    for rank, node in enumerate(sorted(network, key=lambda each: (-degrees[each], place[each]))):
        if len(shapes) >= _LABELLED:
            break
        size = 13.5 if rank < 8 else 11.5
        text = cut(str(network.nodes[node].get("label", node)), 15 * size, size)
        (x, y), r, width = at[node], radius[node], wide(text, size)
        # Those with most ties are named whatever dots they cover; the rest only where nothing is covered.
        spots = (
            (x + r + 3, y + size * 0.35),
            (x - r - 3 - width, y + size * 0.35),
            (x - width / 2, y + r + size),
            (x - width / 2, y - r - 4),
        )
        boxes = [(left, base - size * 0.8, left + width, base + size * 0.2) for left, base in spots if left > 4]
        free = [box for box in boxes if not any(_meet(box, other) for other in (*dots, *taken))]
        if not free and rank < _ALWAYS:
            free = [box for box in (*boxes[2:], *boxes) if not any(_meet(box, other) for other in taken)]
        if free:
            taken.append(free[0])
            more = f'pointer-events="none" data-label="{escape(node)}"'
            weight = "600" if rank < 8 else ""
            base = free[0][3] - size * 0.2
            middle = (free[0][0] + free[0][2]) / 2
            # Anchored at its dot, since fonts differ in width.
            start, anchor = (middle, "middle")
            if free[0] in boxes[:2]:
                start, anchor = (free[0][0], "start") if free[0][0] > x else (free[0][2], "end")
            shapes.append(words(start, base, text, size=size, anchor=anchor, weight=weight, halo=True, more=more))
    return shapes, len(shapes)


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _legend(
    network: Network, key: str, colours: Mapping[str, str], heaviest: float, left: float, zh: bool
) -> tuple[list[str], float]:
    """Return what colours, sizes and lines mean, and where that ends."""
    nodes: Any = network.nodes(data=True)
    edges: Any = network.edges(data=True)
    y: float = _TOP + 14
    shapes = [words(left, y, "图例" if zh else "Legend", size=13, weight="600")]
    counts = Counter(str(said.get(key) or "") for _, said in nodes)
    example = {str(said.get(key) or ""): said for _, said in nodes}
    for value, number in counts.most_common():
        y += 21
        shapes.append(f'<circle cx="{left + 7:g}" cy="{y - 4:g}" r="6" fill="{key_colour(key, value)}"/>')
        shapes.append(words(left + 20, y, f"{key_name(key, value, zh, example[value])}  {number:,}", size=12))
    if any(said.get("generic") for _, said in nodes):
        y += 21
        shapes.append(f'<circle cx="{left + 7:g}" cy="{y - 4:g}" r="5" fill="#fff" stroke="{INK}" stroke-width="2"/>')
        shapes.append(words(left + 20, y, "空心：泛称单位" if zh else "hollow: named by kind", size=12))
    y += 8
    names = {str(said.get("type", "")): str(said.get("label" if zh else "type", "")) for _, _, said in edges}
    totals = Counter(str(said.get("type", "")) for _, _, said in edges)
    for kind, colour in colours.items():
        y += 21
        line = f"M{left:g},{y - 4:g} h15"
        shapes.append(f'<path d="{line}" stroke="{colour}" stroke-width="3"/>')
        shapes.append(words(left + 20, y, f"{names[kind].replace('_', ' ')}  {totals[kind]:,}", size=12))
    y += 8
    told = ["圆越大，联系越多" if zh else "larger: more ties"]
    if heaviest > 1:
        told.append(f"线越粗，权重越大（1–{heaviest:g}）" if zh else f"thicker: more weight (1–{heaviest:g})")
    told += _dashed(network, zh)
    for text in told:
        y += 19
        shapes.append(words(left, y, text, size=11.5, fill=GREY))
    return shapes, y + 10
