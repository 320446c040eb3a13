"""IRIs of the things in the graph: the same input gives the same IRI on any machine.

Every function returns the IRI without angle brackets. Chinese stays as it is, since an IRI may hold it and people have
to read it; only what RFC 3987 keeps out of a path segment is percent-encoded.
"""

import re
import unicodedata

from .terms import DEFAULT_BASE

# Unreserved characters, the ranges that RFC 3987 calls ucschar, and the sub-delimiters that no syntax trips over.
_FORBIDDEN = re.compile(
    r"[^A-Za-z0-9._~!$&()*+,;=:@\-"
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    "\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd\U00040000-\U0004fffd\U00050000-\U0005fffd"
    "\U00060000-\U0006fffd\U00070000-\U0007fffd\U00080000-\U0008fffd\U00090000-\U0009fffd\U000a0000-\U000afffd"
    "\U000b0000-\U000bfffd\U000c0000-\U000cfffd\U000d0000-\U000dfffd\U000e1000-\U000efffd]"
)
# No identifier holds a slash, and no other graph of ours one behind its kind.
_DOCUMENT_GRAPH = re.compile(r"graph/(document|concluded)/(?=[^/]*$)")
_FULL_WIDTH = str.maketrans({"(": "（", ")": "）", ",": "，", ":": "：", ";": "；"})


def segment(name: str) -> str:
    """Return a name as one segment of a path.

    >>> segment("科技部（国家外专局）"), segment("A/B 计划#1")
    ('科技部（国家外专局）', 'A%2FB%20计划%231')
    """
    if name in (".", ".."):  # would mean "this folder" and "the one above" to whoever resolves the IRI
        return name.replace(".", "%2E")
    return _FORBIDDEN.sub(_percent, unicodedata.normalize("NFC", name))


def canonical_name(surface: str) -> str:
    """Return a name without what copies of a text change: spaces, and the width of letters and brackets.

    >>> canonical_name("科技部 (国家外专局)"), canonical_name("ＡＩ＋行动")
    ('科技部（国家外专局）', 'AI+行动')
    """
    return "".join(unicodedata.normalize("NFKC", surface).split()).translate(_FULL_WIDTH)


def document_iri(document_id: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a document.

    >>> document_iri("国发-2018-42")
    'https://w3id.org/zhengtu/id/document/国发-2018-42'
    """
    return f"{base}document/{segment(document_id)}"


def document_graph(document_id: str, base: str = DEFAULT_BASE) -> str:
    """Return the graph of what a document's text says."""
    return f"{base}graph/document/{segment(document_id)}"


def concluded_graph(document_id: str, base: str = DEFAULT_BASE) -> str:
    """Return the graph of what was concluded from one document."""
    return f"{base}graph/concluded/{segment(document_id)}"


def document_of_graph(graph: str) -> str:
    """Return the IRI of the document whose text or conclusions a graph holds; "" for the graph of none.

    >>> document_of_graph("https://w3id.org/zhengtu/id/graph/concluded/国发-2018-42")
    'https://w3id.org/zhengtu/id/document/国发-2018-42'
    """
    base, kind, identifier = _DOCUMENT_GRAPH.split(graph) if _DOCUMENT_GRAPH.search(graph) else ("", "", "")
    return f"{base}document/{identifier}" if kind else ""


def vocabularies_graph(base: str = DEFAULT_BASE) -> str:
    """Return the graph of the ontology, the vocabularies and the gazetteers."""
    return f"{base}graph/vocabularies"


def shared_graph(base: str = DEFAULT_BASE) -> str:
    """Return the graph that describes what several documents name but no gazetteer lists.

    Oxigraph's union of graphs is no set: a triple that stands in the graphs of three documents is found three times,
    and every count over it is wrong. So the label of a body that many documents name stands here once.
    """
    return f"{base}graph/shared"


def resolved_graph(base: str = DEFAULT_BASE) -> str:
    """Return the graph that says which document of the store a cited one turned out to be."""
    return f"{base}graph/resolved"


def corrections_graph(base: str = DEFAULT_BASE) -> str:
    """Return the graph of a person's corrections; nothing here ever writes it."""
    return f"{base}graph/corrections"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", errors="replace"))
