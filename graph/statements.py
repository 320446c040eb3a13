"""The statements of a graph, as one piece of bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statements:
    r"""Statements in N-Triples syntax without full stop, in their order; none of them holds a line break.

    A build holds some hundred thousand of them at a time and sends them from process to process: as bytes they take
    half of the memory and a tenth of the time that as many strings would.

    >>> named = Statements.of(("<urn:a> <urn:p> \"甲\"", "<urn:a> <urn:p> \"乙\""))
    >>> len(named), tuple(named)
    (2, ('<urn:a> <urn:p> "甲"', '<urn:a> <urn:p> "乙"'))
    """

    lines: bytes = b""

    @classmethod
    def of(cls, statements: Iterable[str]) -> "Statements":
        """Return these statements; one string may hold several of them, with line breaks between."""
        return cls("\n".join((*statements, "")).encode())

    def in_graph(self, graph: str) -> bytes:
        """Return them as N-Quads of a graph, each with its line break."""
        return self.lines.replace(b"\n", f" <{graph}> .\n".encode())

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines.decode().split("\n")[:-1])

    def __len__(self) -> int:
        """Return how many there are."""
        return self.lines.count(b"\n")
