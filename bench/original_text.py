"""A text that copies are made of: cut into sentences, with the places marked where a copy says something of its own.

Cutting needs the dictionary and takes a second for a long text; a copy is then only a walk over the pieces.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import TypeAlias

from renaming import Names, Renaming

from zhengtu.ingest.extraction import extract_text
from zhengtu.ingest.outline import Section
from zhengtu.ontology import Ontology

#: Words as they are, or ("body", "科技部") and the like, which each copy says in its own way.
Token: TypeAlias = str | tuple[str, str]
Sentence: TypeAlias = tuple[Token, ...]
Line: TypeAlias = tuple[Sentence, ...]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCE = re.compile(r"[^。\n]+(?:[。]+[”’」』）)]*\n*|\n+|$)|\n+")
_QUANTITY = r"(?<![\d〔\[第条.—-])\d{1,4}(?=[个家项名%％次所]|人次|万|亿)"
_OPENED, _CLOSED, _SERIAL = r"[〔\[(（【]", r"[〕\])）】]", re.compile(r"\d+")
#: Of the sentences inside paragraphs so many are left out.
_LEFT_OUT = 0.12
#: A line of more sentences than this is a text that lost its line breaks; its headings must keep their order.
_RUN_ON = 12
#: Characters of the head and of the signature that a short copy keeps at most.
_HEAD, _SIGNATURE = 260, 40


@dataclass(frozen=True, slots=True)
class Unit:
    """A section without sections below it: its number, and what may change places with that of its neighbours."""

    number: str
    lines: tuple[Line, ...]


Part: TypeAlias = tuple[Line, ...] | tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """A text in pieces; ``parts`` are runs of lines and groups of sections that may change places."""

    name: str
    parts: tuple[Part, ...]

    def copy(self, names: Renaming, chance: random.Random, size: tuple[int, int] | None = None) -> str:
        """Return a copy with names, numbers and an order of its own; ``size`` bounds its length in characters."""
        lines = list(self._ordered(chance))
        if size:
            lines = _cut(lines, chance.randint(*size))
        return "".join(_said(token, names, chance) for line in lines for s in _varied(line, chance) for token in s)

    def _ordered(self, chance: random.Random) -> Iterator[Line]:
        for part in self.parts:
            bodies = [unit.lines for unit in part if isinstance(unit, Unit)]
            if not bodies:
                yield from (line for line in part if not isinstance(line, Unit))
                continue
            chance.shuffle(bodies)
            for unit, (first, *rest) in zip(part, bodies, strict=True):
                assert isinstance(unit, Unit)
                yield ((unit.number, *first[0]), *first[1:])
                yield from rest


def read_originals(paths: Iterable[Path], ontology: Ontology, names: Names) -> list[Original]:
    """Cut texts into pieces; one without a 文号 gets one, since copies of it could not be told apart."""
    texts, numbers = dict[Path, str](), set[str]()
    for serial, path in enumerate(paths, start=1):
        text = path.read_text("utf-8")
        document = extract_text(text, ontology).document
        number = document.number or f"示发〔2022〕{serial}号"
        if number not in text[:_HEAD]:  # a short copy has the head only
            field = "【发文字号】" if text.lstrip().startswith("【") else ""  # where nothing but fields is read
            place = text.find(document.title) + len(document.title) if document.title in text else 0
            place = text.find("\n", place) + 1 or len(text)
            text = f"{text[:place]}{field}{number}\n{text[place:]}"
        texts[path] = text
        names.number("-".join(_SERIAL.findall(number)[-2:]))
        body, own = re.split(_OPENED, number)[0], _SERIAL.findall(number)[-1]
        numbers.add(rf"(?<={re.escape(body)}){_OPENED}\d{{4}}{_CLOSED}{own}(?=号)")
    return [_cut_up(path.stem, text, ontology, names, "|".join(sorted(numbers))) for path, text in texts.items()]


def _cut_up(name: str, text: str, ontology: Ontology, names: Names, numbers: str) -> Original:
    marked = names.pattern(text, _QUANTITY, numbers, "（示例文本）")

    def lines(words: str) -> tuple[Line, ...]:
        return tuple(
            tuple(tuple(names.tokens(sentence, marked)) for sentence in _SENTENCE.findall(line))
            for line in _LINE.findall(words)
        )

    def part(piece: str | tuple[tuple[str, str], ...]) -> Part:
        return lines(piece) if isinstance(piece, str) else tuple(Unit(number, lines(body)) for number, body in piece)

    return Original(name, tuple(map(part, _parts(text, extract_text(text, ontology).sections))))


def _parts(text: str, sections: Sequence[Section]) -> Iterator[str | tuple[tuple[str, str], ...]]:
    """Yield what stays, as words, and groups of neighbouring sections at the lowest level, as numbers and bodies."""
    parents = {section.parent for section in sections}
    lowest = [s for s in sections if s.id not in parents and s.number and text.startswith(s.number, s.begin)]
    done = 0
    for _, siblings in groupby(lowest, key=lambda section: section.parent):
        group = list(siblings)
        joined = all(one.end == other.begin for one, other in pairwise(group))
        bodies = tuple((s.number, text[s.begin + len(s.number) : s.end]) for s in group)
        if len(group) < 2 or not joined or group[0].begin < done or not all(b.endswith("\n") for _, b in bodies):
            continue
        if done < group[0].begin:
            yield text[done : group[0].begin]
        yield bodies
        done = group[-1].end
    if done < len(text):
        yield text[done:]


def _varied(line: Line, chance: random.Random) -> Line:
    """Leave sentences out and change their order, but neither the first, a heading often, nor the last."""
    if not 4 <= len(line) <= _RUN_ON:
        return line
    kept = [sentence for sentence in line[1:-1] if chance.random() > _LEFT_OUT]
    chance.shuffle(kept)
    return (line[0], *kept, line[-1])


def _cut(lines: Sequence[Line], size: int) -> list[Line]:
    """Return the head of a text, a stretch from its middle and its signature, of about so many characters."""
    sentences = [(number, sentence) for number, line in enumerate(lines) for sentence in line]
    lengths = [sum(map(_length, sentence)) for _, sentence in sentences]
    head, taken = 0, 0
    while head < len(sentences) and taken + lengths[head] <= _HEAD:
        taken += lengths[head]
        head += 1
    tail = len(sentences)
    while tail > head + 1 and sum(lengths[tail - 1 :]) <= _SIGNATURE:
        tail -= 1
    wanted = size - taken - sum(lengths[tail:])
    # The same stretch for the same size would make copies alike, so it begins where the size says.
    begin = head + size % max(1, tail - head)
    while begin > head and sum(lengths[begin:tail]) < wanted:
        begin -= 1
    end = begin
    while end < tail and (wanted > 0 or end == begin):
        wanted -= lengths[end]
        end += 1
    kept = [*sentences[:head], *sentences[begin:end], *sentences[tail:]]
    return [tuple(sentence for _, sentence in line) for _, line in groupby(kept, key=lambda each: each[0])]


def _length(token: Token) -> int:
    return len(token if isinstance(token, str) else token[1])


def _said(token: Token, names: Renaming, chance: random.Random) -> str:
    if isinstance(token, str):
        return token
    kind, words = token
    if kind == "quantity":
        return str(max(2, round(int(words) * chance.uniform(0.5, 1.5))))
    return names.say(kind, words)
