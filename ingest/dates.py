"""Points in time of official prose: 到2025年, 2022年6月底前, “十四五”期间, 年内.

Reading a date is one thing, what it is for another: `Moment.role` tells whether something is due by then, happens
then, or whether the date is only the yardstick of a comparison (比2013年下降) or a beginning (自2018年起).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_MARK = re.compile("[年五月]")
_YEAR_BEFORE = re.compile(r"(?:(?:19|20)[0-9０-９]{2}|二[〇○零Ｏ0][〇○零Ｏ0一二三四五六七八九]{2})\Z")
_MONTH_BEFORE = re.compile(r"(?<![0-9年每])(?:1[0-2]|0?[1-9])\Z")
_BEHIND_YEAR = re.compile(
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-3]?[0-9]日)?|(?:第?(?P<quarter>[一二三四])季度)(?!度))?"
    r"(?P<tail>年?(?:底|末)(?:之?前|以前)?|之?前|以前|之?内|上半年(?:前|底)?|度)?"
)
_BEHIND_MONTH = re.compile(r"(?P<day>[0-3]?[0-9]日)?(?P<tail>底?前|底)")
_THIS_YEAR = re.compile(r"年?(?P<tail>底前|末前|底|内)")
_PLAN_BEFORE = re.compile(r"(?P<quote>[“\"])?(?P<plan>[一二三]?十[一二三四五六七八九]?)\Z")
_BEHIND_PLAN = re.compile(r"[”\"]?(?P<span>期末|末|时期|期间|以来|规划期)")
_BY = ("到", "至", "于", "在", "力争", "争取", "确保", "预计到", "截止")
_YARDSTICK = ("比", "较", "以", "每")
_BEGIN = ("自", "从", "由")
_COUNTED = frozenset("一二两三四五六七八九十半几多当每去往上近")
_DASHES = ("—", "－", "-", "–", "～", "~", "至")
_NO_MONTH = tuple("0123456789年每")
_REACHED = ("截至", "截止", "截至到")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time.

    ``role`` is ``by`` (到2025年, 2022年底前), ``in`` (2021年全面推广, 年内, “十四五”期间), ``base`` (比2013年),
    ``since`` (自2018年起), or ``reached`` (截至2020年底). ``exact`` tells that month, day or 底 is written, so that
    ``iso`` says more than the year. ``begin`` includes 到 or 于.
    """

    begin: int
    end: int
    year: int
    iso: str
    role: str
    exact: bool

    @property
    def written(self) -> str:
        """The year, or the whole date where the text gives one: what a target's deadline shows."""
        return self.iso if self.exact else str(self.year)


@lru_cache(maxsize=1024)  # targets and deadlines are looked for one after the other in the same passages
def find_moments(text: str, begin: int, end: int, year: int = 0) -> tuple[Moment, ...]:
    """Return the points in time of a span; ``year`` is the one that 年内, 今年 or a bare 6月底前 mean, 0 if unknown.

    >>> text = "2023年6月底前出台办法，12月底前完成；到2025年，比2020年提高3%"
    >>> [(m.iso, m.role) for m in find_moments(text, 0, len(text))]
    [('2023-06-30', 'by'), ('2023-12-31', 'by'), ('2025-12-31', 'by'), ('2020-12-31', 'base')]
    """
    moments: list[Moment] = []
    current, seen = year, begin
    for mark in _MARK.finditer(text, begin, end):
        if mark.start() < seen:
            continue
        found = _READERS[mark[0]](text, mark.start(), begin, end, current)
        if found and (iso := _last_day(found.year, found.month, found.day)):
            role, shift = _role(text, found, text[max(begin, found.begin - 4) : found.begin])
            exact = bool(found.month or "底" in found.tail or "末" in found.tail)
            moments.append(Moment(found.begin - shift, found.end, found.year, iso, role, exact))
            seen = found.end
            if found.written:
                current = found.year
    return tuple(moments)


def year_of_plan(ordinal: int) -> int:
    """The last year of a five-year plan: the 14th ends in 2025.

    >>> year_of_plan(14), year_of_plan(13)
    (2025, 2020)
    """
    return 1955 + 5 * ordinal


@dataclass(frozen=True, slots=True)
class _Found:
    """A date as written: month and day are 0 where the text gives none; ``written`` where it gives the year."""

    begin: int
    end: int
    year: int
    month: int = 0
    day: int = 0
    tail: str = ""
    span: str = ""
    written: bool = False


