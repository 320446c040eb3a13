"""Something that could not be read as it should be: counted and shown, never dropped in silence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, where, and what to do; ``severity`` is ``info``, ``warning`` or ``error``."""

    where: str
    what: str
    advice: str
    severity: str = "warning"

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.advice}"


class UnreadableSource(Exception):  # noqa: N818 (a state of the source, told to a person)
    """A source that cannot become a record at all; carries the problem a person can mend."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))
