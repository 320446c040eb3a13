r"""Binding values to the parameters of a query.

A ``.rq`` file has ``VALUES ?_agency { UNDEF }`` wherever a parameter matters, which asks about everything when the file
is run as it stands. Here UNDEF gives way to RDF terms, or the whole block goes where no value is given: UNDEF joins
with everything, so nothing changes but the speed (Oxigraph cannot use an index on a variable that may be unbound).
Of alternatives guarded by ``FILTER(BOUND(?_agency))`` and ``FILTER(!BOUND(?_agency))`` only the one that holds is left.

Only terms get in, in the syntax that their own library writes; a value can therefore never become part of the query.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
# No file of the catalogue can hold this character, which SPARQL does not allow.
_MARK = "\x00"
_VALUE = re.compile(rf"[ \t]*VALUES \?_(?P<name>\w+) \{{ UNDEF \}}\n?|{_MARK}(?P<written>\w+){_MARK}")
_PLACE = re.compile(r"\?_(\w+)\b")
# A part of a query that finds the rows of a page before anything else is said of them stops where the page does.
_EVERYTHING = " LIMIT 1000000\n"
_LIMIT = re.compile(r"(?:^|\})[ \t]*(?:LIMIT|OFFSET)\b", re.IGNORECASE | re.MULTILINE)
# What rows are ordered by before the document that a thing stands in.
_FIRST = re.compile(r"\?(?P<thing>\w+) \S+ (?P<sought>\?\w+) \. \?(?P=thing) zt:inDocument \?_\w+")
_UNION = "\n  } UNION {\n"
_ENDS = re.compile(r"    # \[(?P<from>[\w ]+) > (?P<to>[\w ]+)\]\n")
_SERVICE = re.compile(r"^[^\"'<]*\bSERVICE\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Things and the documents they stand in, which are asked about together and not each with each.

    ``variable`` is that of the things, without its question mark: a parameter's, as ``_task``, or another. ``fixed``
    are values that all of them have, by parameter: given apart, the engine would look for them in the whole store.
    """

    variable: str
    by: str
    terms: Sequence[tuple["NamedNode", "NamedNode"]]
    fixed: "Mapping[str, NamedNode | Literal]" = field(default_factory=dict)

    def __str__(self) -> str:
        names = "".join(f" ?_{name}" for name in self.fixed)
        values = "".join(f" {value}" for value in self.fixed.values())
        rows = " ".join(f"({one} {other}{values})" for one, other in self.terms)
        return f"VALUES (?{self.variable} ?_{self.by}{names}) {{ {rows} }}"


def bind(
    query: Query, terms: Mapping[str, Sequence["NamedNode | Literal"]], limit: int, pairs: Pairs | None = None
) -> str:
    """Return the query with values in place of its parameters and one row more than the limit.

    Several terms for a parameter mean any of them, and ``pairs`` which of them go with which document. The extra row
    tells whether there would have been more.
    """
    place = pairs and (pairs.variable[1:] if pairs.variable.startswith("_") else pairs.by)

    # The brackets around the pairs know their values; those inside others do not.
    beside = _indent(next((each[0] for each in _BLOCK.finditer(query.sparql) if each[1] == place), ""))

    def choose(match: re.Match[str]) -> str:
        name = match["name"]
        return f"VALUES ?_{name} {{ UNDEF }}\n{match['given']}" if name in terms else match["absent"]

    def fill(match: re.Match[str]) -> str:
        if match["written"]:
            return str(terms[match["written"]][0])
        if pairs and match["name"] == place:
            return f"  {pairs}\n"
        if pairs and (match["name"] == pairs.by or (match["name"] in pairs.fixed and _indent(match[0]) <= beside)):
            return ""
        values = terms.get(match["name"])
        if values is None:
            return ""
        return match[0].replace("UNDEF", " ".join(map(str, values)))

    # The header is left out: a value in one of its lines would say something about another run.
    body = "\n".join(line for line in query.sparql.split("\n") if not line.startswith("#"))
    body = _ALTERNATIVES.sub(choose, body).replace(_EVERYTHING, f" LIMIT {limit + 1}\n")
    for name, values in terms.items():
        if len(values) == 1 and name != place:
            body = _mark_filters(body, name)
    # All values get in at once and last: none is looked at again, whatever it holds.
    return f"{_VALUE.sub(fill, body).rstrip()}\nLIMIT {limit + 1}\n"


def _mark_filters(body: str, name: str) -> str:
    """Mark where a single value is to be written into the filters that hold only where it is given.

    A filter with a variable out of a VALUES block is applied last of all: words would be looked for in what was joined
    and read for nothing. With the value itself in it, it sifts where it stands.
    """
    begin = f"FILTER(!BOUND(?_{name}) || "
    first, *others = body.split(begin)
    written = [first]
    for other in others:
        end = _closing(other)
        written += ["FILTER(", re.sub(rf"\?_{name}\b", f"{_MARK}{name}{_MARK}", other[:end]), other[end:]]
    return "".join(written)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _closing(text: str) -> int:
    """Return where the bracket closes that was opened before this text."""
    depth = 1
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return place
    return len(text)


def only_links(sparql: str, place: str, kinds: Container[str]) -> str:
    """Return a query for links without the parts of its UNION that join no such kinds.

    A part begins with a comment that says what it joins, ``# [document > goal task]``; ``place`` is the end that is
    known, "from" or "to". Where no part is left, or one does not say, all of them stay.

    >>> union = "{\\n  {\\n    # [a > b]\\n    ?x ?y 1\\n  } UNION {\\n    # [b > c]\\n    ?x ?y 2\\n  }\\n}"
    >>> only_links(union, "to", {"c"})
    '{\\n  {\\n    # [b > c]\\n    ?x ?y 2\\n  }\\n}'
    """
    begin, _, rest = sparql.partition("\n  {\n")
    union, _, end = rest.partition("\n  }\n")
    parts = union.split(_UNION)
    ends = [match[place].split() if (match := _ENDS.match(part)) else None for part in parts]
    if None in ends:
        return sparql
    left = [part for part, each in zip(parts, ends, strict=True) if any(kind in kinds for kind in each or ())]
    return f"{begin}\n  {{\n{_UNION.join(left)}\n  }}\n{end}" if left else sparql


def bind_pattern(wanted: str, pattern: str, name: str, terms: Sequence["NamedNode | Literal"]) -> str:
    """Return a query for variables of a pattern, with values for the parameter in it, if it has one."""
    if len(terms) == 1:  # written out, so that a filter sifts before anything else is read
        pattern = re.sub(rf"\?_{name}\b", lambda _: str(terms[0]), pattern)
    values = f"VALUES ?_{name} {{ {' '.join(map(str, terms))} }}\n  " if name and len(terms) != 1 else ""
    return f"SELECT DISTINCT {wanted} WHERE {{\n  {values}{pattern}\n}}\n"


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
    by = query.pages.get("by")
    first = _FIRST.fullmatch(query.pages.get("first", ""))
    if "first" in query.pages and not first:
        line, right = _line_of(query.sparql, "first:"), f"?thing zt:date ?date . ?thing zt:inDocument ?_{by}"
        yield Mistake(file, line, "first tells no order of things", f"write it as “{right}”")
    order = f"{first['sought']} ?{by}_iri" if first else f"?{by}_iri"
    if by and not re.search(rf"^ORDER BY {re.escape(order)}\b", body, re.MULTILINE):
        line = _line_of(query.sparql, "ORDER BY")
        yield Mistake(file, line, "pages need rows in the order of documents", f"begin with ORDER BY {order}")
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
