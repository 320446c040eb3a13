r"""Literals as N-Quads writes them, in the very form in which Oxigraph gives them back.

The form matters: what a document's graph holds is compared with what it should hold line by line, as text, so that
only what differs is written.
"""

import math
import re
from decimal import Decimal
from functools import lru_cache

from .terms import XSD

_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_MUST_ESCAPE = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff\ud800-\udfff]')
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_YEAR_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_YEAR = re.compile(r"\d{4}")


def text(value: str, language: str = "") -> str:
    r"""Return a string literal; half of a surrogate pair, which RDF has no place for, becomes U+FFFD.

    >>> print(text('第一行\n“第二行”'), text("科技部", "zh"))
    "第一行\n“第二行”" "科技部"@zh
    """
    if _MUST_ESCAPE.search(value):
        value = _MUST_ESCAPE.sub(_escape, value)
    return f'"{value}"@{language}' if language else f'"{value}"'


def integer(value: int) -> str:
    """Return an ``xsd:integer``."""
    return f'"{value}"^^<{XSD}integer>'


@lru_cache(maxsize=1024)  # nearly all are one of some ten confidences or a round percentage
def decimal(value: float) -> str:
    """Return an ``xsd:decimal`` without needless zeros; ValueError for infinities and NaN, which it cannot hold.

    >>> decimal(25000.0), decimal(0.95)
    ('"25000"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"0.95"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} is no decimal number")
    digits = f"{Decimal(repr(float(value))):f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f'"{"0" if digits == "-0" else digits}"^^<{XSD}decimal>'


def boolean(value: bool) -> str:
    """Return an ``xsd:boolean``."""
    return f'"{"true" if value else "false"}"^^<{XSD}boolean>'


def date(value: str) -> str:
    """Return a date, month or year by what the text gives, or plain text where it is none of these.

    >>> date("2018-12-21"), date("2025")
    ('"2018-12-21"^^<http://www.w3.org/2001/XMLSchema#date>', '"2025"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    """
    for pattern, datatype in ((_DATE, "date"), (_YEAR_MONTH, "gYearMonth"), (_YEAR, "gYear")):
        if pattern.fullmatch(value):
            return f'"{value}"^^<{XSD}{datatype}>'
    return text(value)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _SHORT.get(character) or f"\\u{ord(character):04X}"
