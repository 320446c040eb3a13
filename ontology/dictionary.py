"""The whole dictionary in one value, loaded once per process."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .agency import Agency, DepartmentType
from .concept import Vocabulary
from .division import Division, DivisionSet
from .rule import Rule


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that the program knows before it reads a document.

    ``rules`` maps a layer (``responsibilities``, ``targets`` …: the rule file's name) to its rules in file order.
    """

    folder: Path
    agencies: Mapping[str, Agency]
    departments: Mapping[str, DepartmentType]
    divisions: Mapping[str, Division]
    sets: Mapping[str, DivisionSet]
    vocabularies: Mapping[str, Vocabulary]
    rules: Mapping[str, tuple[Rule, ...]]

    def rule(self, layer: str, rule_id: str) -> Rule:
        """Return one rule by its id; raise KeyError where the layer has none of that name."""
        for rule in self.rules[layer]:
            if rule.id == rule_id:
                return rule
        raise KeyError(f"rules/{layer}.toml has no rule {rule_id}")

    def cues(self, layer: str, rule_id: str) -> tuple[str, ...]:
        """Return the cue words of one rule."""
        return self.rule(layer, rule_id).cues


def load_ontology(folder: Path | None = None) -> Ontology:
    """Load the dictionary from a folder (default: the one in the package); raise VocabularyError with all mistakes."""
    raise NotImplementedError
