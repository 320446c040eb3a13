"""Language and colours, kept in a cookie: a form with buttons, so that it works without JavaScript."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from .language import LANGUAGES, THEMES

blueprint = Blueprint("preferences", __name__)

_YEAR = 365 * 24 * 3600


@blueprint.post("/preferences")
def keep() -> Response:
    """Keep what the reader chose and go back to where it was chosen."""
    answer = redirect(local(request.form.get("back", "")), 303)
    for name, known in (("lang", tuple(LANGUAGES)), ("theme", THEMES)):
        chosen = request.form.get(name, "")
        if chosen in known:
            answer.set_cookie(name, chosen, max_age=_YEAR, samesite="Lax", httponly=True)
    return answer


def local(address: str) -> str:
    r"""Return an address of this site, and the home page instead of any other.

    >>> local("/search?q=县"), local("//example.org"), local("/\\example.org"), local("https://example.org/")
    ('/search?q=县', '/', '/', '/')
    """
    if not address.startswith("/") or address.startswith(("//", "/\\")) or any(ord(each) < 32 for each in address):
        return "/"
    return address
