"""The words by which a task is recognised in another document: content words, weighted by how rare they are there."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from ..ingest.segmentation import segment
from .document_tasks import TaskText

#: A title says what a task is about, so its words count so often more than those of the text below it.
TITLE = 2.0
#: A heading says it of several tasks at once; it tells the field where a lower document uses names of its own.
HEADING = 1.0
#: 提升, 深化, 建设 stand in every plan, and what is done differs by level; what two levels share are things.
VERB = 0.35
#: A long word also counts through its parts, since 科学普及 is cut 科学|普及 but 科学知识 and 科普活动 are not.
PART = 0.5

_EMPTY_TAGS = frozenset("xmqtpcudrfezoy")  # marks, numbers, measures, times, prepositions, adverbs …
_VERB_TAGS = frozenset(("v", "a", "vi"))
_CONTENT = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{2}|\d[A-Za-z]")
# Nouns that head any phrase of official writing: 提升服务水平 and 提高技术水平 are not about the same thing.
_COLOURLESS = frozenset(
    re.findall(
        r"\w+",
        "工作 体系 水平 能力 机制 力度 制度 建设 推进 加强 推动 提升 提高 完善 深化 支持 "
        "鼓励 引导 开展 实施 促进 发展 健全 建立 强化 加快 加大 落实 组织 重点 有关 相关 "
        "方面 情况 条件 地区 单位 部门 问题 主要 任务 目标 措施 保障 ",
    )
)
_COLOURLESS_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its weight there: how often it stands, less for verbs and for parts of longer words."""

    text: str
    weight: float
    part: bool = False


def content_words(text: str) -> tuple[Word, ...]:
    """Return the content words of a text in the order of their first appearance.

    >>> [(word.text, word.weight) for word in content_words("加强县域科技推广，到2025年见效。") if not word.part]
    [('加强', 0.175), ('县域', 1.0), ('科技推广', 1.0), ('见效', 0.35)]
    """
    found: dict[str, float] = {}
    parts: dict[str, float] = {}
    for token in segment(text):
        word = text[token.begin : token.end]
        if (token.tag[:1] in _EMPTY_TAGS and token.tag not in _VERB_TAGS) or not _CONTENT.search(word):
            continue
        weight = VERB if token.tag in _VERB_TAGS else 1.0
        weight *= _COLOURLESS_WEIGHT if word in _COLOURLESS else 1.0
        found[word] = found.get(word, 0.0) + weight
        if len(word) > 2 and not word.isascii():
            for start in range(len(word) - 1):
                part = word[start : start + 2]
                parts[part] = parts.get(part, 0.0) + weight * PART
    whole = [Word(text, weight) for text, weight in found.items()]
    return (*whole, *(Word(text, weight, True) for text, weight in parts.items()))


@dataclass(frozen=True, slots=True)
class Profile:
    """What a task is about: its words, each with a weight; the squares of the weights sum to 1.

    ``title`` are the words of its title, ``own`` those of title and text, without the heading above; ``whole`` are its
    own words that are no mere parts of others, so that they can be shown.
    """

    weights: Mapping[str, float]
    title: frozenset[str]
    own: frozenset[str]
    whole: frozenset[str]

    def likeness(self, other: "Profile") -> float:
        """Return the cosine of the two: 0 nothing in common, 1 the same words."""
        one, two = sorted((self.weights, other.weights), key=len)
        return sum(weight * two[word] for word, weight in one.items() if word in two)

    def breadth(self, other: "Profile") -> float:
        """Return how much of this task the other has, from 0 to 1: the share of its weight that lies in common words.

        Unlike the likeness it is not the same both ways: a long task may have all of a short one.
        """
        squares = {word: self.weights[word] ** 2 for word in self.own}
        common = sum(square for word, square in squares.items() if word in other.own)
        return common / (sum(squares.values()) or 1.0)

    def shared(self, other: "Profile") -> tuple[str, ...]:
        """Return the words that both have, those first that make them alike the most.

        A word of one that is part of a word of the other (培训 in 技能培训) is told too, but not beside a longer one.
        """
        common = [word for word in self.own & other.own if word in self.whole or word in other.whole]
        common.sort(key=lambda word: (-self.weights[word] * other.weights[word], word))
        return tuple(word for word in common if not any(word in longer and word != longer for longer in common))


def task_profiles(tasks: Iterable[TaskText]) -> tuple[Profile, ...]:
    """Return the profiles of tasks, in their order; a word is the rarer, and the heavier, the fewer of them have it.

    The names of the bodies that are responsible count like all words: leaving them out, which looks cleaner, found
    fewer of the pairs that a reader sees, since 县农业农村局 tells the field where the county's words are its own.
    """
    counted: list[tuple[dict[str, float], tuple[Word, ...], tuple[Word, ...]]] = []
    spread: Counter[str] = Counter()
    for task in tasks:
        title = content_words(task.title)
        body = content_words("\n".join(sentence.text for sentence in task.sentences))
        heading = content_words(task.headings[0]) if task.headings else ()
        weights: dict[str, float] = {}
        for words, factor in ((title, TITLE), (body, 1.0), (heading, HEADING)):
            for word in words:
                weights[word.text] = weights.get(word.text, 0.0) + factor * word.weight
        spread.update({word.text for word in (*title, *body)})
        counted.append((weights, title, (*title, *body)))
    number = len(counted)
    profiles: list[Profile] = []
    for weights, title, own in counted:
        rated = {word: sqrt(weight) * log((number + 1) / (spread[word] + 0.5)) for word, weight in weights.items()}
        length = sqrt(sum(weight * weight for weight in rated.values())) or 1.0
        profiles.append(
            Profile(
                {word: weight / length for word, weight in rated.items()},
                frozenset(word.text for word in title),
                frozenset(word.text for word in own),
                frozenset(word.text for word in own if not word.part),
            )
        )
    return tuple(profiles)
