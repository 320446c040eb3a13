"""Word files: what a reader of the page sees, in its order; what is left out is counted."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made_documents import docx_of

from zhengtu.ingest.docx_reader import render_docx
from zhengtu.ingest.problem import UnreadableSource

W = nsdecls("w")


def rendered(body: str = "", *, numbering: str = "", styles: str = "") -> tuple[list[str], list[str]]:
    """Return the lines and the problems of a Word file with this WordprocessingML in its body."""
    document: Any = docx.Document()
    for element in parse_xml(f"<w:body {W}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    if numbering:
        part = document.part.numbering_part.element
        part.clear()
        part.extend(list(parse_xml(f"<w:numbering {W}>{numbering}</w:numbering>")))
    if styles:
        document.styles.element.extend(list(parse_xml(f"<w:styles {W}>{styles}</w:styles>")))
    rendering = render_docx(saved(document), "a.docx")
    return rendering.text.splitlines(), [problem.what for problem in rendering.problems]


def saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """Return the file with some parts replaced (a name's / written as __, its . as _dot_), or left out where None."""
    wanted = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = wanted.get(name, old.read(name)) if name in wanted else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def numbered(text: str, list_id: int = 1, level: int = 0) -> str:
    return paragraph(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list_id}'/></w:numPr>")


def level(depth: int, form: str, text: str, rest: str = "") -> str:
    inside = f"<w:start w:val='1'/><w:numFmt w:val='{form}'/>{rest}<w:lvlText w:val='{text}'/>"
    return f"<w:lvl w:ilvl='{depth}'>{inside}</w:lvl>"


def a_list(*levels: str, overrides: str = "") -> str:
    return (
        f"<w:abstractNum w:abstractNumId='7'>{''.join(levels)}</w:abstractNum>"
        f"<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
        f"<w:num w:numId='2'><w:abstractNumId w:val='7'/>{overrides}</w:num>"
    )


def test_paragraphs_and_tables_come_in_the_order_of_the_document() -> None:
    text = "某县方案\n一、修路\n任务 | 单位\n修路 | 县交通局\n二、养路\n"
    assert render_docx(docx_of(text), "a.docx").text == text


def test_merged_cells_keep_columns_in_line_and_boxes_give_their_paragraphs() -> None:
    document: Any = docx.Document()
    table = document.add_table(4, 3)
    for row, cells in zip(table.rows, [["任务", "单位", "时限"], ["修路", "县交通局"], ["养路"], []], strict=True):
        for place, text in zip(row.cells, cells, strict=False):
            place.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(3, 0).merge(table.cell(3, 2)).text = "合计\n共两项"
    box = document.add_table(1, 1).cell(0, 0)
    box.text = "专栏1 重点项目"
    box.add_paragraph("1.修路")
    assert render_docx(saved(document), "a.docx").text.splitlines() == [
        "任务 | 单位 | 时限",
        "修路 | 县交通局 |",
        "养路 | 县交通局 |",
        "合计",
        "共两项",
        "专栏1 重点项目",
        "1.修路",
    ]


def test_numbers_that_word_adds_are_written_out() -> None:
    numbering = a_list(
        level(0, "chineseCounting", "%1、"), level(1, "japaneseCounting", "（%2）"), level(2, "decimal", "%3."),
        level(3, "decimal", "%3.%4"), level(4, "bullet", "\uf06c"),
    )  # fmt: skip
    body = (
        numbered("总体要求") + numbered("指导思想", level=1) + numbered("目标", level=1) + numbered("5G覆盖", level=2)
        + numbered("修路", level=2) + numbered("一期", level=3) + numbered("要点", level=4) + numbered("任务")
        + numbered("道路", level=1) + numbered("架桥", level=2)
    )  # fmt: skip
    lines, problems = rendered(body, numbering=numbering)
    assert lines == [
        "一、总体要求", "（一）指导思想", "（二）目标", "1. 5G覆盖", "2.修路", "2.1　一期", "●要点", "二、任务",
        "（一）道路", "1.架桥",
    ]  # fmt: skip
    assert problems == []


def test_two_lists_of_one_numbering_go_on_unless_one_starts_anew() -> None:
    levels = level(0, "decimal", "%1.")
    body = numbered("甲") + numbered("乙", 2) + numbered("丙", 2)
    assert rendered(body, numbering=a_list(levels))[0] == ["1.甲", "2.乙", "3.丙"]
    anew = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    assert rendered(body, numbering=a_list(levels, overrides=anew))[0] == ["1.甲", "5.乙", "6.丙"]


def test_a_style_brings_its_numbering_along() -> None:
    numbering = a_list(level(0, "chineseCounting", "第%1条", "<w:pStyle w:val='Tiao'/>"))
    styles = (
        "<w:style w:type='paragraph' w:styleId='Tiao'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Kuan'><w:basedOn w:val='Tiao'/></w:style>"
    )
    body = paragraph("总则。", "<w:pStyle w:val='Tiao'/>") + paragraph("附则。", "<w:pStyle w:val='Kuan'/>")
    off = "<w:pStyle w:val='Tiao'/><w:numPr><w:numId w:val='0'/></w:numPr>"
    lines, _ = rendered(body + paragraph("说明。", off), numbering=numbering, styles=styles)
    assert lines == ["第一条　总则。", "第二条　附则。", "说明。"]


def test_numbers_in_a_format_that_is_not_known_are_a_problem() -> None:
    lines, problems = rendered(numbered("甲") + numbered("乙"), numbering=a_list(level(0, "thaiLetters", "%1.")))
    assert lines == ["甲", "乙"]
    assert problems == ["the automatic numbers of 2 paragraphs were left out, their format (thaiLetters) is not known"]


def test_styles_that_are_based_on_each_other_do_not_turn_for_ever() -> None:
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='{a}'><w:basedOn w:val='{b}'/></w:style>" for a, b in ("甲乙", "乙甲")
    )
    assert rendered(paragraph("正文。", "<w:pStyle w:val='甲'/>"), styles=styles)[0] == ["正文。"]


