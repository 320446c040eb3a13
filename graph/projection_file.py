"""Reading the ``.rq`` file of a projection: a ``#+`` header in YAML, as the catalogue has it, and a SELECT below it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from .projection import NetworkError, NetworkKind, Projection, UnknownProjectionError, Words

_MARK = "#+"
_KEYS = {"summary", "description", "network", "bipartite", "edges"}


def load_projections() -> Mapping[str, Projection]:
    """Load all projections of the package, by name in alphabetical order.

    >>> load_projections()["agency-agency"].kind.directed
    False
    """
    return _load(Path(__file__).parent)


def find_projection(name: str) -> Projection:
    """Return a projection by name; raise UnknownProjectionError, which tells similar names."""
    projections = load_projections()
    if name not in projections:
        raise UnknownProjectionError(name, projections)
    return projections[name]


def is_projection(path: Path) -> bool:
    """Whether a ``.rq`` file states a network: its header says of which kind."""
    return f"{_MARK} network:" in path.read_text(encoding="utf-8")


def read_projection(path: Path) -> Projection:
    """Read one file; raise NetworkError where its header lacks something, with the file and what to add."""
    import yaml

    text = path.read_text(encoding="utf-8")
    lines = [line.removeprefix(_MARK).removeprefix(" ") for line in text.split("\n") if line.startswith(_MARK)]
    try:
        header = yaml.safe_load("\n".join(lines)) or {}
        unknown = set(header) - _KEYS
        if unknown:
            raise NetworkError(f"{path.name}: “{min(unknown)}” is no key of the header; use {', '.join(sorted(_KEYS))}")
        return Projection(
            name=path.stem,
            kind=NetworkKind(header["network"]),
            bipartite=bool(header.get("bipartite", False)),
            summary=Words(header["summary"]["zh"], header["summary"]["en"]),
            description=Words(header["description"]["zh"], header["description"]["en"]),
            edges=MappingProxyType({edge["type"]: Words(edge["zh"], edge["en"]) for edge in header["edges"]}),
            sparql=text,
            file=path,
        )
    except yaml.YAMLError as error:
        raise NetworkError(f"{path.name}: the header is no YAML ({' '.join(str(error).split())}); mend it") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NetworkError(f"{path.name}: the header lacks {error}; see the other .rq files beside it") from error


@cache
def _load(folder: Path) -> Mapping[str, Projection]:
    projections = (read_projection(path) for path in sorted(folder.glob("*.rq")) if is_projection(path))
    return MappingProxyType({projection.name: projection for projection in projections})
