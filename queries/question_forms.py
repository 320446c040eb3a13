"""The forms of a question that its file writes short: ``(…)`` may be left out, ``[…|…]`` are words to choose from."""

import re
from collections.abc import Iterator

#: One question in a file stands for no more forms than this; more is a sign that it should be several questions.
MOST_FORMS = 200

_BRACKET = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")


def forms_of(written: str) -> tuple[str, ...]:
    """Return every question that one line of ``questions`` stands for, the fullest first.

    >>> forms_of("{agency}(的任务)[什么时候|何时]完成")
    ('{agency}的任务什么时候完成', '{agency}的任务何时完成', '{agency}什么时候完成', '{agency}何时完成')
    >>> forms_of("谁负责{task}")
    ('谁负责{task}',)
    """
    return tuple(dict.fromkeys(_forms(written)))


def mistake_in(written: str) -> str:
    """Return what is wrong with the brackets of a question, "" where nothing is.

    >>> mistake_in("{agency}(的任务"), mistake_in("谁[负责|牵头]{task}")
    ('has a bracket without its other half, or brackets within brackets', '')
    """
    if re.search(r"[()\[\]|]", _BRACKET.sub("", written)):
        return "has a bracket without its other half, or brackets within brackets"
    count = 1
    for bracket in _BRACKET.finditer(written):
        count *= 2 if bracket[1] is not None else len(bracket[2].split("|"))
    return f"stands for {count} questions, which is too many" if count > MOST_FORMS else ""


def _forms(written: str) -> Iterator[str]:
    bracket = _BRACKET.search(written)
    if not bracket:
        yield written
        return
    choices = (bracket[1], "") if bracket[1] is not None else bracket[2].split("|")
    for choice in choices:
        for rest in _forms(written[bracket.end() :]):
            yield f"{written[: bracket.start()]}{choice}{rest}"