def _read_at_year(text: str, at: int, begin: int, end: int, current: int) -> _Found | None:
    match = _YEAR_BEFORE.search(text, max(begin, at - 4), at)
    if match is None:
        return _read_this_year(text, at, begin, end, current)
    behind = _BEHIND_YEAR.match(text, at + 1, end)
    tail = (behind["tail"] if behind else "") or ""
    stop = behind.end() if behind else at + 1
    if not tail and text[stop : stop + 1] in _DASHES:
        return None  # the first year of a period: the last one counts
    month = int((behind["month"] if behind else None) or 0)
    day = int(((behind["day"] if behind else None) or "0日")[:-1])
    if behind and behind["quarter"]:
        month = "一二三四".index(behind["quarter"]) * 3 + 3
    elif tail.startswith("上半年"):
        month = 6
    return _Found(match.start(), stop, _read_year(match[0]), month, day, tail, written=True)


def _read_this_year(text: str, at: int, begin: int, end: int, current: int) -> _Found | None:
    """年底前, 年内, 今年, 全年, 本年度; not 三年内, which is a time to keep and no date."""
    before = text[at - 1] if at > begin else ""
    behind = _THIS_YEAR.match(text, at + 1, end)
    if not current or before in _COUNTED or before.isdigit():
        return None
    start = at - 1 if before in ("今", "全", "本") else at
    if start == at and behind is None:
        return None
    return _Found(start, behind.end() if behind else at + 1, current, tail=behind["tail"] if behind else "")


def _read_at_month(text: str, at: int, begin: int, end: int, current: int) -> _Found | None:
    """A month without its year (12月底前): that of the date before it."""
    match = _MONTH_BEFORE.search(text, max(begin, at - 2), at)
    behind = _BEHIND_MONTH.match(text, at + 1, end)
    if match is None or behind is None or not current or text[match.start() - 1 : match.start()] in _NO_MONTH:
        return None
    return _Found(
        match.start(), behind.end(), current, int(match[0]), int((behind["day"] or "0日")[:-1]), behind["tail"]
    )


def _read_at_plan(text: str, at: int, begin: int, end: int, current: int) -> _Found | None:
    """“十四五”期间, “十四五”末."""
    match = _PLAN_BEFORE.search(text, max(begin, at - 4), at)
    behind = _BEHIND_PLAN.match(text, at + 1, end)
    if match is None or behind is None:
        return None
    return _Found(match.start(), behind.end(), year_of_plan(_read_plan(match["plan"])), span=behind["span"])


_READERS = {"年": _read_at_year, "月": _read_at_month, "五": _read_at_plan}


def _role(text: str, found: _Found, before: str) -> tuple[str, int]:
    """Return the role and how many characters before the date belong to it."""
    after = text[found.end : found.end + 5]
    for word in _REACHED:
        if before.endswith(word):
            return "reached", len(word)
    if before.endswith(_BEGIN) or after.startswith(("起", "开始", "以来", "后", "以后")) or found.span == "以来":
        return "since", 0
    # 在2020年基础上 and 2020年水平 measure a change.
    if before.endswith(_YARDSTICK) or after.startswith(("基础上", "的基础", "水平", "相比", "增加", "年均")):
        return "base", 0
    ends = any(mark in found.tail for mark in "前底末") or found.span.endswith("末")
    for word in _BY:
        if before.endswith(word):
            return ("by" if word != "在" or ends else "in"), len(word)
    return ("by" if ends else "in"), 0


def _last_day(year: int, month: int, day: int) -> str:
    """The last day of what is written, "" for what is no date (2月30日).

    >>> _last_day(2019, 2, 0), _last_day(2020, 2, 0), _last_day(2022, 0, 0), _last_day(2022, 2, 30)
    ('2019-02-28', '2020-02-29', '2022-12-31', '')
    """
    month = month or 12
    last = monthrange(year, month)[1]
    return date(year, month, day or last).isoformat() if day <= last else ""


_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")


def _read_year(written: str) -> int:
    return int(written.translate(_DIGITS))


def _read_plan(written: str) -> int:
    """Read the number of a five-year plan.

    >>> [_read_plan(plan) for plan in ("十", "十四", "二十一")]
    [10, 14, 21]
    """
    tens, _, ones = written.partition("十")
    units = "一二三四五六七八九"
    return (units.index(tens) + 1 if tens else 1) * 10 + (units.index(ones) + 1 if ones else 0)
