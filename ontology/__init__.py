"""The dictionary of the program: what a policy expert edits, and the Python that loads and checks it.

Everything an expert may want to change is a file in this folder (CSV gazetteers, SKOS vocabularies, TOML rules,
the OWL ontology, SHACL shapes). Nothing here knows about documents or graphs.
"""

from .agency import Agency, DepartmentType
from .concept import Concept, Vocabulary
from .dictionary import Ontology, check_ontology, load_ontology
from .division import Division, DivisionSet
from .mistake import Mistake, VocabularyError
from .rule import Rule

__all__ = [
    "Agency",
    "Concept",
    "DepartmentType",
    "Division",
    "DivisionSet",
    "Mistake",
    "Ontology",
    "Rule",
    "Vocabulary",
    "VocabularyError",
    "check_ontology",
    "load_ontology",
]
