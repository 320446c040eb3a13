"""A question of the catalogue: its wording, its parameters, its columns and its SPARQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

#: What a parameter can be, with an example of how people write it.
PARAMETER_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "agency": "科技部",
        "document": "国发〔2018〕42号",
        "task": "壮大科技特派员队伍",
        "programme": "星创天地",
        "division": "安吉县",
        "target": "研发机构设置率",
        "node": "programme:创新型县（市）",
        "passage": "国发-2018-42#char=120,148",
        "role": "牵头",
        "relation": "依据",
        "instrument": "资金投入",
        "year": "2022",
        "text": "科技",
        "direction": "down",
        "depth": "8",
        "limit": "100",
    }
)

#: Parameters that say how an answer is gathered; they have no place in the SPARQL.
GATHERING = ("direction", "depth", "limit")

#: Ways to follow a chain: to what follows from something, to what it follows from, or both.
DIRECTIONS = ("down", "up", "both")

#: How a column is to be shown. Codes and IRIs are for programs; details are for people, where there is room for them.
COLUMN_TYPES = ("text", "quote", "number", "date", "yesno", "detail", "code", "iri")


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the words in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be narrowed down by.

    ``type`` is a key of `PARAMETER_TYPES`; names (an agency, a document …) are resolved in the store that is asked.
    ``example`` is a value for which the sample graph has an answer; ``default`` holds where nothing is given.
    """

    name: str
    type: str
    label: Wording
    example: str = ""
    default: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer; ``type`` is one of `COLUMN_TYPES`."""

    name: str
    type: str
    title: Wording

    @property
    def for_reading(self) -> bool:
        """Whether a narrow table shows it: details, codes and IRIs are left to pages, CSV and JSON."""
        return self.type not in ("detail", "code", "iri")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as a ``.rq`` file states it.

    ``patterns`` are Chinese questions that it answers, with ``{agency}`` for a parameter; ``empty`` says what an answer
    without rows means; ``sparql`` is the file's text, which runs as it stands and then asks about everything.

    The rows of some questions are links (columns ``from_iri`` and ``to_iri``) that are followed link by link; ``start``
    then names the parameters of which one must be given to begin with. It is empty for all others.

    ``pages`` tells of a question whose rows are ordered by document that it may be asked some documents at a time:
    ``by`` names the parameter that takes them, every other key a parameter and the pattern that finds the documents of
    its values; ``any`` is the pattern of all documents that can have rows, where few have. It is empty where the rows
    of all documents must be ordered together.
    """

    name: str
    summary: Wording
    description: Wording
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    patterns: tuple[str, ...]
    empty: Wording
    sparql: str
    file: Path
    start: tuple[str, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict, hash=False)

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by name; KeyError where the question has none of that name."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise KeyError(name)

    @property
    def examples(self) -> dict[str, str]:
        """Return values for which the sample graph has an answer: of the parameters that must be given."""
        needed = [parameter for parameter in self.parameters if parameter.required]
        needed += [self.parameter(name) for name in self.start[:1]]
        return {parameter.name: parameter.example for parameter in needed}
