"""Characters as PDF files name them, and the letters that are meant."""

import unicodedata

#: What stands for a character that a font does not name.
LOST = "\ufffd"

# Browsers that print a page name a character by the first code that its font has for the shape, which is often that of
# a radical: ⽅ for 方. Unicode folds the Kangxi radicals, but not the simplified ones below.
_RADICALS = {
    ord(radical): ord(letter)
    for radical, letter in zip(
        "⺁⺇⺌⺎⺓⺝⺟⺠⺧⺩⺬⺮⺯⺶⺼⺽⻁⻃⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "厂几小尢幺月母民牛王示竹糸羊月臼虎西西见角贝足车长长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
}


def character_of(code: int) -> str:
    """Return the letter that a code of a PDF's text stands for, "" for what marks no character.

    Radicals and compatibility forms become the letters that everybody types, as names are looked up letter by letter.

    >>> character_of(ord("⽅")), character_of(ord("⻋")), character_of(0xFB01), character_of(0xE123)
    ('方', '车', 'fi', '\ufffd')
    """
    if code in (0x02, 0xFFFE, 0xAD):  # a hyphen at the end of a line, as pdfium marks it
        return "-"
    if code == 0 or 0xD800 <= code < 0xF900 or code >= 0xF0000 or code == 0xFFFF:
        return LOST
    if code < 0x20 or 0x7F <= code < 0xA0 or 0x200B <= code <= 0x200F or code == 0xFEFF:
        return "" if code != 0x09 else " "
    if code in _RADICALS:
        return chr(_RADICALS[code])
    if 0x2F00 <= code < 0x2FE0 or 0xF900 <= code < 0xFB07:
        return unicodedata.normalize("NFKC", chr(code))
    return " " if code == 0xA0 else chr(code)
