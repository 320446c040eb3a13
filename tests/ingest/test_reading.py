"""Reading a file: what comes out is what the bytes say, and every bad file gets one clear sentence."""

import hashlib
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_documents import docx_of, pdf_of

from zhengtu.ingest.formats import DOCX
from zhengtu.ingest.problem import UnreadableSource
from zhengtu.ingest.reading import LIMIT_BYTES, media_type_of, read_source

TEXT = "某市关于加强乡村建设的通知\r\n一、总体要求\n到2025年基本建成。\r"


def unreadable(path: Path, **options: Any) -> str:
    """Return the sentence that a bad file gets, after checking that it tells what, where and what to do."""
    with pytest.raises(UnreadableSource) as caught:
        read_source(path, **options)
    problem = caught.value.problem
    assert problem.severity == "error"
    assert path.name in problem.where
    assert problem.advice
    assert "\n" not in str(problem)
    return str(problem)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_text_is_what_the_bytes_say_newlines_included(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "通知 1.txt"
    path.write_bytes(TEXT.encode(encoding))
    source, problems = read_source(path)
    assert (source.text, problems) == (TEXT, ())
    assert source.sha256 == hashlib.sha256(TEXT.encode(encoding)).hexdigest()
    assert source.uri == "file:%E9%80%9A%E7%9F%A5%201.txt"
    assert source.media_type == "text/plain"


def test_the_same_file_in_another_folder_is_the_same_source(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for path in (tmp_path / "plan.txt", tmp_path / "a" / "plan.txt"):
        path.write_text(TEXT, "utf-8")
    assert read_source(tmp_path / "plan.txt") == read_source(tmp_path / "a" / "plan.txt")


def test_what_is_doubtful_comes_with_the_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode("utf-8") + b"\xff")
    source, problems = read_source(tmp_path / "a.txt")
    assert source.text == TEXT + "\ufffd"
    assert [problem.where for problem in problems] == ["a.txt"]


@pytest.mark.parametrize("data", [b" \n\t\r\n", "\u3000\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\n".encode()])
def test_a_blank_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert "holds only white space" in unreadable(tmp_path / "a.txt")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert "the file is empty" in unreadable(tmp_path / "a.txt")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "there is no such file" in unreadable(tmp_path / "nowhere.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "this is a folder" in unreadable(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name exist on Unix only")
def test_a_pipe_is_refused_without_waiting_for_its_other_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "device or pipe" in unreadable(tmp_path / "pipe.txt")


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in unreadable(tmp_path / ("长" * 3000))
    assert "cannot be read" in unreadable(tmp_path / "a\0b")


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser may read everything, so the refusal is played
        monkeypatch.setattr(Path, "open", _refuse)
    message = unreadable(path)
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert "not permitted" in message


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_file_over_the_limit_is_refused_with_both_sizes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * (3 * 2**20))
    message = unreadable(tmp_path / "a.txt", limit_bytes=2**21)
    assert "3.0 MiB" in message
    assert "2.0 MiB" in message
    assert LIMIT_BYTES == 64 * 2**20


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 1000)
    assert len(read_source(tmp_path / "a.txt", limit_bytes=1000)[0].text) == 1000


def _growing(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def _cut(path: Path) -> None:
    os.truncate(path, 5)


def _rewritten(path: Path) -> None:
    path.write_bytes(b"x" * path.stat().st_size)
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("change", [_growing, _cut, _rewritten])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    ask, asked = os.fstat, []

    def fstat_then_change(number: int) -> os.stat_result:
        result = ask(number)
        asked.append(result)
        if len(asked) == 1:
            change(path)
        return result

    monkeypatch.setattr("zhengtu.ingest.reading.os.fstat", fstat_then_change)
    assert "changed while it was read" in unreadable(path)


def test_a_file_that_grows_over_the_limit_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 1000)
    ask = os.fstat

    def fstat_then_grow(number: int) -> os.stat_result:
        result = ask(number)
        _growing(path)
        return result

    monkeypatch.setattr("zhengtu.ingest.reading.os.fstat", fstat_then_grow)
    assert "the limit is" in unreadable(path, limit_bytes=1000)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b'<?xml version="1.0"?>\n<w:document>1</w:document>', "an XML file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "an old Office file"),
        (b"From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\n\n<html>", "web archive"),
    ],
)
def test_what_is_no_text_is_refused_with_what_it_is(tmp_path: Path, data: bytes, sentence: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert sentence in unreadable(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["notice.txt", "notice.pdf", "notice"])
def test_the_content_tells_the_format_and_not_the_name(tmp_path: Path, name: str) -> None:
    for data, media_type in [
        ("<!DOCTYPE html>\n<p>一、修路。</p>".encode(), "text/html"),
        ("一、修路。".encode(), "text/plain"),
        (docx_of("一、修路。"), DOCX),
        (pdf_of("一、修路。"), "application/pdf"),
    ]:
        (tmp_path / name).write_bytes(data)
        source, _ = read_source(tmp_path / name)
        assert (source.media_type, source.text.strip()) == (media_type, "一、修路。")
        assert source.sha256 == hashlib.sha256(data).hexdigest()


def test_reading_plain_text_loads_no_library_for_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("<关于修路的通知>\n一、修路。", "utf-8")
    program = (
        "import sys; from pathlib import Path; from zhengtu.ingest.reading import read_source; "
        f"read_source(Path({str(tmp_path / 'a.txt')!r})); "
        "print(*sorted({'lxml', 'pypdfium2', 'zipfile', 'docx'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("unit", ["县域创新。", " ", "<!---->"])
def test_one_line_of_many_megabytes_is_read_in_one_pass(tmp_path: Path, unit: str) -> None:
    text = "通知" + unit * (50_000_000 // len(unit.encode()))
    path = tmp_path / "long.txt"
    path.write_text(text, "utf-8")
    assert read_source(path)[0].text == text


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("关于印发方案的通知", "text/plain"),
        ("<!DOCTYPE HTML PUBLIC><html>", "text/html"),
        ("\n <html lang='zh'>", "text/html"),
        ("<!-- a --><!-- b -->\n<head><title>", "text/html"),
        ("<?xml version='1.0'?><html xmlns='x'>", "text/html"),
        ("<div class='content'>", "text/html"),
        ("<关于印发方案的通知>", "text/plain"),
        ("<p为准则>", "text/plain"),
        ("正文中的 <html> 不算", "text/plain"),
        ("<?xml version='1.0'?><w:document>", "application/xml"),
        ("---\ntitle: 通知\n---\n正文", "text/markdown"),
        ("---\r\ntitle: 通知\r\n---\r\n正文", "text/markdown"),
        ("---\n正文，没有结束", "text/plain"),
        ("----\n正文\n----\n", "text/plain"),
        ("\n---\ntitle: 通知\n---\n", "text/plain"),
        ("", "text/plain"),
    ],
)
def test_the_beginning_tells_what_a_text_is(text: str, media_type: str) -> None:
    assert media_type_of(text) == media_type


@pytest.mark.parametrize("text", ["<!--" * 4000, "<!--x-->" * 2000 + "x", "---\r\n" + "a\r\n" * 5000, "<?xml " * 2700])
def test_no_beginning_takes_long_to_judge(text: str) -> None:
    assert media_type_of(text) in ("text/plain", "application/xml")
