"""What keeps the explorer and its readers safe: headers, the password, limits, and errors that tell no secrets."""

import hmac
import logging
import secrets
import time

from flask import Flask, Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from ..graph.query_worker_limit import QueryLimitError
from .format import wanted_format
from .language import language_of, word
from .settings import Settings
from .traffic import use_traffic

LOG = logging.getLogger("zhengtu.webui")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

#: An address longer than this is nobody's bookmark.
LONGEST_ADDRESS = 8_000


def use_safety(app: Flask, settings: Settings) -> None:
    """Guard every request and every answer of an application."""
    allowance = use_traffic(app, settings)

    @app.before_request
    def guard() -> Response | None:
        # Counted before the password is looked at, so that nobody can try a thousand of them.
        free = request.path.startswith("/static/")
        if allowance and not free and not allowance.take(request.remote_addr or "", time.monotonic()):
            answer = _failure(429, "error_429")
            answer.headers["Retry-After"] = "10"
            return answer
        if settings.token and not _knows(settings.token):
            answer = _failure(401, "error_401")
            answer.headers["WWW-Authenticate"] = 'Basic realm="Zhengtu", charset="UTF-8"'
            return answer
        if len(request.full_path) > LONGEST_ADDRESS:
            return _failure(414, "error_414")
        return None

    @app.after_request
    def add_headers(answer: Response) -> Response:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        # The same address gives another language, another look and another format.
        answer.vary.update(("Accept", "Accept-Language", "Cookie"))
        return answer

    @app.errorhandler(HTTPException)
    def tell(error: HTTPException) -> Response:
        if error.response is not None or (error.code or 500) < 400:  # a redirect, or an answer that tells it itself
            return make_response(error)
        code = error.code or 500
        answer = _failure(
            code, f"error_{code}", "" if error.description == type(error).description else error.description
        )
        for name, value in error.get_headers():
            if name.lower() not in ("content-type", "content-length"):
                answer.headers[name] = value
        return answer

    @app.errorhandler(QueryLimitError)
    def refuse(error: QueryLimitError) -> Response:
        answer = _failure(503, "error_503", word("too_much", language_of(request)))
        answer.headers["Retry-After"] = "5"
        return answer

    @app.errorhandler(Exception)
    def hide(error: Exception) -> Response:
        number = secrets.token_hex(4)
        LOG.error("error %s on %s %s", number, request.method, request.path, exc_info=error)
        return _failure(500, "error_500", number=number)


def _knows(token: str) -> bool:
    """Whether the request brings the token: as a bearer token, or as the password of whatever user name."""
    said = request.authorization
    if said is None:
        return False
    given = said.token if said.type == "bearer" else said.password if said.type == "basic" else None
    return hmac.compare_digest((given or "").encode(errors="replace"), token.encode())


def _failure(code: int, key: str, what: str | None = "", number: str = "") -> Response:
    """Return a page, or JSON where JSON was asked for, that says what is wrong and what to do."""
    language = language_of(request)
    title = word(key, language)
    if title == key:
        title = word("error", language)
    g.pop("_flashes", None)
    if wanted_format(request, "json") == "json":
        answer = make_response({"error": {"status": code, "message": what or title, "id": number}}, code)
    else:
        answer = make_response(render_template("error.html", code=code, title=title, what=what, number=number), code)
    return answer
