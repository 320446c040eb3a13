"""Writing the rows of a SELECT in the four formats of SPARQL, row by row, so that a page can end anywhere.

Oxigraph's own writer knows no end but that of the answer.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .answer import Term
from .terms import RDF, XSD

Row: TypeAlias = Sequence[Term | None]
Write: TypeAlias = Callable[[bytes], object]

_UNTYPED = {f"{XSD}string", f"{RDF}langString", f"{RDF}dirLangString"}
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_QUOTED_IN_CSV = re.compile(r'[",\r\n]')
_RETURN = {"\r": "&#13;"}  # a parser would turn a bare one into a line's end


def write_rows(columns: Sequence[str], rows: Iterable[Row], form: str, write: Write) -> None:
    """Write rows as ``json``, ``xml``, ``csv`` or ``tsv``; whatever ``write`` raises ends it.

    >>> said = []
    >>> write_rows(["a", "b"], [(Literal("科技部", language="zh"), None)], "tsv", said.append)
    >>> b"".join(said).decode()
    '?a\\t?b\\n"科技部"@zh\\t\\n'
    """
    _WRITERS[form](columns, rows, write)


def _write_json(columns: Sequence[str], rows: Iterable[Row], write: Write) -> None:
    write(f'{{"head":{{"vars":{_json(list(columns))}}},"results":{{"bindings":['.encode())
    separator = ""
    for row in rows:
        bound = {name: _json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}
        write(f"{separator}{_json(bound)}".encode())
        separator = ",\n"
    write(b"]}}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
    written: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        written["xml:lang"] = term.language
    if term.direction:
        written["its:dir"] = term.direction.value
    if term.datatype.value not in _UNTYPED:
        written["datatype"] = term.datatype.value
    return written


def _write_xml(columns: Sequence[str], rows: Iterable[Row], write: Write) -> None:
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in columns)
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    write(f"{start}<head>{variables}</head><results>\n".encode())
    for row in rows:
        bound = "".join(
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(columns, row, strict=True)
            if term is not None
        )
        write(f"<result>{bound}</result>\n".encode())
    write(b"</results></sparql>\n")


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return f"<triple>{''.join(f'<{name}>{_xml_term(part)}</{name}>' for name, part in parts)}</triple>"
    attributes = f' xml:lang="{term.language}"' if term.language else ""
    if term.direction:
        its = 'xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"'
        attributes += f' {its} its:dir="{term.direction.value}"'
    if term.datatype.value not in _UNTYPED:
        attributes += f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{attributes}>{_xml(term.value)}</literal>"


def _xml(text: str) -> str:
    """Escape a text; the few characters that XML 1.0 cannot hold at all become U+FFFD."""
    return escape(_NOT_IN_XML.sub("\ufffd", text), _RETURN)


def _write_csv(columns: Sequence[str], rows: Iterable[Row], write: Write) -> None:
    write((",".join(columns) + "\r\n").encode())
    for row in rows:
        write((",".join(map(_csv_term, row)) + "\r\n").encode())


def _csv_term(term: Term | None) -> str:
    if term is None:
        return ""
    text = term.value if isinstance(term, NamedNode | Literal) else str(term)
    return '"' + text.replace('"', '""') + '"' if _QUOTED_IN_CSV.search(text) else text


def _write_tsv(columns: Sequence[str], rows: Iterable[Row], write: Write) -> None:
    write(("\t".join(f"?{name}" for name in columns) + "\n").encode())
    for row in rows:
        write(("\t".join("" if term is None else _tsv_term(term) for term in row) + "\n").encode())


def _tsv_term(term: Term) -> str:
    return str(term).replace("\t", "\\t")  # N-Triples need not escape it; here it would begin a new column


_WRITERS: dict[str, Callable[[Sequence[str], Iterable[Row], Write], None]] = {
    "json": _write_json,
    "xml": _write_xml,
    "csv": _write_csv,
    "tsv": _write_tsv,
}
