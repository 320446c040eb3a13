"""Addresses of pages: every thing has one that follows from its IRI, and the other way round."""

from urllib.parse import quote

from ..graph.terms import ZTV

#: Folders below the base (or below the vocabularies) whose things have a page.
FOLDERS = ("document", "agency", "programme", "division", "division-set", "actor-group")
_SAFE = "/:@!$&()*+,;=~-._"


def address_of(iri: str, base: str) -> str:
    """Return the page of a thing, "" where it has none.

    A passage (``D#char=120,148``) is a place on the page of its document.

    >>> base = "https://w3id.org/zhengtu/id/"
    >>> address_of(base + "agency/most", base), address_of(base + "document/A%2FB#char=3,9", base)
    ('/agency/most', '/document/A%252FB?begin=3&end=9#here')
    >>> address_of(base + "document/国发-1/task/t5", base)
    '/document/%E5%9B%BD%E5%8F%91-1/task/t5'
    """
    for start in (base, ZTV):
        if iri.startswith(start):
            rest, mark, passage = iri.removeprefix(start).partition("#char=")
            folder, slash, key = rest.partition("/")
            if folder not in FOLDERS or not slash or not key:
                return ""
            begin, comma, end = passage.partition(",")
            place = f"?begin={begin}&end={end}#here" if mark and comma else ""
            return f"/{quote(rest, safe=_SAFE)}{place}"
    return ""


def iris_at(folder: str, key: str, base: str) -> tuple[str, ...]:
    """Return the IRIs that the page at ``/folder/key`` may be about.

    >>> iris_at("programme", "xctd", "https://example.org/id/")
    ('https://example.org/id/programme/xctd', 'https://w3id.org/zhengtu/voc/programme/xctd')
    """
    return (f"{base}{folder}/{key}", f"{ZTV}{folder}/{key}")
