"""Networks of the graph: which nodes and edges a projection has, by what they are counted, and what proves them."""

from collections.abc import Iterator

import networkx as nx
import pytest
from network_stores import BASE, DOCUMENT, document, sample_store, written_store

from zhengtu.graph import Store
from zhengtu.graph.alignment_statements import align_with_bases
from zhengtu.graph.network import project
from zhengtu.graph.network_edge import BETWEEN, COLUMNS
from zhengtu.graph.projection import NetworkError, UnknownProjectionError
from zhengtu.graph.projection_file import load_projections

PROJECTIONS = tuple(load_projections())

# Two documents: a and b share two tasks of A (one in two clauses) and one of B, where c was only concluded.
WRITTEN = (
    document(
        "A",
        "2031-02-03",
        """
{D}/task/t1> a zt:Task ; rdfs:label "任务一" ; zt:inDocument {D}> ; zt:evidence {D}#char=0,50> .
{D}/task/t2> a zt:Task ; rdfs:label "任务二" ; zt:inDocument {D}> ; zt:evidence {D}#char=50,90> .
{D}/r/r1> a zt:Responsibility ; zt:ofTask {D}/task/t1> ; zt:agent id:agency\\/a ; zt:role role:lead ;
  zt:explicit true ; zt:inDocument {D}> ; zt:evidence {D}#char=10,20> .
{D}/r/r2> a zt:Responsibility ; zt:ofTask {D}/task/t1> ; zt:agent id:agency\\/b ; zt:role role:support ;
  zt:explicit true ; zt:inDocument {D}> ; zt:evidence {D}#char=10,20> .
{D}/r/r3> a zt:Responsibility ; zt:ofTask {D}/task/t2> ; zt:agent id:agency\\/b ; zt:role role:lead ;
  zt:explicit true ; zt:inDocument {D}> ; zt:evidence {D}#char=60,65> .
{D}/r/r4> a zt:Responsibility ; zt:ofTask {D}/task/t2> ; zt:agent id:agency\\/a ; zt:role role:responsible ;
  zt:explicit true ; zt:inDocument {D}> ; zt:evidence {D}#char=70,75> .
{D}#char=10,20> nif:anchorOf "甲牵头，乙配合" . {D}#char=60,65> nif:anchorOf "乙牵头" .
{D}#char=70,75> nif:anchorOf "甲负责" .
{D}/c/c1> a zt:Citation ; zt:inDocument {D}> ; zt:relation relation:basis ; zt:cites id:document\\/B ;
  zt:evidence {D}#char=1,9> . {D}#char=1,9> nif:anchorOf "根据B" .
id:agency\\/a a zt:Agency ; rdfs:label "甲部" . id:agency\\/b a zt:Agency ; rdfs:label "乙部" .
id:agency\\/generic\\/c a zt:Agency ; rdfs:label "各地区" ; zt:generic true .
""",
    )
    + document(
        "B",
        "2029-05-06",
        """
{D}/task/t1> a zt:Task ; rdfs:label "任务三" ; zt:inDocument {D}> ; zt:evidence {D}#char=0,50> .
{D}/r/r1> a zt:Responsibility ; zt:ofTask {D}/task/t1> ; zt:agent id:agency\\/a ; zt:role role:joint ;
  zt:explicit true ; zt:inDocument {D}> ; zt:evidence {D}#char=10,30> .
{D}/r/r2> a zt:Responsibility ; zt:ofTask {D}/task/t1> ; zt:agent id:agency\\/b ; zt:role role:joint ;
  zt:explicit true ; zt:inDocument {D}> ; zt:evidence {D}#char=10,30> .
{D}/r/r3> a zt:Responsibility ; zt:ofTask {D}/task/t1> ; zt:agent id:agency\\/generic\\/c ; zt:role role:responsible ;
  zt:explicit false ; zt:inDocument {D}> ; zt:evidence {D}#char=30,40> .
{D}#char=10,30> nif:anchorOf "甲、乙共同办理" .
{D}/c/c1> a zt:Citation ; zt:inDocument {D}> ; zt:relation relation:basis ; zt:cites id:document\\/A ;
  zt:evidence {D}#char=1,9> . {D}#char=1,9> nif:anchorOf "根据A" .
""",
    )
    + document("C")
)
A, B, C = f"{BASE}agency/a", f"{BASE}agency/b", f"{BASE}agency/generic/c"


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with sample_store() as store:
        yield store


@pytest.fixture(scope="module")
def written() -> Iterator[Store]:
    with written_store(WRITTEN) as store:
        yield store


