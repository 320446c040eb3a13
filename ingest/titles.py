"""Titles of documents in a text: 《…》 with their number, their short form and the titles they stand in a list with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TITLE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]{1,60}》){2,160}?)》")
_YEAR = r"[〔\[【（(［﹝](?:19|20)[0-9]{2}[〕\]】）)］﹞]"
_CODE = (
    rf"[一-鿿]{{1,14}}{_YEAR}\s*(?:第\s*)?[0-9]{{1,5}}\s*号"
    r"|[一-鿿]{2,14}令?第?\s*[0-9一二三四五六七八九十百]{1,5}\s*号令?"
)
_BEHIND = re.compile(
    rf"\s*[（(]\s*(?P<number>{_CODE})?\s*[，,；;、]?\s*"
    r"(?:(?:以下|下文)?(?:简称|称)(?:为|“|：|:)?\s*[《“\"]?(?P<alias>[^《》“”\"（）()，,]{1,20})[》”\"]?)?\s*[）)]"
)
_NUMBER_ONLY = re.compile(rf"{_YEAR}\s*(?:第\s*)?[0-9]{{1,5}}\s*号")
_CODE_BEFORE = re.compile(r"[一-鿿]{1,12}\Z")
_JOIN = re.compile(
    r"\s*(?:、|，|；|和|与|及|以及|或)?\s*(?:(?:国务院(?:办公厅)?|[一-鿿]{1,12}(?:省|市|县|区|部|委|局|办|厅|院|政府|委员会))(?:印发的|发布的|制定的|颁布的)?)?\s*"
)
_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class CitedTitle:
    """A title in the text, without 《》; ``end`` is behind its number, ``alias`` the short form the text gives it."""

    title: str
    number: str
    alias: str
    begin: int
    end: int


def find_titles(text: str) -> tuple[CitedTitle, ...]:
    """Return the titles between 《》 in order.

    >>> text = "根据《甲省条例》（甲发〔2019〕4号，以下简称《条例》）和《关于印发〈乙办法〉的通知》"
    >>> [(t.title, t.number, t.alias) for t in find_titles(text)]
    [('甲省条例', '甲发〔2019〕4号', '条例'), ('关于印发〈乙办法〉的通知', '', '')]
    """
    return tuple(_titles(text))


def _titles(text: str) -> Iterator[CitedTitle]:
    position = text.find("《")
    while position >= 0:
        match = _TITLE.match(text, position)
        if match is None:
            position = text.find("《", position + 1)
            continue
        title = _BREAK.sub("", match["title"]).strip(" \u3000")
        behind = _BEHIND.match(text, match.end())
        number = alias = ""
        end = match.end()
        if behind and (behind["number"] or behind["alias"]):
            number = re.sub(r"\s", "", behind["number"] or "")
            alias, end = (behind["alias"] or "").strip(), behind.end()
        yield CitedTitle(title, number, alias, match.start(), end)
        position = text.find("《", end)


def find_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the document numbers of a text with their spans; the code may hold words before it.

    >>> list(find_numbers("落实甲发〔2019〕4号文件"))
    [('落实甲发〔2019〕4号', 0, 12)]
    """
    for match in _NUMBER_ONLY.finditer(text):
        before = _CODE_BEFORE.search(text, max(0, match.start() - 12), match.start())
        if before:
            yield text[before.start() : match.end()], before.start(), match.end()


def in_lists(text: str, titles: tuple[CitedTitle, ...]) -> Iterator[tuple[CitedTitle, ...]]:
    """Group titles that stand in one list and share what is said before and behind it.

    >>> text = "根据《甲法》、国务院《乙条例》等，落实《丙规划》"
    >>> [[t.title for t in group] for group in in_lists(text, find_titles(text))]
    [['甲法', '乙条例'], ['丙规划']]
    """
    group: list[CitedTitle] = []
    for title in titles:
        if group and not _JOIN.fullmatch(text, group[-1].end, title.begin):
            yield tuple(group)
            group = []
        group.append(title)
    if group:
        yield tuple(group)
