"""Passages: the stretches of a text that prove a statement, and the sentences that name things."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ..ingest.outline import Section, Task

# A closing quote or bracket after the full stop still belongs to its sentence.
# Marks and line breaks are told apart behind the first one, so that the regex engine can skip ahead to the next.
_SENTENCE_END = re.compile(r"[。！？!?\r\n](?:(?<=[\r\n])[\r\n]*|(?<![\r\n])[。！？!?]*[”’」』）)】》〉\"']*)")


class Sentences:
    """Where the sentences of a text begin, asked for many times per text.

    A line break ends a sentence as well, since headings and table rows carry no full stop, and so does each of
    ``borders``: in texts that lost their line breaks a task begins where the brackets of the one before it close, and a
    sentence across both would belong to neither.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str, borders: Iterable[int] = ()) -> None:
        self._text = text
        self._starts = sorted({0, *(match.end() for match in _SENTENCE_END.finditer(text)), *borders})

    def around(self, begin: int, end: int) -> tuple[int, int]:
        """Return the span of the sentence that holds a span, without the white space around it.

        >>> text = "一、目标\\n到2025年建成。支持科技部工作。"
        >>> begin, end = Sentences(text).around(15, 18)
        >>> text[begin:end]
        '支持科技部工作。'
        """
        first = self._starts[bisect_right(self._starts, begin) - 1]
        following = bisect_right(self._starts, max(begin, end - 1))
        last = self._starts[following] if following < len(self._starts) else len(self._text)
        return trim(self._text, first, last)


class Provisions:
    """Which task, or else which section, a place in the text belongs to: the smallest one that holds it."""

    __slots__ = ("_sections", "_task_ids", "_tasks")

    def __init__(self, tasks: Sequence[Task], sections: Sequence[Section]) -> None:
        self._tasks = _Cover((task.begin, task.end, task.id) for task in tasks)
        self._sections = _Cover((section.begin, section.end, section.id) for section in sections)
        self._task_ids = frozenset(task.id for task in tasks)

    def is_task(self, name: str) -> bool:
        """Whether this is the id of a task."""
        return name in self._task_ids

    def borders(self) -> frozenset[int]:
        """Return the places where a task or section begins or ends."""
        return frozenset((*self._tasks.borders, *self._sections.borders))

    def task(self, place: int) -> str:
        """Return the id of the smallest task that holds a place, "" outside all of them."""
        return self._tasks.smallest(place)

    def section(self, place: int) -> str:
        """Return the id of the smallest section that holds a place, "" outside all of them."""
        return self._sections.smallest(place)


class _Cover:
    """Named spans, some inside others, asked for each finding of a text which of them is the smallest around it."""

    __slots__ = ("_names", "borders")

    def __init__(self, spans: Iterable[tuple[int, int, str]]) -> None:
        by_length = sorted((end - begin, begin, end, name) for begin, end, name in spans)
        self.borders = sorted({place for _, begin, end, _ in by_length for place in (begin, end)})
        stretch = {place: number for number, place in enumerate(self.borders, start=1)}
        # The name of each stretch between two borders: the smaller spans are written over the larger ones.
        self._names = [""] * (len(self.borders) + 1)
        for _, begin, end, name in reversed(by_length):
            self._names[stretch[begin] : stretch[end]] = [name] * (stretch[end] - stretch[begin])

    def smallest(self, place: int) -> str:
        return self._names[bisect_right(self.borders, place)]


def trim(text: str, begin: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends; one of white space alone becomes empty."""
    words = text[begin:end].strip()
    if not words:
        return begin, begin
    first = text.index(words[0], begin)
    return first, first + len(words)
