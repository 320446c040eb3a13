"""Until when the numbers of a passage are to be reached (目标年份), as the text opens it.

到2025年 at the start of a paragraph governs the sentences behind it, and in a section of goals also the paragraphs
that follow; elsewhere a date in the middle of a paragraph governs only its own sentence. A heading such as
三、2026年重点工作 or the title of a yearly document dates everything below it that has no date of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .dates import Moment, find_moments
from .outline import Outline, Passage, Section

_YEARLY = re.compile(
    r"(?<!\d)(?P<year>20\d\d)年(?:度)?[^\n。；]{0,40}(?:要点|工作安排|重点任务|工作计划|任务清单|考核|实事|工作报告)"
)
_SIGNED = re.compile(r"(?P<year>20\d\d)年\d{1,2}月\d{1,2}日")
_HEAD, _FOOT = 400, 600
_DUE = ("by", "in")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which year a text is about: ``year`` is what 年内 and 今年 mean, ``title_year`` what a yearly title says."""

    year: int
    title_year: int
    sections: Mapping[str, Section]
    headed: Mapping[str, Moment]  # by section id: the date in its heading


def read_calendar(outline: Outline) -> Calendar:
    """Read the year of a text from its headings, its title lines and its signature; 0 where nothing tells it.

    >>> from zhengtu.ingest.outline import Outline
    >>> read_calendar(Outline("2026年乡村振兴工作要点")).title_year
    2026
    """
    text = outline.text
    title = _YEARLY.search(text, 0, _HEAD)
    title_year = int(title["year"]) if title else 0
    signed = _SIGNED.search(text, 0, _HEAD) or _SIGNED.search(text, max(0, len(text) - _FOOT))
    year = title_year or (int(signed["year"]) if signed else 0)
    headed: dict[str, Moment] = {}
    for section in outline.sections:
        if "年" not in section.title and "五" not in section.title:
            continue
        due = [m for m in find_moments(text, section.begin, section.body_begin, year) if m.role in _DUE]
        if due:
            headed[section.id] = due[-1]
    return Calendar(year, title_year, {section.id: section for section in outline.sections}, headed)


def year_of(passage: Passage, calendar: Calendar) -> int:
    """Return the year that 年内 or 今年 means in a passage, 0 if unknown."""
    heading = _headed(passage.section, calendar)
    return heading.year if heading else calendar.year


def inherited(passage: Passage, calendar: Calendar) -> str:
    """Return the year that the headings above a passage, or a yearly title, set for it; "" for none."""
    heading = _headed(passage.section, calendar)
    if heading:
        return heading.written
    return str(calendar.title_year) if calendar.title_year else ""


def belongs_below(section: str, above: str, calendar: Calendar) -> bool:
    """Whether a section is another one or stands below it."""
    while section and section != above:
        section = calendar.sections[section].parent if section in calendar.sections else ""
    return section == above


def _headed(section: str, calendar: Calendar) -> Moment | None:
    while section:
        if section in calendar.headed:
            return calendar.headed[section]
        section = calendar.sections[section].parent if section in calendar.sections else ""
    return None


@dataclass(slots=True)
class Horizon:
    """The date that governs while a text is read from passage to passage."""

    calendar: Calendar
    goal: str = ""
    goal_section: str = ""
    paragraph: str = ""
    sentence: str = ""

    def enter(self, passage: Passage) -> None:
        """Begin a passage: the date of a goals section lives on, that of a paragraph ends."""
        if passage.kind != "goals" or not belongs_below(passage.section, self.goal_section, self.calendar):
            self.goal, self.goal_section = "", passage.section
        self.paragraph = self.goal

    def open_sentence(self) -> None:
        """Begin a sentence of the passage."""
        self.sentence = ""

    def meet(self, moment: Moment, passage: Passage, opens_clause: bool, first_sentence: bool) -> None:
        """Take in a date: where it stands decides how far it reaches."""
        if moment.role not in _DUE:
            return
        self.sentence = moment.written
        if not opens_clause:
            return
        if passage.kind == "goals":
            self.goal = self.paragraph = moment.written
        elif first_sentence:
            self.paragraph = moment.written

    def current(self, passage: Passage) -> str:
        """The deadline of a number here."""
        return self.sentence or self.paragraph or inherited(passage, self.calendar)
