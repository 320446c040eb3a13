"""The question as it is compared: folded like the names of the store, with the way back to what was typed."""

import re
import unicodedata
from dataclasses import dataclass

from .known_name import fold

#: Marks that end or divide; they say nothing by themselves.
MARKS = frozenset(",.?!;:、。…~—-()[]/")
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)*)》")
_QUOTED = re.compile(r"[“「]([^“”「」]{2,20})[”」]")
_PASSAGE = re.compile(r"[^\s：:，,“”\"]+#char=\d+,\d+")

#: Longer questions are not read: nobody asks in so many words, and the time grows with them.
LONGEST = 150
_LONGEST_TYPED = 20_000
# Control characters and the like come along when a question is pasted; nobody sees them.
_UNSEEN = ("Cc", "Cf", "Cs")


@dataclass(frozen=True, slots=True)
class AskedText:
    """A question: as it was typed, folded, and for each folded character its place in what was typed.

    ``titles``, ``passages`` and ``quoted`` are stretches of the folded text that were marked as such: between 《 and
    》, written as an address of a passage, or put in quotation marks.
    """

    typed: str
    text: str
    places: tuple[int, ...]
    titles: tuple[tuple[int, int], ...] = ()
    passages: tuple[tuple[int, int], ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()

    def surface(self, begin: int, end: int) -> str:
        """Return what was typed for a stretch of the folded text."""
        if begin >= end:
            return ""
        typed = "".join(filter(_is_seen, self.typed[self.places[begin] : self.places[end - 1] + 1]))
        # Quotation marks are folded away, so one at the edge is left outside: “十四五”规划.
        return f"“{typed}" if typed.count("”") > typed.count("“") else typed


def read_question(typed: str) -> AskedText:
    """Fold a question and note the stretches that are marked as titles or passages.

    >>> asked = read_question("《国发［２０１８］42号》 有哪些目标？")
    >>> asked.text, asked.surface(*asked.titles[0])
    ('国发[2018]42号有哪些目标?', '国发［２０１８］42号')
    """
    typed = typed[:_LONGEST_TYPED]
    folded: list[str] = []
    places: list[int] = []
    starts: list[int] = []
    for place, character in enumerate(typed):
        starts.append(len(folded))
        for each in fold(character) if _is_seen(character) else "":
            folded.append(each)
            places.append(place)
    starts.append(len(folded))
    if len(folded) > LONGEST:
        return AskedText(typed, "".join(folded), tuple(places))

    def stretches(pattern: re.Pattern[str], group: int) -> tuple[tuple[int, int], ...]:
        found = ((starts[match.start(group)], starts[match.end(group)]) for match in pattern.finditer(typed))
        return tuple((begin, end) for begin, end in found if begin < end)

    marked = (stretches(_TITLE, 1), stretches(_PASSAGE, 0), stretches(_QUOTED, 1))
    return AskedText(typed, "".join(folded), tuple(places), *marked)


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN
