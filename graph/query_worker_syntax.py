"""What must be known of a query before it is run: whether it calls other servers, and whether it names its graphs."""

import re

_BLANK = r"(?>[ \t\r\n]++|#[^\r\n]*+)*+"
_NAME = r"(?:\\.|[^ \t\r\n{}#\\<>])"
# Only what follows the word is looked at. Oxigraph takes keywords without a space around them, so that in 1SERVICE<…>{,
# trueSERVICE<…>{, SERVICEex:a{ and FILTER(?a<1)SERVICE#>⏎<…>{ the word is a call; whoever first cuts out strings,
# comments and IRIs, and then looks for a word of its own, lets the last one pass as an IRI.
_CALL = re.compile(
    rf"SERVICE{_BLANK}(?:SILENT{_BLANK})?(?:<[^<>]*+>|[?$]{_NAME}++|[^ \t\r\n{{}}#\\<>()?$:]*+:{_NAME}*+){_BLANK}\{{",
    re.IGNORECASE,
)
#: A query with the word more often is taken for one that calls: to search it could take as long as it likes.
_MOST = 200
_TOKEN = re.compile(
    r"""
      "{3}(?s:.)*?"{3} | '{3}(?s:.)*?'{3}
    | "(?:\\.|[^"\\\r\n])*+" | '(?:\\.|[^'\\\r\n])*+'
    | <[^<>"{}|^`\\\x00-\x20]*+>
    | \#[^\r\n]*+
    | [?$@]\w++
    | (?P<word>[\w.-]++)(?P<local>:(?:\\.|[\w.:%-])*+)?
    | :(?:\\.|[\w.:%-])*+
    | (?s:.)
    """,
    re.VERBOSE,
)


def calls_service(sparql: str) -> bool:
    """Whether a query may call another server with SERVICE; rather once too often than once too few.

    A call that only stands in a comment or in a string counts too.

    >>> calls_service("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    True
    >>> calls_service("SELECT ?service { ?service a <urn:service>, ex:Service ; rdfs:label 'service {' }")
    False
    """
    return sparql.casefold().count("service") > _MOST or _CALL.search(sparql) is not None


def names_graphs(sparql: str) -> bool:
    """Whether a query chooses its graphs with FROM; FROM means nothing else in SPARQL.

    >>> names_graphs("SELECT * FROM <urn:g> { ?s ?p ?o }"), names_graphs("SELECT ?from { ?from ex:from 'FROM' } # FROM")
    (True, False)
    """
    words = (match["word"] for match in _TOKEN.finditer(sparql) if match["word"] and match["local"] is None)
    return any(word.upper() in ("FROM", "FROMNAMED") for word in words)
