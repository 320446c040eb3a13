"""What can be wrong with a question, each told in one line that says what to do."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


class QuestionError(Exception):
    """A question that was put wrongly: a name of a query or parameter that is none, a value that cannot be."""

    def __init__(self, message: str) -> None:
        super().__init__(_one_line(message))


class UnknownQueryError(QuestionError):
    """No query of this name is in the catalogue."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(f"没有名为“{name}”的查询 (no such query); {_did_you_mean(name, tuple(known))}")


class UnknownParameterError(QuestionError):
    """The query has no parameter of this name."""

    def __init__(self, query: str, name: str, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(f"查询 {query} 没有参数“{name}” (no such parameter); {_did_you_mean(name, tuple(known))}")


class InvalidValueError(QuestionError):
    """A value that the parameter cannot have, such as a year with letters; or one that is missing."""


class UnresolvedNameError(Exception):
    """A name that the store does not know, or that several things have.

    ``candidates`` are the things meant perhaps, as people can type them again; ``ambiguous`` tells that the name fits
    all of them, else they only look like it.
    """

    def __init__(self, kind: str, text: str, candidates: Sequence[str], *, ambiguous: bool, total: int = 0) -> None:
        self.kind = kind
        self.text = text
        self.candidates = tuple(candidates)
        self.ambiguous = ambiguous
        listed = "；".join(self.candidates)
        if ambiguous:
            more = f" 等 {total} 个" if total > len(self.candidates) else ""
            message = f"“{text}”可以指 (is ambiguous): {listed}{more}; 请写全称、代码或标识 (be more exact)"
        elif listed:
            message = f"库中没有“{text}” (not in this store); 您是不是要找 (did you mean): {listed}"
        else:
            message = f"库中没有“{text}” (not in this store); 请换个名称，或先用 zhengtu build 导入相关文件"
        super().__init__(_one_line(message))


def _one_line(message: str) -> str:
    """Return a message in one line, whatever was typed: what cannot be printed could command a terminal.

    >>> _one_line("库中没有“科技\\n\\x1b[2J部”")
    '库中没有“科技 [2J部”'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in message).split())


def _did_you_mean(name: str, known: Sequence[str]) -> str:
    """Return the advice: the names that look alike, or else all there are.

    >>> _did_you_mean("responsibility", ("tasks", "responsibilities"))
    '您是不是要找 (did you mean): responsibilities'
    """
    close = get_close_matches(name, known, n=3, cutoff=0.5)
    if close:
        return f"您是不是要找 (did you mean): {', '.join(close)}"
    return f"可用的有 (there are): {', '.join(known)}"
