"""What a stretch of a question may mean: a word that carries the question, a value, or the name of a thing."""

from dataclasses import dataclass

from .known_name import KnownName

#: Forms of words; the type of a parameter (agency, document, year …) is the form of a name or value.
FILLER, GENERIC, LIGHT, WORD, STOP = "filler", "generic", "light", "word", "stop"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a stretch of a question may mean.

    ``form`` is a form of words (``value`` is then the id of the rule) or the type of a parameter (``value`` is then
    what the parameter is given; "" stands for the stretch itself). ``names`` are the things that a name may stand for.
    ``sure`` is 1 for a whole name, less for a part of one or for another way to point at it. ``query`` limits a value
    to one query. ``about`` says how a name was understood where that is not plain.
    """

    form: str
    value: str = ""
    names: tuple[KnownName, ...] = ()
    sure: float = 1.0
    query: str = ""
    about: str = ""

    @property
    def is_name(self) -> bool:
        """Whether it stands for something that a parameter can be given."""
        return self.form not in (FILLER, GENERIC, LIGHT, WORD, STOP)


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the folded question with everything it may mean; without meanings it is not understood."""

    begin: int
    end: int
    text: str
    meanings: tuple[Meaning, ...] = ()

    def __len__(self) -> int:
        """Return the number of characters."""
        return self.end - self.begin

    def of(self, form: str) -> tuple[Meaning, ...]:
        """Return its meanings of one form."""
        return tuple(meaning for meaning in self.meanings if meaning.form == form)

    def means(self, form: str, value: str = "") -> bool:
        """Whether it may have this form and, where one is given, this value."""
        return any(meaning.form == form and value in ("", meaning.value) for meaning in self.meanings)

    @property
    def is_understood(self) -> bool:
        """Whether it means anything that a query could answer."""
        return bool(self.meanings) and not self.means(STOP) and not self.means("unknown")