def text_box(text: str) -> str:
    box = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    shape = f"<v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>{box}</v:textbox></v:shape>"
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


@pytest.mark.parametrize(
    ("run", "line", "problem"),
    [
        ("<w:ins w:id='1' w:author='x'><w:r><w:t>新增</w:t></w:r></w:ins>", "正文新增", "1 tracked insertions"),
        ("<w:del w:id='1' w:author='x'><w:r><w:delText>旧</w:delText></w:r></w:del>", "正文", "1 tracked deletions"),
        (text_box("框中文字"), "正文", "1 text boxes were not read"),
        ("<w:r><w:drawing/></w:r>", "正文", "1 pictures were not read"),
        ("<w:r><w:commentReference w:id='1'/></w:r>", "正文", "1 comments were not read"),
        ("<w:r><w:footnoteReference w:id='1'/></w:r>", "正文", "1 footnotes and endnotes were not read"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "正文", "1 pieces of hidden text were not read"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "正文", "1 characters of symbol fonts were left out"),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>", "正文显", ""),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "正文控件", ""),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>点击输入</w:t></w:r></w:sdtContent></w:sdt>",
         "正文", ""),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "正文链接", ""),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "正文3", ""),
        ("<w:r><w:br/><w:t>次行</w:t></w:r>", "正文/次行", ""),
        ("<w:r><w:tab/><w:t>栏</w:t><w:noBreakHyphen/></w:r>", "正文 栏-", ""),
        ("<w:r><w:t> | 竖线</w:t></w:r>", "正文｜竖线", ""),
    ],
)  # fmt: skip
def test_what_a_reader_of_the_page_sees_is_read_and_the_rest_is_counted(run: str, line: str, problem: str) -> None:
    run = run.replace("<w:t>", "<w:t xml:space='preserve'>")
    lines, problems = rendered(f"<w:p><w:r><w:t>正文</w:t></w:r>{run}</w:p>")
    assert "/".join(lines) == line
    assert [what[: len(problem)] for what in problems] == ([problem] if problem else [])


def test_controls_and_insertions_around_whole_blocks_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('控件段落')}<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{paragraph('甲')}</w:tc>"
        f"<w:tc>{paragraph('乙')}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>"
        f"<w:tbl><w:tr><w:trPr><w:del w:id='1' w:author='x'/></w:trPr><w:tc>{paragraph('删')}</w:tc></w:tr></w:tbl>"
    )
    lines, problems = rendered(body)
    assert lines == ["控件段落", "甲 | 乙"]
    assert len(problems) == 1


def test_templates_and_files_with_a_broken_link_are_read() -> None:
    data = docx_of("一、修路。")
    types = zipfile.ZipFile(BytesIO(data)).read("[Content_Types].xml")
    template = changed(data, **{"[Content_Types]_dot_xml": types.replace(b"document.main+xml", b"template.main+xml")})
    assert render_docx(template, "a.docx").text == "一、修路。\n"
    broken = changed(data, word__media__NULL=None, word__theme__theme1_dot_xml=None, word__styles_dot_xml=None)
    assert render_docx(broken, "a.docx").text == "一、修路。\n"


def test_the_strict_variant_of_the_format_is_read() -> None:
    data = docx_of("一、修路。\n任务 | 单位\n修路 | 县交通局")
    document = zipfile.ZipFile(BytesIO(data)).read("word/document.xml")
    strict = document.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    rendering = render_docx(changed(data, word__document_dot_xml=strict), "a.docx")
    assert rendering.text.splitlines() == ["一、修路。", "任务 | 单位", "修路 | 县交通局"]


BOMB = "".join(f'<!ENTITY b{i} "{f"&b{i - 1};" * 10}">' for i in range(1, 12))


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (f'<!DOCTYPE d [<!ENTITY b0 "爆">{BOMB}]><w:document {W}><w:body>&b11;</w:body></w:document>',
         "declares entities"),
        (f'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]><w:document {W}><w:body>&f;</w:body></w:document>',
         "declares entities"),
        (f"<w:document {W}><w:body>", "is damaged"),
        (f"<w:document {W}/>", "lacks a body"),
        (None, "lacks its text"),
    ],
    ids=["bomb", "file", "cut off", "empty", "missing"],
)  # fmt: skip
def test_a_file_without_a_sound_text_is_refused(document: str | None, sentence: str) -> None:
    data = changed(docx_of("一"), word__document_dot_xml=document.encode() if document is not None else None)
    with pytest.raises(UnreadableSource, match=sentence):
        render_docx(data, "a.docx")


def test_tables_within_tables_do_not_multiply_their_text() -> None:
    cell = paragraph("路" * 100)
    for _ in range(40):
        rows = "".join(
            f"<w:tr><w:tc><w:tcPr><w:vMerge w:val='{how}'/></w:tcPr>{inner}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
            for how, inner in (("restart", cell), ("continue", "<w:p/>"))
        )
        cell = f"<w:tbl>{rows}</w:tbl><w:p/>"
    assert sum(map(len, rendered(cell)[0])) < 20_000_000
