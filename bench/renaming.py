"""Other names for the places, bodies and 文号 of a text: of the same kind, from the gazetteers, always the same."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from zhengtu.ontology import Ontology

_DIGITS, _YEARS = re.compile(r"\d+"), 25
_LEVELS = "(?<=[省市县区州级、，（和由])"


@dataclass(slots=True)
class Names:
    """The names that the gazetteers know, by what may take their place: ``groups`` has the names by kind."""

    kinds: dict[str, str] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, ontology: Ontology) -> "Names":
        """Sort the names: a county's by its last character, a body's by its kind and whether it is its full name."""
        names = cls()
        for division in ontology.divisions.values():
            if not division.common_noun and len(division.name) > 2:
                names._add(division.name, f"place {division.level} {division.name[-1]}")
        for division in ontology.divisions.values():
            if division.level == "province" and division.short_names:
                names._add(division.short_names[0], "place province, short")
        for agency in ontology.agencies.values():
            names._add(agency.name, f"body {agency.kind}")
            for short in agency.short_names[:1]:
                names._add(short, f"body {agency.kind}, short {short[-1]}")
        for department in ontology.departments.values():
            for name in department.names:
                names._add(name, f"department {department.kind} {name[-1]}")
        for group in names.groups.values():
            group.sort()
        return names

    def _add(self, name: str, kind: str) -> None:
        if len(name) > 1 and self.kinds.setdefault(name, kind) == kind:
            self.groups[kind].append(name)

    def number(self, words: str) -> int:
        """Return which of the originals' own 文号 this is, counted from 1; another one for each year and serial."""
        return self.numbers.setdefault("-".join(_DIGITS.findall(words)), len(self.numbers) + 1)

    def pattern(self, text: str, quantity: str, number: str, title: str) -> re.Pattern[str]:
        """Return what finds in a text all that a copy says in its own way."""
        found = sorted((name for name in self.kinds if name in text), key=lambda name: (-len(name), name))
        departments = [name for name in found if self.kinds[name].startswith("department")]
        others = [name for name in found if not self.kinds[name].startswith("department")]
        return re.compile(
            rf"(?P<quantity>{quantity})|(?P<number>{number})|(?P<title>{title})"
            rf"|(?P<name>{_any(others)})|{_LEVELS}(?P<department>{_any(departments)})"
        )

    def tokens(self, sentence: str, marked: re.Pattern[str]) -> Iterator[str | tuple[str, str]]:
        """Yield the words of a sentence, those that vary each with its kind."""
        done = 0
        for match in marked.finditer(sentence):
            if match.start() > done:
                yield sentence[done : match.start()]
            yield (match.lastgroup or "", match[0])
            done = match.end()
        if done < len(sentence):
            yield sentence[done:]


@dataclass(slots=True)
class Renaming:
    """The names of one family of copies, which cite one another; each name is chosen when it is first met."""

    names: Names
    family: int
    chance: random.Random
    _chosen: dict[str, str] = field(default_factory=dict)

    def say(self, kind: str, words: str) -> str:
        """Return what stands in the place of some words."""
        if kind == "title":
            return f"{words[:-1]}{self.family}）"
        if kind == "number":
            # Years and serials of the usual length: a 文号 of six digits is none.
            year, serial = 2000 + self.family % _YEARS, self.family // _YEARS * len(self.names.numbers)
            return f"{words[0]}{year}{words[5]}{serial + self.names.number(words)}"
        if words not in self._chosen:
            self._chosen[words] = self.chance.choice(self.names.groups[self.names.kinds[words]])
        return self._chosen[words]


def _any(names: list[str]) -> str:
    return "|".join(map(re.escape, names)) or "(?!)"
