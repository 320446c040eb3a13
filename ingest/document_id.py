"""The id of a document: the same for the same document, on any machine and from any copy of its text."""

import re
import unicodedata
from collections.abc import Sequence

# Brackets around the year as official texts and web copies write them; NFKC has made full-width ones half-width.
_OPEN, _CLOSE = r"[〔\[(【〈<「{]", r"[〕\])】〉>」}]"
_YEAR_IN_BRACKETS = re.compile(rf"(.*?){_OPEN}(\d{{4}})年?{_CLOSE}第?0*(\d+)号?")
_YEAR_IN_WORDS = re.compile(r"(.*?)(\d{4})年第?0*(\d+)号")
_SERIAL_ONLY = re.compile(r"(.*?)第?0*(\d+)号")
_NOT_A_WORD = re.compile(r"[\W_]+")
_NAMES_NO_BODY = re.compile(r"(?:(?:令|公告|通告|决定)-)?\d.*")


def document_id(number: str, title: str, issuers: Sequence[str] = (), sha256: str = "") -> str:
    """Return the id of a document, from its 发文字号 or, without one, from its title and issuers.

    Web copies change brackets, widths and spaces, never the words, so these make no difference. A number that names
    no body (第3号, 公告2018年第3号) is not unique by itself, and the issuers go before it. A document that states
    neither number nor title is named by the SHA-256 of its bytes; ValueError where that is missing too.

    >>> document_id("国发〔2018〕42号", "")
    '国发-2018-42'
    >>> document_id("国发［2018］ 42 号", "国务院关于某事的意见", ("国务院",))
    '国发-2018-42'
    >>> document_id("", "某县创新规划（2021-2025年）", ("某县人民政府",))
    '某县创新规划-2021-2025年-某县人民政府'
    >>> document_id("", "国务院关于某事的意见", ("国务院",))
    '国务院关于某事的意见'
    """
    names = [words(issuer) for issuer in issuers if words(issuer)]
    code = document_number_id(number)
    if code and not _NAMES_NO_BODY.fullmatch(code):
        return code
    title_words = words(title)
    if code and names:
        return "-".join((*names, code))
    if code and title_words:
        return f"{code}-{title_words}"
    if title_words:
        return "-".join((title_words, *(name for name in names if name not in title_words)))
    if sha256:
        return f"sha256-{sha256[:16]}"
    raise ValueError("a document without number and title has no id; give the SHA-256 of its bytes as well")


def document_number_id(number: str) -> str:
    """Return the id that a 发文字号 stands for, "" where it holds no serial number.

    >>> document_number_id("沪府办发（2020）003号")
    '沪府办发-2020-3'
    >>> document_number_id("财政部公告2018年第42号"), document_number_id("国务院令第743号")
    ('财政部公告-2018-42', '国务院令-743')
    >>> document_number_id("〔2018〕3号"), document_number_id("另行印发")
    ('2018-3', '')
    """
    folded = "".join(unicodedata.normalize("NFKC", number).split()).removesuffix("文件").removesuffix("文")
    for pattern in (_YEAR_IN_BRACKETS, _YEAR_IN_WORDS, _SERIAL_ONLY):
        match = pattern.fullmatch(folded)
        if match:
            body, *numbers = match.groups()
            return "-".join(part for part in (words(body), *numbers) if part)
    return ""


def words(text: str) -> str:
    """Return letters, digits and Chinese characters with one hyphen between runs of them.

    >>> words("《关于推进“放管服”改革的 意见（试行）》")
    '关于推进-放管服-改革的意见-试行'
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return _NOT_A_WORD.sub("-", folded).strip("-")