@pytest.mark.parametrize("name", PROJECTIONS)
def test_a_projection_has_nodes_and_edges_on_the_samples(name: str, samples: Store) -> None:
    network = project(samples, name)
    assert network.number_of_nodes() > 5
    assert network.number_of_edges() > 5


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_node_and_edge_says_what_it_is_and_every_edge_shows_its_words(name: str, samples: Store) -> None:
    projection, network = load_projections()[name], project(samples, name)
    assert not [iri for iri, said in network.nodes(data=True) if said["label"] == iri or said["type"] == "thing"]
    for _, _, said in network.edges(data=True):
        assert said["type"] in projection.edges
        assert said["weight"] >= 1
        # Who issued it and what lies in what is said by no passage; everything else is.
        assert said.get("quote") or said["type"] in ("issuer", "jurisdiction", "lies_in")


@pytest.mark.parametrize("name", PROJECTIONS)
def test_a_quote_is_what_its_passages_say(name: str, samples: Store) -> None:
    for _, _, said in project(samples, name).edges(data=True):
        if "quote" in said:
            found = [
                samples.select(f"SELECT ?q {{ <{passage}> nif:anchorOf ?q }}").plain()[0]["q"]
                for passage in said["passage"].split()
            ]
            assert BETWEEN.join(map(str, found)) == said["quote"]


@pytest.mark.parametrize("name", PROJECTIONS)
def test_a_projection_file_as_it_stands_asks_about_all_documents(name: str, samples: Store) -> None:
    projection, network = load_projections()[name], project(samples, name, concluded=True)
    answer = samples.select(projection.sparql)
    assert set(COLUMNS) <= set(answer.columns)
    rows = {(row["source"], row["target"]) for row in answer.plain()}
    edges = {(source, target) for source, target in network.edges()}
    assert {frozenset(row) for row in rows} == {frozenset(edge) for edge in edges}


@pytest.mark.parametrize("name", PROJECTIONS)
def test_a_bipartite_network_has_two_sides(name: str, samples: Store) -> None:
    network = project(samples, name)
    if not load_projections()[name].bipartite:
        assert not any("bipartite" in said for _, said in network.nodes(data=True))
        return
    sides = {node: said["bipartite"] for node, said in network.nodes(data=True)}
    assert all((sides[source], sides[target]) == (0, 1) for source, target in network.edges())


def test_joint_work_is_counted_by_tasks(written: Store) -> None:
    network = project(written, "agency-agency")
    assert list(network.edges()) == [(A, B)]
    said = network.edges[A, B]
    assert (said["weight"], said["documents"], said["evidence"]) == (3, 2, 4)
    assert (said["date"], said["quote"], said["document"]) == ("2029-05-06", "甲牵头，乙配合", "文件A")


def test_two_clauses_of_one_task_are_shown_in_the_order_of_the_text() -> None:
    # Without the first task, a and b share only the one in which each has a clause.
    one = WRITTEN.replace("zt:ofTask <https://w3id.org/zhengtu/id/document/A/task/t1>", "zt:rule 1")
    with written_store(one) as store:
        network = project(store, "agency-agency", documents=[f"{DOCUMENT}A"])
    assert network.edges[A, B]["quote"] == f"乙牵头{BETWEEN}甲负责"


def test_the_leading_body_points_to_those_that_support_it(written: Store) -> None:
    network = project(written, "lead-support")
    found = [(source, target, said["type"]) for source, target, said in network.edges(data=True)]
    assert sorted(found) == [(A, B, "support"), (B, A, "responsible")]


def test_what_was_concluded_counts_only_on_request(written: Store) -> None:
    said, concluded = project(written, "agency-task"), project(written, "agency-task", concluded=True)
    assert C not in said
    assert "1 条推断" in said.graph["notes"][0]
    (edge,) = concluded.edges(C, data=True)
    assert edge[2]["explicit"] is False
    assert concluded.graph["notes"] == ()


def test_bodies_named_only_by_kind_can_be_left_out(written: Store) -> None:
    assert C not in project(written, "agency-task", concluded=True, named_only=True)


@pytest.mark.parametrize(
    ("since", "until", "documents"),
    [("", "", "AB"), ("2031", "", "A"), ("", "2029", "B"), ("2029-05-06", "2031-02-03", "AB"), ("2032", "", "")],
)
def test_dates_say_whose_words_count(since: str, until: str, documents: str, written: Store) -> None:
    network = project(written, "agency-task", since=since, until=until)
    counted = {said["document"] for _, said in network.nodes(data=True) if said["type"] == "task"}
    assert counted == {f"文件{name}" for name in documents}
    if since or until:
        assert "1 份文件没有成文日期" in network.graph["notes"][0]


