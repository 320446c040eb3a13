"""The answer to a SELECT: named columns and rows of RDF terms."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .terms import XSD

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Plain: TypeAlias = str | int | float | bool | None

_INTEGERS = {f"{XSD}{name}" for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")}
_NUMBERS = {f"{XSD}{name}" for name in ("decimal", "double", "float")}


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns in the order of the SELECT; a row has one term, or None where unbound, for each of them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def plain(self) -> tuple[dict[str, Plain], ...]:
        """Return the rows as JSON has them: numbers and booleans as such, IRIs and all other literals as text."""
        return tuple(dict(zip(self.columns, map(plain, row), strict=True)) for row in self.rows)


def plain(term: Term | None) -> Plain:
    """Return a term as a JSON value.

    >>> [plain(t) for t in (Literal(3), NamedNode("urn:a"), Literal("科技部", language="zh"), None)]
    [3, 'urn:a', '科技部', None]
    """
    if term is None or isinstance(term, Triple):
        return None if term is None else str(term)
    if isinstance(term, Literal):
        datatype = term.datatype.value
        try:
            if datatype in _INTEGERS:
                return int(term.value)
            if datatype in _NUMBERS:
                number = Decimal(term.value)
                return int(number) if datatype == f"{XSD}decimal" and number == number.to_integral() else float(number)
        except (ValueError, InvalidOperation, OverflowError):
            return term.value
        if datatype == f"{XSD}boolean":
            return term.value in ("true", "1")
    return term.value
