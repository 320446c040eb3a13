"""The vocabularies that the graph speaks, and the names of its own graphs."""

DEFAULT_BASE = "https://w3id.org/zhengtu/id/"

ZT = "https://w3id.org/zhengtu/def#"
ZTV = "https://w3id.org/zhengtu/voc/"
DCTERMS = "http://purl.org/dc/terms/"
ELI = "http://data.europa.eu/eli/ontology#"
GEO = "http://www.opengis.net/ont/geosparql#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

#: Declared for every query, so that a question typed by hand needs no PREFIX lines.
PREFIXES = {
    "zt": ZT,
    "ztv": ZTV,
    "dcterms": DCTERMS,
    "eli": ELI,
    "geo": GEO,
    "nif": NIF,
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "xsd": XSD,
}

TYPE = f"<{RDF}type>"
LABEL = f"<{RDFS}label>"
ALT_LABEL = f"<{SKOS}altLabel>"


def zt(name: str) -> str:
    """Return a term of our own ontology as it stands in N-Quads: ``zt("Task")`` is ``<https://…/def#Task>``."""
    return f"<{ZT}{name}>"


def eli(name: str) -> str:
    """Return a term of ELI as it stands in N-Quads."""
    return f"<{ELI}{name}>"


def nif(name: str) -> str:
    """Return a term of the NLP Interchange Format as it stands in N-Quads."""
    return f"<{NIF}{name}>"


def concept(scheme: str, concept_id: str) -> str:
    """Return a concept of a vocabulary as it stands in N-Quads: ``concept("role", "lead")``."""
    return f"<{ZTV}{scheme}/{concept_id}>"
