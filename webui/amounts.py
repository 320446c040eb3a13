"""Numbers, comparisons and dates as people write them."""

import re
from decimal import Decimal

from .document_graph import Thing
from .language import word

_COMPARATORS = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than", "=": "equal", "~": "about"}
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def amount(target: Thing, language: str) -> str:
    """Return what a target asks for: 不低于 65%, 年均增长 8%."""
    said = written(target.text("comparator"), target.text("value"), target.text("unit"), target.text("per"), language)
    return changed(target.text("change"), said, language)


def changed(change: str, said: str, language: str) -> str:
    """Return an amount that is a change as such: 增长 不低于 8%."""
    return f"{word(f'change_{change}', language)} {said}" if change in ("increase", "decrease") else said


def written(comparator: str, value: str, unit: str, per: str, language: str) -> str:
    """Return a number with what is said of it.

    >>> written(">=", "65.0", "%", "", "zh"), written("", "18000", "家", "", "en")
    ('不低于 65%', '18,000 家')
    """
    said = word(f"compare_{_COMPARATORS[comparator]}", language) if comparator in _COMPARATORS else ""
    number = chinese_digits(value) if language == "zh" else digits(value)
    gap = " " if unit.isalnum() and number[-1:].isdigit() else ""
    return " ".join(filter(None, (said, f"{number}{gap}{unit}", per and f"/ {per}")))


def chinese_digits(value: str) -> str:
    """Return a large number as Chinese officials write it.

    >>> [chinese_digits(value) for value in ("1200000000000", "20000000000", "18000", "2500", "12345.5")]
    ['1.2万亿', '200亿', '1.8万', '2,500', '12,345.5']
    """
    try:
        number = Decimal(value)
    except ArithmeticError:
        return value
    for size, name in ((1_000_000_000_000, "万亿"), (100_000_000, "亿"), (10_000, "万")):
        if number.is_finite() and number >= size and number % (size // 1000) == 0:
            return f"{digits(str(number / size))}{name}"
    return digits(value)


def digits(value: str) -> str:
    """Return a number with its thousands apart and without needless zeros.

    >>> digits("12000.50"), digits("3"), digits("约")
    ('12,000.5', '3', '约')
    """
    try:
        number = Decimal(value)
    except ArithmeticError:
        return value
    if not number.is_finite():
        return value
    return f"{number:,f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:,f}"


def day(date: str, language: str) -> str:
    """Return a date, a month or a year as it is written.

    >>> day("2022-08-30", "zh"), day("2025-06", "zh"), day("2022-08-30", "en")
    ('2022年8月30日', '2025年6月', '2022-08-30')
    """
    match = _DAY.fullmatch(date)
    if language != "zh" or not match:
        return date
    year, month, number = match.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(number)}日" if number else "")
