"""A mistake in an expert's file: where it stands and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a vocabulary file, told so that an expert can mend it.

    >>> print(Mistake("sets/index.csv", 3, "size “many” of 国家乡村振兴重点帮扶县 is not a number", "write 160"))
    sets/index.csv, line 3: size “many” of 国家乡村振兴重点帮扶县 is not a number; write 160
    """

    file: str
    line: int
    what: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.what}; {self.advice}"


class VocabularyError(Exception):
    """The dictionary has mistakes; ``mistakes`` lists all of them, not just the first."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
