"""Drawings as files: text stays text and cannot become anything else; fonts are found or asked for."""

import json
import re
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from zhengtu.graph import drawing_font
from zhengtu.graph.drawing import Detail, Drawing, Link, behind, cut, lines_of, rect, wide, words
from zhengtu.graph.drawing_files import as_page, as_png, as_svg
from zhengtu.graph.drawing_font import ChineseFont, family_of, find_chinese_font
from zhengtu.graph.projection import NetworkError

HARD = "《规划》“示范”, \"引号\" & <b>'x'</script><script>alert(1)</script>🎉"


def drawing(label: str = HARD, size: int = 200) -> Drawing:
    shapes = (behind("a", label, rect(1, 1, 50, 20, fill="#fff") + words(3, 15, label)),)
    return Drawing(label, size, size, shapes, {"a": Detail(label, (("x", label),), (Link("a", label, label, label),))})


@settings(max_examples=60, deadline=None)
@given(label=st.text(max_size=30))
def test_any_label_is_read_again_from_svg_as_text(label: str) -> None:
    root = etree.fromstring(as_svg(drawing(label)).encode("utf-8", "replace"))
    (text,) = root.iter("{http://www.w3.org/2000/svg}text")
    kept = "".join(
        "\ufffd" if re.match("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", c) else c for c in label
    )
    assert (text.text or "") == kept


def test_a_page_runs_no_script_but_its_own_and_loads_nothing() -> None:
    page = as_page(drawing())
    tree = html.document_fromstring(page)
    scripts = tree.xpath("//script")
    assert [script.get("type") for script in scripts] == ["application/json", "application/json", None]
    assert "alert(1)" not in scripts[2].text
    assert json.loads(scripts[0].text)["a"]["links"][0][3] == HARD
    assert not tree.xpath("//@src | //link | //@onclick | //*[@href]")
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", page))
    assert addresses == {"http://www.w3.org/2000/svg"}


def test_a_page_can_be_in_english() -> None:
    assert "Find a name" in as_page(drawing(), "en")
    assert "查找名称" in as_page(drawing())


def test_a_png_has_the_size_and_the_words() -> None:
    pytest.importorskip("resvg_py")
    image = pytest.importorskip("PIL.Image")
    try:
        font = find_chinese_font()
    except NetworkError:
        pytest.skip("no Chinese font on this machine")
    with_words, without = as_png(drawing("政策"), font, 1.0), as_png(drawing(""), font, 1.0)
    assert struct.unpack(">II", with_words[16:24]) == (200, 200)
    import io

    def dark(png: bytes) -> int:
        return sum(image.open(io.BytesIO(png)).convert("L").histogram()[:100])

    assert dark(with_words) > dark(without) + 50


def test_a_picture_too_large_for_pixels_is_told() -> None:
    with pytest.raises(NetworkError, match="svg or html"):
        as_png(drawing(size=20_000), ChineseFont(Path("x"), "x"), 2.0)


def test_no_font_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(drawing_font, "_candidates", lambda: iter(()))
    with pytest.raises(NetworkError, match="apt install fonts-noto-cjk"):
        find_chinese_font()
    with pytest.raises(NetworkError, match="no such font file"):
        find_chinese_font(tmp_path / "missing.ttf")
    (tmp_path / "a.ttf").write_text("no font", encoding="utf-8")
    with pytest.raises(NetworkError, match="no such font"):
        find_chinese_font(tmp_path / "a.ttf")


def test_a_font_is_found_by_its_name_where_nobody_can_be_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "simhei.ttf").write_bytes(made_font("SimHei"))
    monkeypatch.setattr(drawing_font, "_from_fontconfig", lambda: None)
    monkeypatch.setattr(drawing_font, "_ELSEWHERE", (str(tmp_path),))
    monkeypatch.setattr(drawing_font, "_FOLDERS", {})
    assert find_chinese_font() == ChineseFont(tmp_path / "deep" / "simhei.ttf", "SimHei")


def made_font(family: str) -> bytes:
    """Return a font with nothing but a table of names."""
    name = family.encode("utf-16-be")
    table = struct.pack(">HHH", 0, 1, 18) + struct.pack(">6H", 3, 1, 0x409, 1, len(name), 0) + name
    return b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0) + struct.pack(">4sIII", b"name", 0, 28, len(table)) + table


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=80))
def test_any_bytes_are_a_font_or_none(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.ttf"
    for head in (b"", b"ttcf", b"\0\1\0\0\0\1"):
        path.write_bytes(head + data)
        assert isinstance(family_of(path), str)


@settings(max_examples=60)
@given(text=st.text(alphabet="政策ab，", max_size=40), width=st.integers(30, 200))
def test_text_is_cut_and_broken_to_its_width(text: str, width: int) -> None:
    assert wide(cut(text, width, 12), 12) <= width
    lines = lines_of(text, width, 12)
    assert "".join(lines) == text
    assert all(wide(line, 12) <= width for line in lines)
