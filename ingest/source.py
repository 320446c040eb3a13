"""The source of a document: the bytes that were read and the text in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read; ``text`` is never rewritten, so that every offset in a record points into it.

    ``page_starts`` holds the offset of each page's first character where the format has pages.
    """

    uri: str
    media_type: str
    sha256: str
    text: str
    encoding: str = "utf-8"
    page_starts: tuple[int, ...] = ()
