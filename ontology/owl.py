"""Prove with a reasoner that the ontology, and data written in its terms, do not contradict themselves.

HermiT comes with owlready2 and runs on Java. It is meant for the ontology, the vocabularies and small samples: it needs
seconds for ten thousand individuals.
"""

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse, serialize

ZHENGTU_TTL = Path(__file__).parent / "zhengtu.ttl"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found: whether all axioms can hold at once, and which named classes can never have a member."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()


class NoJavaError(Exception):
    """HermiT needs Java, and this machine has none on its path."""

    def __init__(self) -> None:
        super().__init__("the reasoner HermiT needs Java, and no java is on the path; install a Java runtime")


def read_triples(files: Iterable[Path]) -> set[Triple]:
    """Read Turtle files as one set of triples, blank nodes of different files kept apart.

    >>> any("PolicyDocument" in str(triple.subject) for triple in read_triples([ZHENGTU_TTL]))
    True
    """
    return {
        quad.triple for file in files for quad in parse(path=file, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    }


def prove(files: Iterable[Path] = (ZHENGTU_TTL,)) -> Verdict:
    """Run HermiT over Turtle files taken together; raise NoJavaError where there is no Java.

    Literals of types outside OWL 2 (xsd:date, xsd:gYear) are left out of the proof, since HermiT refuses them.
    """
    java = shutil.which("java")
    if java is None:
        raise NoJavaError
    # owlready2 opens a quad store on import, which is too slow for the command line's start.
    import owlready2  # type: ignore[import-untyped]

    owlready2.JAVA_EXE = java
    world = owlready2.World()
    try:
        with tempfile.TemporaryDirectory() as folder:
            # owlready2 reads no Turtle.
            path = Path(folder) / "zhengtu.nt"
            serialize(read_triples(files), output=path, format=RdfFormat.N_TRIPLES)
            world.get_ontology(path.as_uri()).load()
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Verdict(consistent=False)
    else:
        impossible = {str(found.iri) for found in world.inconsistent_classes() if found is not owlready2.Nothing}
        return Verdict(consistent=True, unsatisfiable=tuple(sorted(impossible)))
    finally:
        world.close()
