"""Web pages: whatever the template, the document comes out and nothing else."""

from pathlib import Path

import pytest

from zhengtu.ingest.html_reader import declared_encoding, render_html
from zhengtu.ingest.problem import UnreadableSource
from zhengtu.ingest.reading import read_source

TITLE = "某县人民政府关于印发农村公路方案的通知"
TEXT = [
    "各乡镇人民政府，县政府各部门：",
    "为加快补齐农村公路短板，经县政府同意，制定本方案。",
    "一、总体要求",
    "到2025年，全县农村公路优良率达到90%以上，群众出行更加便利。",
    "二、重点任务",
    "（一）修好村道。改造村道120公里，消除危桥。（县交通局牵头，县财政局配合）",
    "某县人民政府",
    "2022年3月1日",
]
PARAGRAPHS = "".join(f"<p>　　{line}</p>\n" for line in TEXT)
FOOT = "<div class='footer'><p>主办：某县人民政府办公室，地址：某路1号，欢迎来访。</p><p>某ICP备12345号</p></div>"
CRUMBS = "<div class='crumb'>您的位置：<a href='/'>首页</a> | <a href='/zw'>政策文件</a></div>"

TEMPLATES = {
    "blocks with a heading of their own": f"""<html><head><title>{TITLE}_某县人民政府</title>
        <script>document.write("<p>脚本里的句子，不是正文。</p>")</script></head><body>
        <div class="header"><ul class="nav"><li><a href="/">首页</a></li></ul></div><div class="wrap">{CRUMBS}
        <h1>{TITLE}</h1><div class="con">{PARAGRAPHS}</div><div class="bdsharebuttonbox">分享到：微信，微博。</div>
        <div><ul><li><a href="/1">一图读懂农村公路方案，三分钟看明白。</a></li></ul></div></div>{FOOT}</body></html>""",
    "a title in the head only": f"""<html><head><meta name="ArticleTitle" content="{TITLE}"></head>
        <body>{CRUMBS}<div class="article-content">{PARAGRAPHS}</div>{FOOT}</body></html>""",
    "a title in a block without a name": f"""<body>{CRUMBS}<div class="x1">{TITLE}</div>
        <div class="x2">{PARAGRAPHS}</div></body>""",
    "lines parted by br": f"""<body><div class="tit">{TITLE}</div><div class="TRS_Editor"><style>p {{}}</style>
        {"<br>".join(TEXT)}</div></body>""",
    "a page laid out with tables": f"""<body><table><tr><td><a href="/">首页</a> |
        <a href="/b">公告</a></td></tr></table>
        <table><tr><td width="200"><table><tr><td><a href="/2">最新文件，关于加强管理的通知</a></td></tr></table></td>
        <td><table><tr><td><font size="5">{TITLE}</font></td></tr>
        <tr><td>{PARAGRAPHS}</td></tr></table></td></tr></table>
        <table><tr><td>版权所有：某县人民政府，建议使用新版浏览器浏览，谢谢。</td></tr></table></body>""",
    "a block for each paragraph": f"""<body><div><div>{TITLE}</div>
        {"".join(f"<div><span>{line[:3]}</span>{line[3:]}</div>" for line in TEXT)}</div></body>""",
    "title, text and signature in blocks side by side": f"""<body><div><div>{TITLE}</div>
        <div>{"".join(f"<p>{line}</p>" for line in TEXT[:-2])}</div>
        <div><p>{TEXT[-2]}</p><p>{TEXT[-1]}</p></div></div></body>""",
    "sentences broken in the source": f"""<body><h1>{TITLE}</h1>
        {"".join("<p>" + line[:5] + chr(10) + "      " + line[5:] + "</p>" for line in TEXT)}</body>""",
    "a page that a script reveals": f"<body><div style='display:none'><h1>{TITLE}</h1>{PARAGRAPHS}</div></body>",
    "hidden pieces and forms": f"""<body><h1>{TITLE}</h1><p hidden>看不见的句子，不是正文。</p>
        <div style="DISPLAY : none">也看不见，不是正文。</div><form><input value="检索">
        <select><option>全部，请选择</option></select><button>搜索</button></form>{PARAGRAPHS}
        <!-- 注释里的句子，不是正文。 --></body>""",
}


def lines(page: str) -> list[str]:
    return render_html(page, "page.html").text.splitlines()


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_the_document_comes_out_of_any_template(template: str) -> None:
    assert lines(template) == [TITLE, *TEXT]


