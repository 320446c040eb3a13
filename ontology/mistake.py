"""A mistake in an expert's file: where it stands and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a vocabulary file, told so that an expert can mend it.

    >>> print(Mistake("gazetteers/agencies.csv", 48, "国家卫计委 ends in 2018 but names no successor", "fill successor"))
    gazetteers/agencies.csv, line 48: 国家卫计委 ends in 2018 but names no successor; fill successor
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
