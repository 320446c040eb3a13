import base64
import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from explorer_addresses import COUNTY, PAGES, json_of  # type: ignore[import-not-found]
from flask import Flask
from flask.testing import FlaskClient

from zhengtu.webui import Settings, create_app, site_of
from zhengtu.webui.preferences import local
from zhengtu.webui.spreadsheet import safe


@pytest.fixture(scope="module")
def hostile(hostile_store: Path) -> Iterator[FlaskClient]:
    app = create_app(hostile_store)
    yield app.test_client()
    site_of(app).close()


class Markup(HTMLParser):
    """Gathers what a browser would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and not (values.get("src") or "").startswith("/static/"):
            self.found.append(f"<script {attrs}>")
        if tag in ("img", "iframe", "object", "embed", "style", "base"):
            self.found.append(tag)
        for name, value in attrs:
            scheme = (value or "").strip().lower().partition(":")[0]
            if (
                name.startswith("on")
                or name == "style"
                or (name in ("href", "src") and scheme in ("javascript", "data"))
            ):
                self.found.append(f"{name}={value}")
            if name in ("src", "href", "action") and not re.match(r"[/#]|$", value or ""):
                self.found.append(f"{name}={value}")


@pytest.mark.parametrize("address", PAGES)
def test_markup_in_a_document_stays_text(hostile: FlaskClient, address: str) -> None:
    answer = hostile.get(address)
    assert answer.status_code == 200
    markup = Markup()
    markup.feed(answer.text)
    assert markup.found == []
    assert "49" not in re.findall(r"\{\{7\*7\}\}|>49<", answer.text)


def test_markup_really_stands_in_the_pages(hostile: FlaskClient) -> None:
    shown = [address for address in PAGES if "&lt;script&gt;alert(1)" in hostile.get(address).text]
    assert len(shown) > len(PAGES) // 2


def test_markup_in_a_picture_stays_text(hostile: FlaskClient) -> None:
    answer = hostile.get(f"/chain.svg?document={COUNTY}")
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "<img" not in answer.text


@pytest.mark.parametrize("q", ["<script>alert(1)</script>", '"><img src=x>', "{{7*7}}", "'; DROP TABLE items; --"])
@pytest.mark.parametrize("address", ["/search?q=", "/chain?from=", "/targets?document=", "/queries/targets?text="])
def test_markup_in_an_address_stays_text(client: FlaskClient, address: str, q: str) -> None:
    from urllib.parse import quote

    answer = client.get(address + quote(q))
    assert answer.status_code == 200
    markup = Markup()
    markup.feed(answer.text)
    assert markup.found == []


@pytest.mark.parametrize(
    "address", [*PAGES[:3], json_of(PAGES[1]), "/nowhere", f"/matrix/{COUNTY}.csv", "/static/zhengtu.css"]
)
def test_every_answer_forbids_foreign_code_and_frames(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_no_file_of_ours_asks_for_anything_outside() -> None:
    import zhengtu.webui

    folder = Path(zhengtu.webui.__file__).parent
    for file in (*folder.glob("templates/*"), *folder.glob("static/*")):
        outside = set(re.findall(r"(?:https?:)?//[\w.-]+", file.read_text())) - {"http://www.w3.org"}
        assert outside <= {found for found in outside if found == "//"}, f"{file.name} asks {outside}"


def test_without_the_token_nothing_is_shown(store: Path) -> None:
    app = create_app(store, Settings(token="geheim-密"))
    client = app.test_client()
    try:
        for address in ("/", "/home.json", "/static/zhengtu.css", "/nowhere", "/sparql?query=ASK{}"):
            assert client.get(address).status_code == 401
        wrong = base64.b64encode(b"anybody:wrong").decode()
        right = base64.b64encode("anybody:geheim-密".encode()).decode()
        assert client.get("/", headers={"Authorization": f"Basic {wrong}"}).status_code == 401
        assert client.get("/", headers={"Authorization": f"Basic {right}"}).status_code == 200
        assert client.get("/", headers={"Authorization": "Bearer "}).status_code == 401
        assert "Basic" in client.get("/").headers["WWW-Authenticate"]
    finally:
        site_of(app).close()


def test_a_bearer_token_opens_the_site(store: Path) -> None:
    app = create_app(store, Settings(token="abc123"))
    assert app.test_client().get("/", headers={"Authorization": "Bearer abc123"}).status_code == 200
    site_of(app).close()


@pytest.mark.parametrize(
    ("method", "address", "body", "status"),
    [
        ("POST", "/preferences", b"lang=zh&back=" + b"x" * 2_000_000, 413),
        ("GET", "/search?q=" + "a" * 9_000, None, 414),
        ("POST", "/search", b"q=a", 405),
        ("DELETE", "/", None, 405),
        ("PUT", f"/document/{COUNTY}", b"<html>", 405),
    ],
)
def test_what_is_too_large_or_not_for_reading_is_refused(
    client: FlaskClient, method: str, address: str, body: bytes | None, status: int
) -> None:
    form = "application/x-www-form-urlencoded"
    assert client.open(address, method=method, data=body, content_type=form if body else None).status_code == status


def test_a_fault_of_our_own_shows_a_number_and_no_trace(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(store)

    def fail() -> str:
        raise RuntimeError("the secret path /etc/passwd")

    app.add_url_rule("/fail", view_func=fail)
    with caplog.at_level(logging.ERROR):
        page, twin = app.test_client().get("/fail"), app.test_client().get("/fail.json")
    site_of(app).close()
    assert page.status_code == twin.status_code == 500
    for answer in (page, twin):
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
    number = twin.json["error"]["id"]  # type: ignore[index]
    assert len(number) == 8
    assert number in caplog.text
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "/\\evil", "javascript:alert(1)", "/\n/x", ""]
)
def test_nobody_is_led_away_from_the_site(client: FlaskClient, address: str) -> None:
    answer = client.post("/preferences", data={"lang": "en", "back": address})
    assert answer.headers["Location"] == "/"
    assert local(address) == "/"


@pytest.mark.parametrize("value", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1"])
def test_no_cell_of_a_table_is_a_formula(value: str) -> None:
    assert str(safe(value)).startswith("'")


def test_an_unknown_application_error_page_works_in_both_languages(app: Flask) -> None:
    client = app.test_client()
    assert "没有找到" in client.get("/x", headers={"Accept-Language": "zh"}).text
    assert "not found" in client.get("/x", headers={"Accept-Language": "en"}).text


def test_a_client_that_asks_without_pause_has_to_wait_and_others_do_not(store: Path) -> None:
    app = create_app(store, Settings(rate=60))
    try:
        client = app.test_client()
        codes = [client.get("/openapi").status_code for _ in range(12)]
        assert codes[:10] == [200] * 10
        assert 429 in codes[10:]
        told = client.get("/openapi.json")
        assert (told.status_code, "Retry-After" in told.headers) == (429, True)
        assert client.get("/openapi", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 200
        assert client.get("/static/zhengtu.css").status_code == 200
    finally:
        site_of(app).close()


@pytest.mark.parametrize(("kind", "shown"), [("path", False), ("query", True), ("off", None)])
def test_the_log_tells_what_readers_look_for_only_when_asked_to(
    store: Path, caplog: pytest.LogCaptureFixture, kind: str, shown: bool | None
) -> None:
    app = create_app(store, Settings(access_log=kind))
    try:
        with caplog.at_level(logging.INFO, "zhengtu.access"):
            app.test_client().get("/suggest.json?q=secret")
        assert ("/suggest" in caplog.text) is (shown is not None)
        assert ("secret" in caplog.text) is bool(shown)
    finally:
        site_of(app).close()


@pytest.mark.parametrize("address", [f"/matrix/{COUNTY}.xlsx", "/queries/responsibilities.xlsx?ask=yes"])
def test_a_workbook_has_no_formula_whatever_the_texts_say(hostile: FlaskClient, address: str) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    answer = hostile.get(address)
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
    assert sheet.max_row > 3
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
