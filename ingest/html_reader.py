"""Web pages: from HTML to the text of the document in it."""

import re
from typing import TYPE_CHECKING

from .problem import Problem
from .rendering import Rendering, unreadable

if TYPE_CHECKING:
    from lxml import etree

_CHARSET = re.compile(
    rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]+)",
    re.I,
)
_HEAD = 16384  # bytes; browsers look at 1024, but templates put scripts and comments first
_MANY = 0.2  # share of sentences outside the text from which a person should look


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page names for itself, "" where it names none.

    >>> declared_encoding(b'<html><head><meta charset="GB2312">')
    'gb2312'
    """
    match = _CHARSET.search(data, 0, _HEAD)
    return (match[1] or match[2]).decode("ascii").lower() if match else ""


def render_html(text: str, where: str) -> Rendering:
    """Render a page's document, one block (paragraph, heading, item, table row) a line.

    The header facts of government pages (索引号, 发文机关, 成文日期 …) come first, as rows of names and values; then
    the title, where the text lacks it; then the text. Scripts, styles, forms, comments, hidden elements, navigation and
    share buttons are left out, and so are sentences outside of the text's block, which are counted as a problem.
    Entities that a page declares for itself are never expanded, and nothing is fetched.

    Raises UnreadableSource for a page without text of its own (frames, a page that scripts fill) and for one nested
    deeper than the parser goes.

    >>> page = "<html><body><div class='nav'><a href='/'>首页</a></div><h1>某县方案</h1><p>一、修路</p></body></html>"
    >>> render_html(page, "a.html").text
    '某县方案\\n一、修路\\n'
    """
    from .html_content import find_content
    from .html_lines import page_lines

    root = _parse(text, where)
    content = find_content(root, tuple(page_lines(root)))
    rendered = "\n".join(content.lines)
    if not rendered.strip():
        what = "the page holds no text of its own (frames, or a page that scripts fill in the browser)"
        raise unreadable(where, what, "open it in a browser, copy its text into a .txt file and read that")
    problems = []
    if "<!ENTITY" in text[:_HEAD]:
        what = "the page declares entities of its own, which are not expanded"
        problems.append(Problem(where, what, "check the places with &…; in the text"))
    if content.revealed:
        what = "the text is hidden until a script shows it; it was read nevertheless"
        problems.append(Problem(where, what, "compare it with the page in a browser", "info"))
    if content.left_out:
        left_out = sum(map(len, content.left_out))
        what = f"{len(content.left_out)} lines with {left_out} characters stand outside of the text and were left out"
        severity = "warning" if left_out > _MANY * len(rendered) else "info"
        problems.append(Problem(where, f"{what} (the first: {content.left_out[0][:20]}…)", "check the page", severity))
    if content.mostly_links:
        what = "the page is mostly links, as a list of documents is"
        problems.append(Problem(where, what, "name the page of the document itself"))
    return Rendering(f"{rendered}\n", tuple(problems))


def _parse(text: str, where: str) -> "etree._Element":
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise unreadable(where, f"the page cannot be parsed ({_line(error)})", "save it again from a browser") from None
    # Faults of the markup are mended; a fatal one means that the rest of the page was given up.
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    if root is None or fatal:
        why = fatal[0].message if fatal else "no element"
        raise unreadable(where, f"the page cannot be parsed ({_line(why)})", "save it again from a browser")
    return root


def _line(error: object) -> str:
    return " ".join(str(error).split())[:120]
