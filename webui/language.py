"""The language and the colours of a page: chosen by the reader, kept in a cookie, else what the browser asks for."""

from collections.abc import Mapping

from flask import Flask, Request, request

from .words_en import WORDS as ENGLISH
from .words_zh import WORDS as CHINESE

LANGUAGES: Mapping[str, Mapping[str, str]] = {"zh": CHINESE, "en": ENGLISH}
THEMES = ("auto", "light", "dark")


def language_of(request: Request) -> str:
    """Return ``zh`` or ``en``: what the address says (``?lang=en``), else the cookie, else the browser."""
    for said in (request.args.get("lang", ""), request.cookies.get("lang", "")):
        if said in LANGUAGES:
            return said
    # Sorted by the browser's own preference; zh-Hans-CN and en-GB count as zh and en.
    for said, _ in request.accept_languages:
        language = str(said).split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "zh"


def theme_of(request: Request) -> str:
    """Return ``light`` or ``dark`` where the reader chose one, else ``auto``, which follows the browser."""
    said = request.args.get("theme", "") or request.cookies.get("theme", "")
    return said if said in THEMES else "auto"


def word(key: str, language: str, **values: object) -> str:
    """Return the words of a key in a language; a key that is missing shows itself, which the tests find.

    >>> word("search", "zh"), word("rows", "en", count=3)
    ('搜索', '3 rows')
    """
    return LANGUAGES[language].get(key, key).format(**values) if values else LANGUAGES[language].get(key, key)


def use_languages(app: Flask) -> None:
    """Give the templates ``t`` (the words of a key), ``words`` (all of them), ``lang`` and ``theme``."""

    @app.context_processor
    def words() -> dict[str, object]:
        language = language_of(request)
        return {
            "lang": language,
            "theme": theme_of(request),
            "words": LANGUAGES[language],
            "t": lambda key, **values: word(key, language, **values),
        }
