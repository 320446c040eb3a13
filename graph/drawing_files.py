"""Writing a drawing: as SVG with its text as text, as a page of one file that needs no network, or as PNG."""

import json
from pathlib import Path
from string import Template

from .drawing import FONTS, Drawing, escape
from .drawing_font import ChineseFont
from .projection import NetworkError

#: The largest PNG, in pixels: beyond it, programs that show pictures give up.
MOST_PIXELS = 80_000_000
_ARROW = (
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7"'
    ' markerUnits="userSpaceOnUse" orient="auto"><path fill="#6b7480" d="M0,0 L8,4 L0,8 z"/></marker></defs>'
)


def as_svg(drawing: Drawing, family: str = "") -> str:
    """Return a drawing as SVG; every text in it is text, to be searched, copied and edited.

    >>> print(as_svg(Drawing("图", 10, 10, ("<g/>",)))[:38])
    <svg xmlns="http://www.w3.org/2000/svg
    """
    fonts = f"'{family}',{FONTS}" if family else FONTS
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width}" height="{drawing.height}"'
            f' viewBox="0 0 {drawing.width} {drawing.height}" font-family="{escape(fonts)}" role="group"'
            f' aria-label="{escape(drawing.title)}">',
            _ARROW,
            f'<rect class="paper" width="{drawing.width}" height="{drawing.height}" fill="#fff"/>',
            *drawing.shapes,
            "</svg>\n",
        )
    )


def as_page(drawing: Drawing, lang: str = "zh") -> str:
    """Return a drawing as one HTML file: no other file and no network is needed, so that it can be mailed.

    Whoever clicks a shape, or comes to it by the keyboard, sees what it is, what it is joined to and the quotes.
    """
    data = {
        name: {
            "label": detail.label,
            "facts": detail.facts,
            "links": [[link.to, link.label, link.kind, link.quote, link.document] for link in detail.links],
        }
        for name, detail in drawing.details.items()
    }
    folder = Path(__file__).parent
    words = {name: said[lang == "en"] for name, said in _WORDS.items()}
    return Template((folder / "drawing.html").read_text("utf-8")).substitute(
        {name: escape(said) for name, said in words.items()},
        lang="zh-CN" if lang == "zh" else "en",
        title=escape(drawing.title),
        svg=as_svg(drawing),
        style=(folder / "drawing.css").read_text("utf-8"),
        script=(folder / "drawing.js").read_text("utf-8"),
        data=_json(data),
        words=_json(words),
    )


def as_png(drawing: Drawing, font: ChineseFont, scale: float = 2.0) -> bytes:
    """Return a drawing as PNG, ``scale`` pixels to each of its own, with its text in this font.

    Raise NetworkError where the renderer (the extra ``png``) is not installed, or the picture would be too large.
    """
    if drawing.width * drawing.height * scale * scale > MOST_PIXELS:
        size = f"{drawing.width * scale:,.0f} × {drawing.height * scale:,.0f}"
        raise NetworkError(
            f"图片太大，有 {size} 像素 (too many pixels); 请用 svg 或 html，或用 --nodes 少画一些"
            " (use svg or html, or --nodes)"
        )
    try:
        import resvg_py
    except ImportError:
        raise NetworkError(
            "没有安装 PNG 的绘图库 (the PNG renderer is not installed);"
            " 请运行 (run): pip install 'zhengtu[png]'，或用 svg、html"
        ) from None
    made = resvg_py.svg_to_bytes(
        svg_string=as_svg(drawing, font.family),
        zoom=scale,
        background="#ffffff",
        font_files=[str(font.path)],
        skip_system_fonts=True,
        font_family=font.family,
        sans_serif_family=font.family,
    )
    return bytes(made)


def _json(value: object) -> str:
    """Return JSON that may stand inside a script of HTML: nothing in it can end the script."""
    dumped = json.dumps(value, ensure_ascii=False)
    return dumped.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


_WORDS = {
    "find": ("查找名称", "Find a name"),
    "larger": ("放大", "Larger"),
    "smaller": ("缩小", "Smaller"),
    "fit": ("全图", "Whole picture"),
    "all_names": ("显示全部名称", "Show all names"),
    "hint": (
        "点击图中任一处看原文；方向键在各节点间移动，回车打开，＋－缩放，Esc 关闭。",
        "Click anything to see the words behind it; arrow keys move from one to the next, Enter opens, + and − zoom, "
        "Esc closes.",
    ),
    "links": ("联系与原文", "What it is joined to, with quotes"),
    "none": ("没有找到", "Nothing found"),
    "close": ("关闭", "Close"),
    "no_script": (
        "浏览器没有运行脚本：图可以看，点击无效。",
        "The browser runs no scripts: the picture is there, clicking does nothing.",
    ),
}
