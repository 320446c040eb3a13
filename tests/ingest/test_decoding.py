"""From bytes to text: every encoding that Chinese offices use, and what is no text at all."""

import codecs
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.decoding import commonness, decode
from zhengtu.ingest.problem import UnreadableSource

CORPUS = Path(os.environ.get("ZHENGTU_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
FILES = sorted(CORPUS.rglob("*.txt"))

SIMPLIFIED = "为加强农村公路管理，区交通委要会同有关部门制定办法。\r\n一、总体要求\r\n到2025年基本建成。\r\n"
TRADITIONAL = "為加強農村公路管理，區交通委要會同有關部門制定辦法。\r\n一、總體要求\r\n到2025年基本建成。\r\n"
# What both standards can write, as a hard case: no character tells the scripts apart.
SHARED = "各有限公司全文公告：市民代表大合唱定于本月十三日上午在人民公社大堂"


@pytest.mark.parametrize(
    ("text", "written", "encoding"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "big5", "cp950"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (SHARED, "gb2312", "gb18030"),
        (SHARED, "big5", "cp950"),
        ("plain ASCII", "ascii", "utf-8"),
    ],
)
def test_an_encoding_without_a_mark_is_found(text: str, written: str, encoding: str) -> None:
    decoded = decode(text.encode(written), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.problems) == (text, encoding, ())


@pytest.mark.parametrize(
    ("mark", "written", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
        ("\ufeff".encode("gb18030"), "gb18030", "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_stays_out_of_the_text(mark: bytes, written: str, encoding: str) -> None:
    decoded = decode(mark + SIMPLIFIED.encode(written), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.problems) == (SIMPLIFIED, encoding, ())


@pytest.mark.parametrize(
    "text",
    [
        "关于印发工作方案的通知",
        "责任单位：区财政局",
        "一、总体要求",
        "推进乡村振兴",
        "国务院",
        "三、保障措施",
        "各县、区人民政府：",
    ],
)
def test_a_short_line_is_enough_for_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030"), "a.txt").text == text


@pytest.mark.parametrize(
    "text",
    [
        "關於印發工作方案的通知",
        "責任單位：區財政局",
        "一、總體要求",
        "推進鄉村振興",
        "國務院",
        "三、保障措施",
        "各縣、區人民政府：",
    ],
)
def test_a_short_line_is_enough_for_big5(text: str) -> None:
    assert decode(text.encode("big5"), "a.txt").text == text


@pytest.mark.skipif(not FILES, reason="the corpus is not here; $ZHENGTU_CORPUS names its folder")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:24])
def test_a_real_document_survives_every_encoding_that_can_write_it(path: Path) -> None:
    text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    for encoding in ("utf-8", "gb18030"):
        assert decode(text.encode(encoding), path.name).text == text
    # Simplified text as a whole cannot be written in Big5; its longest lines that can stand for it.
    for line in sorted((line for line in text.splitlines() if _writable(line, "cp950")), key=len)[-3:]:
        if len(line) >= 8 and not line.isascii():
            assert decode(line.encode("cp950"), path.name).text == line
            assert decode(line.encode("gb18030"), path.name).text == line


def _writable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40))
def test_valid_utf_8_is_never_read_as_anything_else(text: str) -> None:
    if text.startswith("\ufeff"):
        text = text[1:]
    if not text.startswith(("%PDF-", "{\\rtf", "GIF8", "Rar!", "\ufeff")):
        decoded = decode(text.encode("utf-8"), "a.txt")
        assert (decoded.text, decoded.encoding) == (text, "utf-8")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0c"])
def test_newlines_and_page_breaks_stay_as_they_are(newline: str) -> None:
    text = f"第一行{newline}第二行{newline}"
    assert decode(text.encode("utf-8"), "a.txt").text == text
    assert decode(text.encode("gb18030"), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "this is a PDF file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "this is a ZIP archive or an Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "this is an old Office file"),
        (b"\x89PNG\r\n\x1a\n\x00", "this is a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "this is a JPEG image"),
        (b"{\\rtf1\\ansi", "this is an RTF file"),
        (b"abc\x00def", "zero byte at byte 3"),
        ("通知\r\n".encode("utf-16-le"), "zero byte"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\x00", "zero characters"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8\x00\xd8", "no valid UTF-16-LE"),
        (bytes(range(1, 9)) * 20, "control codes"),
        ("naïve café, déjà vu à Besançon".encode("latin-1"), "none of UTF-8, UTF-16, GB18030 and Big5"),
        ("Привет, мир! Это не китайский текст.".encode("koi8-r"), "none of UTF-8"),
        (bytes(random.Random(7).choices(range(128, 256), k=4000)), "none of UTF-8"),
    ],
)
def test_what_is_no_chinese_text_is_refused_with_advice(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        decode(data, "a.txt")
    assert message in str(caught.value)
    assert str(caught.value).startswith("a.txt: ")
    assert "save its text as a .txt file in UTF-8" in caught.value.problem.advice
    assert caught.value.problem.severity == "error"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_broken_place_in_a_sound_text_is_a_warning(encoding: str) -> None:
    text = TRADITIONAL if encoding == "big5" else SIMPLIFIED
    decoded = decode(text.encode(encoding) * 3 + b"\xff" + text.encode(encoding), "a.txt")
    assert decoded.text == text * 3 + "\ufffd" + text
    (problem,) = decoded.problems
    assert problem.severity == "warning"
    assert f"the first at byte {len(text.encode(encoding)) * 3}" in problem.what


def test_a_text_cut_in_the_middle_of_a_character_is_still_read() -> None:
    decoded = decode((SIMPLIFIED + "完").encode("utf-8")[:-1], "a.txt")
    assert (decoded.text, decoded.encoding) == (SIMPLIFIED + "\ufffd", "utf-8")
    assert len(decoded.problems) == 1


def test_a_text_that_was_broken_before_it_was_written_is_told() -> None:
    decoded = decode(("第一行\n" + "\ufffd" * 50 + "锟斤拷").encode(), "a.txt")
    (problem,) = decoded.problems
    assert problem.severity == "warning"
    assert "51 places were lost" in problem.what
    assert "in line 2" in problem.what


def test_a_doubtful_guess_is_told() -> None:
    # Four bytes that are two everyday characters in either encoding.
    data = "市文".encode("big5")
    assert commonness(data.decode("gb18030")) < commonness("市文")
    doubtful = next(
        pair
        for pair in (one + other for one in "中文人民市工公司日月火水" for other in "中文人民市工公司日月火水")
        if abs(commonness(pair.encode("gb18030").decode("cp950", "replace")) - commonness(pair)) < 0.15
    )
    assert any("nearly as likely" in problem.what for problem in decode(doubtful.encode("gb18030"), "a").problems)


def test_a_long_ascii_beginning_does_not_hide_the_encoding() -> None:
    data = b"-" * 600_000 + SIMPLIFIED.encode("gb18030")
    assert decode(data, "a.txt").text.endswith(SIMPLIFIED)


def test_a_sample_may_end_inside_a_character() -> None:
    for shift in range(4):
        text = "a" * shift + "县" * 200_001
        decoded = decode(text.encode("gb18030"), "a.txt")
        assert (decoded.text, decoded.problems) == (text, ())
