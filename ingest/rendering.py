"""What a format's reader makes of a file: the text that every offset of a record refers to."""

from dataclasses import dataclass

from .problem import Problem, UnreadableSource


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendered text, one block a line and table cells between " | ", with what was left out or is doubtful.

    ``page_starts`` holds the offset of each page's first character where the format has pages.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    page_starts: tuple[int, ...] = ()


def unreadable(where: str, what: str, advice: str) -> UnreadableSource:
    """Return the error for a source that cannot become a record at all.

    >>> print(unreadable("plan.pdf", "the file is empty", "download it again"))
    plan.pdf: the file is empty; download it again
    """
    return UnreadableSource(Problem(where, what, advice, "error"))
