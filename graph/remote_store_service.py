"""Requests to a SPARQL service: sent again where the network failed, told in one line where the server refuses."""

import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from urllib.error import HTTPError, URLError

from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, SPARQLWrapper

from .error import StoreError
from .remote_store_address import PASSWORD, USER, RemoteAddress

#: So often a request is sent before it counts as failed, and seconds before the second time; they double each time.
ATTEMPTS, FIRST_PAUSE = 8, 0.2
#: Seconds after which a server that says nothing is given up on.
PATIENCE = 300

_MAKES_GRAPH = ("CONSTRUCT", "DESCRIBE")
_NO_SERVICE = (400, 404, 405, 406, 415)
_PASSING = (408, 429, 502, 503, 504)
_DEADLOCK = "40001"  # Virtuoso's, between two writers; the server has undone the request


class RefusedRequestError(Exception):
    """What a server does not do: its status and its words, on one line."""

    def __init__(self, status: int, words: str) -> None:
        self.status, self.words = status, words
        super().__init__(status, words)


class Service:
    """The query and update services of one store."""

    def __init__(self, address: RemoteAddress, pause: Callable[[float], None] = time.sleep) -> None:
        self._address, self._pause = address, pause
        self._opener = _opener(address)
        self._reached = False  # a server that never answered is told at once, one that did is waited for
        self._update_url = ""
        #: Sent along with every query.
        self.parameters: dict[str, str] = {}
        self.query_url = self._first(address.queries, lambda url: self._query(url, "ASK {}", "ASK"), "no queries")

    def query(self, sparql: str, form: str) -> bytes:
        """Return the body of an answer: SPARQL JSON, or Turtle for CONSTRUCT and DESCRIBE.

        Raise RefusedRequestError where the server does not answer, StoreError where it cannot be reached.
        """
        return self._query(self.query_url, sparql, form)

    def update(self, sparql: str) -> None:
        """Have a change made; it may arrive twice, so it must be one that does no harm the second time."""
        if not self._update_url:
            nothing = "DROP SILENT GRAPH <urn:zhengtu:nothing>"
            urls = self._address.updates(self.query_url)
            self._update_url = self._first(urls, lambda url: self._change(url, nothing), "no changes")
        self._change(self._update_url, sparql)

    def _query(self, url: str, sparql: str, form: str) -> bytes:
        wrapper = _Wrapper(url, self._opener)
        wrapper.queryString, wrapper.queryType = sparql, form
        # Virtuoso does not answer a query that is posted as it is.
        wrapper.setRequestMethod(URLENCODED)
        wrapper.setReturnFormat(TURTLE if form in _MAKES_GRAPH else JSON)
        for name, value in self.parameters.items():
            wrapper.addParameter(name, value)
        return self._send(wrapper)

    def _change(self, url: str, sparql: str) -> bytes:
        wrapper = _Wrapper(url, self._opener)
        wrapper.queryString, wrapper.queryType = sparql, "INSERT"
        wrapper.setRequestMethod(POSTDIRECTLY)  # Chinese in a form takes three times the room
        return self._send(wrapper)

    def _send(self, wrapper: "_Wrapper") -> bytes:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = wrapper.answer()
            except HTTPError as error:
                words = _one_line(error.read())
                if error.code not in _PASSING and _DEADLOCK not in words:
                    raise RefusedRequestError(error.code, words) from None
                reason = f"status {error.code}"
            except ValueError as error:  # urllib's word for a way to log in that it does not know
                raise RefusedRequestError(401, _one_line(str(error))) from None
            except (URLError, HTTPException, OSError) as error:
                reason = _one_line(str(getattr(error, "reason", error)) or type(error).__name__)
                if not self._reached and attempt == 2:
                    break
            else:
                self._reached = True
                return answer
            if attempt < ATTEMPTS:
                self._pause(FIRST_PAUSE * 2 ** (attempt - 1))
        raise StoreError(
            f"the store {self._address.shown} cannot be reached ({reason}); check the address and the server"
        )

    def _first(self, urls: tuple[str, ...], attempt: Callable[[str], object], lacking: str) -> str:
        """Return the first address that takes a request; raise StoreError where none does."""
        reasons = []
        for url in urls:
            try:
                attempt(url)
            except RefusedRequestError as error:
                reasons.append((error.status, error.words))
                continue
            return url
        denied = [status for status, words in reasons if status in (401, 403) or "permission" in words.lower()]
        if denied:
            advice = f"set {USER} and {PASSWORD}"
            raise StoreError(f"the store {self._address.shown} refuses this user (status {denied[0]}); {advice}")
        status, words = next((r for r in reasons if r[0] not in _NO_SERVICE), reasons[0])
        advice = "give the address of its SPARQL service, such as http://host:7878/query"
        if lacking == "no changes":
            advice = "set ZHENGTU_STORE_UPDATE to the address of its update service"
        raise StoreError(
            f"the store {self._address.shown} takes {lacking} there (status {status}: {words[:80]}); {advice}"
        )


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper with an opener of its own: the library's way to Digest is one opener for the whole program."""

    def __init__(self, url: str, opener: urllib.request.OpenerDirector) -> None:
        super().__init__(url)
        self._opener = opener
        self.setMethod(POST)
        self.setOnlyConneg(True)

    def answer(self) -> bytes:
        """Send the request and return the whole body."""
        request = self._createRequest()
        if self.isSparqlUpdateRequest():
            request.full_url = self.updateEndpoint  # without the "?" that the library leaves behind
        with self._opener.open(request, timeout=PATIENCE) as response:
            most = response.headers.get("X-SPARQL-MaxRows")
            if most:
                raise RefusedRequestError(200, f"the server cuts answers at {most} rows; have ResultSetMaxRows raised")
            body: bytes = response.read()
            return body


def _opener(address: RemoteAddress) -> urllib.request.OpenerDirector:
    if not address.user:
        return urllib.request.build_opener()
    # Asked for first: Virtuoso wants Digest and, sent Basic at once, refuses without saying so.
    known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    urls = {url for query in address.queries for url in (query, *address.updates(query))}
    known.add_password(None, sorted(urls), address.user, address.password)
    return urllib.request.build_opener(
        urllib.request.HTTPBasicAuthHandler(known), urllib.request.HTTPDigestAuthHandler(known)
    )


def _one_line(words: str | bytes) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.partition("SPARQL query:")[0].split())[:300]
