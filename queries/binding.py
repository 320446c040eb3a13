r"""Binding values to the parameters of a query.

A ``.rq`` file has ``VALUES ?_agency { UNDEF }`` wherever a parameter matters, which asks about everything when the file
is run as it stands. Here UNDEF gives way to RDF terms, or the whole block goes where no value is given: UNDEF joins
with everything, so nothing changes but the speed (Oxigraph cannot use an index on a variable that may be unbound).
Of alternatives guarded by ``FILTER(BOUND(?_agency))`` and ``FILTER(!BOUND(?_agency))`` only the one that holds is left.

Only terms get in, in the syntax that their own library writes; a value can therefore never become part of the query.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..ontology import Mistake
from .question import GATHERING, Query

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

_BLOCK = re.compile(r"[ \t]*VALUES \?_(\w+) \{ UNDEF \}\n?")
# Two ways to the same rows, one for a parameter that is given and one for none. Only one of them is asked: the engine
# would evaluate both, and the second of them means everything there is.
_ALTERNATIVES = re.compile(
    r"^(?P<indent>[ \t]*)\{\n"
    r"[ \t]*VALUES \?_(?P<name>\w+) \{ UNDEF \}\n[ \t]*FILTER\(BOUND\(\?_(?P=name)\)\)\n(?P<given>.*?)"
    r"^(?P=indent)\} UNION \{\n(?P<comment>(?:[ \t]*#[^\n]*\n)*)"
    r"[ \t]*VALUES \?_(?P=name) \{ UNDEF \}\n[ \t]*FILTER\(!BOUND\(\?_(?P=name)\)\)\n(?P<absent>.*?)"
    r"^(?P=indent)\}\n",
    re.DOTALL | re.MULTILINE,
)
_PLACE = re.compile(r"\?_(\w+)\b")
_LIMIT = re.compile(r"(?:^|\})[ \t]*(?:LIMIT|OFFSET)\b", re.IGNORECASE | re.MULTILINE)
_SERVICE = re.compile(r"^[^\"'<]*\bSERVICE\b", re.IGNORECASE | re.MULTILINE)


def bind(query: Query, terms: Mapping[str, Sequence["NamedNode | Literal"]], limit: int) -> str:
    """Return the query with values in place of its parameters and one row more than the limit.

    Several terms for a parameter mean any of them. The extra row tells whether there would have been more.
    """

    def choose(match: re.Match[str]) -> str:
        name = match["name"]
        return f"VALUES ?_{name} {{ UNDEF }}\n{match['given']}" if name in terms else match["absent"]

    def fill(match: re.Match[str]) -> str:
        values = terms.get(match[1])
        if values is None:
            return ""
        return match[0].replace("UNDEF", " ".join(map(str, values)))

    # The header is left out: a value in one of its lines would say something about another run.
    body = "\n".join(line for line in query.sparql.split("\n") if not line.startswith("#"))
    return f"{_BLOCK.sub(fill, _ALTERNATIVES.sub(choose, body)).rstrip()}\nLIMIT {limit + 1}\n"


def check_binding(query: Query) -> Iterator[Mistake]:
    """Yield what would keep values from reaching their places."""
    file, body = query.file.name, _without_comments(query.sparql)
    blocks = {match[1] for match in _BLOCK.finditer(body)}
    declared = {parameter.name for parameter in query.parameters if parameter.type not in GATHERING}
    # Where links are followed, what begins the way (a document) need not be an end of a link itself.
    optional = {name for name in query.start if name not in ("from", "to")}
    for name in sorted(declared - blocks - optional):
        what = f"parameter {name} has no place in the query"
        yield Mistake(file, 1, what, f"write “VALUES ?_{name} {{ UNDEF }}” on a line of its own where it matters")
    for name in sorted({match[1] for match in _PLACE.finditer(body)} - declared):
        line = _line_of(query.sparql, f"?_{name}")
        yield Mistake(file, line, f"?_{name} is no parameter", "declare it in params, or take the _ out of its name")
    service = _SERVICE.search(body)
    if service:
        line = body.count("\n", 0, service.end()) + 1
        yield Mistake(file, line, "SERVICE would ask another server", "ask this store alone; take SERVICE out")
    limit = _LIMIT.search(body)
    if limit:
        line = body.count("\n", 0, limit.end()) + 1
        yield Mistake(file, line, "the query sets its own LIMIT", "declare a parameter of type limit instead")


def _without_comments(sparql: str) -> str:
    """Blank out comment lines; the count of lines stays."""
    return "\n".join("" if line.lstrip().startswith("#") else line for line in sparql.split("\n"))


def _line_of(text: str, word: str) -> int:
    lines = _without_comments(text).split("\n")
    return next((number for number, line in enumerate(lines, start=1) if word in line), 1)