def test_header_facts_come_first_as_rows_of_names_and_values() -> None:
    page = f"""<body><ul><li><b>索 引 号：</b><span>001/2022-1</span></li><li>发文机关：某县人民政府</li>
        <li>成文日期：2022年3月1日</li><li>文　　号：某政发〔2022〕3号</li></ul>
        <div>发布时间：2022-03-08 来源：县交通局 浏览次数：33 【字体：<a href="#">大</a>】</div>
        <h1>{TITLE}</h1><div class="con">{PARAGRAPHS}</div></body>"""
    assert lines(page)[:6] == [
        "索引号： | 001/2022-1",
        "发文机关： | 某县人民政府",
        "成文日期： | 2022年3月1日",
        "文号： | 某政发〔2022〕3号",
        "发布时间： | 2022-03-08 | 来源： | 县交通局",
        TITLE,
    ]


def test_names_and_values_of_a_header_may_stand_on_lines_of_their_own() -> None:
    page = f"""<body><div><h2>标　　题：</h2><p>农村公路方案</p><h2>发文机关：</h2><p>某县人民政府</p></div>
        <dl><dt>索引号</dt><dd>001/2022-1</dd><dt>有效性</dt><dt>文号：</dt><dd>某政发〔2022〕3号</dd></dl>
        <div class="con">{PARAGRAPHS}</div></body>"""
    assert lines(page) == [
        "标题： | 农村公路方案",
        "发文机关： | 某县人民政府",
        "索引号： | 001/2022-1",
        "文号： | 某政发〔2022〕3号",
        *TEXT,
    ]


def test_a_table_of_data_beside_the_text_is_kept_and_one_of_links_or_days_is_not() -> None:
    data = (
        "<table><tr><td>序号</td><td>名称</td><td>分类</td></tr><tr><td>1</td><td>修路</td><td>道路</td></tr></table>"
    )
    days = "<table><tr><td>日</td><td>一</td><td>二</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    links = "".join(
        f"<tr><td><a href='/{i}'>关于第{i}项工作的通知</a></td><td>2022-01-0{i}</td></tr>" for i in range(1, 9)
    )
    page = f"<body><div>{days}<table>{links}</table></div><div class='con'>{PARAGRAPHS}</div>"
    assert lines(f"{page}</body>") == TEXT
    assert lines(f"{page}<div>{data}</div></body>")[-2:] == ["序号 | 名称 | 分类", "1 | 修路 | 道路"]


def test_a_header_table_keeps_its_rows_and_is_not_repeated() -> None:
    header = """<table><tr><td><b>标　　题：</b></td><td colspan="3">农村公路方案</td></tr>
        <tr><td>发文机关</td><td>某县人民政府</td><td>成文日期</td><td>2022年3月1日</td></tr></table>"""
    page = (
        f"<body><div>{header}</div><div class='small-screens'>{header}</div><div class='con'>{PARAGRAPHS}</div></body>"
    )
    assert lines(page) == [
        "标题： | 农村公路方案 | |",
        "发文机关： | 某县人民政府 | 成文日期： | 2022年3月1日",
        *TEXT,
    ]


def test_merged_cells_keep_the_columns_of_a_table_in_line() -> None:
    table = """<table border="1"><caption>任务分工表</caption>
        <tr><th>序 号</th><th>任务</th><th colspan="2">单位</th></tr>
        <tr><td colspan="4"><p>一、道路</p></td></tr>
        <tr><td>1</td><td>修路|架桥</td><td rowspan="2"><p>县交通局</p><p>县财政局</p></td><td></td></tr>
        <tr><td>2</td><td>养路</td><td>县公路站</td></tr><tr><td></td><td>验收</td><td></td><td></td></tr></table>"""
    assert lines(f"<body><p>{TEXT[1]}</p>{table}</body>")[1:] == [
        "任务分工表",
        "序号 | 任务 | 单位 |",
        "一、道路",
        "1 | 修路｜架桥 | 县交通局 县财政局 |",
        "2 | 养路 | 县交通局 县财政局 | 县公路站",
        "| | 验收 | |",
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><td>专栏1 重点项目<p>1.修路</p></td></tr>", ["专栏1 重点项目", "1.修路"]),
        ("<tr><td><p>左一</p><p>左二</p></td><td>右</td></tr>", ["左一", "左二", "右"]),
        ("<tr><td><table><tr><td>任务</td><td>单位</td></tr><tr><td>修路</td><td>县交通局</td></tr></table></td><td>侧栏</td></tr>",
         ["任务 | 单位", "修路 | 县交通局"]),
        (f"<tr><td>一</td><td>二</td></tr><tr><td>{PARAGRAPHS * 4}</td><td>侧栏</td></tr>", TEXT * 4),
        ("<tr><td>甲</td><td>乙</td><td>丙</td></tr>", ["甲 | 乙 | 丙"]),
    ],
    ids=["one column", "one row of blocks", "a table around a table", "the text in one cell", "one row of data"],
)  # fmt: skip
def test_only_tables_of_data_become_rows(table: str, expected: list[str]) -> None:
    assert lines(f"<body><table>{table}</table></body>") == expected


