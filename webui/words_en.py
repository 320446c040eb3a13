"""The explorer's words in English; `words_zh` has the same keys."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "site": "Zhengtu",
        "slogan": "How a policy travels and who answers for what, every answer with the words that prove it",
        "skip": "Skip to the content",
        "menu": "Main sections",
        "search": "Search",
        "search_hint": "A document, body, place, programme or any words, such as 安吉县",
        "language": "Language",
        "theme": "Colours",
        "theme_auto": "As the system",
        "theme_light": "Light",
        "theme_dark": "Dark",
        "rows": "{count} rows",
        "home": "Home",
        "samples_note": "Three documents invented for teaching; they are no policy and no basis for anything.",
        "error": "Something went wrong",
        "error_400": "The request is wrong",
        "error_401": "A password is needed",
        "error_403": "Not allowed",
        "error_404": "This page was not found",
        "error_405": "It cannot be asked for in this way",
        "error_413": "Too much was sent",
        "error_414": "The address is too long",
        "error_500": "The server made a mistake",
        "error_503": "The server is busy",
        "error_number": "Error {number}. Tell the number to whoever runs the site; the log has the reason.",
        "error_back": "Go back to the home page, or search above.",
    }
)
