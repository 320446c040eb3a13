r"""Binding values to the parameters of a query.

A ``.rq`` file has ``VALUES ?_agency { UNDEF }`` wherever a parameter matters, which asks about everything when the file
is run as it stands. Here UNDEF gives way to RDF terms, or the whole block goes where no value is given: UNDEF joins
with everything, so nothing changes but the speed (Oxigraph cannot use an index on a variable that may be unbound).

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
_PLACE = re.compile(r"\?_(\w+)\b")
_LIMIT = re.compile(r"^\s*LIMIT\b", re.IGNORECASE | re.MULTILINE)


def bind(query: Query, terms: Mapping[str, Sequence["NamedNode | Literal"]], limit: int) -> str:
    """Return the query with values in place of its parameters and one row more than the limit.

    Several terms for a parameter mean any of them. The extra row tells whether there would have been more.
    """

    def fill(match: re.Match[str]) -> str:
        values = terms.get(match[1])
        if values is None:
            return ""
        return match[0].replace("UNDEF", " ".join(map(str, values)))

    # The header is left out: a value in one of its lines would say something about another run.
    body = "\n".join(line for line in query.sparql.split("\n") if not line.startswith("#"))
    return f"{_BLOCK.sub(fill, body).rstrip()}\nLIMIT {limit + 1}\n"


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
    if _LIMIT.search(body):
        line = _line_of(query.sparql, "LIMIT")
        yield Mistake(file, line, "the query sets its own LIMIT", "declare a parameter of type limit instead")


def _without_comments(sparql: str) -> str:
    """Blank out comment lines; the count of lines stays."""
    return "\n".join("" if line.lstrip().startswith("#") else line for line in sparql.split("\n"))


def _line_of(text: str, word: str) -> int:
    lines = _without_comments(text).split("\n")
    return next((number for number, line in enumerate(lines, start=1) if word in line), 1)
