"""Search: full text with facets, and things by name while typing."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, abort, request

from .answered import AnsweredQuestion, answer_question
from .folding import occurrences
from .language import language_of
from .page import Field, page
from .search_index import Hit, SearchIndex
from .search_items import FACETS
from .search_names import KnownThing
from .site import site_of

blueprint = Blueprint("search", __name__)

SIZE = 20
#: Nobody reads further; every page of results has to be counted out from the first.
LAST_PAGE = 500
_LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``marked`` where it is what was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A result with what was searched for marked in it."""

    pieces: tuple[Piece, ...]
    page: str
    document: str
    place: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A value of a facet with the address that chooses it, or lets go of it."""

    value: str
    label: str
    count: int
    chosen: bool
    page: str


@dataclass(frozen=True, slots=True)
class Facet:
    """What results can be narrowed down by."""

    name: str
    choices: tuple[ShownChoice, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Results of a search; ``things`` are called so, ``hits`` hold the words. ``ready`` is false while indexing.

    ``answer`` is there where a question was typed.
    """

    q: str
    ready: bool
    answer: AnsweredQuestion | None
    things: tuple[KnownThing, ...]
    total: int
    number: int
    pages: int
    hits: tuple[ShownHit, ...]
    facets: tuple[Facet, ...]
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Things whose name begins with or holds what was typed."""

    q: str
    things: tuple[KnownThing, ...]


@page(
    blueprint,
    "/search",
    SearchPage,
    "search.html",
    "Full-text search in titles, tasks, measures and sentences",
    Field("q", "words to find; several must all occur", "科技特派员"),
    *(Field(name, f"only results with this {name}", "", repeated=True) for name in FACETS),
    Field("page", "page of the results, from 1", "1"),
)
def search() -> SearchPage:
    """Search, or show what can be chosen."""
    text = request.args.get("q", "").strip()[:_LONGEST_QUERY]
    chosen = {name: [each for each in request.args.getlist(name) if each][:50] for name in FACETS}
    number = page_number()
    snapshot = site_of().snapshot
    first = number == 1 and not any(chosen.values())
    answer = answer_question(text, snapshot.bounded, language_of(request)) if first else None
    index = snapshot.index.get()
    if index is None:
        return SearchPage(text, False, answer, (), 0, 1, 1, (), (), "", "")
    found = index.search(text, chosen, (number - 1) * SIZE, SIZE)
    pages = min(max(1, -(-found.total // SIZE)), LAST_PAGE)
    things = index.suggest(text, 6) if first else ()
    facets = tuple(
        Facet(
            name,
            tuple(
                ShownChoice(each.value, each.label, each.count, each.chosen, _toggled(text, chosen, name, each.value))
                for each in choices
            ),
        )
        for name, choices in found.choices.items()
        if choices
    )
    return SearchPage(
        q=text,
        ready=True,
        answer=answer,
        things=things,
        total=found.total,
        number=number,
        pages=pages,
        hits=tuple(_shown(hit, text) for hit in found.hits),
        facets=facets,
        previous=_address(text, chosen, number - 1) if number > 1 else "",
        following=_address(text, chosen, number + 1) if number < pages else "",
    )


@page(
    blueprint,
    "/suggest",
    Suggestions,
    "suggest.html",
    "Things by name, while it is being typed",
    Field("q", "the beginning or a part of a name", "安吉"),
)
def suggest() -> Suggestions:
    """Suggest things by name."""
    text = request.args.get("q", "").strip()[:_LONGEST_QUERY]
    index: SearchIndex | None = site_of().snapshot.index.get(1)
    return Suggestions(text, index.suggest(text) if index else ())


def page_number() -> int:
    """Return the page of results that is asked for; 404 where there can be none."""
    said = request.args.get("page", "") or "1"
    if not (said.isascii() and said.isdecimal() and 1 <= int(said[:9]) <= LAST_PAGE):
        abort(404)
    return int(said)


def marked(text: str, terms: str) -> tuple[Piece, ...]:
    """Return a text in pieces, with what was searched for marked.

    >>> [piece.text for piece in marked("支持安吉县探索", "安吉县") if piece.marked]
    ['安吉县']
    """
    marks = [False] * len(text)
    for term in terms.split():
        for begin, end in occurrences(text, term):
            marks[begin:end] = [True] * (end - begin)
    pieces: list[Piece] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marks[place] != marks[start]:
            pieces.append(Piece(text[start:place], marks[start]))
            start = place
    return tuple(pieces)


def _shown(hit: Hit, terms: str) -> ShownHit:
    return ShownHit(marked(hit.text, terms), hit.page, hit.document, hit.place, hit.kinds)


def _toggled(text: str, chosen: dict[str, list[str]], name: str, value: str) -> str:
    own = chosen[name]
    changed = [each for each in own if each != value] if value in own else [*own, value]
    return _address(text, {**chosen, name: changed})


def _address(text: str, chosen: dict[str, list[str]], number: int = 1) -> str:
    values = [("q", text), *((name, value) for name, own in chosen.items() for value in own)]
    return f"/search?{urlencode(values + ([('page', str(number))] if number > 1 else []))}"
