"""The whole dictionary in one value, loaded once per process."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .agency import Agency, DepartmentType
from .agency_file import check_agencies, read_agencies, read_departments
from .ambiguous_names import read_ambiguous_names
from .concept import Vocabulary
from .division import Division, DivisionSet
from .division_file import check_divisions, check_sets, read_divisions, read_sets
from .mistake import Mistake, VocabularyError
from .rule import Rule
from .rule_file import check_rules, read_rules
from .vocabulary_file import read_vocabularies


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity, so that what is built from it can be cached
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
    """Load the dictionary from a folder (default: the one in the package); raise VocabularyError with all mistakes.

    A folder is read once per process; a process that edits its files asks ``check_ontology``, which always reads.

    >>> load_ontology().agencies["most"].name
    '科学技术部'
    """
    return _load((folder or Path(__file__).parent).resolve())


def check_ontology(folder: Path | None = None) -> tuple[Mistake, ...]:
    """Return every mistake in the files of a dictionary, by file and line; none means that it can be loaded.

    >>> check_ontology()
    ()
    """
    return _read((folder or Path(__file__).parent).resolve())[1]


@cache
def _load(folder: Path) -> Ontology:
    ontology, mistakes = _read(folder)
    if mistakes:
        raise VocabularyError(mistakes)
    return ontology


def _read(folder: Path) -> tuple[Ontology, tuple[Mistake, ...]]:
    ambiguous = read_ambiguous_names(folder)
    agencies = read_agencies(folder, ambiguous.values)
    departments = read_departments(folder)
    divisions = read_divisions(folder, ambiguous.values)
    sets, member_lines = read_sets(folder)
    vocabularies = read_vocabularies(folder)
    rules, rule_mistakes = read_rules(folder)
    mistakes = (
        *ambiguous.mistakes,
        *agencies.mistakes,
        *departments.mistakes,
        *check_agencies(agencies, departments),
        *divisions.mistakes,
        *check_divisions(divisions),
        *sets.mistakes,
        *check_sets(sets, member_lines, divisions),
        *vocabularies.mistakes,
        *rule_mistakes,
        *check_rules(rules, vocabularies.values, folder),
    )
    ontology = Ontology(
        folder=folder,
        agencies=agencies.values,
        departments=departments.values,
        divisions=divisions.values,
        sets=sets.values,
        vocabularies=vocabularies.values,
        rules=rules,
    )
    return ontology, tuple(sorted(mistakes, key=lambda mistake: (mistake.file, mistake.line)))
