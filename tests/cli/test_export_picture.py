"""``zhengtu export picture``: pictures that open, by themselves, in a browser too."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from lxml import etree

from zhengtu.cli.export_picture import CHARTS
from zhengtu.graph import drawing_font
from zhengtu.graph.projection_file import load_projections

Run = Callable[..., Result]


def test_all_pictures_are_listed(zhengtu: Run) -> None:
    listed = zhengtu("export", "picture").stdout
    assert all(name in listed for name in (*CHARTS, *load_projections()))


@pytest.mark.parametrize("picture", [*CHARTS, "policy-chain", "agency-agency"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_picture_is_svg_with_its_text_as_text(picture: str, lang: str, zhengtu: Run, store: Path) -> None:
    result = zhengtu("export", "picture", picture, "--lang", lang, "--store", store)
    assert result.exit_code == 0
    root = etree.fromstring(result.stdout.encode())
    assert len(list(root.iter("{http://www.w3.org/2000/svg}text"))) > 10


def test_the_name_of_the_file_tells_the_format(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    heads = {"a.svg": b"<svg", "a.html": b"<!DOCTYPE html>", "a.png": b"\x89PNG"}
    for name, head in heads.items():
        result = zhengtu("export", "picture", "lead-support", "--output", tmp_path / name, "--store", store)
        if "no Chinese font" in result.stderr:
            pytest.skip("no Chinese font on this machine")
        assert (result.exit_code, result.stdout) == (0, "")
        assert (tmp_path / name).read_bytes().startswith(head)


def test_a_heat_map_of_one_document_has_its_tasks(zhengtu: Run, store: Path) -> None:
    svg = zhengtu(
        "export", "picture", "responsibilities", "--document", "安政办发〔2022〕901号", "--store", store
    ).stdout
    assert "发展壮大竹产业" in svg
    assert "安吉县林业局" in svg
    assert "省科" not in svg


def test_an_empty_picture_says_so_and_is_no_mistake(zhengtu: Run, store: Path) -> None:
    for picture in ("agency-task", *CHARTS):
        result = zhengtu("export", "picture", picture, "--since", "2040", "--store", store)
        assert result.exit_code == 0
        assert "图是空的" in result.stderr
        etree.fromstring(result.stdout.encode())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("agency-agencie",), "did you mean): agency-agency"),
        (("target",), "did you mean): targets"),
        (("agency-task", "--format", "pgn"), "did you mean): png"),
        (("agency-task", "--output", "a.jpeg"), "svg, png, html"),
        (("agency-task", "--layout", "round"), "auto, layered, force"),
        (("targets", "--type", "task"), "--type"),
    ],
)
def test_wrong_usage_is_told_in_one_line(given: tuple[str, ...], told: str, zhengtu: Run, store: Path) -> None:
    result = zhengtu("export", "picture", *given, "--store", store)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert told in line


def test_a_missing_font_and_an_unwritable_path_are_told(
    zhengtu: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ("export", "picture", "lead-support", "--store", store, "--output")
    assert "没有这个文件夹" in zhengtu(*where, tmp_path / "missing" / "a.svg").stderr
    monkeypatch.setattr(drawing_font, "_candidates", lambda: iter(()))
    result = zhengtu(*where, tmp_path / "a.png")
    assert result.exit_code == 1
    assert "fonts-noto-cjk" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def browser() -> Any:
    playwright = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program)
        yield opened
        opened.close()


def test_a_mailed_page_shows_the_quotes_by_mouse_and_by_keyboard(
    browser: Any, zhengtu: Run, store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.html"
    zhengtu(
        "export",
        "picture",
        "policy-chain",
        "--around",
        "programme:星创天地",
        "--hops",
        "2",
        "--store",
        store,
        "--output",
        path,
    )
    page = browser.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else trouble.append(request.url))
    page.goto(path.as_uri())
    page.locator("[data-id]", has_text="星创天地").first.click()
    assert page.locator("#detail blockquote").count() > 0
    assert page.locator("svg.some").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#detail").is_hidden()
    # By keyboard alone: to the first box, to the one on its right, and to its words.
    first = page.locator('[data-id][tabindex="0"]')
    first.focus()
    page.keyboard.press("Enter")
    before = page.locator("#detail h2").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("#detail h2").inner_text() != before
    page.fill("#find", "国家农业科技园区")
    page.keyboard.press("Enter")
    assert page.locator("#detail h2").inner_text() == "国家农业科技园区"
    page.click("#larger")
    page.click("#fit")
    assert trouble == []
    page.close()
