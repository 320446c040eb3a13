"""A link to a thing, with what is said of it: the building block of every list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its name and page ("" where it has none); ``about`` and ``quote`` say more."""

    label: str
    page: str
    about: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers for what; ``said`` is false for what was concluded and the text does not say."""

    role: str
    role_label: str
    agency: Named
    task: Named
    document: Named
    quote: str
    evidence: str
    said: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that names something, where it stands, and the page that shows it there."""

    quote: str
    page: str
    document: Named
    place: str
