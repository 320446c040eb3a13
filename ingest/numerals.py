"""Numbers of official prose: 3.76万, ２００, 1.2亿多, 三年, 五分之一, 一半, 翻一番, 25—30.

Only the number and its unit are read here; whether something must reach it is decided in `targets`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2}
_SCALE = {"十": 10.0, "百": 100.0, "千": 1000.0, "万": 1e4, "亿": 1e8}
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_ARABIC = r"[0-9０-９][0-9０-９]*(?:,[0-9]{3})*(?:[.．](?!(?:19|20)[0-9]{2}年)[0-9０-９]+)?"
_CHINESE = "[一二两三四五六七八九十百千万亿]"
# Looking for the figures first and for what they belong to afterwards is ten times faster than one pattern for both.
_CHINESE_RUN = re.compile("[一二两三四五六七八九十百千万亿半翻]+")
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit in the text.

    ``value`` is in base units (2.5万 = 25000); shares are per cent (五分之一 = 20 %). ``low`` is the lower end of a
    range (25—30公里), None elsewhere. ``more`` tells that the text adds 多 or 余. ``end`` is after the unit,
    ``number_end`` before it. ``unit`` is "" where none follows. ``chinese`` marks numbers in Chinese characters, which
    more often belong to a word (三农, 一体) than count something.
    """

    value: float
    unit: str
    begin: int
    number_end: int
    end: int
    low: float | None = None
    more: bool = False
    chinese: bool = False


def read_number(written: str) -> float | None:
    """Read a number in Arabic or Chinese figures, or both; None for what is none.

    >>> [read_number(n) for n in ("1,200", "２.5", "3.76万", "二十三", "三千五百", "两万", "二〇二五", "十", "半")]
    [1200.0, 2.5, 37600.0, 23.0, 3500.0, 20000.0, 2025.0, 10.0, 0.5]
    >>> read_number("甲") is None
    True
    """
    plain = written.translate(_WIDE).replace(",", "")
    if plain == "半":
        return 0.5
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([十百千万亿]*)", plain)
    if match:
        value = float(match[1])
        for scale in match[2]:
            value *= _SCALE[scale]
        return _clean(value)
    if not plain or any(c not in _DIGIT and c not in _SCALE for c in plain):
        return None
    if all(c in _DIGIT for c in plain):
        return float("".join(str(_DIGIT[c]) for c in plain))
    return _read_chinese(plain)


def _read_chinese(written: str) -> float:
    total, section, digit = 0.0, 0.0, 0.0
    for character in written:
        if character in _DIGIT:
            digit = float(_DIGIT[character])
            continue
        scale = _SCALE[character]
        if scale < 1e4:
            section += (digit or 1.0) * scale
        else:
            total = (total + section + digit or 1.0) * scale
            section = 0.0
        digit = 0.0
    return total + section + digit


def _clean(value: float) -> float:
    """Undo the binary rest of 3.76 × 10000 = 37599.99…"""
    return round(value, 6)


