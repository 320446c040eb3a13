"""What can be measured of a network, and what each measure tells about the making of policy.

The words are data: they stand above the columns of a table and in the sheet that explains them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .projection import Words


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with its column's name, its title, what it says of policy, and the values it can have.

    ``of`` tells what is measured: ``node``, ``edge``, ``network`` or ``document``.
    """

    name: str
    of: str
    title: Words
    meaning: Words
    range: str


def _measure(name: str, of: str, range: str, titles: tuple[str, str], meanings: tuple[str, str]) -> Measure:
    return Measure(name, of, Words(*titles), Words(*meanings), range)


_ALL = (
    _measure(
        "degree",
        "node",
        "0 … n−1",
        ("联系数", "Degree"),
        (
            "与多少个别的节点直接相连，不论方向、权重和种类。单位网络中：与多少个单位共事。",
            "How many others it is joined to, whatever direction, weight or type. Of a body: with how many it works.",
        ),
    ),
    _measure(
        "in_degree",
        "node",
        "0 … n−1",
        ("入联系数", "In-degree"),
        (
            "有多少个节点指向它。牵头—配合网络中：配合多少个单位；文件网络中：被多少份文件引用。",
            "How many point to it. From lead to support: how many bodies it supports. Of a document: how many cite it.",
        ),
    ),
    _measure(
        "out_degree",
        "node",
        "0 … n−1",
        ("出联系数", "Out-degree"),
        (
            "它指向多少个节点。牵头—配合网络中：牵头时带动多少个单位。",
            "How many it points to. From lead to support: how many bodies work under its lead.",
        ),
    ),
    _measure(
        "strength",
        "node",
        "≥ 0",
        ("加权联系数", "Weighted degree"),
        (
            "全部联系的权重之和，单位同权重（如共同任务数）。与同一单位共事十次，计十次。",
            "The sum of the weights of its edges, in their unit (shared tasks): ten tasks with one body count ten.",
        ),
    ),
    _measure(
        "betweenness",
        "node",
        "0 … 1",
        ("居间度", "Betweenness"),
        (
            "别的节点之间的最短路径有多大比例经过它：部门之间的“桥梁”、协调的枢纽。联系越强距离越近（距离=1÷权重）；"
            "有方向的网络沿方向走；互不相通的节点之间没有路径，不计。",
            "The share of shortest paths between others that run through it: who brokers between ministries. Strong "
            "ties are short (distance = 1 / weight), directions are kept, and pairs that no path joins do not count.",
        ),
    ),
    _measure(
        "pagerank",
        "node",
        "0 … 1，合计 1 (sums to 1)",
        ("PageRank", "PageRank"),
        (
            "被重要的节点联系者也重要；按权重分配，阻尼系数 0.85。"
            "对不连通、有方向的网络也有意义，所以不用特征向量中心性。",
            "To be joined to the important makes important; split by weight, damping 0.85. Eigenvector centrality "
            "would mean nothing in networks that fall into parts or run one way, as these do.",
        ),
    ),
    _measure(
        "clustering",
        "node",
        "0 … 1",
        ("聚集系数", "Clustering"),
        (
            "与它相连的节点两两之间也相连的比例，不计方向和权重；少于两个联系者为 0。"
            "值高：固定的小圈子；值低而居间度高：在不同圈子之间牵线。两类节点的网络没有三角形，不计算。",
            "The share of pairs among those joined to it that are joined too, without direction and weight; 0 below "
            "two. High: a standing circle; low with high betweenness: it links circles. Not for networks of two sides.",
        ),
    ),
    _measure(
        "community",
        "node",
        "1, 2, 3 …",
        ("社群", "Community"),
        (
            "联系比外部密的一群（模块度最大化，计权重，不计方向），从大到小编号；同一数据每次相同。"
            "单位网络中往往就是一个政策领域的部门群。",
            "The group whose ties within are denser than without (highest modularity, with weights, without "
            "direction), numbered from the largest; the same on every run. Among bodies often one field of policy.",
        ),
    ),
    _measure(
        "core",
        "node",
        "0, 1, 2 …",
        ("核数", "Core number"),
        (
            "最大的 k：它属于一个其中每个节点至少有 k 个联系的子网络，不计方向和权重。数大者在核心圈，数小者在外围。",
            "The largest k such that it belongs to a part in which each has at least k ties, without direction and "
            "weight: the inner circle has the highest number.",
        ),
    ),
    _measure(
        "bridge",
        "edge",
        "true / false",
        ("桥", "Bridge"),
        (
            "去掉这一条联系，网络就多断开一块：两部分只靠它相连（不计方向）。",
            "Without this one tie the network falls into one more part: nothing else joins the two (any direction).",
        ),
    ),
    _measure("nodes", "network", "≥ 0", ("节点数", "Nodes"), ("网络中的节点。", "The nodes of the network.")),
    _measure(
        "edges",
        "network",
        "≥ 0",
        ("联系数", "Ties"),
        (
            "相连的节点对；同一对节点之间的几种边算一条，自己连自己的不算。",
            "Pairs that are joined: several types of edges between the same two count once, loops do not count.",
        ),
    ),
    _measure(
        "density",
        "network",
        "0 … 1",
        ("密度", "Density"),
        (
            "可能有的联系中实际有的比例；两类节点的网络只算两类之间的，有方向的网络每对算两条。少于两个节点时没有。",
            "The share of possible ties that exist; between the sides in networks of two sides, two for each pair in "
            "directed ones. Absent below two nodes.",
        ),
    ),
    _measure(
        "components",
        "network",
        "≥ 0",
        ("连通块数", "Components"),
        (
            "互不相连的块，不计方向。许多块：各文件、各领域各管各的。",
            "Parts that nothing joins, whatever the direction. Many parts: documents or fields that do not meet.",
        ),
    ),
    _measure(
        "largest_component",
        "network",
        "0 … 1",
        ("最大块占比", "Largest component"),
        ("最大的一块占全部节点的比例。", "The share of nodes in the largest part."),
    ),
    _measure(
        "communities",
        "network",
        "≥ 0",
        ("社群数", "Communities"),
        ("社群的个数，见“社群”。", "The number of communities; see there."),
    ),
    _measure(
        "modularity",
        "network",
        "−0.5 … 1",
        ("模块度", "Modularity"),
        (
            "社群划分有多分明：0 与随机相连无异，0.3 以上一般认为有明显社群。没有边时没有。",
            "How sharply it falls into communities: 0 as if joined by chance, above 0.3 they are usually taken for "
            "real. Absent without edges.",
        ),
    ),
    _measure(
        "bridges",
        "network",
        "≥ 0",
        ("桥数", "Bridges"),
        ("桥的条数，见“桥”。", "The number of bridges; see there."),
    ),
    _measure(
        "largest_core",
        "network",
        "≥ 0",
        ("最大核数", "Largest core"),
        ("核心圈的核数，见“核数”。", "The highest core number; see there."),
    ),
    _measure(
        "depth",
        "network",
        "≥ 0",
        ("最长路径", "Depth"),
        (
            "沿方向最长的路径有几步；有环路时没有。政策链中：从最上位的依据到最末一环有几步。",
            "The steps of the longest path along the directions; absent where there are circles. In the policy chain: "
            "from the highest basis to the last link.",
        ),
    ),
    _measure(
        "assortativity_by_type",
        "network",
        "−1 … 1",
        ("按类型的同配系数", "Assortativity by type"),
        (
            "1：只与同类相连；0：与随机无异；−1：只与异类相连。只有一类时没有。不计方向和权重。",
            "1: joined to its own kind only; 0: as by chance; −1: to other kinds only. Absent where there is one kind. "
            "Without direction and weight.",
        ),
    ),
    _measure(
        "assortativity_by_level",
        "network",
        "−1 … 1",
        ("按层级的同配系数", "Assortativity by level"),
        (
            "同上，按国家、省、市、县的层级（只算层级已知的）：1 表示只在同级之间协作，负值表示上下级协作为主。",
            "The same by administrative level, of those whose level is known: 1 means work among equals only, below 0 "
            "mostly between levels.",
        ),
    ),
    _measure(
        "tasks",
        "document",
        "≥ 0",
        ("任务数", "Tasks"),
        ("文件中的任务、专栏事项和保障措施。", "The tasks, box items and safeguards of the document."),
    ),
    _measure(
        "assigned",
        "document",
        "0 … 1",
        ("已分工", "Assigned"),
        (
            "写明责任单位的任务占全部任务的比例，推断的不算。",
            "The share of tasks for which the text names somebody; conclusions do not count.",
        ),
    ),
    _measure(
        "bodies",
        "document",
        "≥ 0",
        ("单位数", "Bodies"),
        ("承担职责的单位，含泛称（各地区）。", "The bodies that answer for something, with those named by kind."),
    ),
    _measure(
        "joint_density",
        "document",
        "0 … 1",
        ("共事密度", "Joint work"),
        (
            "承担职责的单位两两之间共同承担任务的比例。接近 1：大家绑在一起；接近 0：各管一摊。少于两个单位时没有。",
            "The share of pairs of these bodies that share a task. Near 1: everybody works with everybody; near 0: "
            "each minds its own. Absent below two bodies.",
        ),
    ),
    _measure(
        "depth_above",
        "document",
        "≥ 0",
        ("上位链", "Above"),
        (
            "沿依据、落实、转发向上最长的链有几份文件（含库中没有原文的被引文件）。",
            "How many documents stand above it in the longest chain of bases, with those that are only cited.",
        ),
    ),
    _measure(
        "depth_below",
        "document",
        "≥ 0",
        ("下位链", "Below"),
        (
            "从它向下最长的链有几步：文件、任务、措施、项目、地方。",
            "The steps of the longest chain down from it: document, task, measure, programme, division.",
        ),
    ),
    _measure(
        "measures",
        "document",
        "≥ 0",
        ("措施数", "Measures"),
        ("文件中的措施。", "The measures of the document."),
    ),
    _measure(
        "unclassified",
        "document",
        "0 … 1",
        ("未明", "Unknown"),
        (
            "用词看不出属于哪类政策工具的措施占全部措施的比例；比例高时，下面三项只说明一部分措施。",
            "The share of measures whose words tell no kind of instrument; where it is high, the three shares below "
            "speak for a part of the measures only.",
        ),
    ),
    *(
        _measure(
            name,
            "document",
            "0 … 1",
            (zh, en),
            (
                f"{zh}工具占工具已明的措施的比例，三项合计为 1。{about_zh}",
                f"The share of {en.lower()} instruments among measures whose instrument is known; the three sum to 1. "
                f"{about}",
            ),
        )
        for name, zh, en, about_zh, about in (
            (
                "supply",
                "供给型",
                "Supply",
                "政府直接投入。",
                "The government puts in money, people or facilities.",
            ),
            ("environment", "环境型", "Environment", "规范和激励。", "It sets rules, plans and incentives."),
            ("demand", "需求型", "Demand", "采购、示范、开放。", "It buys, pilots, opens markets."),
        )
    ),
)

#: All measures by the name of their column, in the order of the columns.
MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _ALL})
