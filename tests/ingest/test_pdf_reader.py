"""PDF files: paragraphs over lines and pages, ruled tables, and everything that is no text of the document."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from made_documents import FONT, pdf_of

from zhengtu.ingest.pdf_characters import character_of
from zhengtu.ingest.pdf_edges import edge_lines
from zhengtu.ingest.pdf_layout import lay_out
from zhengtu.ingest.pdf_lines import TextLine, joined, lines_of
from zhengtu.ingest.pdf_page import Glyph, PdfPage, Ruling
from zhengtu.ingest.pdf_reader import render_pdf
from zhengtu.ingest.problem import UnreadableSource

BODY = "统筹推进农村公路建设、管理、养护和运营，改造窄路，消除危桥，" * 4 + "方便群众出行。"
PLAN = "\n".join(
    ["某县农村公路方案", "一、总体要求", *(f"（{number}）第{number}项。{BODY}" for number in "一二三四五六七八九十")]
)  # fmt: skip


def drawn(*pages: Callable[[Any], None], **options: Any) -> bytes:
    """Return a PDF file with pages of 600 by 800 points."""
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont(FONT))
    file = BytesIO()
    canvas = Canvas(file, pagesize=(600, 800), invariant=True, **options)
    for page in pages:
        canvas.setFont(FONT, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def table(canvas: Any) -> None:
    canvas.drawString(60, 500, "一、重点任务")
    for row, cells in enumerate([("任务", "单位"), ("修路", "县交通局"), ("养路", "县财政局")]):
        for column, text in enumerate(cells):
            canvas.drawString(65 + 100 * column, 440 - 30 * row, text)
    for y in (460, 430, 400, 370):
        canvas.line(60, y, 260, y)
    for x in (60, 160, 260):
        canvas.line(x, 460, x, 370)
    canvas.rect(50, 300, 300, 30)
    canvas.drawString(60, 310, "框内文字")


TABLE = ["一、重点任务", "任务 | 单位", "修路 | 县交通局", "养路 | 县财政局", "框内文字"]


def lines(data: bytes) -> list[str]:
    return render_pdf(data, "a.pdf").text.splitlines()


def problems(data: bytes) -> list[str]:
    return [problem.what for problem in render_pdf(data, "a.pdf").problems]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableSource) as caught:
        render_pdf(data, "a.pdf")
    return str(caught.value)


@pytest.mark.parametrize(
    "options", [{}, {"spaced": True}, {"size": 10.5, "head": "县政府文件汇编"}, {"numbered": False}]
)
def test_paragraphs_are_mended_over_lines_and_pages(options: dict[str, Any]) -> None:
    assert lines(pdf_of(PLAN, **options)) == PLAN.splitlines()


def test_pages_begin_where_page_starts_says() -> None:
    rendering = render_pdf(pdf_of(PLAN), "a.pdf")
    assert rendering.page_starts[0] == 0
    assert len(rendering.page_starts) > 2
    # Far into the text, a page begins in the middle of a paragraph: there is no line break at its start.
    assert all("\n" not in rendering.text[start - 1 : start + 1] for start in rendering.page_starts[1:2])
    assert list(rendering.page_starts) == sorted(rendering.page_starts)


def test_page_numbers_and_running_heads_are_left_out_and_counted() -> None:
    data = pdf_of(PLAN, head="县政府文件汇编 第12期")
    pages = len(render_pdf(data, "a.pdf").page_starts)
    assert problems(data) == [f"{2 * pages} lines at the edges of pages (page numbers, running heads) were left out"]


def line(text: str, top: float, left: float = 100) -> TextLine:
    return TextLine(text, left, top, left + 12 * len(text), top + 12, 12, left + 12 * len(text), 12)


@pytest.mark.parametrize(
    ("pages", "left_out"),
    [
        ([["- 1 -"]], [["- 1 -"]]),
        ([["1"], ["2"], ["3"]], [["1"], ["2"], ["3"]]),
        ([["1"]], [["1"]]),
        ([["2022"]], [[]]),
        ([["第 3 页 共 9 页"]], [["第 3 页 共 9 页"]]),
        ([["3/9"]], [["3/9"]]),
        ([["汇编1"], ["汇编2"], ["汇编3"], ["另"]], [["汇编1"], ["汇编2"], ["汇编3"], []]),
        ([["奇"], ["偶"], ["奇"], ["偶"], ["奇"], ["偶"]], [["奇"], ["偶"]] * 3),
        ([["某县人民政府"], ["某县财政局"]], [[], []]),
        ([["5"], ["17"]], [[], []]),
        ([["汇编"], ["汇编"]], [["汇编"], ["汇编"]]),
        ([["附件1"], ["附件2"], ["附件3"]], [[], [], []]),
    ],
)
def test_only_what_counts_or_repeats_at_an_edge_is_no_text(pages: list[list[str]], left_out: list[list[str]]) -> None:
    placed = [[line("正文", 400), *(line(text, 770) for text in page)] for page in pages]
    found = edge_lines(placed, [800.0] * len(pages))
    assert [sorted(each.text for each in page) for page in found] == [sorted(page) for page in left_out]


def test_a_title_that_the_running_head_repeats_is_text() -> None:
    title = replace(line("某县方案", 80), size=22)
    pages = [[title, line("正文", 400)], *([line("某县方案", 30), line("正文", 400)] for _ in range(4))]
    assert edge_lines(pages, [800.0] * 5) == [set(), *({line("某县方案", 30)} for _ in range(4))]


def test_the_same_line_in_the_middle_of_pages_is_text() -> None:
    assert edge_lines([[line("小结", 400)]] * 5, [800.0] * 5) == [set()] * 5


@pytest.mark.parametrize(
    ("shown", "moved", "drawn_at"),
    [
        (0, (0, 0), 0),
        (90, (0, 0), 0),
        (0, (600, 0), 90),
        (90, (600, 0), 90),
        (0, (0, 800), -90),
        (180, (600, 800), 180),
    ],
    ids=["upright", "shown sideways", "drawn sideways", "both", "drawn the other way", "upside down"],
)
def test_a_page_is_read_the_way_its_letters_stand(shown: int, moved: tuple[int, int], drawn_at: int) -> None:
    def page(canvas: Any) -> None:
        canvas.setPageRotation(shown)
        canvas.translate(*moved)
        canvas.rotate(drawn_at)
        table(canvas)

    assert lines(drawn(page)) == TABLE


def test_a_table_inside_a_form_is_found() -> None:
    def page(canvas: Any) -> None:
        canvas.beginForm("form")
        canvas.setFont(FONT, 12)
        table(canvas)
        canvas.endForm()
        canvas.translate(20, 30)
        canvas.doForm("form")

    assert lines(drawn(page)) == TABLE


def test_watermarks_are_left_out_and_counted() -> None:
    def page(canvas: Any) -> None:
        table(canvas)
        canvas.translate(300, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")

    assert lines(drawn(page)) == TABLE
    assert problems(drawn(page)) == ["4 characters of slanted text (watermarks, stamps) were left out"]


def cell_page(words: Sequence[tuple[str, float, float]], across: list[Ruling], down: list[Ruling]) -> PdfPage:
    glyphs = [
        Glyph(letter, left + 10 * index, top, left + 10 * index + 10, top + 10)
        for text, left, top in words
        for index, letter in enumerate(text)
    ]
    return PdfPage(600, 800, tuple(glyphs), tuple(across), tuple(down))


def grid(
    xs: list[float], ys: list[float], gone: frozenset[tuple[str, int, int]] = frozenset()
) -> tuple[list[Ruling], list[Ruling]]:
    """Return the rulings of a grid, one for each side of a place; ``gone`` are sides (kind, line, place) left away."""
    across = [
        Ruling(y, xs[j], xs[j + 1])
        for i, y in enumerate(ys)
        for j in range(len(xs) - 1)
        if ("across", i, j) not in gone
    ]
    down = [
        Ruling(x, ys[i], ys[i + 1]) for j, x in enumerate(xs) for i in range(len(ys) - 1) if ("down", j, i) not in gone
    ]
    return across, down


def test_cells_without_a_line_between_them_are_one() -> None:
    sides = frozenset({("across", 2, 2), ("down", 1, 0), ("down", 2, 0)})
    words = [
        ("一道路", 110, 105),
        ("1", 105, 125),
        ("修路", 155, 125),
        ("县交通局", 205, 135),
        ("2", 105, 145),
        ("养路", 155, 145),
    ]
    page = cell_page(words, *grid([100, 150, 200, 300], [100, 120, 140, 160], sides))
    assert lay_out([page]).text.splitlines() == ["一道路", "1 | 修路 | 县交通局", "2 | 养路 | 县交通局"]


def test_a_table_without_lines_at_its_sides_keeps_its_outer_columns() -> None:
    across = [Ruling(y, 100, 300) for y in (100, 120, 140)]
    words = [("任务", 105, 105), ("单位", 205, 105), ("修路", 105, 125), ("交通局", 205, 125)]
    page = cell_page(words, across, [Ruling(200, 100, 140)])
    assert lay_out([page]).text.splitlines() == ["任务 | 单位", "修路 | 交通局"]


def test_lines_of_a_cell_are_joined_where_they_fill_it_and_parted_where_they_do_not() -> None:
    words = [
        ("推进农村公路", 105, 105), ("建设。", 105, 118), ("县交通局", 205, 105), ("县财政局", 205, 118),
        ("短", 105, 150), ("乙", 205, 150),
    ]  # fmt: skip
    page = cell_page(words, *grid([100, 174, 300], [100, 140, 170]))
    assert lay_out([page]).text.splitlines() == ["推进农村公路建设。 | 县交通局 县财政局", "短 | 乙"]


def part(rows: list[list[str]], top: float) -> PdfPage:
    ys = [top + 20 * index for index in range(len(rows) + 1)]
    words = [(text, 105 + 100 * j, ys[i] + 5) for i, row in enumerate(rows) for j, text in enumerate(row)]
    return cell_page(words, *grid([100, 200, 300, 400], ys))


def test_a_table_goes_on_over_pages_without_its_header() -> None:
    header = ["序号", "任务", "单位"]
    pages = [
        part([header, ["1", "修路。", "甲"]], 700),
        part([header, ["2", "养路。", "乙"]], 50),
        part([header, ["3", "架桥", "丙"]], 50),
    ]
    assert lay_out(pages).text.splitlines() == [
        "序号 | 任务 | 单位",
        "1 | 修路。 | 甲",
        "2 | 养路。 | 乙",
        "3 | 架桥 | 丙",
    ]


def test_a_row_cut_by_the_end_of_a_page_is_mended() -> None:
    pages = [part([["1", "修好农村", "县交通局"]], 700), part([["", "公路", ""], ["2", "养路", "乙"]], 50)]
    layout = lay_out(pages)
    assert layout.text.splitlines() == ["1 | 修好农村公路 | 县交通局", "2 | 养路 | 乙"]
    assert layout.page_starts == (0, layout.text.index("2 |"))


def test_an_empty_first_cell_below_a_finished_row_is_a_row_of_its_own() -> None:
    pages = [part([["1", "修路。", "甲。"]], 700), part([["", "养路", "乙"]], 50)]
    assert lay_out(pages).text.splitlines() == ["1 | 修路。 | 甲。", "| | 养路 | 乙"]


def test_two_tables_with_text_between_them_are_two() -> None:
    second = part([["序号", "任务", "单位"], ["1", "养路", "乙"]], 150)
    between = PdfPage(
        600, 800, (*cell_page([("附表二", 100, 100)], [], []).glyphs, *second.glyphs), second.across, second.down
    )
    text = lay_out([part([["序号", "任务", "单位"], ["1", "修路", "甲"]], 700), between]).text
    assert text.count("序号 | 任务 | 单位") == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("中共中央", 0), (" ", 48), ("国务院", 52)], "中共中央 国务院"),
        ([("到", 0), ("2", 13), ("0", 19), ("2", 25), ("5", 31), ("年", 40)], "到2025年"),
        ([("修", 0), ("路", 26)], "修路"),
        ([("W", 0), ("T", 6), ("O", 12), ("r", 25), ("u", 31)], "WTO ru"),
        ([("县", 0), ("县", 1), ("乡", 12)], "县乡"),
        ([("县", 0), ("县", 12)], "县县"),
    ],
)
def test_letters_of_a_line_are_parted_where_they_stand_apart(words: list[tuple[str, float]], expected: str) -> None:
    glyphs = [
        Glyph(letter, left + index * 12, 0, left + index * 12 + (6 if letter.isascii() else 12), 12)
        for text, left in words
        for index, letter in enumerate(text)
    ]
    assert [each.text for each in lines_of(glyphs)] == [expected]


@pytest.mark.parametrize(
    ("code", "letter"),
    [
        ("⽅", "方"), ("⻋", "车"), ("⺠", "民"), ("\uf900", "豈"), ("ﬁ", "fi"), ("\u00a0", " "), ("\u200b", ""),
        ("\ue000", "\ufffd"), ("县", "县"),
    ],
)  # fmt: skip
def test_radicals_and_ligatures_become_the_letters_that_are_typed(code: str, letter: str) -> None:
    assert character_of(ord(code)) == letter


def test_parts_of_a_broken_line_are_joined_as_they_were() -> None:
    assert joined("到20", "25年") == "到2025年"
    assert joined("Zhengtu is", "a tool") == "Zhengtu is a tool"


def picture(canvas: Any) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (8, 8), 200)), 0, 0, 600, 800)


def test_a_scan_is_refused_and_a_scanned_page_among_others_is_a_problem() -> None:
    assert "only pictures (a scan)" in refusal(drawn(picture, picture))
    assert "hold no text" in refusal(drawn(lambda canvas: None))

    def scanner_name(canvas: Any) -> None:
        picture(canvas)
        canvas.drawString(10, 10, "某某扫描")

    assert "only pictures (a scan)" in refusal(drawn(scanner_name))
    assert problems(drawn(table, picture)) == ["1 pages hold pictures and hardly any text (page 2)"]


def test_a_file_with_a_password_is_refused_and_one_that_only_forbids_copying_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert "locked with a password" in refusal(drawn(table, encrypt=StandardEncryption("geheim", strength=128)))
    open_to_read = StandardEncryption("", ownerPassword="geheim", canCopy=0, strength=128)
    assert lines(drawn(table, encrypt=open_to_read)) == TABLE


def test_a_font_that_does_not_name_its_characters_is_refused() -> None:
    # Codes are the numbers of shapes in the font, and no table says which letters they are.
    content = "BT /F 12 Tf 50 500 Td <" + "03E9" * 40 + "> Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 4 0 R>>>>/Contents 7 0 R>>",
        "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+X/Encoding/Identity-H/DescendantFonts[5 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+X/FontDescriptor 6 0 R/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        "<</Type/FontDescriptor/FontName/ABCDEF+X/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200/StemV 80>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
    ]
    assert "the fonts of 40 of 40 characters do not say which" in refusal(assembled(objects))


def assembled(objects: list[str]) -> bytes:
    """Return a PDF file of these objects, the first of which is its catalogue."""
    data, places = "%PDF-1.4\n", ""
    for number, content in enumerate(objects, 1):
        places += f"{len(data):010} 00000 n \n"
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{places}"
    trailer = f"trailer\n<</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n{len(data)}\n%%EOF\n"
    return (data + table + trailer).encode()


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", pdf_of("一")[:300]])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    assert "damaged" in refusal(data)