@dataclass(frozen=True, slots=True)
class QuantityReader:
    """The patterns that find numbers followed by one of the given units."""

    arabic: re.Pattern[str]
    chinese: re.Pattern[str]

    def read(self, text: str, begin: int = 0, end: int | None = None) -> list[Quantity]:
        """Return the quantities of a span in order, without dates, ordinals (第3), codes (5G, PM2.5) and ratios (1∶3).

        >>> reader = quantity_reader(["公里", "个", "亿元"[1:], "年"])
        >>> text = "到2030年新建200多亿元项目，第3批，每25—30公里设一个"
        >>> [(q.value, q.low, q.unit, q.more) for q in reader.read(text)]
        [(20000000000.0, None, '元', True), (30.0, 25.0, '公里', False), (1.0, None, '个', False)]
        """
        stop = len(text) if end is None else end
        found = [*self._arabic(text, begin, stop), *self._chinese(text, begin, stop)]
        found.sort(key=lambda quantity: quantity.begin)
        return found

    def _arabic(self, text: str, begin: int, stop: int) -> Iterator[Quantity]:
        for match in self.arabic.finditer(text, begin, stop):
            start = match.start()
            before = text[start - 1] if start else ""
            after = text[match.end() : match.end() + 1]
            if before and (before in "第前〔[﹝+＋×－-/．.∶∠#№" or (before.isascii() and before.isalnum())):
                continue
            if after and (after in "+＋∶×/／" or (after.isascii() and after.isalnum()) or _is_ratio(text, match.end())):
                continue
            number, unit = match["number"], match["unit"] or ""
            low = None
            if match["high"]:
                low = _clean((read_number(number) or 0.0) * _factor(match["low_scale"] or match["scale"]))
                number = match["high"]
            value = read_number(number)
            if value is None or (unit in ("年", "") and int(value) in _YEARS and not match["scale"] and after != "多"):
                continue
            value = _clean(value * _factor(match["scale"]))
            if low is not None and low >= value:
                continue
            if match["denominator"]:
                value, unit = _clean(value * 100 / float(match["denominator"])), "%"
            more = bool(match["more"] or match["more_after"])
            yield Quantity(value, plain_unit(unit), start, match.end("rest"), match.end(), low, more)

    def _chinese(self, text: str, begin: int, stop: int) -> Iterator[Quantity]:
        seen = begin
        for run in _CHINESE_RUN.finditer(text, begin, stop):
            match = self.chinese.match(text, run.start(), stop) if run.start() >= seen else None
            if match is None:
                continue
            start, seen = match.start(), match.end()
            if start and text[start - 1] in "第前初十百千万亿多余几数0123456789.":
                continue
            if match["half"]:
                yield Quantity(50.0, "%", start, match.end(), match.end(), chinese=True)
            elif match["parts"]:
                whole, part = read_number(match["parts"]), read_number(match["part"])
                if whole and part:
                    yield Quantity(_clean(part * 100 / whole), "%", start, match.end(), match.end(), chinese=True)
            elif match["tenths"]:
                tenths = (read_number(match["tenths"]) or 0.0) * 10
                yield Quantity(tenths, "%", start, match.end(), match.end(), chinese=True)
            elif match["fold"]:
                times = read_number(match["times"] or "一") or 1.0
                yield Quantity(times, "番", start, match.end(), match.end(), chinese=True)
            else:
                value = read_number(match["number"])
                if value is not None:
                    end = match.end("more") if match["more"] else match.end("number")
                    unit = plain_unit(match["unit"])
                    yield Quantity(value, unit, start, end, match.end(), more=bool(match["more"]), chinese=True)


def quantity_reader(units: Iterable[str]) -> QuantityReader:
    """Return a reader for numbers with these units; the longest unit wins (个百分点 before 个)."""
    names = sorted(set(units), key=lambda unit: (-len(unit), unit))
    unit = "|".join(re.escape(name) for name in names)
    # 千 and 百 are scales (5千人) unless they begin a unit (千瓦) or 百分点.
    scale = r"[十百千]?万亿|[十百千]?[万亿]|百(?!分)|千(?![瓦米克伏卡帕赫乏])"
    arabic = (
        rf"(?P<number>{_ARABIC})(?:[%％]?(?P<low_scale>[万亿])?个?(?:[—\-－–～~]+|至)(?P<high>{_ARABIC}))?"
        rf"(?P<rest>(?P<more>[多余])?(?P<scale>{scale})?(?P<more_after>[多余])?"
        rf"(?:[/／](?P<denominator>[2-9]|10)(?![0-9年月]))?)(?P<unit>{unit})?"
    )
    chinese = (
        rf"(?P<half>一半(?!年|天|月|工)|半数)|(?P<parts>{_CHINESE}+)分之(?P<part>{_CHINESE}+)"
        rf"|(?P<tenths>[二三四五六七八九])成(?=以上|左右|以内|[，。；、])|(?P<fold>翻(?P<times>[一两二三])?番)"
        rf"|(?P<number>{_CHINESE}{{1,8}}|半)(?P<more>[多余])?(?P<unit>{unit})"
    )
    return QuantityReader(re.compile(arabic), re.compile(chinese))


def _factor(scale: str | None) -> float:
    value = 1.0
    for character in scale or "":
        value *= _SCALE[character]
    return value


def plain_unit(unit: str) -> str:
    """Drop the measure word before a unit that is a noun itself, and the full-width form of %.

    >>> [plain_unit(u) for u in ("个百分点", "个工作日", "个月", "个", "％")]
    ['百分点', '工作日', '个月', '个', '%']
    """
    if unit == "％":
        return "%"
    return unit[1:] if len(unit) > 2 and unit[0] == "个" else unit


def _is_ratio(text: str, at: int) -> bool:
    """Whether a ratio goes on here (1:3, 2∶1)."""
    return text[at : at + 1] in (":", "：", "∶") and text[at + 1 : at + 2].isdigit()
