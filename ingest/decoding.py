"""From bytes to text: which encoding a file has, and what was lost on the way.

Chinese government sites and offices still hand out GB18030 (GBK, GB2312) and, for traditional characters, Big5. Neither
has a mark of its own and most bytes of one are valid in the other, so the only witness is whether the result reads as
Chinese: the share of characters that writing is mostly made of. UTF-8 is tried first, since text in another encoding
is almost never valid UTF-8 by chance.
"""

import codecs
import contextlib
import re
from dataclasses import dataclass
from functools import cache

from .problem import Problem, UnreadableSource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office file (docx, xlsx, wps)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls, wps) or one locked with a password"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
)
# Big5 as Windows writes it, then with Hong Kong's additions.
_CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs")
_SAMPLE = 1 << 18  # bytes that are judged, from the first one outside ASCII on
_LOST = "\ufffd"
_MOST_LOST = 0.1  # share of undecodable characters from which a file counts as no text
_LEAST_COMMON = 0.3  # a document scores about 0.85, a list of rare names 0.6, bytes that are no text below 0.1
_CLEAR_LEAD = 0.15
_AS_TEXT = "save its text as a .txt file in UTF-8 and read that"
# Without tab, line and page breaks, and the end-of-file mark 1A that old editors leave.
_CONTROL = bytes((*range(0x09), *range(0x0E, 0x1A), *range(0x1C, 0x20), 0x7F))
# What pages call the encodings, by the widest form of each: a page in "gb2312" holds whatever its program wrote.
_CALLED = dict.fromkeys(("gb2312", "gbk", "gb18030", "gb-2312", "x-gbk", "cp936", "chinese", "csgb2312"), "gb18030")
_CALLED |= dict.fromkeys(("big5", "big-5", "x-x-big5", "cp950"), "cp950") | {"big5-hkscs": "big5hkscs"}
_NAMES = {"gb18030": "GB18030", "cp950": "Big5", "big5hkscs": "Big5-HKSCS"}

# The characters that running text is mostly made of, in simplified and, where it differs, traditional form.
_FREQUENT = frozenset(
    "的一是不了在有人和中大为上国地到以说时要就出会可也对生能而子得于下自之年过发后作里用道行所然家种事成方多经法学如都同"
    "现当没动面起看定天分还进小部其些主样理心本前开但因只从想实日者意无力它与长把机十民第公此已工使情明性知全三又关点正业"
    "外将两高间由问最重并物手应向文体政美相见利二等产或新己制身果加西月话合回特代内信表化老给世位次度任常先海通教原东声提"
    "立及比员解水名真论处走义各入口认条平系气题更别女变四总何电数安少报才结反受目量再建务做接必场件计管期市直资命山金指许"
    "统区保至队社便决治展科司五基书非则界达光放强即设式路记品住告类求程北边该规万取领共确传师观清切院让识带导争运"
    "县镇乡村省府厅局委办项推落责任单位负牵头配印级责通知意见附农业企财税创监督考核完善健促推服务支持供需融投责督标准绿色"
    "為國說時會對過發後裡種經學動還進開從實無與長機關點業將兩間問並應體見產給處員論義條氣題別變總電數報結聲場務計資許統區"
    "隊決達強設記類規萬領確傳師觀讓識帶導爭運縣鎮鄉廳項責單負頭級農財稅創監標準綠門東車專個們來樣當沒麼幾萬億廣華灣臺"
    "，。、；：（）《》“”「」【】〔〕—…％　"
)


