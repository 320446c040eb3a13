"""From what a question says to the values that a query is given, each of them one thing and no guess."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .asked_text import AskedText
from .error import UnresolvedNameError
from .known_name import KnownName, fold
from .name_index import MANY, NameIndex
from .names import resolve
from .question import Parameter
from .spoken_names import LOOSE
from .understanding import Filling

if TYPE_CHECKING:
    from ..graph import Store

#: So many candidates are listed where a name may mean several things.
CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Given:
    """The value of a parameter: ``text`` as the question has it, ``value`` for the query, ``told`` for people."""

    parameter: Parameter
    text: str
    value: str
    told: str


class AmbiguousNameError(Exception):
    """A name of the question that several things have."""

    def __init__(self, filling: Filling, names: tuple[KnownName, ...], text: str) -> None:
        self.filling, self.names, self.text = filling, names, text
        listed = "；".join(map(described, names[:CANDIDATES]))
        more = f" 等 {len(names)} 个" if len(names) > CANDIDATES else ""
        self.because = f"“{text}”可以指：{listed}{more}；请写明是哪一个"
        super().__init__(self.because)

    def questions(self, asked: AskedText) -> tuple[str, ...]:
        """Return the question once for each candidate, with its full name."""
        token = self.filling.token
        before, after = asked.typed[: asked.places[token.begin]], asked.typed[asked.places[token.end - 1] + 1 :]
        return tuple(
            f"{before}{short_name(name, self.filling.meaning.form)}{after}" for name in self.names[:CANDIDATES]
        )


def give(filling: Filling, asked: AskedText, store: "Store") -> Given:
    """Return the value of a parameter; raise AmbiguousNameError where the question leaves open which thing is meant."""
    parameter, meaning, text = filling.parameter, filling.meaning, filling.surface(asked)
    if meaning.value:
        prefix = f"{meaning.form}:" if parameter.type == "node" else ""
        told = f"{text}（{meaning.value}）" if meaning.sure < 1.0 else meaning.value
        return Given(parameter, text, f"{prefix}{meaning.value}", told)
    kind = meaning.form
    prefix = f"{kind}:" if parameter.type == "node" else ""
    if kind == "task" and meaning.sure == LOOSE and len({name.label for name in meaning.names}) == 1:
        return Given(parameter, text, f"{prefix}{meaning.names[0].label}", f"{text}（{meaning.names[0].label}）")
    if kind in MANY or not meaning.names:
        return Given(parameter, text, f"{prefix}{text}", text)
    names = meaning.names
    if len(names) > 1:
        raise AmbiguousNameError(filling, names, text)
    name = names[0]
    # A part of a title may mean another thing tomorrow; the number or the whole name stays.
    calls = (text, *name.labels, *name.others) if meaning.sure == 1.0 else (short_name(name, kind), *name.labels)
    value = next((each for each in (*calls, name.key) if _means(kind, each, name, store)), name.iri)
    shown = name.label if fold(name.label) == fold(text) else f"{text}（{name.label}）"
    return Given(parameter, text, f"{prefix}{value}", shown)


def bodies_of_the_place(fillings: tuple[Filling, ...], index: NameIndex) -> tuple[Filling, ...]:
    """Return the fillings with 水务局 as that of the place whose document is asked about, where several have one."""
    documents = [name for each in fillings if each.meaning.form == "document" for name in each.meaning.names]
    codes = {
        place.rpartition("/")[2] for place, held in index.places.items() if any(name in held for name in documents)
    }

    def of_the_place(filling: Filling) -> Filling:
        meaning = filling.meaning
        near = tuple(name for name in meaning.names if name.key.partition("/")[0] in codes)
        if meaning.form != "agency" or len(near) != 1 or len(meaning.names) == 1:
            return filling
        return replace(filling, meaning=replace(meaning, names=near))

    return tuple(map(of_the_place, fillings))


def _means(kind: str, text: str, name: KnownName, store: "Store") -> bool:
    try:
        return [found.iri for found in resolve(kind, text, store)] == [name.iri]
    except UnresolvedNameError:
        return False


def short_name(name: KnownName, kind: str) -> str:
    """Return how to call a thing so that nothing else is meant: a document by its number, others by their own name."""
    if kind == "document":
        return next((other for other in name.others if "号" in other), f"《{name.label}》")
    return name.label


def described(name: KnownName) -> str:
    """Return a thing's own name with what else tells it from others."""
    other = next((each for each in name.others if each != name.label), "")
    if name.key.isdigit():
        other = name.key
    return f"{name.label}（{other}）" if other else name.label
