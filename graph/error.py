"""What can go wrong with a store or a question, each told in one line that says what to do."""

import re

from .terms import PREFIXES

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_EXPECTED = re.compile(r'"([^"\s]{1,12})"|\b([A-Z][A-Z_]{2,})\b|(Prefix not found|The SELECT[^,\[]*?unbound)')
_FORM = re.compile(
    r"(?:\s+|#[^\n]*\n|BASE\s*<[^>]*>|PREFIX\s*[\w.-]*:\s*<[^>]*>)*(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE
)
_UNPROJECTED = re.compile(r"does not contains variable \?(\w+)")


class StoreError(Exception):
    """A store that cannot be opened, read or written."""


class QueryError(Exception):
    """A question that the store cannot answer; ``line`` and ``column`` count from 1 and are 0 where unknown."""

    def __init__(self, what: str, line: int = 0, column: int = 0) -> None:
        self.what, self.line, self.column = what, line, column
        super().__init__(what, line, column)  # so that it crosses process borders

    def __str__(self) -> str:
        return f"SPARQL, line {self.line}, column {self.column}: {self.what}" if self.line else f"SPARQL: {self.what}"


def explain_query_error(sparql: str, error: Exception) -> QueryError:
    """Turn an engine's complaint into one clear line.

    Oxigraph lists every character that its grammar would have taken; what helps is the place, the words before it, and
    the first few tokens that would have been right.

    >>> complaint = SyntaxError('error at 2:15: expected one of ".", "}", [_]')
    >>> print(explain_query_error("SELECT ?x WHERE {\\n  ?x a <urn:x>", complaint))
    SPARQL, line 2, column 15: not understood near “?x a <urn:x>”; expected "." or "}"
    """
    message = str(error)
    match = _PLACE.search(message)
    if not match:
        unprojected = _UNPROJECTED.search(message)
        if unprojected:
            return QueryError(f"a value is given for ?{unprojected[1]}, which SELECT does not list; add it to SELECT")
        return QueryError(" ".join(message.split()) or type(error).__name__)
    line, column = int(match[1]), int(match[2])
    return QueryError(_what(sparql, line, column, match[3]), line, column)


def _what(sparql: str, line: int, column: int, expected: str) -> str:
    if not _FORM.match(sparql):
        return "a query begins, after its prefixes, with SELECT, ASK, CONSTRUCT or DESCRIBE; nothing else is answered"
    lines = sparql.split("\n")
    near = (lines[line - 1] if line <= len(lines) else "")[: column - 1].strip()[-30:].strip()
    found = [next(filter(None, groups)) for groups in _EXPECTED.findall(expected)]
    if "Prefix not found" in found:
        name = re.search(r"([\w-]*):[^\s:]*$", near)
        prefix = name[1] if name else ""
        return f"the prefix “{prefix}:” is not declared; add PREFIX {prefix}: <…> (known here: {', '.join(PREFIXES)})"
    if any(words.startswith("The SELECT") for words in found):
        return "SELECT lists a variable that is neither grouped nor aggregated; add it to GROUP BY"
    if any("\\" in words for words in found):
        return f"the string near “{near}” is not closed; end it with the quotation mark it began with"
    if "ABS" in found:  # the grammar lists every function where it wants a value
        return f"not understood near “{near}”; expected a value or an expression"
    tokens = [words if words.isupper() else f'"{words}"' for words in dict.fromkeys(found)][:6]
    return f"not understood near “{near}”" + (f"; expected {' or '.join(tokens)}" if tokens else "")