@dataclass(frozen=True, slots=True)
class Decoding:
    """The text of a file, the encoding it was read in, and what is doubtful about it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, where: str, declared: str = "") -> Decoding:
    """Decode a file's bytes; ``where`` names the file in problems. Newlines stay as they are, a byte order mark goes.

    ``declared`` is the encoding that a web page names for itself. It is believed where the bytes fit, and after UTF-8:
    programs that save pages in UTF-8 often leave the old name in them.

    Raises UnreadableSource for bytes that are no text: known file formats, control bytes, nothing that reads as
    UTF-8, UTF-16, GB18030 or Big5. What was lost or only guessed is a warning.

    >>> decode("国务院通知".encode("gb18030"), "a.txt").encoding
    'gb18030'
    >>> decode("國務院通知".encode("big5"), "a.txt").text
    '國務院通知'
    """
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise _unreadable(where, f"this is {name}, not text", _AS_TEXT)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, where)
    _check_control_bytes(data, where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        named = _CALLED.get(declared.lower().replace("_", "-"))
        if named:
            with contextlib.suppress(UnreadableSource):
                return _decode_as(data, named, where)
        encoding, doubts = _judge(data, where)
        return _decode_as(data, encoding, where, doubts)
    return Decoding(text, "utf-8", _traces_of_loss(text, where))


def _unreadable(where: str, what: str, advice: str) -> UnreadableSource:
    return UnreadableSource(Problem(where, what, advice, "error"))


def _check_control_bytes(data: bytes, where: str) -> None:
    at = data.find(b"\0")
    if at >= 0:
        what = f"there is a zero byte at byte {at}, as in programs, images and UTF-16 without a byte order mark"
        raise _unreadable(where, what, _AS_TEXT)
    control = len(data) - len(data.translate(None, _CONTROL))
    if control > len(data) // 100:
        raise _unreadable(where, f"{control} of {len(data)} bytes are control codes, so this is no text", _AS_TEXT)


def _decode_as(data: bytes, encoding: str, where: str, doubts: tuple[Problem, ...] = ()) -> Decoding:
    name = _NAMES.get(encoding, encoding.upper())
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        lost, at = text.count(_LOST), error.start
        if lost > _MOST_LOST * len(_beyond_ascii(text)):
            raise _unreadable(where, f"this is no valid {name} (the first fault is at byte {at})", _AS_TEXT) from None
        what = f"{lost} places are no valid {name}, the first at byte {at}; they are read as U+FFFD"
        return Decoding(text, encoding, (*doubts, Problem(where, what, "get a sound copy of the file")))
    if "\0" in text:
        raise _unreadable(where, f"there are zero characters in it, so it is no {name} text", _AS_TEXT)
    return Decoding(text, encoding, (*doubts, *_traces_of_loss(text, where)))


def _judge(data: bytes, where: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the encoding in which the bytes read most like Chinese, with a warning where another comes close."""
    # What precedes is ASCII, so the sample starts on a character; its end may cut one, which the decoder holds back.
    first = re.search(rb"[\x80-\xff]", data)
    start = first.start() if first else 0
    whole = start + _SAMPLE >= len(data)
    sample = data[start : start + _SAMPLE]
    scores = {
        name: commonness(codecs.getincrementaldecoder(name)("replace").decode(sample, final=whole))
        for name in _CANDIDATES
    }
    ranked = sorted(_CANDIDATES, key=lambda name: -scores[name])
    best = ranked[0]
    if scores[best] < _LEAST_COMMON:
        what = "the bytes read as Chinese in none of UTF-8, UTF-16, GB18030 and Big5"
        raise _unreadable(where, what, _AS_TEXT)
    # The two forms of Big5 agree on nearly everything and are no rivals.
    rivals = [name for name in ranked[1:] if not {name, best} <= {"cp950", "big5hkscs"}]
    if rivals and scores[best] - scores[rivals[0]] < _CLEAR_LEAD:
        names = [_NAMES.get(name, name.upper()) for name in (best, rivals[0])]
        what = f"read as {names[0]}, but {names[1]} is nearly as likely for so little text"
        return best, (Problem(where, what, "check the characters; save the file in UTF-8 to be sure"),)
    return best, ()


def commonness(text: str) -> float:
    """Return how much of a text beyond ASCII is in common use: 1 for frequent characters only, below 0 for rubble.

    A frequent character counts 1, one of the first level of GB 2312 or Big5 0.5, a rarer Chinese one 0, anything else
    (kana, box drawing, private use) -0.5, an undecodable place -2. A text in ASCII only gives 0.

    >>> commonness("推进乡村建设"), commonness("铽紞鐗妗堟"), commonness("abc")
    (1.0, 0.0, 0.0)
    """
    beyond = _beyond_ascii(text)
    if not beyond:
        return 0.0
    weights = {character: _weight(character) for character in set(beyond)}
    return sum(map(weights.__getitem__, beyond)) / len(beyond)


def _weight(character: str) -> float:
    if character in _FREQUENT:
        return 1.0
    if character == _LOST:
        return -2.0
    if character in _first_level():
        return 0.5
    return 0.0 if _is_chinese(character) else -0.5


def _is_chinese(character: str) -> bool:
    """Tell whether a character belongs to Chinese writing: Han, its punctuation, full-width forms, dashes, numerals."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\u3000" <= character <= "\u301f"
        or "\uff01" <= character <= "\uff5e"
        or "\u2010" <= character <= "\u203f"
        or "\u2160" <= character <= "\u24ff"
    )


@cache
def _first_level() -> frozenset[str]:
    """Return the everyday characters of both standards: GB 2312 rows 16-55 and Big5 A440-C67E, by their own tables."""
    simplified = b"".join(bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    traditional = b"".join(
        bytes((row, cell)) for row in range(0xA4, 0xC7) for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )
    return frozenset(simplified.decode("gb2312", "ignore") + traditional.decode("cp950", "ignore"))


def _beyond_ascii(text: str) -> str:
    return re.sub(r"[\x00-\x7f]+", "", text)


def _traces_of_loss(text: str, where: str) -> tuple[Problem, ...]:
    """Warn of characters lost before the file was written: U+FFFD, and 锟斤拷, which is U+FFFD read as GBK."""
    lost, twice = text.count(_LOST), text.count("锟斤拷")
    if not lost and not twice:
        return ()
    at = min(position for position in (text.find(_LOST), text.find("锟斤拷")) if position >= 0)
    line = text.count("\n", 0, at) + 1
    what = f"{lost + twice} places were lost before the file was written (U+FFFD or 锟斤拷), the first in line {line}"
    return (Problem(where, what, "get the text from its source again"),)
