"""The pages in a real browser: what readers do, with and without JavaScript, in both themes and on a phone."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from explorer_addresses import COUNTY, PAGES  # type: ignore[import-not-found]
from flask import Flask

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test installs it")
CHROMIUM = os.environ.get("ZHENGTU_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium here; on Debian: apt-get install chromium")

#: axe takes a second or two for a page: all of them on request, else some of the richest.
ALL = os.environ.get("ZHENGTU_BROWSER_ALL") == "1"
LOOKED_AT = (
    PAGES
    if ALL
    else (
        f"/document/{COUNTY}/task/t12",
        "/agency/330523/science",
        f"/matrix/{COUNTY}",
        f"/targets?document={COUNTY}",
        "/network",
        "/sparql",
    )
)
#: Both themes and both languages; on request, each in each.
LOOKS = (("light", "zh-CN"), ("dark", "en-GB"))
OTHER_LOOKS = (("light", "en-GB"), ("dark", "zh-CN"))
#: Where to keep pictures of the pages, for people to look at.
PICTURES = os.environ.get("ZHENGTU_PICTURES")


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    from waitress.server import create_server

    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{getattr(server, 'effective_port', 0)}"
    server.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _is_fault(message: Any) -> bool:
    """Whether the browser complains; that a query is answered with status 400 is no fault of the page."""
    return message.type == "error" and "status of 400" not in message.text


@pytest.fixture
def view(chromium: Any, site: str) -> Iterator[Any]:
    """A page of a Chinese reader, which may ask nobody but the site."""
    context = chromium.new_context(locale="zh-CN", base_url=site)
    foreign: list[str] = []
    context.on("request", lambda request: None if request.url.startswith(site) else foreign.append(request.url))
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert foreign == []
    assert faults == []


def test_from_a_county_to_its_programmes_to_the_sentence(view: Any) -> None:
    view.goto("/")
    view.get_by_role("combobox", name="搜索").fill("安吉县")
    view.get_by_role("button", name="搜索").click()
    view.get_by_role("link", name="安吉县", exact=True).first.click()
    assert view.get_by_role("heading", level=1).inner_text() == "安吉县"
    view.get_by_role("link", name="每家新获备案的星创天地").click()
    assert "每家新获备案的星创天地" in "".join(view.locator(".here").all_inner_texts())
    assert view.locator("#here").is_visible()


def test_a_suggestion_is_taken_with_the_keyboard(view: Any) -> None:
    view.goto("/")
    view.get_by_role("combobox", name="搜索").press_sequentially("安吉")
    view.get_by_role("option").first.wait_for()
    view.keyboard.press("ArrowDown")
    view.keyboard.press("Enter")
    view.wait_for_url("**/division/330523")


def test_from_a_cell_of_the_matrix_to_the_words(view: Any) -> None:
    view.goto(f"/matrix/{COUNTY}")
    view.get_by_role("link", name="县财政局 负责").first.click()
    shown = "".join(view.locator(".here").all_inner_texts())
    assert "县财政局" in shown
    assert view.locator("#here").is_visible()


def test_the_whole_matrix_fits_a_printed_sheet(view: Any) -> None:
    view.set_viewport_size({"width": 700, "height": 900})
    view.goto(f"/matrix/{COUNTY}")
    view.emulate_media(media="print")
    last = view.locator(".matrix thead th").last.bounding_box()
    assert last["x"] + last["width"] <= 700


def test_a_click_on_marked_words_tells_what_they_are_and_moves_nothing(view: Any) -> None:
    view.goto(f"/document/{COUNTY}")
    words = view.locator("a.f", has_text="县财政局负责落实奖励资金").first
    words.scroll_into_view_if_needed()
    before = view.evaluate("scrollY")
    words.click()
    view.wait_for_timeout(100)
    told = view.locator(".finding:target")
    assert told.is_visible()
    assert "县财政局" in told.inner_text()
    assert abs(view.evaluate("scrollY") - before) < 5
    assert view.locator("a.picked").count() >= 1


def test_a_layer_can_be_switched_off(view: Any) -> None:
    view.goto(f"/document/{COUNTY}")
    measure = view.locator(".sheet .m-measure").first
    colour = "el => getComputedStyle(el).backgroundColor"
    assert measure.evaluate(colour) != "rgba(0, 0, 0, 0)"
    view.get_by_label("措施").uncheck()
    assert measure.evaluate(colour) == "rgba(0, 0, 0, 0)"


def test_reading_needs_no_javascript(chromium: Any, site: str) -> None:
    context = chromium.new_context(locale="zh-CN", base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/document/{COUNTY}")
    page.locator("a.f", has_text="县财政局负责落实奖励资金").first.click()
    assert page.locator(".finding:target").is_visible()
    page.goto("/")
    page.locator("#find").fill("科技特派员")
    page.get_by_role("button", name="搜索").click()
    assert page.locator(".hit mark").count() > 3
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    context.close()


def test_a_link_of_a_chain_opens_its_words(view: Any) -> None:
    view.goto(f"/chain?document={COUNTY}")
    view.locator("svg a:has(.edge)").first.focus()
    view.keyboard.press("Enter")
    view.locator("#here").first.wait_for()
    assert view.locator(".here").first.inner_text()


def test_the_suggestions_of_a_page_narrow_results_down(view: Any) -> None:
    view.goto(f"/search?q={quote('科技')}")
    count = int("".join(filter(str.isdigit, view.locator("#found").inner_text())))
    view.locator(".facet a", has_text="措施").first.click()
    assert int("".join(filter(str.isdigit, view.locator("#found").inner_text()))) < count


def test_a_node_opens_with_the_keyboard_and_tells_its_words(view: Any) -> None:
    view.goto(f"/network?from={quote('安吉县科学技术局')}")
    view.locator("#network[data-ready]").wait_for()
    before = view.locator(".net-node").count()
    view.locator(".net-node.more").first.focus()
    view.keyboard.press("Enter")
    sync_api.expect(view.locator(".net-node")).not_to_have_count(before)
    assert "open=" in view.url
    assert view.locator("#network-details blockquote").first.inner_text()
    focused = view.evaluate("document.activeElement.dataset.key")
    view.keyboard.press("ArrowLeft")
    assert view.evaluate("document.activeElement.dataset.key") != focused
    view.go_back()
    sync_api.expect(view.locator(".net-node")).to_have_count(before)


def test_types_of_nodes_can_be_switched_off_and_a_node_found(view: Any) -> None:
    view.goto(f"/network?document={COUNTY}")
    view.locator("#network[data-ready]").wait_for()
    view.locator("input[name=type][value=agency]").uncheck()
    sync_api.expect(view.locator(".net-node .look-agency")).to_have_count(0)
    view.get_by_label("在图中查找").fill("发展壮大竹产业")
    view.keyboard.press("Enter")
    assert view.locator("#network-details h2").inner_text() == "发展壮大竹产业"


def test_a_query_is_completed_asked_paged_and_remembered(view: Any) -> None:
    view.goto("/sparql")
    box = view.locator("#query")
    box.fill("")
    box.press_sequentially("SELECT ?t ?d WHERE { ?t a zt:Tas")
    view.locator("#completions li", has_text="zt:Task").first.wait_for()
    view.keyboard.press("Enter")
    assert box.input_value().endswith("zt:Task")
    assert view.locator(".k-keyword").all_inner_texts() == ["SELECT", "WHERE"]
    box.fill("SELECT ?passage ?words { ?passage nif:anchorOf ?words }")
    view.keyboard.press("Control+Enter")
    view.get_by_role("link", name="下一页").click()
    assert "page=2" in view.url
    assert view.locator("tbody tr").count() == 100
    view.goto("/sparql")
    view.locator("#history summary").click()
    assert view.locator("#history a").first.inner_text().startswith("SELECT ?passage")


def test_a_mistake_in_a_query_is_shown_at_its_place(view: Any) -> None:
    view.goto("/sparql")
    view.locator("#query").fill("SELECT ?a WHERE {\n  ?a foo }")
    view.get_by_role("button", name="查询").click()
    view.locator("#mistake").wait_for()
    assert view.locator(".k-mistake").count() == 1
    assert view.evaluate("document.activeElement.selectionStart") > len("SELECT ?a WHERE {")


def test_a_question_in_chinese_is_answered_in_place(view: Any) -> None:
    view.goto("/")
    view.get_by_role("combobox", name="搜索").fill("竹产业由谁负责？")
    view.get_by_role("button", name="搜索").click()
    assert "县林业局" in view.locator(".answer table").inner_text()


@pytest.mark.parametrize(("theme", "language"), [*LOOKS, *(OTHER_LOOKS if ALL else ())])
@pytest.mark.parametrize("width", [1280, 390] if ALL else [1280])
def test_nothing_bars_a_reader_and_nothing_sticks_out(
    chromium: Any, site: str, theme: str, language: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    context = chromium.new_context(
        locale=language,
        base_url=site,
        color_scheme=theme,
        viewport={"width": width, "height": 900},
    )
    page, wrong = context.new_page(), []
    for number, address in enumerate(LOOKED_AT):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{address} is wider than {width} pixels")
        found = axe.Axe().run(page)
        wrong += [f"{address}: {each['id']} {each['nodes'][0]['html'][:150]}" for each in found.response["violations"]]
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{number:02}-{language}-{theme}-{width}.png", full_page=True)
    context.close()
    assert wrong == []
