"""What a file is, told by its content; a name may say anything."""

import re

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
HTML = "text/html"
XML = "application/xml"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"

_HEAD = 16384  # characters in which a format shows itself
# A PDF may begin with up to a kilobyte of something else, such as the header of a mail.
_PDF = re.compile(rb"(?:\A|[\r\n\x00]|\A\xef\xbb\xbf)%PDF-\d\.\d")
_PDF_WITHIN = 1024
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Atomic groups, since a page of unclosed comments would otherwise be tried in every combination.
_HTML = re.compile(
    r"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|base|style|script|div|table|center|section|article|main|font|"
    r"span|h[1-6]|br|p)(?![\w-])",
    re.I | re.S,
)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\n]*\n)*?---[ \t]*(?:\r?\n|\Z)")
_WEB_ARCHIVE = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?Content-Type:\s*multipart/related", re.I)


def is_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF file.

    >>> is_pdf(b"%PDF-1.7\\n"), is_pdf("格式 %PDF-1.7".encode())
    (True, False)
    """
    return _PDF.search(data, 0, _PDF_WITHIN) is not None


def is_archive(data: bytes) -> bool:
    """Whether bytes are a ZIP archive, which Word files are too."""
    return data.startswith(_ARCHIVES)


def is_web_archive(data: bytes) -> bool:
    """Whether bytes are a web page with its pictures in one file (MHTML), as browsers and old Word versions save it."""
    return data[:1].isalpha() and _WEB_ARCHIVE.match(data, 0, _HEAD) is not None


def media_type_of(text: str) -> str:
    """Tell from its beginning what a text is.

    text/html, application/xml, text/markdown (where it begins with YAML front matter) or text/plain.

    >>> media_type_of("<!DOCTYPE html><title>通知</title>"), media_type_of("---\\ntitle: 通知\\n---\\n正文")
    ('text/html', 'text/markdown')
    """
    head = text[:_HEAD]
    if _HTML.match(head):
        return HTML
    if head.lstrip().startswith("<?xml"):
        return XML
    return MARKDOWN if _FRONT_MATTER.match(head) else PLAIN
