"""Numbers as word processors and browsers write them before a heading or an item: 一, 1, Ⅰ, a, ①, 甲."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def format_number(number: int, form: str) -> str | None:
    """Write a number in one of the formats that OOXML names (``w:numFmt``), None for a format that is not known.

    >>> [format_number(12, form) for form in ("decimal", "chineseCounting", "upperRoman", "lowerLetter", "bullet")]
    ['12', '十二', 'XII', 'l', None]
    """
    write = _FORMATS.get(form)
    return write(number) if write else None


def counted(number: int) -> str:
    """Write a number below 10,000 as it is counted, as headings do.

    >>> [counted(n) for n in (3, 10, 21, 100, 105, 110)]
    ['三', '十', '二十一', '一百', '一百零五', '一百一十']
    """
    text = _positional(number, _DIGITS, ("", "十", "百", "千"), "零")
    return text[1:] if 10 <= number < 20 else text


def _positional(number: int, digits: str, units: tuple[str, ...], zero: str) -> str:
    if not 0 < number < 10000:
        return str(number)
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += (zero if gap and text else "") + digits[digit] + units[power]
        gap = digit == 0
    return text


def _formal(number: int) -> str:
    return _positional(number, _FORMAL_DIGITS, ("", "拾", "佰", "仟"), "零")


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    # Word goes on after z with aa, bb, cc.
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 260 else str(number)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(number))


def _stem(number: int) -> str:
    return _STEMS[number - 1] if 0 < number <= len(_STEMS) else str(number)


def _branch(number: int) -> str:
    return _BRANCHES[number - 1] if 0 < number <= len(_BRANCHES) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    # Word names the plain 一、二、三 after several languages, by the version that wrote the file.
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "koreanCounting": counted,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "japaneseLegal": _formal,
    "ideographTraditional": _stem,
    "ideographZodiac": _branch,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
}
