"""Points in time of official prose: 到2025年, 2022年6月底前, “十四五”期间, 年内.

Reading a date is one thing, what it is for another: `Moment.role` tells whether something is due by then, happens
then, or whether the date is only the yardstick of a comparison (比2013年下降) or a beginning (自2018年起).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_YEAR = r"(?P<year>(?:19|20)[0-9０-９]{2}|二[〇○零Ｏ0][〇○零Ｏ0一二三四五六七八九]{2})年"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-3]?[0-9]日)?"
_TAIL = r"(?P<tail>年?(?:底|末)(?:之?前|以前)?|之?前|以前|之?内|上半年(?:前|底)?|度)?"
_MOMENT = re.compile(
    rf"{_YEAR}(?:{_MONTH}|(?P<quarter>第?[一二三四]季度)(?!度))?{_TAIL}"
    r"|[“\"]?(?P<plan>[十一二三四五六七八九]{1,2})五[”\"]?(?P<span>期末|末|时期|期间|以来|规划期)"
    r"|(?P<bare_month>1[0-2]|[1-9])月(?P<bare_day>[0-3]?[0-9]日)?(?P<bare_tail>底?前|底)"
    r"|(?P<this>本年度|今年|年)(?:年?(?P<this_end>底前|末前|底|内))"
    r"|(?P<whole>今年|全年)"
)
_BY = ("到", "至", "于", "在", "力争", "争取", "确保", "预计到", "截止")
_YARDSTICK = ("比", "较", "以")
_BEGIN = ("自", "从", "由")
_COUNTED = frozenset("一二两三四五六七八九十半几多")
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


def find_moments(text: str, begin: int, end: int, year: int = 0) -> tuple[Moment, ...]:
    """Return the points in time of a span; ``year`` is the one that 年内, 今年 or a bare 6月底前 mean, 0 if unknown.

    >>> text = "2023年6月底前出台办法，12月底前完成；到2025年，比2020年提高3%"
    >>> [(m.iso, m.role) for m in find_moments(text, 0, len(text))]
    [('2023-06-30', 'by'), ('2023-12-31', 'by'), ('2025-12-31', 'by'), ('2020-12-31', 'base')]
    """
    moments: list[Moment] = []
    current = year
    for match in _MOMENT.finditer(text, begin, end):
        moment = _moment(text, match, begin, current)
        if moment:
            moments.append(moment)
            if match["year"]:
                current = moment.year
    return tuple(moments)


def year_of_plan(ordinal: int) -> int:
    """The last year of a five-year plan: the 14th ends in 2025.

    >>> year_of_plan(14), year_of_plan(13)
    (2025, 2020)
    """
    return 1955 + 5 * ordinal


def _moment(text: str, match: re.Match[str], begin: int, current: int) -> Moment | None:
    start, before = match.start(), text[max(begin, match.start() - 4) : match.start()]
    tail = match["tail"] or match["bare_tail"] or match["this_end"] or ""
    month = day = 0
    if match["year"]:
        year = _read_year(match["year"])
        month, day = int(match["month"] or 0), int((match["day"] or "0")[:-1] or 0)
        if match["quarter"]:
            month = "一二三四".index(match["quarter"][-3]) * 3 + 3
        elif tail.startswith("上半年"):
            month = 6
        if text[match.end() : match.end() + 1] in ("—", "－", "-", "–", "～", "~", "至") and not tail:
            return None  # the first year of a period: the last one counts
    elif match["plan"]:
        ordinal = _read_plan(match["plan"])
        if not ordinal:
            return None
        year = year_of_plan(ordinal)
    elif match["bare_month"]:
        if not current or (start and (text[start - 1].isdigit() or text[start - 1] in "年每")):
            return None
        year, month, day = current, int(match["bare_month"]), int((match["bare_day"] or "0")[:-1] or 0)
    else:
        if not current or before.endswith(("当", "每", "去", "往", "上")) or (start and text[start - 1].isdigit()):
            return None
        if match["this"] == "年" and before[-1:] in _COUNTED:
            return None  # 三年内, 半年内: a time to keep, no date
        year = current
    iso = _last_day(year, month, day)
    if not iso:
        return None
    role, shift = _role(text, match, before, tail)
    exact = bool(month or "底" in tail or "末" in tail)
    return Moment(start - shift, match.end(), year, iso, role, exact)


def _role(text: str, match: re.Match[str], before: str, tail: str) -> tuple[str, int]:
    """Return the role and how many characters before the date belong to it."""
    after = text[match.end() : match.end() + 5]
    for word in _REACHED:
        if before.endswith(word):
            return "reached", len(word)
    if before.endswith(_BEGIN) or after.startswith(("起", "开始", "以来", "后", "以后")) or match["span"] == "以来":
        return "since", 0
    # "在2020年基础上" and "2020年水平" measure a change; "以2025年为期" does not occur with 比 or 较.
    if before.endswith(_YARDSTICK) or after.startswith(("基础上", "的基础", "水平", "相比", "增加", "年均")):
        return "base", 0
    if before.endswith("每"):
        return "base", 0
    for word in _BY:
        if before.endswith(word):
            by = word not in ("在",) or bool(tail)
            return ("by" if by else "in"), len(word)
    ends = any(mark in tail for mark in "前底末") or (match["span"] or "").endswith("末")
    return ("by" if ends else "in"), 0


def _last_day(year: int, month: int, day: int) -> str:
    """The last day of what is written, "" for what is no date (2月30日).

    >>> _last_day(2019, 2, 0), _last_day(2020, 2, 0), _last_day(2022, 0, 0), _last_day(2022, 2, 30)
    ('2019-02-28', '2020-02-29', '2022-12-31', '')
    """
    month = month or 12
    last = monthrange(year, month)[1]
    return date(year, month, day or last).isoformat() if day <= last else ""


def _read_year(written: str) -> int:
    digits = {"〇": "0", "○": "0", "零": "0", "Ｏ": "0"} | {c: str(i) for i, c in enumerate("一二三四五六七八九", 1)}
    return int("".join(digits.get(character, character) for character in written))


def _read_plan(written: str) -> int:
    """十四 → 14; 0 for what is no plan (二五 is no name that texts use with 期间)."""
    tens, _, ones = written.partition("十")
    if "十" not in written:
        return 0
    units = "一二三四五六七八九"
    high = units.index(tens) + 1 if tens in units and tens else 1
    return high * 10 + (units.index(ones) + 1 if ones and ones in units else 0)
