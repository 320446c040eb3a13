"""Values to ask the catalogue with, drawn at random from what a store holds, as people would type them.

Values that go together come from the same document: who asks what a body does in a document asks for one that it names.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from zhengtu.graph import Store
from zhengtu.queries.question import GATHERING, Parameter, Query

#: What may be drawn for each type of parameter; {d} is the document's IRI.
_FROM_DOCUMENT = {
    "document": "SELECT ?v {{ <{d}> zt:documentNumber ?v }}",
    "agency": "SELECT DISTINCT ?v {{ ?r zt:inDocument <{d}> ; zt:agent ?v }}",
    "task": "SELECT DISTINCT ?v {{ ?t zt:inDocument <{d}> ; a ?class ; rdfs:label ?v "
    "FILTER(?class IN (zt:Task, zt:BoxItem, zt:Safeguard)) }}",
    "programme": "SELECT DISTINCT ?v {{ ?e zt:inDocument <{d}> ; zt:mentions ?v . ?v a ?class "
    "FILTER(?class IN (zt:Programme, zt:Platform)) }}",
    "division": "SELECT DISTINCT ?v {{ ?e zt:inDocument <{d}> ; zt:mentions ?thing . ?thing zt:code ?v }}",
    "role": "SELECT DISTINCT ?v {{ ?r zt:inDocument <{d}> ; zt:role ?role . ?role skos:prefLabel ?v "
    'FILTER(LANG(?v) = "zh") }}',
    "relation": "SELECT DISTINCT ?v {{ ?c zt:inDocument <{d}> ; zt:relation ?relation . ?relation skos:prefLabel ?v "
    'FILTER(LANG(?v) = "zh") }}',
    "instrument": "SELECT DISTINCT ?v {{ ?m zt:inDocument <{d}> ; zt:instrument ?kind . ?kind skos:prefLabel ?v "
    'FILTER(LANG(?v) = "zh") }}',
    "year": "SELECT (STR(YEAR(?date)) AS ?v) {{ <{d}> eli:date_document ?date }}",
    "passage": "SELECT DISTINCT ?v {{ ?v zt:inDocument <{d}> ; nif:beginIndex ?begin }}",
    "higher": "SELECT DISTINCT ?v {{ ?a zt:inDocument <{d}> ; zt:higherDocument ?h . ?h zt:documentNumber ?v }}",
    "indicator": "SELECT DISTINCT ?v {{ ?t zt:inDocument <{d}> ; zt:indicator ?v }}",
}
#: Words that a query looks for are closed in some queries, and a piece of a title or indicator in the others.
_WORDS = {
    "applies-to": ("是", "否", "无法判断"),
    "coverage": ("承接", "部分承接", "未承接", "新增"),
    "broken-chains": ("被引文件不在库中", "下级没有承接", "任务无人负责", "目标没有任务支撑"),
}
_WAYS = ("up", "down", "both")


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws values from one store; the same seed and store give the same values."""

    store: Store
    chance: random.Random

    def sets(self, query: Query, count: int, limit: int) -> Iterator[Mapping[str, str]]:
        """Yield so many sets of values: one in ten narrows nothing, the others one parameter or several.

        Values that must be given are always there.
        """
        free = [each for each in query.parameters if not each.required and each.type not in GATHERING]
        for number in range(count):
            document = self.chance.choice(self._documents())
            given = {each.name: self._value(query, each, document) for each in query.parameters if each.required}
            chosen = free[number % len(free) :][:1] if free else []
            if number % 2:
                chosen += [each for each in free if each not in chosen and self.chance.random() < 0.3]
            if query.start:
                name = self.chance.choice(query.start)
                given = {name: self._value(query, query.parameter(name), document)}
                chosen = [each for each in chosen if each.name not in ("document", "upper", *query.start)]
                given["direction"] = self.chance.choice(_WAYS)
            elif number % 10 == 0:
                chosen = []
            for parameter in chosen:
                given[parameter.name] = self._value(query, parameter, document)
            yield {**{name: value for name, value in given.items() if value}, "limit": str(limit)}

    def _value(self, query: Query, parameter: Parameter, document: str) -> str:
        kind = parameter.type
        if parameter.name in ("higher", "upper") and (values := self._values("higher", document)):
            return self.chance.choice(values)
        if kind == "text":
            if query.name in _WORDS:
                return self.chance.choice(_WORDS[query.name])
            words = self._values("indicator" if query.name == "targets" else "task", document)
            word = self.chance.choice(words) if words else "科技"
            begin = self.chance.randrange(max(1, len(word) - 2))
            return word[begin : begin + self.chance.choice((2, 3))]
        if kind == "node":
            kind = self.chance.choice(("task", "task", "programme", "document", "division"))
            values = self._values(kind, document)
            return f"{kind}:{self.chance.choice(values)}" if values else f"document:{document}"
        values = self._values(kind, document)
        return self.chance.choice(values) if values else document if kind == "document" else ""

    def _documents(self) -> tuple[str, ...]:
        return _documents(self.store)

    def _values(self, kind: str, document: str) -> tuple[str, ...]:
        return _values(self.store, kind, document)


@cache
def _documents(store: Store) -> tuple[str, ...]:
    return tuple(document.iri for document in store.documents())


@cache
def _values(store: Store, kind: str, document: str) -> tuple[str, ...]:
    rows = store.select(_FROM_DOCUMENT[kind].format(d=document)).rows
    return tuple(sorted(getattr(row[0], "value", "") for row in rows))
