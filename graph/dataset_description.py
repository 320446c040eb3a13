"""The description of a store as a data set: what it holds, how much, in which vocabularies, by whose work."""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from .store import Store
from .terms import DCTERMS, DEFAULT_BASE, PREFIXES, RDF, RDFS, XSD, ZT

VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
PROV = PREFIXES["prov"]
PREFIXES_OF_DESCRIPTION = {"void": VOID, "dcat": DCAT}
#: The class of the graph that describes the others, by which an import knows it.
DESCRIPTION = NamedNode(f"{VOID}DatasetDescription")

_SIZES = "SELECT ?graph (COUNT(*) AS ?size) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
_CLASSES = """SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  ?thing a ?class FILTER(STRSTARTS(STR(?class), STR(zt:)))
} GROUP BY ?class ORDER BY ?class"""
_PRODUCERS = "SELECT DISTINCT ?producer WHERE { ?document zt:extractedBy ?producer } ORDER BY ?producer"
_LICENCES = (
    """SELECT DISTINCT ?licence WHERE { ?ontology a owl:Ontology ; dcterms:license ?licence } ORDER BY ?licence"""
)
#: Kinds of graphs by the beginning of their name below graph/, with what they hold.
_PARTS = {
    "document/": ("texts", "各文件原文所说", "What the texts say"),
    "concluded/": ("concluded", "推断所得", "What was concluded"),
    "vocabularies": ("vocabularies", "本体、词表与地名单位表", "Ontology, vocabularies and gazetteers"),
    "shared": ("shared", "多份文件共同提到的事物", "What several documents name"),
    "resolved": ("resolved", "被引文件与库中文件的对应", "Which document a citation means"),
    "corrections": ("corrections", "人工更正", "A person's corrections"),
}
_A = NamedNode(f"{RDF}type")


def graph_sizes(store: Store) -> dict[str, int]:
    """Return the number of triples of every named graph by IRI; "" is the default graph, where it holds any."""
    sizes = {str(row["graph"]): int(row["size"] or 0) for row in store.select(_SIZES).plain()}
    rest = len(store) - sum(sizes.values())
    return {**sizes, "": rest} if rest else sizes


def base_of(sizes: Mapping[str, int]) -> str:
    """Return the base of the IRIs of a store, as the names of its graphs tell.

    >>> base_of({"https://example.org/graph/vocabularies": 5})
    'https://example.org/'
    """
    for name in sizes:
        for part in _PARTS:
            before, found, rest = name.partition(f"graph/{part}")
            if found and (part.endswith("/") or not rest):
                return before
    return DEFAULT_BASE


def describe_dataset(
    store: Store, sizes: Mapping[str, int], base: str, form: RdfFormat, licence: str = ""
) -> Iterator[Triple]:
    """Yield what DCAT and VoID have to say of a store; without a time, so that the same store is described alike."""
    dataset, page = f"{base}dataset", f"{base}graph/description"
    described = {name: size for name, size in sizes.items() if name != page}
    yield _link(page, _A, DESCRIPTION.value)
    yield _link(page, "http://xmlns.com/foaf/0.1/primaryTopic", dataset)
    for kind in (f"{VOID}Dataset", f"{DCAT}Dataset"):
        yield _link(dataset, _A, kind)
    yield _text(dataset, f"{DCTERMS}title", "政策知识图谱", "zh")
    yield _text(dataset, f"{DCTERMS}title", "Knowledge graph of policy documents", "en")
    yield _text(dataset, f"{DCTERMS}description", "由政策文件读出的任务、分工、指标、引用及其原文。", "zh")
    yield _text(
        dataset,
        f"{DCTERMS}description",
        "Tasks, duties, targets and citations of policy documents with their words.",
        "en",
    )
    rights = "文件原文的权利依其来源（见各文件 dcterms:source）；词表的许可见 vocabularies 部分。"
    yield _text(dataset, f"{DCTERMS}rights", rights, "zh")
    yield _text(
        dataset,
        f"{DCTERMS}rights",
        "Rights in the texts are those of their sources (dcterms:source); for the vocabularies see their part.",
        "en",
    )
    if licence:
        yield _link(dataset, f"{DCTERMS}license", licence)
    yield _number(dataset, f"{VOID}triples", sum(described.values()))
    yield _text(dataset, f"{VOID}uriSpace", base)
    for namespace in sorted({ZT, *PREFIXES.values()} - {XSD}):
        yield _link(dataset, f"{VOID}vocabulary", namespace)
    yield from _partitions(store, dataset)
    yield from _parts(store, dataset, described, base)
    yield from _provenance(store, dataset)
    media = f"https://www.iana.org/assignments/media-types/{form.media_type}"
    yield _link(dataset, f"{DCAT}distribution", f"{dataset}#file")
    yield _link(f"{dataset}#file", _A, f"{DCAT}Distribution")
    yield _link(f"{dataset}#file", f"{DCAT}mediaType", media)


def _partitions(store: Store, dataset: str) -> Iterator[Triple]:
    """Yield how many things of each class there are."""
    for row in store.select(_CLASSES).plain():
        name = str(row["class"])
        part = f"{dataset}#class-{name.removeprefix(ZT)}"
        yield _link(dataset, f"{VOID}classPartition", part)
        yield _link(part, f"{VOID}class", name)
        yield _number(part, f"{VOID}entities", int(row["number"] or 0))


def _parts(store: Store, dataset: str, sizes: Mapping[str, int], base: str) -> Iterator[Triple]:
    """Yield the kinds of graphs with their sizes; the vocabularies have the licence that the ontology states."""
    for beginning, (name, zh, en) in _PARTS.items():
        graphs = [graph for graph in sizes if graph.startswith(f"{base}graph/{beginning}")]
        if not graphs:
            continue
        part = f"{dataset}#{name}"
        yield _link(dataset, f"{VOID}subset", part)
        yield _link(part, _A, f"{VOID}Dataset")
        yield _text(part, f"{DCTERMS}title", zh, "zh")
        yield _text(part, f"{DCTERMS}title", en, "en")
        yield _number(part, f"{VOID}triples", sum(sizes[graph] for graph in graphs))
        if name == "vocabularies":
            for row in store.select(_LICENCES).plain():
                yield _link(part, f"{DCTERMS}license", str(row["licence"]))


def _provenance(store: Store, dataset: str) -> Iterator[Triple]:
    """Yield which versions of the program and the dictionary read the documents."""
    activity = f"{dataset}#extraction"
    yield _link(dataset, f"{PROV}wasGeneratedBy", activity)
    yield _link(activity, _A, f"{PROV}Activity")
    for number, row in enumerate(store.select(_PRODUCERS).plain(), start=1):
        agent = f"{dataset}#program-{number}"
        yield _link(activity, f"{PROV}wasAssociatedWith", agent)
        yield _link(agent, _A, f"{PROV}SoftwareAgent")
        yield _text(agent, f"{RDFS}label", str(row["producer"]))


def _link(subject: str, predicate: str | NamedNode, object_: str) -> Triple:
    named = predicate if isinstance(predicate, NamedNode) else NamedNode(predicate)
    return Triple(NamedNode(subject), named, NamedNode(object_))


def _text(subject: str, predicate: str, words: str, language: str = "") -> Triple:
    literal = Literal(words, language=language) if language else Literal(words)
    return Triple(NamedNode(subject), NamedNode(predicate), literal)


def _number(subject: str, predicate: str, number: int) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(number))
