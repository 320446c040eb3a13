"""A question typed in Chinese into the search box, answered in place or told why it cannot be."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from ..graph import Store, StoreError
from ..queries import QuestionError, UnresolvedNameError
from ..queries.asking import ask
from .asking import ShownCell, shown_table
from .language import word
from .named import Named

#: Rows that stand above the results of the search; the question's own page has all.
ROWS = 8
_ASKING = re.compile(r"[?？]$|谁|哪|什么|多少|几[项个条份家]|何时|何地|如何|怎么|怎样|是否|吗$|为何|由来")


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """What became of a question: ``understood`` says as what it was taken, ``page`` has the whole answer.

    Where it was not understood ``because`` says why, and ``suggestions`` are questions that can be asked instead.
    """

    question: str
    understood: str
    page: str
    columns: tuple[Named, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    total: int
    truncated: bool
    empty: str
    because: str
    suggestions: tuple[Named, ...]


def is_question(text: str) -> bool:
    """Whether somebody asks rather than looks for words.

    >>> is_question("科技特派员由谁负责"), is_question("科技特派员"), is_question("有哪些指标？")
    (True, False, True)
    """
    return len(text) >= 4 and _ASKING.search(text) is not None


def answer_question(text: str, store: Store, language: str) -> AnsweredQuestion | None:
    """Answer a question; None where the text is none, or where the store cannot be asked just now."""
    if not is_question(text):
        return None
    try:
        reply = ask(text, store)
    except (StoreError, QuestionError, UnresolvedNameError):
        return None  # the search goes on without
    if reply.query is None or reply.answer is None:
        others = tuple(Named(each, f"/search?{urlencode({'q': each})}") for each in reply.suggestions)
        return AnsweredQuestion(text, "", "", (), (), 0, False, "", reply.because, others)
    columns, rows = shown_table(reply.query, reply.answer, language, ROWS)
    asked = text.rstrip("？?。 ")
    return AnsweredQuestion(
        question=text,
        understood=reply.understood,
        page=f"/queries/{reply.query.name}?{urlencode({**reply.values, 'ask': 'yes'})}",
        columns=columns,
        rows=rows,
        total=len(reply.answer),
        truncated=reply.answer.truncated or len(reply.answer) > ROWS,
        empty=f"{word('answer_not_stated', language, question=asked)}{reply.query.empty.in_language(language)}"
        f"{reply.wider.in_language(language) if reply.wider else ''}",
        because="",
        suggestions=(),
    )