def test_one_document_can_be_asked_about(written: Store) -> None:
    assert project(written, "agency-agency", documents=[f"{DOCUMENT}B"]).edges[A, B]["weight"] == 1
    with pytest.raises(NetworkError, match="no text of urn:x"):
        project(written, "agency-agency", documents=["urn:x"])


def test_a_chain_has_no_circles_and_says_what_it_left_out(written: Store, samples: Store) -> None:
    chain = project(written, "policy-chain")
    # A of 2031 is based on B of 2029; that B is based on A as well runs against the dates.
    assert chain.has_edge(f"{DOCUMENT}B", f"{DOCUMENT}A")
    assert not chain.has_edge(f"{DOCUMENT}A", f"{DOCUMENT}B")
    assert "互相引用" in chain.graph["notes"][0]
    for network in (chain, project(samples, "policy-chain")):
        assert nx.is_directed_acyclic_graph(network)


def test_tasks_that_take_up_others_are_joined_where_documents_were_compared() -> None:
    with sample_store() as store:
        align_with_bases(store)
        assert "takes_up" not in {said["type"] for _, _, said in project(store, "document-document").edges(data=True)}
        documents = project(store, "document-document", concluded=True, links=["takes_up"])
        province, national = f"{DOCUMENT}浙政办发-2022-900", f"{DOCUMENT}国科发农-2022-158"
        (said,) = documents.get_edge_data(province, national).values()
        pairs = "?a a zt:Alignment ; zt:lowerTask ?lower ; zt:higherTask ?higher ; zt:higherDocument"
        count = f"SELECT (COUNT(*) AS ?n) {{ ?a zt:inDocument <{province}> . {pairs} <{national}> }}"
        assert (said["weight"], said["explicit"]) == (store.select(count).plain()[0]["n"], False)
        assert BETWEEN in said["quote"]
        chain = project(store, "policy-chain", concluded=True)
        assert "taken_up_by" in {said["type"] for _, _, said in chain.edges(data=True)}
        assert nx.is_directed_acyclic_graph(chain)


def test_the_chain_of_the_samples_leads_from_the_national_plan_to_a_division(samples: Store) -> None:
    chain = project(samples, "policy-chain")
    counties = {node for node, said in chain.nodes(data=True) if said["type"] == "county"}
    joined: nx.DiGraph[object] = nx.DiGraph(list(chain.edges()))
    assert counties & nx.descendants(joined, f"{DOCUMENT}国科发农-2022-158")


def test_a_neighbourhood_grows_by_steps(samples: Store) -> None:
    whole = project(samples, "typed-graph")
    task = next(node for node, said in whole.nodes(data=True) if said["type"] == "task")
    joined: nx.Graph[object] = nx.Graph(list(whole.edges()))
    steps = nx.single_source_shortest_path_length(joined, task)
    for hops in (0, 1, 2):
        near = project(samples, "typed-graph", around=[task], hops=hops)
        assert set(near) == {node for node, step in steps.items() if step <= hops}


def test_types_of_nodes_and_edges_can_be_chosen(samples: Store) -> None:
    network = project(samples, "typed-graph", types=["agency", "task"], links=["lead"])
    assert {said["type"] for _, said in network.nodes(data=True)} == {"agency", "task"}
    assert {said["type"] for _, _, said in network.edges(data=True)} == {"lead"}


@pytest.mark.parametrize(
    ("filters", "advice"),
    [({"types": ["agncy"]}, "did you mean.*agency"), ({"links": ["leads"]}, "did you mean.*lead")],
)
def test_a_filter_that_cannot_be_is_told(filters: dict[str, list[str]], advice: str, samples: Store) -> None:
    with pytest.raises(NetworkError, match=advice):
        project(samples, "typed-graph", **filters)  # type: ignore[arg-type]


def test_an_unknown_projection_is_told_with_similar_names(written: Store) -> None:
    with pytest.raises(UnknownProjectionError, match=r"did you mean.*agency-agency"):
        project(written, "agency-agencies")


def test_a_network_is_the_same_however_often_it_is_made(samples: Store) -> None:
    first, second = (project(samples, "typed-graph", concluded=True) for _ in range(2))
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(data=True)) == list(second.edges(data=True))


def test_progress_is_told_for_every_document(written: Store) -> None:
    told: list[tuple[int, int, str]] = []
    project(written, "agency-agency", progress=lambda *step: told.append(step))
    assert told == [(1, 3, "文件A"), (2, 3, "文件B"), (3, 3, "文件C")]