def test_ordered_lists_keep_the_numbers_that_a_browser_shows() -> None:
    page = """<body><ol><li>修路</li><li>养路</li></ol><ol type="a" start="3"><li>架桥</li></ol>
        <ol><li>1.自带编号</li></ol><ol style="list-style: none"><li>不编号</li></ol><ul><li>不排序</li></ul></body>"""
    assert lines(page) == ["1.修路", "2.养路", "c.架桥", "1.自带编号", "不编号", "不排序"]


def test_letters_set_apart_are_closed_up_and_names_side_by_side_are_not() -> None:
    page = "<p>第一章　总　则</p><p>财&nbsp;政&nbsp;部</p><p>中共中央&nbsp;国务院</p>"
    assert lines(page) == ["第一章　总则", "财政部", "中共中央 国务院"]


def test_sentences_left_out_are_counted() -> None:
    aside = "<p>栏目外的一句话，讲的是另一件事情，与本文无关。</p>"
    rendering = render_html(f"<body><div class='TRS_Editor'>{PARAGRAPHS}</div><div>{aside}</div></body>", "a.html")
    assert [(problem.severity, problem.what[:7]) for problem in rendering.problems] == [("info", "1 lines")]
    for place in ("", "class='share'", "hidden"):
        rendering = render_html(
            f"<body><div id='zoom'>{PARAGRAPHS}</div><div {place}>{aside * 2}</div></body>", "a.html"
        )
        assert [problem.severity for problem in rendering.problems] == ["warning"]


def test_a_list_of_links_is_told_from_a_document() -> None:
    page = "".join(f"<li><a href='/{i}'>某县关于第{i}项工作的通知，含附件。</a></li>" for i in range(9))
    assert "mostly links" in render_html(f"<ul>{page}</ul>", "a.html").problems[0].what


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><div id='app'></div><script src='a.js'></script></body></html>",
        "<html><frameset><frame src='a'></frameset>",
    ],
    ids=["filled by scripts", "frames"],
)
def test_a_page_without_text_of_its_own_is_refused(page: str) -> None:
    with pytest.raises(UnreadableSource, match="no text of its own"):
        render_html(page, "a.html")


def test_entities_of_a_page_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    bomb = "".join(f'<!ENTITY b{i} "&b{i - 1};&b{i - 1};&b{i - 1};&b{i - 1};">' for i in range(1, 30))
    declared = f'<!ENTITY b0 "爆炸">{bomb}<!ENTITY file SYSTEM "{secret.as_uri()}">'
    rendering = render_html(f"<!DOCTYPE html [{declared}]><html><body><p>&b29;&file;{TEXT[1]}</p></body>", "a.html")
    assert "爆炸爆炸" not in rendering.text
    assert "机密" not in rendering.text
    assert TEXT[1] in rendering.text
    assert "entities" in rendering.problems[0].what


def test_a_page_nested_too_deep_is_refused_rather_than_cut() -> None:
    with pytest.raises(UnreadableSource, match="cannot be parsed"):
        render_html("<html><body>" + "<div>" * 5000 + "深" + "</div>" * 5000 + "后面的话</body>", "a.html")


def test_bombs_of_merged_cells_stay_small() -> None:
    row = f"<tr><td rowspan='65000' colspan='1000'>{'路' * 500}</td><td>县交通局</td></tr>"
    assert len(render_html(f"<table>{row * 3000}</table>", "a.html").text) < 10_000_000


@pytest.mark.parametrize(
    ("written", "named", "encoding"),
    [
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "", "gb18030"),
        ("big5", "big5", "cp950"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8-sig", "utf-8", "utf-8"),
        ("utf-16", "utf-16", "utf-16-le"),
        ("gb18030", "utf-8", "gb18030"),
        ("gb18030", "unheard-of", "gb18030"),
    ],
)
def test_the_bytes_tell_the_encoding_before_the_page_does(
    tmp_path: Path, written: str, named: str, encoding: str
) -> None:
    text = "國務院關於農村公路的通知" if written == "big5" else "国务院关于农村公路的通知"
    page = (
        f'\r\n\r\n<html><head><meta http-equiv="Content-Type" content="text/html; charset={named}"></head><p>{text}</p>'
    )
    (tmp_path / "a.html").write_bytes(page.encode(written))
    source, problems = read_source(tmp_path / "a.html")
    assert (source.text, source.encoding, problems) == (f"{text}\n", encoding, ())


def test_an_encoding_is_read_from_either_form_of_the_meta_element() -> None:
    assert declared_encoding(b"<META content='text/html; charset=gbk' http-equiv=Content-Type>") == "gbk"
    assert declared_encoding(b'<meta charset="UTF-8">') == "utf-8"
    assert declared_encoding(b'<?xml version="1.0" encoding="GB2312"?>') == "gb2312"
    assert declared_encoding(b"<p>charset=big5</p>") == ""
